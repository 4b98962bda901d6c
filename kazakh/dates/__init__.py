"""Dates in Kazakh and Russian text, as half-open ranges of days; nothing when unsure.

What depends on the day of writing (``кеше``, ``биыл``, ``осы айдың 5-інде``, a day without a year)
is resolved only with an ``anchor``. A bare number is never a year, a date that does not exist is
never bent into one that does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kazakh.alphabet import fold_case
from kazakh.dates.grammar import RULES
from kazakh.dates.lexer import Item, lex
from kazakh.dates.parts import FIRST_YEAR, LAST_YEAR, Days, Impossible, Parts, place, read_parts

__all__ = ["DateMention", "find_dates", "parse_date"]

_QUERY_YEAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: its span [start, end), its days [first, last_exclusive), and the rule.

    ``precision`` is day, range, week, month, quarter, half, year or decade.
    """

    start: int
    end: int
    first: date
    last_exclusive: date
    precision: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Match:
    """What a rule found at symbols [first, last), not yet placed in time."""

    first: int
    last: int
    rule: str
    parts: Parts | Days | None


def find_dates(text: str, anchor: date | None = None) -> list[DateMention]:
    """All dates of a text that are certain, from left to right, not overlapping.

    >>> [(m.first.isoformat(), m.last_exclusive.isoformat(), m.precision)
    ...  for m in find_dates("2023 жылғы 12 маусымда басталып, 2024 жылдың ақпанында аяқталды.")]
    [('2023-06-12', '2023-06-13', 'day'), ('2024-02-01', '2024-03-01', 'month')]
    >>> find_dates("Кеше келді. 31 ақпан 2023 жыл. 2023 адам.")
    []
    >>> find_dates("Кеше келді", anchor=date(2024, 3, 1))[0].first
    datetime.date(2024, 2, 29)
    """
    items = lex(text)
    symbols = "".join([item.symbol for item in items])
    matches: list[_Match] = []
    at = 0
    while at < len(items):
        match = _match_at(symbols, items, text, at, anchor)
        if match is None:
            at += 1
            continue
        matches.append(match)
        at = match.last
    return _mentions(_joined(matches, items, symbols, text), items, anchor)


def _match_at(symbols: str, items: list[Item], text: str, at: int, anchor: date | None) -> _Match | None:
    """The longest rule at a symbol; one that makes an impossible date still takes its place."""
    if symbols[at] in "x.,0":
        return None
    best: tuple[int, str, re.Match[str]] | None = None
    for rule in RULES:
        found = rule.pattern.match(symbols, at)
        if found is not None and (best is None or found.end() > best[0]):
            best = found.end(), rule.name, found
    if best is None:
        return None
    try:
        parts = read_parts(best[2], items, text, anchor)
    except (Impossible, OverflowError):  # the calendar ends at the years 1 and 9999
        parts = None
    return _Match(at, best[0], best[1], parts)


_FROM = re.compile(r".*(?:н[ае]н|[дт][ае]н)")


def _joined(matches: list[_Match], items: list[Item], symbols: str, text: str) -> list[_Match]:
    """Matches with «A мен B аралығында», «A-дан B-ға дейін», «A – B», «с A по B» made one."""
    joined: list[_Match] = []
    for match in matches:
        both = _range(joined[-1], match, items, symbols, text) if joined else None
        if both is None:
            joined.append(match)
        else:
            joined[-1] = both
    return joined


def _range(left: _Match, right: _Match, items: list[Item], symbols: str, text: str) -> _Match | None:
    if not isinstance(left.parts, Parts) or not isinstance(right.parts, Parts):
        return None
    if left.parts.precision != right.parts.precision or left.parts.precision not in ("day", "month", "year"):
        return None
    between, behind = symbols[left.last : right.first], symbols[right.last : right.last + 1]
    before = symbols[left.first - 1 : left.first]
    ending = fold_case(text[items[left.last - 1].start : items[left.last - 1].end])
    dash = between == "-" and left.parts.precision == "day"
    closed = (between == "&" and behind == "T") or (
        between in ("", ",") and behind in tuple("DT") and _FROM.fullmatch(ending) is not None
    )
    russian = between == "o" and before == "s"
    if not (dash or closed or russian):
        return None
    year, last_year = left.parts.year, right.parts.year
    first, last = left.parts, right.parts
    parts = Parts(
        year if year is not None else last_year,
        first.month,
        first.day,
        last_year if last_year is not None else year,
        last.month,
        last.day,
        "range",
    )
    return _Match(left.first, right.last + (behind in tuple("DT")), f"{left.rule} to {right.rule}", parts)


def _mentions(matches: list[_Match], items: list[Item], anchor: date | None) -> list[DateMention]:
    mentions = []
    for match in matches:
        try:
            days = place(match.parts, anchor) if isinstance(match.parts, Parts) else match.parts
        except Impossible:
            continue
        if days is not None:
            start, end = items[match.first].start, items[match.last - 1].end
            mentions.append(DateMention(start, end, *days, match.rule))
    return mentions


def parse_date(text: str, anchor: date | None = None) -> DateMention | None:
    """The one date that is the whole text, as typed into a field; also ``2023`` and ``2023-06``.

    >>> parse_date("2023-06").last_exclusive, parse_date("12 июня 2023 года").first
    (datetime.date(2023, 7, 1), datetime.date(2023, 6, 12))
    >>> parse_date("маусым"), parse_date("2023-02-31")
    (None, None)
    """
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_QUERY:
        return None
    start = text.index(stripped)
    if plain := _QUERY_YEAR.fullmatch(stripped):
        return _plain(int(plain[1]), int(plain[2] or 0), start, start + len(stripped))
    mentions = find_dates(text, anchor)
    if len(mentions) != 1:
        return None
    around = text[: mentions[0].start] + text[mentions[0].end :]
    return mentions[0] if not around.strip(" .,в") else None


def _plain(year: int, month: int, start: int, end: int) -> DateMention | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 0 <= month <= 12:
        return None
    first = date(year, month or 1, 1)
    following = date(year + (month // 12 if month else 1), month % 12 + 1 if month else 1, 1)
    return DateMention(start, end, first, following, "month" if month else "year", "figures")
