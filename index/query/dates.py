"""Days, months and years of a query as numbers that can be compared."""

from __future__ import annotations

import calendar
import re

from archive.errors import InvalidDate, QuerySyntaxError
from index.query.ast import DateRange, Node, Not, Span

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TWO_DOTS = re.compile(r"([0-9-]+)\.\.([0-9-]+)")
_TO = frozenset({"TO", "ДЕЙІН", "ПО"})
#: ``date:none``: articles whose date nobody knows.
_NONE = frozenset({"none", "жоқ", "нет"})
_PUNCTUATION = ".,!?;:…"


def day_bounds(value: str) -> tuple[int, int]:
    """First and last day of a year, a month or a day, as ``YYYYMMDD`` integers.

    >>> day_bounds("2023"), day_bounds("2024-02"), day_bounds("2023-06-12")
    ((20230101, 20231231), (20240201, 20240229), (20230612, 20230612))

    Raises:
        InvalidDate: ``value`` is no such day, month or year.
    """
    match = _DATE.fullmatch(value)
    if match is None:
        raise InvalidDate(value, 0, value)
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        raise InvalidDate(value, 0, value)
    if month is None:
        return year * 10000 + 101, year * 10000 + 1231
    length = calendar.monthrange(year, month)[1]
    base = year * 10000 + month * 100
    if day is None:
        return base + 1, base + length
    if not 1 <= day <= length:
        raise InvalidDate(value, 0, value)
    return base + day, base + day


def date_node(value: str, position: int, span: Span, text: str) -> Node:
    """The node of what stands behind ``date:`` (at ``position`` of ``text``) when it is no ``[…]``.

    >>> date_node("2023-06,", 5, (0, 13), "date:2023-06,")
    DateRange(first='2023-06', last='2023-06', span=(0, 13))
    """
    value = value.rstrip(_PUNCTUATION)
    if not value:
        raise QuerySyntaxError(text, position, "date")
    if value == "*":
        return Not(DateRange(None, None, span), span)
    if value.lower() in _NONE:
        return DateRange(None, None, span)
    dots = _TWO_DOTS.fullmatch(value)
    if dots:
        ends = [(dots[1], position), (dots[2], position + dots.start(2))]
        return _between(ends, position, span, text)
    _check(value, position, text)
    return DateRange(value, value, span)


def range_node(inside: str, position: int, span: Span, text: str) -> Node:
    """The node of ``[first TO last]``; either end may be ``*``, both mean any known date.

    >>> range_node("2023-01 ДЕЙІН *", 6, (0, 22), "date:[2023-01 ДЕЙІН *]")
    DateRange(first='2023-01', last=None, span=(0, 22))
    """
    words = [(match[0], position + match.start()) for match in re.finditer(r"\S+", inside)]
    closing = position + len(inside)
    if not words or words[0][0] in _TO:
        raise QuerySyntaxError(text, words[0][1] if words else closing, "date")
    if len(words) == 1 or words[1][0] not in _TO:
        raise QuerySyntaxError(text, words[1][1] if len(words) > 1 else closing, "range_to")
    if len(words) == 2:
        raise QuerySyntaxError(text, closing, "date")
    if len(words) > 3:
        raise QuerySyntaxError(text, words[3][1], "close_range")
    return _between([words[0], words[2]], position, span, text)


def _between(ends: list[tuple[str, int]], position: int, span: Span, text: str) -> Node:
    (first, first_at), (last, last_at) = ends
    if first == last == "*":
        return Not(DateRange(None, None, span), span)
    start = None if first == "*" else _check(first, first_at, text)[0]
    end = None if last == "*" else _check(last, last_at, text)[1]
    if start is not None and end is not None and start > end:
        raise InvalidDate(text[position : last_at + len(last)], position, text)
    return DateRange(None if start is None else first, None if end is None else last, span)


def _check(value: str, position: int, text: str) -> tuple[int, int]:
    try:
        return day_bounds(value)
    except InvalidDate:
        raise InvalidDate(value, position, text) from None
