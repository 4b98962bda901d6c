"""Named arrays of numbers in one file that is mapped, not read: what stands beside each Whoosh segment.

Whoosh keeps posting lists and columns; these arrays say where the lists stand and keep the counts by
article, so that a search needs no step of Python per article. They follow from the postings alone.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
EXTENSION = ".arr"
_MARK = b"MURAGAT1"
_ALIGNED = 64


def write_arrays(file: BinaryIO, arrays: Mapping[str, Array]) -> None:
    """Writes all arrays, each at a multiple of 64 bytes, numbers in little-endian order."""
    little = {name: array.astype(array.dtype.newbyteorder("<"), copy=False) for name, array in arrays.items()}
    places: dict[str, tuple[str, int, int]] = {}
    end = 0
    for name, array in little.items():
        places[name] = (array.dtype.str, end, len(array))
        end += _padded(array.nbytes)
    head = json.dumps(places).encode()
    start = _padded(len(_MARK) + 8 + len(head))
    file.write((_MARK + len(head).to_bytes(8, "little") + head).ljust(start, b"\0"))
    for array in little.values():
        file.write(array.tobytes().ljust(_padded(array.nbytes), b"\0"))


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


def map_arrays(path: Path) -> dict[str, Array]:
    """The arrays of a file.

    Raises:
        ValueError: it is no such file, or it ends too early.
    """
    content = map_bytes(path)
    mark = len(_MARK)
    if bytes(content[:mark]) != _MARK:
        raise ValueError(path.name)
    size = int.from_bytes(content[mark : mark + 8], "little")
    places = json.loads(bytes(content[mark + 8 : mark + 8 + size]))
    start = _padded(mark + 8 + size)
    return {
        name: np.frombuffer(content, dtype=dtype, count=count, offset=start + place)
        if count
        else np.empty(0, dtype=dtype)
        for name, (dtype, place, count) in places.items()
    }
