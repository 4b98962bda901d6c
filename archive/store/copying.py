"""Every row of one store into another that is empty, whatever databases they are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from archive.errors import FixityError, StoreError
from archive.originals import Originals
from archive.store import access, held
from archive.store.access_tables import access_decisions, held_back
from archive.store.checking import copy_into
from archive.store.engine import translated
from archive.store.schema import articles, meta, metadata, originals
from archive.store.server import wait_for_turn
from archive.store.store import Store

_ROWS = 500


def copy_store(
    source: Store,
    target: Store,
    progress: Callable[[int], None] | None = None,
    place: Originals | None = None,
) -> int:
    """Copies all tables and returns the number of articles; ``progress`` is told of rows.

    All of it is one transaction of the target: a copy that is killed leaves it empty. StoreError when there
    are articles in the target already. ``place`` is the bucket the target keeps its originals in.
    """
    done = 0
    with translated(target.where), target.engine.connect() as writing, writing.begin():
        wait_for_turn(writing)
        if writing.execute(select(func.count()).select_from(articles)).scalar_one():
            raise StoreError(path=target.where, reason="not empty")
        with translated(source.where), source.engine.connect() as reading:
            for table in metadata.sorted_tables:
                if table is meta:
                    continue
                for rows in _pages(reading, table):
                    if table is originals:
                        rows = held.moved(writing, [_whole(reading, row) for row in rows], place)
                    writing.execute(insert(table), rows)
                    done += len(rows)
                    if progress is not None:
                        progress(done)
                _count_on(writing, table)
        if any(writing.execute(select(table).limit(1)).first() for table in (access_decisions, held_back)):
            access.touch(writing)
        return int(writing.execute(select(func.count()).select_from(articles)).scalar_one())


def copy_file(store: Store, path: Path) -> None:
    """One file of SQLite that stands by itself, also of a store on a server or with a bucket."""
    if store.engine.dialect.name != "sqlite":
        with Store.open(path, create=True) as target:
            copy_store(store, target)
        return
    copy_into(store.engine, path)
    with store.reading() as connection:
        is_whole = not held.any_elsewhere(connection)
    if not is_whole:
        with Store.open(path) as copy, copy.writing() as connection:
            held.bring_home(connection)


def _whole(reading: Connection, row: dict[str, Any]) -> dict[str, Any]:
    """A row of ``originals`` with its bytes, wherever they were: the copy stands by itself."""
    data = held.packed_of(reading, row["sha256"], row["data"])
    if data is None:
        raise FixityError("", row["sha256"], None)
    return {**row, "data": data}


def _pages(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    streamed = connection.execution_options(stream_results=True, max_row_buffer=_ROWS)
    found = streamed.execute(select(table).order_by(*table.primary_key.columns))
    for rows in found.mappings().partitions(_ROWS):
        yield [dict(row) for row in rows]


def _count_on(connection: Connection, table: Table) -> None:
    """The server gives the next row the number after the last one copied."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = text("SELECT pg_get_serial_sequence(:table, :column)")
    name = connection.execute(sequence, {"table": table.name, "column": column.name}).scalar()
    last = connection.execute(select(func.max(column))).scalar()
    if name and last:
        connection.execute(text("SELECT setval(:name, :last)"), {"name": name, "last": last})
