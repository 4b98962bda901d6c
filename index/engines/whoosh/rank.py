"""Scores of articles that are hits, from posting lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.engines import plan as p
from index.engines.whoosh.bits import to_numbers
from index.engines.whoosh.evaluate import Evaluation
from index.engines.whoosh.snapshot import Postings, Snapshot
from index.scoring import KINDS, Corpus, Counts, Scorer, scorer

#: Posting lists of one kind of evidence: those of the title and those of body and quotations.
Evidence = tuple[list[Postings], list[Postings]]


class Ranker:
    """Scores articles for the clauses of one query."""

    def __init__(self, evaluation: Evaluation, clauses: Sequence[p.Clause]) -> None:
        self._snapshot = evaluation.snapshot
        wanted = [_wanted(clause, evaluation) for clause in clauses]
        self._evidence = [
            [_evidence(self._snapshot, clause.fields, of, terms) for _, of, terms in kinds]
            for clause, kinds in zip(clauses, wanted, strict=True)
        ]
        self._scorer = self._make_scorer(wanted) if clauses else None

    def _make_scorer(self, wanted: list[list[tuple[str, str, Iterable[str]]]]) -> Scorer:
        counts = [
            [
                (kind, len(set().union(*title, *rest)))
                for (kind, _, _), (title, rest) in zip(kinds, lists, strict=True)
            ]
            for kinds, lists in zip(wanted, self._evidence, strict=True)
        ]
        snapshot = self._snapshot
        return scorer(
            Corpus(snapshot.count, mean(snapshot, "title_words"), mean(snapshot, "body_words")), counts
        )

    def scores(self, numbers: Iterable[int]) -> list[float]:
        if self._scorer is None:
            return [0.0 for _ in numbers]
        rate, evidence = self._scorer.score, self._evidence
        titles, bodies = self._snapshot.column("title_words"), self._snapshot.column("body_words")
        return [
            rate(
                [[_counts(lists, number) for lists in kinds] for kinds in evidence],
                titles[number],
                bodies[number],
            )
            for number in numbers
        ]


def mean(snapshot: Snapshot, column: str) -> float:
    """Mean of a column over the articles that are not deleted."""
    values = snapshot.column(column)
    return (
        sum(values[number] for number in to_numbers(snapshot.live)) / snapshot.count
        if snapshot.count
        else 0.0
    )


def _wanted(clause: p.Clause, evaluation: Evaluation) -> list[tuple[str, str, Iterable[str]]]:
    """For a clause: weighed as which kind, looked up in which, which terms."""
    if clause.pattern is not None:
        return [("lemma", "form", evaluation.forms(clause.fields, clause.pattern))]
    assert clause.word is not None
    if clause.exact:
        return [("lemma", "form", (clause.word.form,))]
    terms = {"lemma": clause.word.lemmas, "prefix": (clause.word.prefix,), "form": (clause.word.form,)}
    return [(kind, kind, terms[kind]) for kind in KINDS]


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
