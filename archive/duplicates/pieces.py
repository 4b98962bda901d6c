"""A text as its words cut to their first letters: what stays when endings, capitals and script change."""

from __future__ import annotations

import re
from functools import lru_cache

from kazakh.alphabet import normalize
from kazakh.translit import to_cyrillic

#: So many letters of a word are looked at. Kazakh endings stand behind: мектептің and мектепте are one.
LETTERS = 5
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[a-zäáğǵıíñńŋöóşúüūý]{2,}")
#: By so many words is judged whether a text is Kazakh in Latin letters: more than half of them are.
_SAMPLE = 40
#: Of very long texts only so many words are read.
MOST_WORDS = 20_000


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, hyphens taken apart; at most ``MOST_WORDS``.

    >>> words_of("Қасым-Жомарт 12,5 пайыз")
    ['қасым', 'жомарт', '12', '5', 'пайыз']
    """
    return _WORD.findall(normalize(text).lower().replace("_", " "))[:MOST_WORDS]


def pieces(words: list[str]) -> list[str]:
    """Words in lower case, cut; Kazakh in Latin letters is read as Cyrillic.

    >>> pieces(words_of("Мектептің 12 оқушысы – мектептерде"))
    ['мекте', '12', 'оқушы', 'мекте']
    >>> pieces(words_of("Astana qalasynda jańa mektep ashyldy"))
    ['астан', 'қалас', 'жаңа', 'мекте', 'ашылд']
    """
    if _is_latin(words[:_SAMPLE]):
        words = [_read(word) for word in words]
    return [word[:LETTERS] for word in words]


def _is_latin(words: list[str]) -> bool:
    return sum(map(bool, map(_LATIN.fullmatch, words))) * 2 > max(len(words), 6)


@lru_cache(maxsize=50_000)
def _read(word: str) -> str:
    return to_cyrillic(word)[0] if _LATIN.fullmatch(word) else word


def shingles(cut: list[str]) -> list[str]:
    """Every three words that follow each other; of a shorter text all of it.

    >>> shingles(["жаңа", "мекте", "ашылд", "бүгін"])
    ['жаңа мекте ашылд', 'мекте ашылд бүгін']
    """
    return list(map(" ".join, zip(cut, cut[1:], cut[2:], strict=False))) or [" ".join(cut)]
