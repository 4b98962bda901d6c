"""One generation of a Whoosh index as numbered articles, with posting lists, columns and values as arrays.

Article numbers run through all segments. Deleted articles are in none of the answers. A set of articles is
an array with a truth for each number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.cache import Cache
from index.engines.whoosh.lists import Found, end_to_end
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.terms import hash_of
from index.engines.whoosh.value_tables import ValueTable, dates_table, years_table

_KEPT_BYTES = 96_000_000
_KEPT_SETS = 64


class Snapshot:
    """Reads ``segments``, of which ``deleted`` (article numbers by segment) are gone; remembers hot lists."""

    def __init__(
        self, segments: Sequence[Segment], deleted: Sequence[Iterable[int]], generation: int
    ) -> None:
        self.generation = generation
        self.segments = segments
        sizes = [segment.size for segment in segments]
        self.bases = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.size = int(self.bases[-1])
        self.live = np.ones(self.size, bool)
        for base, numbers in zip(self.bases, deleted, strict=False):
            self.live[base + np.fromiter(numbers, np.int64)] = False
        self.count = int(np.count_nonzero(self.live))
        self._lists: Cache[Found] = Cache(_KEPT_BYTES, _weight)
        self._columns: dict[str, Array] = {}
        self._values: dict[str, ValueTable] = {}
        self._sets: Cache[Array] = Cache(_KEPT_SETS, lambda _: 1)

    def without(self, is_hidden: Callable[[str], bool]) -> Snapshot:
        """The same segments, more of their articles gone."""
        gone = []
        for base, segment in zip(self.bases.tolist(), self.segments, strict=False):
            live = self.live[base : base + segment.size].tolist()
            pairs = enumerate(zip(live, segment.ids.tolist(), strict=True))
            gone.append([number for number, (kept, id) in pairs if not kept or is_hidden(id.decode())])
        return Snapshot(self.segments, gone, self.generation)

    def nothing(self) -> Array:
        """The empty set."""
        return np.zeros(self.size, bool)

    def located(self, number: int) -> tuple[Segment, int]:
        """An article's segment and its number there."""
        place = int(np.searchsorted(self.bases, number, side="right")) - 1
        return self.segments[place], number - int(self.bases[place])

    def shares(self, numbers: Array) -> Iterator[tuple[Segment, int, slice]]:
        """For each segment with some of the rising numbers: its first number and where they stand."""
        bounds = np.searchsorted(numbers, self.bases)
        for place, segment in enumerate(self.segments):
            if bounds[place] < bounds[place + 1]:
                yield segment, int(self.bases[place]), slice(int(bounds[place]), int(bounds[place + 1]))

    def postings(self, field: str, term: str) -> Found:
        """The list of a term in a field."""
        return self._lists.get((field, term), lambda: self._read(field, term))

    def _read(self, field: str, term: str) -> Found:
        raw = term.encode()
        hashed = int(hash_of([raw])[0]) if raw else 0
        parts = []
        for base, segment in zip(self.bases.tolist(), self.segments, strict=False):
            ordinal = segment.table(field).find(raw, hashed)
            part = segment.postings(field, ordinal) if ordinal >= 0 else None
            if part is not None:
                parts.append(self._live(part._replace(numbers=part.numbers + base)))
        return end_to_end(parts)

    def _live(self, found: Found) -> Found:
        if self.count == self.size:
            return found
        kept = self.live[found.numbers]
        if kept.all():
            return found
        positions = found.positions
        if positions is not None:
            positions = positions[np.repeat(kept, found.counts)]
        return Found(found.numbers[kept], found.counts[kept], positions)

    def bag(self, field: str, ordinals: Sequence[Array], with_positions: bool = False) -> Found:
        """The lists of many terms behind each other, by ordinals in each segment; numbers do not rise."""
        parts = []
        for base, segment, wanted in zip(self.bases.tolist(), self.segments, ordinals, strict=False):
            for found in segment.many(field, wanted, with_positions):
                parts.append(found._replace(numbers=found.numbers + base))
        return self._live(end_to_end(parts))

    def members(self, field: str, term: str) -> Array:
        """The set of articles that have a term."""
        found = self.nothing()
        found[self.postings(field, term).numbers] = True
        return found

    def remembered(self, key: Hashable, make: Callable[[], Array]) -> Array:
        """A set that is made once and kept for a while."""
        return self._sets.get(key, make)

    def column(self, name: str) -> Array:
        """The number of each article under that name."""
        if name not in self._columns:
            parts = [segment.column(name) for segment in self.segments]
            self._columns[name] = np.concatenate(parts) if parts else np.empty(0, np.int64)
        return self._columns[name]

    @cached_property
    def mean_words(self) -> tuple[float, float]:
        """Mean number of words in the titles and in the bodies of all articles."""
        title, body = (int(self.column(name)[self.live].sum()) for name in ("title_words", "body_words"))
        return title / (self.count or 1), body / (self.count or 1)

    def values(self, field: str) -> ValueTable:
        """The values of a facet field."""
        if field not in self._values:
            self._values[field] = self._value_table(field)
        return self._values[field]

    def _value_table(self, field: str) -> ValueTable:
        if field == "date_year":
            return years_table(self.column("date_first"))
        if field == "date":
            return dates_table(self.column("date_first"), self.column("date_last"))
        return ValueTable.of(field, self.segments, self.size)

    def ids(self, numbers: Array) -> Array:
        """Ids of some articles, as bytes."""
        if len(self.segments) == 1:
            return self.segments[0].ids[numbers]
        order = np.argsort(numbers, kind="stable")
        rising = numbers[order]
        parts = [segment.ids[rising[share] - base] for segment, base, share in self.shares(rising)]
        ids = np.concatenate(parts) if parts else np.empty(0, "S1")
        placed = np.empty_like(ids)
        placed[order] = ids
        return placed

    def names(self, numbers: Sequence[int]) -> list[str]:
        """Ids of some articles."""
        return [name.decode() for name in self.ids(np.array(numbers, np.int64)).tolist()]

    def facts(self, number: int) -> bytes:
        """What a list shows of an article."""
        segment, place = self.located(number)
        return segment.facts(place)

    def revisions(self) -> dict[str, str]:
        """The revision of every article by its id."""
        found: dict[str, str] = {}
        for base, segment in zip(self.bases.tolist(), self.segments, strict=False):
            live = self.live[base : base + segment.size].tolist()
            rows = zip(live, segment.ids.tolist(), segment.revisions(), strict=True)
            found |= {name.decode(): revision for kept, name, revision in rows if kept}
        return found


def _weight(found: Found) -> int:
    return 200 + sum(part.nbytes for part in found if part is not None)
