"""Text with marks as safe HTML: everything is escaped, only our own elements are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from index.snippets import Snippet

Span = tuple[int, int]
_CLOSING = ("»", "”", '"')


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the body that belongs to the quotation ``number``; its place is named ``anchor`` where it
    begins, and a reference to its note stands where it ``ends``."""

    start: int
    end: int
    number: int
    anchor: str
    ends: bool
    label: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A marked paragraph and the numbers of the quotations that end in it."""

    html: Markup
    notes: tuple[int, ...]


def marked(text: str, marks: Sequence[Span], tag: str = "mark") -> Markup:
    """Escaped text with an element around the spans.

    >>> marked("<b> мектеп", [(4, 10)])
    Markup('&lt;b&gt; <mark>мектеп</mark>')
    """
    opening, closing = Markup(f"<{tag}>"), Markup(f"</{tag}>")
    pieces, at = [], 0
    for start, end in marks:
        pieces += [escape(text[at:start]), opening, escape(text[start:end]), closing]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def snippet(piece: Snippet) -> Markup:
    """A snippet with an ellipsis only where text was cut."""
    left = "… " if piece.cut_left else ""
    right = " …" if piece.cut_right else ""
    return Markup("").join([left, marked(piece.text.replace("\n", " "), piece.marks), right])


def paragraphs(body: str, marks: Sequence[Span], stretches: Sequence[Stretch] = ()) -> Iterator[Paragraph]:
    """The body as marked paragraphs, one a line, with the quotations underlined.

    >>> stretch = Stretch(1, 8, 1, "q1", True, "1-дәйексөз")
    >>> paragraph = next(paragraphs("«Барамын», – деді ол.", [], [stretch]))
    >>> paragraph.html.striptags(), paragraph.notes
    ('«Барамын»1, – деді ол.', (1,))
    """
    at = 0
    for line in body.split("\n"):
        end = at + len(line)
        if line.strip():
            inside = [stretch for stretch in stretches if stretch.start < end and stretch.end > at]
            pieces = list(_pieces(body, at, end, marks, inside))
            notes = tuple(s.number for s in inside if s.ends and s.end <= end)
            yield Paragraph(Markup("").join(pieces), notes)
        at = end + 1


def _pieces(
    body: str, start: int, end: int, marks: Sequence[Span], inside: Sequence[Stretch]
) -> Iterator[Markup]:
    """A line cut at the quotations in it; one that begins inside another is left out."""
    at = start
    for stretch in inside:
        if stretch.start < at and stretch.start >= start:
            continue
        first, last = max(stretch.start, start), min(stretch.end, end)
        yield _between(body, at, first, marks)
        name = Markup(' id="{}"').format(stretch.anchor) if stretch.anchor and first == stretch.start else ""
        yield Markup('<span class="said"{}>{}</span>').format(name, _between(body, first, last, marks))
        if stretch.ends and stretch.end <= end:
            number = stretch.number
            if body[last : last + 1] in _CLOSING:
                yield escape(body[last])
                last += 1
            yield Markup('<a class="said-no" href="#n{}" aria-label="{}">{}</a>').format(
                number, stretch.label, number
            )
        at = last
    yield _between(body, at, end, marks)


def _between(body: str, start: int, end: int, marks: Sequence[Span]) -> Markup:
    inside = [(max(s, start) - start, min(e, end) - start) for s, e in marks if s < end and e > start]
    return marked(body[start:end], inside)
