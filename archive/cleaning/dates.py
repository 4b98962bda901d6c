"""Dates that a record states: read as they are meant, the impossible refused, none invented."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive.cleaning.dateline import written_day
from archive.model import PartialDate

#: Of a date found in an address or a text.
FIRST_YEAR = 1900
#: Of a date that the record states: the first newspaper in Kazakh, «Түркістан уалаятының газеті», began then.
FIRST_NEWSPAPER = 1870
#: A day ahead is the other side of the date line; more is a mistake.
_SLACK = dt.timedelta(days=2)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])")
_PARTS = re.compile(r"(?<!\d)(\d{4})([./])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
#: Hours east of Greenwich that a Kazakh page writes: its own day counts.
_LOCAL_HOURS = (5, 6)


def parse_stated(text: str, today: dt.date) -> PartialDate | None:
    """The date of a metadata field; ``None`` when it is no date, or one that can't be.

    Day before month, as everywhere in Kazakhstan. A moment given in another zone becomes the day it was
    in Almaty.

    >>> today = dt.date(2026, 11, 23)
    >>> parse_stated("12.06.2023 10:15", today), parse_stated("2024-05-01T20:30:00Z", today)
    (PartialDate(year=2023, month=6, day=12), PartialDate(year=2024, month=5, day=2))
    >>> parse_stated("1888-01-14", today)
    PartialDate(year=1888, month=1, day=14)
    >>> parse_stated("2203-06-12", today), parse_stated("31.02.2023", today), parse_stated("1666", today)
    (None, None, None)
    """
    text = text.strip()
    found = _moment(text) or _written(text) or written_day(text)
    return found if found is not None and possible(found, today, FIRST_NEWSPAPER) else None


def possible(date: PartialDate, today: dt.date, first: int = FIRST_YEAR) -> bool:
    """Whether an article can be of that date: not before the year ``first``, not in the future."""
    return date.year >= first and date.first_day <= today + _SLACK


def build(year: str, month: str | None = None, day: str | None = None) -> PartialDate | None:
    """The date of figures; ``None`` when there is no such day."""
    date = PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    try:
        _ = date.first_day, date.last_day
    except ValueError:
        return None
    return date


def _written(text: str) -> PartialDate | None:
    if re.fullmatch(r"\d{4}", text):
        return build(text)
    if match := _COMPACT.fullmatch(text):
        return build(*match.groups())
    if match := _ISO.match(text):
        return build(*match.groups())
    if match := _PARTS.search(text):
        return build(match[1], match[3], match[4])
    if match := _DAY_FIRST.search(text):
        return build(match[4], match[3], match[1])
    if match := _MONTH_YEAR.fullmatch(text):
        return build(match[2], match[1])
    return None


def _moment(text: str) -> PartialDate | None:
    """A moment with a time zone, or seconds (or milliseconds) since 1970."""
    moment = _parsed_moment(text)
    if moment is None or moment.tzinfo is None:
        return None
    offset = moment.utcoffset() or dt.timedelta()
    if offset not in [dt.timedelta(hours=hours) for hours in _LOCAL_HOURS]:
        try:
            moment = moment.astimezone(_almaty())
        except OverflowError:
            return None
    return PartialDate(moment.year, moment.month, moment.day)


def _parsed_moment(text: str) -> dt.datetime | None:
    if re.fullmatch(r"1?\d{9}(?:\d{3})?", text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _almaty() -> dt.tzinfo:
    # By name: the offset changed from +06:00 to +05:00 on 2024-03-01.
    try:
        return ZoneInfo("Asia/Almaty")
    except ZoneInfoNotFoundError:
        return dt.timezone(dt.timedelta(hours=5))
