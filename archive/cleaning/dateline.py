"""A date that the text states as its own: alone on a line at an edge, behind «Күні:», or in a dateline."""

from __future__ import annotations

import re
from itertools import islice

from archive.model import PartialDate
from kazakh.dates import find_dates

_EDGE_LINES = 2
_LINE_CHARS = 60
_TIME = re.compile(r"[\s,.|·–-]*(?:\d{1,2}[:.]\d{2}(?::\d{2})?)?[\s,.|·–-]*(?:жыл|ж|г)?\.?")
_LABEL = re.compile(
    r"\b(?:Күні|Жарияланған(?: күні| уақыты)?|Жарияланды|Дата(?: публикации)?|Опубликовано)\s*:\s*"
)
_LABELLED_CHARS = 45
#: More labels than this are a list; the first ones show that their days differ.
_MOST_LABELS = 20
#: Before the day behind a label: a time of day, a day of the week.
_BEFORE = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?![.\d])[\s,|-]*)?(?:(?:дүй|сей|сәр|бей|жұм|сен|жек|пон|вто|сре|чет|пят|суб|вос)\w+[\s,]*)?",
    re.I,
)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_LETTERS = "([А-яӘәҒғҚқҢңӨөҰұҮүІі]{3,})"
_DAY_MONTH = re.compile(rf"(\d{{1,2}}) {_LETTERS}[.,]? (\d{{4}})\b")
_MONTH_DAY = re.compile(rf"{_LETTERS}\.? (\d{{1,2}})[.,]? (\d{{4}})\b")
#: «АСТАНА. 2023 жылғы 12 маусым. ҚазАқпарат –» at the very beginning.
_PLACE = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+(?: [A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+)?[.,] ")
#: Nothing but the agency and a dash may follow: «Астана, 19 сәуір 2022 жыл.» alone is a caption.
_AFTER_PLACE = re.compile(r"\s*(?:жыл|ж|г)?\.?\s*(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w.]*(?: [\w.]+)?\s*)?[–—/]")


def dateline(body: str) -> PartialDate | None:
    """The day a text gives as its own; ``None`` where there is none, or two that differ.

    >>> dateline("2024 жылғы 12 маусым\\nАуылға су келді.")
    PartialDate(year=2024, month=6, day=12)
    >>> dateline("Ауылға су келді. Күні: 25 мамыр 2022 Авторы: А.Оспанов")
    PartialDate(year=2022, month=5, day=25)
    >>> dateline("АСТАНА. 2023 жылғы 12 маусым. Дала жаршысы – Ауылға су келді.")
    PartialDate(year=2023, month=6, day=12)
    >>> dateline("Ауылға су 2024 жылғы 12 маусымда келді.") is None
    True
    """
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if len(lines) > 1:
        for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]):
            if found := written_day(line):
                return found
    return _labelled(body) or (_after_place(lines[0]) if lines else None)


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


def _labelled(body: str) -> PartialDate | None:
    """The day behind «Күні:»; none when the text carries labels of several days, as a digest does."""
    labels = islice(_LABEL.finditer(body), _MOST_LABELS)
    days = {_first_day(body[match.end() : match.end() + _LABELLED_CHARS]) for match in labels}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _first_day(text: str) -> PartialDate | None:
    """The full date that a text begins with, after a time or a day of the week."""
    text = text.split("\n")[0]
    start = match.end() if (match := _BEFORE.match(text)) else 0
    if (figures := _FIGURES.match(text, start)) and 1 <= int(figures[3]) <= 12:
        return PartialDate(int(figures[4]), int(figures[3]), int(figures[1]))
    # Put in the order and without the mark that the grammar of running text asks for.
    if words := _DAY_MONTH.match(text, start):
        return written_day(f"{words[1]} {words[2]} {words[3]}")
    if words := _MONTH_DAY.match(text, start):
        return written_day(f"{words[2]} {words[1]} {words[3]}")
    for found in find_dates(text)[:1]:
        if found.precision == "day" and found.start <= start:
            return PartialDate(found.first.year, found.first.month, found.first.day)
    return None


def _after_place(line: str) -> PartialDate | None:
    place = _PLACE.match(line)
    if place is None:
        return None
    for found in find_dates(line[: place.end() + _LINE_CHARS])[:1]:
        full = found.precision == "day" and found.start == place.end()
        if full and _AFTER_PLACE.match(line, found.end):
            return PartialDate(found.first.year, found.first.month, found.first.day)
    return None
