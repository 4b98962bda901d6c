"""Columns of a segment: numbers and bytes by article.

Relies on the layout of ``whoosh.columns``: NumericColumn holds big-endian numbers up to the last that
is not 0; VarBytesColumn all values behind each other, then their lengths, then (with
``write_offsets_cutoff=0``) where each begins, then the type codes of both and an X.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.engines.whoosh.arrays import Array, map_bytes

EXTENSION = ".col"


def numbers(path: Path, size: int) -> Array:
    """The number of each of ``size`` articles."""
    values = np.zeros(size, np.int64)
    if path.exists():
        held = np.fromfile(path, ">u4")
        values[: len(held)] = held
    return values


class Bytes:
    """The bytes of each article, read when asked for."""

    def __init__(self, path: Path, size: int) -> None:
        self._content = map_bytes(path)
        if bytes(self._content[-1:]) != b"X":
            raise ValueError(path.name)
        lengths, offsets = (np.dtype(chr(code)).newbyteorder(">") for code in self._content[-3:-1])
        at = len(self._content) - 3 - size * offsets.itemsize
        self._offsets = np.frombuffer(self._content, offsets, size, at)
        self._lengths = np.frombuffer(self._content, lengths, size, at - size * lengths.itemsize)

    def __getitem__(self, number: int) -> bytes:
        start = int(self._offsets[number])
        return bytes(self._content[start : start + int(self._lengths[number])])

    def all(self) -> list[bytes]:
        """The bytes of every article."""
        ends = (self._offsets.astype(np.int64) + self._lengths).tolist()
        content = bytes(self._content)
        return [content[start:end] for start, end in zip(self._offsets.tolist(), ends, strict=True)]
