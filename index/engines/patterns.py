"""Wildcards and fuzzy words, compared with exact forms; the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold_form
from kazakh.alphabet import normalize, repair_lookalikes

#: Forms that one pattern may stand for; the most frequent are kept and the page says so.
EXPANSION_LIMIT = 1_000
NOTICE = "expansion_limit"


@dataclass(frozen=True, slots=True)
class Pattern:
    """``distance`` 0: a pattern of ``*`` and ``?``; else the word and the edits allowed."""

    text: str
    distance: int = 0

    @property
    def prefix(self) -> str:
        """What every form that fits begins with."""
        return "" if self.distance else re.split(r"[*?]", self.text, maxsplit=1)[0]

    def fits(self, form: str) -> bool:
        """Whether a form fits.

        >>> wildcard_pattern("МЕКТ*").fits("мектептер"), fuzzy_pattern("мектеб", 1).fits("мектеп")
        (True, True)
        """
        if self.distance:
            return within_edits(self.text, form, self.distance)
        return _fits(_pieces(self.text), form)


@lru_cache(maxsize=1_000)
def _pieces(text: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """The runs between stars, each as an expression and its length."""
    return tuple(
        (
            re.compile("".join("." if char == "?" else re.escape(char) for char in piece), re.DOTALL),
            len(piece),
        )
        for piece in text.split("*")
    )


def _fits(pieces: tuple[tuple[re.Pattern[str], int], ...], form: str) -> bool:
    """Each middle run at its first place: no backtracking, so any pattern is answered at once."""
    (first, place), *middle = pieces
    if not middle:
        return first.fullmatch(form) is not None
    last, length = middle.pop()
    if first.match(form) is None:
        return False
    for piece, _ in middle:
        found = piece.search(form, place)
        if found is None:
            return False
        place = found.end()
    return len(form) - length >= place and last.fullmatch(form, len(form) - length) is not None


def wildcard_pattern(text: str) -> Pattern:
    return Pattern(fold_form(repair_lookalikes(normalize(text))[0]))


def fuzzy_pattern(text: str, distance: int) -> Pattern:
    return Pattern(fold_form(repair_lookalikes(normalize(text))[0]), distance)


def within_edits(wanted: str, form: str, distance: int) -> bool:
    """Whether ``distance`` insertions, deletions or replacements suffice.

    >>> within_edits("сапар", "сапары", 1), within_edits("сапар", "саперы", 1)
    (True, False)
    """
    if abs(len(wanted) - len(form)) > distance:
        return False
    wanted, form = _without_common_ends(wanted, form)
    line = list(range(len(form) + 1))
    for row, letter in enumerate(wanted, 1):
        above, line[0] = line[0], row
        for column, other in enumerate(form, 1):
            cost = above if letter == other else 1 + min(above, line[column], line[column - 1])
            above, line[column] = line[column], cost
        if min(line) > distance:
            return False
    return line[-1] <= distance


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def expand(pattern: Pattern, vocabulary: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], bool]:
    """Forms that fit, out of (form, articles) pairs, and whether there were too many to keep all."""
    found = [(-count, form) for form, count in vocabulary if pattern.fits(form)]
    found.sort()
    return tuple(form for _, form in found[:EXPANSION_LIMIT]), len(found) > EXPANSION_LIMIT
