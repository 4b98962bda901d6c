"""How fast articles are analysed, indexed, found: ``python -m benchmarks.search ARTICLES.jsonl [HOW_MANY]``.

Articles (with ``title`` and ``text`` or ``body``) are repeated under new ids until there are HOW_MANY.
Figures are for one process; the first search of each kind, which reads posting lists, is given apart.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from index.analysis import entries, field_terms
from index.document import IndexDocument
from index.engines.factory import open_engine
from index.query.parser import parse
from index.request import FACETS, SearchRequest
from index.sync import rebuild

YEARS = range(2016, 2027)


def articles(file: Path, count: int) -> Iterator[IndexDocument]:
    """Articles with invented dates, regions, topics and sources, the same in every run."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(7)
    for number, row in enumerate(islice(cycle(rows), count)):
        day = chance.choice(YEARS) * 10_000 + chance.randint(1, 12) * 100 + chance.randint(1, 28)
        yield IndexDocument(
            id=f"x{number}",
            title=row.get("title") or "",
            body=row.get("text") or row.get("body") or "",
            source=f"s{chance.randint(1, 5)}",
            source_id="",
            url="",
            author="",
            lang="kk",
            date=f"{day // 10_000}-{day // 100 % 100:02d}-{day % 100:02d}",
            date_first=day,
            date_last=day,
            regions=(f"KZ-{chance.randint(10, 29)}",),
            topics=(f"{chance.randint(1, 17):02d}000000",),
            speakers=(f"p{chance.randint(1, 300)}",),
            revision="1",
        )


def queries(file: Path) -> list[tuple[str, str]]:
    """Kinds of queries with examples out of the titles."""
    chance = random.Random(11)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [[entry.form for entry in entries(row.get("title") or row.get("text") or "")] for row in rows]
    made: list[tuple[str, str]] = []
    for words in chance.sample([words for words in texts if len(words) > 3], min(30, len(texts))):
        start = chance.randrange(len(words) - 2)
        made += [
            ("word", max(words, key=len)),
            ("two words", " ".join(words[start : start + 2])),
            ("phrase", f'"{" ".join(words[start : start + 2])}"'),
            ("or", " OR ".join(sorted(words, key=len)[-3:])),
            ("prefix", max(words, key=len)[:5] + "*"),
            ("filtered", f"{max(words, key=len)} date:2023"),
        ]
    return [(kind, query) for kind, query in made if not query.startswith("-")]


def _ms(times: list[float], share: float) -> float:
    return sorted(times)[int((len(times) - 1) * share)] * 1000


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(file: Path, count: int) -> None:
    """Prints the figures."""
    texts = [document.body for document in articles(file, min(count, 2_000))]
    words = sum(field_terms(text).length for text in texts)
    print(
        f"analysis: {words / _timed(lambda: [field_terms(text) for text in texts]):,.0f} words/s, words known"
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        took = _timed(lambda: rebuild(articles(file, count), "whoosh", place))
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        print(f"indexing: {count / took:,.0f} articles/s, {size / 1e6:,.1f} MB for {count:,} articles")
        engine = open_engine("whoosh", place)
        opening = _timed(lambda: engine.search(SearchRequest(parse("*"), facets=FACETS)))
        print(f"first search with facets: {opening * 1000:.0f} ms")
        first: dict[str, list[float]] = {}
        again: dict[str, list[float]] = {}
        for kind, query in queries(file):
            request = SearchRequest(parse(query), facets=FACETS)
            first.setdefault(kind, []).append(_timed(lambda: engine.search(request)))  # noqa: B023
            again.setdefault(kind, []).append(_timed(lambda: engine.search(request)))  # noqa: B023
        for name, times in (("first", first), ("again", again)):
            for kind, values in [*times.items(), ("all", [value for row in times.values() for value in row])]:
                print(f"{name:6} {kind:10} p50 {_ms(values, 0.5):7.1f} ms   p95 {_ms(values, 0.95):7.1f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
