"""Posting lists of whole fields into Whoosh's terms and postings files.

Relies on these private parts of W3FieldWriter in ``whoosh.codec.whoosh3``: ``_fieldid``, ``_tindex``,
``_postfile``; and on the layout of W3TermInfo (``_INFO``) and of its keys (field number, then term).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import FieldPostings
from index.engines.whoosh.lists import encode, lone_list
from index.engines.whoosh.terms import LONE, NOWHERE

#: Flags, weight, articles, least and greatest length, greatest weight, first and last article; where, size.
_INFO = struct.Struct("!BfIBBfIIqi")
_FIELD = struct.Struct("!H")


class Placed(NamedTuple):
    """Rising terms, in how many articles each is, where its list begins and its one position (``terms``)."""

    terms: list[bytes]
    df: Array
    where: Array
    place: Array | None

    def among(self, terms: list[bytes] | None) -> Placed:
        """The same within more terms; None: as they are."""
        if terms is None:
            return self
        rank = {term: number for number, term in enumerate(terms)}
        places = np.array([rank[term] for term in self.terms], np.int64)
        df, where, place = np.zeros((3, len(terms)), np.int64)
        where[:] = NOWHERE
        df[places], where[places] = self.df, self.where
        if self.place is None:
            return Placed(terms, df, where, None)
        place[places] = self.place
        return Placed(terms, df, where, place)


class PostingFiles:
    """Writes one field after another through ``fieldwriter``, which stays open."""

    def __init__(self, fieldwriter: Any, schema: Any) -> None:
        self._writer = fieldwriter
        self._schema = schema
        self._end: int = fieldwriter._postfile.tell()

    def write(self, name: str, lists: FieldPostings) -> Placed:
        """All lists of a field.

        Raises:
            OverflowError: the file would grow beyond 2 GB, more than one segment may hold.
        """
        writer, first_of_all = self._writer, self._end
        writer.start_field(name, self._schema[name])
        key, add, write = _FIELD.pack(writer._fieldid), writer._tindex.add, writer._postfile.write
        where = []
        for term, (df, weight, highest, first, last), place, content in _encoded(lists):
            write(content)
            add(key + term, _INFO.pack(0, weight, df, 0, 0, highest, first, last, self._end, len(content)))
            where.append(self._end if place is None else place)
            self._end += len(content)
        writer.finish_field()
        if self._end >= NOWHERE:
            raise OverflowError(self._end - first_of_all)
        return Placed(lists.terms, np.diff(lists.starts), np.array(where, np.int64), _places(lists))


def _places(lists: FieldPostings) -> Array | None:
    """The first position of each term."""
    if lists.positions is None:
        return None
    return lists.positions[np.concatenate(([0], np.cumsum(lists.counts)))[lists.starts[:-1]]]


def _encoded(lists: FieldPostings) -> Iterator[tuple[bytes, tuple[int, ...], int | None, bytes]]:
    """For each term what Whoosh keeps of it, its one article if it has one, and its list's bytes."""
    if not lists.terms:
        return
    starts = lists.starts
    ends = np.concatenate(([0], np.cumsum(lists.counts)))[starts].tolist()
    facts = zip(
        np.diff(starts).tolist(),
        np.diff(ends).tolist(),
        np.maximum.reduceat(lists.counts, starts[:-1]).tolist(),
        lists.numbers[starts[:-1]].tolist(),
        lists.numbers[starts[1:] - 1].tolist(),
        strict=True,
    )
    bounds = starts.tolist()
    for place, (term, fact) in enumerate(zip(lists.terms, facts, strict=True)):
        start, end = ends[place], ends[place + 1]
        if fact[1] == 1:
            position = None if lists.positions is None else int(lists.positions[start])
            yield term, fact, LONE | fact[3], lone_list(fact[3], position)
        else:
            part = slice(bounds[place], bounds[place + 1])
            positions = None if lists.positions is None else lists.positions[start:end]
            yield term, fact, None, encode(lists.numbers[part], lists.counts[part], positions)
