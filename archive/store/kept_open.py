"""A connection that stays while many transactions follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Engine, select

from archive.store.engine import translated
from archive.store.schema import meta


class Database(Protocol):
    """What is needed of a store."""

    @property
    def engine(self) -> Engine: ...

    @property
    def where(self) -> str: ...


@contextmanager
def kept_open(store: Database) -> Iterator[None]:
    """SQLite folds its log into the file, and waits for the disk twice, whenever the last connection is
    closed: meanwhile this one stays."""
    with translated(store.where), store.engine.connect() as connection:
        connection.execute(select(meta.c.value).limit(1)).first()
        connection.rollback()
        yield
