"""Whether one article fits a plan, by looking at it; and the counts that its score is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.analysis import FieldTerms, field_terms
from index.document import IndexDocument
from index.engines import plan as p
from index.engines.common import document_values, value_key
from index.engines.patterns import Pattern, expand
from index.engines.positions import in_order, near
from index.scoring import Counts

Group = tuple[FieldTerms, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An article with its terms: title and body, and each quotation with its speaker."""

    document: IndexDocument
    fields: dict[str, FieldTerms]
    quotes: tuple[tuple[str | None, FieldTerms], ...]

    def texts(self, field: str) -> Group:
        return tuple(terms for _, terms in self.quotes) if field == "quote" else (self.fields[field],)


def held(document: IndexDocument) -> Held:
    return Held(
        document,
        {"title": field_terms(document.title), "body": field_terms(document.body)},
        tuple((quote.speaker, field_terms(quote.text)) for quote in document.quotes),
    )


class Expansions:
    """Forms that patterns stand for among all articles; ``cut`` once one had too many."""

    def __init__(self, articles: Iterable[Held]) -> None:
        self._articles = list(articles)
        self._known: dict[tuple[tuple[str, ...], Pattern], frozenset[str]] = {}
        self.cut = False

    def forms(self, fields: tuple[str, ...], pattern: Pattern) -> frozenset[str]:
        key = (fields, pattern)
        if key not in self._known:
            counts = Counter(form for one in self._articles for form in _forms(one, fields))
            forms, cut = expand(pattern, counts.items())
            self._known[key] = frozenset(forms)
            self.cut = self.cut or cut
        return self._known[key]


def _forms(one: Held, fields: tuple[str, ...]) -> set[str]:
    return {form for field in fields for terms in one.texts(field) for form in terms.form}


def holds(plan: p.Plan, one: Held, expansions: Expansions, partly: bool = False) -> bool:
    """Whether an article fits; ``partly`` lets a date range be touched only."""
    match plan:
        case p.All():
            return True
        case p.Nothing():
            return False
        case p.Not(child):
            return not holds(child, one, expansions, partly)
        case p.And(children):
            return all(holds(child, one, expansions, partly) for child in children)
        case p.Or(children):
            return any(holds(child, one, expansions, partly) for child in children)
        case p.Dates(first, last):
            return _dated(one.document, first, last, partly)
        case p.Value(field, value):
            return value_key(field, value) in {
                value_key(field, own) for own in document_values(one.document, field)
            }
        case p.SameQuote(children):
            return any(all(_said(child, quote, expansions) for child in children) for quote in one.quotes)
        case p.Text(fields) | p.Forms(fields) | p.AnyText(fields):
            return any(_stands(plan, terms, expansions) for field in fields for terms in one.texts(field))


def _said(plan: p.Plan, quote: tuple[str | None, FieldTerms], expansions: Expansions) -> bool:
    match plan:
        case p.And(children) | p.SameQuote(children):
            return all(_said(child, quote, expansions) for child in children)
        case p.Or(children):
            return any(_said(child, quote, expansions) for child in children)
        case p.Value(_, value):
            return quote[0] == value
        case _:
            return _stands(plan, quote[1], expansions)


def _stands(plan: p.Plan, terms: FieldTerms, expansions: Expansions) -> bool:
    match plan:
        case p.AnyText():
            return terms.length > 0
        case p.Forms(fields, pattern):
            return not expansions.forms(fields, pattern).isdisjoint(terms.form)
        case p.Text(_, slots, slop):
            places = [slot_positions(terms, slot) for slot in slots]
            if not all(places):
                return False
            if len(slots) == 1:
                return True
            return bool(in_order(places) if slop is None else near(places, slots, slop))
        case _:
            return False


def slot_positions(terms: FieldTerms, slot: p.Slot) -> list[int]:
    held_terms: dict[str, list[int]] = getattr(terms, slot.kind)
    return sorted({place for term in slot.terms for place in held_terms.get(term, ())})


def _dated(document: IndexDocument, first: int | None, last: int | None, partly: bool) -> bool:
    if first is None or last is None:
        return document.date_first == 0
    if document.date_first == 0:
        return False
    if partly:
        return document.date_first <= last and document.date_last >= first
    return first <= document.date_first and document.date_last <= last


def kind_counts(clause: p.Clause, one: Held, expansions: Expansions) -> list[Counts]:
    """Counts in the article's title and in the rest of it, for each kind of evidence of a clause."""
    kinds = clause.wanted(_forms_of(clause, expansions))
    return [_counts(clause.fields, of, terms, one) for _, of, terms in kinds]


def _forms_of(clause: p.Clause, expansions: Expansions) -> Iterable[str]:
    return expansions.forms(clause.fields, clause.pattern) if clause.pattern else ()


def _counts(fields: tuple[str, ...], of: str, terms: Iterable[str], one: Held) -> Counts:
    sums = {
        field: sum(_count(text, of, term) for text in one.texts(field) for term in terms) for field in fields
    }
    return (sums.get("title", 0), sums.get("body", 0) + sums.get("quote", 0))


def _count(text: FieldTerms, of: str, term: str) -> int:
    if of in ("cut4", "cut5"):
        counts: dict[str, int] = getattr(text, of)
        return counts.get(term, 0)
    positions: dict[str, list[int]] = getattr(text, of)
    return len(positions.get(term, ()))
