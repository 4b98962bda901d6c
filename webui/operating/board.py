"""What the processes of one server know in common: figures, requests at hand, how much each client asked.

All of it lies in shared memory of a fixed size, so that it can't grow and outlives a process that dies. Each
process writes figures into a row of its own, without a lock; readers add the rows up.
"""

from __future__ import annotations

import hashlib
import math
import multiprocessing
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

#: Kinds of requests that figures are kept for, and what is refused.
KINDS = (
    *("page", "search", "quotes", "words", "article", "export", "api", "feed", "static", "health"),
    "refused",
)
STATUSES = ("2xx", "3xx", "4xx", "5xx")
REASONS = ("rate", "at_once", "busy", "query_time")
#: Upper bounds in seconds of the classes that durations are counted in.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.4, 0.6, 1.0, 2.5, 5.0, 10.0, math.inf)
GAUGES = ("pid", "started", "articles", "generation", "ready", "stale", "refreshed")
MOST_THREADS = 64
_CLIENTS, _PROBES, _OF_A_CLIENT = 4096, 8, 3
_OF_A_KIND = len(STATUSES) + len(BOUNDS) + 2
_SLOT = 2
_SECONDS_FOR_LOCK = 0.1
_SECONDS_FOR_OPENING = 3600.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand in a process's row."""

    kinds: int = 0
    reasons: int = len(KINDS) * _OF_A_KIND
    gauges: int = reasons + len(REASONS)
    slots: int = gauges + len(GAUGES)
    size: int = slots + MOST_THREADS * _SLOT


PLACES = Places()


class Board:
    """Shared by ``processes`` processes; can be handed to one that is started by ``spawn``."""

    def __init__(self, processes: int = 1) -> None:
        context = multiprocessing.get_context("spawn")
        self.processes = processes
        self._key = secrets.token_bytes(16)
        self._lock = context.Lock()
        self._opening = context.Lock()
        self._rows: Any = context.RawArray("d", processes * PLACES.size)
        self._clients: Any = context.RawArray("d", _CLIENTS * _OF_A_CLIENT)

    def client(self, address: str) -> float:
        """A number for a client that tells nothing about it once the server has ended; never 0."""
        digest = hashlib.blake2b(address.encode(), digest_size=8, key=self._key).digest()
        return float((int.from_bytes(digest) >> 12) or 1)

    def take(self, client: float, rate: float, burst: float, now: float) -> float:
        """One request out of the client's allowance, which grows by ``rate`` a second up to ``burst``; the
        seconds until there is one, 0 when it was given. Exact over all processes."""
        if not self._lock.acquire(timeout=_SECONDS_FOR_LOCK):
            return 0.0
        try:
            at = self._place(client, burst, now)
            left = min(burst, self._clients[at + 1] + (now - self._clients[at + 2]) * rate)
            self._clients[at + 2] = now
            self._clients[at + 1] = left - 1 if left >= 1 else left
            return 0.0 if left >= 1 else (1 - left) / rate
        finally:
            self._lock.release()

    def _place(self, client: float, burst: float, now: float) -> int:
        """Where the client stands, in the place of the one unheard of for longest if it is new."""
        first = int(client) % _CLIENTS
        places = [(first + step) % _CLIENTS * _OF_A_CLIENT for step in range(_PROBES)]
        for at in places:
            if self._clients[at] == client:
                return at
        at = min(places, key=lambda each: self._clients[each + 2])
        self._clients[at : at + _OF_A_CLIENT] = [client, burst, now]
        return at

    def lasting(self, client: float, before: float) -> tuple[int, int]:
        """Long answers at hand that began before then: of this client, and of everybody."""
        own = everybody = 0
        for process in range(self.processes):
            first = process * PLACES.size + PLACES.slots
            for at in range(first, first + MOST_THREADS * _SLOT, _SLOT):
                if self._rows[at] and self._rows[at + 1] < before:
                    everybody += 1
                    own += self._rows[at] == client
        return own, everybody

    @contextmanager
    def opening(self) -> Iterator[None]:
        """One process after the other; none waits longer than the building of a large index takes."""
        held = self._opening.acquire(timeout=_SECONDS_FOR_OPENING)
        try:
            yield
        finally:
            if held:
                self._opening.release()

    def row(self, process: int) -> Row:
        return Row(self._rows, process * PLACES.size)

    def rows(self) -> list[Row]:
        return [self.row(process) for process in range(self.processes)]


class Row:
    """The figures of one process."""

    def __init__(self, values: Any, first: int) -> None:
        self._values = values
        self._first = first
        self._lock = threading.Lock()
        self._free = list(range(MOST_THREADS))

    def begin(self) -> None:
        """The process that writes here has just started: nothing is at hand."""
        slots = self._first + PLACES.slots
        self._values[slots : slots + MOST_THREADS * _SLOT] = [0.0] * (MOST_THREADS * _SLOT)
        self.tell(pid=os.getpid(), started=time.time(), ready=0)

    def tell(self, **gauges: float) -> None:
        for name, value in gauges.items():
            self._values[self._first + PLACES.gauges + GAUGES.index(name)] = float(value)

    def told(self, name: str) -> float:
        return float(self._values[self._first + PLACES.gauges + GAUGES.index(name)])

    def open(self, client: float) -> int:
        """The place of a request at hand; -1 when there are more than anybody counted on."""
        with self._lock:
            slot = self._free.pop() if self._free else -1
        if slot >= 0:
            at = self._first + PLACES.slots + slot * _SLOT
            self._values[at + 1] = math.inf
            self._values[at] = client
        return slot

    def may_last(self, slot: int) -> None:
        """What is answered there is long by nature, and counts as such from now on."""
        if slot >= 0:
            self._values[self._first + PLACES.slots + slot * _SLOT + 1] = time.monotonic()

    def close(self, slot: int) -> None:
        if slot >= 0:
            self._values[self._first + PLACES.slots + slot * _SLOT] = 0.0
            with self._lock:
                self._free.append(slot)

    def count(self, kind: str, status: int, seconds: float, sent: int) -> None:
        """A request was answered."""
        at = self._first + KINDS.index(kind) * _OF_A_KIND
        bound = next(place for place, most in enumerate(BOUNDS) if seconds <= most)
        with self._lock:
            self._values[at + min(max(status // 100, 2), 5) - 2] += 1
            self._values[at + len(STATUSES) + bound] += 1
            self._values[at + _OF_A_KIND - 2] += seconds
            self._values[at + _OF_A_KIND - 1] += sent

    def refuse(self, reason: str) -> None:
        with self._lock:
            self._values[self._first + PLACES.reasons + REASONS.index(reason)] += 1

    def of_kind(self, kind: str) -> tuple[list[float], list[float], float, float]:
        """Answers by class of status, by class of duration, seconds and bytes in all."""
        at = self._first + KINDS.index(kind) * _OF_A_KIND
        figures = list(self._values[at : at + _OF_A_KIND])
        return figures[: len(STATUSES)], figures[len(STATUSES) : -2], figures[-2], figures[-1]

    def refused(self, reason: str) -> float:
        return float(self._values[self._first + PLACES.reasons + REASONS.index(reason)])

    def in_progress(self) -> int:
        slots = self._first + PLACES.slots
        return sum(1 for at in range(slots, slots + MOST_THREADS * _SLOT, _SLOT) if self._values[at])
