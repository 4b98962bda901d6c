"""From a matched rule to days: what its numbers mean, with or without a known day to count from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kazakh.dates.lexer import Item

#: Years that a text may sensibly speak of; what lies outside is a misprint or no year.
FIRST_YEAR, LAST_YEAR = 1000, 2100
#: A day without a year is the nearest one, unless two years are about as near.
_NEAREST_DAYS = 150
_DAY = timedelta(days=1)


class Impossible(ValueError):
    """The words make a date that does not exist, such as 31 ақпан."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Numbers of a date before it is placed in time; ``year`` may still be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    precision: str = "day"


Days = tuple[date, date, str]


def read_parts(
    match: re.Match[str], items: list[Item], text: str, anchor: date | None
) -> Parts | Days | None:
    """Parts (or finished days) of a rule's match; ``None`` if it needs an anchor and has none."""
    found = {name: items[match.start(name)] for name, value in match.groupdict().items() if value}
    if "z" in found:
        return _figures(text[found["z"].start : found["z"].end])
    if "unit" in found:
        return _ago(found, anchor)
    if "pm" in found or "pw" in found:
        return _relative(found, anchor)
    if "e" in found:
        return _near_day(found["e"].value or 0, anchor)
    if anchor is None and not found.keys().isdisjoint("pr"):
        return None
    return _numbers(found, anchor)


def _numbers(found: dict[str, Item], anchor: date | None) -> Parts:
    number = {name: item.value for name, item in found.items() if item.value is not None}
    if "t" in number:
        return _decade(number["t"])
    year, month = number.get("y", number.get("y0")), number.get("m")
    if anchor is not None and ("p" in number or "r" in number):
        year, month = _shifted(number, anchor)
    parts = Parts(year, month, number.get("d"), number.get("y2"), number.get("m2"), number.get("d2"))
    for name, length in (("q", 3), ("h", 6)):
        if name in number:
            return _part_of_year(year, number[name], length)
    if number.keys() & {"y2", "m2", "d2"}:
        return replace(parts, precision="range")
    return replace(parts, precision="day" if parts.day else "year" if month is None else "month")


def _part_of_year(year: int | None, number: int, months: int) -> Parts:
    if not 1 <= number <= 12 // months:
        raise Impossible("no such part of a year")
    first = (number - 1) * months + 1
    return Parts(year, first, last_month=first + months - 1, precision="quarter" if months == 3 else "half")


def _shifted(number: dict[str, int], anchor: date) -> tuple[int, int | None]:
    """Year (and month, for «осы айдың 5-інде») that this, last, next mean."""
    offset = number.get("p", number.get("r", 0))
    if "m" not in number and "d" in number:
        return _month_from(anchor, offset)
    return anchor.year + offset, number.get("m")


def _month_from(anchor: date, offset: int) -> tuple[int, int]:
    months = anchor.year * 12 + anchor.month - 1 + offset
    return months // 12, months % 12 + 1


def _decade(year: int) -> Parts:
    if year % 10:
        raise Impossible("not the first year of a decade")
    return Parts(year, last_year=year + 9, precision="decade")


def _figures(text: str) -> Parts:
    numbers = [int(part) for part in re.findall(r"\d+", text)[:3]]
    if numbers[0] >= 1000:
        return Parts(numbers[0], numbers[1], numbers[2])
    if "/" in text and numbers[0] <= 12 and numbers[1] <= 12 and numbers[0] != numbers[1]:
        raise Impossible("day and month cannot be told apart")
    return Parts(numbers[2], numbers[1], numbers[0])


def _near_day(offset: int, anchor: date | None) -> Days | None:
    if anchor is None:
        return None
    first = anchor + offset * _DAY
    return first, first + _DAY, "day"


def _ago(found: dict[str, Item], anchor: date | None) -> Days | Parts | None:
    if anchor is None:
        return None
    unit = found["unit"].symbol
    step = -(found["n"].value or 0)
    if unit == "d":
        return _near_day(step, anchor)
    if unit in "Ww":
        return _week(anchor + 7 * step * _DAY)
    if unit in "le":
        return Parts(*_month_from(anchor, step), precision="month")
    return Parts(anchor.year + step, precision="year")


def _week(day: date) -> Days:
    monday = day - day.weekday() * _DAY
    return monday, monday + 7 * _DAY, "week"


def _relative(found: dict[str, Item], anchor: date | None) -> Days | Parts | None:
    if anchor is None:
        return None
    if "pw" in found:
        return _week(anchor + 7 * (found["pw"].value or 0) * _DAY)
    return Parts(*_month_from(anchor, found["pm"].value or 0), precision="month")


def place(parts: Parts, anchor: date | None) -> Days | None:
    """Days of the parts; ``None`` if the year stays unknown. Raises ``Impossible``."""
    if parts.year is None:
        year = _nearest_year(parts, anchor)
        if year is None:
            _days_of(replace(parts, year=2024))
            return None
        parts = replace(parts, year=year)
    first, end = _days_of(parts)
    return first, end, parts.precision


def _nearest_year(parts: Parts, anchor: date | None) -> int | None:
    if anchor is None or parts.month is None:
        return None
    best: tuple[int, int] | None = None
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        try:
            first, end = _days_of(replace(parts, year=year))
        except Impossible:
            continue
        distance = 0 if first <= anchor < end else min(abs((first - anchor).days), abs((end - anchor).days))
        if best is None or distance < best[0]:
            best = distance, year
    return best[1] if best and best[0] <= _NEAREST_DAYS else None


def _days_of(parts: Parts) -> tuple[date, date]:
    year = parts.year or 0
    last_year = parts.last_year if parts.last_year is not None else year
    if not FIRST_YEAR <= year <= last_year <= LAST_YEAR:
        raise Impossible("no sensible year")
    month, last_month = parts.month or 1, parts.last_month or parts.month or 12
    try:
        first = date(year, month, parts.day or 1)
        last = date(last_year, last_month, parts.last_day or parts.day or 1)
    except ValueError as error:
        raise Impossible(str(error)) from error
    if parts.day is None:
        last = _month_end(last)
    if last < first:
        raise Impossible("ends before it begins")
    return first, last + _DAY


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - _DAY
