"""Quality floors of retrieval, measured with the Whoosh engine and pinned to the data.

    python -m eval.search.gate FOLDER [--runs FOLDER]

FOLDER holds ``news_search`` and ``kazqad_mini``. Every topic is searched as plain words, any of them.
``--runs`` keeps the ranked lists (``query_id,rank,source_id``). Ends with status 1 below a floor, 2 if the
data is not the pinned one.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from eval.search.collection import ndcg10
from index.document import IndexDocument
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.query.parser import parse
from index.query.plain import plain_words
from index.request import SearchRequest
from index.sync import rebuild

FLOORS = Path(__file__).with_name("floors.tsv")
_FILES = ("corpus.jsonl", "topics_dev.tsv", "qrels_dev.tsv")


class Floor(NamedTuple):
    """A collection, the digest of its files, and the least nDCG@10."""

    collection: str
    sha256: str
    ndcg10: float


def read_floors() -> list[Floor]:
    rows = [line.split("\t") for line in FLOORS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return [Floor(name, digest, float(least)) for name, digest, least in rows[1:]]


def digest(folder: Path) -> str:
    """First 16 digits of the SHA-256 over articles, topics and judgments."""
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in _FILES)).hexdigest()[:16]


def documents(folder: Path) -> Iterator[IndexDocument]:
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield IndexDocument(
                id=row["id"],
                title=row["title"],
                body=row["text"],
                source=row["source"],
                source_id=row["id"],
                url="",
                author="",
                lang="",
                date="",
                date_first=0,
                date_last=0,
            )


def runs(folder: Path, engine: SearchEngine, limit: int = 100) -> dict[str, list[str]]:
    """Query id → article ids, best first."""
    topics = [line.split("\t", 1) for line in (folder / "topics_dev.tsv").read_text("utf-8").splitlines()]
    found = {}
    for query_id, text in topics:
        request = SearchRequest(parse(plain_words(text)), match="any", limit=limit)
        found[query_id] = [hit.id for hit in engine.search(request).hits]
    return found


def score(folder: Path, found: dict[str, list[str]]) -> float:
    """Mean nDCG@10 over the queries that have a relevant article."""
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels_dev.tsv").read_text("utf-8").splitlines():
        query_id, article, grade = line.split()
        if int(grade) > 0:
            relevant.setdefault(query_id, set()).add(article)
    gains = []
    for query_id, wanted in relevant.items():
        number = {article: place for place, article in enumerate(sorted(wanted | set(found[query_id])))}
        ranked = [number[article] for article in found[query_id]]
        gains.append(ndcg10(ranked, frozenset(number[article] for article in wanted)))
    return sum(gains) / len(gains)


def measure(folder: Path, keep: Path | None = None) -> float:
    """nDCG@10 of a collection in a fresh index."""
    with tempfile.TemporaryDirectory() as place:
        rebuild(documents(folder), "whoosh", Path(place) / "index")
        engine = open_engine("whoosh", Path(place) / "index")
        found = runs(folder, engine)
        engine.close()
    if keep is not None:
        with (keep / f"{folder.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("query_id", "rank", "source_id"))
            writer.writerows(
                (query, rank, one) for query, ids in found.items() for rank, one in enumerate(ids, 1)
            )
    return score(folder, found)


def main() -> int:
    """Measure, print a line for each floor, and say whether all hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=Path)
    options = parser.parse_args()
    status = 0
    for name, pinned, least in read_floors():
        if digest(options.folder / name) != pinned:
            print(f"{name}: digest {digest(options.folder / name)}, the floor is for {pinned}")
            return 2
        reached = measure(options.folder / name, options.runs)
        status = status if reached >= least else 1
        print(f"{name}: nDCG@10 {reached:.4f} (floor {least}) {'holds' if reached >= least else 'BELOW'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
