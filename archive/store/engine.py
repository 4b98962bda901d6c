"""Opening the database: SQLite with the settings an archive wants, or another by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from archive.errors import StoreBusy, StoreError, StoreMissing
from archive.store.migrate import migrate
from archive.store.schema import SCHEMA_VERSION, meta, metadata

_BUSY_MS = 30_000


def open_engine(where: str | Path, create: bool) -> Engine:
    """A checked engine for a file or a database URL.

    A store of an older version is brought up to date, with a copy of it kept beside. StoreMissing when there
    is none and ``create`` is false, StoreVersionError when a newer version wrote it, StoreError when the file
    is no store at all.
    """
    url = str(where) if "://" in str(where) else None
    if url is None:
        path = Path(where)
        if not path.exists() and not create:
            raise StoreMissing(str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreBusy(str(path), "not_writable") from error
        url = f"sqlite:///{path}"
    engine = create_engine(url, poolclass=NullPool if url.startswith("sqlite") else None)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settings)
    with translated(str(where)):
        _check(engine, str(where), create)
    return engine


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Errors of the database as errors of the archive."""
    try:
        yield
    except OperationalError as error:
        text = str(error.orig).lower()
        reason = "locked" if "locked" in text or "busy" in text else "not_writable"
        raise StoreBusy(where, reason) from error
    except DatabaseError as error:
        raise StoreError(path=where, reason=str(error.orig)) from error


def _settings(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _check(engine: Engine, where: str, create: bool) -> None:
    with engine.connect() as connection:
        there = inspect(connection).has_table("meta")
        found = _version(connection) if there else None
    if found is not None:
        if found != SCHEMA_VERSION:
            migrate(engine, found)
        return
    if not create:
        raise StoreMissing(where)
    with engine.begin() as connection:
        metadata.create_all(connection)
        if connection.execute(select(meta.c.value)).first() is None:
            connection.execute(insert(meta).values(key="schema_version", value=str(SCHEMA_VERSION)))


def _version(connection: Connection) -> int:
    row = connection.execute(select(meta.c.value).where(meta.c.key == "schema_version")).first()
    return int(row[0]) if row and str(row[0]).isdigit() else 0
