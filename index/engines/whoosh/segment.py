"""One segment of a Whoosh index, read by arrays. Segments never change: what was read once stays right.

Relies on the names of a segment's files: ``<segment>.pst``, ``<segment>.<column>.col``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from index.engines.whoosh import column_files
from index.engines.whoosh.arrays import EXTENSION, Array, map_arrays, map_bytes
from index.engines.whoosh.gather import FieldPostings, empty, slices
from index.engines.whoosh.lists import LONG, Found, decode
from index.engines.whoosh.terms import LONE, NOWHERE, TermTable

_POSTINGS = ".pst"
_ONE = np.ones(1, np.int32)


class LemmaRows(NamedTuple):
    """``terms``: the lemmas of some articles behind each other, as ordinals among those of the body.

    ``starts`` says where the rows of each article stand in the files, ``offsets`` where in ``terms``.
    """

    arrays: dict[str, Array]
    terms: Array
    starts: Array
    offsets: Array

    def counts(self, rows: Array) -> tuple[Array, Array, Array]:
        """For some rows: which of the articles, how often in its title, how often in its body."""
        of = self.offsets.searchsorted(rows, side="right") - 1
        places = rows + (self.starts - self.offsets)[of]
        return of, self.arrays["lemmas.title"][places], self.arrays["lemmas.body"][places]


class Segment:
    """``size`` articles, numbered from 0, deleted ones too.

    Raises:
        OSError, ValueError, KeyError: its files are missing or damaged.
    """

    def __init__(self, folder: Path, name: str, size: int) -> None:
        self.size = size
        self.name = name
        self._folder = folder
        self._arrays = map_arrays(folder / (name + EXTENSION))
        self._content = map_bytes(folder / (name + _POSTINGS))
        self._facts = self._bytes("facts")
        self._revisions = self._bytes("revision")
        self._tables: dict[str, TermTable] = {}
        self._pairs: dict[str, tuple[Array, Array]] = {}

    def _bytes(self, column: str) -> column_files.Bytes:
        return column_files.Bytes(self._file(column), self.size)

    def _file(self, column: str) -> Path:
        return self._folder / f"{self.name}.{column}{column_files.EXTENSION}"

    def has(self, field: str) -> bool:
        return f"{field}.df" in self._arrays

    def table(self, field: str) -> TermTable:
        """The terms of a field."""
        if field not in self._tables:
            self._tables[field] = TermTable(self._arrays, field)
        return self._tables[field]

    def postings(self, field: str, ordinal: int, with_positions: bool = True) -> Found | None:
        """The list of a term; None where it has none in this field."""
        table = self.table(field)
        where = int(table.where[ordinal])
        if where == NOWHERE:
            return None
        placed = with_positions and table.place is not None
        if where < LONE:
            return decode(self._content, where, placed)
        position = (
            table.place[ordinal : ordinal + 1].astype(np.int32)
            if placed and table.place is not None
            else None
        )
        return Found(np.array([where ^ LONE], np.int32), _ONE, position)

    def many(self, field: str, ordinals: Array, with_positions: bool) -> Iterator[Found]:
        """The lists of many terms; without positions the short ones all at once."""
        if with_positions or f"{field}.short" not in self._arrays:
            lists = (self.postings(field, ordinal, with_positions) for ordinal in ordinals.tolist())
            yield from (found for found in lists if found is not None)
            return
        start = self._arrays[f"{field}.short_at"]
        places = slices(
            start[ordinals].astype(np.int64), start[ordinals + 1].astype(np.int64) - start[ordinals]
        )
        numbers, counts = (self._arrays[f"{field}.{name}"][places] for name in ("short", "short_counts"))
        if len(numbers):
            yield Found(numbers.astype(np.int32), counts.astype(np.int32), None)
        table = self.table(field)
        for where in table.where[ordinals[table.df[ordinals] >= LONG]].tolist():
            yield decode(self._content, where, False)

    def held_by(self, field: str, articles: Array) -> tuple[Array, Array]:
        """Every term of a field of forms in a set of articles: ordinals, and the article of each."""
        at = self._arrays[f"{field}.short_at"].astype(np.int64)
        numbers = self._arrays[f"{field}.short"].astype(np.int64)
        kept = articles[numbers]
        terms, found = [np.repeat(np.arange(len(at) - 1), np.diff(at))[kept]], [numbers[kept]]
        for ordinal in np.flatnonzero(self.table(field).df >= LONG).tolist():
            own = self.postings(field, ordinal, False)
            if own is not None and articles[own.numbers].any():
                chosen = own.numbers[articles[own.numbers]].astype(np.int64)
                terms.append(np.full(len(chosen), ordinal))
                found.append(chosen)
        return np.concatenate(terms), np.concatenate(found)

    def values(self, field: str) -> tuple[Array, Array]:
        """Where each article's values begin, and the ordinals of all values by article."""
        if field not in self._pairs:
            table, articles = self.table(field), self._arrays[f"{field}.docs"].astype(np.int64)
            ordinals = np.repeat(np.arange(len(table)), table.df.astype(np.int64))
            sizes = np.bincount(articles, minlength=self.size)
            self._pairs[field] = (
                np.concatenate(([0], np.cumsum(sizes))),
                ordinals[np.argsort(articles, kind="stable")],
            )
        return self._pairs[field]

    def lemmas(self, numbers: Array) -> LemmaRows:
        """The lemmas of each of these articles."""
        starts, ends = (self._arrays["lemmas.start"][numbers + step].astype(np.int64) for step in (0, 1))
        every: Array = self._arrays["lemmas.term"]
        parts = [every[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        terms = np.concatenate(parts) if parts else every[:0]
        return LemmaRows(self._arrays, terms, starts, np.cumsum(ends - starts) - (ends - starts))

    def everything(self, field: str, places: Array) -> FieldPostings:
        """All lists of a field; article n becomes ``places[n]``, is left out if that is -1."""
        table = self.table(field)
        lists = [(table.raw(n), found) for n in range(len(table)) if (found := self.postings(field, n))]
        if not lists:
            return empty(table.place is not None)
        numbers, counts, positions = (
            _end_to_end(part) for part in zip(*(found for _, found in lists), strict=True)
        )
        ranks = np.repeat(np.arange(len(lists)), [len(found.numbers) for _, found in lists])
        kept = places[numbers] >= 0
        if positions is not None:
            positions = positions[np.repeat(kept, counts)]
        ranks = ranks[kept]
        firsts = np.flatnonzero(np.diff(ranks, prepend=-1))
        return FieldPostings(
            [lists[rank][0] for rank in ranks[firsts].tolist()],
            np.append(firsts, len(ranks)),
            places[numbers[kept]],
            counts[kept].astype(np.int64),
            positions,
        )

    def column(self, name: str) -> Array:
        """The number of each article under that name."""
        return column_files.numbers(self._file(name), self.size)

    def facts(self, number: int) -> bytes:
        return self._facts[number]

    @property
    def ids(self) -> Array:
        """The id of every article, as bytes."""
        return self._arrays["id.name"]

    @property
    def id_ranks(self) -> Array:
        """The place of each article in the order of ids."""
        return self._arrays["id.rank"]

    def revisions(self) -> list[str]:
        return [raw.decode() for raw in self._revisions.all()]


def _end_to_end(parts: Sequence[Array | None]) -> Any:
    return None if parts[0] is None else np.concatenate(parts)  # type: ignore[arg-type]
