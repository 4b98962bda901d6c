"""The position values of a posting list, packed.

Index files are pickles that name these classes: they keep name and place.
Whoosh asks a block of postings for the value of one posting, as bytes; we take all its positions at once.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

_SHORT = 65_536


def pack(positions: Sequence[int]) -> bytes:
    """Rising positions as two bytes each, or four with a mark before them.

    >>> unpack(pack([1, 70_000])), unpack(pack([5]))
    ((1, 70000), (5,))
    """
    if positions[-1] < _SHORT:
        return struct.pack(f"<{len(positions)}H", *positions)
    return b"\xff" + struct.pack(f"<{len(positions)}I", *positions)


def unpack(value: bytes) -> tuple[int, ...]:
    if len(value) % 2 == 0:
        return struct.unpack(f"<{len(value) // 2}H", value)
    return struct.unpack(f"<{len(value) // 4}I", value[1:])


class PackedValues:
    """The values of all postings of a block: ``counts`` positions each, out of ``positions``.

    >>> PackedValues(array("B", [1, 2]), array("H", [7, 3, 9]))[1] == pack([3, 9])
    True
    """

    __slots__ = ("_starts", "counts", "positions")

    def __init__(self, counts: array[int], positions: array[int]) -> None:
        self.counts = counts
        self.positions = positions
        self._starts: list[int] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedValues, (self.counts, self.positions)

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, place: int) -> bytes:
        if not self._starts:
            self._starts = [0, *accumulate(self.counts)]
        return pack(self.positions[self._starts[place] : self._starts[place + 1]])
