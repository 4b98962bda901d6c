"""Scores of the brute-force engine: every article is counted for every word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from index.analysis import FieldTerms
from index.engines.memory_match import Expansions, Held, kind_counts
from index.engines.plan import Compiled
from index.engines.rerank import Article, feedback_by_reading, rerank
from index.scoring import Corpus, Counts, scorer


class MemoryRanker:
    """Scores hits among ``everything``."""

    def __init__(self, everything: Mapping[str, Held], compiled: Compiled, expansions: Expansions) -> None:
        self._held = everything
        self._clauses = compiled.clauses
        self._expansions = expansions
        size = len(everything) or 1
        self._corpus = Corpus(
            len(everything),
            sum(one.fields["title"].length for one in everything.values()) / size,
            sum(one.fields["body"].length for one in everything.values()) / size,
        )

    def scores(self, found: Iterable[Held], best_first: bool) -> dict[str, float]:
        """Score of every hit by id; the second look at the best is taken only where the order needs it."""
        words = []
        for clause in self._clauses:
            rows = [kind_counts(clause, one, self._expansions) for one in self._held.values()]
            kinds = [kind for kind, _, _ in clause.wanted()]
            words.append(
                (
                    clause.weight,
                    [(kind, sum(any(row[place]) for row in rows)) for place, kind in enumerate(kinds)],
                )
            )
        rate = scorer(self._corpus, words)
        scores = {}
        for one in found:
            evidence = [kind_counts(clause, one, self._expansions) for clause in self._clauses]
            lengths = one.fields["title"].length, one.fields["body"].length
            scores[one.document.id] = rate.score(evidence, *lengths)
        return rerank(scores, self._clauses, self._corpus, self) if best_first else scores

    def name(self, key: str) -> str:
        return key

    def article(self, key: str) -> Article:
        title, body = self._held[key].fields["title"], self._held[key].fields["body"]
        counts: dict[str, Counts] = {
            term: (len(title.lemma.get(term, ())), len(body.lemma.get(term, ())))
            for term in title.lemma.keys() | body.lemma.keys()
        }
        return counts, title.length, body.length

    def feedback(
        self, best: Sequence[str], scores: Mapping[str, float], corpus: Corpus
    ) -> Mapping[str, float]:
        return feedback_by_reading(best, scores, corpus, self)

    def gaps(self, one: Collection[str], other: Collection[str], keys: Sequence[str]) -> Mapping[str, int]:
        found = {}
        for key in keys:
            gaps = [
                abs(a - b)
                for field in ("title", "body")
                for a in _places(self._held[key].fields[field], one)
                for b in _places(self._held[key].fields[field], other)
                if a != b
            ]
            if gaps:
                found[key] = min(gaps)
        return found

    def lemma_articles(self, terms: Iterable[str]) -> Mapping[str, int]:
        counts = Counter(
            term
            for one in self._held.values()
            for term in one.fields["title"].lemma.keys() | one.fields["body"].lemma.keys()
        )
        return {term: counts[term] for term in terms}


def _places(text: FieldTerms, terms: Collection[str]) -> set[int]:
    return {place for term in terms for place in text.lemma.get(term, ())}
