"""Named arrays of numbers in one file that is mapped, not read: what stands beside each Whoosh segment.

Whoosh keeps posting lists and columns; these arrays say where the lists stand and keep the counts by
article, so that a search needs no step of Python per article. They follow from the postings alone.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
EXTENSION = ".arr"
_MARK = b"MURAGAT1"
_ALIGNED = 64


class Pieces(NamedTuple):
    """An array of ``size`` numbers that is made piece by piece as it is written."""

    dtype: np.dtype[Any]
    size: int
    make: Callable[[], Iterable[Array]]


def write_arrays(file: BinaryIO, arrays: Mapping[str, Array | Pieces]) -> None:
    """Writes all arrays, each at a multiple of 64 bytes, numbers in little-endian order."""
    whole = {
        name: array if isinstance(array, Pieces) else Pieces(array.dtype, len(array), lambda it=array: (it,))  # type: ignore[misc]
        for name, array in arrays.items()
    }
    places: dict[str, tuple[str, int, int]] = {}
    end = 0
    for name, (dtype, count, _) in whole.items():
        places[name] = (dtype.newbyteorder("<").str, end, count)
        end += _padded(dtype.itemsize * count)
    head = json.dumps(places).encode()
    start = _padded(len(_MARK) + 8 + len(head))
    file.write((_MARK + len(head).to_bytes(8, "little") + head).ljust(start, b"\0"))
    for dtype, count, make in whole.values():
        for piece in make():
            file.write(piece.astype(dtype.newbyteorder("<"), copy=False).data)
        size = dtype.itemsize * count
        file.write(bytes(_padded(size) - size))


def small(counts: Array) -> Array:
    """Counts in one byte each where that is enough."""
    highest = int(counts.max()) if len(counts) else 0
    return counts.astype(np.uint8 if highest < 256 else np.uint32)


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def map_bytes(path: Path) -> memoryview:
    """The bytes of a file, read when they are looked at; they stay readable after the file is removed."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def forget(content: memoryview) -> None:
    """Gives back the memory of what was read of a mapped file; it is read again when looked at."""
    if isinstance(content.obj, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        content.obj.madvise(mmap.MADV_DONTNEED)


def map_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file; errors as ``arrays_of``."""
    return arrays_of(map_bytes(path))


def arrays_of(content: memoryview) -> dict[str, Array]:
    """The arrays in the content of a file.

    Raises:
        ValueError: it is no such file, or it ends too early.
    """
    mark = len(_MARK)
    if bytes(content[:mark]) != _MARK:
        raise ValueError(bytes(content[:mark]))
    size = int.from_bytes(content[mark : mark + 8], "little")
    places = json.loads(bytes(content[mark + 8 : mark + 8 + size]))
    start = _padded(mark + 8 + size)
    return {
        name: np.frombuffer(content, dtype=dtype, count=count, offset=start + place)
        if count
        else np.empty(0, dtype=dtype)
        for name, (dtype, place, count) in places.items()
    }
