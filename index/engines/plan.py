"""What a query asks of an engine: the tree with its words analysed, and the clauses that are scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.analysis import QueryWord, fold_form, query_words
from index.engines.patterns import Pattern, fuzzy_pattern, wildcard_pattern
from index.query.ast import And as AndNode
from index.query.ast import DateRange, Everything, FieldValue, Fuzzy, Node, Phrase, Wildcard, Word
from index.query.ast import Not as NotNode
from index.query.ast import Or as OrNode
from index.query.dates import day_bounds
from index.request import Match
from index.scoring import KINDS, word_weight

DEFAULT_FIELDS = ("title", "body")
#: First and last day of an open range.
FIRST_DAY, LAST_DAY = 1, 99_991_231


@dataclass(frozen=True, slots=True)
class Slot:
    """One word that must stand somewhere: any of ``terms`` of that ``kind`` (lemma or form)."""

    kind: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one of the fields: one slot is a word, several a phrase, with ``slop`` near each other."""

    fields: tuple[str, ...]
    slots: tuple[Slot, ...]
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Forms:
    """Any exact form that fits the pattern."""

    fields: tuple[str, ...]
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class AnyText:
    """``title:*``: at least one word in one of the fields."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """``first`` and ``last`` day, both inside; None for both: undated."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class All:
    pass


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Not:
    child: Plan


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class SameQuote:
    """All of these in one and the same quotation; a Value of speaker is who said it."""

    children: tuple[Plan, ...]


Plan = Text | Forms | AnyText | Value | Dates | All | Nothing | Not | And | Or | SameQuote


@dataclass(frozen=True, slots=True)
class Clause:
    """A word that earns a score in ``fields``; wildcards and fuzzy words have a ``pattern`` instead."""

    fields: tuple[str, ...]
    word: QueryWord | None
    exact: bool = False
    pattern: Pattern | None = None

    @property
    def weight(self) -> float:
        """What the word weighs beside the others of the query."""
        return word_weight(self.word.form, self.word.lemmas) if self.word and not self.exact else 1.0

    def wanted(self, forms: Iterable[str] = ()) -> list[tuple[str, str, Iterable[str]]]:
        """Its kinds of evidence: weighed as which kind, looked up in which, which terms.

        ``forms`` are those that its pattern stands for.
        """
        if self.word is None:
            return [("lemma", "form", forms)]
        if self.exact:
            return [("lemma", "form", (self.word.form,))]
        terms = {**self.word._asdict(), "lemma": self.word.lemmas, "form": (self.word.form,)}
        return [(kind, kind, terms[kind]) for kind in KINDS]


@dataclass(frozen=True, slots=True)
class Compiled:
    plan: Plan
    clauses: tuple[Clause, ...]


def compile_query(node: Node, match: Match = "all") -> Compiled:
    """The plan of a tree and its scored clauses in the order typed.

    >>> from index.query.parser import parse
    >>> compile_query(parse("мектептердің")).plan
    Text(fields=('title', 'body'), slots=(Slot(kind='lemma', terms=('мектеп',)),), slop=None)
    """
    return Compiled(_plan(node, match), tuple(_clauses(node)))


def _plan(node: Node, match: Match) -> Plan:
    match node:
        case Everything():
            return All()
        case Word(text, field, exact):
            return _words(((text, exact),), field, None)
        case Phrase(words, field, slop, exact):
            flags = exact or (False,) * len(words)
            return _words(tuple(zip(words, flags, strict=True)), field, slop)
        case Wildcard(pattern, field):
            return (
                AnyText(_fields(field))
                if pattern == "*"
                else Forms(_fields(field), wildcard_pattern(pattern))
            )
        case Fuzzy(text, distance, field):
            return Forms(_fields(field), fuzzy_pattern(text, distance))
        case FieldValue(field, value):
            return Value(field, value)
        case DateRange(first, last):
            return Dates(*_days(first, last))
        case NotNode(child):
            return Not(_plan(child, match))
        case OrNode(children):
            return Or(tuple(_plan(child, match) for child in children))
        case AndNode(children, explicit):
            if match == "any" and not explicit:
                return _any(children, match)
            return _all([_plan(child, match) for child in children])


def _any(children: tuple[Node, ...], match: Match) -> Plan:
    """Unwritten ANDs under ``match=any``: one of the words, and every filter and negation as before."""
    kept = [_plan(child, match) for child in children if _is_filter(child)]
    asked = [_plan(child, match) for child in children if not _is_filter(child)]
    if not asked:
        return _all(kept)
    return _all([*kept, Or(tuple(asked)) if len(asked) > 1 else asked[0]])


def _is_filter(node: Node) -> bool:
    match node:
        case FieldValue() | DateRange() | NotNode() | Everything():
            return True
        case OrNode(children) | AndNode(children):
            return all(_is_filter(child) for child in children)
        case _:
            return False


def _all(children: list[Plan]) -> Plan:
    """An And in which what speaks of quotations and their speaker is asked of one quotation."""
    said = [child for child in children if _in_quotes(child)]
    if len(said) > 1 and any(_asks_words(child) for child in said):
        children = [child for child in children if not _in_quotes(child)]
        children.append(SameQuote(tuple(said)))
    return children[0] if len(children) == 1 else And(tuple(children))


def _in_quotes(plan: Plan) -> bool:
    match plan:
        case Text(fields) | Forms(fields) | AnyText(fields):
            return fields == ("quote",)
        case Value(field):
            return field == "speaker"
        case And(children) | Or(children) | SameQuote(children):
            return all(_in_quotes(child) for child in children)
        case _:
            return False


def _asks_words(plan: Plan) -> bool:
    match plan:
        case And(children) | Or(children) | SameQuote(children):
            return any(_asks_words(child) for child in children)
        case _:
            return not isinstance(plan, Value)


def _fields(field: str | None) -> tuple[str, ...]:
    return (field,) if field else DEFAULT_FIELDS


def _words(typed: tuple[tuple[str, bool], ...], field: str | None, slop: int | None) -> Plan:
    slots = tuple(_slot(token, exact) for text, exact in typed for token in query_words(text))
    return Text(_fields(field), slots, slop if len(slots) > 1 else None) if slots else Nothing()


def _slot(token: QueryWord, exact: bool) -> Slot:
    return Slot("form", (token.form,)) if exact else Slot("lemma", token.lemmas)


def _days(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    if first is None and last is None:
        return None, None
    return (day_bounds(first)[0] if first else FIRST_DAY, day_bounds(last)[1] if last else LAST_DAY)


def _clauses(node: Node) -> Iterator[Clause]:
    match node:
        case Word(text, field, exact):
            yield from (Clause(_fields(field), token, exact) for token in query_words(text))
        case Phrase(words, field, _, exact):
            for number, text in enumerate(words):
                flag = bool(exact) and exact[number]
                yield from (Clause(_fields(field), token, flag) for token in query_words(text))
        case Wildcard(pattern, field) if pattern != "*":
            yield Clause(_fields(field), None, pattern=wildcard_pattern(pattern))
        case Fuzzy(text, distance, field):
            yield Clause(_fields(field), None, pattern=fuzzy_pattern(text, distance))
        case AndNode(children) | OrNode(children):
            for child in children:
                yield from _clauses(child)
        case _:
            return


def has_dates(plan: Plan) -> bool:
    """Whether the plan asks for a range of days anywhere."""
    match plan:
        case Dates(first):
            return first is not None
        case Not(child):
            return has_dates(child)
        case And(children) | Or(children):
            return any(has_dates(child) for child in children)
        case _:
            return False


def range_of(date_from: str | None, date_to: str | None) -> tuple[int, int] | None:
    """The inclusive days of a request's range; None when it has none."""
    first, last = _days(date_from, date_to)
    return None if first is None or last is None else (first, last)


def folded(value: str) -> str:
    """Key under which sources, authors and languages are compared."""
    return fold_form(value)
