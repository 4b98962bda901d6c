"""Kills an ingest and a rebuild again and again, while others search; at the end nothing may differ.

    python -m stress.kills [--articles N] [--kills N] [--seed N] [--workers N]

Half of the kills hit ``muragat ingest``, half ``muragat index rebuild``, each at a random moment: mostly the
whole group of processes, sometimes only the first, which leaves its workers alone, or only a worker, which
must not stop the run. After each the same command is given again; when it comes to its end, what it made is
compared with an undisturbed run (an ingest then begins with an empty folder). A reader searches all the time,
with an archive kept open and with one opened for each search. Exit status 1 when anything
differs.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.ingest_corpus import made, texts

ROOT = Path(__file__).parents[1]
QUERIES = ("мектеп", "су OR жол", '"деп атап"', "ауыл*", "қала AND жұмыс", "lang:kk")
_FILES = 8
_SMALL = 40


@dataclass(slots=True)
class Tally:
    """What happened: kills by what was hit and when, complete runs, and whatever differed."""

    kills: dict[str, int] = field(default_factory=dict)
    complete: int = 0
    searches: int = 0
    wrong: list[str] = field(default_factory=list)


def corpus(folder: Path, articles: int, words: int = 400) -> None:
    """Records in a few files of JSON lines and some small text files."""
    folder.mkdir(parents=True)
    every = list(made(texts([]), articles, words))
    small = every[: min(_SMALL, articles // 10)]
    for number, record in enumerate(small):
        (folder / f"s{number:03d}.txt").write_text(record["title"] + "\n\n" + record["text"], "utf-8")
    rest = every[len(small) :]
    share = -(-len(rest) // _FILES)
    for number in range(_FILES):
        part = rest[number * share : (number + 1) * share]
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in part)
        (folder / f"j{number}.jsonl").write_text(lines, "utf-8")


def command(data: Path, *words: str) -> list[str]:
    """A command of the program on a data folder."""
    return [sys.executable, "-m", "cli", "--data", str(data), *words]


def opened(data: Path) -> Any:
    """The archive that a command finds there, on servers where the environment says so."""
    from workspace import Workspace

    store, engine = (os.environ.get(name) or None for name in ("MURAGAT_STORE", "MURAGAT_ENGINE"))
    return Workspace.open(data, engine, store=store)


def what_it_holds(data: Path) -> dict[str, str]:
    """Digests of everything that must not depend on how an archive came to be."""
    from archive.to_json import quote_json

    found: dict[str, str] = {}
    with opened(data) as workspace:
        store = workspace.store
        revisions = store.revisions()
        ids = sorted(revisions)
        found["articles"] = f"{len(ids)} {_digest(sorted(revisions.items()))}"
        found["originals"] = _digest([store.history(each) for each in ids])
        quotes = [[quote_json(quote) for quote in article.quotes] for article in store.articles(ids)]
        found["quotations"] = f"{sum(map(len, quotes))} {_digest(quotes)}"
        found["indexed"] = _digest(sorted(workspace.engine.revisions().items()))
        found["indexed quotations"] = _digest(sorted(workspace.quote_engine.revisions().items()))
        for query in QUERIES:
            page = workspace.search_text(query, limit=100).page
            found[query] = f"{page.total} {_digest(sorted(hit.id for hit in page.hits))}"
        found["damaged"] = str(sum(error is not None for error in store.verify()))
    return found


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]


def read(data: Path) -> None:
    """Searches until its input ends, then tells how often and every error."""
    from archive.errors import ArchiveError

    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    searches, errors = 0, []
    with opened(data) as kept:
        while not ended.wait(0.05):
            for query in QUERIES:
                try:
                    kept.search_text(query, limit=5, facets=True)
                    with opened(data) as fresh:
                        for hit in fresh.search_text(query, limit=2).page.hits:
                            fresh.article(hit.id)
                except (ArchiveError, OSError, ValueError, LookupError) as error:
                    errors.append(f"{query}: {error!r}")
                searches += 2
    print(json.dumps({"searches": searches, "errors": errors}))


class Reader:
    """Another process that searches an archive while the block runs."""

    def __init__(self, data: Path, tally: Tally) -> None:
        self._data, self._tally = data, tally

    def __enter__(self) -> Reader:
        words = [sys.executable, "-m", "stress.kills", "--read", str(self._data)]
        self._process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        out, _ = self._process.communicate("")
        told = json.loads(out or '{"searches": 0, "errors": ["the reader died"]}')
        self._tally.searches += told["searches"]
        self._tally.wrong += [f"reader: {error}" for error in told["errors"]]


def run_and_kill(words: list[str], after: float, chance: random.Random, tally: Tally) -> bool:
    """Runs a command and kills it after some seconds; whether it came to its end before."""
    process = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        _, told = process.communicate(timeout=after)
        if process.returncode:
            tally.wrong.append(f"{words[3:]} ended with {process.returncode}: {told[-300:]}")
        return True
    what = chance.choices(("all", "first", "worker"), (6, 2, 2))[0]
    target = process.pid
    if what == "worker":
        children = _children(process.pid)
        what, target = ("worker", chance.choice(children)) if children else ("first", process.pid)
    tally.kills[what] = tally.kills.get(what, 0) + 1
    with contextlib.suppress(ProcessLookupError):
        if what == "all":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            os.kill(target, signal.SIGKILL)
    if what == "worker":
        _, told = process.communicate()
        if process.returncode:
            tally.wrong.append(f"without a worker {words[3:]} ended with {process.returncode}: {told[-300:]}")
        return True
    process.wait()
    process.stderr.close() if process.stderr else None
    return False


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill_ingests(source: Path, folder: Path, kills: int, most: float, chance: random.Random, tally: Tally,
                 wanted: dict[str, str], workers: int) -> Path:  # fmt: skip
    """Kills ingests until there were so many; the data folder of the last, complete."""
    number = 0
    while True:
        data = folder / f"killed-{number}"
        # The reader needs an archive to open: the first file is there from the beginning.
        run(command(data, "ingest", str(source / "j0.jsonl"), "--workers", str(workers)))
        with Reader(data, tally):
            words = command(data, "ingest", str(source), "--workers", str(workers))
            whole = False
            while not whole and sum(tally.kills.values()) < kills:
                whole = run_and_kill(words, chance.uniform(0.1, most), chance, tally)
            run(words)
        compare(data, wanted, tally)
        if sum(tally.kills.values()) >= kills:
            return data
        shutil.rmtree(data)
        number += 1


def kill_rebuilds(data: Path, kills: int, most: float, chance: random.Random, tally: Tally,
                  wanted: dict[str, str]) -> None:  # fmt: skip
    """Kills rebuilds of an archive until there were so many."""
    words = command(data, "index", "rebuild")
    with Reader(data, tally):
        while sum(tally.kills.values()) < kills:
            run_and_kill(words, chance.uniform(0.1, most), chance, tally)
        run(words)
    compare(data, wanted, tally)


def run(words: list[str]) -> float:
    """A command to its end; the seconds it took."""
    started = time.perf_counter()
    subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def compare(data: Path, wanted: dict[str, str], tally: Tally) -> None:
    """Notes what differs from an undisturbed run."""
    found = what_it_holds(data)
    tally.complete += 1
    tally.wrong += [
        f"{name}: {found.get(name)} instead of {value}"
        for name, value in wanted.items()
        if found.get(name) != value
    ]


def prove(folder: Path, articles: int, kills: int, seed: int, workers: int, words: int = 400) -> Tally:
    """Everything in one folder; what happened."""
    chance, tally = random.Random(seed), Tally()
    source = folder / "articles"
    corpus(source, articles, words)
    calm = folder / "calm"
    # In the same order as below: ids don't depend on it, but the history of an article does.
    run(command(calm, "ingest", str(source / "j0.jsonl"), "--workers", str(workers)))
    took = run(command(calm, "ingest", str(source), "--workers", str(workers)))
    wanted = what_it_holds(calm)
    rebuilt = run(command(calm, "index", "rebuild"))
    compare(calm, wanted, tally)
    half = kills // 2
    most = max(2.0, min(took, 1.5 * took / max(1, half) + 2.0))
    data = kill_ingests(source, folder, half, most, chance, tally, wanted, workers)
    kill_rebuilds(data, kills, max(2.0, min(rebuilt, 5.0)), chance, tally, wanted)
    return tally


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read(options.read)
        return 0
    with tempfile.TemporaryDirectory() as name:
        started = time.perf_counter()
        tally = prove(
            Path(name), options.articles, options.kills, options.seed, options.workers, options.words
        )
    print(
        f"{options.articles} articles; kills {sum(tally.kills.values())} {tally.kills}; complete runs "
        f"compared {tally.complete}; searches meanwhile {tally.searches}; wrong {len(tally.wrong)}; "
        f"{time.perf_counter() - started:.0f} s"
    )
    for line in tally.wrong[:50]:
        print("  " + line)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
