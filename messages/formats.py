"""Numbers and dates as each language writes them (CLDR, through Babel)."""

from __future__ import annotations

from archive.model import PartialDate
from messages.table import text


def number(value: int, lang: str) -> str:
    """Digits in groups of three.

    >>> number(1284, "kk").replace("\\u00a0", " "), number(1284, "en")
    ('1 284', '1,284')
    """
    if abs(value) < 1000:
        return str(value)
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=lang)).replace("\u202f", "\u00a0")


def share(value: float, lang: str) -> str:
    """A number that is no count: whole from a hundred on, else with up to two decimals.

    >>> share(750.0, "kk"), share(2.25, "ru"), share(0.0, "en")
    ('750', '2,25', '0')
    """
    from babel.numbers import format_decimal

    pattern = "#,##0" if abs(value) >= 100 else "#,##0.##"
    return str(format_decimal(value, pattern, locale=lang)).replace("\u202f", "\u00a0")


def date(value: PartialDate | None, lang: str) -> str:
    """A date as far as it is known; in words when it is not.

    >>> known = (PartialDate(2026, 6, 12), PartialDate(2026), None)
    >>> [date(value, "kk").replace("\u00a0", " ") for value in known]
    ['2026 ж. 12 маусым', '2026 ж.', 'күні белгісіз']
    """
    if value is None:
        return text("date.unknown", lang)
    if value.month is None:
        return text("date.year", lang, year=value.year)
    name = _month(value.month, lang, alone=value.day is None)
    key = "date.month_year" if value.day is None else "date.day"
    return text(key, lang, year=value.year, month=name, day=value.day)


def _month(month: int, lang: str, alone: bool) -> str:
    from babel.dates import get_month_names

    name = str(get_month_names("wide", "stand-alone" if alone else "format", lang)[month])
    return name if lang == "en" else name.lower()
