"""Judged collections for search: articles, queries, judgments, nDCG@10."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from eval.search.terms import Word, words_of

SETS = ("news_search", "kazqad_mini")


@dataclass(frozen=True, slots=True)
class Collection:
    """``titles`` and ``bodies`` hold the words of each article, ``relevant`` article numbers per query."""

    name: str
    ids: list[str]
    titles: list[list[Word]]
    bodies: list[list[Word]]
    query_ids: list[str]
    queries: list[list[Word]]
    relevant: list[frozenset[int]]


def load(folder: Path) -> Collection:
    """The dev half of a collection: ``corpus.jsonl``, ``topics_dev.tsv``, ``qrels_dev.tsv``."""
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    number = {article["id"]: place for place, article in enumerate(articles)}
    wanted: dict[str, set[int]] = {}
    for line in (folder / "qrels_dev.tsv").read_text(encoding="utf-8").splitlines():
        query, article, grade = line.split()
        if int(grade) > 0 and article in number:
            wanted.setdefault(query, set()).add(number[article])
    topics = [
        line.split("\t", 1)
        for line in (folder / "topics_dev.tsv").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    topics = [topic for topic in topics if topic[0] in wanted]
    return Collection(
        folder.name,
        [article["id"] for article in articles],
        [words_of(article["title"]) for article in articles],
        [words_of(article["text"]) for article in articles],
        [key for key, _ in topics],
        [words_of(text) for _, text in topics],
        [frozenset(wanted[key]) for key, _ in topics],
    )


def ndcg10(ranked: list[int], relevant: frozenset[int]) -> float:
    """Binary nDCG of the first ten.

    >>> ndcg10([3, 1, 2], frozenset({3})), round(ndcg10([1, 3], frozenset({3})), 4)
    (1.0, 0.6309)
    """
    gain = sum(1 / math.log2(place + 2) for place, article in enumerate(ranked[:10]) if article in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(10, len(relevant))))
