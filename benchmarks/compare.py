"""Search systems side by side: ``python -m benchmarks.compare 100000 [SYSTEM...] [--keep DIR] [--page DIR]``.

Makes that many articles (see ``corpus``), loads them into each system, asks all of them the same questions
and prints articles a second, size on the disk, and p50 and p95 of a search: the best 20 with titles, all
facets and the exact total. Ratios are to the first system. Searches are asked in one process, one after
another. What is built in ``--keep`` is taken as it is by a later run, with the figures of its making;
``--page`` writes charts with their tables there (see ``charts``).
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from benchmarks.charts import Indexed, Run, Searched, write_page
from benchmarks.corpus import articles, distinct_forms
from benchmarks.questions import KINDS, questions
from benchmarks.systems.base import System, lemmas
from benchmarks.systems.fts5 import Fts5
from benchmarks.systems.ours import Ours
from benchmarks.systems.stock_whoosh import StockWhoosh

_EACH = 30
#: Articles whose words are stemmed before the first system begins, so that none pays for the others.
_KNOWN = 20_000


def systems() -> dict[str, Callable[[], System]]:
    """Those that are installed, by the names they are called by on the command line."""
    found: dict[str, Callable[[], System]] = {"ours": Ours}
    if find_spec("tantivy"):
        from benchmarks.systems.bare_tantivy import BareTantivy

        found["ours-tantivy"] = lambda: Ours("tantivy")
        found["tantivy"] = BareTantivy
    if find_spec("xapian"):
        from benchmarks.systems.xapian_db import Xapian

        found["xapian"] = Xapian
    return found | {"fts5": Fts5, "whoosh": StockWhoosh}


def percentile(times: list[float], share: float) -> float:
    """Milliseconds."""
    return sorted(times)[int((len(times) - 1) * share)] * 1000


def built(make: Callable[[], System], folder: Path, count: int) -> tuple[System, Indexed]:
    """The system over the articles, built unless it was before; making the articles is not counted."""
    system = make()
    kept = folder.with_suffix(".json")
    if not kept.exists():
        seconds = _processor()
        for _ in articles(count):
            pass
        making = _processor() - seconds
        for document in articles(min(count, _KNOWN)):
            lemmas(document.body)
        seconds = _processor()
        system.build(folder, articles(count))
        took = max(_processor() - seconds - making, 1e-9)
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        made = Indexed(system.name, count / took, size / count / 1000)
        kept.write_text(json.dumps(asdict(made)), encoding="utf-8")
    system.open(folder)
    return system, Indexed(**json.loads(kept.read_text(encoding="utf-8")))


def _processor() -> float:
    """Seconds of processor time of this process and of those it waited for."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def asked(loaded: dict[str, System]) -> tuple[Searched, ...]:
    """Milliseconds of every question by system and kind.

    The questions of a kind go to one system after another, not each question to all in turn: a system that
    takes a second for each would leave the next one neither the processor's memory nor a tidy heap, which is
    not how a server answers.
    """
    for question in questions(3, seed=1):
        for system in loaded.values():
            system.search(question)
    times: dict[str, dict[str, list[float]]] = {name: {kind: [] for kind in KINDS} for name in loaded}
    busy: dict[str, list[float]] = {name: [] for name in loaded}
    every = questions(_EACH, seed=2)
    for kind in KINDS:
        for name, system in loaded.items():
            gc.collect()
            for question in (each for each in every if each.kind == kind):
                started, processor = time.perf_counter(), time.process_time()
                system.search(question)
                busy[name].append(time.process_time() - processor)
                times[name][kind].append(time.perf_counter() - started)
    return tuple(_searched(system.name, times[name], busy[name]) for name, system in loaded.items())


def _searched(name: str, times: dict[str, list[float]], busy: list[float]) -> Searched:
    whole = {"all": [each for row in times.values() for each in row], **times}
    cells = {kind: (percentile(row, 0.5), percentile(row, 0.95)) for kind, row in whole.items()}
    return Searched(name, cells, (percentile(busy, 0.5), percentile(busy, 0.95)))


def report(rows: tuple[Searched, ...]) -> None:
    first50, first95 = rows[0].cells["all"]
    print(
        f"{'':18}" + "".join(f"{kind:>16}" for kind in ("all", *KINDS)) + "   processor time  ratio p50, p95"
    )
    for row in rows:
        cells = "".join(f"{p50:9.1f}{p95:7.1f}" for p50, p95 in row.cells.values())
        p50, p95 = row.cells["all"]
        processor = f"{row.processor[0]:9.1f}{row.processor[1]:7.1f}"
        print(f"{row.name:18}{cells} {processor}{p50 / first50:9.1f}{p95 / first95:8.1f}")


def main(count: int, names: list[str], keep: Path | None, page: Path | None) -> None:
    known = systems()
    loaded: dict[str, System] = {}
    made: list[Indexed] = []
    forms = distinct_forms(min(count, 100_000))
    print(f"{count:,} articles; {forms:,} distinct forms in the first {min(count, 100_000):,}", flush=True)
    if "xapian" not in known:
        print("xapian: not installed")
    with tempfile.TemporaryDirectory() as place:
        folder = keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        for name in names or list(known):
            loaded[name], figures = built(known[name], folder / f"{name}-{count}", count)
            size = f"{figures.kilobytes:8.1f} kB an article"
            print(f"{figures.name:18} indexing {figures.per_second:8,.0f} articles/s {size}", flush=True)
            made.append(figures)
        rows = asked(loaded)
        report(rows)
        if page:
            write_page(page, Run(count, forms, tuple(made), rows))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="?", type=int, default=10_000)
    options.add_argument("names", nargs="*", metavar="SYSTEM", choices=[[], *systems()])
    options.add_argument("--keep", type=Path, help="folder whose builds are kept and taken again")
    options.add_argument("--page", type=Path, help="folder for the page with the charts")
    given = options.parse_args()
    main(given.count, given.names, given.keep, given.page)
