"""Worker processes: chunks go out, what they give comes back in the order of the chunks.

A worker that dies is no loss: what it had in hand is done again by others, and a record that kills two
workers in turn is refused. Workers leave when the process that started them is gone.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from os import _exit
from typing import Any

from archive.errors import ReadError
from archive.ingest.source import Chunk
from archive.ingest.work import Entry, Item, Setup, carry, work
from archive.model import RawArticle

#: Chunks underway for each worker: enough that none waits while the store writes.
AHEAD = 4
#: For fewer entries it does not pay to start workers.
WORTH_IT = 192
#: The module that loads what every process needs.
_PRELOADED = "archive.ingest.preloaded"
_setup: Setup | None = None
Results = list[list[Item]]


def processed(chunks: Iterable[Chunk], setup: Setup, workers: int) -> Iterator[tuple[Chunk, Results]]:
    """Each chunk with what its new entries give, in order."""
    first: list[Chunk] = []
    rest = iter(chunks)
    if workers > 1:
        todo = 0
        for chunk in rest:
            first.append(chunk)
            todo += len(chunk.todo)
            if todo >= WORTH_IT:
                yield from _together(first, rest, setup, workers)
                return
            if not todo:
                yield first.pop(), []
    for chunk in first:
        yield chunk, work(setup, chunk.todo)
    for chunk in rest:
        yield chunk, work(setup, chunk.todo)


def _together(
    first: list[Chunk], rest: Iterator[Chunk], setup: Setup, workers: int
) -> Iterator[tuple[Chunk, Results]]:
    waiting: deque[tuple[Chunk, list[Entry], Any]] = deque()
    with Workers(setup, workers) as team:
        for source in (first, rest):
            for chunk in source:
                todo = chunk.todo
                waiting.append((chunk, todo, team.submit(todo) if todo else None))
                while len(waiting) > workers * AHEAD or (waiting and waiting[0][2] is None):
                    yield _next(waiting, team)
        while waiting:
            yield _next(waiting, team)


def _next(waiting: deque[tuple[Chunk, list[Entry], Any]], team: Workers) -> tuple[Chunk, Results]:
    chunk, todo, handle = waiting.popleft()
    return chunk, team.result(todo, handle) if handle is not None else []


class Workers:
    """A team of processes; a context manager that lets them go."""

    def __init__(self, setup: Setup, number: int) -> None:
        self._setup = carry(setup)
        self._number = number
        self._executor = self._start(number)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _start(self, number: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(number, context(), _begin, (self._setup,))

    def submit(self, entries: Sequence[Entry]) -> Future[Results]:
        """Begins with some entries."""
        try:
            return self._executor.submit(_work, list(entries))
        except BrokenProcessPool:
            self._executor.shutdown(wait=True)
            self._executor = self._start(self._number)
            return self._executor.submit(_work, list(entries))

    def result(self, entries: Sequence[Entry], handle: Future[Results]) -> Results:
        """What they give, by whatever it takes."""
        try:
            return handle.result()
        except BrokenProcessPool:
            return self._alone(entries)

    def _alone(self, entries: Sequence[Entry]) -> Results:
        """Entries during which a worker died: by one of their own, halved until the guilty one is found."""
        for _ in range(2 if len(entries) == 1 else 1):
            with self._start(1) as executor:
                try:
                    return executor.submit(_work, list(entries)).result()
                except BrokenProcessPool:
                    continue
        if len(entries) == 1:
            return [[_refusal(entries[0])]]
        half = len(entries) // 2
        return [*self._alone(entries[:half]), *self._alone(entries[half:])]


def _refusal(entry: Entry) -> ReadError:
    line = entry.line if isinstance(entry, RawArticle | ReadError) else 0
    return ReadError(entry.path, line, "worker_died")


def context() -> Any:
    """How processes are made: copied from one that has loaded what they all need, where the system can do
    that safely; begun anew elsewhere."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    how = multiprocessing.get_context("forkserver")
    how.set_forkserver_preload([_PRELOADED])
    return how


def _begin(setup: Setup) -> None:
    global _setup
    _setup = setup
    be_a_worker()


def be_a_worker() -> None:
    """Leaves interrupts to the process that started this one, and leaves with it."""
    # Tables of the language are many objects that stay: looking through them again and again for cycles
    # takes a twentieth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    connection.wait([sentinel])
    _exit(1)


def _work(entries: Sequence[Entry]) -> Results:
    assert _setup is not None
    return work(_setup, entries)
