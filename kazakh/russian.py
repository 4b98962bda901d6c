"""Russian words in Kazakh text: is a word Russian, and what is its dictionary form?

Russian forms go through pymorphy3, which is loaded at the first word that needs it; it damages
Kazakh words, so only words judged Russian may see it. A word with a Kazakh letter is Kazakh; a word
that both languages know (``бар``, ``президент``) is Kazakh unless its neighbours are Russian.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kazakh.alphabet import KAZAKH_ONLY
from kazakh.morph.closed import closed_class
from kazakh.stem import stem

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_CYRILLIC_WORD = re.compile("[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*")
_WORDS = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
#: Russian words of one letter that are neither Kazakh words nor usual initials.
_SHORT = frozenset("ив")
#: Longer words are no words.
_LONGEST = 64
_SAMPLE_CHARS = 20_000
_KEPT = 30_000
#: Pieces of running text, each with its punctuation.
_KEPT_PIECES = 20_000

# What a word says by itself.
_KAZAKH, _RUSSIAN, _EITHER, _UNKNOWN, _OTHER = "K", "R", "either", "unknown", "other"


@cache
def _morph() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer as Morph  # 0.2 s and 30 MB: only when a Russian word comes

    return Morph(lang="ru")


@cache
def _plain_letter_words() -> dict[str, bool]:
    """Kazakh words without Kazakh letters → whether the form is Russian too."""
    text = files("kazakh").joinpath("data/plain-letter-words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[3:])
    return {word: russian == "1" for word, _, russian in rows}


class _Sorts(dict[str, str]):
    """Word → what it says by itself; learns a word when it is first asked for."""

    def __missing__(self, word: str) -> str:
        sort = _judge(word)
        if len(word) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[word] = sort
        return sort


_sorts = _Sorts()
_sort_of = _sorts.__getitem__


def by_itself_russian(word: str) -> bool:
    """Whether a word that only Russian has; without one no word of a text is read as Russian.

    >>> by_itself_russian("заседания"), by_itself_russian("бар"), by_itself_russian("қала")
    (True, False, False)
    """
    return _sorts[word] == _RUSSIAN


def may_be_russian(word: str) -> bool:
    """Whether neighbours can make a word Russian.

    >>> may_be_russian("бар"), may_be_russian("қала")
    (True, False)
    """
    return _sorts[word] not in (_KAZAKH, _OTHER)


def _judge(word: str) -> str:
    text = word.lower()
    if len(text) > _LONGEST or not _CYRILLIC_WORD.fullmatch(text):
        return _OTHER
    if not KAZAKH_ONLY.isdisjoint(text):
        return _KAZAKH
    shared = _plain_letter_words().get(text)
    if shared is not None:
        # Particles (мен, де) stand between Russian names too; read as Russian they would be damaged.
        return (_OTHER if text in closed_class() else _EITHER) if shared else _KAZAKH
    if len(text) == 1:
        return _RUSSIAN if text in _SHORT else _UNKNOWN
    return _RUSSIAN if _morph().word_is_known(text) else _UNKNOWN


def is_russian(word: str, left: str | None = None, right: str | None = None) -> bool:
    """Whether a word is to be read as Russian between these neighbours.

    >>> is_russian("заседания"), is_russian("қала"), is_russian("туралы")
    (True, False, False)
    >>> is_russian("бар", "үйде", "еді"), is_russian("бар", "открыли", "для")
    (False, True)
    """
    sort = _sort_of(word)
    if sort in (_KAZAKH, _OTHER):
        return False
    around = [_sort_of(neighbour) for neighbour in (left, right) if neighbour]
    if sort == _RUSSIAN:
        return around != [_KAZAKH, _KAZAKH] or stem(word) not in _plain_letter_words()
    return _RUSSIAN in around and _KAZAKH not in around


def russian_flags(words: Sequence[str]) -> list[bool]:
    """``is_russian`` for every word of a text in one pass; the fast way for indexing.

    >>> russian_flags(["Ол", "кеше", "Министерство", "внутренних", "дел", "ғимаратында", "болды"])
    [False, False, True, True, True, False, False]
    """
    sorts = list(map(_sort_of, words))
    flags = [False] * len(sorts)
    if _RUSSIAN not in sorts:
        return flags
    last = len(sorts) - 1
    near = {at + step for at, sort in enumerate(sorts) if sort == _RUSSIAN for step in (-1, 0, 1)}
    for at in near:
        if 0 <= at <= last and sorts[at] not in (_KAZAKH, _OTHER):
            flags[at] = is_russian(
                words[at], words[at - 1] if at else None, words[at + 1] if at < last else None
            )
    return flags


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str | None:
    """Dictionary form of a Russian word in lower case, ё as е; ``None`` for what cannot be Russian.

    >>> lemma("заседаниях"), lemma("депутатов"), lemma("қаланың"), lemma("2023")
    ('заседание', 'депутат', None, None)
    """
    text = word.lower()
    if len(text) > _LONGEST or not _CYRILLIC_WORD.fullmatch(text) or not KAZAKH_ONLY.isdisjoint(text):
        return None
    return str(_morph().parse(text)[0].normal_form).replace("ё", "е")


def readings(word: str) -> tuple[str, ...]:
    """Every term that a query word may stand for in an index: its Kazakh stem, then its Russian lemma.

    >>> readings("школы"), readings("мектептің")
    (('школ', 'школа'), ('мектеп',))
    """
    kazakh = stem(word)
    if _sort_of(word) in (_KAZAKH, _OTHER):
        return (kazakh,)
    russian = lemma(word)
    return (kazakh,) if russian in (None, kazakh) else (kazakh, str(russian))


def language(text: str) -> str:
    """Language of an article: ``kk``, ``ru``, ``mixed``, or ``und`` when there is too little to say.

    >>> language("Үкімет отырысында бюджет қаралды"), language("На заседании рассмотрели бюджет")
    ('kk', 'ru')
    >>> language("2023"), language("Президент")
    ('und', 'und')
    """
    pieces = text[:_SAMPLE_CHARS].split()
    counts = sum(map(_tallies.__getitem__, pieces))
    # Names keep their Kazakh letters in Russian articles: small letters say more.
    if not counts:
        counts = sum(map(_tally, pieces))
    kazakh, russian = counts >> _FIELD & _FULL, counts & _FULL
    if kazakh + russian == 0:
        return "und"
    share = russian / (kazakh + russian)
    if share < 0.4:
        return "kk"
    return "ru" if share > 0.85 else "mixed"


#: Russian words, Kazakh ones and all are counted in one number, so many bits each: more than a sample has.
_FIELD = 20
_FULL = (1 << _FIELD) - 1


def _tally(piece: str, small: bool = False) -> int:
    """Words of a piece of text by their sort; with ``small`` only those that begin with a small letter."""
    words = [word for word in _WORDS.findall(piece) if not small or word[0].islower()]
    sorts = list(map(_sort_of, words))
    return len(sorts) << 2 * _FIELD | sorts.count(_KAZAKH) << _FIELD | sorts.count(_RUSSIAN)


class _Tallies(dict[str, int]):
    """What stands between two blanks → its words with a small letter, counted by sort."""

    def __missing__(self, piece: str) -> int:
        counts = _tally(piece, small=True)
        if len(piece) <= _LONGEST:
            if len(self) >= _KEPT_PIECES:
                self.clear()
            self[piece] = counts
        return counts


_tallies = _Tallies()


@lru_cache(maxsize=10_000)
def beginnings(term: str, size: int = 2) -> frozenset[str]:
    """First letters of all Russian forms of a dictionary form (ё as it is written); none for words that are
    not Russian.

    >>> sorted(beginnings("человек")), sorted(beginnings("идти")), sorted(beginnings("қала"))
    (['лю', 'че'], ['ид', 'ше', 'шл', 'шё'], [])
    """
    if len(term) > _LONGEST or not _CYRILLIC_WORD.fullmatch(term) or not KAZAKH_ONLY.isdisjoint(term):
        return frozenset()
    if not _morph().word_is_known(term):
        return frozenset()
    read = (parse for parse in _morph().parse(term) if parse.normal_form.replace("ё", "е") == term)
    return frozenset(form.word[:size] for parse in read for form in parse.lexeme)
