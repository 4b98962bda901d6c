"""Rows of corrections: made, undone, listed; and laid over articles as they are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from archive.errors import CorrectionNotFound
from archive.fixity import sha256
from archive.model import Correction
from archive.store.schema import corrections
from archive.to_json import correction_from, value_json

_SEALED = ("article_id", "target", "key", "old", "new", "who", "at", "reason", "undone_by", "undone_at")


def in_force(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
    """Corrections of these articles that are not undone, in the order they were made."""
    query = select(corrections).where(
        corrections.c.article_id.in_(list(ids)), corrections.c.undone_at.is_(None)
    )
    found: dict[str, tuple[Correction, ...]] = {}
    for row in connection.execute(query.order_by(corrections.c.number)):
        found[row.article_id] = (*found.get(row.article_id, ()), _from_row(row))
    return found


def all_of(connection: Connection, article_id: str | None) -> list[Correction]:
    """Every correction, of one article or of all, undone ones too, in the order they were made."""
    query = select(corrections).order_by(corrections.c.number)
    if article_id is not None:
        query = query.where(corrections.c.article_id == article_id)
    return [_from_row(row) for row in connection.execute(query)]


def keep(connection: Connection, correction: Correction) -> Correction:
    """Writes a correction down; it comes back with its number."""
    row = _to_row(correction)
    row["seal"] = seal(row)
    key = connection.execute(insert(corrections), row).inserted_primary_key
    assert key is not None
    return replace(correction, number=int(key[0]))


def undo(connection: Connection, number: int, who: str, at: str) -> Correction:
    """Marks a correction as undone; CorrectionNotFound when there is none of that number in force."""
    query = select(corrections).where(corrections.c.number == number, corrections.c.undone_at.is_(None))
    row = connection.execute(query).first()
    if row is None:
        raise CorrectionNotFound(number)
    sealed = seal({**row._mapping, "undone_by": who, "undone_at": at})
    change = update(corrections).where(corrections.c.number == number)
    connection.execute(change.values(undone_by=who, undone_at=at, seal=sealed))
    return replace(_from_row(row), undone_by=who, undone_at=at)


def seal(row: Mapping[str, Any]) -> str:
    """Digest of what a row says: tells whether it is as it was written."""
    return sha256(json.dumps([row.get(name) for name in _SEALED], ensure_ascii=True).encode())


def _to_row(correction: Correction) -> dict[str, Any]:
    return {
        "article_id": correction.article_id,
        "target": correction.target,
        "key": correction.key,
        "old": _dump(correction.old),
        "new": _dump(correction.new),
        "who": correction.who,
        "at": correction.at,
        "reason": correction.reason,
    }


def _from_row(row: Any) -> Correction:
    value = {key: kept for key, kept in row._mapping.items() if key != "seal"}
    return correction_from({**value, "old": json.loads(row.old), "new": json.loads(row.new)})


def _dump(value: Any) -> str:
    return json.dumps(value_json(value), ensure_ascii=False)
