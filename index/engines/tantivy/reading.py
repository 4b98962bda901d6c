"""One commit of a tantivy index: what is asked of it beside searches, and what is kept while it lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.analysis import field_terms
from index.engines import plan as p
from index.engines.common import UNDATED
from index.engines.memory_match import slot_positions
from index.engines.patterns import EXPANSION_LIMIT, Pattern, expand
from index.engines.positions import in_order, near
from index.engines.tantivy.counting import Counting
from index.engines.tantivy.narrowed import Narrowed
from index.engines.tantivy.queries import Q, articles, every, some, term, terms
from index.engines.tantivy.schema import texts_of
from index.engines.whoosh.terms import TermTable, term_arrays


class Reading:
    """``generation`` grows with every commit; ``deletions`` tells that some documents are gone."""

    def __init__(self, searcher: Any, generation: int, deletions: bool) -> None:
        self.searcher = searcher
        self.generation = generation
        self._deletions = deletions
        self.counting = Counting(searcher)
        self._tables: dict[str, tuple[TermTable, list[int]]] = {}
        #: How often each lemma or form stands in all bodies, once it was asked for.
        self.counted: dict[str, Mapping[str, int]] = {}

    def without(self, hidden: frozenset[str]) -> Reading:
        """The same as if some articles had never been there."""
        return Reading(Narrowed(self.searcher, hidden), self.generation, deletions=True)

    def count(self, query: Any) -> int:
        """How many documents a query finds."""
        return int(self.searcher.search(query, 1, count=True).count or 0)

    @cached_property
    def articles(self) -> int:
        """How many articles there are."""
        return self.count(articles())

    def is_frequent(self, lemma: str, one_in: int) -> bool:
        """Whether more than one article in so many has a lemma."""
        return int(self.searcher.doc_freq("any_lemma", lemma)) * one_in > self.articles

    def stored(self, query: Any, field: str) -> list[Any]:
        """A stored field of every document that a query finds."""
        total = self.count(query)
        hits = self.searcher.search(query, total, count=False).hits if total else []
        return [self.searcher.doc(address).get_first(field) for _, address in hits]

    def said(self, query: Any) -> Sequence[str]:
        """The articles of the quotations that a query finds."""
        return list(dict.fromkeys(self.stored(query, "of")))

    def looked(self, query: Any, field: str, plan: p.Text) -> Sequence[str]:
        """Keys of the documents that a query finds and whose text in a field holds the words as wanted."""
        total = self.count(query)
        hits = self.searcher.search(query, total, count=False).hits if total else []
        documents = (self.searcher.doc(address) for _, address in hits)
        return [row.get_first("key") for row in documents if _holds(row.get_first("texts"), field, plan)]

    def forms(self, fields: Sequence[str], pattern: Pattern) -> tuple[tuple[str, ...], bool]:
        """Forms that a pattern stands for in any of the fields, and whether there were too many."""
        table, counts = self._terms("any_form" if len(fields) > 1 else f"{fields[0]}_form")
        fitting = [(form, counts[ordinal]) for ordinal, form in table.fitting(pattern)]
        if len(fitting) <= EXPANSION_LIMIT:
            return tuple(form for form, _ in fitting), False
        return expand(pattern, fitting)

    def vocabulary(self, kind: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Terms of a kind in title or body, in order, each with the number of its articles."""
        if kind in ("lemma", "form"):
            table, counts = self._terms(f"any_{kind}")
            first, last = table.beginning(prefix)
            return zip(table.slice(first, last), counts[first:last], strict=True)
        parts = [self._terms(f"{text}_{kind}")[0] for text in ("title", "body")]
        terms = {term for table in parts for term in table.slice(*table.beginning(prefix))}
        return ((name, self.articles_with(kind, name)) for name in sorted(terms))

    def articles_with(self, kind: str, name: str) -> int:
        """In how many articles a term is."""
        if kind in ("lemma", "form"):
            return self.count(term(f"any_{kind}", name))
        return self.count(some(term(f"{text}_{kind}", name) for text in ("title", "body")))

    def _terms(self, field: str) -> tuple[TermTable, list[int]]:
        """All terms of a field in order, with the number of documents that have them."""
        if field not in self._tables:
            kept = Q.all_query() if self._deletions or field.startswith("quote") else None
            if field.startswith("quote"):
                kept = articles()
            found = sorted(self.searcher.terms_with_prefix(field, "", filter_query=kept))
            found = [(name, count) for name, count in found if count]
            names, zeros = [name.encode() for name, _ in found], np.zeros(len(found), np.int64)
            table = TermTable(term_arrays(field, names, zeros, zeros, None), field)
            self._tables[field] = table, [count for _, count in found]
        return self._tables[field]

    def values(self, field: str) -> dict[str, int]:
        """How many of all articles have each value of a facet field, in the order of values."""
        return self.counting.every([field])[field].by_value()

    @cached_property
    def rough(self) -> Any:
        """A query for the articles whose date is known by its year or month only."""
        values = [value for value in self.values("date") if value != UNDATED and len(value) < _DAY]
        return terms("date", values)

    def revisions(self) -> dict[str, str]:
        """The revision of every article by its id."""
        hits = self.searcher.search(articles(), self.articles or 1, count=False).hits
        rows = (self.searcher.doc(address) for _, address in hits)
        return {row.get_first("id"): row.get_first("revision") or "" for row in rows}


#: Letters of a date known to the day.
_DAY = len("2024-05-01")


def _holds(raw: bytes, field: str, plan: p.Text) -> bool:
    return any(_stands(text, plan) for text in texts_of(raw).get(field, ()))


def _stands(text: str, plan: p.Text) -> bool:
    terms = field_terms(text)
    places = [slot_positions(terms, slot) for slot in plan.slots]
    if not all(places):
        return False
    return bool(in_order(places) if plan.slop is None else near(places, plan.slots, plan.slop))


def narrowed(query: Any, filters: Sequence[Any], plan: p.Plan) -> Any:
    """The query of a plan with filters, on articles only."""
    apart = [articles()] if _may_find_quotations(plan) else []
    return every([query, *apart, *filters]) if apart or filters else query


def _may_find_quotations(plan: p.Plan) -> bool:
    """Whether documents of quotations may fit: they have words said and a speaker, nothing else."""
    match plan:
        case p.Text(fields) | p.Forms(fields) | p.AnyText(fields):
            return "quote" in fields
        case p.Value(field):
            return field == "speaker"
        case p.And(children) | p.Or(children):
            return any(map(_may_find_quotations, children))
        case _:
            return False
