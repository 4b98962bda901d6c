"""Kazakh in Latin letters, in whatever orthography, as choices of Cyrillic readings.

The readings merge the 2017 apostrophes, the 2018 acutes, the letters of 2021 and what people write
in chats and in the English press; which one was meant is left to the words that exist.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kazakh.letters import Lattice, best_readings

#: One sign for all the apostrophes that are typed.
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´′ʹ", "'"))


_LONGEST = 4
_LONGEST_WORD = 100
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u02b9-\u02bc\u2018\u2019\u2032`´'-]+")


@cache
def _readings() -> dict[str, list[tuple[str, float]]]:
    """Latin piece → Cyrillic readings with their costs."""
    text = files("kazakh").joinpath("data/latin-letters.tsv").read_text(encoding="utf-8")
    pieces: dict[str, list[tuple[str, float]]] = {}
    for line in text.splitlines()[3:]:
        latin, readings = line.split("\t")
        parts = (reading.partition(":") for reading in readings.split())
        pieces[latin] = [(cyrillic, float(cost or 0)) for cyrillic, _, cost in parts]
    return pieces


def is_latin(typed: str) -> bool:
    """Whether a word is written in Latin letters, apostrophes and hyphens only.

    >>> is_latin("qazaq'stan"), is_latin("қазақ"), is_latin("2023")
    (True, False, False)
    """
    return _LATIN.fullmatch(typed) is not None and any(map(str.isalpha, typed))


def latin_lattice(typed: str) -> Lattice:
    """Choices of Cyrillic letters for every piece of a lower-case Latin word.

    >>> latin_lattice("q'")
    [[(1, 'қ', 0.0)], [(1, '', 0.3), (1, 'ь', 0.6), (1, 'ъ', 1.5)]]
    """
    word = typed.translate(_APOSTROPHES).replace("i\u0307", "i")
    known = _readings()
    lattice: list[list[tuple[int, str, float]]] = []
    for at, sign in enumerate(word):
        options = [
            (length, text, cost)
            for length in range(1, min(_LONGEST, len(word) - at) + 1)
            for text, cost in known.get(word[at : at + length], ())
        ]
        if sign == "'":
            options = [(1, "", 0.3), (1, "ь", 0.6), (1, "ъ", 1.5)]
        lattice.append(options or [(1, sign, 0.0 if sign == "-" else 3.0)])
    return lattice


def to_cyrillic(typed: str, limit: int = 1) -> list[str]:
    """The likeliest Cyrillic readings of a Latin word, without looking into any archive.

    What is longer than any word comes back in lower case as the only reading.

    >>> [to_cyrillic(word)[0] for word in ("qazaqstan", "ǵylym", "jan'alyq", "shygys", "ükımet")]
    ['қазақстан', 'ғылым', 'жаңалық', 'шығыс', 'үкімет']
    """
    if len(typed) > _LONGEST_WORD:
        return [typed.lower()][:limit]
    return [reading.text for reading in best_readings(latin_lattice(typed.lower()), limit)]
