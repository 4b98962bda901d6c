"""Lines of a byte stream with number and offset, none longer than a limit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """``data`` are the bytes with their line end; ``None`` when the line is longer than the limit."""

    number: int
    offset: int
    data: bytes | None
    size: int


def lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """Every line; a too long one is skipped in pieces and told with its size.

    >>> [line.data for line in lines(io.BytesIO("бір\\nекі".encode()), 100)] == [
    ...     "бір\\n".encode(), "екі".encode()]
    True
    """
    number = offset = 0
    while data := stream.readline(limit + 1):
        number += 1
        size = len(data)
        kept: bytes | None = data
        if size > limit:
            kept = None
            while not data.endswith(b"\n") and (data := stream.readline(_CHUNK)):
                size += len(data)
        yield Line(number, offset, kept, size)
        offset += size


class Transcoded(io.RawIOBase):
    """A UTF-16 or UTF-32 stream as UTF-8 bytes, so that lines can be found; offsets count the UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(
            cast("io.BufferedReader[io.RawIOBase]", stream), encoding, "replace", newline=""
        )
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        if not self._left:
            self._left = self._text.read(_CHUNK // 4).encode("utf-8", "replace")
        size = min(len(view), len(self._left))
        view[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def transcoded(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Buffered UTF-8 view of a stream in a wide encoding."""
    return cast(BinaryIO, io.BufferedReader(Transcoded(stream, encoding)))
