"""Words that are not one run of letters: hyphens, numbers, percent signs, abbreviations.

``split_shape`` says which part of such a word is inflected; the rest of the word stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kazakh.harmony import VOWELS
from kazakh.morph.endings import parses
from kazakh.suffixes import NOMINAL

#: Particles written with a hyphen that say nothing about the word's meaning.
CLITICS = frozenset(["ақ", "ау", "ай", "мыс", "міс", "шы", "ші", "дағы", "да", "де", "та", "те"])
_NUMBER = re.compile(r"([0-9]+(?:[.,:/][0-9]+)*[%‰°]?|[%‰№])[-–]?([а-яёәғқңөұүһі]*)")
_ORDINAL = re.compile(r"(?:[ыі]?нш[ыі]|сыншы|сінші|ш[ыі]|і?нші|ыншы)")
_PATRONYMIC = re.compile(
    "([а-яёәғқңөұүһі]{3,}(?:ұлы|қызы))(?:н|на|ның|мен|нан|нда|ндай|ндағы|нікі|лар|ларға|ларды|лардың)?"
)
_CASE_FIRST = frozenset(
    ("GEN", "DAT", "DATP", "ACC", "LOC", "ABL", "INS", "ATR", "PL", "P1", "P2", "P3", "LYQ", "SIM", "KI")
)


class Shape(NamedTuple):
    """``kept`` stays as it is; ``inflected`` (may be empty) is to be stemmed after it."""

    kept: str
    inflected: str
    rule: str


def is_case_ending(text: str) -> bool:
    """Can ``text`` be the ending of a noun that is written apart with a hyphen?

    >>> is_case_ending("тың"), is_case_ending("ға"), is_case_ending("жомарт")
    (True, True, False)
    """
    return any(
        parse.first.layer in _CASE_FIRST and NOMINAL in parse.kinds or parse.layers[0] == "DATP"
        for parse in parses(text)
    )


def split_number(word: str) -> Shape | None:
    """``2020-сыншы``, ``70-жылдары``, ``40-тан``, ``5%-ға``: number and what follows it.

    >>> split_number("2020-сыншы"), split_number("5%-ға").kept
    (Shape(kept='2020', inflected='', rule='number'), '5%')
    >>> split_number("70-жылдары")
    Shape(kept='70-', inflected='жылдары', rule='number-word')
    """
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    number, tail = match.groups()
    if not tail or is_case_ending(tail) or _ordinal(tail):
        return Shape(number, "", "number")
    return Shape(word[: len(word) - len(tail)], tail, "number-word")


def split_patronymic(word: str) -> Shape | None:
    """``құнанбайұлының``: the possessive of ұлы and қызы belongs to the name.

    >>> split_patronymic("құнанбайұлының")
    Shape(kept='құнанбайұлы', inflected='', rule='patronymic')
    """
    match = _PATRONYMIC.fullmatch(word)
    return Shape(match.group(1), "", "patronymic") if match else None


def split(word: str) -> Shape | None:
    """The first shape that fits; None for a plain run of letters and for what is no word."""
    if word.isalpha():
        return split_patronymic(word) if "ұлы" in word or "қызы" in word else None
    return split_number(word) or split_hyphen(word)


def _ordinal(tail: str) -> bool:
    match = _ORDINAL.match(tail)
    return match is not None and (match.end() == len(tail) or is_case_ending(tail[match.end() :]))


def split_hyphen(word: str) -> Shape | None:
    """Inflected tail of a hyphenated word, or the word without its clitic.

    >>> split_hyphen("жүріп-ақ"), split_hyphen("ақш-тың").kept
    (Shape(kept='', inflected='жүріп', rule='clitic'), 'ақш')
    >>> split_hyphen("азық-түлікке")
    Shape(kept='азық-', inflected='түлікке', rule='compound')
    """
    head, dash, tail = word.rpartition("-")
    if not dash or not head or not tail:
        return None
    if tail in CLITICS and not (tail in ("да", "де", "та", "те") and is_abbreviation(head)):
        return Shape("", head, "clitic")
    if is_case_ending(tail) and (is_abbreviation(head) or len(tail) <= 3):
        return Shape(head, "", "abbreviation")
    return Shape(head + dash, tail, "compound")


def is_abbreviation(word: str) -> bool:
    """Letters that cannot be read as a word: no vowel, or hardly any, or very short.

    >>> is_abbreviation("ақш"), is_abbreviation("бұұ"), is_abbreviation("қала")
    (True, True, False)
    """
    vowels = sum(letter in VOWELS for letter in word)
    return len(word) <= 3 or vowels <= 1 and len(word) <= 4 or vowels == 0
