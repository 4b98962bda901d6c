"""DOCX and PDF: one document is one article, its text only; pages that are pictures have none."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.base import Place, ReadOptions, Record, raw_article, read_whole
from archive.readers.text import split_title
from archive.readers.unpack import DAMAGE, RATIO_LIMIT

if TYPE_CHECKING:
    from lxml import etree

_PAGES = 5000
#: Bytes of drawing that the pages of a PDF may come to: so many times the file, at least and at most so
#: many. Each
#: million takes pypdf some seconds, and pages may share one stream.
_CONTENT_RATIO, _CONTENT_LEAST, _CONTENT_MOST = 20, 1_000_000, 32_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLES = frozenset(("title", "heading1", "heading 1"))


class DocxReader:
    """``.docx``: the paragraphs; a title only where the style or the first line says it is one."""

    name = "docx"
    extensions: tuple[str, ...] = (".docx",)

    def sniff(self, head: bytes, path: str) -> bool:
        return head.startswith(b"PK\x03\x04") and path.lower().endswith(".docx")

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        data = read_whole(stream, path, options)
        found = data if isinstance(data, ReadError) else _docx(data, path, options.record_limit)
        if isinstance(found, ReadError) or isinstance(data, ReadError):
            yield found if isinstance(found, ReadError) else ReadError(path, 0, "damaged")
            return
        yield raw_article(found, data, Place(), path, self.name, "utf-8", options)


def _docx(data: bytes, path: str, limit: int) -> dict[str, object] | ReadError:
    from lxml import etree

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ReadError(path, 0, "encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo("word/document.xml")
            with archive.open(info) as member:
                xml = member.read(limit + 1)
    except DAMAGE:
        return ReadError(path, 0, "damaged")
    if len(xml) > limit or len(xml) > RATIO_LIMIT * max(info.compress_size, 10_000):
        return ReadError(path, 0, "bomb", bytes=len(xml))
    # Word declares no entities, so what does means harm.
    if b"<!DOCTYPE" in xml:
        return ReadError(path, 0, "xml_entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ReadError(path, 0, "damaged")
    return _paragraphs(root) or ReadError(path, 0, "no_text")


def _paragraphs(root: etree._Element) -> dict[str, object]:
    lines: list[str] = []
    title = ""
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(_runs(paragraph)).strip()
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = str(style.get(f"{_W}val", "")).lower() if style is not None else ""
        if text and not title and not any(lines) and named in _TITLES:
            title = text
        else:
            lines.append(text)
    body = "\n".join(lines).strip()
    if not title:
        title, body = split_title(body)
    return {name: value for name, value in (("title", title), ("body", body)) if value}


def _runs(paragraph: etree._Element) -> Iterator[str]:
    """Text of a paragraph as it reads now: words deleted under review are left out."""
    for part in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if part.tag == f"{_W}t":
            yield part.text or ""
        else:
            yield {"tab": "\t", "br": "\n"}.get(str(part.tag).rpartition("}")[2], "-")


class PdfReader:
    """``.pdf`` with text in it; scans and locked files are refused."""

    name = "pdf"
    extensions: tuple[str, ...] = (".pdf",)

    def sniff(self, head: bytes, path: str) -> bool:
        return b"%PDF-" in head[:1024]

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        data = read_whole(stream, path, options)
        if isinstance(data, ReadError):
            yield data
            return
        found = _pdf(data, path)
        if isinstance(found, ReadError):
            yield found
            return
        yield raw_article(found, data, Place(), path, self.name, "utf-8", options)


def _pdf(data: bytes, path: str) -> dict[str, object] | ReadError:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            return ReadError(path, 0, "encrypted")
        if len(document.pages) > _PAGES:
            return ReadError(path, 0, "too_long", pages=len(document.pages))
        room = min(max(_CONTENT_LEAST, _CONTENT_RATIO * len(data)), _CONTENT_MOST)
        pages: list[str] = []
        for page in document.pages:
            content = page.get_contents()
            room -= len(content.get_data()) if content is not None else 0
            if room < 0:
                return ReadError(path, 0, "bomb", pages=len(document.pages))
            pages.append(page.extract_text().strip())
    except (FileNotDecryptedError, DependencyError):
        return ReadError(path, 0, "encrypted")
    except (PyPdfError, *DAMAGE, TypeError, AttributeError, RecursionError, ArithmeticError, AssertionError):
        return ReadError(path, 0, "damaged")
    text = "\n\n".join(filter(None, pages)).replace("\x00", "")
    if not text:
        return ReadError(path, 0, "no_text", pages=len(pages))
    title, body = split_title(text)
    return {"title": title, "body": body, "pages": len(pages)}
