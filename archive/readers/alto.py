"""Scanned pages in ALTO: the words of a block as they were before lines broke them, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.readers.slices import local, text_of
from archive.readers.xml import XmlFormat, XmlReader

if TYPE_CHECKING:
    from typing import BinaryIO

    from lxml import etree

    from archive.readers.base import ReadOptions, Record


@dataclass(slots=True)
class Sure:
    """How sure the recognition of some words was: ``told`` their confidences from 0 to 1, ``words`` how many
    said anything at all."""

    told: list[float]
    words: int = 0

    def hear(self, value: str | None) -> None:
        try:
            number = float(str(value))
        except ValueError:
            return
        self.words += 1
        if 0 <= number <= 1:
            self.told.append(number)

    @property
    def mean(self) -> str | None:
        return f"{sum(self.told) / len(self.told):.4f}" if self.told else None


def alto_columns(page: etree._Element) -> dict[str, object] | str:
    """Text of a scanned page, a line for each block; ``ocr_confidence`` is the mean of its words (0 to 1)."""
    sure = Sure([])
    blocks = [
        text for text in texts((part for part in page.iter() if local(part) == "TextBlock"), sure) if text
    ]
    if not blocks:
        return "no_text"
    found: dict[str, object] = {"body": "\n".join(blocks)}
    if sure.mean is not None:
        found["ocr_confidence"], found["ocr_words"] = sure.mean, sure.words
    elif (whole := page_confidence(page)) is not None:
        found["ocr_confidence"] = whole
    image = next((text_of(part) for part in page.iter() if local(part) == "fileName"), "")
    return {**found, "scan": image} if image else found


def page_confidence(page: etree._Element) -> str | None:
    """What the page says of itself as a whole (``PC``), where its words say nothing."""
    sure = Sure([])
    for part in page.iter():
        if local(part) == "Page":
            sure.hear(part.get("PC"))
    return sure.mean


def texts(blocks: Iterable[etree._Element], sure: Sure) -> list[str]:
    """The text of each block in order. A word broken at the end of a line is whole again where it began, also
    when it goes on in the next block or on the next page."""
    found: list[str] = []
    broken = False
    for block in blocks:
        words: list[str] = []
        goes_on = broken and bool(found and found[-1])
        for word, breaks in _words(block, sure):
            before = words or found
            if broken and before and before[-1]:
                before[-1] += word
            elif word:
                words.append(word)
            broken = breaks
        text = " ".join(words)
        if goes_on and text:
            # The paragraph that a word was broken in goes on with it.
            found[-1] += f" {text}"
        else:
            found.append(text)
    return found


def _words(block: etree._Element, sure: Sure) -> Iterator[tuple[str, bool]]:
    """Every word, and whether the next one is its second half: a hyphen at the end of its line says so,
    unless the file has put the word together itself (``SUBS_CONTENT``)."""
    last: tuple[str, bool] | None = None
    for piece in block.iter():
        kind = local(piece)
        if kind == "HYP" and last is not None:
            yield last[0], last[1]
            last = None
        elif kind == "String":
            if last is not None:
                yield last[0], False
            sure.hear(piece.get("WC"))
            word = _word(piece)
            last = (word, not piece.get("SUBS_CONTENT")) if word else None
    if last is not None:
        yield last[0], False


def _word(piece: etree._Element) -> str:
    """A word as it was before it was broken at the end of a line."""
    broken = piece.get("SUBS_TYPE")
    if broken == "HypPart2" and piece.get("SUBS_CONTENT"):
        return ""
    return str((piece.get("SUBS_CONTENT") if broken else None) or piece.get("CONTENT") or "")


class AltoReader(XmlReader):
    """A page by itself. One that an issue lists (METS, beside it or above) is passed over: the issue
    reads it."""

    def __init__(self) -> None:
        super().__init__(XmlFormat("alto", frozenset(("alto",)), ("alto",), lambda: alto_columns), (".alto",))

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        if options.near is not None:
            from archive.readers.mets_files import listed

            if listed(options.near, options.record_limit):
                return
        yield from super().read(stream, path, options)
