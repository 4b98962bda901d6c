"""Looking at the first bytes of a stream that may not be seekable."""

from __future__ import annotations

import io
from typing import BinaryIO, cast

from archive.errors import ReadError


def one_piece(stream: BinaryIO, size: int) -> bytes:
    """Up to ``size`` bytes with one read below, so that what came before a damaged place is not lost."""
    data: bytes = getattr(stream, "read1", stream.read)(size)
    return data


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
            piece = one_piece(self._stream, len(view))
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
        while len(head) < size:
            try:
                piece = one_piece(self._source, size - len(head))
            except ReadError:
                # The damage is met again, and told, when reading comes to it.
                if not head:
                    raise
                break
            if not piece:
                break
            head += piece
        if start >= 0:
            # Wound back, so that formats with a list at their end can be read without a copy.
            self._source.seek(start)
            self.stream = self._source
            return head
        self.stream = cast(BinaryIO, io.BufferedReader(_Rest(head, self._source), 1 << 18))
        return head
