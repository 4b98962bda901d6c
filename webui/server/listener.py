"""One process that answers: waitress, with an end that lets requests at hand finish.

Relies on the loop of waitress 3 (``waitress.wasyncore``) and on what it knows of its connections:
``active_channels``, ``requests``, ``request``, ``total_outbufs_len``, ``will_close``.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import waitress
from waitress import wasyncore

from webui.operating.addresses import Application

#: Connections kept open at most, and bytes of a request: pages are asked for by address alone.
MOST_CONNECTIONS, MOST_BODY = 1_000, 20_000_000
IDLE_S = 60
_TICK_S = 0.5


class Listener:
    """Answers at a socket until ``stop``; then nothing new is taken, and what was begun is finished."""

    def __init__(self, application: Application, listening: socket.socket, threads: int) -> None:
        self._map: dict[int, Any] = {}
        self._stopping = threading.Event()
        self._server: Any = waitress.create_server(
            application,
            map=self._map,
            sockets=[listening],
            threads=threads,
            connection_limit=MOST_CONNECTIONS,
            max_request_body_size=MOST_BODY,
            channel_timeout=IDLE_S,
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            ident=None,
        )

    def stop(self) -> None:
        """May be called by a signal handler, and more than once."""
        self._stopping.set()
        self._server.pull_trigger()

    def run(self, grace_s: float, alive: Callable[[], bool] = lambda: True) -> bool:
        """Answer until stopped or no longer ``alive``; whether all requests at hand were finished in time."""
        while not self._stopping.is_set() and alive():
            wasyncore.loop(timeout=_TICK_S, use_poll=True, map=self._map, count=1)
        finished = self._drain(time.monotonic() + grace_s)
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=1 if finished else 0)
        wasyncore.close_all(self._map, ignore_all=True)
        return finished

    def _drain(self, until: float) -> bool:
        wasyncore.loop(timeout=0, use_poll=True, map=self._map, count=1)
        self._server.del_channel(self._map)
        with contextlib.suppress(OSError):
            self._server.socket.close()
        while self._server.active_channels and time.monotonic() < until:
            for channel in list(self._server.active_channels.values()):
                if not (channel.requests or channel.request or channel.total_outbufs_len):
                    channel.will_close = True
            wasyncore.loop(timeout=0.05, use_poll=True, map=self._map, count=1)
        return not self._server.active_channels


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; an OSError when the place is taken. Port 0 takes a free one."""
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_REUSEPORT"):  # not on Windows, where reuse would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening


@contextlib.contextmanager
def on_signals(stop: Callable[[], None]) -> Iterator[list[int]]:
    """Calls ``stop`` at the first SIGTERM or SIGINT, and ends at once at the third; the list holds them.

    Does nothing outside the main thread, where no signals arrive.
    """
    came: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        if len(came) > 2:
            raise SystemExit(128 + number)
        stop()

    if threading.current_thread() is not threading.main_thread():
        yield came
        return
    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
