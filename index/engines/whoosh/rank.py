"""Scores of articles that are hits, from posting lists: the formulas of ``index.scoring`` over arrays.

The numbers equal those of the memory engine to the last bit: the same operations in the same order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from index import scoring
from index.engines import plan as p
from index.engines.rerank import look_again
from index.engines.whoosh import places
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.evaluate import Evaluation
from index.engines.whoosh.feedback import feedback
from index.engines.whoosh.lists import Found
from index.engines.whoosh.order import Order
from index.scoring import Corpus, saturated, scorer

#: Hits are looked up one by one in a list that is this many times longer.
_LONGER = 16


class Ranker:
    """Scores articles for the clauses of one query; ``hits`` are rising article numbers."""

    def __init__(
        self, evaluation: Evaluation, clauses: Sequence[p.Clause], hits: Array, order: Order
    ) -> None:
        self._evaluation = evaluation
        snapshot = self._snapshot = evaluation.snapshot
        self._clauses = clauses
        self._hits = hits
        self._order = order
        self._corpus = Corpus(snapshot.count, *snapshot.mean_words)
        self._ids: dict[int, str] = {}

    def first(self) -> Array:
        """The first score of every hit."""
        scores = np.zeros(len(self._hits))
        if not self._clauses:
            return scores
        counted = [self._kinds(clause) for clause in self._clauses]
        weights = scorer(
            self._corpus,
            [
                (clause.weight, [(kind, articles) for kind, articles, _, _ in kinds])
                for clause, kinds in zip(self._clauses, counted, strict=True)
            ],
        ).weights
        norms = self._norms(self._hits)
        for row, kinds in zip(weights, counted, strict=True):
            for weight, (_, articles, in_title, in_body) in zip(row, kinds, strict=True):
                if articles:
                    _add(scores, weight, in_title, in_body, norms)
        return scores

    def final(self) -> Array:
        """The score of every hit after the second look at the best."""
        scores = self.first()
        if not self._clauses or not len(scores):
            return scores
        best = self._order.first(-scores, self._hits, scoring.RESCORED)
        keys = self._hits[best].tolist()
        self._ids = dict(zip(keys, self._snapshot.names(keys), strict=True))
        look = look_again(
            keys, dict(zip(keys, scores[best].tolist(), strict=True)), self._clauses, self._corpus, self
        )
        highest, highest_said, said = look.highest, look.highest_said, np.zeros(len(scores))
        if not highest:
            return scores
        scores[best] = [look.scores[key] for key in keys]
        said[best] = [look.said.get(key, 0.0) for key in keys]
        final: Any = scoring.combined(scores, highest, said, highest_said)  # type: ignore[arg-type]
        return final  # type: ignore[no-any-return]

    def _norms(self, numbers: Array) -> tuple[Array, Array]:
        columns: list[Any] = [self._snapshot.column(name)[numbers] for name in ("title_words", "body_words")]
        norms: Any = scoring.norms(self._corpus, *columns)
        return norms  # type: ignore[no-any-return]

    def _kinds(self, clause: p.Clause) -> list[tuple[str, int, Array, Array]]:
        """Each kind of evidence: its articles, and how often each hit has it in the title and in the rest."""
        forms = self._evaluation.forms(clause.fields, clause.pattern) if clause.pattern else ()
        return [(kind, *self._counted(clause, of, list(terms))) for kind, of, terms in clause.wanted(forms)]

    def _counted(self, clause: p.Clause, of: str, terms: list[str]) -> tuple[int, Array, Array]:
        title: list[Found] = []
        rest: list[Found] = []
        for field in clause.fields:
            name, lists = f"{field}_{of}", title if field == "title" else rest
            if clause.pattern:
                lists.append(self._evaluation.bag(name, terms))
            else:
                lists += [self._snapshot.postings(name, term) for term in terms]
        lists = [found for found in (*title, *rest) if len(found.numbers)]
        rising = clause.pattern is None
        return self._articles(lists, rising), self._at_hits(title, rising), self._at_hits(rest, rising)

    def _articles(self, lists: Sequence[Found], rising: bool) -> int:
        if len(lists) < 2 and rising:
            return len(lists[0].numbers) if lists else 0
        members = self._snapshot.nothing()
        for found in lists:
            members[found.numbers] = True
        return int(np.count_nonzero(members))

    def _at_hits(self, lists: Sequence[Found], rising: bool) -> Array:
        """How often, in all the lists together, for every hit."""
        hits, counts = self._hits, np.zeros(len(self._hits), np.int32)
        for numbers, how_often, _ in lists:
            if rising and len(numbers) > len(hits) * _LONGER:
                at = np.searchsorted(numbers, hits).clip(max=len(numbers) - 1)
                counts += np.where(numbers[at] == hits, how_often[at], 0)
            elif len(numbers):
                counts += self._spread(numbers, how_often, rising)[hits]
        return counts

    def _spread(self, numbers: Array, how_often: Array, rising: bool) -> Array:
        """How often by article number; a number may stand there more than once unless they rise."""
        if not rising:
            return np.bincount(numbers, how_often, self._snapshot.size).astype(np.int32)
        every = np.zeros(self._snapshot.size, np.int32)
        every[numbers] = how_often
        return every

    def name(self, key: int) -> str:
        if key not in self._ids:
            (self._ids[key],) = self._snapshot.names([key])
        return self._ids[key]

    def feedback(
        self, best: Sequence[int], scores: Mapping[int, float], corpus: Corpus
    ) -> Mapping[int, float]:
        return feedback(self._snapshot, self._evaluation.vocabulary, best, scores, corpus)

    def gaps(self, one: Collection[str], other: Collection[str], keys: Sequence[int]) -> Mapping[int, int]:
        chosen = np.sort(np.array(keys, np.int64))
        found: dict[int, int] = {}
        for field in ("title_lemma", "body_lemma"):
            mine, its = (
                places.merged(
                    [places.in_some(self._snapshot.postings(field, term), chosen) for term in terms]
                )
                for terms in (one, other)
            )
            for number, gap in places.gaps(mine, its):
                found[number] = min(gap, found.get(number, gap))
        return found

    def lemma_articles(self, terms: Iterable[str]) -> Mapping[str, int]:
        return self._evaluation.vocabulary.lemma_articles(terms)


def _add(scores: Array, weight: float, in_title: Array, in_body: Array, norms: tuple[Array, Array]) -> None:
    """Adds what one kind of evidence earns; where few hits have it, only these are reckoned."""
    held = np.flatnonzero(in_title + in_body)
    if len(held) * 2 > len(scores):
        scores += weight * _saturated(in_title, in_body, *norms)
    else:
        own = (column[held] for column in (in_title, in_body, *norms))
        scores[held] += weight * _saturated(*own)


def _saturated(in_title: Array, in_body: Array, title_norm: Array, body_norm: Array) -> Array:
    """``scoring.saturated`` for all hits at once: it only adds, multiplies and divides."""
    counts: Any = (in_title, in_body, title_norm, body_norm)
    found: Any = saturated(*counts)
    return found  # type: ignore[no-any-return]
