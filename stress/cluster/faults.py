"""Servers killed while an archive is filled and searched: nothing lost, nothing doubled, no wrong total.

    python -m stress.cluster.faults [--articles 20000] [--searches 1000] [--seed 1]

on a PostgreSQL and three OpenSearch nodes of its own: the database is killed during an ingest, then one node
while the index is filled and one during searches; each comes back, and what was cut off goes on.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from archive.errors import EngineError, StoreError
from stress.cluster.moving import queries
from stress.cluster.opensearch import Cluster
from stress.cluster.postgres import Postgres
from stress.load_corpus import write
from workspace import Workspace
from workspace.copying import copy

_BACK_S = 15.0


@dataclass(slots=True)
class Scene:
    """The servers, the archive on them, and chance."""

    database: Postgres
    cluster: Cluster
    folder: Path
    chance: random.Random

    @property
    def store(self) -> str:
        return self.database.url

    @property
    def engine(self) -> str:
        hosts = ",".join(address.removeprefix("http://") for address in self.cluster.addresses)
        return f"opensearch+http://{hosts}/faults?shards=3&replicas=1"

    def open(self) -> Workspace:
        return Workspace.open(self.folder, self.engine, create=True, store=self.store)

    def command(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "MURAGAT_STORE": self.store, "MURAGAT_ENGINE": self.engine}
        command = [sys.executable, "-m", "cli", "--data", str(self.folder), *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)

    def kill_and_return(self, after_s: float) -> None:
        """Kills a node after some seconds and starts it again later."""
        time.sleep(after_s)
        number = self.chance.randrange(len(self.cluster.members))
        self.cluster.kill(number, signal.SIGKILL)
        time.sleep(_BACK_S)
        self.cluster.start(number)


def fill(scene: Scene, records: Path, articles: int) -> None:
    """The database is killed once in the middle; the same command then goes on."""
    first = scene.command("ingest", str(records), "--no-sync")
    while _count(scene) < articles // 4:
        time.sleep(0.5)
    scene.database.stop(signal.SIGQUIT)
    print(f"database killed: exit status {first.wait()}", flush=True)
    scene.database.start()
    kept = _count(scene)
    again = scene.command("ingest", str(records), "--no-sync").wait()
    print(f"ingest goes on from {kept}: exit status {again}", flush=True)
    print(f"articles {_count(scene)} of {articles}", flush=True)
    if _count(scene) != articles:
        raise SystemExit("articles were lost or doubled")


def _count(scene: Scene) -> int:
    try:
        with scene.open() as workspace:
            return workspace.store.count()
    except StoreError:  # the database is on its way
        return 0


def index(scene: Scene, articles: int) -> None:
    """A node is killed while the index is filled; sync is asked for until it ends well."""
    trouble = threading.Thread(target=scene.kill_and_return, args=(scene.chance.uniform(2, 12),))
    trouble.start()
    failed, started = 0, time.perf_counter()
    while scene.command("index", "sync").wait():
        failed += 1
        if failed > 20:
            raise SystemExit("the index can't be filled")
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
    with tempfile.TemporaryDirectory() as there, scene.open() as servers:
        with Workspace.open(Path(there), "whoosh", create=True) as plain:
            copy(servers, plain)
            asked = list(queries(plain, count, scene.chance.randrange(1000)))
            wanted = [_total(plain, query) for query in asked]
        trouble = threading.Thread(target=scene.kill_and_return, args=(2.0,))
        trouble.start()
        seen: Counter[str] = Counter()
        slowest = 0.0
        for query, total in zip(asked, wanted, strict=True):
            started = time.perf_counter()
            try:
                seen["right" if _total(servers, query) == total else "wrong"] += 1
            except EngineError:
                seen["errors told"] += 1
            slowest = max(slowest, time.perf_counter() - started)
        trouble.join()
    print(f"searches: {dict(seen)}, slowest {slowest:.1f} s", flush=True)
    if seen["wrong"]:
        raise SystemExit("a total was wrong")


def _total(workspace: Workspace, query: str) -> int:
    return workspace.search_text(query, exact_letters=True, limit=10, facets=True).page.total


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Postgres() as database, Cluster(3) as cluster, tempfile.TemporaryDirectory() as folder:
        scene = Scene(database, cluster, Path(folder) / "archive", random.Random(given.seed))
        records = Path(folder) / "records.jsonl"
        write(records, given.articles)
        fill(scene, records, given.articles)
        index(scene, given.articles)
        search(scene, given.searches)


if __name__ == "__main__":
    main()
