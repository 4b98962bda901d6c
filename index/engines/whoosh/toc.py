"""Which segments the latest commit of a Whoosh index has, read without Whoosh: the shell's search answers
before Whoosh would be imported, and nothing in the file is carried out.

Relies on the layout of ``whoosh.index.TOC`` (``_MAIN_<generation>.toc``): three sizes of a byte each, a check
of byte order, the version of the layout, three numbers of Whoosh's own, the pickled schema behind its length,
the generation, a number, the pickled list of segments; and on the attributes ``indexname``, ``segid``,
``_doccount`` and ``_deleted`` of ``whoosh.codec.whoosh3.W3Segment``.
"""

from __future__ import annotations

import io
import pickle
import re
import struct
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

_NAME = re.compile(r"_MAIN_([0-9]+)\.toc")
_INT = struct.Struct("!i")
_ORDER, _LAYOUT = -12_345, -111
_SIZES = bytes([4, 8, 4])
_HARMLESS: dict[tuple[str, str], Any] = {
    ("builtins", "set"): set,
    ("builtins", "int"): int,
    ("collections", "defaultdict"): defaultdict,
}


class Entry(NamedTuple):
    """A segment: its name, how many articles it has, the numbers of those that are deleted."""

    name: str
    size: int
    deleted: frozenset[int]


class _Plain:
    """Stands for any class of Whoosh's: keeps what it is given, does nothing."""

    def __init__(self, *_: object) -> None:
        pass


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("whoosh."):
            return _Plain
        if (module, name) in _HARMLESS:
            return _HARMLESS[module, name]
        raise pickle.UnpicklingError(f"{module}.{name}")


def latest_generation(folder: Path) -> int:
    """The number of the latest commit; -1 where there is no index."""
    found = (_NAME.fullmatch(file.name) for file in folder.iterdir())
    return max((int(match[1]) for match in found if match), default=-1)


def entries(folder: Path, generation: int) -> list[Entry]:
    """The segments of a commit.

    Raises:
        OSError, EOFError, ValueError, KeyError, struct.error, pickle.UnpicklingError: the file is missing,
            damaged or of another layout.
    """
    raw = (folder / f"_MAIN_{generation}.toc").read_bytes()
    if raw[:3] != _SIZES or _INT.unpack_from(raw, 3)[0] != _ORDER or _INT.unpack_from(raw, 7)[0] != _LAYOUT:
        raise ValueError(generation)
    _, place = _number(raw, _number(raw, _number(raw, 11)[1])[1])
    size, place = _number(raw, place)
    place += size
    if _INT.unpack_from(raw, place)[0] != generation:
        raise ValueError(generation)
    segments = _Reader(io.BytesIO(raw[place + 2 * _INT.size :])).load()
    return [_entry(vars(segment)) for segment in segments]


def _entry(known: dict[str, Any]) -> Entry:
    return Entry(
        f"{known['indexname']}_{known['segid']}",
        int(known["_doccount"]),
        frozenset(known["_deleted"] or ()),
    )


def _number(raw: bytes, place: int) -> tuple[int, int]:
    """A number of seven bits a byte, least first, and where it ends."""
    value = shift = 0
    while True:
        if place >= len(raw):
            raise EOFError(place)
        byte = raw[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place
