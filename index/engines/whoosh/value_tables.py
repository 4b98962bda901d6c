"""The values of facet fields by article: counting them and finding their articles without a loop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.engines.common import date_of, value_key, year_of
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import slices
from index.engines.whoosh.segment import Segment

#: Below this share of articles a count looks at each hit's values, above at all values.
_FEW = 8


class ValueTable:
    """``names`` are distinct values; ``start`` by article points into ``ordinals``, those of its values."""

    def __init__(self, field: str, names: Sequence[str], start: Array, ordinals: Array) -> None:
        self.names = names
        self._field = field
        self._start = start
        self._ordinals = ordinals
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

    def counts(self, kept: Array) -> dict[str, int]:
        """How many of a set have each value; values of one key are counted together under the first name."""
        hits = np.flatnonzero(kept)
        if len(hits) * _FEW < len(kept):
            starts = self._start[hits]
            chosen = self._ordinals[slices(starts, self._start[hits + 1] - starts)]
        else:
            chosen = self._ordinals[kept[self._articles]]
        counts = np.bincount(chosen.astype(np.int64), minlength=len(self.names)).tolist()
        if len(self._by_key) == len(self.names):
            return {self.names[ordinal]: counts[ordinal] for ordinal in np.flatnonzero(counts).tolist()}
        found: dict[str, int] = {}
        for ordinals in self._by_key.values():
            present = [ordinal for ordinal in ordinals if counts[ordinal]]
            if present:
                found[min(self.names[n] for n in present)] = sum(counts[n] for n in present)
        return found

    def named(self, kept: Array) -> dict[str, int]:
        """How many of a set have each value, exactly as it is written."""
        chosen = self._ordinals[kept[self._articles]]
        counts = np.bincount(chosen.astype(np.int64), minlength=len(self.names)).tolist()
        return {name: count for name, count in zip(self.names, counts, strict=True) if count}


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
