"""JSON Lines, and a JSON list or object of articles in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import HEAD_BYTES, Place, ReadOptions, Record, raw_article, read_whole
from archive.readers.encoding import chosen, is_binary, is_wide
from archive.readers.fields import ALIASES
from archive.readers.lines import Line, lines, transcoded
from archive.readers.peek import Peekable


class JsonlReader:
    """One JSON object a line. A line that can't be parsed is refused, the next ones are read."""

    name = "jsonl"
    extensions: tuple[str, ...] = (".jsonl", ".ndjson")

    def sniff(self, head: bytes, path: str) -> bool:
        first, _ = _first_line(head)
        named = path.lower().endswith(self.extensions)
        return first.startswith(b'{"') or named and first != b"[" and not first.startswith(b"[{")

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        source = Peekable(stream)
        head = source.peek(HEAD_BYTES)
        encoding = chosen(head, options.encoding, whole=len(head) < HEAD_BYTES)
        if encoding is None:
            encoding = "utf-8"
        if is_binary(head):
            yield ReadError(path, 0, "binary")
            return
        wide = is_wide(encoding)
        flow = transcoded(source.stream, encoding) if wide else source.stream
        record = 0
        for line in lines(flow, options.record_limit):
            if line.data is not None and not line.data.strip(b"\xef\xbb\xbf \t\r\n"):
                continue
            record += 1
            yield self._record(line, record, "utf-8" if wide else encoding, encoding, path, options)
        if not record:
            yield ReadError(path, 0, "empty_file")

    def _record(
        self, line: Line, record: int, encoding: str, told: str, path: str, options: ReadOptions
    ) -> Record:
        if line.data is None:
            return ReadError(path, line.number, "line_too_long", bytes=line.size)
        raw = line.data.rstrip(b"\r\n")
        try:
            value = json.loads(raw.decode(encoding).lstrip("\ufeff"))
        except UnicodeDecodeError:
            return ReadError(path, line.number, "encoding")
        except (ValueError, RecursionError) as error:
            return ReadError(path, line.number, "bad_json", detail=getattr(error, "msg", ""))
        if not isinstance(value, dict):
            return ReadError(path, line.number, "not_object")
        where = Place(record, line.number, line.offset)
        return raw_article(value, raw, where, path, self.name, told, options)


class JsonReader:
    """A ``.json`` file with a list of articles, or one article, or a list under one key."""

    name = "json"
    extensions: tuple[str, ...] = (".json",)

    def sniff(self, head: bytes, path: str) -> bool:
        first, rest = _first_line(head)
        start = b"".join(head[:200].removeprefix(b"\xef\xbb\xbf").split())[:2]
        # One whole object a line is JSON Lines, whatever the file is called.
        return start in (b"[{", b'{"', b"[]") and not (first.endswith(b"}") and rest.startswith(b"{"))

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        data = read_whole(stream, path, options)
        if isinstance(data, ReadError):
            yield data
            return
        encoding = chosen(data, options.encoding)
        if encoding is None:
            yield ReadError(path, 0, "binary" if is_binary(data) else "encoding")
            return
        try:
            value = json.loads(data.decode(encoding))
        except UnicodeDecodeError:
            yield ReadError(path, 0, "encoding")
            return
        except (ValueError, RecursionError) as error:
            yield ReadError(path, getattr(error, "lineno", 0), "bad_json", detail=getattr(error, "msg", ""))
            return
        items = _items(value)
        if not items:
            yield ReadError(path, 0, "empty_file")
        for record, item in enumerate(items, 1):
            if not isinstance(item, dict):
                yield ReadError(path, 0, "not_object", record=record)
                continue
            # The record's own bytes: a list has no lines to cut, so the item is written out by itself.
            raw = data if len(items) == 1 else json.dumps(item, ensure_ascii=False).encode("utf-8", "replace")
            yield raw_article(item, raw, Place(record, 1, 0), path, self.name, encoding, options)


def _first_line(head: bytes) -> tuple[bytes, bytes]:
    """First line with text and what follows it, without the blank around them."""
    first, _, rest = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    return first.strip(), rest.strip()


def _items(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if any(ALIASES.get(str(key).casefold()) in ("title", "body") for key in value):
            return [value]
        lists = [part for part in value.values() if isinstance(part, list) and part]
        if len(lists) == 1 and all(isinstance(item, dict) for item in lists[0]):
            return list(lists[0])
    return [value]
