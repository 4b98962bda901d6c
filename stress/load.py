"""Fifty readers at a server while articles are taken in: errors, durations by kind, memory by the minute.

    python -m stress.load FOLDER [--seconds 600] [--readers 50] [--every 2] [--processes N] [--log FILE]

Starts ``muragat serve`` over the archive in FOLDER, lets each reader ask for something every so many seconds
(a search with facets, quotations, an article, a concordance, a trend, a file, the API), and meanwhile runs
``muragat ingest`` with a few new articles again and again. Only this machine is asked. The
words asked for are those of the archive, frequent and rare ones as they come. Exits with 1 when an answer was
an error, a percentile too slow, or memory grew.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from stress.load_client import Answer, ask
from stress.load_report import Report
from stress.load_server import Ingest, Server

#: Kinds of requests with their share in a hundred.
MIX = {"search": 40, "quotes": 12, "article": 20, "kwic": 5, "trend": 5, "export": 5, "api": 10, "home": 3}
REGIONS = ("KZ-75", "KZ-71", "KZ-10", "KZ-33", "KZ-63")
P95_S = 0.4


class Reader:
    """Asks for one thing after the other, as somebody would who reads what was found."""

    def __init__(self, number: int, words: list[str]) -> None:
        self._chance = random.Random(number)
        self._words = words
        self._articles: list[str] = []

    def next(self) -> tuple[str, str]:
        """Kind and address of the next request."""
        kind = self._chance.choices(list(MIX), list(MIX.values()))[0]
        if kind == "article" and not self._articles:
            kind = "search"
        word, other = (quote(self._chance.choice(self._words)) for _ in range(2))
        address = {
            "search": self._search(word, other),
            "quotes": f"/quotes?q={word}",
            "article": f"/a/{self._chance.choice(self._articles or ['-'])}?q={word}&hit=1",
            "kwic": f"/kwic?q={word}&region={self._chance.choice(REGIONS)}&from=2019&to=2019",
            "trend": f"/trend?q={word}&q={other}",
            "export": f"/export.csv?q={word}%20{other}&limit=100",
            "api": f"/api/v1/articles?q={word}&per_page=10",
            "home": "/",
        }
        return kind, address[kind]

    def _search(self, word: str, other: str) -> str:
        region = self._chance.choice(REGIONS)
        return self._chance.choice(
            (
                f"/search?q={word}",
                f"/search?q={word}%20{other}",
                f"/search?q=%22{word}%20{other}%22",
                f"/search?q={word}%20OR%20{other}&page=2",
                f"/search?q={word}&region={region}&from=2015&to=2020",
                f"/search?q={word}&sort=-date&ui=ru",
            )
        )

    def learn(self, answer: Answer) -> None:
        """Articles to open later."""
        self._articles = [*answer.articles, *self._articles][:20]


async def read(server: Server, report: Report, words: list[str], readers: int, every_s: float) -> None:
    """All readers, each at its own moment of the interval, until the time is over."""

    async def one(number: int) -> None:
        reader = Reader(number, words)
        await asyncio.sleep(every_s * number / readers)
        at = asyncio.get_running_loop().time()
        while not report.over():
            kind, address = reader.next()
            answer = await ask(server.host, server.port, address)
            report.take(kind, address, answer)
            reader.learn(answer)
            at = max(at + every_s, asyncio.get_running_loop().time() - every_s)
            await asyncio.sleep(max(0.0, at - asyncio.get_running_loop().time()))

    async def measure() -> None:
        while not report.over():
            report.measure(server.memory())
            await asyncio.sleep(min(60.0, report.left() + 0.1))

    await asyncio.gather(measure(), *(one(number) for number in range(readers)))


def run(
    folder: Path,
    seconds: float,
    readers: int,
    every_s: float,
    processes: int,
    log: Path | None = None,
    every_ingest_s: float = 10.0,
) -> Report:
    """The whole proof over the archive in ``folder``, into which articles are taken meanwhile."""
    with (
        tempfile.TemporaryDirectory(prefix="muragat-load-") as scratch,
        Server(folder, processes, log) as server,
        Ingest(folder, Path(scratch), every_ingest_s) as ingest,
    ):
        words = asyncio.run(server.words())
        report = Report(seconds)
        asyncio.run(read(server, report, words, readers, every_s))
        report.measure(server.memory())
        report.stopped_with = server.stop()
    report.taken_in = ingest.articles
    return report


def main() -> int:
    """From the shell."""
    parser = argparse.ArgumentParser(prog="python -m stress.load")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--every", type=float, default=2)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--log", type=Path)
    given = parser.parse_args()
    report = run(given.folder, given.seconds, given.readers, given.every, given.processes, given.log)
    print(report)
    return int(bool(report.faults(P95_S)))


if __name__ == "__main__":
    sys.exit(main())
