"""What the index knows about a word as it is typed."""

from __future__ import annotations

from typing import Any

from index.analysis import query_terms
from index.engine import SearchEngine


class Vocabulary:
    """Counts of articles by typed word, remembered for one search."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._counts: dict[str, int] = {}

    def articles(self, word: str) -> int:
        """Articles that hold any form of ``word``: the most of its readings."""
        if word not in self._counts:
            counts = self._engine.term_frequencies("lemma", query_terms(word))
            self._counts[word] = max(counts.values(), default=0)
        return self._counts[word]

    def rows(self, word: str) -> list[dict[str, Any]]:
        """Each term that ``word`` expands to, with the number of articles that hold it."""
        counts = self._engine.term_frequencies("lemma", query_terms(word))
        return [
            {"typed": word, "field": "lemma", "term": term, "articles": count}
            for term, count in counts.items()
        ]
