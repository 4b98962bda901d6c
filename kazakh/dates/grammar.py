"""The rules: which rows of symbols are a date. Longest first at every place; order breaks ties."""

from __future__ import annotations

import re
from typing import NamedTuple

# Years: figures with a year word, «биыл», «осы жылы»; groups name what a number stands for.
_KK_YEAR = r"(?:(?P<y>N)-?[jy]|(?P<p>P)[jy]|(?P<r>B))"
_KK_YEAR_OR_ADJECTIVE = r"(?:(?P<y>N)-?[jy]|(?P<p>P)[jy]?|(?P<r>B))"
_RU_YEAR = r"(?:(?P<y>N)-?g|(?P<p>p)g|(?P<y0>N)(?![x-]))"
_MONTH = "[MVU]"


class Rule(NamedTuple):
    """``pattern`` over symbols; named groups: y y2 y0 year, m m2 month, d d2 day, q quarter,
    h half, t decade, p this or last, r a year and e a day told by one word, n unit counted back."""

    name: str
    pattern: re.Pattern[str]


def _rules(*rows: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(name, re.compile(pattern)) for name, pattern in rows)


RULES = _rules(
    # Whole dates in figures: 12.06.2023, 2023-06-12.
    ("figures", r"(?P<z>Z)(?:-?[jg])?"),
    # 2023 жылғы 12–15 маусым; 12–15 маусым 2023 жыл; 12 мен 15 маусым аралығында
    ("kk-year-days", rf"{_KK_YEAR_OR_ADJECTIVE},?(?P<d>n)[-&](?P<d2>n)-?(?P<m>{_MONTH})T?"),
    ("kk-days-year", rf"(?P<d>n)[-&](?P<d2>n)-?(?P<m>{_MONTH}),?(?:(?P<y>N)-?[jy]T?|(?P<y0>N)(?!x))"),
    ("kk-days", rf"(?P<d>n)-(?P<d2>n)-?(?P<m>{_MONTH})T?"),
    ("kk-days", rf"(?P<d>n)&(?P<d2>n)-?(?P<m>{_MONTH})T"),
    # 2023 жылғы 12 маусымда; осы жылғы 12 маусым; былтыр 12 маусымда
    ("kk-year-day", rf"{_KK_YEAR_OR_ADJECTIVE},?(?P<d>n)-?(?P<m>{_MONTH})"),
    # 2023 жылғы маусымның 12-сінде; маусым айының 12-сі
    ("kk-year-month-day", rf"{_KK_YEAR_OR_ADJECTIVE}(?P<m>{_MONTH})l?(?P<d>n)(?![MVUjyxJ-])"),
    # 12 маусым 2023 жыл; 12 маусым, 2023
    ("kk-day-year", rf"(?P<d>n)-?(?P<m>{_MONTH}),?(?P<y>N)-?[jy]"),
    ("kk-day-bare-year", r"(?P<d>n)-?(?P<m>M),?(?P<y>N)(?![x0-])"),
    ("kk-day", rf"(?P<d>n)-?(?P<m>{_MONTH})(?!~)"),
    ("kk-month-day", r"(?P<m>Vl?|[MU]l)(?P<d>n)(?![MVUjyxJ-])"),
    ("kk-month-day", r"(?P<p>P)l(?P<d>n)(?![MVUjyxJ-])"),
    # 2023 жылдың қаңтар–маусым айларында; 2023 жылдың маусымында; маусым 2023
    ("kk-year-months", rf"{_KK_YEAR}(?P<m>M)[-&](?P<m2>{_MONTH})[lL]?T?"),
    ("kk-year-month", rf"{_KK_YEAR_OR_ADJECTIVE},?(?P<m>{_MONTH})l?(?!~)"),
    ("kk-month-year", rf"(?P<m>{_MONTH})l?,?(?P<y>N)-?[jy]"),
    ("kk-month-year", r"(?P<m>M)(?P<y0>N)(?![x0-])"),
    ("kk-months", r"(?P<m>M)-(?P<m2>M)L"),
    ("kk-month", r"(?P<m>M)l"),
    # 2023 жылдың бірінші тоқсанында, I жартыжылдығында
    ("kk-quarter", rf"{_KK_YEAR}(?P<q>[ni])-?Q"),
    ("kk-half", rf"{_KK_YEAR}(?P<h>[ni])-?H"),
    # 2020–2022 жылдары; 1990 жылдары; 2023 жылы
    ("kk-years", r"(?P<y>N)(?:[jy]?-|[jy]&)(?P<y2>N)-?(?:J|[jy])T?"),
    ("kk-decade", r"(?P<t>N)-?J"),
    ("kk-year", r"(?P<y>N)-?(?:j(?![!b])|y(?![!ba]))"),
    ("word", r"(?P<e>E)(?!!)"),
    ("kk-relative-year", r"(?P<p>P)j"),
    ("kk-relative-year", r"(?P<r>B)(?!!)"),
    ("kk-relative-month", r"(?P<pm>P)l"),
    ("kk-relative-week", r"(?P<pw>P)W"),
    ("ago", r"(?P<n>[na])(?P<unit>[dylWwegG])b"),
    # 12–15 июня 2023 года, с 12 по 15 июня; 12 июня 2023 года; 12 июня прошлого года
    ("ru-days-year", rf"s?(?P<d>n)[-o](?P<d2>n)(?P<m>m),?{_RU_YEAR}"),
    ("ru-days", r"s?(?P<d>n)[o-](?P<d2>n)(?P<m>m)"),
    ("ru-day-year", rf"(?P<d>n)-?(?P<m>m),?{_RU_YEAR}"),
    ("ru-day", r"(?P<d>n)-?(?P<m>m)"),
    ("ru-month-day", r"(?P<d>n)-?c(?P<p>p)e"),
    ("ru-months-year", rf"(?P<m>u)[-](?P<m2>[um]),?{_RU_YEAR}"),
    ("ru-month-year", rf"(?P<m>[um]),?{_RU_YEAR}"),
    ("ru-quarter", rf"(?P<q>[ni])-?q{_RU_YEAR}"),
    ("ru-half", rf"(?P<h>[ni])-?h{_RU_YEAR}"),
    ("ru-years", r"(?P<y>N)[-o](?P<y2>N)[Gg]"),
    ("ru-decade", r"(?P<t>N)-?G"),
    ("ru-year", r"(?P<y>N)-?g"),
    ("ru-relative-year", r"(?P<p>p)g"),
    ("ru-relative-month", r"(?P<pm>p)e"),
    ("ru-relative-week", r"(?P<pw>p)w"),
)
