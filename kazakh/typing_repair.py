"""What was meant by a word that was typed in some other way: candidates, best first.

Covers Kazakh letters left out (``казакстан``), Kazakh keys on a Russian or English layout
(``0аза0стан``, ``0fpf0cnfy``), every Latin orthography (``qazaqstan``), names as other languages
spell them (``Токаев``, ``Tokayev``) and look-alike letters. Only readings that the caller's archive
holds are offered; ``known`` says how often it holds a word, in any form.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kazakh.alphabet import has_kazakh_letters, is_cyrillic, normalize, repair_lookalikes
from kazakh.keyboard import (
    KAZAKH_BY_RUSSIAN_KEY,
    from_english_layout,
    from_russian_layout,
    to_english_layout,
)
from kazakh.letters import Lattice, best_readings, letter_cost
from kazakh.stem import stem
from kazakh.translit import is_latin, latin_lattice

#: Longer runs are not repaired.
LONGEST = 40
#: Readings of one way of typing that are looked up at most.
READINGS = 80
#: How strongly the letters' likelihood counts beside the changes when found words are ranked.
_LETTER_SHARE = 0.5
#: Cost of a front vowel after a back one, or the other way round; loan words have it too.
_DISHARMONY = 0.8
#: Gain of a reading that is a dictionary form: people search for those more than for inflected ones.
_DICTIONARY_FORM = 1.2
#: Gain of the word as it was typed; usual cost of a letter.
_AS_TYPED, _LETTER_COST = 1.0, 2.2
#: Costs of the ways of typing, before any letter is read differently.
_LETTERS_LEFT_OUT, _MIXED, _RUSSIAN_KEYS, _ENGLISH_KEYS, _LATIN, _CYRILLIC_KEYS = 0.0, 1.2, 0.5, 0.5, 0.0, 2.0
#: Readings with a smaller share are not offered.
_LEAST_SHARE = 0.0005

_Option = tuple[int, str, float]
#: Letters typed for Kazakh ones: typed → meant, with costs.
_LEFT_OUT: dict[str, tuple[tuple[str, float], ...]] = {
    "к": (("қ", 0.2),),
    "г": (("ғ", 0.2),),
    "н": (("ң", 0.3),),
    "о": (("ө", 0.2),),
    "х": (("һ", 0.4), ("қ", 1.0)),
    "у": (("ұ", 0.2), ("ү", 0.2), ("ы", 2.0)),
    "и": (("і", 0.2), ("ы", 0.7)),
    "ы": (("і", 0.6),),
    "а": (("ә", 0.3),),
    "э": (("ә", 0.3), ("е", 0.8)),
    "я": (("ә", 1.5),),
    "ё": (("е", 0.5), ("ө", 0.8)),
    "ю": (("ү", 1.0), ("ұ", 1.5)),
    "ь": (("", 0.5),),
    "е": (("ә", 2.0), ("э", 1.5)),
    "ч": (("ш", 1.2),),
}
#: The same for two letters, as in Russian spellings of names: Джамбул → Жамбыл.
_LEFT_OUT_PAIRS = {"дж": (("ж", 0.3),), "ий": (("и", 1.0),), "нг": (("ң", 0.8),), "аи": (("айы", 0.6),)}
_SURNAME = re.compile(r".{2,}(?:[её]в|ов|ин)а?|.{3,}(?:ұлы|қызы)")
#: A surname in a Russian case; Kazakh has only the nominative of it.
_RUSSIAN_CASE = re.compile(r"(.{2,}(?:[её]в|ов|ин))(?:а|у|ым|е|ой)")
_JUNK_EDGE = "«»“”„!?()…"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading: its text, how it was typed, and its share (0 to 1) of all the readings' weight.

    ``kind`` is ``letters``, ``layout``, ``latin``, ``name``, ``lookalike`` or ``spelling``. The typed
    word itself takes its share too, if the archive holds it: a low score means that the word is
    likely right as it stands.
    """

    text: str
    kind: str
    score: float


def candidates(typed: str, known: Callable[[str], int], limit: int = 5) -> tuple[Candidate, ...]:
    """Readings of one typed run (no blanks inside) that ``known`` has, best first, never itself.

    ``known`` gives how many articles hold a form's stem. At most some hundred forms are asked for.

    >>> held = {"қазақстан": 9, "жетісу": 4, "тоқаев": 7, "күн": 5, "көл": 2, "қол": 3, "гүл": 1}
    >>> known = lambda form: held.get(stem(form), 0)
    >>> [candidates(word, known)[0].text for word in ("казакстанда", "0fpf0cnfy", "жет3су", "Tokayev")]
    ['қазақстанда', 'қазақстан', 'жетісу', 'Тоқаев']
    >>> [(found.text, found.kind) for found in candidates("кол", known)]
    [('қол', 'letters'), ('көл', 'letters')]
    """
    word = normalize(typed)
    if not 1 < len(word) <= LONGEST or any(map(str.isspace, word)) or limit < 1:
        return ()
    best: dict[str, tuple[float, str, str]] = {}
    asked: dict[str, int] = {}
    lowered = word.lower()
    for text, kind, cost in _readings(lowered):
        count = asked.get(text)
        if count is None:
            count = asked[text] = known(text) if text != lowered else 0
        if count > 0:
            key = stem(text)
            weight = math.log1p(count) - cost + (_DICTIONARY_FORM if key == text else 0.0)
            if key not in best or weight > best[key][0]:
                best[key] = (weight, text, kind)
    own = known(lowered) if any(map(str.isalpha, lowered)) else 0
    if own:
        best.pop(stem(lowered), None)
    return _ranked(word, _own_weight(lowered, own) if own else -math.inf, best, limit)


def read_as(typed: str) -> tuple[str, ...]:
    """The forms that ``candidates`` asks ``known`` for, so that they can be looked up together.

    >>> "қол" in read_as("кол"), read_as("екі сөз")
    (True, ())
    """
    word = normalize(typed).lower()
    if not 1 < len(word) <= LONGEST or any(map(str.isspace, word)):
        return ()
    return tuple(dict.fromkeys([word, *(text for text, _, _ in _readings(word))]))


def _own_weight(word: str, count: int) -> float:
    """Weight of the typed word itself, which needs no change; foreign words as likely as any."""
    letters = letter_cost(word) if is_cyrillic(word) else _LETTER_COST * len(word)
    bonus = _DICTIONARY_FORM if stem(word) == word else 0.0
    return math.log1p(count) - _word_cost(word, letters) + bonus + _AS_TYPED


def _ranked(
    word: str, own: float, best: dict[str, tuple[float, str, str]], limit: int
) -> tuple[Candidate, ...]:
    # Twice the logarithm: a word ten times as frequent is a hundred times as likely to be meant.
    total = math.exp(2 * own) + sum(math.exp(2 * weight) for weight, _, _ in best.values())
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1]))[:limit]
    shares = [
        (math.exp(2 * weight) / total, text, _kind_of(kind, key)) for key, (weight, text, kind) in ordered
    ]
    return tuple(
        Candidate(_cased(text, word), kind, round(share, 4))
        for share, text, kind in shares
        if share >= _LEAST_SHARE
    )


def _kind_of(kind: str, lemma: str) -> str:
    return "name" if kind in ("latin", "letters") and _SURNAME.fullmatch(lemma) else kind


def _readings(word: str) -> Iterator[tuple[str, str, float]]:
    """Every reading to look up: text, kind, cost."""
    stripped = word.strip(_JUNK_EDGE)
    if is_cyrillic(word):
        yield from _cyrillic_readings(word, stripped)
    elif is_latin(stripped):
        yield from _searched(latin_lattice(stripped), "latin", _LATIN)
    if not is_cyrillic(word) and any(char.isalpha() or char in ";'[],.`" for char in word):
        yield from _layout_readings(from_english_layout(word), _ENGLISH_KEYS)
        yield from _layout_readings(from_english_layout(stripped), _ENGLISH_KEYS)


def _cyrillic_readings(word: str, stripped: str) -> Iterator[tuple[str, str, float]]:
    repaired, count = repair_lookalikes(word)
    if count:
        yield repaired, "lookalike", 0.1
        word = stripped = repaired
    if any(char in KAZAKH_BY_RUSSIAN_KEY for char in word):
        yield from _layout_readings(from_russian_layout(word), _RUSSIAN_KEYS)
        yield from _searched(_hyphen_lattice(word), "layout", _RUSSIAN_KEYS)
    mixed = _MIXED if has_kazakh_letters(stripped) else _LETTERS_LEFT_OUT
    yield from _searched(letter_lattice(stripped, mixed), "lookalike" if count else "letters", 0.0)
    if surname := _RUSSIAN_CASE.fullmatch(stripped):
        yield from _searched(letter_lattice(surname[1], mixed), "name", 0.5)
    latin = to_english_layout(word)
    if not count and is_latin(latin):
        yield latin, "layout", _CYRILLIC_KEYS
        yield from _searched(latin_lattice(latin), "layout", _CYRILLIC_KEYS)
    elif latin.isdigit():
        yield latin, "layout", _RUSSIAN_KEYS


def _layout_readings(text: str, cost: float) -> Iterator[tuple[str, str, float]]:
    """The keys' own reading, then the same with Kazakh letters left out."""
    if text.replace("-", "").isalpha():
        yield text, "layout", cost + _word_cost(text, letter_cost(text))
        yield from _searched(letter_lattice(text, 0.3), "layout", cost + 0.3)


def _searched(lattice: Lattice, kind: str, base: float) -> Iterator[tuple[str, str, float]]:
    for reading in best_readings(lattice, READINGS):
        yield reading.text, kind, base + reading.change_cost + _word_cost(reading.text, reading.letter_cost)


def _word_cost(text: str, letters: float) -> float:
    vowels = [char in "әөүіе" for char in text if char in "әөүіеаоұы"]
    return _LETTER_SHARE * letters + _DISHARMONY * sum(a != b for a, b in pairwise(vowels))


def letter_lattice(word: str, surcharge: float) -> Lattice:
    """Choices for every letter that may stand for a Kazakh one; each costs ``surcharge`` more.

    >>> letter_lattice("көк", 1.0)[0]
    [(1, 'к', 0.0), (1, 'қ', 1.2)]
    """
    return [
        [(1, letter, 0.0)]
        + [(1, meant, cost + surcharge) for meant, cost in _LEFT_OUT.get(letter, ())]
        + [(2, meant, cost + surcharge) for meant, cost in _LEFT_OUT_PAIRS.get(word[at : at + 2], ())]
        for at, letter in enumerate(word)
    ]


def _hyphen_lattice(word: str) -> Lattice:
    """Signs of the digit row as letters, hyphens as hyphens or ө: ``-зге``, ``Қасым-Жомарт``."""
    lattice: list[list[_Option]] = []
    for letter, options in zip(word, letter_lattice(word, 0.3), strict=True):
        meant = KAZAKH_BY_RUSSIAN_KEY.get(letter)
        lattice.append(
            list(options)
            if meant is None
            else [(1, meant.lower(), 0.0), *([(1, "-", 0.3)] if letter == "-" else [])]
        )
    return lattice


def _cased(text: str, typed: str) -> str:
    """The reading with the capitals of the typed word, part by part."""
    letters = [char for char in typed if char.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters)):
        return text.upper()
    if letters and letters[0].isupper():
        return "-".join([part[:1].upper() + part[1:] for part in text.split("-")])
    return text
