"""Questions to a database about its own soundness, and a copy of it taken while others write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, exists, func, inspect, select
from sqlalchemy.exc import DatabaseError

from archive.errors import OutputFailed, StoreFull
from archive.store.engine import translated
from archive.store.schema import articles, meta, metadata

#: So many complaints of one kind are told.
MOST = 100


def copy_into(engine: Engine, path: Path) -> None:
    """One consistent copy of an SQLite store in a new file, while readers and a writer go on.

    Pages that nothing uses are left out, so that nothing deleted is in it. OutputFailed when it can't be
    written; StoreError for a damaged store.
    """
    try:
        with translated(str(path)), engine.connect() as connection:
            connection.exec_driver_sql(
                "PRAGMA query_only = OFF"
            )  # else SQLite won't write another file either
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
    except StoreFull as error:
        raise OutputFailed(str(path), "disk_full") from error


def schema_of(connection: Connection) -> int:
    """The version of the schema as the store says it; 0 when it says none."""
    query = select(meta.c.value).where(meta.c.key == "schema_version")
    found = str(connection.execute(query).scalar() or "")
    return int(found) if found.isdecimal() else 0


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows of every table that is there, by name."""
    there = set(inspect(connection).get_table_names())
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table.name in there
    }


def complaints(connection: Connection, quick: bool = False) -> list[str]:
    """What SQLite itself finds wrong: its pages, its indexes, rows that point to nothing. A server is asked
    for the last alone: it looks after its pages itself."""
    if connection.dialect.name != "sqlite":
        return [line for table in metadata.sorted_tables for line in _orphans(connection, table)]
    check = "quick_check" if quick else "integrity_check"
    try:
        told = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}({MOST})")]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST)
    except DatabaseError as error:
        return [str(error.orig)]
    except UnicodeDecodeError as error:
        return [str(error)]  # even what SQLite says of a damaged file can't be read
    found = [line for line in told if line != "ok"]
    return found + [f"{row[0]} {row[1]}: no row of {row[2]}" for row in orphans]


def _orphans(connection: Connection, table: Table) -> Iterator[str]:
    for key in table.foreign_key_constraints:
        pairs = [(each.parent, each.column) for each in key.elements]
        there = exists().where(*(own == theirs for own, theirs in pairs))
        rows = select(*table.primary_key.columns).where(~there, *(own.is_not(None) for own, _ in pairs))
        for row in connection.execute(rows.limit(MOST)):
            named = " ".join(map(str, row))
            yield f"{table.name} {named}: no row of {key.referred_table.name}"


def article_count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())
