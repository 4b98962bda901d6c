"""Unpacking under limits: what comes out of an archive is bounded in size, ratio, depth and number."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO, BinaryIO, cast

from archive.errors import ReadError
from archive.readers.base import ReadOptions, Record

#: Archives inside archives, at most so deep.
DEPTH_LIMIT = 3
#: Members of one archive.
MEMBER_LIMIT = 1_000_000
#: Bytes out of one file of the run, everything inside it together.
UNPACKED_LIMIT = 64 << 30
#: Bytes out for a byte in; text packs 3 to 30 times, and nothing small is judged.
RATIO_LIMIT = 200
_RATIO_FROM = 16 << 20
#: What an unpacker may allocate (an xz file may ask for four gigabytes).
_XZ_MEMORY = 256 << 20
_CHUNK = 1 << 18
_SPOOL = 16 << 20
#: All that the unpackers of the standard library raise on damaged bytes.
DAMAGE = (
    EOFError, OSError, ValueError, KeyError, IndexError, NotImplementedError, RuntimeError, OverflowError,
    MemoryError, zlib.error, lzma.LZMAError, zipfile.BadZipFile,
)  # fmt: skip
_UNSAFE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|[\x00-\x1f\x7f]")

ReadInner = Callable[[BinaryIO, str, ReadOptions], Iterator[Record]]


@dataclass(slots=True)
class Budget:
    """Bytes unpacked so far of ``limit``; one for a file and all inside it."""

    limit: int = UNPACKED_LIMIT
    used: int = 0


class Counter(io.RawIOBase):
    """The packed bytes as they are, counted."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.count = source, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        data = self.source.read(-1 if size is None else size)
        self.count += len(data)
        return data


class Guarded(io.RawIOBase):
    """An unpacking stream under the limits; damage and excess are raised as ReadError with its path."""

    def __init__(self, source: IO[bytes], path: str, budget: Budget, packed: Callable[[], int]) -> None:
        self._source, self._path, self._budget, self._packed = source, path, budget, packed
        self._out = 0
        # One piece at a time: a longer read would lose what came before the damage.
        self._piece: Callable[[int], bytes] = getattr(source, "read1", source.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            data = self._piece(len(view))
        except DAMAGE as error:
            raise ReadError(self._path, 0, "damaged") from error
        self._out += len(data)
        self._budget.used += len(data)
        ratio = self._out > _RATIO_FROM and self._out > RATIO_LIMIT * max(1, self._packed())
        if ratio or self._budget.used > self._budget.limit:
            raise ReadError(self._path, 0, "bomb", bytes=self._out)
        view[: len(data)] = data
        return len(data)


def guarded(source: IO[bytes], path: str, budget: Budget, packed: Callable[[], int]) -> BinaryIO:
    """A buffered stream of what comes out of ``source``, under the limits."""
    return cast(BinaryIO, io.BufferedReader(Guarded(source, path, budget, packed), _CHUNK))


class _Xz(io.RawIOBase):
    """xz and lzma with a bound on memory, several streams in a row."""

    def __init__(self, source: Counter) -> None:
        self._source = source
        self._left = b""
        self._unpacker: lzma.LZMADecompressor | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        while True:
            if self._unpacker is not None and self._unpacker.eof:
                self._left, self._unpacker = self._unpacker.unused_data, None
            hungry = self._unpacker is None or self._unpacker.needs_input
            if hungry and not self._left:
                self._left = self._source.read(_CHUNK)
                if not self._left:
                    if self._unpacker is not None:
                        raise EOFError
                    return 0
            if self._unpacker is None:
                self._left = self._left.lstrip(b"\x00")
                if not self._left:
                    continue
                self._unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            data = self._unpacker.decompress(self._left, len(view))
            self._left = b""
            if data:
                view[: len(data)] = data
                return len(data)


def unpacker(head: bytes, source: Counter) -> IO[bytes] | None:
    """The stream unpacked, by its first bytes; ``None`` when it is not packed."""
    packed = cast("IO[bytes]", source)
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=packed, mode="rb"))
    if head.startswith(b"BZh"):
        return cast("IO[bytes]", bz2.BZ2File(packed))
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast("IO[bytes]", _Xz(source))
    return None


def member_path(path: str, name: str) -> str | ReadError | None:
    """How a member is called, ``archive.zip!/inner/file.txt``; ``None`` for hidden ones, which are left
    out as in folders; refused when the name climbs out of the archive.

    >>> member_path("мұрағат.zip", "2023/күз.txt"), member_path("a.zip", "__MACOSX/._күз.txt")
    ('мұрағат.zip!/2023/күз.txt', None)
    >>> member_path("a.zip", "../../etc/passwd").reason
    'unsafe_path'
    """
    clean = name.replace("\\", "/").removeprefix("./")
    if not clean or _UNSAFE.search(clean) or len(clean) > 4096:
        shown = re.sub(r"[\x00-\x1f\x7f]", "\ufffd", clean[:200])
        return ReadError(f"{path}!/{shown}", 0, "unsafe_path")
    parts = clean.split("/")
    if "__MACOSX" in parts or any(part.startswith(".") and part != "." for part in parts):
        return None
    return f"{path}!/{clean}"


def deeper(path: str, options: ReadOptions) -> tuple[ReadOptions, Budget] | ReadError:
    """The options for what is inside, and the budget all share; refused below the deepest level."""
    if options.depth >= DEPTH_LIMIT:
        return ReadError(path, 0, "too_deep", limit=DEPTH_LIMIT)
    budget = options.budget if isinstance(options.budget, Budget) else Budget()
    return replace(options, depth=options.depth + 1, budget=budget), budget


def inner(read: ReadInner, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
    """Every record of a member; what breaks it becomes its last refusal, and the next member is read."""
    try:
        yield from read(stream, path, options)
    except ReadError as error:
        yield error


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or its bytes in a temporary file where it can't be wound back."""
    with suppress(*DAMAGE):
        if stream.seekable():
            return stream
    kept = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 (closed with the last reference)
    while data := stream.read(_CHUNK):
        kept.write(data)
    kept.seek(0)
    return cast(BinaryIO, kept)
