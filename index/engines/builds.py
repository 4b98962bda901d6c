"""Several builds of an index beside each other; a small file says which one is read.

<folder>/
    current          name of the live build
    index-7/         its files, and ``made-by`` with the fingerprint of what built it
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from archive.errors import IndexMissing

POINTER = "current"
MADE_BY = "made-by"
_BUILD = "index-"


def live_build(folder: Path) -> Path:
    """Folder of the live build.

    Raises:
        IndexMissing: there is none.
    """
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissing(str(folder)) from error
    build = folder / name
    if not name.startswith(_BUILD) or Path(name).name != name or not build.is_dir():
        raise IndexMissing(str(folder))
    return build


def new_build(folder: Path) -> Path:
    """An empty folder for a build, numbered above all others."""
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        numbers = [_number(child.name) for child in folder.iterdir()]
        build = folder / f"{_BUILD}{max(numbers, default=0) + 1}"
        try:
            build.mkdir()
        except FileExistsError:  # another process took the number meanwhile
            continue
        return build


def build_number(build: Path) -> int:
    return _number(build.name)


def _number(name: str) -> int:
    digits = name.removeprefix(_BUILD)
    return int(digits) if name.startswith(_BUILD) and digits.isdecimal() else 0


def make_live(folder: Path, build: Path) -> None:
    """Swaps the pointer in one step; who reads an older build keeps its open files."""
    write_durably(folder / POINTER, build.name + "\n")


def write_durably(path: Path, text: str) -> None:
    """The old or the new content, whatever happens."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def remove_others(folder: Path) -> None:
    """Builds that are no longer, or never became, the live one."""
    live = live_build(folder)
    for child in folder.iterdir():
        if child.is_dir() and _number(child.name) and child != live:
            shutil.rmtree(child, ignore_errors=True)


def sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Names of files are on the disk; does nothing where folders can't be opened (Windows)."""
    if os.name == "posix":
        sync_file(path)
