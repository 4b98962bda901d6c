"""Names in a folder in order, however many: sorted runs lie in temporary files, and are merged as they are
read.

So a folder of millions of files is walked in the same order each time, with some tens of thousands of names
in memory. A folder that fits into one run needs no file.
"""

from __future__ import annotations

import heapq
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO

#: Names sorted in memory at a time: some 5 MB.
RUN = 50_000
#: Runs merged at a time, which bounds the files that are open at once.
FAN = 64
_FOLDER, _FILE = b"d", b"f"


def ordered(folder: str) -> Iterator[tuple[str, bool]]:
    """Name and whether it is a folder, of every file and folder that is not hidden, by name. Links to files
    are files; links to folders, devices and pipes are left out. OSError when the folder can't be read."""
    with ExitStack() as files:
        runs: list[Iterator[bytes]] = []
        run: list[bytes] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                kind = _kind(entry)
                if kind is None:
                    continue
                run.append(os.fsencode(entry.name) + b"\x00" + kind)
                if len(run) >= RUN:
                    runs.append(_spilled(sorted(run), files))
                    run.clear()
                    if len(runs) >= FAN:
                        runs = [_spilled(heapq.merge(*runs), files)]
        run.sort()
        for line in heapq.merge(*runs, run) if runs else run:
            name, _, kind = line.rpartition(b"\x00")
            yield os.fsdecode(name), kind == _FOLDER


def _kind(entry: os.DirEntry[str]) -> bytes | None:
    if entry.name.startswith("."):
        return None
    try:
        if entry.is_dir(follow_symlinks=False):
            return _FOLDER
        return _FILE if entry.is_file() else None
    except OSError:
        # It can't even be looked at; opening it will say why.
        return _FILE


def _spilled(lines: Iterator[bytes] | list[bytes], files: ExitStack) -> Iterator[bytes]:
    """The lines again, from a file without a name."""
    file = files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (closed with the others)
    for line in lines:
        # A name may hold any byte but zero, a line break too; its length says where it ends.
        file.write(len(line).to_bytes(2, "big") + line)
    file.seek(0)
    return _lines(file)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while size := file.read(2):
        yield file.read(int.from_bytes(size, "big"))
