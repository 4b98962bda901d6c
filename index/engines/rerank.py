"""The second look at the best articles: words that stand near each other, and feedback from the very best.

Only the order of hits changes, never which articles are hits.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, Protocol, TypeVar

from index import scoring as s
from index.engines.plan import Clause

Key = TypeVar("Key")
Asked = TypeVar("Asked", contravariant=True)
Article = tuple[Mapping[str, s.Counts], int, int]


class Source(Protocol[Key]):
    """What an engine is asked for."""

    def name(self, key: Key) -> str:
        """The article's id, which decides between equals."""
        ...

    def gaps(self, one: Collection[str], other: Collection[str], keys: Sequence[Key]) -> Mapping[Key, int]:
        """Least distance, above 0, of any of ``one`` from any of ``other`` in title or in body (lemmas).

        Articles in which they never meet are left out.
        """
        ...

    def lemma_articles(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Number of articles that have each lemma in title or body."""
        ...

    def feedback(
        self, best: Sequence[Key], scores: Mapping[Key, float], corpus: s.Corpus
    ) -> Mapping[Key, float]:
        """How much each of the best articles, in order of ``scores``, speaks of what the first of them speak
        of; see ``feedback_by_reading``."""
        ...


class Reader(Protocol[Asked]):
    """Who can be asked for the lemmas of an article."""

    def article(self, key: Asked) -> Article:
        """Counts of every lemma in title and body; words in title and body."""
        ...

    def lemma_articles(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Number of articles that have each lemma in title or body."""
        ...


@dataclass(frozen=True, slots=True)
class Telling:
    """A word of a query by which articles are told apart."""

    lemmas: tuple[str, ...]
    rarity: float


@dataclass(frozen=True, slots=True)
class SecondLook(Generic[Key]):
    """Scores of the best articles with nearness, and how much each says of what the very best say."""

    scores: Mapping[Key, float]
    said: Mapping[Key, float]

    @property
    def highest(self) -> float:
        return max(self.scores.values(), default=0.0)

    @property
    def highest_said(self) -> float:
        return max(self.said.values(), default=0.0)


def rerank(
    scores: Mapping[Key, float], clauses: Sequence[Clause], corpus: s.Corpus, source: Source[Key]
) -> dict[Key, float]:
    """Final scores of all hits from their first ones."""
    best = heapq.nsmallest(s.RESCORED, scores, key=lambda key: (-scores[key], source.name(key)))
    look = look_again(best, {key: scores[key] for key in best}, clauses, corpus, source)
    final, highest, highest_said = {**scores, **look.scores}, look.highest, look.highest_said
    if not highest:
        return final
    return {
        key: s.combined(score, highest, look.said.get(key, 0.0), highest_said) for key, score in final.items()
    }


def look_again(
    best: Sequence[Key],
    scores: Mapping[Key, float],
    clauses: Sequence[Clause],
    corpus: s.Corpus,
    source: Source[Key],
) -> SecondLook[Key]:
    """The second look at ``best``, the first in order of their ``scores``; nothing is below them by it."""
    final = dict(scores)
    for key, gained in _nearness(best, clauses, corpus, source).items():
        final[key] += gained
    if not max(final.values(), default=0.0):
        return SecondLook(final, {})
    ordered = sorted(best, key=lambda key: (-final[key], source.name(key)))
    return SecondLook(final, source.feedback(ordered, final, corpus))


def _nearness(
    best: Sequence[Key], clauses: Sequence[Clause], corpus: s.Corpus, source: Source[Key]
) -> dict[Key, float]:
    gained: dict[Key, float] = {}
    words = telling_words(clauses, corpus, source.lemma_articles)
    for one, other in combinations(range(len(words)), 2):
        if other - one > s.NEAR_REACH:
            continue
        rarity = min(words[one].rarity, words[other].rarity)
        for key, gap in source.gaps(words[one].lemmas, words[other].lemmas, best).items():
            gained[key] = gained.get(key, 0.0) + s.nearness(gap, rarity)
    return gained


def telling_words(
    clauses: Sequence[Clause], corpus: s.Corpus, lemma_articles: Callable[[set[str]], Mapping[str, int]]
) -> list[Telling]:
    """Distinct words of the query that do not only ask; none when there is but one.

    ``lemma_articles`` gives the number of articles that have each lemma.
    """
    lemmas = dict.fromkeys(
        clause.word.lemmas
        for clause in clauses
        if clause.word and not s.asks(clause.word.form, clause.word.lemmas)
    )
    counts = lemma_articles({term for terms in lemmas for term in terms}) if len(lemmas) > 1 else {}
    if len(lemmas) < 2:
        return []
    return [
        Telling(terms, s.inverse_frequency(max(counts[t] for t in terms), corpus.articles))
        for terms in lemmas
    ]


def feedback_by_reading(
    best: Sequence[Key], scores: Mapping[Key, float], corpus: s.Corpus, source: Reader[Key]
) -> dict[Key, float]:
    """How much each of the best articles speaks of what the very best speak of, one article at a time."""
    first = [(scores[key], *source.article(key)) for key in best[: s.FEEDBACK_ARTICLES]]
    counts = source.lemma_articles({term for _, terms, _, _ in first for term in terms})
    rarity = {term: s.inverse_frequency(n, corpus.articles) for term, n in counts.items() if n > 1}
    wanted = s.feedback_words([(score, terms, title + body) for score, terms, title, body in first], rarity)
    weights = {term: weight * rarity[term] for term, weight in wanted.items()}
    return {key: _said(source.article(key), weights, corpus) for key in best}


def _said(article: Article, weights: Mapping[str, float], corpus: s.Corpus) -> float:
    counts, title_words, body_words = article
    title_norm, body_norm = s.norms(corpus, title_words, body_words)
    said = 0.0
    for term, weight in weights.items():
        if term in counts:
            said += weight * s.saturated(*counts[term], title_norm, body_norm)
    return said
