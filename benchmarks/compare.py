"""Search systems side by side: ``python -m benchmarks.compare 10000 [SYSTEM...]``.

Makes that many articles (see ``corpus``), loads them into each system, asks all the same questions in turn
and prints articles a second, size on the disk, and p50 and p95 of a search: the best 20 with titles, all
facets and the exact total. Ratios are to the first system. All run in one process, one after another.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import articles
from benchmarks.questions import KINDS, questions
from benchmarks.systems.base import System, lemmas
from benchmarks.systems.fts5 import Fts5
from benchmarks.systems.ours import Ours
from benchmarks.systems.stock_whoosh import StockWhoosh

_EACH = 30
#: Articles whose words are stemmed before the first system begins, so that none pays for the others.
_KNOWN = 20_000


def systems() -> dict[str, Callable[[], System]]:
    """Those that are installed."""
    found: dict[str, Callable[[], System]] = {"ours": Ours, "whoosh": StockWhoosh, "fts5": Fts5}
    if importlib.util.find_spec("tantivy"):
        from benchmarks.systems.bare_tantivy import BareTantivy

        found["tantivy"] = BareTantivy
        found["ours-tantivy"] = lambda: Ours("tantivy")
    return found


def percentile(times: list[float], share: float) -> float:
    """Milliseconds."""
    return sorted(times)[int((len(times) - 1) * share)] * 1000


def built(system: System, folder: Path, count: int) -> tuple[float, float]:
    """Articles a second and kilobytes an article; making the articles is not counted."""
    started = time.perf_counter()
    for _ in articles(count):
        pass
    making = time.perf_counter() - started
    started = time.perf_counter()
    system.build(folder, articles(count))
    took = time.perf_counter() - started - making
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return count / took, size / count / 1000


def asked(loaded: dict[str, System]) -> dict[str, dict[str, list[float]]]:
    """Seconds of every question by system and kind; each question goes to all systems in turn."""
    for question in questions(3, seed=1):
        for system in loaded.values():
            system.search(question)
    times: dict[str, dict[str, list[float]]] = {name: {kind: [] for kind in KINDS} for name in loaded}
    for question in questions(_EACH, seed=2):
        for name, system in loaded.items():
            started = time.perf_counter()
            system.search(question)
            times[name][question.kind].append(time.perf_counter() - started)
    return times


def report(times: dict[str, dict[str, list[float]]]) -> None:
    whole = {name: [each for kind in kinds.values() for each in kind] for name, kinds in times.items()}
    first50, first95 = (percentile(next(iter(whole.values())), share) for share in (0.5, 0.95))
    print(f"{'':14}" + "".join(f"{kind:>16}" for kind in ("all", *KINDS)) + "     ratio p50, p95")
    for name, kinds in times.items():
        cells = [(percentile(row, 0.5), percentile(row, 0.95)) for row in (whole[name], *kinds.values())]
        ratios = f"{cells[0][0] / first50:10.1f}{cells[0][1] / first95:8.1f}"
        print(f"{name:14}" + "".join(f"{p50:9.1f}{p95:7.1f}" for p50, p95 in cells) + ratios)


def main(count: int, names: list[str]) -> None:
    known = systems()
    loaded: dict[str, System] = {}
    for document in articles(min(count, _KNOWN)):
        lemmas(document.body)
    with tempfile.TemporaryDirectory() as place:
        for name in names or list(known):
            system = known[name]()
            speed, size = built(system, Path(place) / name, count)
            print(f"{name:14} indexing {speed:8,.0f} articles/s {size:8.1f} kB an article", flush=True)
            loaded[name] = system
        forms = {word for document in articles(min(count, 10_000)) for word in document.body.split()}
        print(f"{count:,} articles; {len(forms):,} distinct forms in the first {min(count, 10_000):,}")
        report(asked(loaded))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2:])
