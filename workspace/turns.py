"""One process at a time changes the indexes of a data folder; another waits, and after a while says so."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import IndexLocked

LOCK = "index-lock"
#: A sync of a large ingest takes minutes; whoever waits longer is told that somebody is at work.
WAIT_SECONDS = 600.0
_STEP_SECONDS = 0.1


class _Held(threading.local):
    def __init__(self) -> None:
        self.folders: set[Path] = set()


#: Whose turn this thread has already.
_held = _Held()


@contextmanager
def turn(folder: Path, seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Waits until no other process holds the folder's turn, and holds it. The system gives it back when a
    process dies, however that comes.

    Raises:
        IndexLocked: another process held it for so long.
    """
    if folder in _held.folders:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        end = time.monotonic() + seconds
        while not _take(descriptor):
            if time.monotonic() > end:
                raise IndexLocked(seconds)
            time.sleep(_STEP_SECONDS)
        _held.folders.add(folder)
        yield
    finally:
        _held.folders.discard(folder)
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
