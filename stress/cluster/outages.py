"""Servers that go and come while people work: clear errors in bounded time, and everything there afterwards.

    python -m stress.cluster.outages [--articles 2000] [--searches 60]

A running ``muragat serve`` outlives a database that is restarted; a cluster that is red, a node that is
stopped without a word, and a cable that is pulled are told, and no total is wrong meanwhile. The cable needs
root.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from stress.cluster.network import Cable
from stress.cluster.opensearch import Cluster
from stress.cluster.postgres import Postgres
from stress.cluster.scene import Scene, known
from stress.load_corpus import write
from workspace import Workspace

#: Long enough for five tries of five seconds and the pauses between.
_BOUND_S = 40.0


def fill(scene: Scene, records: Path) -> None:
    if status := scene.command("ingest", str(records)).wait():
        raise SystemExit(f"ingest: exit status {status}: {scene.last_words}")
    scene.cluster.wait()


@contextlib.contextmanager
def served(scene: Scene) -> Iterator[str]:
    """The address of a server of pages over the servers."""
    command = [sys.executable, "-m", "cli", "--data", str(scene.folder), "serve", "--port", "0"]
    with subprocess.Popen(command, env=scene.environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        yield next(found[0] for line in server.stderr if (found := re.search(r"http://\S+(?=/\.)", line)))
        server.send_signal(signal.SIGTERM)
        server.communicate()


def page(address: str) -> tuple[int, float]:
    """Status and seconds of one request."""
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(address, timeout=300) as answer:
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    return status, time.perf_counter() - started


def database(scene: Scene) -> None:
    """Stopped, started, and killed under a running server of pages."""
    with scene.open() as workspace:
        article = next(iter(workspace.store.revisions()))
    with served(scene) as address:
        place = f"{address}/api/v1/articles/{article}"
        seen = [page(place)]
        for how in (signal.SIGINT, signal.SIGQUIT):
            scene.database.stop(how)
            seen.append(page(place))
            scene.database.start()
            seen.append(page(place))
    print(
        "database stopped and killed under a server:",
        ", ".join(f"{s} in {t:.1f} s" for s, t in seen),
        flush=True,
    )
    _expect([status for status, _ in seen] == [200, 503, 200, 503, 200], "a page was not as it should be")


def red(scene: Scene, records: Path, asked: list[tuple[str, int]]) -> None:
    """Two of three nodes are gone: no total of what is left; what is taken in meanwhile is caught up with."""
    for number in (0, 1):
        scene.cluster.kill(number)
    with scene.open() as workspace:
        _search(scene, workspace, asked, "two of three nodes gone")
    status = scene.command("ingest", str(records)).wait()
    print(f"ingest meanwhile: exit status {status}: {scene.last_words}", flush=True)
    for number in (0, 1):
        scene.cluster.start(number)
    scene.cluster.wait()
    _catch_up(scene)


def unassigned(scene: Scene, asked: list[tuple[str, int]]) -> None:
    """A primary shard is nowhere, the cluster answers: no total of the other shards."""
    alone = Scene(scene.database, scene.cluster, scene.folder, "shards=3&replicas=0&timeout=5")
    status = alone.command("index", "rebuild").wait()
    _expect(not status, alone.last_words)
    scene.cluster.kill(2)
    scene.cluster.wait("red", nodes=2)
    with alone.open() as workspace:
        seen = _search(alone, workspace, asked, f"a shard is nowhere ({scene.cluster.health()['status']})")
    _expect(not seen["right"], "a shard was not missed")
    scene.cluster.start(2)
    scene.cluster.wait()
    _expect(not scene.command("index", "rebuild").wait(), scene.last_words)
    scene.cluster.wait()


def paused(scene: Scene, asked: list[tuple[str, int]]) -> None:
    """A node neither answers nor closes, as one whose disk hangs, and goes on after a while."""
    process = scene.cluster.members[1].process
    assert process is not None
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        with scene.open() as workspace:
            _search(scene, workspace, asked, "a node is stopped")
    finally:
        os.killpg(process.pid, signal.SIGCONT)
    scene.cluster.wait()


def cut(scene: Scene, records: Path, asked: list[tuple[str, int]], cable: Cable) -> None:
    """The cable is pulled during an ingest and during searches, and put back."""
    before = scene.count()
    running = scene.command("ingest", str(records))
    while running.poll() is None and scene.count() == before:
        time.sleep(0.2)
    with scene.open() as workspace:
        workspace.engine.status()
        cable.cut()
        started = time.perf_counter()
        _search(scene, workspace, asked[:3], "the network is cut")
    status = running.wait()
    print(
        f"ingest: exit status {status} after {time.perf_counter() - started:.0f} s: {scene.last_words}",
        flush=True,
    )
    cable.mend()
    kept = scene.count()
    _expect(not scene.command("ingest", str(records)).wait(), scene.last_words)
    print(f"the same ingest goes on from {kept}", flush=True)
    _catch_up(scene)


def _catch_up(scene: Scene) -> None:
    """One sync, and the index holds what the store holds, whose originals are whole."""
    _expect(not scene.command("index", "sync").wait(), scene.last_words)
    with scene.open() as workspace:
        store = workspace.store
        same = dict(workspace.engine.revisions()) == dict(store.revisions())
        damaged = sum(error is not None for error in store.verify())
        print(
            f"afterwards {store.count()} articles, {store.stats().originals} originals, {damaged} damaged, "
            f"the index {'holds the same' if same else 'DIFFERS'}",
            flush=True,
        )
        _expect(same and not damaged, "something was lost")


def same_as_undisturbed(scene: Scene, *records: Path) -> None:
    """Ids and digests are those of an archive in a folder that nothing ever happened to."""
    with tempfile.TemporaryDirectory() as there, Workspace.open(Path(there), create=True) as plain:
        command = [sys.executable, "-m", "cli", "--data", there, "ingest", "--no-sync", *map(str, records)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with scene.open() as workspace:
            same = plain.store.revisions() == workspace.store.revisions()
    print(f"as in an archive that nothing happened to: {same}", flush=True)
    _expect(same, "the store differs")


def _search(scene: Scene, workspace: Workspace, asked: list[tuple[str, int]], name: str) -> Counter[str]:
    seen: Counter[str] = Counter()
    slowest = 0.0
    for query, total in asked:
        outcome, seconds = scene.asked(workspace, query, total)
        seen[outcome] += 1
        slowest = max(slowest, seconds)
    print(f"{name}: {dict(seen)}, slowest {slowest:.1f} s", flush=True)
    _expect(not seen["wrong"], "a total was wrong")
    _expect(slowest < _BOUND_S, "an answer took too long")
    return seen


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--searches", type=int, default=60)
    parser.add_argument("--http", type=int, default=19_200)
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        try:
            cable = stack.enter_context(Cable())
        except PermissionError as error:
            cable = None
            print(f"the cable is not pulled: {error}", flush=True)
        place = {"host": cable.host, "run": cable.run} if cable else {}
        data = stack.enter_context(Postgres(**place))  # type: ignore[arg-type]
        cluster = stack.enter_context(Cluster(3, given.http, **place))  # type: ignore[arg-type]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        scene = Scene(data, cluster, folder / "archive", "shards=3&replicas=1&timeout=5")
        records, more, most = (folder / f"{name}.jsonl" for name in ("records", "more", "most"))
        write(records, given.articles)
        write(more, given.articles + 100)
        write(most, 3 * given.articles)
        fill(scene, records)
        with scene.open() as workspace:
            asked = known(workspace, given.searches, 1)
        database(scene)
        paused(scene, asked)
        unassigned(scene, asked[:10])
        red(scene, more, asked[:10])
        if cable:
            with scene.open() as workspace:
                asked = known(workspace, 5, 2)
            cut(scene, most, asked, cable)
        same_as_undisturbed(scene, *([records, more, most] if cable else [records, more]))


if __name__ == "__main__":
    main()
