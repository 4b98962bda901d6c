"""The terms of a field of one segment: finding one, those with a beginning, those that fit a pattern.

Arrays of the table, each under the field's name: ``text`` all terms in UTF-8 in the order of their bytes,
``at`` where each begins, ``df`` in how many articles it is, ``where`` its posting list begins in Whoosh's
postings file (or, with the highest bit set, the one article it stands in once, and then ``place`` its
position), ``hash`` and ``order`` to find a term, ``any`` (lemma and form of the body) in how
many articles it is in title or body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from index.engines.patterns import Pattern
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import slices

LONE = 1 << 31
NOWHERE = LONE - 1
_MIXED = 0x9E3779B97F4A7C15
_WEIGHTS_KEPT = 512
#: Terms that are hashed at a time: each of their letters takes 24 bytes then.
_HASHED_TOGETHER = 32_768
_SPACE = ord(" ")


def _weights() -> Array:
    """A fixed odd number for each place of a term (splitmix64)."""
    z = np.arange(1, _WEIGHTS_KEPT + 1, dtype=np.uint64) * np.uint64(_MIXED)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (z ^ (z >> np.uint64(31))) | np.uint64(1)


_WEIGHTS = _weights()


def hashes(text: Array, starts: Array) -> Array:
    """A 64-bit number for each term of ``text``, the same in every segment."""
    ends = np.append(starts[1:], len(text)).astype(np.int64)
    found = np.empty(len(starts), np.uint64)
    for first in range(0, len(starts), _HASHED_TOGETHER):
        part = slice(first, first + _HASHED_TOGETHER)
        begin, own = int(starts[first]), starts[part].astype(np.int64)
        letters = text[begin : int(ends[part][-1])].astype(np.uint64)
        letters += np.uint64(1)
        inside = np.arange(begin, begin + len(letters)) - np.repeat(own, ends[part] - own)
        letters *= _WEIGHTS[inside % _WEIGHTS_KEPT]
        found[part] = np.add.reduceat(letters, own - begin)
    return found


def hash_of(terms: Sequence[bytes]) -> Array:
    """The numbers of some terms.

    >>> bool(hash_of(["қала".encode()])[0] == hash_of(["дала".encode(), "қала".encode()])[1])
    True
    """
    sizes = [len(term) for term in terms]
    text = np.frombuffer(b"".join(terms), np.uint8)
    return hashes(text, np.cumsum([0, *sizes[:-1]]) if sizes else np.empty(0, np.int64))


def term_arrays(
    field: str, terms: Sequence[bytes], df: Array, where: Array, place: Array | None
) -> dict[str, Array]:
    """The arrays of a table; ``terms`` rise."""
    sizes = np.fromiter(map(len, terms), np.int64, len(terms))
    return table_arrays(field, np.frombuffer(b"".join(terms), np.uint8), sizes, df, where, place)


def table_arrays(
    field: str, text: Array, sizes: Array, df: Array, where: Array, place: Array | None
) -> dict[str, Array]:
    """The same, the terms behind each other in ``text``."""
    at = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    hashed = hashes(text, at[:-1])
    order = np.argsort(hashed)
    columns: dict[str, Array] = {
        "text": text,
        "at": at.astype(np.uint32),
        "df": df.astype(np.uint32),
        "where": where.astype(np.uint32),
        "hash": hashed[order],
        "order": order.astype(np.uint32),
    }
    if place is not None:
        columns["place"] = np.where(where >= LONE, place, 0).astype(np.uint32)
    return {f"{field}.{name}": column for name, column in columns.items()}


class TermTable:
    """Terms by ordinal, in the order of their bytes."""

    def __init__(self, arrays: Mapping[str, Array], field: str) -> None:
        self._text: Array = arrays[f"{field}.text"]
        self._at: Array = arrays[f"{field}.at"]
        self.df: Array = arrays[f"{field}.df"]
        self.where: Array = arrays[f"{field}.where"]
        self._hash: Array = arrays[f"{field}.hash"]
        self._order: Array = arrays[f"{field}.order"]
        self.place: Array | None = arrays.get(f"{field}.place")
        self.any: Array = arrays.get(f"{field}.any", self.df)

    def __len__(self) -> int:
        return len(self.df)

    def raw(self, ordinal: int) -> bytes:
        return bytes(self._text[int(self._at[ordinal]) : int(self._at[ordinal + 1])])

    def term(self, ordinal: int) -> str:
        return self.raw(ordinal).decode()

    def find(self, term: bytes, hashed: int | None = None) -> int:
        """The ordinal of a term; -1 when there is none such."""
        wanted = np.uint64(hashed if hashed is not None else hash_of([term])[0]) if term else np.uint64(0)
        place = int(self._hash.searchsorted(wanted))
        while place < len(self._hash) and self._hash[place] == wanted:
            ordinal = int(self._order[place])
            if self.raw(ordinal) == term:
                return ordinal
            place += 1
        return -1

    def find_all(self, hashed: Array) -> Array:
        """Ordinals by the numbers of terms (see ``hash_of``); -1 for those that are not here."""
        if not len(self._hash):
            return np.full(len(hashed), -1, np.int64)
        rising = np.argsort(hashed)  # looked up in order they stay in the processor's memory
        wanted = hashed[rising]
        places = self._hash.searchsorted(wanted).clip(max=len(self._hash) - 1)
        found = np.empty(len(hashed), np.int64)
        found[rising] = np.where(self._hash[places] == wanted, self._order[places].astype(np.int64), -1)
        return found

    def hashes(self, ordinals: Array) -> Array:
        """The numbers of terms by ordinal."""
        return self._by_ordinal[ordinals]

    @cached_property
    def _by_ordinal(self) -> Array:
        numbers = np.empty(len(self), np.uint64)
        numbers[self._order] = self._hash
        return numbers

    def beginning(self, prefix: str) -> tuple[int, int]:
        """The range of ordinals of terms that begin so."""
        raw = prefix.encode()
        return (self._first(raw), self._first(raw + b"\xff")) if raw else (0, len(self))

    def _first(self, raw: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.raw(middle) < raw:
                low = middle + 1
            else:
                high = middle
        return low

    def slice(self, first: int, last: int) -> list[str]:
        """The terms of a range of ordinals."""
        return [raw.decode() for raw in self.raws(first, last)]

    def raws(self, first: int, last: int) -> list[bytes]:
        """The same, not decoded."""
        if first >= last:
            return []
        at = self._at[first : last + 1].astype(np.int64)
        raw = bytes(self._text[at[0] : at[-1]])
        ends = (at - at[0]).tolist()
        return [raw[start:end] for start, end in zip(ends, ends[1:], strict=False)]

    def behind(self, term: bytes) -> int:
        """The first ordinal whose term stands behind this one in the order."""
        place = self._first(term)
        return place + 1 if place < len(self) and self.raw(place) == term else place

    def some(self, ordinals: Array) -> list[str]:
        """The terms of some ordinals."""
        starts = self._at[ordinals].astype(np.int64)
        sizes = self._at[ordinals + 1] - starts
        ends = np.cumsum(sizes + 1)
        text = np.full(int(ends[-1]) if len(ends) else 0, _SPACE, np.uint8)
        inside = slices(ends - sizes - 1, sizes)
        text[inside] = self._text[slices(starts, sizes)]
        return text.tobytes().decode().split(" ")[:-1]

    def fitting(self, pattern: Pattern) -> list[tuple[int, str]]:
        """Ordinals and terms that fit a pattern."""
        first, last = self.beginning(pattern.prefix)
        if not pattern.distance and pattern.text == pattern.prefix + "*":
            return list(enumerate(self.slice(first, last), first))
        kept = self._likely(pattern, first, last)
        found = ((ordinal, self.term(ordinal)) for ordinal in kept.tolist())
        return [(ordinal, term) for ordinal, term in found if pattern.fits(term)]

    def _likely(self, pattern: Pattern, first: int, last: int) -> Array:
        """Ordinals of a range that may fit: the cheap tests, all terms at once."""
        if pattern.distance:
            letters, lengths = (column[first:last] for column in self._shapes)
            near = np.abs(lengths - len(pattern.text)) <= pattern.distance
            near &= np.bitwise_count(letters ^ _letters(pattern.text)) <= 2 * pattern.distance
            return np.flatnonzero(near) + first
        pieces = [piece.encode() for piece in re.split(r"[*?]", pattern.text)]
        if pieces[-1]:
            return self._ending(pieces[-1], first, last)
        longest = max(pieces[1:], key=len)
        return self._holding(longest, first, last) if longest else np.arange(first, last)

    def _ending(self, raw: bytes, first: int, last: int) -> Array:
        ends = self._at[first + 1 : last + 1].astype(np.int64)
        fits = ends - self._at[first:last] >= len(raw)
        for back, byte in enumerate(reversed(raw), 1):
            fits &= self._text[np.maximum(ends - back, 0)] == byte
        return np.flatnonzero(fits) + first

    def _holding(self, raw: bytes, first: int, last: int) -> Array:
        text = bytes(self._text[self._at[first] : self._at[last]])
        found = np.array([match.start() for match in re.finditer(re.escape(raw), text)], np.int64)
        places = found + int(self._at[first])
        return np.unique(np.searchsorted(self._at[: last + 1], places, side="right") - 1)

    @cached_property
    def _shapes(self) -> tuple[Array, Array]:
        """For each term the set of its letters (modulo 64) and the number of its characters."""
        if not len(self):
            return np.empty(0, np.uint64), np.empty(0, np.int64)
        begins = (self._text & 0xC0) != 0x80
        starts = np.cumsum(begins)[self._at[:-1].astype(np.int64)] - 1
        points = np.frombuffer(bytes(self._text).decode().encode("utf-32-le"), np.uint32)
        bits = np.uint64(1) << (points & 63).astype(np.uint64)
        return np.bitwise_or.reduceat(bits, starts), np.diff(starts, append=len(points))


def _letters(text: str) -> np.uint64:
    return np.uint64(sum(1 << place for place in {ord(char) & 63 for char in text}))
