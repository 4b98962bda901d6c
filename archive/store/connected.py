"""A store as a database that is open: transactions of a thread, and reading beside them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from archive.store import people
from archive.store.engine import open_engine, translated
from archive.store.server import shown, wait_for_turn
from archive.store.writing import Writer


class Connected:
    """The connections of a store; its questions and changes are added by who inherits."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self._of_thread = threading.local()
        #: Other engines over the same database, closed with this one.
        self.beside: list[Engine] = []

    @property
    def _writing(self) -> Writer | None:
        """What this thread writes with; other threads read beside it what was there before."""
        writer: Writer | None = getattr(self._of_thread, "writer", None)
        return writer

    @_writing.setter
    def _writing(self, writer: Writer | None) -> None:
        self._of_thread.writer = writer

    @classmethod
    def open(cls, path: str | Path, create: bool = False) -> Self:
        """The store in a file (or at a database URL). StoreMissing, StoreVersionError, StoreBusy."""
        return cls(open_engine(path, create), shown(str(path)))

    def close(self) -> None:
        for engine in (*self.beside, self.engine):
            engine.dispose()
        self.beside.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def batch(self, keep: bool = True) -> Iterator[None]:
        """One transaction around several ``put``; an exception discards all of them, and so does
        ``keep=False`` (a rehearsal: the outcomes are told, nothing is kept)."""
        if self._writing is not None:
            yield
            return
        with translated(self.where), self.engine.connect() as connection, connection.begin() as transaction:
            if connection.dialect.name == "sqlite":
                # Before anything is read that decides what is written: another writer is waited for.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            wait_for_turn(connection)
            writer = self._writing = Writer(connection)
            try:
                yield
            finally:
                self._writing = None
            if keep:
                people.sum_up(connection, writer.touched)
            else:
                transaction.rollback()

    @contextmanager
    def _write(self) -> Iterator[Writer]:
        with self.batch():
            assert self._writing is not None
            yield self._writing

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        if self._writing is not None:
            yield self._writing.connection
            return
        with translated(self.where), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """For the modules of the store that read tables of their own."""
        with self._read() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """For the modules of the store that change tables of their own, in one transaction."""
        with self._write() as writer:
            yield writer.connection
