"""Opening the database: SQLite with the settings an archive wants, or another by URL.

A commit is on the disk before it counts (``synchronous = FULL``: the log is synced at each commit, which
power loss can't undo). What is deleted is overwritten (``secure_delete``): a text that was withdrawn is in no
free page. A file that can't be written beside (a read-only folder or medium) is opened for reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import NullPool

from archive.errors import ArchiveError, StoreBusy, StoreError, StoreFull, StoreMissing
from archive.store import server
from archive.store.migrate import migrate
from archive.store.schema import SCHEMA_VERSION, meta, metadata

_BUSY_MS = 30_000
#: Codes of SQLite that mean a disk without room, also where it sees no more than a write that failed.
_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE")
_READ_ONLY = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
#: The same of PostgreSQL (its manual, appendix A): disk full; read-only transaction; lock not available.
_FULL_THERE, _READ_ONLY_THERE, _BUSY_THERE = "53100", "25006", "55P03"


def open_engine(where: str | Path, create: bool) -> Engine:
    """A checked engine for a file or a database URL.

    A store of an older version is brought up to date, with a copy of it kept beside. StoreMissing when there
    is none and ``create`` is false, StoreVersionError when a newer version wrote it, StoreError when the file
    is no store at all.
    """
    with translated(server.shown(str(where))):
        if server.is_address(str(where)):
            engine = server.server_engine(str(where), create)
        else:
            engine = _file_engine(Path(where), create)
        _check(engine, server.shown(str(where)), create)
    return engine


def _file_engine(path: Path, create: bool) -> Engine:
    if not path.exists() and not create:
        raise StoreMissing(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreBusy(str(path), "not_writable") from error
    read_only = is_read_only(path)
    place = _read_only_uri(path) if read_only else path
    engine = create_engine(f"sqlite:///{place}", poolclass=NullPool)
    event.listen(engine, "connect", _reading if read_only else _settings)
    return engine


def open_copy(path: Path) -> Engine:
    """A file that nobody else has open, as it is: only to be read, of whatever version, damaged or not.

    Text that is no UTF-8 any more is read all the same, with its bytes kept apart.
    """
    engine = create_engine(f"sqlite:///{_read_only_uri(path)}", poolclass=NullPool)
    event.listen(engine, "connect", _reading)
    event.listen(engine, "connect", tolerant)
    return engine


def open_tolerant(path: Path) -> Engine:
    """A store that others may be writing, to look for damage: nothing is checked or changed at opening."""
    place = _read_only_uri(path) if is_read_only(path) else path
    engine = create_engine(f"sqlite:///{place}", poolclass=NullPool)
    event.listen(engine, "connect", _reading)
    event.listen(engine, "connect", tolerant)
    return engine


def tolerant(connection: Any, _record: object) -> None:
    """Damaged text comes as it is instead of ending a whole page."""
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


def erase(engine: Engine) -> None:
    """What was deleted is gone from the file and its log, not only from sight: the file is written anew.

    A database server keeps its own logs; there the space is given back as its own rules say.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def is_read_only(path: Path) -> bool:
    """Whether a database that is there can only be read."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _read_only_uri(path: Path) -> str:
    """Without a log beside it nobody can change the file meanwhile; with one, its changes are read too."""
    log = path.with_name(path.name + "-wal")
    still = not (log.exists() and log.stat().st_size)
    return f"file:{quote(str(path.absolute()))}?mode=ro{'&immutable=1' if still else ''}&uri=true"


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Errors of the database as errors of the archive."""
    try:
        yield
    except DBAPIError as error:
        raise _as_ours(where, error) from error
    except NoConnection as error:
        # All connections of this process are taken, by readers that wait for a server that does not answer.
        raise StoreError(path=where, reason=str(error).partition(" (")[0]) from error
    except UnicodeDecodeError as error:
        # A damaged file: even what SQLite says of it can't be read.
        raise StoreError(path=where, reason=str(error)) from error


def _as_ours(where: str, error: DBAPIError) -> ArchiveError:
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    there = str(getattr(error.orig, "sqlstate", ""))
    text = str(error.orig).lower()
    if code.startswith(_FULL) or there == _FULL_THERE or "is full" in text:
        return StoreFull(where)
    if code.startswith(_BUSY) or there == _BUSY_THERE:
        return StoreBusy(where, "locked")
    if isinstance(error, OperationalError) and "locked" in text:
        return StoreBusy(where, "locked")
    if code.startswith(_READ_ONLY) or there == _READ_ONLY_THERE or "readonly" in text:
        return StoreBusy(where, "not_writable")
    return StoreError(path=where, reason=str(error.orig))


def _settings(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _reading(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON").close()


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
        if connection.dialect.name == "sqlite":
            # All tables with their version, or none: the driver itself would keep each as it comes.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        server.wait_for_turn(connection)
        metadata.create_all(connection)
        if connection.execute(select(meta.c.value)).first() is None:
            connection.execute(insert(meta).values(key="schema_version", value=str(SCHEMA_VERSION)))


def _version(connection: Connection) -> int | None:
    """The version a store says it has, 0 when it makes no sense; None for one that was never made ready."""
    row = connection.execute(select(meta.c.value).where(meta.c.key == "schema_version")).first()
    if row is None and not inspect(connection).has_table("articles"):
        return None
    return int(row[0]) if row and str(row[0]).isdigit() else 0
