"""Changes to a Whoosh index: visible together, or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from whoosh.index import LockError

from archive.errors import IndexLocked
from index.document import IndexDocument
from index.engines.whoosh.rows import row


class WhooshBatch:
    """Collects changes; the writer's lock is held only while they are written.

    ``merge`` false leaves every batch in a segment of its own, which is faster when a whole archive comes.
    """

    def __init__(self, index: Any, lock_seconds: float, merge: bool) -> None:
        self._index = index
        self._lock_seconds = lock_seconds
        self._merge = merge
        self._changed: dict[str, IndexDocument | None] = {}

    def put(self, document: IndexDocument) -> None:
        self._changed[document.id] = document

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
            writer = self._index.writer(timeout=self._lock_seconds)
        except LockError as error:
            raise IndexLocked(self._lock_seconds) from error
        with ExitStack() as after_error:
            after_error.callback(writer.cancel)
            for article_id in self._changed:
                writer.delete_by_term("id", article_id)
            for document in self._changed.values():
                if document is not None:
                    writer.add_document(**row(document))
            after_error.pop_all()
        writer.commit(merge=self._merge)
