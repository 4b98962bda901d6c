"""A million articles on one machine: ``python -m stress.million FOLDER [--count N] [--engine NAME]``.

Builds an index of invented articles (``benchmarks.corpus``) in FOLDER and tells every hundred thousand the
processor time an article and the most memory used; then asks the mix of ``benchmarks.questions`` with all
facets in a process of its own and tells p50, p95 and memory. An index that is there already is only asked;
one that is still being built can be asked too (``--ask``). Whoosh's needs 16 kB an article on the disk.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from archive.errors import IndexMissing
from benchmarks.compare import percentile
from benchmarks.corpus import articles
from benchmarks.questions import KINDS, questions
from benchmarks.systems.ours import Ours
from index.engines.factory import builds
from index.sync import rebuild

COUNT, STEP = 1_000_000, 100_000
_EACH = 30
#: What building may take, and what the slowest twentieth of the searches may, in ms.
MEMORY_MB = 2_000
SLOWEST = {"whoosh": 300.0, "tantivy": 35.0}


class Told:
    """Progress of a build: processor time an article for each step, the most memory so far."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.costs: list[float] = []
        self._last = time.process_time()

    def __call__(self, done: int) -> None:
        if done % self.step == 0:
            now = time.process_time()
            self.costs.append((now - self._last) / self.step * 1000)
            self._last = now
            print(f"{done:9,} articles  {self.costs[-1]:.2f} ms an article  {memory_mb():,} MB", flush=True)


def memory_mb() -> int:
    """The most memory that this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def build(folder: Path, engine: str, count: int, step: int) -> bool:
    """Build, tell, and say whether cost and memory stayed in bounds."""
    told = Told(step)
    started = time.process_time()
    rebuild(articles(count), engine, folder, told)
    whole = (time.process_time() - started) / count * 1000
    growth = told.costs[-1] / told.costs[0] if told.costs else 1.0
    print(f"{whole:.2f} ms an article in all, the joining of segments at the end and making them up included")
    print(f"last step beside the first: {growth:.2f} times an article; at most {memory_mb():,} MB")
    return growth <= 1.3 and memory_mb() <= MEMORY_MB


class Unfinished(Ours):
    """The newest build of a folder, live or not."""

    def open(self, folder: Path) -> None:
        found: Any = builds(self._engine, folder)
        newest = max(folder.rglob("index-*"), key=lambda path: path.stat().st_mtime)
        self.engine = found.open(newest)


def ask(folder: Path, engine: str, unfinished: bool = False) -> bool:
    """Ask the mix, tell, and say whether the slowest were fast enough."""
    system = Unfinished(engine) if unfinished else Ours(engine)
    system.open(folder)
    for question in questions(3, seed=1):
        system.search(question)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    busy: list[float] = []
    for question in questions(_EACH, seed=2):
        started, processor = time.perf_counter(), time.process_time()
        system.search(question)
        busy.append(time.process_time() - processor)
        times[question.kind].append(time.perf_counter() - started)
    whole = [each for row in times.values() for each in row]
    print(f"{engine}, {system.engine.status().articles:,} articles, p50 / p95 in ms")
    for name, row in (("all", whole), ("processor time", busy), *times.items()):
        print(f"{name:15}{percentile(row, 0.5):9.1f} /{percentile(row, 0.95):8.1f}")
    print(f"memory while searching: {memory_mb():,} MB, files that are mapped included", flush=True)
    return percentile(whole, 0.95) < SLOWEST.get(engine, 300.0)


def is_built(folder: Path, engine: str) -> bool:
    try:
        Ours(engine).open(folder)
    except IndexMissing:
        return False
    return True


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--step", type=int, default=STEP)
    options.add_argument("--engine", default="whoosh", choices=sorted(SLOWEST))
    options.add_argument("--ask", action="store_true", help="ask what is there, finished or not")
    given = options.parse_args()
    if given.ask:
        return 0 if ask(given.folder, given.engine, not is_built(given.folder, given.engine)) else 1
    good = is_built(given.folder, given.engine) or build(given.folder, given.engine, given.count, given.step)
    # Another process, so that the memory told is that of searching.
    command = [sys.executable, "-m", "stress.million", str(given.folder), "--engine", given.engine, "--ask"]
    asked = subprocess.run(command, check=False)
    return 0 if good and asked.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
