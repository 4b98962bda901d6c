"""Rows of delimited text out of lines: quoted cells may go over several lines."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.readers.lines import Line, lines

#: A quoted cell still open after so many bytes was never closed: its row is given up.
OPEN_LIMIT = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """The bytes that make one row, its first line and first byte; ``reason`` if it is broken."""

    line: int
    offset: int
    data: bytes
    reason: str | None = None


class _Pending:
    """Lines of a row whose quoted cell is still open."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.size = 0
        self.open = False

    def add(self, line: Line, separator: bytes) -> None:
        data = line.data or b""
        self.lines.append(line)
        self.size += len(data)
        self.open = ends_open(data, separator, self.open)

    def row(self, reason: str | None = None) -> Row:
        first = self.lines[0]
        parts = self.lines if reason is None else self.lines[:1]
        return Row(first.number, first.offset, b"".join(part.data or b"" for part in parts), reason)


def rows(stream: BinaryIO, delimiter: str, encoding: str, limit: int) -> Iterator[Row]:
    """Every row. Where a quote is never closed, or closes in the wrong place, only the line that opened
    it is given up (``open_quote``), and reading goes on with the next line, so that nothing else is lost.
    """
    separator = delimiter.encode()
    source = lines(stream, limit)
    queue: deque[Line] = deque()
    pending = _Pending()
    while True:
        line = queue.popleft() if queue else next(source, None)
        if line is not None and line.data is not None:
            if not pending.lines and not line.data.strip(b"\xef\xbb\xbf\r\n"):
                continue
            pending.add(line, separator)
            if pending.open and pending.size <= OPEN_LIMIT:
                continue
            row = pending.row()
            if not pending.open and (len(pending.lines) == 1 or _parses(row.data, delimiter, encoding)):
                yield row
                pending = _Pending()
                continue
            line = None
        elif line is None and not pending.lines:
            return
        if line is not None:
            queue.appendleft(line)
        if pending.lines:
            yield pending.row("open_quote")
            queue.extendleft(reversed(pending.lines[1:]))
            pending = _Pending()
        else:
            broken = queue.popleft()
            yield Row(broken.number, broken.offset, b"", "line_too_long")


def ends_open(data: bytes, separator: bytes, inside: bool) -> bool:
    """Whether a quoted cell is open at the end of a line; ``inside`` whether one was at its start.

    >>> ends_open('7,"Ол келді'.encode(), b",", False), ends_open('7,19" экран'.encode(), b",", False)
    (True, False)
    """
    at = 0
    if not inside and data.removeprefix(b"\xef\xbb\xbf").startswith(b'"'):
        at, inside = data.index(b'"') + 1, True
    while True:
        if inside:
            at = data.find(b'"', at)
            if at < 0:
                return True
            doubled = data[at + 1 : at + 2] == b'"'
            inside, at = doubled, at + 2 if doubled else at + 1
        else:
            at = data.find(separator + b'"', at)
            if at < 0:
                return False
            inside, at = True, at + 2


def parse(text: str, delimiter: str) -> list[str] | None:
    """Cells of one row, ``None`` if its quotes are wrong.

    >>> parse('1,"Ол ""жоқ"" деді"', ",")
    ['1', 'Ол "жоқ" деді']
    """
    if "\x00" in text:
        return None
    try:
        found = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _parses(data: bytes, delimiter: str, encoding: str) -> bool:
    return parse(data.decode(encoding, "replace"), delimiter) is not None
