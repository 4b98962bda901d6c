"""Servers killed while an archive is filled and searched: nothing lost, nothing doubled, no wrong total.

    python -m stress.cluster.faults [--articles 20000] [--searches 1000] [--seed 1]

on a PostgreSQL and three OpenSearch nodes of its own: the database is killed during an ingest, then one node
while the index is filled and one during searches; each comes back, and what was cut off goes on.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from stress.cluster.opensearch import Cluster
from stress.cluster.postgres import Postgres
from stress.cluster.scene import Scene, known
from stress.load_corpus import write


def fill(scene: Scene, records: Path, articles: int) -> None:
    """The database is killed once in the middle; the same command then goes on."""
    first = scene.command("ingest", str(records), "--no-sync")
    while scene.count() < articles // 4:
        time.sleep(0.5)
    scene.database.stop(signal.SIGQUIT)
    print(f"database killed: exit status {first.wait()}: {scene.last_words}", flush=True)
    scene.database.start()
    kept = scene.count()
    again = scene.command("ingest", str(records), "--no-sync").wait()
    print(f"ingest goes on from {kept}: exit status {again}", flush=True)
    print(f"articles {scene.count()} of {articles}", flush=True)
    if scene.count() != articles:
        raise SystemExit("articles were lost or doubled")


def index(scene: Scene, records: Path, articles: int) -> None:
    """A node is killed when a fifth is indexed; sync is asked for until it ends well."""
    trouble = threading.Thread(target=scene.kill_and_return, args=(articles // 5,))
    trouble.start()
    failed, started = 0, time.perf_counter()
    status = scene.command("ingest", str(records)).wait()
    while status:
        failed += 1
        print(f"exit status {status}: {scene.last_words}", flush=True)
        if failed > 20:
            raise SystemExit("the index can't be filled")
        status = scene.command("index", "sync").wait()
    trouble.join()
    scene.cluster.wait()
    with scene.open() as workspace:
        held, wanted = dict(workspace.engine.revisions()), dict(workspace.store.revisions())
    print(
        f"indexed {len(held)} of {articles} in {time.perf_counter() - started:.0f} s, {failed} runs failed",
        flush=True,
    )
    if held != wanted:
        raise SystemExit("the index does not hold what the store holds")


def search(scene: Scene, count: int) -> None:
    """A node is killed during searches whose totals are known from Whoosh."""
    with scene.open() as servers:
        asked = known(servers, count, scene.chance.randrange(1000))
        trouble = threading.Thread(target=scene.kill_and_return, kwargs={"after_s": 2.0})
        trouble.start()
        seen: Counter[str] = Counter()
        slowest = 0.0
        for query, total in asked:
            outcome, seconds = scene.asked(servers, query, total)
            seen[outcome] += 1
            slowest = max(slowest, seconds)
        trouble.join()
    print(f"searches: {dict(seen)}, slowest {slowest:.1f} s", flush=True)
    if seen["wrong"]:
        raise SystemExit("a total was wrong")


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Postgres() as database, Cluster(3) as cluster, tempfile.TemporaryDirectory() as folder:
        scene = Scene(database, cluster, Path(folder) / "archive", chance=random.Random(given.seed))
        records = Path(folder) / "records.jsonl"
        write(records, given.articles)
        fill(scene, records, given.articles)
        index(scene, records, given.articles)
        search(scene, given.searches)


if __name__ == "__main__":
    main()
