"""Looking at the first bytes of a stream that may not be seekable."""

from __future__ import annotations

import io
from typing import BinaryIO, cast


class _Rest(io.RawIOBase):
    """The head again, then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        piece = self._head[: len(view)]
        if piece:
            self._head = self._head[len(piece) :]
        else:
            # One piece at a time, so that what came before a damaged place is not lost with it.
            piece = getattr(self._stream, "read1", self._stream.read)(len(view))
        view[: len(piece)] = piece
        return len(piece)


class Peekable:
    """``peek(n)`` gives up to n first bytes; ``stream`` then reads all of them again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._source = stream
        self.stream: BinaryIO = stream

    def peek(self, size: int) -> bytes:
        head = b""
        start = self._source.tell() if self._source.seekable() else -1
        while len(head) < size and (piece := self._source.read(size - len(head))):
            head += piece
        if start >= 0:
            # Wound back, so that formats with a list at their end can be read without a copy.
            self._source.seek(start)
            self.stream = self._source
            return head
        self.stream = cast(BinaryIO, io.BufferedReader(_Rest(head, self._source), 1 << 18))
        return head
