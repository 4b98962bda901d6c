"""Where a query stands in a text, and the pieces that show it best.

Works from the text and the query alone, with the analyzer of the index, so that every engine's hits are
marked alike. Gives plain text and spans; escaping belongs to whoever prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import located
from index.deadline import check
from index.occurrences import asked_of, occurrences
from index.query.analysis import positive
from index.query.ast import Node
from index.scanning import scannable, spots, wanted_of

Span = tuple[int, int]
WINDOW_CHARS = 200
#: Part of a window that stands before its first mark.
_LEAD = 0.25


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text that begins at ``start`` there; ``marks`` are spans into the piece.

    ``cut_left`` and ``cut_right`` say that the text goes on there.
    """

    text: str
    marks: tuple[Span, ...]
    start: int
    cut_left: bool
    cut_right: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A token that was asked for: its span and the number of the leaf and slot that asked."""

    start: int
    end: int
    asked: tuple[int, int]


def marks(text: str, node: Node, field: str | None = None) -> tuple[Span, ...]:
    """Spans of all words in ``text`` that the query asks for, in order; of a phrase where it stands.

    ``field`` says which field the text is: what is asked of another field is then not marked.

    >>> from index.query.parser import parse
    >>> text = "Мектептердегі жаңа оқулықтар"
    >>> [text[start:end] for start, end in marks(text, parse("мектеп оқулық -жаңа"))]
    ['Мектептердегі', 'оқулықтар']
    """
    return tuple(dict.fromkeys((mark.start, mark.end) for mark in _marks(text, node, field)))


def snippets(
    text: str, node: Node, count: int = 3, window_chars: int = WINDOW_CHARS, field: str | None = None
) -> tuple[Snippet, ...]:
    """Up to ``count`` pieces of about ``window_chars`` that show most of what was asked for, in text order.

    Without a mark the beginning of the text is the only piece; an empty text has none.

    >>> from index.query.parser import parse
    >>> snippets("Ауылда жаңа мектеп ашылды.", parse("мектеп"))[0].marks
    ((12, 18),)
    """
    if not text.strip() or count < 1:
        return ()
    found = _marks(text, node, field)
    if not found:
        return (_cut(text, _window(text, 0, window_chars), ()),)
    return tuple(_cut(text, window, found) for window in sorted(_best(text, found, count, window_chars)))


def _marks(text: str, node: Node, field: str | None) -> list[_Mark]:
    check()
    leaves = [leaf for leaf in positive(node) if field is None or leaf.field in (None, field)]
    wanted = wanted_of(leaves)
    scanned = scannable(text) if wanted else None
    if wanted and scanned is not None:
        return [_Mark(spot.start, spot.end, (spot.leaf, 0)) for spot in spots(scanned, wanted)]
    entries, starts, ends = located(text, asked_of(leaves))
    places: dict[int, tuple[int, int]] = {}
    for number, leaf in enumerate(leaves):
        for occurrence in occurrences(leaf, entries):
            for place, slot in occurrence:
                places.setdefault(place, (number, slot))
    return [_Mark(starts[place], ends[place], asked) for place, asked in sorted(places.items())]


def _best(text: str, found: Sequence[_Mark], count: int, window_chars: int) -> list[Span]:
    """Windows around marks, chosen one by one: what shows most new, then most marks, then the first."""
    windows = [_window(text, mark.start, window_chars) for mark in found]
    chosen: list[Span] = []
    seen: set[tuple[int, int]] = set()
    while len(chosen) < count:
        free = [window for window in windows if all(window[1] <= a or window[0] >= b for a, b in chosen)]
        if not free:
            break
        best = max(free, key=lambda window: (*_worth(window, found, seen), -window[0]))
        chosen.append(best)
        seen |= {mark.asked for mark in found if best[0] <= mark.start and mark.end <= best[1]}
    return chosen


def _worth(window: Span, found: Sequence[_Mark], seen: set[tuple[int, int]]) -> tuple[int, int]:
    inside = [mark for mark in found if window[0] <= mark.start and mark.end <= window[1]]
    return len({mark.asked for mark in inside} - seen), len(inside)


def _window(text: str, place: int, window_chars: int) -> Span:
    """A stretch around ``place`` that ends between words and, where it can, begins with a sentence."""
    start = max(0, place - int(window_chars * _LEAD))
    if start:
        ends = [text.rfind(mark, start, place) for mark in (". ", "! ", "? ", "\n")]
        start = max(ends) + 1 if max(ends) >= 0 else _next_blank(text, start, place)
    end = min(len(text), start + window_chars)
    if end < len(text):
        blank = max(text.rfind(" ", place + 1, end), text.rfind("\n", place + 1, end))
        end = blank if blank > place else _word_end(text, end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _next_blank(text: str, start: int, place: int) -> int:
    for at in range(start, place):
        if text[at].isspace():
            return at + 1
    return place


def _word_end(text: str, end: int) -> int:
    """The end of a word that fills a whole window."""
    while end < len(text) and not text[end].isspace():
        end += 1
    return end


def _cut(text: str, window: Span, found: Sequence[_Mark]) -> Snippet:
    start, end = window
    inside = [
        (mark.start - start, mark.end - start) for mark in found if start <= mark.start and mark.end <= end
    ]
    return Snippet(
        text[start:end],
        tuple(dict.fromkeys(inside)),
        start,
        bool(text[:start].strip()),
        bool(text[end:].strip()),
    )
