"""Postings, positions and term vectors of a judged collection, in memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from eval.search.collection import Collection

Numbers = NDArray[np.float64]
#: Article numbers, term frequencies in their titles, in their bodies.
Posting = tuple[NDArray[np.int64], Numbers, Numbers]
Pairs = list[tuple[str, str]]
#: Positions in the body start here, so that no distance spans the two fields.
_BODY = 10_000


class Index:
    """Postings are made for a kind of term when it is first asked for."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.size = len(collection.ids)
        self._titles = np.array([len(words) for words in collection.titles], float)
        self._bodies = np.array([len(words) for words in collection.bodies], float)
        #: Lengths over the mean length.
        self.title_share: Numbers = self._titles / self._titles.mean()
        self.body_share: Numbers = self._bodies / self._bodies.mean()
        self._postings: dict[str, dict[str, Posting]] = {}
        self._vectors: dict[str, list[dict[str, float]]] = {}
        self._positions = [self._where(article) for article in range(self.size)]

    def _where(self, article: int) -> dict[str, list[int]]:
        where: dict[str, list[int]] = {}
        texts = ((0, self.collection.titles[article]), (_BODY, self.collection.bodies[article]))
        for start, words in texts:
            for place, word in enumerate(words, start):
                where.setdefault(word.lemma, []).append(place)
        return where

    def joint_share(self, title_weight: float) -> Numbers:
        """Length over mean length when title and body are one field."""
        length = title_weight * self._titles + self._bodies
        return np.asarray(length / length.mean())

    def postings(self, kind: str) -> dict[str, Posting]:
        """Every term of a kind with the articles that hold it."""
        if kind not in self._postings:
            counts: dict[str, dict[int, list[int]]] = {}
            for side, texts in enumerate((self.collection.titles, self.collection.bodies)):
                for article, words in enumerate(texts):
                    for term in (term for word in words for term in word.terms[kind]):
                        counts.setdefault(term, {}).setdefault(article, [0, 0])[side] += 1
            self._postings[kind] = {
                term: (
                    np.array(list(found)),
                    np.array([title for title, _ in found.values()], float),
                    np.array([body for _, body in found.values()], float),
                )
                for term, found in counts.items()
            }
        return self._postings[kind]

    def vectors(self, kind: str) -> list[dict[str, float]]:
        """Term frequencies of each article over its length, title and body together."""
        if kind not in self._vectors:
            made = []
            for title, body in zip(self.collection.titles, self.collection.bodies, strict=True):
                counts: dict[str, float] = {}
                for term in (term for word in (*title, *body) for term in word.terms[kind]):
                    counts[term] = counts.get(term, 0) + 1 / (len(title) + len(body))
                made.append(counts)
            self._vectors[kind] = made
        return self._vectors[kind]

    def gap(self, article: int, first: str, second: str) -> int | None:
        """Least distance of two different lemmas in one field; ``None`` when they do not meet."""
        where = self._positions[article]
        if first not in where or second not in where:
            return None
        least = min(abs(a - b) for a in where[first] for b in where[second])
        return least if least < _BODY // 2 else None
