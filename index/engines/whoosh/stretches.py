"""The terms of several tables side by side, a stretch of their common order at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.terms import TermTable

#: Postings and terms of a stretch, about; one very frequent term may have more.
_POSTINGS, _TERMS = 200_000, 20_000


class Stretch(NamedTuple):
    """``terms`` rise; of each table the range of its ordinals there, and their ranks among the terms."""

    terms: list[bytes]
    ranges: list[tuple[int, int]]
    ranks: list[Array]

    def sums(self, counts: Sequence[Array]) -> Array:
        """For each term the sum of a number that each table has by ordinal."""
        found = np.zeros(len(self.terms), np.int64)
        for own, (first, last), ranks in zip(counts, self.ranges, self.ranks, strict=True):
            found[ranks] += own[first:last]
        return found


def stretches(tables: Sequence[TermTable]) -> Iterator[Stretch]:
    """All terms of all tables, each in one stretch, in order."""
    sums = [np.cumsum(table.df, dtype=np.int64) for table in tables]
    at = [0] * len(tables)
    while any(first < len(table) for first, table in zip(at, tables, strict=True)):
        last = min(
            table.raw(_end(sums[place], at[place], len(tables)) - 1)
            for place, table in enumerate(tables)
            if at[place] < len(table)
        )
        ends = [table.behind(last) for table in tables]
        yield _stretch(tables, list(zip(at, ends, strict=True)))
        at = ends


def _end(sums: Array, first: int, tables: int) -> int:
    """Where a stretch would end if its table alone decided: behind one term at least."""
    before = int(sums[first - 1]) if first else 0
    enough = int(np.searchsorted(sums, before + _POSTINGS // tables))
    return min(max(enough, first + 1), first + max(_TERMS // tables, 1), len(sums))


def _stretch(tables: Sequence[TermTable], ranges: list[tuple[int, int]]) -> Stretch:
    own = [table.raws(first, last) for table, (first, last) in zip(tables, ranges, strict=True)]
    terms = sorted(set().union(*own))
    rank = {term: number for number, term in enumerate(terms)}
    ranks = [np.fromiter(map(rank.__getitem__, each), np.int64, len(each)) for each in own]
    return Stretch(terms, ranges, ranks)
