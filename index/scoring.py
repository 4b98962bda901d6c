"""How well an article answers: BM25F over title and body, by lemma, exact form and word beginning.

Pure functions over counts, so that every engine gives the same scores. Only words earn scores; which
articles are hits is decided before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Order of the kinds of evidence a word can have.
KINDS = ("lemma", "prefix", "form")
#: (count in the title, count in the body).
Counts = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of the kinds of evidence and the constants of BM25F; chosen in docs/ranking.md."""

    lemma: float = 1.0
    prefix: float = 0.5
    form: float = 0.2
    k1: float = 1.2
    b_title: float = 0.3
    b_body: float = 0.7
    title: float = 2.0

    def weight(self, kind: str) -> float:
        return {"lemma": self.lemma, "prefix": self.prefix, "form": self.form}[kind]


RANKING = Ranking()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Number of articles and the mean number of words in their titles and bodies."""

    articles: int
    title_words: float
    body_words: float


def inverse_frequency(articles_with_term: int, articles: int) -> float:
    """Weight of a term by its rarity; 0 for a term that no article has.

    >>> inverse_frequency(1, 3) > inverse_frequency(2, 3) > inverse_frequency(3, 3) > 0
    True
    """
    if not articles_with_term:
        return 0.0
    return math.log(1 + (articles - articles_with_term + 0.5) / (articles_with_term + 0.5))


@dataclass(frozen=True, slots=True)
class Scorer:
    """``weights``: for every clause the weight of each of its kinds, rarity included."""

    ranking: Ranking
    corpus: Corpus
    weights: tuple[tuple[float, ...], ...]

    def score(self, evidence: Sequence[Sequence[Counts]], title_words: int, body_words: int) -> float:
        """Score of one article: ``evidence`` holds for every clause the counts of each of its kinds."""
        ranking = self.ranking
        title_norm = _norm(ranking.b_title, title_words, self.corpus.title_words)
        body_norm = _norm(ranking.b_body, body_words, self.corpus.body_words)
        total = 0.0
        for weights, kinds in zip(self.weights, evidence, strict=True):
            for weight, (in_title, in_body) in zip(weights, kinds, strict=True):
                count = ranking.title * in_title / title_norm + in_body / body_norm
                if count:
                    total += weight * count * (ranking.k1 + 1) / (count + ranking.k1)
        return total


def _norm(b: float, words: int, mean: float) -> float:
    return 1 - b + b * words / mean if mean else 1.0


def scorer(corpus: Corpus, kinds: Sequence[Sequence[tuple[str, int]]], ranking: Ranking = RANKING) -> Scorer:
    """A scorer; ``kinds`` gives for every clause its kinds of evidence, each with its article count."""
    weights = tuple(
        tuple(ranking.weight(kind) * inverse_frequency(count, corpus.articles) for kind, count in clause)
        for clause in kinds
    )
    return Scorer(ranking, corpus, weights)
