"""Two versions of an article, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.duplicates import Piece, changes

if TYPE_CHECKING:
    from archive.store.versions import Version


def compared(old: Version, new: Version) -> list[list[Piece]] | None:
    """What changed in headline and text, by paragraphs; None where one of them was not kept, an empty list
    where nothing did."""
    if not (old.is_kept and new.is_kept):
        return None
    found = changes(f"{old.title}\n{old.body}", f"{new.title}\n{new.body}")
    return found if any(piece.kind != "same" for line in found for piece in line) else []


def version_json(version: Version) -> dict[str, Any]:
    """One version of ``versions --json``."""
    return {
        "number": version.number,
        "sha256": version.sha256,
        "ingested_at": version.ingested_at,
        "software": version.software,
        "modified": version.modified,
        "changed": list(version.changed),
        "title": version.title,
        "date": version.date,
        "body": version.body,
    }


def pieces_json(lines: list[list[Piece]] | None) -> list[list[dict[str, str]]] | None:
    """Changes as lists of ``{"kind": "same|gone|new", "text"}``."""
    if lines is None:
        return None
    return [[{"kind": piece.kind, "text": piece.text} for piece in line] for line in lines]
