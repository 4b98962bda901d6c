"""One token and the field it stands under, to a leaf of the tree."""

from __future__ import annotations

import re

from archive.errors import QuerySyntaxError
from index.fields import Field
from index.query.ast import Everything, FieldValue, Fuzzy, Node, Phrase, Wildcard, Word
from index.query.dates import date_node, range_node
from index.query.edges import clean, clean_pattern, has_word, is_pattern
from index.query.lexer import Kind, Token

#: The widest ``"…"~N``.
MAX_SLOP = 1000
_FUZZY = re.compile(r"(.*[^~])~([0-9]*)[^\w*~]*")
_PUNCTUATION = ".,!?;:…"


def leaf(token: Token, start: int, field: Field | None, text: str) -> Node:
    """The node of a RUN, QUOTED or RANGE token.

    ``start`` is where the term began, field name included; ``text`` is the whole query, for errors.
    """
    span = (start, token.end)
    if field is None or field.kind == "text":
        build = _phrase if token.kind is Kind.QUOTED else _run
        return build(token, field, start, text)
    if field.kind != "date":
        return FieldValue(field.name, _value(token, text), span)
    if token.kind is Kind.RANGE:
        return range_node(token.text, token.text_start, span, text)
    if token.exact or token.number is not None:
        raise QuerySyntaxError(text, token.start, "date")
    value = token.text.strip() if token.kind is Kind.QUOTED else token.text
    return date_node(value, token.text_start, span, text)


def _phrase(token: Token, field: Field | None, start: int, text: str) -> Node:
    typed = [(clean(piece), token.exact or piece.startswith("=")) for piece in token.text.split()]
    typed = [(word, exact) for word, exact in typed if word]
    slop = _slop(token, text)
    name, span = field.name if field else None, (start, token.end)
    if not typed:
        raise QuerySyntaxError(text, token.start, "term")
    if len(typed) == 1:
        return Word(typed[0][0], name, typed[0][1], span)
    exact = tuple(flag for _, flag in typed)
    return Phrase(tuple(word for word, _ in typed), name, slop, exact if any(exact) else (), span)


def _slop(token: Token, text: str) -> int | None:
    if token.number is None:
        return None
    digits = token.number.lstrip("0")
    if not digits or len(digits) > 4 or int(digits) > MAX_SLOP:
        raise QuerySyntaxError(text, token.end - len(token.number), "number")
    return int(digits)


def _run(token: Token, field: Field | None, start: int, text: str) -> Node:
    raw = token.text
    name, span = field.name if field else None, (start, token.end)
    pattern = clean_pattern(raw)
    if raw.startswith("-") and token.start > start or not (has_word(raw) or is_pattern(pattern)):
        raise QuerySyntaxError(text, token.start, "value")
    fuzzy = _FUZZY.fullmatch(raw)
    if "://" in raw or not (fuzzy or is_pattern(pattern)):
        return Word(clean(raw), name, raw.startswith("="), span)
    if fuzzy:
        return Fuzzy(_fuzzy_word(fuzzy[1], token, text), _distance(fuzzy, token, text), name, span)
    if _FUZZY.fullmatch(pattern):
        raise QuerySyntaxError(text, token.start + raw.index("~"), "fuzzy_word")
    if has_word(pattern):
        return Wildcard(pattern, name, span)
    return Everything(span) if name is None else Wildcard("*", name, span)


def _fuzzy_word(raw: str, token: Token, text: str) -> str:
    if is_pattern(clean_pattern(raw)) or not has_word(raw):
        raise QuerySyntaxError(text, token.start + len(raw), "fuzzy_word")
    return clean(raw)


def _distance(fuzzy: re.Match[str], token: Token, text: str) -> int:
    if fuzzy[2] in ("", "1", "2"):
        return int(fuzzy[2] or 1)
    raise QuerySyntaxError(text, token.start + fuzzy.start(2), "number")


def _value(token: Token, text: str) -> str:
    """A whole value: in marks as typed, else without the punctuation behind it."""
    if token.kind is Kind.QUOTED:
        value, wrong = " ".join(token.text.split()), token.exact or token.number is not None
    else:
        value = token.text.rstrip(_PUNCTUATION)
        wrong = "*" in value or value.startswith("=") or _FUZZY.fullmatch(value) is not None
    if wrong or not has_word(value):
        raise QuerySyntaxError(text, token.start, "value")
    return value
