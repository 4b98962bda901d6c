"""WARC files of web archives: every web page that was fetched is an article.

Records are told apart by their own lengths, and a length that lies costs one record: the next one is found by
its first line. warcio then reads the record: its HTTP headers, its transfer and content encodings.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import Place, ReadOptions, Record, raw_article
from archive.readers.html import read_page
from archive.readers.peek import one_piece
from archive.readers.unpack import DAMAGE

_START = re.compile(rb"WARC/\d\.\d\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d\r?\n)")
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,15})\s*$", re.I | re.M)
_TYPE = re.compile(rb"^warc-type:\s*(\w+)", re.I | re.M)
_BLANK = re.compile(rb"\r?\n\r?\n")
_AFTER = re.compile(rb"[\r\n]*(?:WARC/|\Z)")
_URI = re.compile(rb"^warc-target-uri:[ \t]*([^\r\n]*)\r?\n", re.I | re.M)
_HEADER_LIMIT = 1 << 16
_CHUNK = 1 << 18
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one record and where it begins; no ``data`` when passed over, ``reason`` when broken."""

    offset: int
    data: bytes | None
    reason: str | None = None


class WarcReader:
    """Responses that are web pages; requests, images and records of revisits are passed over."""

    name = "warc"
    extensions: tuple[str, ...] = (".warc",)

    def sniff(self, head: bytes, path: str) -> bool:
        return bool(_START.match(head))

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        number = 0
        for number, piece in enumerate(pieces(stream, options.record_limit), 1):
            if piece.reason is not None:
                yield ReadError(path, 0, piece.reason, record=number, offset=piece.offset)
            elif piece.data is not None:
                found = _article(piece.data, Place(number, 1, piece.offset), path, options)
                if found is not None:
                    yield found
        if not number:
            yield ReadError(path, 0, "no_records")


def _article(data: bytes, where: Place, path: str, options: ReadOptions) -> Record | None:
    page = _page(data, options.record_limit)
    if page is None:
        return None
    if isinstance(page, str):
        return ReadError(path, 0, page, record=where.record, offset=where.offset)
    body, charset, url, moment = page
    found = read_page(body, options.encoding or charset)
    if isinstance(found, str):
        return ReadError(path, 0, found, record=where.record, offset=where.offset, url=url)
    columns, encoding = found
    # The address that was fetched is a fact; the moment of fetching is not the day of publication.
    if columns.get("url") not in (None, url):
        columns["page_url"] = columns["url"]
    columns.update({"url": url} if url else {})
    columns["captured"] = moment
    return raw_article(columns, data, where, path, "warc", encoding, options)


def _page(data: bytes, limit: int) -> tuple[bytes, str | None, str, str] | str | None:
    """Bytes of the page, its declared charset, address and moment; ``None`` for what is no page."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    told = _URI.search(data)
    url = told[1].decode("utf-8", "replace").strip("<> \t") if told else ""
    if not url.lower().startswith(("http:", "https:")):
        return None
    try:
        # Another address in place of its own, which warcio would mend with words on stderr.
        silent = _URI.sub(b"WARC-Target-URI: http://page/\r\n", data, count=1)
        record = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(silent), known_format="warc")
        if record.rec_type != "response" or record.http_headers is None:
            return None
        kind = record.http_headers.get_header("Content-Type") or ""
        if not kind.lower().startswith(("text/html", "application/xhtml")):
            return None
        if not str(record.http_headers.get_statuscode() or "200").startswith("2"):
            return None
        content = record.content_stream()
        # warcio writes of damage to stderr and gives what came before it, as if that were all.
        with contextlib.redirect_stderr(io.StringIO()):
            body = content.read(limit + 1)
        unpacker = getattr(content, "decompressor", None)
        if unpacker is not None and not getattr(unpacker, "eof", True) and len(body) <= limit:
            return "damaged"
    except (ArchiveLoadFailed, StatusAndHeadersParserException, *DAMAGE, AttributeError, TypeError):
        return "damaged"
    if len(body) > limit:
        return "too_long"
    if not body.strip():
        return "no_text"
    charset = _CHARSET.search(kind)
    return body, charset[1] if charset else None, url, record.rec_headers.get_header("WARC-Date") or ""


class _Window:
    """What was read and not yet left behind, and its place in the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.data, self.offset = stream, b"", 0
        self.error: ReadError | None = None

    def fill(self, size: int) -> None:
        while len(self.data) < size and self.error is None:
            try:
                piece = one_piece(self.stream, max(_CHUNK, size - len(self.data)))
            except ReadError as error:
                # First what came before the damage, then the damage.
                self.error = error
                return
            if not piece:
                return
            self.data += piece

    def drop(self, size: int) -> None:
        self.offset += size
        self.data = self.data[size:]

    def skip(self, size: int) -> bool:
        """Pass over so many bytes without keeping them; whether there were as many."""
        while size > len(self.data):
            size -= len(self.data)
            self.drop(len(self.data))
            self.fill(_CHUNK)
            if not self.data:
                return False
        self.drop(size)
        return True

    def seek_record(self, start: int) -> None:
        """Go to the first line of the next record after ``start``, or to the end."""
        while not (found := _NEXT.search(self.data, start)):
            self.drop(max(0, len(self.data) - 32))
            before = len(self.data)
            self.fill(before + _CHUNK)
            if len(self.data) == before:
                self.drop(before)
                return
            start = 0
        self.drop(found.end())


def pieces(stream: BinaryIO, limit: int) -> Iterator[Piece]:
    """Every record; where its length does not lead to the next one, it is refused and the next one sought."""
    window = _Window(stream)
    while True:
        window.fill(_HEADER_LIMIT)
        window.drop(len(window.data) - len(window.data.lstrip(b"\r\n")))
        if not window.data:
            if window.error is not None:
                raise window.error
            return
        offset = window.offset
        end = _BLANK.search(window.data, 0, _HEADER_LIMIT)
        told = _LENGTH.search(window.data, 0, end.start() + 2) if end else None
        if end is None or told is None or not _START.match(window.data):
            yield Piece(offset, None, "damaged")
            window.seek_record(0)
            continue
        size = end.end() + int(told[1])
        kind = _TYPE.search(window.data, 0, end.start())
        response = kind is not None and kind[1].lower() == b"response"
        if size > limit:
            page = response and b"text/html" in window.data[:8192].lower()
            whole = window.skip(size)
            if page or not whole:
                yield Piece(offset, None, "too_long" if whole else "damaged")
            continue
        window.fill(size + 16)
        if len(window.data) >= size and _AFTER.match(window.data, size):
            yield Piece(offset, window.data[:size] if response else None)
            window.drop(size)
        else:
            yield Piece(offset, None, "damaged")
            window.seek_record(end.end())
