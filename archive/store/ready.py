"""An article made ready for the tables: everything its rows hold, worked out before anything is written.

Any process can make it ready; the one that writes has no more to do than to compare and insert.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from archive.extract.merge import merged
from archive.model import Annotations, Article
from archive.store import rows
from archive.store.people import people_rows
from archive.to_json import annotations_from

_LEVEL = 4
#: Tables filled from the text of an article alone: name of the table → its rows of one article. Filled by the
#: modules of the store that own such a table.
BESIDE: dict[str, Callable[[Article], list[dict[str, Any]]]] = {}


@dataclass(frozen=True, slots=True)
class Ready:
    """``row`` is that of ``articles`` as it is when nobody has corrected anything, ``found`` that of
    ``annotations`` (``None`` without any), ``people`` those of ``article_people``; ``packed`` the original
    bytes, compressed, ``size`` their length before. ``key`` tells the record when it is read again (see
    ``archive.store.taken``), ``None`` when it is not to be remembered. ``beside`` are rows of further tables
    by their names, each with an ``article_id``: what is computed from the text and replaced with it.
    """

    row: dict[str, Any]
    found: dict[str, str] | None
    people: list[dict[str, Any]]
    packed: bytes
    size: int
    key: str | None = None
    beside: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def named(self) -> bool:
        """Whether an address or an id of its source names it, not its content alone."""
        return bool(self.row["url"] or self.row["source_id"])

    @property
    def article(self) -> Article:
        """As its record has it."""
        return rows.recorded(SimpleNamespace(**self.row))

    @property
    def annotations(self) -> Annotations | None:
        if self.found is None:
            return None
        return annotations_from(self.found["version"], json.loads(self.found["found"]))

    def under(self, id: str) -> Ready:
        """The same under the id that the article has had before."""
        if id == self.id:
            return self
        return _ready(replace(self.article, id=id), self.annotations, self.packed, self.size, self.key)


def ready(article: Article, raw: bytes, found: Annotations | None, key: str | None = None) -> Ready:
    """Everything that is kept of an article with its original bytes."""
    return _ready(article, found, zlib.compress(raw, _LEVEL), len(raw), key)


def _ready(article: Article, found: Annotations | None, packed: bytes, size: int, key: str | None) -> Ready:
    now = merged(article, found)
    return Ready(
        rows.to_row(article, now),
        rows.found_row(article.id, found) if found is not None else None,
        people_rows(now, found),
        packed,
        size,
        key,
        {name: rows_of(now) for name, rows_of in BESIDE.items()},
    )
