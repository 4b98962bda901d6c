"""Dates of hits gathered into years, months, ISO weeks or days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

Step = Literal["year", "month", "week", "day"]
_NEEDED = {"year": 4, "month": 7, "week": 10, "day": 10}


def period_of(date: str, by: Step) -> str | None:
    """The period a date lies in; None when the date is not known so precisely.

    >>> period_of("2023-06-12", "week"), period_of("2023-06", "year"), period_of("2023", "month")
    ('2023-W24', '2023', None)
    """
    if len(date) < _NEEDED[by] or not date[:4].isdigit():
        return None
    if by == "week":
        year, week, _ = dt.date.fromisoformat(date).isocalendar()
        return f"{year:04d}-W{week:02d}"
    return date[: _NEEDED[by]]


def gathered(counts: Mapping[str, int], by: Step) -> tuple[Counter[str], int]:
    """Counts by period, and the count of what is not dated precisely enough.

    >>> gathered({"2023-06-12": 2, "2023-06": 1, "2023": 4, "none": 3}, "month")
    (Counter({'2023-06': 3}), 7)
    """
    periods: Counter[str] = Counter()
    undated = 0
    for date, count in counts.items():
        period = period_of(date, by)
        if period is None:
            undated += count
        else:
            periods[period] += count
    return periods, undated


def every_period(known: Iterable[str], by: Step) -> list[str]:
    """All periods from the first known to the last, in order, those between included.

    >>> every_period(["2022-12", "2023-02"], "month"), every_period([], "day")
    (['2022-12', '2023-01', '2023-02'], [])
    >>> every_period(["2020-W53", "2021-W02"], "week")
    ['2020-W53', '2021-W01', '2021-W02']
    """
    ordered = sorted(known)
    return list(_between(ordered[0], ordered[-1], _NEXT[by])) if ordered else []


def _between(first: str, last: str, following: Callable[[str], str]) -> Iterator[str]:
    period = first
    while period < last:
        yield period
        period = following(period)
    yield last


def bounds(period: str) -> tuple[str, str]:
    """First and last date of a period, as the filters ``from`` and ``to`` take them.

    >>> bounds("2023-W24"), bounds("2023-06")
    (('2023-06-12', '2023-06-18'), ('2023-06', '2023-06'))
    """
    if "W" not in period:
        return period, period
    monday = _monday(period)
    return monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()


def _monday(week: str) -> dt.date:
    return dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def _next_year(period: str) -> str:
    return f"{int(period) + 1:04d}"


def _next_month(period: str) -> str:
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}"


def _next_week(period: str) -> str:
    year, week, _ = (_monday(period) + dt.timedelta(days=7)).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _next_day(period: str) -> str:
    return (dt.date.fromisoformat(period) + dt.timedelta(days=1)).isoformat()


_NEXT: dict[Step, Callable[[str], str]] = {
    "year": _next_year,
    "month": _next_month,
    "week": _next_week,
    "day": _next_day,
}
