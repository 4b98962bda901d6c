"""Where a typed word begins and ends: the punctuation around it is none of it.

A word keeps its hyphens and the apostrophes of Latin Kazakh (``sag'``), a per cent sign behind it and
a number or hash sign before it. A run without a letter or digit is nothing.
"""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "'’ʼ‘`´"
_KEPT_BEHIND = APOSTROPHES + "%+#°"
_KEPT_BEFORE = "#@№$€₸§"
_STARS = re.compile(r"\*+")


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit.

    >>> has_word("№5"), has_word("– …")
    (True, False)
    """
    return any(map(_means, text))


def clean(raw: str) -> str:
    """The word in a run of characters; empty when there is none.

    >>> clean("«сапары»,"), clean("sag',"), clean("20%!"), clean("'сөз'"), clean("—")
    ('сапары', "sag'", '20%', 'сөз', '')
    """
    places = [place for place, char in enumerate(raw) if _means(char)]
    if not places:
        return ""
    start, end = places[0], _behind(raw, places[-1] + 1)
    while start and raw[start - 1] in _KEPT_BEFORE:
        start -= 1
    word = raw[start:end]
    if start and raw[start - 1] in APOSTROPHES:
        return word.rstrip(APOSTROPHES)
    return word


def clean_pattern(raw: str) -> str:
    """The wildcard pattern in a run; a ``?`` at its end is punctuation, stars are joined.

    >>> clean_pattern("мект**,"), clean_pattern("(с?з?)"), clean_pattern("=*хана")
    ('мект*', 'с?з', '*хана')
    """
    starts = [place for place, char in enumerate(raw) if _means(char) or char in "*?"]
    ends = [place for place in starts if raw[place] != "?"]
    if not ends:
        return ""
    pattern = raw[starts[0] : _behind(raw, ends[-1] + 1)]
    return _STARS.sub("*", pattern)


def is_pattern(pattern: str) -> bool:
    """Whether there is a wildcard in it."""
    return "*" in pattern or "?" in pattern


def _means(char: str) -> bool:
    """Letters and digits; the letter apostrophe only has a place inside or behind a word."""
    return char.isalnum() and char not in APOSTROPHES


def _behind(raw: str, end: int) -> int:
    """The end of a word whose last letter stands before ``end``: accents and kept signs belong to it."""
    while end < len(raw) and (raw[end] in _KEPT_BEHIND or _is_accent(raw[end])):
        end += 1
    return end


def _is_accent(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" and not "\ufe00" <= char <= "\ufe0f"
