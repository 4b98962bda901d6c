"""Several processes at one port: started, watched, started again when one dies, ended together."""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Any

from webui.server.listener import on_signals
from webui.server.worker import Plan, serve_as_child

_logger = logging.getLogger("muragat.web")
#: A process that dies sooner than this has failed; so many failures in a row end the server.
_SOON_S, _MOST_FAILURES = 10.0, 3
_READY_S = 60.0


class Supervisor:
    """``processes`` processes; what they know in common is on the board of the plan.

    Processes are spawned, not forked: the connections of the store and the maps of the index are opened in
    each of them. Memory that one process alone uses is then given back to the system (``MALLOC_ARENA_MAX``).
    """

    def __init__(self, plan: Plan, listening: socket.socket, processes: int) -> None:
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")
        self._context = multiprocessing.get_context("spawn")
        self._plan = plan
        self._listening = listening
        self._running: list[SpawnProcess | None] = [None] * processes
        self._started = [0.0] * processes
        self._failures = 0
        self._stopping = threading.Event()

    def run(self, ready: Callable[[], None] = lambda: None) -> int:
        """Until a signal comes, which is returned, or processes fail one after the other, which is -1."""
        with on_signals(self._stopping.set) as came:
            for number in range(len(self._running)):
                self._start(number)
            threading.Thread(target=self._tell_ready, args=(ready,), daemon=True).start()
            while not self._stopping.is_set() and self._failures < _MOST_FAILURES:
                wait([one.sentinel for one in self._running if one], timeout=0.5)
                self._replace_dead()
            self._end()
        return came[0] if came else -1

    def _start(self, number: int) -> None:
        plan = replace(self._plan, operating=replace(self._plan.operating, process=number))
        process = self._context.Process(target=serve_as_child, args=(plan, self._listening), daemon=True)
        process.start()
        self._running[number], self._started[number] = process, time.monotonic()

    def _replace_dead(self) -> None:
        for number, process in enumerate(self._running):
            if process is None or process.is_alive() or self._stopping.is_set():
                continue
            lasted = time.monotonic() - self._started[number]
            self._failures = self._failures + 1 if lasted < _SOON_S else 0
            self._plan.operating.board.row(number).begin()
            _logger.error("process %d ended with %s; a new one is started", process.pid, process.exitcode)
            self._start(number)

    def _tell_ready(self, ready: Callable[[], None]) -> None:
        """When every process can answer, or has had time enough."""
        end = time.monotonic() + _READY_S
        rows: list[Any] = self._plan.operating.board.rows()
        while not all(row.told("ready") for row in rows) and time.monotonic() < end:
            time.sleep(0.05)
        ready()

    def _end(self) -> None:
        """Every process finishes what it has at hand; who takes longer than that is ended."""
        self._listening.close()
        living = [one for one in self._running if one is not None]
        for process in living:
            process.terminate()
        end = time.monotonic() + self._plan.grace_s + 5
        for process in living:
            process.join(max(0.0, end - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
