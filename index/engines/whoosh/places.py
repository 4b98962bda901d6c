"""Where words stand: phrases, nearness and quotations, for all articles at once.

A place is one number: the article's number above, the position in the low 32 bits. A list of places rises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.engines.plan import Slot
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import slices
from index.engines.whoosh.lists import Found

_SHIFT = 32


def of_list(found: Found, kept: Array | None) -> Array:
    """The places of a posting list, in the articles of a set (None: in all)."""
    numbers, counts, positions = found
    assert positions is not None
    if kept is not None:
        chosen = kept[numbers]
        positions = positions[np.repeat(chosen, counts)]
        numbers, counts = numbers[chosen], counts[chosen]
    return (np.repeat(numbers.astype(np.int64), counts) << _SHIFT) | positions


def in_some(found: Found, articles: Array) -> Array:
    """The places of a posting list in a few articles, by rising number."""
    numbers, counts, positions = found
    assert positions is not None
    if not len(numbers):
        return np.empty(0, np.int64)
    at = numbers.searchsorted(articles.astype(numbers.dtype))
    at = at.clip(max=len(numbers) - 1)
    at = at[numbers[at] == articles]
    sizes = counts[at]
    starts = np.cumsum(counts)[at] - sizes
    held = positions[slices(starts, sizes)]
    return (np.repeat(numbers[at].astype(np.int64), sizes) << _SHIFT) | held


def merged(parts: Sequence[Array]) -> Array:
    """Places of several lists as one list."""
    if len(parts) == 1:
        return parts[0]
    return np.unique(np.concatenate([*parts, np.empty(0, np.int64)]))


def articles(places: Array) -> Array:
    """The articles of places, in their order."""
    return places >> _SHIFT


def phrase(slots: Sequence[Array]) -> Array:
    """Where a phrase begins: each word right behind the one before. The rarest word is looked at first."""
    rarest = min(range(len(slots)), key=lambda place: len(slots[place]))
    starts = slots[rarest] - rarest
    for distance, places in enumerate(slots):
        if distance != rarest and len(places):
            at = places.searchsorted(starts + distance).clip(max=len(places) - 1)
            starts = starts[places[at] == starts + distance]
        elif distance != rarest:
            return places
    return starts


def near(slots: Sequence[Array], words: Sequence[Slot], slop: int) -> Array:
    """Where windows begin that hold every word with at most ``slop`` other words between.

    ``words`` says which slots ask for the same: it must then stand there as often. Only places that are near
    enough to the rarest word are looked at.
    """
    span = len(words) + slop
    needed = Counter(words)
    rarest = min(slots, key=len)
    lists = {word: _within(places, rarest, span) for word, places in zip(words, slots, strict=True)}
    ends = np.unique(np.concatenate(list(lists.values())))
    begins = ends.copy()
    fits = np.ones(len(ends), bool)
    for word, places in lists.items():
        first = places.searchsorted(ends - span, side="right")
        fits &= places.searchsorted(ends, side="right") - first >= needed[word]
        if len(places):
            begins = np.minimum(begins, places[first.clip(max=len(places) - 1)])
    return begins[fits]


def _within(places: Array, marks: Array, span: int) -> Array:
    """The places that are less than ``span`` away from a mark."""
    firsts, lasts = places.searchsorted(marks - span, side="right"), places.searchsorted(marks + span)
    # Each range begins where the one before ended, so that no place is taken twice.
    firsts[1:] = np.maximum(firsts[1:], lasts[:-1])
    return places[slices(firsts, np.maximum(lasts - firsts, 0))]


def gaps(one: Array, other: Array) -> list[tuple[int, int]]:
    """For each article with places of both the least distance between them that is not 0."""
    if not len(one) or not len(other):
        return []
    far = np.int64(1) << _SHIFT
    before = other[(np.searchsorted(other, one) - 1).clip(min=0)]
    after = other[np.searchsorted(other, one, side="right").clip(max=len(other) - 1)]
    least = np.minimum(
        np.where((before < one) & (articles(before) == articles(one)), one - before, far),
        np.where((after > one) & (articles(after) == articles(one)), after - one, far),
    )
    met = least < far
    numbers = articles(one[met])
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    if not len(firsts):
        return []
    return list(zip(numbers[firsts].tolist(), np.minimum.reduceat(least[met], firsts).tolist(), strict=True))


class Quotations:
    """Rows of quotations: where each begins and ends in the text of all quotations of its article."""

    def __init__(self, found: Found, kept: Array) -> None:
        places = of_list(found, kept)
        self.starts, self.ends = places[0::2], places[1::2]

    @property
    def articles(self) -> Array:
        return articles(self.starts)

    def holding(self, places: Array) -> Array:
        """Which quotations hold one of the places."""
        places = np.sort(places)
        return np.searchsorted(places, self.ends) > np.searchsorted(places, self.starts)

    def of(self, speaker: Found) -> Array:
        """Which quotations are in a speaker's own list."""
        return np.isin(self.starts, of_list(speaker, None)[0::2])

    def any(self) -> Array:
        """Which quotations have words."""
        return self.ends > self.starts
