"""XML formats of many records: feeds, harvests and catalogues share how a record is cut out and refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.base import HEAD_BYTES, Place, ReadOptions, Record, raw_article
from archive.readers.encoding import detect, is_binary, is_wide
from archive.readers.lines import transcoded
from archive.readers.peek import Peekable

if TYPE_CHECKING:
    from lxml import etree

_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_ENTITY = re.compile(r"<!ENTITY", re.I)
#: Columns of a record's element; a string is a reason to refuse it, ``None`` a record to pass over.
Columns = Callable[["etree._Element"], "dict[str, object] | str | None"]


@dataclass(frozen=True, slots=True)
class XmlFormat:
    """``root`` are the names the outermost element may have, ``record`` those of one record's element;
    ``within`` must stand in the head too, where the root alone does not tell."""

    name: str
    root: frozenset[str]
    record: tuple[str, ...]
    columns: Callable[[], Columns]
    within: str = ""


class XmlReader:
    """One XML format, streaming; each record by itself."""

    def __init__(self, format: XmlFormat, extensions: tuple[str, ...] = ()) -> None:
        self.format, self.name, self.extensions = format, format.name, extensions

    def sniff(self, head: bytes, path: str) -> bool:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<" and not head.startswith(
            (b"\xff\xfe", b"\xfe\xff")
        ):
            return False
        text = _text(head, declared(head))
        return root_name(text) in self.format.root and self.format.within in text

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        source = Peekable(stream)
        head = source.peek(HEAD_BYTES)
        encoding = detect(head, options.encoding or declared(head), whole=len(head) < HEAD_BYTES)
        if encoding is None:
            yield ReadError(path, 0, "binary" if is_binary(head) else "encoding")
            return
        text = head.decode(encoding, "replace")
        # Only a document that means harm, or a book of SGML days, declares entities.
        if _ENTITY.search(text):
            yield ReadError(path, 1, "xml_entities")
            return
        wide = is_wide(encoding)
        flow = transcoded(source.stream, encoding) if wide else source.stream
        yield from self._records(flow, text, path, ("utf-8" if wide else encoding, encoding), options)

    def _records(
        self, flow: BinaryIO, head: str, path: str, encodings: tuple[str, str], options: ReadOptions
    ) -> Iterator[Record]:
        from archive.readers.slices import namespaces, slices

        name = next((name for name in self.format.record if re.search(rf"<(?:[\w.-]+:)?{name}[\s/>]", head)),
                    self.format.record[0])  # fmt: skip
        spaces = namespaces(head, name)
        columns = self.format.columns()
        number = 0
        for number, piece in enumerate(slices(flow, name, options.record_limit), 1):
            if piece.data is None:
                yield ReadError(path, piece.line, "too_long", limit=options.record_limit)
                continue
            if not piece.whole:
                yield ReadError(path, piece.line, "bad_xml", detail="no end tag")
                continue
            found = _columns(piece.data, encodings[0], spaces, columns)
            where = Place(number, piece.line, piece.offset)
            if isinstance(found, tuple):
                yield ReadError(path, piece.line, found[0], detail=found[1])
            elif found is not None:
                yield raw_article(found, piece.data, where, path, self.name, encodings[1], options)
        if not number:
            yield ReadError(path, 0, "no_records")


def _columns(
    data: bytes, encoding: str, spaces: dict[str | None, str], columns: Columns
) -> dict[str, object] | tuple[str, str] | None:
    from archive.readers.slices import parse

    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return "encoding", ""
    element = parse(text, spaces)
    if isinstance(element, str):
        return "bad_xml", element
    found = columns(element)
    return (found, "") if isinstance(found, str) else found


def declared(head: bytes) -> str | None:
    """The encoding the XML declaration names."""
    told = _DECLARED.search(head[:400])
    return told[1].decode("ascii", "replace") if told else None


def root_name(text: str) -> str:
    """Name of the outermost element, without its prefix.

    >>> root_name('<?xml version="1.0"?><!-- күз --><rss version="2.0">')
    'rss'
    """
    text = re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", "", text[:20_000], flags=re.S)
    found = _ROOT.search(text)
    return found[1] if found else ""


def _text(head: bytes, told: str | None) -> str:
    encoding = detect(head, told, whole=False)
    return head.decode(encoding, "replace") if encoding else ""
