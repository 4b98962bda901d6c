"""Web pages: the article by trafilatura, its metadata only where the page states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import Place, ReadOptions, Record, raw_article, read_whole
from archive.readers.encoding import detect, is_binary

_TAG = re.compile(rb"<(?:!doctype html|html|head|body|article|meta)[\s>]", re.I)
#: Pictures inside the page, which may be most of it.
_DATA_URL = re.compile(r"data:[\w/+.;=-]{0,100},[^\s\"'<>()]{1000,}")
_PAGE_CHARS = 4_000_000
_TAGS = 200_000
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)


class HtmlReader:
    """``.html``: headline, text and the metadata the page itself declares; never a guessed date."""

    name = "html"
    extensions: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def sniff(self, head: bytes, path: str) -> bool:
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return start.startswith(b"<") and not is_binary(head) and bool(_TAG.search(start[:4096]))

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        data = read_whole(stream, path, options)
        if isinstance(data, ReadError):
            yield data
            return
        found = read_page(data, options.encoding)
        if isinstance(found, str):
            yield ReadError(path, 0, found)
            return
        yield raw_article(found[0], data, Place(), path, self.name, found[1], options)


def read_page(data: bytes, declared: str | None = None) -> tuple[dict[str, object], str] | str:
    """Columns of a page and its encoding, or the reason why it can't be read."""
    told = _CHARSET.search(data[:8192])
    encoding = detect(data, declared or (told.group(1).decode("ascii", "replace") if told else None))
    if encoding is None:
        return "binary" if is_binary(data) else "encoding"
    try:
        page = data.decode(encoding)
    except UnicodeDecodeError:
        return "encoding"
    page = _DATA_URL.sub("data:,", page)
    # A text over ten million bytes is cut off in silence by libxml2, and tags take a kilobyte each.
    if len(page) > _PAGE_CHARS or page.count("<") > _TAGS:
        return "too_long"
    # Imported late: trafilatura takes a second, and only pages need it.
    from archive.readers.page import columns

    found = columns(page)
    return "no_text" if found is None else (found, encoding)
