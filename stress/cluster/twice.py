"""Two ingests of the same files at once, into the same servers: every article once.

python -m stress.cluster.twice [--articles 5000]
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stress.cluster.opensearch import Cluster
from stress.cluster.postgres import Postgres
from stress.cluster.scene import Scene
from stress.load_corpus import write
from workspace import Workspace


def twice(scene: Scene, records: Path, articles: int) -> None:
    """Both with an index to bring up to date; compared with one ingest into a folder."""
    started = time.perf_counter()
    beside = Scene(scene.database, scene.cluster, scene.folder.parent / "other" / "archive", scene.options)
    beside.folder.parent.mkdir()
    both = [each.command("ingest", str(records)) for each in (scene, beside)]
    statuses = [one.wait() for one in both]
    seconds = time.perf_counter() - started
    print(
        f"exit statuses {statuses} after {seconds:.0f} s: {scene.last_words}; {beside.last_words}", flush=True
    )
    status = scene.command("index", "sync").wait()
    if any(statuses) or status:
        raise SystemExit(scene.last_words)
    with tempfile.TemporaryDirectory() as there, scene.open() as servers:
        command = [sys.executable, "-m", "cli", "--data", there, "ingest", "--no-sync", str(records)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with Workspace.open(Path(there)) as plain:
            wanted, found = plain.store.revisions(), servers.store.revisions()
        originals = servers.store.stats().originals
        history = {len(servers.store.history(id)) for id in found}
        indexed = dict(servers.engine.revisions()) == dict(found)
    print(f"{len(found)} of {articles} articles, {originals} originals, versions of an article: {history}")
    print(f"the same as of one ingest: {wanted == found}; the index holds them: {indexed}", flush=True)
    if not (wanted == found and indexed and history == {1} and len(found) == originals == articles):
        raise SystemExit("something came twice, or not at all")


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=5_000)
    given = parser.parse_args()
    with Postgres() as database, Cluster(3) as cluster, tempfile.TemporaryDirectory() as folder:
        scene = Scene(database, cluster, Path(folder) / "archive")
        records = Path(folder) / "records.jsonl"
        write(records, given.articles)
        twice(scene, records, given.articles)


if __name__ == "__main__":
    main()
