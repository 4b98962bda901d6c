"""Whole posting lists to and from the bytes that Whoosh's own matcher reads.

Relies on the layout of ``whoosh.codec.whoosh3`` (W3PostingsWriter and W3LeafMatcher): the mark ``W3Bl``; for
each block its length (four bytes, big-endian, negative in the last), a pickled tuple about it, a pickled
tuple of differences of article numbers, weights (None: all 1) and values. Whoosh takes any sequence for
these; long lists hold arrays, which are read at once.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from pickle import dumps
from typing import Any, NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.unpickling import load_both
from index.engines.whoosh.values import PackedValues, unpack

_MARK = b"W3Bl"
_LENGTH = struct.Struct("!i")
#: Lists that are shorter hold tuples as Whoosh's own do: they take less room.
LONG = 24
_BLOCK = 32_768
_CODES = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))


class Found(NamedTuple):
    """A posting list: rising article numbers, how often, and the positions of all one after another."""

    numbers: Array
    counts: Array
    positions: Array | None


_NONE = Found(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32))


def end_to_end(parts: Sequence[Found]) -> Found:
    """Several lists as one."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return _NONE
    numbers = np.concatenate([part.numbers for part in parts])
    counts = np.concatenate([part.counts for part in parts])
    if parts[0].positions is None:
        return Found(numbers, counts, None)
    return Found(numbers, counts, np.concatenate([part.positions for part in parts]))


def lone_list(number: int, value: bytes | None) -> bytes:
    """The list of a term that stands once in one article; ``value`` is its packed position."""
    return short_list([number], None, number, None if value is None else (value,))


def short_list(
    steps: Sequence[int], counts: Sequence[int] | None, last: int, values: Sequence[bytes] | None
) -> bytes:
    """A short list as Whoosh writes it: differences of numbers, counts (None: all 1), packed positions."""
    weights = None if counts is None else tuple(map(float, counts))
    highest = 1.0 if weights is None else max(weights)
    info = dumps((len(steps), last, highest, 0, 0, 0), 2)
    data = dumps((tuple(steps), weights, None if values is None else tuple(values)), 3)
    return _MARK + _LENGTH.pack(-len(info) - len(data)) + info + data


def long_list(numbers: Array, counts: Array, positions: Array | None) -> bytes:
    """A list in arrays: article numbers, how often in each, positions of all."""
    pieces = [_MARK]
    start = 0
    for first in range(0, len(numbers), _BLOCK):
        last = min(first + _BLOCK, len(numbers))
        block_counts = counts[first:last]
        end = start + int(block_counts.sum())
        places = None if positions is None else positions[start:end]
        data = _block(numbers[first:last], block_counts, places)
        info = dumps((last - first, int(numbers[last - 1]), float(block_counts.max()), 0, 0, 0), 2)
        length = len(info) + len(data)
        pieces += (_LENGTH.pack(-length if last == len(numbers) else length), info, data)
        start = end
    return b"".join(pieces)


def _block(numbers: Array, counts: Array, positions: Array | None) -> bytes:
    packed = _packed(counts)
    spaced = _packed(np.diff(numbers, prepend=0))
    blob = None if positions is None else PackedValues(packed, _packed(positions, least="H"))
    return dumps((spaced, None if bool((counts == 1).all()) else packed, blob), 4)


def _packed(numbers: Array, least: str = "B") -> array[int]:
    """The numbers in as few bytes as the highest needs."""
    highest = int(numbers.max()) if len(numbers) else 0
    code = next(code for code, limit in _CODES if highest < limit and code >= least)
    made = array(code)
    made.frombytes(numbers.astype(made.typecode).tobytes())
    return made


def decode(content: memoryview, start: int, with_positions: bool) -> Found:
    """The posting list that begins at ``start``."""
    blocks = [_read(block, with_positions) for block in _blocks(content, start)]
    return end_to_end(blocks)


def decode_all(content: memoryview, starts: Sequence[int], with_positions: bool) -> tuple[Array, Found]:
    """The lists that begin at ``starts``, each whole but in no certain order, and for each posting whose it
    is: a place in ``starts``. Short lists are made arrays together, because most are short."""
    which: list[Array] = []
    parts: list[Found] = []
    short, owners = _ShortLists(with_positions), list[int]()
    for place, start in enumerate(starts):
        blocks = list(_blocks(content, start))
        if len(blocks) == 1 and short.add(*blocks[0]):
            owners.append(place)
            continue
        parts += (_read(block, with_positions) for block in blocks)
        which.append(np.full(sum(len(part.numbers) for part in parts[-len(blocks) :]), place, np.int32))
    parts.append(short.found())
    which.append(np.repeat(np.array(owners, np.int32), short.sizes))
    return np.concatenate(which), end_to_end(parts)


class _ShortLists:
    """Lists of Python's own numbers, gathered."""

    def __init__(self, with_positions: bool) -> None:
        self.sizes: list[int] = []
        self._steps: list[int] = []
        self._counts: list[float] = []
        self._values: list[bytes] | None = [] if with_positions else None

    def add(self, steps: Any, weights: Any, values: Any) -> bool:
        """Takes a list over, or says that it is not one of these."""
        if not isinstance(steps, tuple) or isinstance(weights, float):
            return False
        if self._values is not None:
            if not isinstance(values, tuple) or any(len(value) & 1 for value in values):
                return False
            self._values += values
        self.sizes.append(len(steps))
        self._steps += steps
        self._counts += weights or (1.0,) * len(steps)
        return True

    def found(self) -> Found:
        steps, sizes = np.array(self._steps, np.int64), np.array(self.sizes, np.int64)
        sums = np.cumsum(steps)
        before = np.concatenate(([0], sums))[np.cumsum(sizes) - sizes]
        numbers = (sums - np.repeat(before, sizes)).astype(np.int32)
        positions = None
        if self._values is not None:
            positions = np.frombuffer(b"".join(self._values), "<u2").astype(np.int32)
        return Found(numbers, np.array(self._counts, np.int32), positions)


def _blocks(content: memoryview, place: int) -> Iterator[Any]:
    if bytes(content[place : place + 4]) != _MARK:
        raise ValueError(place)
    place += 4
    last = False
    while not last:
        length = _LENGTH.unpack(content[place : place + 4])[0]
        last, length = length < 0, abs(length)
        _, block = load_both(content[place + 4 : place + 4 + length])
        yield block
        place += 4 + length


def _read(block: Any, with_positions: bool) -> Found:
    steps, weights, values = block
    numbers = np.cumsum(_numbers(steps), dtype=np.int32)
    if weights is None:
        counts = np.ones(len(numbers), np.int32)
    elif isinstance(weights, float):
        counts = np.full(len(numbers), int(weights), np.int32)
    else:
        counts = _numbers(weights).astype(np.int32)
    positions = _positions(values) if with_positions else None
    return Found(numbers, counts, positions)


def _numbers(sequence: Any) -> Array:
    return np.frombuffer(sequence, sequence.typecode) if isinstance(sequence, array) else np.array(sequence)


def _positions(values: Any) -> Array:
    if isinstance(values, PackedValues):
        return _numbers(values.positions)
    return np.array([place for value in values for place in unpack(value)], np.int32)
