"""The values of facet fields by article: counting them and finding their articles without a loop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.engines.common import date_of, value_key, year_of
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import slices
from index.engines.whoosh.segment import Segment
from index.hits import FacetCounts

#: Below this share of articles a count looks at each hit's values, above at all values.
_FEW = 8


class ValueTable:
    """``names`` are distinct values; ``start`` by article points into ``ordinals``, those of its values.

    ``names`` are kept in order, so that equal counts stand in the order of values without sorting again.
    """

    def __init__(self, field: str, names: Sequence[str], start: Array, ordinals: Array) -> None:
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.empty(len(names), np.int64)
        rank[order] = np.arange(len(names))
        self.names = names = [names[place] for place in order]
        self._field = field
        self._start = start
        self._ordinals = ordinals = rank[ordinals]
        #: Where every article has one value, the ordinals stand by article.
        self._single = len(ordinals) == len(start) - 1 and bool((np.diff(start) == 1).all())
        self._articles = np.repeat(np.arange(len(start) - 1), np.diff(start))
        self._by_key: dict[str, list[int]] = {}
        for ordinal, name in enumerate(names):
            self._by_key.setdefault(value_key(field, name), []).append(ordinal)

    @classmethod
    def of(cls, field: str, segments: Sequence[Segment], size: int) -> ValueTable:
        """The table of a field over all segments."""
        names: dict[str, int] = {}
        starts, ordinals, end = [np.zeros(1, np.int64)], [], 0
        for segment in segments:
            table = segment.table(field)
            places = [names.setdefault(name, len(names)) for name in table.slice(0, len(table))]
            start, own = segment.values(field)
            starts.append(start[1:] + end)
            ordinals.append(np.array(places, np.int64)[own])
            end += len(own)
        return cls(
            field, list(names), np.concatenate(starts), np.concatenate([*ordinals, np.empty(0, np.int64)])
        )

    def members(self, key: str) -> Array:
        """The set of articles with a value of that key, deleted ones too."""
        found = np.zeros(len(self._start) - 1, bool)
        for ordinal in self._by_key.get(key, ()):
            found[self._articles[self._ordinals == ordinal]] = True
        return found

    @cached_property
    def is_plain(self) -> bool:
        """Whether every value counts for itself."""
        return len(self._by_key) == len(self.names)

    def ranked(self, kept: Array, hits: Array) -> FacetCounts:
        """The counts of a plain table, made as they are read."""
        numbers = self._numbers(kept, hits)
        order = _most_first(numbers)
        return FacetCounts(self.names, order.tolist(), numbers[order].tolist())

    def _numbers(self, kept: Array, hits: Array) -> Array:
        """How many of a set have each value, in the order of ``names``."""
        if self._single:
            chosen = self._ordinals[hits]
        elif len(hits) * _FEW < len(kept):
            starts = self._start[hits]
            chosen = self._ordinals[slices(starts, self._start[hits + 1] - starts)]
        else:
            chosen = self._ordinals[kept[self._articles]]
        return np.bincount(chosen, minlength=len(self.names))

    def counts(self, kept: Array, hits: Array | None = None) -> dict[str, int]:
        """How many of a set (``hits``: its numbers) have each value: most first, then by value; none
        are left out.

        Values of one key are counted together under the first name that is in the set.
        """
        numbers = self._numbers(kept, np.flatnonzero(kept) if hits is None else hits)
        if self.is_plain:
            order = _most_first(numbers)
            names = map(self.names.__getitem__, order.tolist())
            return dict(zip(names, numbers[order].tolist(), strict=True))
        found: dict[str, int] = {}
        counts = numbers.tolist()
        for ordinals in self._by_key.values():
            present = [ordinal for ordinal in ordinals if counts[ordinal]]
            if present:
                found[min(self.names[n] for n in present)] = sum(counts[n] for n in present)
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def named(self, kept: Array) -> dict[str, int]:
        """How many of a set have each value, exactly as it is written."""
        counts = np.bincount(self._ordinals[kept[self._articles]], minlength=len(self.names)).tolist()
        return {name: count for name, count in zip(self.names, counts, strict=True) if count}


def _most_first(numbers: Array) -> Array:
    """Places of all numbers above 0; equal ones as they stand."""
    return np.argsort(-numbers, kind="stable")[: np.count_nonzero(numbers)]


def years_table(days: Array) -> ValueTable:
    """The year of each article's first day."""
    years, ordinals = np.unique(days // 10_000, return_inverse=True)
    return _single("date_year", [year_of(year * 10_000) for year in years.tolist()], ordinals)


def dates_table(firsts: Array, lasts: Array) -> ValueTable:
    """The date of each article, as precise as it is known."""
    periods, ordinals = np.unique(firsts * 100_000_000 + lasts, return_inverse=True)
    names = [date_of(*divmod(period, 100_000_000)) for period in periods.tolist()]
    return _single("date", names, ordinals)


def _single(field: str, names: Sequence[str], ordinals: Array) -> ValueTable:
    return ValueTable(field, names, np.arange(len(ordinals) + 1), ordinals)
