"""Numbers in words, Kazakh and Russian, cardinal and ordinal: ``жиырма бесінші`` → 25."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_CARDINALS = {
    "нөл": 0,
    "бір": 1,
    "екі": 2,
    "үш": 3,
    "төрт": 4,
    "бес": 5,
    "алты": 6,
    "жеті": 7,
    "сегіз": 8,
    "тоғыз": 9,
    "он": 10,
    "жиырма": 20,
    "отыз": 30,
    "қырық": 40,
    "қырқ": 40,
    "елу": 50,
    "алпыс": 60,
    "жетпіс": 70,
    "сексен": 80,
    "тоқсан": 90,
    "жүз": 100,
    "мың": 1000,
    "миллион": 1_000_000,
    "миллиард": 1_000_000_000,
}
_RUSSIAN_CARDINALS = {
    "ноль": 0,
    "один": 1,
    "одна": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
    "одиннадцать": 11,
    "двенадцать": 12,
    "тринадцать": 13,
    "четырнадцать": 14,
    "пятнадцать": 15,
    "шестнадцать": 16,
    "семнадцать": 17,
    "восемнадцать": 18,
    "девятнадцать": 19,
    "двадцать": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "шестьдесят": 60,
    "семьдесят": 70,
    "восемьдесят": 80,
    "девяносто": 90,
    "сто": 100,
    "двести": 200,
    "триста": 300,
    "четыреста": 400,
    "пятьсот": 500,
    "шестьсот": 600,
    "семьсот": 700,
    "восемьсот": 800,
    "девятьсот": 900,
    "тысяча": 1000,
    "тысячи": 1000,
    "тысяч": 1000,
}
#: Stems of Russian ordinals; every case of the adjective follows.
_RUSSIAN_ORDINALS = {
    "перв": 1,
    "втор": 2,
    "трет": 3,
    "четверт": 4,
    "четвёрт": 4,
    "пят": 5,
    "шест": 6,
    "седьм": 7,
    "восьм": 8,
    "девят": 9,
    "десят": 10,
    "одиннадцат": 11,
    "двенадцат": 12,
    "тринадцат": 13,
    "четырнадцат": 14,
    "пятнадцат": 15,
    "шестнадцат": 16,
    "семнадцат": 17,
    "восемнадцат": 18,
    "девятнадцат": 19,
    "двадцат": 20,
    "тридцат": 30,
    "сороков": 40,
    "пятидесят": 50,
    "шестидесят": 60,
    "семидесят": 70,
    "восьмидесят": 80,
    "девяност": 90,
    "сот": 100,
    "двухтысячн": 2000,
    "тысячн": 1000,
}
#: Case endings of a noun, after a vowel or a consonant, plain or with the third person's possessive.
PLAIN_CASE = r"(?:[ндт][ыі]ң|[ғқ]а|[гк]е|[ндт][ыі]|[дт][ае](?:ғы|гі|н)?|н[ае]н|[мбп]ен)"
POSSESSIVE = r"(?:с?[ыі](?:н(?:[ыі]ң|[ае]|д[ае](?:ғы|гі|н)?|[ае]н)?|мен)?)"
_ORDINAL = r"(?:с?[ыі])?нш[ыі]"
_KAZAKH_WORD = re.compile(
    rf"({'|'.join(sorted(_CARDINALS, key=len, reverse=True))})(?:({_ORDINAL})(?:{PLAIN_CASE}|{POSSESSIVE})?"
    rf"|({POSSESSIVE}))?"
)
_RUSSIAN_WORD = re.compile(
    rf"({'|'.join(sorted(_RUSSIAN_ORDINALS, key=len, reverse=True))})"
    r"(?:ый|ой|ий|ое|ая|ого|ому|ым|ом|ую|ые|ых|ым|ье|ьего|ьему|ьим|ьем|ья|ьей|ьи)"
)
#: Forms of он (ten, he), үш (three) and бір (one) that are other words far more often.
_NO_NUMBERS = frozenset(
    (
        "үшін",
        "оны",
        "оның",
        "онын",
        "онан",
        "онымен",
        "онына",
        "бірі",
        "бірін",
        "бірінің",
        "біріне",
        "мыңы",
        "жүзі",
        "жүзін",
        "жүзінде",
        "жүзіне",
        "жүзінен",
        "елуі",
        "сотый",
        "сотого",
        "сотые",
        "сотых",
    )
)


class Numeral(NamedTuple):
    """A number read from words: its value, how many words it took, and the form of the last one."""

    value: int
    words: int
    ordinal: bool
    possessive: bool


class _Word(NamedTuple):
    value: int
    ordinal: bool
    possessive: bool


@lru_cache(maxsize=50_000)
def _word(word: str) -> _Word | None:
    if word in _NO_NUMBERS:
        return None
    russian = _RUSSIAN_CARDINALS.get(word)
    if russian is not None:
        return _Word(russian, False, False)
    if match := _KAZAKH_WORD.fullmatch(word):
        return _Word(_CARDINALS[match[1]], match[2] is not None, match[3] is not None)
    if match := _RUSSIAN_WORD.fullmatch(word):
        return _Word(_RUSSIAN_ORDINALS[match[1]], True, False)
    return None


def read_numeral(words: Sequence[str]) -> Numeral | None:
    """The longest number that lower-case ``words`` begin with, or ``None``.

    >>> read_numeral(["жиырма", "бесінші", "желтоқсан"])
    Numeral(value=25, words=2, ordinal=True, possessive=False)
    >>> read_numeral("екі мың жиырма үшінші жылы".split()).value
    2023
    >>> read_numeral(["двадцать", "пятого"]).value, read_numeral(["үшін"])
    (25, None)
    """
    total = group = used = 0
    last: _Word | None = None
    for text in words[:8]:
        word = _word(text) if len(text) < 24 else None
        grown = None if word is None else _add(total, group, word.value, used == 0)
        if word is None or grown is None:
            break
        total, group = grown
        used, last = used + 1, word
        if word.ordinal or word.possessive:
            break
    if last is None:
        return None
    return Numeral(total + group, used, last.ordinal, last.possessive)


def _add(total: int, group: int, value: int, first: bool) -> tuple[int, int] | None:
    """Sum so far and group below a thousand, with one more word; ``None`` if it cannot follow."""
    if value >= 1000:
        fits = first or (0 < group < 1000 and total % (value * 1000) == 0)
        return (total + (group or 1) * value, 0) if fits else None
    if value == 100:
        return (total, (group or 1) * 100) if group < 10 else None
    if value > 100:
        return (total, value) if group == 0 else None
    room = 100 if value >= 10 else 10
    fits = group % room == 0 and (first or group + total > 0) and value > 0
    return (total, group + value) if fits or first else None
