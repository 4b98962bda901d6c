"""A plan to the set of articles that fit it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np

from index.engines import plan as p
from index.engines.common import KEYS, value_key
from index.engines.patterns import Pattern
from index.engines.whoosh import places
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.layout import ANYBODY, SPEAKER
from index.engines.whoosh.lists import Found
from index.engines.whoosh.places import Quotations
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.terms import hash_of
from index.engines.whoosh.vocabulary import Vocabulary


class Evaluation:
    """Answers for one search; ``partly`` lets date ranges be touched only.

    A set may hold deleted articles until ``hits`` leaves them out.
    """

    def __init__(self, snapshot: Snapshot, vocabulary: Vocabulary, partly: bool = False) -> None:
        self.snapshot = snapshot
        self.vocabulary = vocabulary
        self.partly = partly
        self.cut = False
        self._forms: dict[tuple[tuple[str, ...], Pattern], tuple[str, ...]] = {}

    def hits(self, plan: p.Plan) -> Array:
        """The set of articles that fit."""
        return self._members(plan) & self.snapshot.live

    def _members(self, plan: p.Plan) -> Array:
        match plan:
            case p.All():
                return self.snapshot.live
            case p.Nothing():
                return self.snapshot.nothing()
            case p.Not(child):
                return ~self._members(child)
            case p.And(children):
                return reduce(np.logical_and, map(self._members, children))
            case p.Or(children):
                return reduce(np.logical_or, map(self._members, children))
            case p.Dates(first, last):
                return self.dated(first, last)
            case p.Value(field, value):
                return self.value(field, value_key(field, value))
            case p.AnyText(fields):
                return reduce(np.logical_or, (self.snapshot.column(f"{field}_words") > 0 for field in fields))
            case p.Forms(fields, pattern):
                forms = self.forms(fields, pattern)
                return self._marked(self.bag(f"{field}_form", forms) for field in fields)
            case p.Text(fields):
                return reduce(np.logical_or, (self._text(plan, field) for field in fields))
            case p.SameQuote(children):
                return self._same_quote(children)

    def _marked(self, lists: Iterable[Found]) -> Array:
        members = self.snapshot.nothing()
        for found in lists:
            members[found.numbers] = True
        return members

    def forms(self, fields: tuple[str, ...], pattern: Pattern) -> tuple[str, ...]:
        """Forms that a pattern stands for in these fields."""
        key = (fields, pattern)
        if key not in self._forms:
            self._forms[key], cut = self.vocabulary.forms(fields, pattern)
            self.cut = self.cut or cut
        return self._forms[key]

    def bag(self, field: str, forms: Sequence[str], with_positions: bool = False) -> Found:
        """The posting lists of many forms behind each other."""
        hashed = hash_of([form.encode() for form in forms])
        found = [segment.table(field).find_all(hashed) for segment in self.snapshot.segments]
        return self.snapshot.bag(field, [ordinals[ordinals >= 0] for ordinals in found], with_positions)

    def _text(self, plan: p.Text, field: str) -> Array:
        snapshot = self.snapshot
        found = reduce(
            np.logical_and,
            (
                self._marked(snapshot.postings(f"{field}_{slot.kind}", term) for term in slot.terms)
                for slot in plan.slots
            ),
        )
        if len(plan.slots) == 1 or not found.any():
            return found
        members = snapshot.nothing()
        members[places.articles(self._starts(plan, field, found))] = True
        return members

    def _starts(self, plan: p.Text, field: str, kept: Array) -> Array:
        """Where a word, a phrase or words near each other begin, in the articles of a set."""
        slots = [self._places(f"{field}_{slot.kind}", slot.terms, kept) for slot in plan.slots]
        if len(slots) == 1:
            return slots[0]
        return places.phrase(slots) if plan.slop is None else places.near(slots, plan.slots, plan.slop)

    def _places(self, field: str, terms: Sequence[str], kept: Array) -> Array:
        lists = (self.snapshot.postings(field, term) for term in terms)
        return places.merged([places.of_list(found, kept) for found in lists])

    def dated(self, first: int | None, last: int | None) -> Array:
        """Articles whose period lies in a range of days; None: the undated."""
        key = ("dated", first, last, self.partly)
        return self.snapshot.remembered(key, lambda: self._dated(first, last))

    def _dated(self, first: int | None, last: int | None) -> Array:
        starts, ends = self.snapshot.column("date_first"), self.snapshot.column("date_last")
        if first is None or last is None:
            fitting: Array = starts == 0
        elif self.partly:
            fitting = (starts > 0) & (starts <= last) & (ends >= first)
        else:
            fitting = (starts >= first) & (ends <= last)
        return fitting

    def value(self, field: str, key: str) -> Array:
        """Articles with a value of that key."""
        if field in KEYS:
            return self.snapshot.members(field, key)
        return self.snapshot.remembered((field, key), lambda: self.snapshot.values(field).members(key))

    def _same_quote(self, children: tuple[p.Plan, ...]) -> Array:
        """Articles that fit in all, all in one quotation."""
        kept = reduce(np.logical_and, (self._members(_loose(child)) for child in children))
        rows = Quotations(self.snapshot.postings("said", ANYBODY), kept)
        fits = reduce(np.logical_and, (self._quotes(child, rows, kept) for child in children))
        members = self.snapshot.nothing()
        members[rows.articles[fits]] = True
        return members

    def _quotes(self, plan: p.Plan, rows: Quotations, kept: Array) -> Array:
        """Which quotations fit."""
        match plan:
            case p.And(children) | p.SameQuote(children):
                return reduce(np.logical_and, (self._quotes(child, rows, kept) for child in children))
            case p.Or(children):
                return reduce(np.logical_or, (self._quotes(child, rows, kept) for child in children))
            case p.Value(_, value):
                return rows.of(self.snapshot.postings("said", SPEAKER + value))
            case p.AnyText():
                return rows.any()
            case p.Forms(fields, pattern):
                found = self.bag("quote_form", self.forms(fields, pattern), with_positions=True)
                return rows.holding(places.of_list(found, kept))
            case p.Text():
                return rows.holding(self._starts(plan, "quote", kept))
            case _:
                return np.zeros(len(rows.starts), bool)


def _loose(plan: p.Plan) -> p.Plan:
    """What an article fits if one of its quotations fits ``plan``."""
    match plan:
        case p.SameQuote(children):
            return p.And(tuple(_loose(child) for child in children))
        case p.And(children):
            return p.And(tuple(_loose(child) for child in children))
        case p.Or(children):
            return p.Or(tuple(_loose(child) for child in children))
        case p.Value("speaker"):
            return p.All()
        case _:
            return plan
