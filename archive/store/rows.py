"""Articles as rows of the tables, and back."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import Any

from archive.extract.merge import merged
from archive.model import Annotations, Article
from archive.to_json import annotations_from, annotations_json, article_json, from_json

_TAGS = ("regions", "topics", "speakers", "people", "quotes")
_PLAIN = ("id", "source", "source_id", "url", "title", "body", "date", "date_origin", "lang",
          "author", "section", "rights")  # fmt: skip
_SHORT = 16


def to_row(article: Article, found: Annotations | None) -> dict[str, Any]:
    """The row of ``articles``: its own metadata, with the revision of what it is with ``found``."""
    value = article_json(article)
    row = {name: value[name] for name in _PLAIN}
    row["tags"] = _dump({name: value[name] for name in _TAGS})
    row["extra"] = _dump(value["extra"])
    row["provenance"] = _dump(value["provenance"])
    row |= {"sha256": article.provenance.sha256, "path": article.provenance.path}
    row["record"] = article.provenance.record
    row["state"] = state(article)
    row["revision"] = revision(merged(article, found))
    return row


def from_row(row: Any, found: tuple[str, str] | None) -> Article:
    """The article as it holds now; ``found`` are version and JSON of its annotations."""
    value = {name: getattr(row, name) for name in _PLAIN}
    value |= json.loads(row.tags)
    value["extra"] = json.loads(row.extra)
    value["provenance"] = json.loads(row.provenance)
    article = from_json(value)
    return merged(article, annotations_from(found[0], json.loads(found[1])) if found else None)


def found_row(article_id: str, found: Annotations) -> dict[str, str]:
    return {"article_id": article_id, "version": found.version, "found": _dump(annotations_json(found))}


def revision(article: Article) -> str:
    """Short digest of everything that is indexed."""
    value = article_json(article)
    return _digest([value[name] for name in (*_PLAIN, *_TAGS)])


def state(article: Article) -> str:
    """Short digest of everything but where and when the record was read."""
    value = article_json(article)
    return _digest([value[name] for name in (*_PLAIN, *_TAGS, "extra")] + [value["provenance"]["cleaning"]])


def same_place(row: Any, article: Article) -> bool:
    """Whether a stored article came from the same record of the same file (its folder may have moved)."""
    here = article.provenance
    return PurePath(row.path).name == PurePath(here.path).name and bool(row.record == here.record)


def _digest(value: object) -> str:
    return hashlib.sha256(_dump(value).encode("utf-8", "replace")).hexdigest()[:_SHORT]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
