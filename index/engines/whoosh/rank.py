"""Scores of articles that are hits, from posting lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from index.engines import plan as p
from index.engines.rerank import Article, rerank
from index.engines.whoosh.bits import to_numbers
from index.engines.whoosh.evaluate import Evaluation
from index.engines.whoosh.snapshot import Postings, Snapshot
from index.scoring import Corpus, Counts, Scorer, scorer

#: Posting lists of one kind of evidence: those of the title and those of body and quotations.
Evidence = tuple[list[Postings], list[Postings]]


class Ranker:
    """Scores articles for the clauses of one query."""

    def __init__(self, evaluation: Evaluation, clauses: Sequence[p.Clause]) -> None:
        snapshot = self._snapshot = evaluation.snapshot
        self._clauses = clauses
        self._corpus = Corpus(snapshot.count, mean(snapshot, "title_words"), mean(snapshot, "body_words"))
        self._evidence: list[list[Evidence]] = []
        words = []
        for clause in clauses:
            forms = evaluation.forms(clause.fields, clause.pattern) if clause.pattern else ()
            kinds = [
                (kind, _evidence(snapshot, clause.fields, of, terms))
                for kind, of, terms in clause.wanted(forms)
            ]
            self._evidence.append([lists for _, lists in kinds])
            words.append(
                (clause.weight, [(kind, len(set().union(*title, *rest))) for kind, (title, rest) in kinds])
            )
        self._scorer: Scorer = scorer(self._corpus, words)

    def scores(self, numbers: Sequence[int], best_first: bool) -> list[float]:
        """Score of each article; the second look at the best is taken only where the order needs it."""
        if not self._clauses:
            return [0.0] * len(numbers)
        rate, evidence = self._scorer.score, self._evidence
        titles, bodies = self._snapshot.column("title_words"), self._snapshot.column("body_words")
        first = [
            rate(
                [[_counts(lists, number) for lists in kinds] for kinds in evidence],
                titles[number],
                bodies[number],
            )
            for number in numbers
        ]
        if not best_first:
            return first
        final = rerank(dict(zip(numbers, first, strict=True)), self._clauses, self._corpus, self)
        return [final[number] for number in numbers]

    def name(self, key: int) -> str:
        return self._snapshot.ids[key]

    def article(self, key: int) -> Article:
        snapshot = self._snapshot
        return snapshot.lemmas(key), snapshot.column("title_words")[key], snapshot.column("body_words")[key]

    def articles(self, keys: Sequence[int], terms: Collection[str]) -> Mapping[int, Article]:
        return {key: self.article(key) for key in keys}

    def places(
        self, terms: Collection[str], keys: Sequence[int]
    ) -> Mapping[int, tuple[Sequence[int], Sequence[int]]]:
        numbers = sorted(keys)
        title, body = (self._places(f"{field}_lemma", terms, numbers) for field in ("title", "body"))
        return {
            number: (title.get(number, ()), body.get(number, ())) for number in title.keys() | body.keys()
        }

    def _places(self, field: str, terms: Collection[str], numbers: Sequence[int]) -> dict[int, list[int]]:
        found: dict[int, set[int]] = {}
        for term in terms:
            for number, positions in self._snapshot.positions(field, term, numbers).items():
                found.setdefault(number, set()).update(positions)
        return {number: sorted(positions) for number, positions in found.items()}

    def lemma_articles(self, terms: Iterable[str]) -> Mapping[str, int]:
        return {term: self._snapshot.document_count("lemma", term) for term in terms}


def mean(snapshot: Snapshot, column: str) -> float:
    """Mean of a column over the articles that are not deleted."""
    values = snapshot.column(column)
    return sum(values[number] for number in to_numbers(snapshot.live)) / (snapshot.count or 1)


def _evidence(snapshot: Snapshot, fields: tuple[str, ...], of: str, terms: Iterable[str]) -> Evidence:
    lists: Evidence = ([], [])
    for field in fields:
        for term in terms:
            found = snapshot.postings(f"{field}_{of}", term)
            if found:
                lists[field != "title"].append(found)
    return lists


def _counts(lists: Evidence, number: int) -> Counts:
    title, rest = lists
    return (sum([found.get(number, 0) for found in title]), sum([found.get(number, 0) for found in rest]))
