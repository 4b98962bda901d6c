"""What extraction costs: milliseconds for an article of 400 words, by extractor and together, warm.

    python -m benchmarks.extract [--text FILE...] [--rounds N] [--words N]

Without ``--text`` the sample archive is measured. Articles are cut to ``--words`` words or joined until
they have as many. CPU time of one process, the median of ``--rounds`` after one round to warm up.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median

from archive.cleaning.clean import Stamp, clean
from archive.errors import ReadError
from archive.extract.pipeline import EXTRACTOR_VERSION, EXTRACTORS
from archive.extract.reading import Reading
from archive.model import Annotations, Article
from archive.readers import records
from archive.readers.base import ReadOptions
from archive.samples import manifest, sample_files

_WORD = re.compile(r"\S+")


def articles(paths: Iterable[Path]) -> list[Article]:
    """Every clean article of some files, in order."""
    stamp = Stamp.now("benchmark")
    found = []
    for path in paths:
        for record in records(str(path), ReadOptions(), None, None):
            if isinstance(record, ReadError):
                raise record
            found.append(clean(record, stamp))
    return found


def of_length(found: list[Article], words: int) -> list[Article]:
    """Articles of about so many words: bodies joined while short, cut at a blank when long."""
    made: list[Article] = []
    body = ""
    for article in found:
        body = f"{body}\n{article.body}" if body else article.body
        places = [match.end() for match in _WORD.finditer(body)]
        if len(places) >= words:
            made.append(replace(article, body=body[: places[words - 1]]))
            body = ""
    return made


def costs(article: Article) -> dict[str, float]:
    """Milliseconds of the reading and of each extractor on one article."""
    times: dict[str, float] = {}
    started = time.process_time()
    reading = Reading(article.body, article.title)
    _ = reading.sentences
    found = Annotations(version=EXTRACTOR_VERSION)
    times["reading"] = (time.process_time() - started) * 1000
    started = time.process_time()
    _ = reading.refs
    times["references"] = (time.process_time() - started) * 1000
    for extractor in EXTRACTORS:
        started = time.process_time()
        found = extractor(article, reading, found)
        times[extractor.__name__] = (time.process_time() - started) * 1000
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=400)
    options = parser.parse_args()
    paths = options.text or sorted({sample_files() / record.file for record in manifest()})
    measured = of_length(articles(paths), options.words)
    for article in measured:
        costs(article)
    rounds = [[costs(article) for article in measured] for _ in range(options.rounds)]
    print(
        f"{len(measured)} articles of {options.words} words; ms an article, median of {options.rounds} rounds"
    )
    for name in rounds[0][0]:
        print(f"  {name:18} {median(_mean(times[name] for times in one) for one in rounds):.2f}")
    totals = [[sum(times.values()) for times in one] for one in rounds]
    print(f"  {'together':18} {median(map(_mean, totals)):.2f}")
    print(f"  {'best round':18} {min(map(_mean, totals)):.2f}")
    print(f"  {'slowest article':18} {median(map(max, totals)):.2f}")


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / max(1, len(numbers))


if __name__ == "__main__":
    main()
