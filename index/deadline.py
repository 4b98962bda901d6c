"""How long a query may take: set at the edge, looked at where work is done in steps.

Nothing is set from the command line, which a person can stop. A server sets it for each request, so that one
question can't hold a thread for minutes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from archive.errors import QueryTooLong

_until: ContextVar[tuple[float, float] | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done inside may take so long; 0 sets no bound."""
    token = _until.set((time.monotonic() + seconds, seconds) if seconds > 0 else None)
    try:
        yield
    finally:
        _until.reset(token)


def check() -> None:
    """QueryTooLong when the time is over. Costs a fraction of a microsecond.

    >>> check()
    >>> with within(1e-9):
    ...     check()
    Traceback (most recent call last):
    archive.errors.engine.QueryTooLong: engine.too_long(seconds=1e-09)
    """
    bound = _until.get()
    if bound is not None and time.monotonic() > bound[0]:
        raise QueryTooLong(bound[1])
