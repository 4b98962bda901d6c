"""Menus and lists of other articles left in a page: places named there are not the article's.

Cleaning keeps what it can't prove to be junk; for places a doubt is enough.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.extract.reading import Reading


#: What stands between the headlines of a list: «01.12.2022», «1 желтоқсан 2022», «Кеше, 17:30», and words
#: run together where one headline ends and the next begins («жоғарыЖоғары»).
_MONTHS = (
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_STAMP = re.compile(
    rf"\b\d\d\.\d\d\.20\d\d\b|\b\d{{1,2}} (?:{_MONTHS}),? 20\d\d(?! ?[жг])"
    r"|(?:Кеше|Бүгін|Вчера|Сегодня), ?\d\d:\d\d"
    r"|[а-яёәғқңөұүһі]{4}[А-ЯӘҒҚҢӨҰҮІ][а-яёәғқңөұүһі]{3}"
)
#: Every stamp holds one of these, which are found faster; most bodies hold none.
_DAYS = (".20", "Кеше", "Бүгін", "Вчера", "Сегодня")
_YEAR, _RUN_TOGETHER = re.compile(r" 20\d\d(?! ?[жг])"), re.compile("[а-яёәғқңөұүһі][А-ЯӘҒҚҢӨҰҮІ]")
_STAMPS, _GAP, _MARGIN = 3, 300, 150
#: Headings of such lists, which count in the later part of a body: what follows on their line is a list, and
#: when they stand alone the short lines below.
# Every way it may begin is written out: only then does the search skip to letters that begin one.
_HEADING = re.compile(
    "|".join(f"{which} жаңалы(?:қтар|ғы)" for which in ("Соңғы", "Ұқсас", "Танымал", "Басқа да", "Өзекті"))
    + "|Тағы(?: да)? оқыңыз|Сондай-ақ(?: да)? оқыңыз|Оқи отырыңыз|Осы тақырып(?:та|қа)|Серіктес жаңалықтары"
    "|Последние новости|Похожие|Читайте также|Recommended|Related"
)
_HEADLINE_CHARS = 140
_HEADING_CHARS = 40
_LATER = 0.4
#: A body of which more is such lists is a digest: its places are its own.
_DIGEST = 0.7
#: So many capitalised words in a row, with blanks only between them, are a menu.
_MENU_WORDS = 7
_LONG_ABBREVIATION = 3


def lists_of_links(body: str) -> list[tuple[int, int]]:
    """Stretches of a body that are lists of other articles.

    >>> links = "01.12.2022 Оралда қар 01.12.2022 Таразда жел 30.11.2022 Арал"
    >>> lists_of_links("Көпір салынды. " * 30 + links)
    [(300, 645)]
    >>> lists_of_links("Алматыда көпір салынды. Соңғы жаңалықтар Таразда жел тұрды")
    [(24, 58)]
    """
    found: list[tuple[int, int]] = []
    chain: list[tuple[int, str]] = []
    for match in _STAMP.finditer(body) if _may_hold_stamps(body) else ():
        if chain and match.start() - chain[-1][0] > _GAP:
            _close(found, chain)
            chain = []
        chain.append((match.start(), match[0]))
    _close(found, chain)
    past = 0
    for match in _HEADING.finditer(body, int(len(body) * _LATER)):
        if match.start() >= past:
            past = _list_end(body, match.start(), match.end())
            found.append((match.start(), past))
    merged = _merged(found)
    covered = sum(min(end, len(body)) - start for start, end in merged)
    return [] if covered > _DIGEST * len(body) else merged


def _may_hold_stamps(body: str) -> bool:
    if any(day in body for day in _DAYS):
        return True
    return _YEAR.search(body) is not None or _RUN_TOGETHER.search(body) is not None


def _list_end(body: str, start: int, end: int) -> int:
    """Where the list below a heading ends."""
    line_end = body.find("\n", end)
    if line_end < 0:
        return len(body)
    if line_end - (body.rfind("\n", 0, start) + 1) > _HEADING_CHARS:
        return line_end
    while line_end < len(body):
        following = body.find("\n", line_end + 1)
        following = len(body) if following < 0 else following
        if following - line_end > _HEADLINE_CHARS:
            break
        line_end = following
    return line_end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _close(found: list[tuple[int, int]], chain: list[tuple[int, str]]) -> None:
    dates = sum(stamp[0].isdigit() for _, stamp in chain)
    others = len({stamp for _, stamp in chain if not stamp[0].isdigit()})
    if dates + others >= _STAMPS:
        found.append((max(0, chain[0][0] - _MARGIN), chain[-1][0] + _MARGIN))


def in_menu(reading: Reading, first: int, last: int) -> bool:
    """Whether words ``first`` to ``last`` stand in a long row of capitalised words."""
    left = first
    while left and first - left < _MENU_WORDS and _capital(reading, left - 1) and _linked(reading, left - 1):
        left -= 1
    right = last
    count = len(reading.words)
    while (
        right < count
        and right - last < _MENU_WORDS
        and _capital(reading, right)
        and _linked(reading, right - 1)
    ):
        right += 1
    return right - left >= _MENU_WORDS


def _capital(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return word[0].isupper() and not (word.isupper() and len(word) > _LONG_ABBREVIATION)


def _linked(reading: Reading, at: int) -> bool:
    """Whether only blanks stand between a word and the next."""
    return reading.body[reading.ends[at] : reading.starts[at + 1]].strip(" \xa0") == ""
