"""XML records cut out of a stream as bytes, one at a time: a broken one costs itself, not the file.

The text between ``<item`` and its own end tag is parsed alone, with the namespaces of the document and none
of its entities, so that nothing can be expanded and every record keeps its bytes and its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import BinaryIO

from lxml import etree

from archive.readers.peek import one_piece

_CHUNK = 1 << 18
_OPENERS = rb"<!--|<!\[CDATA\["
_CLOSERS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
#: A catalogue record may lie in a harvest record; deeper than this, end tags are missing.
_DEPTH = 8
_DECLARED = re.compile(r"""xmlns(?::([\w.-]+))?\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_]")
_ENTITY = re.compile(r"&(\w+);")
_KEPT = frozenset(("amp", "lt", "gt", "quot", "apos"))


@dataclass(frozen=True, slots=True)
class Slice:
    """The bytes of one record, its first line (from 1) and byte (from 0); ``data`` is ``None`` when it is
    longer than the limit; ``whole`` is whether its end tag came."""

    line: int
    offset: int
    data: bytes | None
    whole: bool = True


class _Window:
    """What was read of the stream and not yet left behind; it knows its place."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream, self.limit = stream, limit
        self.data, self.offset, self.line, self.ended = b"", 0, 1, False
        self._endless: set[bytes] = set()

    def more(self) -> bool:
        # Ever larger pieces, so that a long record is not looked through again for every small one.
        piece = b"" if self.ended else one_piece(self.stream, max(_CHUNK, len(self.data)))
        self.ended = not piece
        self.data += piece
        self._endless.clear()
        return bool(piece)

    def drop(self, size: int) -> None:
        self.line += self.data.count(b"\n", 0, size)
        self.offset += size
        self.data = self.data[size:]

    def next(self, tags: re.Pattern[bytes], at: int) -> re.Match[bytes] | None:
        """The next tag outside comments and CDATA; ``None`` when the window must grow first. A comment
        that never ends is no comment."""
        while (found := tags.search(self.data, at)) and (closer := _CLOSERS.get(found[0])):
            end = -1 if closer in self._endless else self.data.find(closer, found.end())
            if end < 0:
                if not self.ended and len(self.data) <= self.limit:
                    return None
                self._endless.add(closer)
            at = found.end() if end < 0 else end + len(closer)
        return found


def slices(stream: BinaryIO, name: str, limit: int) -> Iterator[Slice]:
    """Every ``<name>…</name>`` at its outermost, whatever its prefix. A record that is never closed is
    given up at the next one's start, which is then read."""
    tags = re.compile(_OPENERS + rb"|<(/?)(?:[\w.-]+:)?" + name.encode() + rb"(?=[\s/>])[^<>]*?(/?)>")
    window = _Window(stream, limit)
    while True:
        start = window.next(tags, 0)
        if start is None:
            if window.ended or len(window.data) > limit:
                window.drop(_settled(window.data, limit))
            if not window.more():
                return
            continue
        if start[1]:
            window.drop(start.end())
            continue
        window.drop(start.start())
        size, second = _end(window, tags)
        if size is not None:
            yield Slice(window.line, window.offset, window.data[:size])
            window.drop(size)
            continue
        long = second is None and len(window.data) > limit
        yield Slice(window.line, window.offset, None if long else window.data[:second], False)
        window.drop(second or len(start[0]))


def _settled(data: bytes, limit: int) -> int:
    """Bytes that can be left behind: all but what may be the beginning of a tag."""
    at = data.rfind(b"<")
    return at if at >= 0 and len(data) - at < min(limit, _CHUNK) else len(data)


def _end(window: _Window, tags: re.Pattern[bytes]) -> tuple[int | None, int | None]:
    """Bytes up to the end of the record at the window's start; or ``None`` and where a next one starts."""
    depth, at, second = 0, 0, None
    while True:
        found = window.next(tags, at)
        if found is None:
            if len(window.data) > window.limit or not window.more():
                return None, second
            continue
        at = found.end()
        if found[1]:
            depth -= 1
        elif not found[2]:
            depth += 1
            if depth > 1 and second is None:
                second = found.start()
        if depth > _DEPTH:
            return None, second
        if depth == 0:
            return (at, None) if at <= window.limit else (None, second)


def namespaces(head: str, name: str) -> dict[str | None, str]:
    """Prefixes declared before the first record (the innermost declaration of each wins).

    >>> namespaces('<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item>', "item")
    {'dc': 'http://purl.org/dc/elements/1.1/'}
    """
    first = re.search(rf"<(?:[\w.-]+:)?{name}[\s/>]", head)
    before = head[: first.start()] if first else head
    return {match[1]: match[2] or match[3] or "" for match in _DECLARED.finditer(before)}


def parse(text: str, spaces: dict[str | None, str]) -> etree._Element | str:
    """The element of a slice, or a word on what is wrong with it. HTML's names of letters (``&nbsp;``) are
    read as the letters they mean, other entities are refused.

    >>> parse("<item><title>Күз&nbsp;келді</title></item>", {})[0].text
    'Күз\\xa0келді'
    >>> parse("<item>&бомба;</item>", {})
    "Entity 'бомба' not defined"
    """
    known = {prefix: uri for prefix, uri in spaces.items() if uri}
    for prefix in _PREFIX.findall(text):
        if prefix not in ("xml", "xmlns"):
            known.setdefault(prefix, f"urn:undeclared:{prefix}")
    told = "".join(
        f' xmlns{":" + prefix if prefix else ""}="{uri.replace("&", "&amp;")}"'
        for prefix, uri in known.items()
    )
    text = _ENTITY.sub(_letter, text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(f"<slice{told}>{text}</slice>".encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return str(getattr(error, "msg", error)).split(", line")[0]
    return root[0] if len(root) else "no element"


def _letter(match: re.Match[str]) -> str:
    letters = html5.get(f"{match[1]};")
    if match[1] in _KEPT or letters is None:
        return match[0]
    return "".join(f"&#{ord(letter)};" for letter in letters)


def local(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def space(element: etree._Element) -> str:
    """The namespace of the tag, or nothing."""
    return str(etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text inside, in one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split())
