"""Posting lists of whole fields into Whoosh's terms and postings files.

Relies on these private parts of W3FieldWriter in ``whoosh.codec.whoosh3``: ``_fieldid``, ``_tindex``,
``_postfile``; on the layout of W3TermInfo (``_INFO``) and of its keys (field number, then term); and on
OrderedHashWriter in ``whoosh.filedb.filetables``: ``dbfile``, ``index``, ``buckets``, ``hashtype``,
``hashfn``, ``lastkey``.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import md5
from typing import Any, NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, small
from index.engines.whoosh.gather import FieldPostings
from index.engines.whoosh.lists import LONG, lone_list, long_list, short_list
from index.engines.whoosh.terms import LONE, NOWHERE
from index.engines.whoosh.values import pack

#: Flags, weight, articles, least and greatest length, greatest weight, first and last article; where, size.
_INFO = struct.Struct("!BfIBBfIIqi")
_FIELD = struct.Struct("!H")
_ENTRY = struct.Struct("!ii")
#: Postings that are made lists of Python at a time.
_PART = 100_000


class Short(NamedTuple):
    """The lists of all terms that are in fewer than LONG articles, behind each other."""

    sizes: Array
    numbers: Array
    counts: Array

    def arrays(self, field: str) -> dict[str, Array]:
        """Where those of each term begin; article numbers; how often in each."""
        return {
            f"{field}.short_at": np.concatenate(([0], np.cumsum(self.sizes))).astype(np.uint32),
            f"{field}.short": self.numbers.astype(np.uint32),
            f"{field}.short_counts": small(self.counts),
        }


class Placed(NamedTuple):
    """Rising terms, in how many articles each is, where its list begins and its one position (``terms``)."""

    terms: list[bytes]
    df: Array
    where: Array
    place: Array | None
    short: Short | None = None

    def among(self, terms: list[bytes] | None) -> Placed:
        """The same within more terms; None: as they are."""
        if terms is None:
            return self
        rank = {term: number for number, term in enumerate(terms)}
        return self.spread(np.array([rank[term] for term in self.terms], np.int64), terms)

    def spread(self, places: Array, terms: list[bytes]) -> Placed:
        """The same within more terms, among which its own have these places."""
        df, where, place, sizes = np.zeros((4, len(terms)), np.int64)
        where[:] = NOWHERE
        df[places], where[places] = self.df, self.where
        if self.place is None or self.short is None:
            return Placed(terms, df, where, None)
        place[places], sizes[places] = self.place, self.short.sizes
        return Placed(terms, df, where, place, self.short._replace(sizes=sizes))


class PostingFiles:
    """Writes one field after another through ``fieldwriter``, which stays open."""

    def __init__(self, fieldwriter: Any, schema: Any) -> None:
        self._writer = fieldwriter
        self._schema = schema
        self._end: int = fieldwriter._postfile.tell()
        self._index: _Index
        fieldwriter._tindex.buckets = [_Bucket() for _ in fieldwriter._tindex.buckets]

    def write(self, name: str, lists: FieldPostings) -> Placed:
        """All lists of a field.

        Raises:
            OverflowError: the file would grow beyond 2 GB, more than one segment may hold.
        """
        with self.field(name):
            return self.add(lists)

    @contextmanager
    def field(self, name: str) -> Iterator[None]:
        """Inside, lists of this field are added."""
        self._writer.start_field(name, self._schema[name])
        self._index = _Index(self._writer._tindex, _FIELD.pack(self._writer._fieldid))
        yield
        self._writer.finish_field()

    def add(self, lists: FieldPostings) -> Placed:
        """More lists of the field at hand; their terms stand behind those before.

        Raises:
            OverflowError: as ``write``.
        """
        sizes, where, terms = np.diff(lists.starts), array("q"), iter(lists.terms)
        for facts, contents in _parts(lists):
            for fact, content, term in zip(facts, contents, terms, strict=False):
                self._index.add(term, _INFO.pack(0, *fact[:2], 0, 0, *fact[2:], self._end, len(content)))
                where.append(LONE | fact[3] if fact[0] == 1 else self._end)
                self._writer._postfile.write(content)
                self._end += len(content)
            self._index.flush()
        if self._end >= NOWHERE:
            raise OverflowError(self._end)
        place = None if lists.positions is None else lists.positions[lists.ends[:-1]]
        short = None if lists.positions is None else _short(lists)
        return Placed(lists.terms, sizes, np.frombuffer(where, np.int64), place, short)


class _Bucket:
    """Pairs of hash and place, as a bucket of ``HashWriter`` is read, in an eighth of its room."""

    def __init__(self) -> None:
        self._hashes, self._places = array("L"), array("q")

    def append(self, pair: tuple[int, int]) -> None:
        self._hashes.append(pair[0])
        self._places.append(pair[1])

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._hashes, self._places, strict=True)


class _Index:
    """What ``OrderedHashWriter.add`` does, with one write for many terms."""

    def __init__(self, table: Any, key: bytes) -> None:
        self._table = table
        self._key = key
        self._end: int = table.dbfile.tell()
        self._pieces: list[bytes] = []
        self._hash = _md5 if table.hashtype == 0 else table.hashfn

    def add(self, term: bytes, info: bytes) -> None:
        key = self._key + term
        hashed = self._hash(key)
        self._table.buckets[hashed & 255].append((hashed, self._end))
        self._table.index.append(self._end)
        self._pieces += (_ENTRY.pack(len(key), len(info)), key, info)
        self._end += _ENTRY.size + len(key) + len(info)

    def flush(self) -> None:
        self._table.dbfile.write(b"".join(self._pieces))
        if self._pieces:
            self._table.lastkey = self._pieces[-2]
        self._pieces = []


def _md5(key: bytes) -> int:
    """The hash of ``filetables.md5_hash``."""
    return int.from_bytes(md5(key, usedforsecurity=False).digest()[-4:], "big")


def _short(lists: FieldPostings) -> Short:
    sizes = np.diff(lists.starts)
    kept = np.repeat(sizes < LONG, sizes)
    return Short(np.where(sizes < LONG, sizes, 0), lists.numbers[kept], lists.counts[kept])


def _parts(lists: FieldPostings) -> Iterator[tuple[Iterable[tuple[int, ...]], Iterator[bytes]]]:
    """Facts and bytes of every list, from Python's own numbers a part at a time: most lists are short."""
    starts, ends = lists.starts, lists.ends
    first = 0
    while first < len(lists.terms):
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + _PART)) - 1)
        places = None if lists.positions is None else lists.positions[ends[first] : ends[last]]
        part = slice(int(starts[first]), int(starts[last]))
        numbers, counts, inside = (
            lists.numbers[part],
            lists.counts[part],
            starts[first : last + 1] - part.start,
        )
        facts = (
            np.diff(ends[first : last + 1]),
            np.diff(inside),
            np.maximum.reduceat(counts, inside[:-1]),
            numbers[inside[:-1]],
            numbers[inside[1:] - 1],
        )
        yield (
            zip(*(column.tolist() for column in facts), strict=True),
            _encoded(numbers, counts, places, inside),
        )
        first = last


def _encoded(numbers: Array, counts: Array, positions: Array | None, starts: Array) -> Iterator[bytes]:
    """The bytes of each list: of the long ones from arrays, of the short ones from Python's own numbers."""
    ends = np.concatenate(([0], np.cumsum(counts)))
    sizes = np.diff(starts)
    short = _short_bytes(numbers, counts, positions, starts, ends)
    rows = zip((sizes >= LONG).tolist(), starts.tolist(), starts[1:].tolist(), strict=False)
    for is_long, start, end in rows:
        if is_long:
            own = None if positions is None else positions[ends[start] : ends[end]]
            yield long_list(numbers[start:end], counts[start:end], own)
        else:
            yield next(short)


def _short_bytes(
    numbers: Array, counts: Array, positions: Array | None, starts: Array, ends: Array
) -> Iterator[bytes]:
    """Those of the short lists alone."""
    sizes = np.diff(starts)
    kept = np.repeat(sizes < LONG, sizes)
    steps = np.diff(numbers, prepend=0)
    steps[starts[:-1]] = numbers[starts[:-1]]
    values = (
        _values(positions, ends[:-1][kept].tolist(), ends[1:][kept].tolist())
        if positions is not None
        else None
    )
    all_steps, all_counts, all_numbers = steps[kept].tolist(), counts[kept].tolist(), numbers[kept].tolist()
    end = 0
    for size in sizes[sizes < LONG].tolist():
        start, end = end, end + size
        own = None if values is None else values[start:end]
        if size == 1 and all_counts[start] == 1:
            yield lone_list(all_steps[start], None if own is None else own[0])
        else:
            how_often = all_counts[start:end]
            ones = max(how_often) == 1
            yield short_list(all_steps[start:end], None if ones else how_often, all_numbers[end - 1], own)


def _values(positions: Array, starts: list[int], ends: list[int]) -> list[bytes]:
    """The packed positions of some postings."""
    pairs = zip(starts, ends, strict=True)
    if not len(positions) or int(positions.max()) < 1 << 16:
        content = positions.astype("<u2").tobytes()
        return [content[2 * start : 2 * end] for start, end in pairs]
    every = positions.tolist()
    return [pack(every[start:end]) for start, end in pairs]
