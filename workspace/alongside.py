"""Both indexes written while articles still come into the store, by a process of their own.

What it can't do (changed articles, a process that died) is left to the sync that follows, which compares
index and store; so nothing depends on it but the time.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from archive.errors import ArchiveError
from archive.ingest.pool import be_a_worker, context

if TYPE_CHECKING:
    from workspace.core import Workspace

#: Engines whose files another process may write.
ENGINES = ("whoosh", "tantivy")
#: For fewer new articles the process does not pay.
WORTH_IT = 1_000
#: After so many articles the rest of what follows from them is brought up to date.
NOW_AND_THEN = 4_096


@dataclass(frozen=True, slots=True)
class Place:
    """What opens the archive again in another process."""

    folder: Path
    engine: str
    store: str | None


class Alongside:
    """Told the ids of new articles as they are kept; a context manager that waits until they are indexed.

    ``meanwhile`` is called now and then in this process, and at the end: it is done while others work.
    """

    def __init__(self, place: Place, meanwhile: Callable[[], object]) -> None:
        self._place = place
        self._meanwhile = meanwhile
        self._told = 0
        self._waiting: list[str] = []
        self._executor: ProcessPoolExecutor | None = None
        self._last: Future[None] | None = None

    def __call__(self, ids: Sequence[str]) -> None:
        self._waiting += ids
        if self._executor is None and len(self._waiting) < WORTH_IT:
            return
        self._send()
        self._told += len(ids)
        if self._told >= NOW_AND_THEN:
            self._told = 0
            self._meanwhile()
            _give_back()

    def _send(self) -> None:
        with contextlib.suppress(BrokenProcessPool):
            if self._executor is None:
                self._executor = ProcessPoolExecutor(1, context(), _begin, (self._place,))
            self._last = self._executor.submit(_add, self._waiting)
        self._waiting = []

    @property
    def left(self) -> list[str] | None:
        """The ids of all that it was told of, if these were too few to begin with; else None."""
        return self._waiting if self._executor is None else None

    def finish(self) -> None:
        """There will be no more."""
        if self._executor is not None:
            with contextlib.suppress(BrokenProcessPool):
                self._last = self._executor.submit(_finish)
            self._meanwhile()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is None:
            return
        # What failed there is due in the sync, where it is told if it fails again.
        with contextlib.suppress(BrokenProcessPool, ArchiveError):
            if kind is None and self._last is not None:
                self._last.result()
        self._executor.shutdown(wait=True, cancel_futures=True)


class _Writing:
    """Batches at hand of both indexes."""

    def __init__(self, place: Place) -> None:
        from index.engines.factory import batch_articles
        from workspace.core import Workspace

        #: Both indexes' batches are at hand at once, beside the processes that read and extract.
        self.together = batch_articles(place.engine, frugal=True)
        self.workspace: Workspace = Workspace.open(place.folder, place.engine, store=place.store)
        self.before = self.workspace.engine.status().articles
        self.open: contextlib.ExitStack | None = None
        self.batches: list[tuple[Any, Any]] = []
        self.articles = 0

    def add(self, ids: Sequence[str]) -> None:
        for part in _parts(ids, self.together - self.articles, self.together):
            self._begin()
            for article, revision in self.workspace.store.with_revisions(part):
                for made_of, batch in self.batches:
                    for document in made_of(article, revision):
                        batch.put(document)
            self.articles += len(part)
            if self.articles >= self.together:
                self.finish()

    def _begin(self) -> None:
        if self.open is None:
            self.open = contextlib.ExitStack()
            self.batches = [
                (made_of, self.open.enter_context(engine.batch(frugal=True)))
                for made_of, engine in self.workspace.writing_places()
            ]

    def finish(self) -> None:
        """Everything at hand becomes visible."""
        if self.open is not None:
            whole, self.open, self.batches, self.articles = self.open, None, [], 0
            whole.close()
            _give_back()

    def end(self) -> None:
        """The same, and where most of the archive came just now, what makes searches of it faster."""
        self.finish()
        if self.workspace.engine.status().articles > 2 * self.before:
            for _, engine in self.workspace.writing_places():
                engine.consolidate()


def _give_back() -> None:
    """Memory that a batch needed goes back to the machine, where the C library can do that (glibc)."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def _parts(ids: Sequence[str], first: int, then: int) -> Iterator[Sequence[str]]:
    start, end = 0, first
    while start < len(ids):
        yield ids[start:end]
        start, end = end, end + then


_writing: _Writing | None = None


def _begin(place: Place) -> None:
    global _writing
    be_a_worker()
    _writing = _Writing(place)


def _add(ids: Sequence[str]) -> None:
    assert _writing is not None
    _writing.add(ids)


def _finish() -> None:
    assert _writing is not None
    _writing.end()
