"""Words that dates are made of, each as a one-letter symbol with a value.

=======  ==========================================================================================
symbol   meaning (value)
=======  ==========================================================================================
M V U    Kazakh month bare, in the genitive, in another case (number)
m u      Russian month in the genitive, in another case (number)
j y      Kazakh year word that makes a date (жылы, жылғы); one that may be a duration (жыл, жылдан)
J        Kazakh plural years
g G      Russian year word, plural
l L      Kazakh month word ай, plural; e c: Russian месяц, число
W w d    Kazakh week; Russian week; day word
Q H      Kazakh quarter, half year; q h: Russian ones
P p      Kazakh and Russian this, last, next (offset)
B E      a word that tells the year by itself, the day: биыл; кеше, вчера (offset)
T D      аралығында; дейін: what closes a range
&        мен, бен, пен
s o v    Russian с, по or до, в
b        ago (бұрын, назад)
!        words that make a number of years a duration, or «today» an age
~        what is named after a date: streets, villages, holidays
=======  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kazakh.numerals import PLAIN_CASE, POSSESSIVE

Value = int | None

_KAZAKH_MONTHS = (
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
)
_RUSSIAN_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_HARD_MONTHS = ("март", "август")
_GENITIVE = re.compile(r".*[ндт][ыі]ң")
_CASE = re.compile(rf"(?:{PLAIN_CASE}|{POSSESSIVE})?")

#: Fixed words: symbol, value, forms.
_FIXED: tuple[tuple[str, Value, str], ...] = (
    ("j", None, "жылы жылғы жылдың жылында жылының жылына жылынан жылын жылғыдан жылындағы жылымен"),
    ("y", None, "жыл жылдан жылға жылда жылды жылмен жылдағы"),
    (
        "J",
        None,
        "жылдар жылдары жылдарда жылдардың жылдарға жылдардан жылдарғы жылдарында жылдарының "
        "жылдарына жылдарынан жылдарын жылдардағы жылдарындағы",
    ),
    ("g", None, "год года году годом годе"),
    ("G", None, "годы годах годов годам годами гг"),
    ("l", None, "ай айы айда айдың айында айының айына айынан айын айға айдан айғы айдағы айындағы"),
    ("L", None, "айлары айларында айларының айларына айларындағы айларын"),
    ("e", None, "месяц месяца месяце месяцем"),
    ("c", None, "число числа числу"),
    ("W", None, "апта аптада аптаның аптадағы аптасы аптасында"),
    ("w", None, "неделя неделе недели неделю"),
    ("d", None, "күн күні күнгі күнде дней дня день"),
    ("Q", None, "тоқсан тоқсаны тоқсанда тоқсанның тоқсанында тоқсанының тоқсанына тоқсанындағы тоқсандағы"),
    (
        "H",
        None,
        "жартыжылдық жартыжылдығы жартыжылдықта жартыжылдығында жартыжылдығының жартыжылдығындағы "
        "жартыжылдықтың жартысы жартысында жартысының",
    ),
    ("q", None, "квартал квартала квартале"),
    ("h", None, "полугодие полугодии полугодия"),
    ("P", 0, "осы биылғы ағымдағы"),
    ("P", -1, "өткен былтырғы"),
    ("P", 1, "келесі келер"),
    ("p", 0, "этот этого этом эта этой эту текущий текущего текущем текущей нынешнего нынешнем нынешней"),
    ("p", -1, "прошлый прошлого прошлом прошлая прошлой прошлую минувшего минувшем минувшей"),
    ("p", 1, "следующий следующего следующем следующая следующей следующую"),
    ("E", 0, "бүгін бүгінгі бүгіннен сегодня сегодняшний сегодняшнем сегодняшнего"),
    ("E", -1, "кеше кешегі кешеден вчера вчерашний вчерашнем вчерашнего"),
    ("E", 1, "ертең ертеңгі завтра завтрашний"),
    ("E", 2, "бүрсігүні бүрсүгүні послезавтра"),
    ("E", -2, "позавчера"),
    ("B", 0, "биыл биылдан"),
    ("B", -1, "былтыр былтырдан"),
    ("T", None, "аралығында аралығы аралығындағы аралығына"),
    ("D", None, "дейін шейін дейінгі"),
    ("&", None, "мен бен пен"),
    ("s", None, "с со"),
    ("o", None, "по до"),
    ("v", None, "в во на"),
    ("b", None, "бұрын назад"),
    (
        "!",
        None,
        "бойы ішінде астам артық аса жуық толды болды өтті уақыт мерзім мерзімге қарай сайын таңда "
        "таң күнге заманда заман ұрпақ",
    ),
    (
        "~",
        None,
        "көшесі көшесінде көшесінің көшесіндегі ауылы ауылында ауылының даңғылы даңғылында алаңы "
        "алаңында шағынауданы мейрамы мейрамын мейрамына мерекесі мерекесін мерекесіне",
    ),
)


@cache
def _fixed() -> dict[str, tuple[str, Value]]:
    table: dict[str, tuple[str, Value]] = {}
    for symbol, value, forms in _FIXED:
        for form in forms.split():
            table.setdefault(form, (symbol, value))
    for form, number in _russian_months():
        symbol = "m" if form[-1] in "яа" else "u"
        table[form] = (symbol, number)
    return table


def _russian_months() -> Iterator[tuple[str, int]]:
    for number, base in enumerate(_RUSSIAN_MONTHS, 1):
        endings = " а у ом е" if base in _HARD_MONTHS else "й я ю ем е" if base == "ма" else "ь я ю ем е"
        yield from ((base + ending, number) for ending in endings.split(" "))


@lru_cache(maxsize=50_000)
def symbol_of(word: str) -> tuple[str, Value] | None:
    """Symbol and value of a lower-case word, or ``None``.

    >>> symbol_of("маусымда"), symbol_of("маусымның"), symbol_of("июня"), symbol_of("қазандық")
    (('U', 6), ('V', 6), ('m', 6), None)
    """
    known = _fixed().get(word)
    if known is not None:
        return known
    for number, month in enumerate(_KAZAKH_MONTHS, 1):
        ending = word[len(month) :]
        # қыркүйек softens its last letter: қыркүйегі, қыркүйегінде.
        if word.startswith(month) or (month[-1] == "к" and word.startswith(month[:-1] + "г")):
            if not _CASE.fullmatch(ending):
                return None
            return ("M" if not ending else "V" if _GENITIVE.fullmatch(ending) else "U"), number
    return None
