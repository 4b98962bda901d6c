"""A date that stands alone on a line at the start or the end of an article."""

from __future__ import annotations

import re

from archive.model import PartialDate
from kazakh.dates import find_dates

_EDGE_LINES = 2
_LINE_CHARS = 60
_TIME = re.compile(r"[\s,.|·–-]*(?:\d{1,2}[:.]\d{2}(?::\d{2})?)?[\s,.|·–-]*(?:жыл|ж|г)?\.?")


def dateline(body: str) -> PartialDate | None:
    """The day of a dateline; ``None`` where no line is nothing but a full date (and a time).

    >>> dateline("2024 жылғы 12 маусым\\nАуылға су келді.")
    PartialDate(year=2024, month=6, day=12)
    >>> dateline("Ауылға су 2024 жылғы 12 маусымда келді.") is None
    True
    """
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]):
        if found := written_day(line):
            return found
    return None


def written_day(text: str) -> PartialDate | None:
    """The day that a short text states in words or figures, if it states nothing else.

    >>> written_day("12 маусым 2024 жыл, 10:15")
    PartialDate(year=2024, month=6, day=12)
    """
    if len(text) > _LINE_CHARS:
        return None
    found = find_dates(text)
    if len(found) != 1 or found[0].precision != "day":
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    day = found[0].first
    return PartialDate(day.year, day.month, day.day) if _TIME.fullmatch(rest) else None
