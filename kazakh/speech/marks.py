"""Quotation marks of every kind and which of them belong together.

The press mixes «», "", “” and „“, forgets one of a pair, and lets one » close two. So the side of a mark is
told from its neighbours first and from its shape second, and pairs are made of any two shapes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DASHES = "-–—‒−"
_MARK = re.compile('[«»"“”„‟]')
_BLANK = frozenset(" \t\n\r\u00a0\u202f\u2009")
_LEFT = _BLANK | frozenset("([{<–—-\u200b🔹•")
_RIGHT = _BLANK | frozenset(".,!?;:)]}…–—-")
_OPENING, _CLOSING = frozenset("«„"), frozenset("»")
#: A quotation that runs over more paragraphs than this was left open by mistake.
_PARAGRAPHS = 12


class Mark(NamedTuple):
    """A mark at ``text[at]``: ``opens``, and ``mate``, the place of the other of its pair or -1."""

    at: int
    opens: bool
    mate: int


def pair_marks(text: str) -> list[Mark]:
    """Every quotation mark, in order, with its side and its mate.

    >>> [(mark.at, mark.opens, mark.mate) for mark in pair_marks("«Ол: \\"кел\\", – деді»")]
    [(0, True, 18), (5, True, 9), (9, False, 5), (18, False, 0)]
    >>> [(mark.at, mark.mate) for mark in pair_marks('бар" , - деді')]
    [(3, -1)]
    """
    places = [match.start() for match in _MARK.finditer(text)]
    opens: list[bool] = []
    mates = [-1] * len(places)
    stack: list[int] = []
    line_end, line = -1, 0
    opened_in: list[int] = []
    for index, at in enumerate(places):
        if at > line_end:
            stack, opened_in = _carried(text, places, stack, opened_in, line)
            line_end = _next_line(text, at)
            line += 1
        side = _side(text, at, bool(stack))
        opens.append(side)
        if side:
            stack.append(index)
            opened_in.append(line)
        elif stack:
            other = stack.pop()
            opened_in.pop()
            mates[other], mates[index] = at, places[other]
    return [Mark(at, side, mate) for at, side, mate in zip(places, opens, mates, strict=True)]


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _carried(
    text: str, places: list[int], stack: list[int], opened_in: list[int], line: int
) -> tuple[list[int], list[int]]:
    """What stays open over a new line: marks that began a sentence not long ago."""
    kept = [
        (index, since)
        for index, since in zip(stack[:3], opened_in[:3], strict=True)
        if line - since < _PARAGRAPHS and _begins_sentence(text, places[index])
    ]
    return [index for index, _ in kept], [since for _, since in kept]


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 6) : at].rpartition("\n")[2].rstrip(" \t\u00a0–—-🔹•")
    return not before or before[-1] in ".!?…:"


def _side(text: str, at: int, inside: bool) -> bool:
    """Whether the mark opens."""
    shape = text[at]
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    left, right = before in _LEFT or before in _OPENING, after in _RIGHT
    if before in '"“”' and not right:
        left = at < 2 or text[at - 2] in _LEFT
    if shape in _OPENING:
        return not (right and not left and after in ".,!?;:" and inside)
    if shape in _CLOSING:
        return False
    if left != right:
        return left
    if left:
        return not inside
    return before in ".!?…:," and not inside if shape != "“" else not inside
