"""Rows of what is nearly the same: read and written some hundred at a time."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from archive.duplicates import Signature
from archive.store.schema import articles, meta
from archive.store.similar_groups import regroup
from archive.store.similar_schema import (
    similar_articles,
    similar_bands,
    similar_crowded,
    similar_pairs,
    similar_texts,
)

_VARIABLES = 500
_LOOKED_UP = 4_000
_PAIR = (similar_pairs.c.one, similar_pairs.c.other)


def due(connection: Connection, after: str, limit: int) -> Sequence[Any]:
    """Articles whose text was not read as it is now, by id, with the state of their row."""
    both = articles.outerjoin(similar_articles, articles.c.id == similar_articles.c.article_id)
    stale = or_(similar_articles.c.state.is_(None), similar_articles.c.state != articles.c.state)
    # The ids come from an index alone: bodies are read of those that are due.
    query = select(articles.c.id).select_from(both).where(articles.c.id > after, stale)
    ids = connection.execute(query.order_by(articles.c.id).limit(limit)).scalars().all()
    columns = articles.c.id, articles.c.state, articles.c.title, articles.c.body
    return connection.execute(select(*columns).where(articles.c.id.in_(ids)).order_by(articles.c.id)).all()


def made_by(connection: Connection) -> str | None:
    """The version of the signatures in the tables; ``None`` for new ones."""
    return connection.execute(select(meta.c.value).where(meta.c.key == "similar_version")).scalar()


def orphans(connection: Connection, limit: int | None = None) -> Sequence[Any]:
    """Texts that no article has any more."""
    held = select(similar_articles.c.article_id).where(similar_articles.c.text == similar_texts.c.number)
    numbers = select(similar_texts.c.number).where(~held.exists()).limit(limit)
    found = list(connection.execute(numbers).scalars())
    rows: list[Any] = []
    for page in pages(found):
        rows += connection.execute(select(similar_texts).where(similar_texts.c.number.in_(page))).all()
    return rows


def lock(connection: Connection, version: str) -> bool:
    """Takes the turn to write, and whether the tables were made by the present rules; else empties them."""
    own = meta.c.key == "similar_version"
    connection.execute(update(meta).where(own).values(key="similar_version"))
    if made_by(connection) == version:
        return True
    empty(connection)
    connection.execute(delete(meta).where(own))
    connection.execute(insert(meta).values(key="similar_version", value=version))
    return False


def empty(connection: Connection) -> None:
    """Forgets everything; the next update reads every article."""
    for table in (similar_articles, similar_bands, similar_crowded, similar_pairs, similar_texts):
        connection.execute(delete(table))
    regroup(connection, None)


def having_of(connection: Connection, keys: Sequence[int]) -> dict[int, list[int]]:
    """Texts that have a key, by key."""
    found: dict[int, list[int]] = defaultdict(list)
    every = sorted(keys)
    for start in range(0, len(every), _LOOKED_UP):
        # Integers of our own, written out: thousands of bound ones take five times as long.
        listed = ",".join(map(str, every[start : start + _LOOKED_UP]))
        rows: Any = connection.exec_driver_sql(f"SELECT key, text FROM similar_bands WHERE key IN ({listed})")
        for key, text in rows:
            found[key].append(text)
    return found


def insert_bands(connection: Connection, bands: list[tuple[int, int]]) -> None:
    """Which texts have which keys."""
    if not bands:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO similar_bands (key, text) VALUES (?, ?)", bands)
    else:
        connection.execute(insert(similar_bands), [{"key": key, "text": text} for key, text in bands])


def text_row(signature: Signature) -> dict[str, Any]:
    """The row of a new text."""
    keys = struct.pack(f"<{len(signature.keys)}q", *signature.keys)
    return {"digest": signature.digest, "size": signature.size, "bands": keys, "sketch": signature.sketch}


def unpacked(keys: bytes) -> tuple[int, ...]:
    """The keys of a row."""
    return struct.unpack(f"<{len(keys) // 8}q", keys)


def pages(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Some hundred values at a time."""
    every = list(values)
    for start in range(0, len(every), _VARIABLES):
        yield every[start : start + _VARIABLES]


def numbers_of(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Numbers of digests that are known."""
    found: dict[str, int] = {}
    for page in pages(digests):
        query = select(similar_texts.c.digest, similar_texts.c.number)
        rows: Any = connection.execute(query.where(similar_texts.c.digest.in_(page)))
        found.update((digest, number) for digest, number in rows)
    return found


def sketches(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[int, bytes]]:
    """Size and sketch by number."""
    found: dict[int, tuple[int, bytes]] = {}
    for page in pages(numbers):
        row = similar_texts.c
        query = select(row.number, row.size, row.sketch).where(row.number.in_(page))
        found.update((number, (size, sketch)) for number, size, sketch in connection.execute(query))
    return found


def keys_of(connection: Connection, numbers: Iterable[int]) -> dict[int, set[int]]:
    """Keys by number."""
    found: dict[int, set[int]] = {}
    for page in pages(numbers):
        query = select(similar_texts.c.number, similar_texts.c.bands).where(similar_texts.c.number.in_(page))
        found.update((number, set(unpacked(keys))) for number, keys in connection.execute(query))
    return found


def pairs_among(connection: Connection, numbers: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs both of whose texts are among these."""
    members = set(numbers)
    found: set[tuple[int, int]] = set()
    for page in pages(members):
        for one, other in connection.execute(select(*_PAIR).where(_PAIR[0].in_(page))):
            if other in members:
                found.add((one, other))
    return found


def texts_of(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, str, str]]:
    """Each text as the first of its articles has it."""
    for page in pages(numbers):
        first = (
            select(func.min(similar_articles.c.article_id).label("id"), similar_articles.c.text)
            .where(similar_articles.c.text.in_(page))
            .group_by(similar_articles.c.text)
            .subquery()
        )
        query = select(first.c.text, articles.c.title, articles.c.body)
        for row in connection.execute(query.join(articles, articles.c.id == first.c.id)):
            yield row[0], row[1], row[2]
