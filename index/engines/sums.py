"""Check sums of an index's files, so that a damaged one is seen before it answers wrongly.

<folder>/sums.json    build → file → size in bytes and CRC-32, of the files that never change again

A file that is not listed was written after the list and is not judged; one that is listed and gone was merged
away, or is missed by the engine itself when it opens.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from archive.errors import IndexMissing
from index.engines.builds import live_build, write_durably

NAME = "sums.json"
#: Files of an engine that are written again under the same name.
_CHANGING = ("meta.json", ".managed.json", "made-by")
_PIECE = 1 << 20
Sums = dict[str, tuple[int, int]]


def note_sums(folder: Path) -> None:
    """Lists the files of the live build; those that are listed already are not read again."""
    try:
        build = live_build(folder)
    except IndexMissing:
        return
    known = read_sums(folder, build)
    found: Sums = {}
    for file in sorted(build.iterdir()):
        if _is_fixed(file):
            found[file.name] = known.get(file.name) or sum_of(file)
    if found != known:
        write_durably(folder / NAME, json.dumps({build.name: found}) + "\n")


def read_sums(folder: Path, build: Path) -> Sums:
    """What is listed for a build; nothing when there is no list or it can't be read."""
    try:
        listed: Any = json.loads((folder / NAME).read_text(encoding="utf-8"))[build.name]
        return {str(name): (int(size), int(crc)) for name, (size, crc) in listed.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def damaged_file(folder: Path, most_bytes: int | None = None) -> tuple[str, str, str] | None:
    """The first file of the live build that is not as it was written: its path, what was expected and found.

    An index larger than ``most_bytes`` is judged by the sizes of its files alone.
    """
    try:
        build = live_build(folder)
    except IndexMissing:
        return None
    listed = read_sums(folder, build)
    whole = most_bytes is None or sum(size for size, _ in listed.values()) <= most_bytes
    for name, (size, crc) in listed.items():
        file = build / name
        try:
            found = sum_of(file) if whole else (file.stat().st_size, crc)
        except FileNotFoundError:
            if _is_named(build, name):
                return str(file), f"{size} {crc:08x}", "missing"
            continue
        except OSError as error:
            return str(file), f"{size} {crc:08x}", type(error).__name__
        if found != (size, crc):
            return str(file), f"{size} {crc:08x}", f"{found[0]} {found[1]:08x}"
    return None


def _is_named(build: Path, name: str) -> bool:
    """Whether tantivy's list of segments still names the one a file belongs to; Whoosh misses its files by
    itself."""
    try:
        listed = (build / "meta.json").read_text(encoding="utf-8").replace("-", "")
    except (OSError, UnicodeDecodeError):
        return False
    return name.partition(".")[0] in listed and not name.endswith(".del")


def sum_of(file: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file."""
    size = crc = 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
    return size, crc


def _is_fixed(file: Path) -> bool:
    name = file.name
    passing = name.endswith(("LOCK", ".lock", ".new", ".tmp")) or name.startswith(".tmp")
    return file.is_file() and name not in _CHANGING and not passing
