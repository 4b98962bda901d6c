"""A plan to the set of articles that fit it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

from index.engines import plan as p
from index.engines.common import KEYS, value_key
from index.engines.patterns import EXPANSION_LIMIT, Pattern, expand
from index.engines.positions import in_order, near
from index.engines.whoosh.bits import from_numbers, to_numbers
from index.engines.whoosh.rows import QuoteRange, quote_ranges
from index.engines.whoosh.snapshot import Snapshot


class Evaluation:
    """Answers for one search; ``partly`` lets date ranges be touched only."""

    def __init__(self, snapshot: Snapshot, partly: bool = False) -> None:
        self.snapshot = snapshot
        self.partly = partly
        self.cut = False
        self._forms: dict[tuple[tuple[str, ...], Pattern], tuple[str, ...]] = {}

    def members(self, plan: p.Plan) -> int:
        match plan:
            case p.All():
                return self.snapshot.live
            case p.Nothing():
                return 0
            case p.Not(child):
                return self.snapshot.live & ~self.members(child)
            case p.And(children):
                return reduce(and_, map(self.members, children))
            case p.Or(children):
                return reduce(or_, map(self.members, children))
            case p.Dates(first, last):
                return self.dated(first, last)
            case p.Value(field, value):
                return self._value(field, value)
            case p.AnyText(fields):
                return self._any_text(fields)
            case p.Forms(fields, pattern):
                return reduce(
                    or_, (self._with("form", self.forms(fields, pattern), field) for field in fields)
                )
            case p.Text(fields):
                return reduce(or_, (self._text(plan, field) for field in fields))
            case p.SameQuote(children):
                return self._same_quote(children)

    def _with(self, kind: str, terms: Iterable[str], field: str) -> int:
        numbers = (number for term in terms for number in self.snapshot.postings(f"{field}_{kind}", term))
        return from_numbers(numbers, self.snapshot.size)

    def forms(self, fields: tuple[str, ...], pattern: Pattern) -> tuple[str, ...]:
        """Forms that a pattern stands for in these fields."""
        key = (fields, pattern)
        if key not in self._forms:
            fitting = sorted(
                {
                    form
                    for field in fields
                    for form in self.snapshot.terms(f"{field}_form", pattern.prefix)
                    if pattern.fits(form)
                }
            )
            if len(fitting) > EXPANSION_LIMIT:
                counted = ((form, self._articles(fields, form)) for form in fitting)
                kept, cut = expand(pattern, [pair for pair in counted if pair[1]])
                self.cut = self.cut or cut
                fitting = list(kept)
            self._forms[key] = tuple(fitting)
        return self._forms[key]

    def _articles(self, fields: tuple[str, ...], form: str) -> int:
        return len({number for field in fields for number in self.snapshot.postings(f"{field}_form", form)})

    def _text(self, plan: p.Text, field: str) -> int:
        found = reduce(and_, (self._with(slot.kind, slot.terms, field) for slot in plan.slots))
        if len(plan.slots) == 1 or not found:
            return found
        numbers = to_numbers(found)
        places = self.places(plan, field, numbers)
        return from_numbers(
            (number for number in numbers if stands(plan, places[number])), self.snapshot.size
        )

    def places(self, plan: p.Text, field: str, numbers: Sequence[int]) -> dict[int, list[list[int]]]:
        """For each article the positions of every slot."""
        places: dict[int, list[list[int]]] = {number: [] for number in numbers}
        for slot in plan.slots:
            held = [self.snapshot.positions(f"{field}_{slot.kind}", term, numbers) for term in slot.terms]
            for number in numbers:
                places[number].append(sorted({place for term in held for place in term.get(number, ())}))
        return places

    def dated(self, first: int | None, last: int | None) -> int:
        starts, ends = self.snapshot.column("date_first"), self.snapshot.column("date_last")
        if first is None or last is None:
            fitting = [number for number, start in enumerate(starts) if not start]
        elif self.partly:
            fitting = [n for n, start in enumerate(starts) if start and start <= last and ends[n] >= first]
        else:
            fitting = [n for n, start in enumerate(starts) if start >= first and ends[n] <= last]
        return from_numbers(fitting, self.snapshot.size) & self.snapshot.live

    def _value(self, field: str, value: str) -> int:
        if field in KEYS:
            return self.snapshot.members(field, value)
        return self.snapshot.values(field).get(value_key(field, value), ("", 0))[1]

    def _any_text(self, fields: tuple[str, ...]) -> int:
        columns = [self.snapshot.column(f"{field}_words") for field in fields]
        fitting = [
            number for number in range(self.snapshot.size) if any(column[number] for column in columns)
        ]
        return from_numbers(fitting, self.snapshot.size) & self.snapshot.live

    def _same_quote(self, children: tuple[p.Plan, ...]) -> int:
        """Articles that fit in all, looked at quotation by quotation."""
        numbers = to_numbers(reduce(and_, (self.members(_loose(child)) for child in children)))
        fitting = []
        for number in numbers:
            ranges = quote_ranges(self.snapshot.facts(number))
            if set.intersection(*(self._quotes(child, number, ranges) for child in children)):
                fitting.append(number)
        return from_numbers(fitting, self.snapshot.size)

    def _quotes(self, plan: p.Plan, number: int, ranges: list[QuoteRange]) -> set[int]:
        """Which quotations of an article fit."""
        match plan:
            case p.And(children) | p.SameQuote(children):
                return set.intersection(*(self._quotes(child, number, ranges) for child in children))
            case p.Or(children):
                return set.union(*(self._quotes(child, number, ranges) for child in children))
            case p.Value(_, value):
                return {place for place, (speaker, _, _) in enumerate(ranges) if speaker == value}
            case p.AnyText():
                return {place for place, (_, start, end) in enumerate(ranges) if end > start}
            case p.Forms(fields, pattern):
                slots = (p.Slot("form", self.forms(fields, pattern)),)
                return _within(self._starts(p.Text(fields, slots), number), ranges)
            case p.Text():
                return _within(self._starts(plan, number), ranges)
            case _:
                return set()

    def _starts(self, plan: p.Text, number: int) -> list[int]:
        places = self.places(plan, "quote", [number])[number]
        if not all(places):
            return []
        if len(plan.slots) == 1:
            return places[0]
        if plan.slop is None:
            return in_order(places)
        return [first for first, _ in near(places, plan.slots, plan.slop)]


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


def _within(starts: Iterable[int], ranges: list[QuoteRange]) -> set[int]:
    return {place for start in starts for place, (_, first, end) in enumerate(ranges) if first <= start < end}


def stands(plan: p.Text, places: Sequence[Sequence[int]]) -> bool:
    """Whether the positions of every slot make the phrase or stand near enough."""
    if not all(places):
        return False
    return bool(in_order(places) if plan.slop is None else near(places, plan.slots, plan.slop))
