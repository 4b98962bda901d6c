"""Articles as rows of the tables, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from archive.extract.merge import merged
from archive.model import Annotations, Article, Correction
from archive.to_json import annotations_from, annotations_json, article_json, from_json

_TAGS = ("regions", "topics", "speakers", "people", "quotes")
_PLAIN = ("id", "source", "source_id", "url", "title", "body", "date", "date_origin", "lang",
          "author", "section", "rights")  # fmt: skip
_SHORT = 16


def to_row(article: Article, now: Article) -> dict[str, Any]:
    """The row of ``articles``: its own metadata, and in short what it is ``now``, all taken together."""
    value = article_json(article)
    row = {name: value[name] for name in _PLAIN}
    row["tags"] = _dump({name: value[name] for name in _TAGS})
    row["extra"] = _dump(value["extra"])
    row["provenance"] = _dump(value["provenance"])
    row |= {"sha256": article.provenance.sha256, "path": article.provenance.path}
    row["record"] = article.provenance.record
    row |= {"state": _state(value, article.access), "access": article.access}
    return row | standing(now)


def standing(now: Article) -> dict[str, Any]:
    """The columns of ``articles`` that follow from everything known about it."""
    return {"revision": revision(now), "quotations": len(now.quotes)}


def from_row(row: Any, corrections: Iterable[Correction] = ()) -> Article:
    """The article as it holds now, from a row of ``articles`` joined with its annotations."""
    return merged(recorded(row), found_in(row), corrections)


def found_in(row: Any) -> Annotations | None:
    """The annotations of a joined row."""
    return annotations_from(row.version, json.loads(row.found)) if row.version is not None else None


def recorded(row: Any) -> Article:
    """The article as its record has it, without what was extracted or corrected."""
    value = {name: getattr(row, name) for name in _PLAIN}
    value |= json.loads(row.tags)
    value["extra"] = json.loads(row.extra)
    value["provenance"] = json.loads(row.provenance)
    return replace(from_json(value), access=getattr(row, "access", None))


def dated(row: Any, corrections: Iterable[Correction]) -> Article:
    """The article as its record has it, but for a corrected date."""
    article = recorded(row)
    now = merged(article, None, corrections)
    return replace(article, date=now.date, date_origin=now.date_origin)


def found_row(article_id: str, found: Annotations) -> dict[str, str]:
    return {"article_id": article_id, "version": found.version, "found": _dump(annotations_json(found))}


def revision(article: Article) -> str:
    """Short digest of everything that is indexed."""
    value = article_json(article)
    return _digest([value[name] for name in (*_PLAIN, *_TAGS)])


def state(article: Article) -> str:
    """Short digest of everything but where and when the record was read."""
    return _state(article_json(article), article.access)


def _state(value: dict[str, Any], access: str | None) -> str:
    told = [value[name] for name in (*_PLAIN, *_TAGS, "extra")] + [value["provenance"]["cleaning"]]
    return _digest(told + ([access] if access else []))


def same_place(row: Any, article: Article) -> bool:
    """Whether a stored article came from the same record of the same file (its folder may have moved)."""
    here = article.provenance
    return PurePath(row.path).name == PurePath(here.path).name and bool(row.record == here.record)


def _digest(value: object) -> str:
    return hashlib.sha256(_dump(value).encode("utf-8", "replace")).hexdigest()[:_SHORT]


_dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
