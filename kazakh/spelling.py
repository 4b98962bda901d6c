"""Did you mean: words of a vocabulary that are spelled nearly like the typed one.

Letters that Kazakh spelling confuses (қ–к, ы–і, ұ–ү) cost less than others; vocabularies are stems
with counts, so the typed word is compared by its stem as well as whole.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from itertools import pairwise

from kazakh.alphabet import fold_case, normalize
from kazakh.letters import best_readings
from kazakh.stem import stem
from kazakh.typing_repair import letter_lattice

#: Longer words get no suggestions.
LONGEST = 40
#: Edits allowed at most, and how many words are compared letter by letter.
_FAR, _COMPARED = 2.0, 200
_OTHER_EDIT, _CONFUSED, _DOUBLED, _SWAPPED = 1.0, 0.35, 0.5, 0.8
_CONFUSIONS = (
    "қк",
    "ғг",
    "ңн",
    "өоүұу",
    "ұүу",
    "іыи",
    "әае",
    "һх",
    "еэ",
    "ёео",
    "бп",
    "дт",
    "зс",
    "жш",
    "цс",
    "щш",
    "йи",
    "қғ",
    "кг",
    "хқ",
    "ея",
    "вб",
    "фп",
)
_PAIRS = {frozenset((a, b)) for group in _CONFUSIONS for a in group for b in group if a != b}
#: One letter for those most often confused, so that words that differ only in them meet.
_SKELETON = str.maketrans("қғңөұүіһәэё", "кгноууыхаее")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the vocabulary, its count there, and how far the typed word is from it (weighted edits)."""

    text: str
    count: int
    distance: float


class SpellingIndex:
    """A vocabulary prepared for ``suggest``: letter pairs → words.

    >>> SpellingIndex([("мектеп", 40), ("мемлекет", 90)]).words
    ['мектеп', 'мемлекет']
    """

    def __init__(self, vocabulary: Iterable[tuple[str, int]]) -> None:
        rows = [(term, count) for term, count in vocabulary if count > 0 and 1 < len(term) <= LONGEST]
        self.words = [term for term, _ in rows]
        self.counts = [count for _, count in rows]
        self._places: dict[str, array[int]] = {}
        for place, term in enumerate(self.words):
            for pair in set(_pairs(term)):
                self._places.setdefault(pair, array("I")).append(place)

    def nearest(self, word: str, limit: int = _COMPARED) -> list[int]:
        """Places of the words that share most letter pairs with ``word``."""
        shared: Counter[int] = Counter()
        for pair in set(_pairs(word)):
            shared.update(self._places.get(pair, ()))
        length = len(word)
        return nlargest(
            limit,
            shared,
            key=lambda place: (
                shared[place] - 0.5 * abs(len(self.words[place]) - length),
                self.counts[place],
                place,
            ),
        )


def suggest(
    word: str, vocabulary: Iterable[tuple[str, int]] | SpellingIndex, limit: int = 3
) -> tuple[Suggestion, ...]:
    """Words that may have been meant, best first: near ones before far ones, frequent before rare.

    >>> held = [("мектеп", 40), ("мемлекет", 90), ("министр", 70), ("минут", 20), ("қазақстан", 80)]
    >>> [suggest(typed, held)[0].text for typed in ("мектеб", "миинстр", "мемлекетк", "казакыстан")]
    ['мектеп', 'министр', 'мемлекет', 'қазақстан']
    >>> suggest("ғарышкер", held)
    ()
    """
    typed = fold_case(normalize(word.strip()))
    if not 2 < len(typed) <= LONGEST or limit < 1:
        return ()
    index = vocabulary if isinstance(vocabulary, SpellingIndex) else SpellingIndex(vocabulary)
    best: dict[int, float] = {}
    for form, surcharge in _forms(typed):
        allowed = _FAR if len(form) > 5 else 1.0
        for place in index.nearest(form):
            distance = surcharge + edit_cost(form, index.words[place], allowed)
            if distance <= allowed and distance < best.get(place, math.inf):
                best[place] = distance
    ranked = nsmallest(
        limit,
        best,
        key=lambda place: (best[place] - 0.12 * math.log(index.counts[place]), index.words[place]),
    )
    return tuple(
        Suggestion(index.words[place], index.counts[place], round(best[place], 2))
        for place in ranked
        if index.words[place] != typed
    )


def _forms(typed: str) -> Iterator[tuple[str, float]]:
    """The word, its stem, and the stems of its likeliest readings with Kazakh letters restored."""
    seen = {typed}
    yield typed, 0.0
    stems = [(stem(typed), 0.1)]
    stems += [
        (stem(reading.text), 0.2 + reading.change_cost / 2)
        for reading in best_readings(letter_lattice(typed, 0.0), 3)
    ]
    for form, surcharge in stems:
        if form not in seen and len(form) > 2:
            seen.add(form)
            yield form, surcharge


def _pairs(word: str) -> Iterator[str]:
    return (first + second for first, second in pairwise(f" {word.translate(_SKELETON)} "))


def edit_cost(typed: str, meant: str, allowed: float = _FAR) -> float:
    """Weighted edits from one word to another; infinite as soon as they exceed ``allowed``.

    >>> edit_cost("жуз", "жүз"), edit_cost("орман", "ораман"), edit_cost("бала", "қалам")
    (0.35, 1.0, 2.0)
    """
    if abs(len(typed) - len(meant)) > allowed / _DOUBLED:
        return math.inf
    before_last: list[float] = []
    last = [float(at) for at in range(len(meant) + 1)]
    for row, letter in enumerate(typed, 1):
        line = [float(row)]
        for column, other in enumerate(meant, 1):
            cost = min(
                last[column] + _insertion(typed, row - 1),
                line[column - 1] + _insertion(meant, column - 1),
                last[column - 1] + _exchange(letter, other),
            )
            if row > 1 and column > 1 and letter == meant[column - 2] and typed[row - 2] == other != letter:
                cost = min(cost, before_last[column - 2] + _SWAPPED)
            line.append(cost)
        if min(line) > allowed:
            return math.inf
        before_last, last = last, line
    return last[-1] if last[-1] <= allowed else math.inf


def _insertion(word: str, at: int) -> float:
    return _DOUBLED if at and word[at] == word[at - 1] else _OTHER_EDIT


def _exchange(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return _CONFUSED if frozenset((typed, meant)) in _PAIRS else _OTHER_EDIT
