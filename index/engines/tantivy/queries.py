"""A plan as a query of tantivy's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, permutations, product
from typing import Any

import tantivy

from index.engines import plan as p
from index.engines.common import value_key, year_of
from index.engines.patterns import Pattern
from index.engines.tantivy.schema import ARTICLE, OPTIONS, QUOTATION, SCHEMA, key_field

Q = tantivy.Query
#: From here on terms are looked up together, not scored one by one.
_SEVERAL = 8
_NEW_YEAR = 101
MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
Forms = Callable[[tuple[str, ...], Pattern], tuple[str, ...]]
#: Gives the articles of the quotations that a query finds.
Said = Callable[[Any], Sequence[str]]
#: Gives the keys of the documents that a query finds and whose text in a field holds the words.
Looked = Callable[[Any, str, p.Text], Sequence[str]]


def term(field: str, value: str) -> Any:
    """Documents with a term; it scores where counts are kept."""
    return Q.term_query(SCHEMA, field, value, OPTIONS.get(field.rpartition("_")[2], "basic"))


def terms(field: str, values: Sequence[str]) -> Any:
    """Documents with any of the terms."""
    if len(values) < _SEVERAL:
        return some(term(field, value) for value in values)
    return Q.term_set_query(SCHEMA, field, list(values))


def between(field: str, least: int, most: int | None = None) -> Any:
    return Q.range_query(SCHEMA, field, tantivy.FieldType.Integer, least, most)


def every(parts: Iterable[Any]) -> Any:
    return Q.boolean_query([(MUST, part) for part in parts])


def some(parts: Iterable[Any]) -> Any:
    found = [(SHOULD, part) for part in parts]
    if len(found) == 1:
        return found[0][1]
    return Q.boolean_query(found) if found else Q.empty_query()


def articles() -> Any:
    return term("what", ARTICLE)


class Queries:
    """Turns the plans of one search; ``partly`` lets date ranges be touched only."""

    def __init__(self, forms: Forms, said: Said, looked: Looked, partly: bool = False) -> None:
        self._forms = forms
        self._said = said
        self._looked = looked
        self._partly = partly

    def query(self, plan: p.Plan) -> Any:
        match plan:
            case p.All():
                return articles()
            case p.Nothing():
                return Q.empty_query()
            case p.Not(child):
                return Q.boolean_query([(MUST, articles()), (NOT, self.query(child))])
            case p.And(children):
                return every(map(self.query, children))
            case p.Or(children):
                return some(map(self.query, children))
            case p.Dates(first, last):
                return self.dated(first, last)
            case p.Value(field, value):
                return term(key_field(field), value_key(field, value))
            case p.AnyText(fields):
                return some(between(f"{field}_words", 1) for field in fields)
            case p.Forms(fields, pattern):
                return some(terms(f"{field}_form", self._forms(fields, pattern)) for field in fields)
            case p.Text(fields):
                return some(self._text(field, plan) for field in fields)
            case p.SameQuote(children):
                inside = every([term("what", QUOTATION), *map(self.query, children)])
                return terms("id", self._said(inside))

    def dated(self, first: int | None, last: int | None) -> Any:
        """Articles whose period lies in a range of days, or only touches it; None: the undated."""
        if first is None or last is None:
            return every([articles(), between("date_first", 0, 0)])
        if self._partly:
            return every([between("date_first", 1, last), between("date_last", first)])
        inside = [between("date_first", first, last), between("date_last", first, last)]
        if first // 10_000 == last // 10_000:
            # The list of a year is short, a range is looked for in the dates of all articles.
            inside = [term("date_year", year_of(first)), *inside[first % 10_000 == _NEW_YEAR :]]
        return every(inside)

    def _text(self, field: str, plan: p.Text) -> Any:
        slots, slop = plan.slots, plan.slop
        if len(slots) == 1:
            return terms(f"{field}_{slots[0].kind}", slots[0].terms)
        distinct = list(dict.fromkeys(slots))
        held = every(terms(f"{field}_{slot.kind}", slot.terms) for slot in distinct)
        if len({slot.kind for slot in slots}) > 1:
            return terms("key", self._looked(held, field, plan))
        if slop is None:
            return some(
                Q.phrase_query(SCHEMA, f"{field}_{slots[0].kind}", list(enumerate(words)))
                for words in product(*(slot.terms for slot in slots))
            )
        reach = len(slots) - 2 + slop
        pairs = [_pair(field, one, other, reach) for one, other in combinations(distinct, 2)]
        if len(slots) == len(distinct) == 2:
            return pairs[0]
        return terms("key", self._looked(every([held, *pairs]), field, plan))


def _pair(field: str, one: p.Slot, other: p.Slot, reach: int) -> Any:
    """Two words with at most ``reach`` others between them, in any order, or at one position."""
    name = f"{field}_{one.kind}"
    found = []
    for words in product(one.terms, other.terms):
        found += [Q.phrase_query(SCHEMA, name, list(order), reach) for order in permutations(words)]
        found.append(Q.phrase_query(SCHEMA, name, [(0, word) for word in words]))
    return some(found)
