"""Typed text to tokens: brackets, operators, field names, quoted text, runs of other characters.

Each character is looked at a fixed number of times, so the time grows with the length alone.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from enum import Enum
from typing import NamedTuple

from archive.errors import QuerySyntaxError, UnknownField
from index.fields import Field, find, suggest
from index.query.edges import has_word


class Kind(Enum):
    """What a token is; RUN and QUOTED become words, phrases or values, RANGE is ``[…]`` behind ``date:``."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    FIELD = "field"
    RANGE = "range"
    QUOTED = "quoted"
    RUN = "run"


class Token(NamedTuple):
    """``text`` is the part that carries meaning (without marks), at ``text_start``; ``start`` and ``end``
    span all that was typed. ``number`` is what follows ``~`` behind quoted text, None without a ``~``."""

    kind: Kind
    text: str
    start: int
    end: int
    text_start: int
    exact: bool = False
    number: str | None = None
    field: Field | None = None


OPERATORS = {
    "AND": Kind.AND, "ЖӘНЕ": Kind.AND, "И": Kind.AND,
    "OR": Kind.OR, "НЕМЕСЕ": Kind.OR, "ИЛИ": Kind.OR,
    "NOT": Kind.NOT, "ЕМЕС": Kind.NOT, "НЕ": Kind.NOT,
}  # fmt: skip
#: Opening marks with what may close them.
MARKS = {'"': '"', "«": "»", "“": "”“", "„": "“”"}
_CLOSERS = {opener: re.compile(f"[{closers}]") for opener, closers in MARKS.items()}
_STRAY = "»”"
_RUN = re.compile(r"[^\s()\"«»“”„]+")
_NUMBER = re.compile(r"~([0-9]*)")
#: What can follow a field's colon or a minus without a blank, beside a word.
_OPENERS = ("(", *MARKS)
_PREFIXES = ("-", "=", "-=")
#: Before these a minus is a dash.
_NO_TERM = ("-", "–", "—")
#: Case endings that stand behind a closing mark (``«Қайрат»-тан``): no words, and their hyphen no operator.
_ENDINGS = (
    "ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|а|е|на|не|ны|ні|ды|ді|ты|ті|да|де|та|те|нда|нде|дан|ден|тан|"
    "тен|нан|нен|мен|бен|пен|ы|і|сы|сі|ын|ін|сын|сін|ының|інің|сының|сінің|лар|лер|дар|дер|тар|тер|"
    "лық|лік|дық|дік|тық|тік|дағы|дегі|тағы|тегі|ндағы|ндегі|шы|ші|ша|ше"
)
_ENDING = re.compile(rf"-(?:{_ENDINGS})(?![\w-])")


def lex(text: str) -> Iterator[Token]:
    """Tokens of a text in Unicode form NFC; runs of punctuation alone are left out.

    >>> [(token.kind.name, token.text) for token in lex('өңір:Абай ЖӘНЕ -"жұмыс сапары"~5')]
    [('FIELD', 'өңір'), ('RUN', 'Абай'), ('AND', 'ЖӘНЕ'), ('NOT', '-'), ('QUOTED', 'жұмыс сапары')]

    Raises:
        QuerySyntaxError: a mark or a ``[`` that is not closed, a closing mark that was not opened.
        UnknownField: ``name:value`` with a name that is no field's.
    """
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            yield Token(Kind(char), char, at, at + 1, at)
            at += 1
        elif char in MARKS:
            token = _quoted(text, at)
            yield token
            at = _after_mark(text, token.end)
        elif char in _STRAY:
            raise QuerySyntaxError(text, at, "open_quote")
        else:
            at = yield from _run(text, at)


def _run(text: str, start: int) -> Generator[Token, None, int]:
    """Tokens of a run without blanks, brackets and marks; returns where to go on."""
    match = _RUN.match(text, start)
    end = match.end() if match else start + 1
    run = text[start:end]
    if run in OPERATORS:
        yield Token(OPERATORS[run], run, start, end, start)
        return end
    if not has_word(run) and "*" not in run and not (run in _PREFIXES and text[end : end + 1] in _OPENERS):
        return end
    at = start
    if run[0] == "-" and run[1:2] not in _NO_TERM:
        yield Token(Kind.NOT, "-", at, at + 1, at)
        at += 1
    field = _field(text, at, end)
    if field is not None:
        yield field
        at = field.end
        if field.field is not None and field.field.kind == "date" and text[at : at + 1] == "[":
            token = _range(text, at)
            yield token
            return token.end
    return (yield from _rest(text, at, end, field))


def _rest(text: str, at: int, end: int, field: Token | None) -> Generator[Token, None, int]:
    """The word or value of a run, or the ``=`` before a phrase."""
    if text[at:end] == "=" and text[end : end + 1] in MARKS:
        token = _quoted(text, end, at)
        yield token
        return _after_mark(text, token.end)
    if text[at:end] == "=" and text[end : end + 1] == "(":
        raise QuerySyntaxError(text, end, "term")
    if at < end and (field is not None or has_word(text[at:end]) or "*" in text[at:end]):
        yield Token(Kind.RUN, text[at:end], at, end, at)
    return end


def _field(text: str, start: int, end: int) -> Token | None:
    """``name:`` directly before a value; not in an address (``https://``), a time or a score (``3:1``)."""
    while start < end and not (text[start].isalnum() or text[start] in "=*?"):
        start += 1
    colon = text.find(":", start, end)
    name = text[start:colon]
    if colon < 0 or not has_word(name) or name[-1].isdigit() or text.startswith("//", colon + 1):
        return None
    if colon + 1 == end and text[end : end + 1] not in _OPENERS:
        return None
    field = find(name)
    if field is None:
        raise UnknownField(name, suggest(name), start, text)
    return Token(Kind.FIELD, name, start, colon + 1, start, field=field)


def _range(text: str, start: int) -> Token:
    closing = text.find("]", start)
    if closing < 0:
        raise QuerySyntaxError(text, start, "close_range")
    return Token(Kind.RANGE, text[start + 1 : closing], start, closing + 1, start + 1)


def _quoted(text: str, mark: int, start: int | None = None) -> Token:
    closing = _CLOSERS[text[mark]].search(text, mark + 1)
    if closing is None:
        raise QuerySyntaxError(text, mark, "close_quote")
    number = _NUMBER.match(text, closing.end())
    return Token(
        Kind.QUOTED,
        text[mark + 1 : closing.start()],
        mark if start is None else start,
        number.end() if number else closing.end(),
        mark + 1,
        exact=start is not None,
        number=number[1] if number else None,
    )


def _after_mark(text: str, end: int) -> int:
    ending = _ENDING.match(text, end)
    return ending.end() if ending else end
