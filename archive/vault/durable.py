"""Files that are on the disk before they count: written under another name, synced, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from archive.errors import OutputFailed

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.EEXIST)


def reason_of(error: OSError) -> str:
    """Why a file could not be written: disk_full, not_writable or unwritten.

    >>> reason_of(OSError(errno.ENOSPC, "")), reason_of(OSError(errno.EIO, ""))
    ('disk_full', 'unwritten')
    """
    if error.errno in _FULL:
        return "disk_full"
    return "not_writable" if error.errno in _DENIED else "unwritten"


@contextmanager
def output(path: Path) -> Iterator[None]:
    """Whatever the disk refuses inside becomes OutputFailed for ``path``."""
    try:
        yield
    except OSError as error:
        raise OutputFailed(str(path), reason_of(error)) from error


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that gets its name when it is whole and on the disk; nothing of it stays after an error.

    OutputFailed when the disk is full or may not be written.
    """
    beside = beside_of(path)
    with output(path), ExitStack() as after_error:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            after_error.callback(beside.unlink, missing_ok=True)
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        after_error.pop_all()
        sync_folder(path.parent)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder that gets its name when all of it is on the disk. OutputFailed."""
    beside = beside_of(path)
    with output(path), ExitStack() as after_error:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir()
        after_error.callback(shutil.rmtree, beside, ignore_errors=True)
        yield beside
        sync_tree(beside)
        if path.is_dir():
            path.rmdir()
        beside.replace(path)
        after_error.pop_all()
        sync_folder(path.parent)


def beside_of(path: Path) -> Path:
    """The name that something has while it is not whole."""
    return path.with_name(f"{path.name}.{os.getpid()}.part")


def sync_tree(folder: Path) -> None:
    """Every file and folder below is on the disk."""
    for where, _, names in os.walk(folder):
        for name in names:
            sync_file(Path(where, name))
        sync_folder(Path(where))


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
