"""The list of copies of the archive that were made: backups and bags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from archive.store.schema import backups


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as it was written: ``kind`` is backup or bag, ``made_at`` UTC in ISO 8601, ``articles`` how many
    it holds, ``sha256`` that of the file (of a bag: of its tag manifest), ``query`` what a bag was limited to
    (``None`` for the whole archive). It may have been moved or deleted since."""

    kind: str
    path: str
    made_at: str
    sha256: str
    articles: int
    query: str | None = None


def keep_copy(connection: Connection, copy: Copy) -> None:
    """Write down that a copy was made."""
    connection.execute(insert(backups), {name: getattr(copy, name) for name in Copy.__slots__})


def all_copies(connection: Connection) -> list[Copy]:
    """Every copy ever made, the oldest first."""
    return [_from_row(row) for row in connection.execute(select(backups).order_by(backups.c.id))]


def _from_row(row: Any) -> Copy:
    return Copy(row.kind, row.path, row.made_at, row.sha256, row.articles, row.query)
