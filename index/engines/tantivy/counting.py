"""How many of the articles that a query finds have each value of a facet.

tantivy counts the articles that it is given, some 20 ns for each and field. So a query that finds more than
half of all is counted by the articles that it does not find, taken from the counts of all, which are kept
as long as a commit is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.tantivy.queries import MUST, NOT, Q, articles, between, every
from index.hits import FacetCounts

#: Values that one aggregation gives; tantivy refuses to make more than 65,000.
VALUES = 60_000
#: Where more values are found, articles are counted in two halves by the first of these numbers, those again
#: in halves, and articles of one number by the next.
_PARTED_BY = ("body_words", "quote_words", "date_first")
_LARGEST = 2**27
_PAIR = itemgetter("key", "doc_count")


@dataclass(frozen=True, slots=True)
class Counts:
    """Values with at least one article: ``counts[n]`` have the value ``names[ordinals[n]]``.

    ``names`` are in order, and so are the ordinals.
    """

    names: Sequence[str]
    ordinals: NDArray[np.int64]
    counts: NDArray[np.int64]

    def ranked(self) -> FacetCounts:
        """Most first, then by value; made as they are read."""
        order = np.argsort(-self.counts, kind="stable")
        return FacetCounts(self.names, self.ordinals[order].tolist(), self.counts[order].tolist())

    def by_value(self) -> dict[str, int]:
        """In the order of values."""
        return {
            self.names[place]: count
            for place, count in zip(self.ordinals.tolist(), self.counts.tolist(), strict=True)
        }


class Counting:
    """Counts over one commit."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._every: dict[str, tuple[Counts, Mapping[str, int]]] = {}

    def every(self, fields: Iterable[str]) -> dict[str, Counts]:
        """The counts of all articles by field."""
        missing = [field for field in fields if field not in self._every]
        for field, found in self._found(missing, articles()).items():
            names = sorted(found)
            counts = np.array([found[name] for name in names], np.int64)
            places = {name: place for place, name in enumerate(names)}
            self._every[field] = Counts(names, np.arange(len(names)), counts), places
        return {field: self._every[field][0] for field in fields}

    def among(self, fields: Sequence[str], query: Any, total: int, of: int) -> dict[str, Counts]:
        """The counts of the ``total`` articles that a query finds among all, which are ``of``."""
        every_one = self.every(fields)
        if not fields or total == of:
            return every_one
        if total * 2 <= of:
            return {field: self._counts(field, found) for field, found in self._found(fields, query).items()}
        others = Q.boolean_query([(MUST, articles()), (NOT, query)])
        return {field: self._without(field, found) for field, found in self._found(fields, others).items()}

    def _counts(self, field: str, found: Mapping[str, int]) -> Counts:
        whole, places = self._every[field]
        ordinals = np.fromiter(map(places.__getitem__, found), np.int64, len(found))
        order = np.argsort(ordinals)
        counts = np.fromiter(found.values(), np.int64, len(found))
        return Counts(whole.names, ordinals[order], counts[order])

    def _without(self, field: str, found: Mapping[str, int]) -> Counts:
        whole, gone = self._every[field][0], self._counts(field, found)
        left = whole.counts.copy()
        left[gone.ordinals] -= gone.counts
        ordinals = np.flatnonzero(left)
        return Counts(whole.names, ordinals, left[ordinals])

    def _found(self, fields: Sequence[str], query: Any) -> dict[str, dict[str, int]]:
        """What tantivy counts; ``query`` finds just articles."""
        return self._halves(fields, query, _PARTED_BY, 0, _LARGEST) if fields else {}

    def _halves(
        self, fields: Sequence[str], query: Any, parted: Sequence[str], least: int, most: int
    ) -> dict[str, dict[str, int]]:
        """The same, in parts that are small enough for tantivy."""
        asked = {field: {"terms": {"field": field, "size": VALUES}} for field in fields}
        answer = self._searcher.aggregate(query, asked)
        found = {field: dict(map(_PAIR, answer[field]["buckets"])) for field in fields}
        cut = [field for field in fields if answer[field]["sum_other_doc_count"]]
        if not cut:
            return found
        if least == most:
            parted, least, most = parted[1:], 0, _LARGEST
        middle = (least + most) // 2
        sums = {field: Counter[str]() for field in cut}
        for first, last in ((least, middle), (middle + 1, most)):
            half = every([query, between(parted[0], first, last)])
            for field, counts in self._halves(cut, half, parted, first, last).items():
                sums[field].update(counts)
        return found | sums
