"""The memory that taking in many articles needs, over all processes.

    python -m stress.ingest_memory [--articles N] [--words N] [--workers N] [--limit MB]

Invented articles (sentences of the sample archive with other words) are written to a file and taken in by
``muragat ingest``. Told is the peak of the sum over all its processes: of resident memory (what processes
share is counted by each), and of proportional memory (Linux: shared pages divided among who shares them).
The second is what the machine has to give, and exit status 1 says that it is over ``--limit``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ingest_corpus import texts, write
from stress.kills import ROOT, command

_EVERY_SECONDS = 0.5
_RSS, _PSS = re.compile(r"^Rss:\s+(\d+)", re.M), re.compile(r"^Pss:\s+(\d+)", re.M)


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    found = [pid]
    for each in found:
        try:
            told = Path(f"/proc/{each}/task/{each}/children").read_text()
        except OSError:
            continue
        found += map(int, told.split())
    return found


def memory(pids: list[int]) -> tuple[list[int], int]:
    """Resident megabytes of each process, and proportional ones of all."""
    resident, proportional = [], 0
    for pid in pids:
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        if (rss := _RSS.search(told)) and (pss := _PSS.search(told)):
            resident.append(int(rss[1]) >> 10)
            proportional += int(pss[1])
    return resident, proportional >> 10


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, default=700)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "articles.jsonl"
        write(path, texts([]), options.articles, options.words)
        words = command(Path(name) / "data", "ingest", str(path), "--workers", str(options.workers), "--json")
        started = time.perf_counter()
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        summed, peak, parts = 0, 0, [0]
        while process.poll() is None:
            resident, proportional = memory(family(process.pid))
            summed = max(summed, sum(resident))
            if proportional > peak:
                peak, parts = proportional, resident
            time.sleep(_EVERY_SECONDS)
        told = process.stdout.read() if process.stdout else ""
    seconds = time.perf_counter() - started
    print(
        f"{options.articles} articles of {options.words} words, {options.workers} workers: {peak} MB at most "
        f"over all processes, what they share counted once (resident then {parts}; their sum at most "
        f"{summed}); {seconds:.0f} s, "
        f"{options.articles / seconds:.0f} articles/s; status {process.returncode}; {told[:160]}"
    )
    return int(peak > options.limit or process.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
