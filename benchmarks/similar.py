"""What near duplicates cost an article as the archive grows.

    python -m benchmarks.similar COUNT SENTENCES

COUNT articles of about 370 words are made of the lines of the file SENTENCES (those of 6 to 40 words); every
twentieth is an earlier one with another headline and one sentence less. They go into a store in steps of
10,000, and after each step the CPU time an article of the update is told.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from archive.store import Store
from archive.store.schema import articles, originals
from archive.store.similar import Similar

STEP = 10_000
WORDS = 370
REPRINT = 20


def bodies(count: int, sentences: list[str], seed: int = 1) -> Iterator[str]:
    """Texts of random sentences, every twentieth an earlier one with one sentence less."""
    drawn = random.Random(seed)
    kept: list[list[str]] = []
    for number in range(count):
        if number % REPRINT == REPRINT - 1:
            chosen = list(drawn.choice(kept))
            chosen.pop(drawn.randrange(len(chosen)))
        else:
            chosen, words = [], 0
            while words < WORDS:
                chosen.append(drawn.choice(sentences))
                words += len(chosen[-1].split())
            kept.append(chosen)
        yield "\n".join(chosen)


def row(number: int, body: str) -> dict[str, Any]:
    """A row of ``articles`` with nothing but a text."""
    empty = dict.fromkeys(("url", "date_origin", "author", "section", "rights", "source_id"))
    return empty | {
        "id": f"a{number:09}", "source": f"s{number % 7}", "title": f"Тақырып {number}", "body": body,
        "date": "2023-05-01", "lang": "kk", "tags": "{}", "extra": "{}", "sha256": "0", "path": "a",
        "record": number, "provenance": "{}", "state": str(number), "revision": "1",
    }  # fmt: skip


def main(count: int, sentences: Path) -> None:
    every = sentences.read_text(encoding="utf-8").splitlines()
    lines = [line for line in every if 6 <= len(line.split()) <= 40]
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "s.sqlite3", create=True) as store,
    ):
        with store._write() as writer:
            writer.connection.execute(insert(originals), {"sha256": "0", "size": 0, "data": b""})
        made = bodies(count, lines)
        for start in range(0, count, STEP):
            rows = [row(start + place, next(made)) for place in range(min(STEP, count - start))]
            with store._write() as writer:
                writer.connection.execute(insert(articles), rows)
            cpu, wall = time.process_time(), time.perf_counter()
            report = Similar(store).update()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            each = f"{1000 * cpu / len(rows):.3f} ms of CPU, {1000 * wall / len(rows):.3f} ms an article"
            print(f"{start + len(rows):7} articles: {each}; {report}", flush=True)
        started = time.perf_counter()
        Similar(store).update()
        print(f"nothing to do: {time.perf_counter() - started:.3f} s; {Similar(store).count()}")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
