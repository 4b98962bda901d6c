"""Text with marks as safe HTML: everything is escaped, only our own elements are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from index.snippets import Snippet

Span = tuple[int, int]


def marked(text: str, marks: Sequence[Span]) -> Markup:
    """Escaped text with ``<mark>`` around the spans.

    >>> marked("<b> мектеп", [(4, 10)])
    Markup('&lt;b&gt; <mark>мектеп</mark>')
    """
    pieces, at = [], 0
    for start, end in marks:
        pieces += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def snippet(piece: Snippet) -> Markup:
    """A snippet with an ellipsis only where text was cut."""
    left = "… " if piece.cut_left else ""
    right = " …" if piece.cut_right else ""
    return Markup("").join([left, marked(piece.text.replace("\n", " "), piece.marks), right])


def paragraphs(body: str, marks: Sequence[Span]) -> Iterator[Markup]:
    """The body as marked paragraphs, one a line."""
    at = 0
    for line in body.split("\n"):
        end = at + len(line)
        if line.strip():
            yield marked(line, [(s - at, e - at) for s, e in marks if s >= at and e <= end])
        at = end + 1
