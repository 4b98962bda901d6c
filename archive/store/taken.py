"""Records that were taken in before, so that reading them again costs no more than looking them up.

A key is a digest of a record's bytes, of its place (base name of its file and number in it), and of how it
was read and cleaned. It says nothing of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from archive.store.schema import articles, taken

_VARIABLES = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a record: ``state`` is that of the article it made, ``duplicate`` whether it only
    repeated one."""

    article_id: str
    state: str
    duplicate: bool


def pages(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in lists that one statement can take."""
    every = list(values)
    return (every[start : start + _VARIABLES] for start in range(0, len(every), _VARIABLES))


def lookup(connection: Connection, keys: Iterable[str]) -> dict[str, Taken]:
    """What became of the records of some keys."""
    found: dict[str, Taken] = {}
    columns = taken.c
    for page in pages(keys):
        for row in connection.execute(select(taken).where(columns.key.in_(page))):
            found[row.key] = Taken(row.article_id, row.state, bool(row.duplicate))
    return found


def there(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of the keys whose articles are still there."""
    joined = taken.join(articles, taken.c.article_id == articles.c.id)
    found: set[str] = set()
    for page in pages(keys):
        query = select(taken.c.key).select_from(joined).where(taken.c.key.in_(page))
        found.update(connection.execute(query).scalars())
    return found


def keep(connection: Connection, known: Iterable[str], rows: Sequence[dict[str, Any]]) -> None:
    """Writes down what became of records; ``known`` are the keys that have a row by now."""
    old = set(known) & {row["key"] for row in rows}
    for page in pages(sorted(old)):
        connection.execute(delete(taken).where(taken.c.key.in_(page)))
    if rows:
        connection.execute(insert(taken), list(rows))


def forget(connection: Connection, article_id: str) -> None:
    """The records of an article will be read as if for the first time."""
    connection.execute(delete(taken).where(taken.c.article_id == article_id))
