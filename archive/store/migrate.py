"""Bringing a store of an older version up to date.

A copy of the SQLite file is made first (``store.sqlite3.v1`` beside ``store.sqlite3``); the steps are one
transaction, so that a killed run leaves the old store as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text, update
from sqlalchemy.schema import CreateColumn

from archive.errors import StoreVersionError
from archive.store import people
from archive.store.schema import SCHEMA_VERSION, articles, meta, metadata
from archive.store.writing import Writer, joined

_PAGE = 500


def migrate(engine: Engine, found: int) -> None:
    """Every step from version ``found`` to the present; StoreVersionError when there is no way."""
    if not 0 < found < SCHEMA_VERSION:
        raise StoreVersionError(found, SCHEMA_VERSION)
    if engine.dialect.name == "sqlite":
        _copy(engine, found)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # The driver itself begins a transaction only before rows change, not before tables do.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        query = select(meta.c.value).where(meta.c.key == "schema_version")
        # Another process may have done it while this one waited.
        for version in range(int(connection.execute(query).scalar_one()), SCHEMA_VERSION):
            _STEPS[version](connection)
        number = update(meta).where(meta.c.key == "schema_version")
        connection.execute(number.values(value=str(SCHEMA_VERSION)))
        connection.commit()


def _copy(engine: Engine, found: int) -> None:
    """A whole copy beside the file, unless an earlier run has made it."""
    path = Path(str(engine.url.database))
    copy = path.with_name(f"{path.name}.v{found}")
    if copy.exists():
        return
    part = path.with_name(f"{copy.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
    part.replace(copy)


def _from_1(connection: Connection) -> None:
    """Counts of quotations, people by article, corrections."""
    _add_what_is_missing(connection)
    writer, after = Writer(connection), ""
    while True:
        query = joined().where(articles.c.id > after).order_by(articles.c.id).limit(_PAGE)
        page = connection.execute(query).all()
        for row in page:
            writer.refresh_row(row)
        if len(page) < _PAGE:
            break
        after = page[-1].id
    people.sum_up(connection, writer.touched)


def _from_2(connection: Connection) -> None:
    """What a librarian cares for: tables and columns of their own, nothing computed."""
    _add_what_is_missing(connection)


def _from_3(connection: Connection) -> None:
    """Who may read what: a column and tables of their own; nothing older says anything of it."""
    _add_what_is_missing(connection)


def _add_what_is_missing(connection: Connection) -> None:
    """Tables, columns and indexes of the present schema; a new column may be NULL or has a default."""
    metadata.create_all(connection)
    for table in metadata.sorted_tables:
        there = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                wanted = str(CreateColumn(column).compile(dialect=connection.dialect))
                connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {wanted}"))
        for index in table.indexes:
            index.create(connection, checkfirst=True)


_STEPS: dict[int, Callable[[Connection], None]] = {1: _from_1, 2: _from_2, 3: _from_3}
