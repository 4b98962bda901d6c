"""How likely a row of letters is as a Kazakh word, and the best readings of ambiguous letters.

Restoring letters is a search through the possible readings of every piece of the typed word, led
by the frequencies of letter triples; it always ends, because only the best ``BEAM`` beginnings go on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from heapq import nsmallest
from importlib.resources import files
from typing import NamedTuple

#: Beginnings of words that are followed further at every letter.
BEAM = 64
#: A letter that no word has there; natural logarithm, as all costs here.
_UNSEEN_COST = 9.0
_LETTERS_IN_ALL = 45


class Reading(NamedTuple):
    """A possible reading: cost of the changes, cost of the letters as a Kazakh word, text."""

    change_cost: float
    letter_cost: float
    text: str


#: For every place of the typed word: how many signs a piece takes, what it may be read as, at what cost.
Lattice = Sequence[Sequence[tuple[int, str, float]]]


@cache
def _costs() -> Mapping[str, Mapping[str, float]]:
    """Two letters → next letter → cost, smoothed with the frequencies of pairs."""
    text = files("kazakh").joinpath("data/letter-triples.tsv").read_text(encoding="utf-8")
    rows = [(line[:3], int(line[4:])) for line in text.splitlines()[3:]]
    after: dict[str, dict[str, int]] = {}
    pairs: dict[str, dict[str, int]] = {}
    for triple, count in rows:
        after.setdefault(triple[:2], {})[triple[2]] = count
        following = pairs.setdefault(triple[1], {})
        following[triple[2]] = following.get(triple[2], 0) + count
    costs: dict[str, Mapping[str, float]] = {}
    for before, counts in after.items():
        wider = pairs[before[1]]
        total, wider_total = sum(counts.values()), sum(wider.values())
        costs[before] = {
            letter: -math.log(
                0.85 * counts.get(letter, 0) / total + 0.145 * count / wider_total + 0.005 / _LETTERS_IN_ALL
            )
            for letter, count in wider.items()
        }
    return costs


def letter_cost(word: str) -> float:
    """Negative log probability of a lower-case word by letter triples; lower is more Kazakh.

    >>> letter_cost("қазақстан") < letter_cost("казакстан") < letter_cost("kазqкстан")
    True
    """
    costs = _costs()
    padded = f"^^{word}$"
    return sum(_step(costs, padded[at : at + 2], padded[at + 2]) for at in range(len(padded) - 2))


def _step(costs: Mapping[str, Mapping[str, float]], before: str, letter: str) -> float:
    following = costs.get(before)
    return _UNSEEN_COST if following is None else following.get(letter, _UNSEEN_COST)


#: Text → cost of its changes, cost of its letters.
_Found = dict[str, tuple[float, float]]


def best_readings(lattice: Lattice, limit: int, letter_weight: float = 0.6) -> list[Reading]:
    """The ``limit`` cheapest readings, best first.

    >>> lattice = [[(1, "к", 0.0), (1, "қ", 0.2)], [(1, "о", 0.0), (1, "ө", 0.2)], [(1, "ш", 0.0)],
    ...            [(1, "е", 0.0)]]
    >>> best_readings(lattice, 1)[0].text
    'көше'
    """
    costs = _costs()
    ends: list[_Found] = [{} for _ in range(len(lattice) + 1)]
    ends[0]["^^"] = (0.0, 0.0)
    for place, options in enumerate(lattice):
        beginnings = _best(ends[place], letter_weight, BEAM)
        ends[place] = {}
        for text, (change, letters) in beginnings:
            for length, reading, cost in options:
                grown, more = text, letters
                for letter in reading:
                    more += _step(costs, grown[-2:], letter)
                    grown += letter
                _keep(ends[place + length], grown, change + cost, more, letter_weight)
    complete = {
        text: (change, letters + _step(costs, text[-2:], "$")) for text, (change, letters) in ends[-1].items()
    }
    best = _best(complete, letter_weight, limit)
    return [Reading(change, letters, text[2:]) for text, (change, letters) in best]


def _best(found: _Found, weight: float, limit: int) -> list[tuple[str, tuple[float, float]]]:
    return nsmallest(limit, found.items(), key=lambda item: (item[1][0] + weight * item[1][1], item[0]))


def _keep(found: _Found, text: str, change: float, letters: float, weight: float) -> None:
    before = found.get(text)
    if before is None or change + weight * letters < before[0] + weight * before[1]:
        found[text] = (change, letters)
