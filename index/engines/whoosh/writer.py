"""Changes to a Whoosh index: visible together, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from whoosh.index import FileIndex, LockError
from whoosh.index import IndexError as WhooshError
from whoosh.writing import NO_MERGE

from archive.errors import IndexLocked, IndexMissing
from index.document import IndexDocument
from index.engines.whoosh.merges import FRUGAL, JoiningWriter, Size, chosen, sizes, together
from index.engines.whoosh.rows import Rows
from index.engines.whoosh.schema import SCHEMA
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.segment_writer import BulkWriter
from index.engines.whoosh.storage import DurableStorage
from index.engines.whoosh.terms import hash_of

_INDEX = "MAIN"


def create(build: Path) -> None:
    """An empty Whoosh index in a folder."""
    whoosh: Any = FileIndex
    whoosh.create(DurableStorage(str(build)), SCHEMA, _INDEX)


def _opened(build: Path) -> Any:
    whoosh: Any = FileIndex
    try:
        return whoosh(DurableStorage(str(build)), SCHEMA, _INDEX)
    except (WhooshError, OSError) as error:
        raise IndexMissing(str(build)) from error


def _join(build: Path, lock_seconds: float, choose: Callable[[Sequence[Size]], list[list[int]]]) -> None:
    """Joins the segments that are chosen, one group after another, as long as there are any."""
    while choose(sizes(build)):
        try:
            writer = JoiningWriter(_opened(build), lock_seconds)
        except LockError as error:
            raise IndexLocked(lock_seconds) from error
        # Asked again, because now nobody else writes.
        writer.join(next(iter(choose(sizes(build))), []))


def join_all(build: Path, lock_seconds: float) -> None:
    """As few segments as there may be, once a whole archive came.

    Raises:
        IndexLocked, IndexMissing
    """
    _join(build, lock_seconds, together)


class WhooshBatch:
    """Collects changes, analysed as they come; the writer's lock is held only while they are written.

    ``merge`` false leaves every batch in a segment of its own, which is faster when a whole archive comes;
    ``frugal`` leaves only the making of large segments to later.
    """

    def __init__(self, build: Path, lock_seconds: float, merge: bool, frugal: bool = False) -> None:
        self._build = build
        self._lock_seconds = lock_seconds
        self._merge = merge
        self._choose = partial(chosen, most=FRUGAL) if frugal else chosen
        self._rows = Rows()
        #: By id the number of its row, None when it is deleted.
        self._changed: dict[str, int | None] = {}

    def put(self, document: IndexDocument) -> None:
        self._changed[document.id] = self._rows.add(document)

    def delete(self, article_id: str) -> None:
        self._changed[article_id] = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._changed:
            self._write()

    def _write(self) -> None:
        try:
            writer = BulkWriter(_opened(self._build), self._lock_seconds)
        except LockError as error:
            raise IndexLocked(self._lock_seconds) from error
        with ExitStack() as after_error:
            after_error.callback(writer.cancel)
            self._delete_old(writer.segments)
            writer.add_rows(self._rows, [row for row in self._changed.values() if row is not None])
            after_error.pop_all()
        writer.commit(mergetype=NO_MERGE)
        if self._merge:
            _join(self._build, self._lock_seconds, self._choose)

    def _delete_old(self, segments: list[Any]) -> None:
        """Marks in each of Whoosh's segments the articles that are replaced or deleted."""
        ids = [article_id.encode() for article_id in self._changed]
        numbers = hash_of(ids)
        for segment in segments:
            arrays = Segment(self._build, segment.segment_id(), segment.doc_count_all())
            table = arrays.table("id")
            # Most are in no segment: a batch of new articles is looked up in each of a hundred of them.
            for place in np.flatnonzero(table.find_all(numbers) >= 0).tolist():
                ordinal = table.find(ids[place], int(numbers[place]))
                found = arrays.postings("id", ordinal) if ordinal >= 0 else None
                if found is not None:
                    segment.delete_document(int(found.numbers[0]))
