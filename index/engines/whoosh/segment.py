"""One segment of a Whoosh index, read by arrays. Segments never change: what was read once stays right.

Relies on the names of a segment's files: ``<segment>.pst``, ``<segment>.<column>.col``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.engines.whoosh import column_files
from index.engines.whoosh.arrays import EXTENSION, Array, arrays_of, forget, map_bytes
from index.engines.whoosh.gather import slices
from index.engines.whoosh.lists import LONG, Found, decode, decode_all, end_to_end
from index.engines.whoosh.terms import LONE, NOWHERE, TermTable

POSTINGS = ".pst"
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
        self._beside = map_bytes(folder / (name + EXTENSION))
        self._arrays = arrays_of(self._beside)
        self._content = map_bytes(folder / (name + POSTINGS))
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

    def stretch(self, field: str, first: int, last: int) -> tuple[Array, Found]:
        """The lists of a range of ordinals, one after another in no certain order: for each posting its
        ordinal from ``first``, and the postings. Each list is whole and rises."""
        table = self.table(field)
        where = table.where[first:last].astype(np.int64)
        lone, listed = np.flatnonzero(where >= LONE), np.flatnonzero(where < NOWHERE)
        which, found = decode_all(self._content, where[listed].tolist(), table.place is not None)
        position = table.place[first:last][lone].astype(np.int32) if table.place is not None else None
        ones = Found((where[lone] ^ LONE).astype(np.int32), np.ones(len(lone), np.int32), position)
        return np.concatenate((listed[which], lone)), end_to_end([found, ones])

    def forget(self) -> None:
        """Gives back the memory of what was read; it is read again when looked at."""
        forget(self._content)
        forget(self._beside)

    def array(self, name: str) -> Array:
        """One of the arrays that stand beside it, as it is."""
        return self._arrays[name]

    def column(self, name: str) -> Array:
        """The number of each article under that name."""
        return column_files.numbers(self._file(name), self.size)

    def facts(self, number: int) -> bytes:
        return self._facts[number]

    def texts(self, name: str) -> list[bytes]:
        """What all articles have in a column of bytes."""
        return self._bytes(name).all()

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
