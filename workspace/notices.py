"""Things that the archive did by itself and says so: whoever talks to a person listens."""

from __future__ import annotations

import logging
from collections.abc import Callable

Listener = Callable[[str, dict[str, object]], None]
_listeners: list[Listener] = []
_log = logging.getLogger("muragat")


def listen(listener: Listener) -> None:
    """From now on ``listener`` hears the code and parameters of every notice; it replaces the one before."""
    _listeners[:] = [listener]


def tell(code: str, **params: object) -> None:
    """A notice; into the log of the process when nobody listens."""
    if not _listeners:
        _log.warning("%s %s", code, params)
    for listener in _listeners:
        listener(code, params)
