"""What came of a run under load."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from stress.load_client import Answer

#: Memory may differ so much between the second quarter of a run and its end, and still be called flat.
_FLAT_BYTES, _FLAT_SHARE = 60_000_000, 0.15
_SHORT = 8


@dataclass
class Report:
    """Durations in seconds by kind, memory in bytes by time, faults; printed as a table."""

    seconds: float
    durations: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)
    taken_in: int = 0
    stopped_with: int | None = None
    started: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        return max(0.0, self.started + self.seconds - time.monotonic())

    def over(self) -> bool:
        return self.left() == 0

    def take(self, kind: str, address: str, answer: Answer) -> None:
        """One answer."""
        self.durations[kind].append(answer.seconds)
        self.statuses[answer.status] += 1
        if answer.status != 200 or answer.fault:
            self.errors.append(f"{answer.status} {answer.fault} {address}")
        self.slowest = sorted([*self.slowest, (answer.seconds, address)], reverse=True)[:_SHORT]

    def measure(self, resident: int) -> None:
        """Resident memory of the server now."""
        self.memory.append((time.monotonic() - self.started, resident))

    def percentile(self, share: float, kind: str | None = None) -> float:
        """Seconds that this share of the requests (of a kind) took at most."""
        found = self.durations[kind] if kind else [one for each in self.durations.values() for one in each]
        return sorted(found)[min(int(share * len(found)), len(found) - 1)] if found else 0.0

    def grown(self) -> int:
        """Bytes gained from the middle of the run, when all caches are full, to its end."""
        settled = [size for at, size in self.memory if at >= self.seconds / 2 - 1] or [0]
        return settled[-1] - settled[0]

    def faults(self, p95_s: float) -> list[str]:
        """What must not be."""
        found = list(self.errors)
        if self.percentile(0.95) > p95_s:
            found.append(f"95% within {self.percentile(0.95) * 1000:.0f} ms")
        if self.grown() > max(_FLAT_BYTES, _FLAT_SHARE * self.memory[-1][1]):
            found.append(f"memory grew by {self.grown() / 1e6:.0f} MB")
        if self.stopped_with != 0:
            found.append(f"the server ended with {self.stopped_with}")
        return found

    def __str__(self) -> str:
        lines = [f"{'kind':8} {'requests':>8} {'p50 ms':>7} {'p95 ms':>7} {'p99 ms':>7} {'max ms':>7}"]
        for kind in [*sorted(self.durations), None]:
            count = len(self.durations[kind]) if kind else sum(map(len, self.durations.values()))
            figures = " ".join(f"{self.percentile(s, kind) * 1000:7.0f}" for s in (0.5, 0.95, 0.99, 1.0))
            lines.append(f"{kind or 'all':8} {count:8} {figures}")
        memory = ", ".join(f"{at / 60:.1f} min {size / 1e6:.0f} MB" for at, size in self.memory)
        lines += [f"statuses {dict(self.statuses)}; errors {len(self.errors)}", *self.errors[:20]]
        lines += [f"memory of all processes: {memory}", f"articles taken in meanwhile: {self.taken_in}"]
        lines += [f"server ended with {self.stopped_with}", "slowest:"]
        return "\n".join([*lines, *(f"  {s * 1000:.0f} ms {address[:150]}" for s, address in self.slowest)])
