"""What taking articles in costs, from files to both indexes: by step in one process, and end to end.

    python -m benchmarks.ingest [--text FILE...] [--articles N] [--words N] [--workers N...] [--steps-only]

Articles are made of the sentences of the files (else of the sample archive, see ``ingest_corpus``). Steps are
CPU milliseconds an article in one process that has read a quarter as many before. End to end tells articles a
second by the clock, and by the CPU time of all processes on two cores, which does not depend on what else the
machine does; then the same once more, when nothing is new.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ingest_corpus import texts, write

_TWO_CORES = 2.0


class Steps:
    """CPU milliseconds by step."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}

    def run(self, name: str, function: Callable[[], Any]) -> Any:
        started = time.process_time()
        value = function()
        self.times[name] = (time.process_time() - started) * 1000
        return value


def steps(path: Path, folder: Path) -> tuple[dict[str, float], int]:
    """Milliseconds of each step for the articles of a file, and their number."""
    from archive.cleaning import Stamp, clean
    from archive.extract import annotate
    from archive.extract.merge import merged
    from archive.readers import ReadOptions, records
    from archive.store import Store, rows
    from archive.store.people import people_rows
    from archive.store.ready import ready
    from index.document import from_article, from_quotation
    from index.engines.factory import open_engine

    stamp = Stamp.now("benchmark")
    every = list(records(str(path), ReadOptions()))
    for record in every[: len(every) // 5]:
        annotate(clean(record, stamp))
    mine = every[len(every) // 5 :]
    run = Steps()
    run.run("read", lambda: list(records(str(path), ReadOptions())))
    run.times["read"] *= len(mine) / len(every)
    articles = run.run("clean", lambda: [clean(record, stamp) for record in mine])
    found = run.run("extract", lambda: [annotate(article) for article in articles])
    pairs = list(zip(articles, found, strict=True))
    now = run.run("merge", lambda: [merged(*pair) for pair in pairs])
    table = list(zip(articles, now, found, strict=True))
    run.run("rows of articles, digests", lambda: [rows.to_row(a, n) for a, n, _ in table])
    run.run("rows of annotations", lambda: [rows.found_row(a.id, f) for a, _, f in table])
    run.run("rows of people", lambda: [people_rows(n, f) for _, n, f in table])
    run.run("compress originals", lambda: [zlib.compress(record.raw, 4) for record in mine])
    prepared = [ready(a, r.raw, f, r.sha256[:32]) for (a, f), r in zip(pairs, mine, strict=True)]
    with Store.open(folder / "steps.sqlite3", create=True) as store:

        def put() -> None:
            for start in range(0, len(prepared), 500):
                part = prepared[start : start + 500]
                with store.putting() as putting:
                    putting.expect(part, ())
                    for one in part:
                        putting.put(one)

        run.run("store", put)
        loaded = run.run("load from the store", lambda: list(store.with_revisions([a.id for a in articles])))
    documents = [from_article(*pair) for pair in loaded]
    quotes = [from_quotation(a, n, r) for a, r in loaded for n in range(len(a.quotes))]
    for name, every_document in (("article", documents), ("quotation", quotes)):
        engine = open_engine("whoosh", folder / name, create=True)
        batch = engine.batch()
        batch.__enter__()
        run.run(f"{name} analysis", lambda b=batch, d=every_document: [b.put(one) for one in d])
        run.run(f"{name} index write", lambda b=batch: b.__exit__(None, None, None))
        engine.close()
    return {name: value / len(mine) for name, value in run.times.items()}, len(quotes) / len(mine)


def cpu_seconds() -> float:
    """Of this process and of all its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def end_to_end(path: Path, folder: Path, workers: int) -> None:
    """Prints what taking a file in costs, twice."""
    from archive.ingest import IngestOptions
    from workspace import Workspace

    with Workspace.open(folder, create=True) as workspace:
        for turn in ("first run", "second run"):
            cpu, clock = cpu_seconds(), time.perf_counter()
            report = workspace.ingest([str(path)], IngestOptions(workers=workers))
            cpu, clock = cpu_seconds() - cpu, time.perf_counter() - clock
            number = report.taken
            print(
                f"{workers} workers, {turn}: {number / clock:,.0f} articles/s by the clock, "
                f"{cpu / number * 1000:.2f} ms CPU an article = {_TWO_CORES * number / cpu:,.0f}/s on two "
                f"cores; added {report.added}, updated {report.updated}, unchanged {report.unchanged}"
            )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--workers", type=int, nargs="*", default=[2])
    parser.add_argument("--steps-only", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        write(path, texts(options.text), options.articles, options.words)
        found, quotations = steps(path, folder)
        print(f"{options.articles} articles of {options.words} words, {quotations:.1f} quotations each")
        for step, value in found.items():
            print(f"  {step:26} {value:6.2f} ms")
        print(f"  {'together':26} {sum(found.values()):6.2f} ms")
        for workers in [] if options.steps_only else options.workers:
            end_to_end(path, folder / f"by-{workers}", workers)


if __name__ == "__main__":
    main()
