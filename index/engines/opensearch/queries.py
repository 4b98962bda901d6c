"""A plan as a query of OpenSearch's own language; every one is a filter, scores come from ``rank``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from index.engines import plan as p
from index.engines.common import value_key
from index.engines.opensearch.schema import key_field
from index.engines.patterns import Pattern

Query = dict[str, Any]
Forms = Callable[[tuple[str, ...], Pattern], tuple[str, ...]]
#: Gives those of the articles that a query finds which fit a plan, by looking at their texts.
Looked = Callable[[Query, p.Plan], Sequence[str]]
ALL: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}


def term(field: str, value: str) -> Query:
    return {"term": {field: {"value": value}}}


def terms(field: str, values: Iterable[str]) -> Query:
    return {"terms": {field: list(values)}}


def every(parts: Iterable[Query]) -> Query:
    return {"bool": {"filter": list(parts)}}


def some(parts: Iterable[Query]) -> Query:
    found = list(parts)
    if len(found) == 1:
        return found[0]
    return {"bool": {"should": found, "minimum_should_match": 1}} if found else NONE


def none_of(query: Query) -> Query:
    return {"bool": {"must_not": [query]}}


def between(field: str, least: int | None = None, most: int | None = None) -> Query:
    ends = {name: value for name, value in (("gte", least), ("lte", most)) if value is not None}
    return {"range": {field: ends}}


class Queries:
    """Turns the plans of one search; ``partly`` lets date ranges be touched only."""

    def __init__(self, forms: Forms, looked: Looked, partly: bool = False) -> None:
        self._forms = forms
        self._looked = looked
        self._partly = partly

    def query(self, plan: p.Plan, said: bool = False) -> Query:
        """The query; ``said``: of one quotation of an article, not of the article."""
        match plan:
            case p.All():
                return ALL
            case p.Nothing():
                return NONE
            case p.Not(child):
                return none_of(self.query(child, said))
            case p.And(children):
                return every(self.query(child, said) for child in dict.fromkeys(children))
            case p.Or(children):
                return some(self.query(child, said) for child in dict.fromkeys(children))
            case p.Dates(first, last):
                return self.dated(first, last)
            case p.Value(field, value):
                return term("said.speaker" if said else key_field(field), value_key(field, value))
            case p.AnyText(fields):
                return some(between("said.words" if said else f"{field}_words", 1) for field in fields)
            case p.Forms(fields, pattern):
                return some(
                    terms(_place(field, "form", said), self._forms(fields, pattern)) for field in fields
                )
            case p.Text(fields):
                return some(self._text(field, plan, said) for field in fields)
            case p.SameQuote(children):
                inside = every(self.query(child, said=True) for child in children)
                if said:
                    return inside
                found = {"nested": {"path": "said", "query": inside}}
                return terms("id", self._looked(found, plan)) if _asks_twice(plan) else found

    def dated(self, first: int | None, last: int | None) -> Query:
        """Articles whose period lies in a range of days, or only touches it; None: the undated."""
        if first is None or last is None:
            return between("date_first", 0, 0)
        if self._partly:
            return every([between("date_first", 1, last), between("date_last", first)])
        return every([between("date_first", first, last), between("date_last", first, last)])

    def _text(self, field: str, plan: p.Text, said: bool) -> Query:
        slots = plan.slots
        if len(slots) == 1:
            return terms(_place(field, slots[0].kind, said), slots[0].terms)
        if plan.slop is None or len(set(slots)) == len(slots):
            return spans(field, slots, plan.slop or 0, plan.slop is None, said)
        # A word asked for twice must stand there twice, which spans in any order do not say.
        distinct = list(dict.fromkeys(slots))
        held = every(terms(_place(field, slot.kind, said), slot.terms) for slot in distinct)
        return held if said else terms("id", self._looked(held, replace(plan, fields=(field,))))


def _asks_twice(plan: p.Plan) -> bool:
    match plan:
        case p.Text(_, slots, slop):
            return slop is not None and len(set(slots)) < len(slots)
        case p.And(children) | p.Or(children) | p.SameQuote(children):
            return any(map(_asks_twice, children))
        case p.Not(child):
            return _asks_twice(child)
        case _:
            return False


def spans(field: str, slots: Sequence[p.Slot], slop: int, in_order: bool, said: bool = False) -> Query:
    """Words near each other; those of other kinds than the first are masked as that."""
    first = _place(field, slots[0].kind, said)
    clauses = [_span(_place(field, slot.kind, said), slot.terms, first) for slot in slots]
    return {"span_near": {"clauses": clauses, "slop": slop, "in_order": in_order}}


def _span(place: str, words: Sequence[str], shown: str) -> Query:
    found = [{"span_term": {place: word}} for word in words]
    query: Query = found[0] if len(found) == 1 else {"span_or": {"clauses": found}}
    return query if place == shown else {"span_field_masking": {"query": query, "field": shown}}


def _place(field: str, kind: str, said: bool) -> str:
    return f"said.{kind}" if said else f"{field}_{kind}"
