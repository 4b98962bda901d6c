"""What an index on a cluster takes as it grows: disk, time to fill it, time of a search.

    python -m stress.cluster.growth [--articles 10000 100000] [--nodes 3] [--shards 3] [--replicas 1]

Invented articles (``benchmarks.corpus``) go into an index of their own for each number, on nodes that are
started for it, all on this machine; then the mix of ``benchmarks.questions`` is asked with all facets. Told
are articles a second, processor time an article in our process, bytes an article in the primary shards and
with their copies, milliseconds of a search by the clock, and the memory of the nodes.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from pathlib import Path

from benchmarks.compare import percentile
from benchmarks.corpus import articles
from benchmarks.questions import questions
from benchmarks.systems.ours import Ours
from index.engines.opensearch.address import read_address
from index.engines.opensearch.client import Cluster as Client
from stress.cluster.opensearch import Cluster

_EACH = 10
_RSS = re.compile(r"^VmRSS:\s+(\d+)", re.M)


def measure(cluster: Cluster, many: int, shards: int, replicas: int) -> None:
    """One line of figures."""
    hosts = ",".join(address.removeprefix("http://") for address in cluster.addresses)
    url = f"opensearch+http://{hosts}/growth{many}?shards={shards}&replicas={replicas}&timeout=120"
    system, making = Ours(url), _making(many)
    started, processor = time.perf_counter(), time.process_time()
    system.build(Path("index"), articles(many))
    took, busy = time.perf_counter() - started - making, time.process_time() - processor - making
    cluster.wait(seconds=600)
    print(f"{many:,} articles: {many / took:,.0f} a second, {busy / many * 1000:.2f} ms of ours an article")
    store = Client(read_address(url)).call("GET", f"/growth{many}-index/_stats/store")["_all"]
    one, all_of_them = (
        store[name]["store"]["size_in_bytes"] / many / 1000 for name in ("primaries", "total")
    )
    print(f"    {one:.1f} kB an article, {all_of_them:.1f} with copies; nodes use {_memory_mb(cluster):,} MB")
    times = _asked(system)
    print(
        f"    a search takes {percentile(times, 0.5):.0f} ms, {percentile(times, 0.95):.0f} at p95",
        flush=True,
    )


def _making(many: int) -> float:
    """Seconds that the articles alone take."""
    started = time.process_time()
    for _ in articles(many):
        pass
    return time.process_time() - started


def _asked(system: Ours) -> list[float]:
    """Seconds of each question of the mix, one after another."""
    system.open(Path("index"))
    for question in questions(2, seed=1):
        system.search(question)
    times = []
    for question in questions(_EACH, seed=2):
        started = time.perf_counter()
        system.search(question)
        times.append(time.perf_counter() - started)
    return times


def _memory_mb(cluster: Cluster) -> int:
    """Resident memory of all nodes, heaps and mapped files."""
    found = 0
    for node in cluster.members:
        if node.process is not None:
            told = _RSS.search(Path(f"/proc/{node.process.pid}/status").read_text())
            found += int(told[1]) // 1024 if told else 0
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    for name, usual in (("nodes", 3), ("shards", 3), ("replicas", 1), ("heap-mb", 1024)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: sys.exit())
    with Cluster(options.nodes, heap_mb=options.heap_mb) as cluster:
        for many in options.articles:
            measure(cluster, many, options.shards, options.replicas)
    return 0


if __name__ == "__main__":
    sys.exit(main())
