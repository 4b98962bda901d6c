"""What changed from one text to another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
#: A word or another sign, with the blanks behind it.
_PART = re.compile(r"(?:\w+(?:[-'’]\w+)*|[^\w\s])\s*")
#: Paragraphs with more parts on both sides are shown as replaced: comparing takes the square of it.
_MOST = 1_500
#: An edited paragraph is looked for among so many.
_AHEAD = 30
#: Paragraphs that share less are two paragraphs, not one that was edited.
_EDITED = 0.35


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both (``same``), in the older only (``gone``) or in the newer only."""

    kind: Kind
    text: str


def changes(old: str, new: str) -> list[list[Piece]]:
    """The pieces of every paragraph, in order. The older text is all but ``new``, the newer all but ``gone``.

    >>> [(piece.kind, piece.text) for piece in changes("Егін жиналды.", "Егін толық жиналды.")[0]]
    [('same', 'Егін '), ('new', 'толық '), ('same', 'жиналды.')]
    """
    return list(_paragraphs(_lines(old), _lines(new)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _paragraphs(old: list[str], new: list[str]) -> Iterator[list[Piece]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ([Piece("same", line)] for line in old[a:b])
        else:
            yield from _edited(old[a:b], new[c:d])


def _edited(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Paragraphs that differ: each new one beside the next old one that it may have been made of."""
    at = 0
    for line in new:
        found = next((place for place in _ahead(at, old) if _is_edit(old[place], line)), None)
        if found is None:
            yield [Piece("new", line)]
            continue
        yield from ([Piece("gone", gone)] for gone in old[at:found])
        yield _words(old[found], line)
        at = found + 1
    yield from ([Piece("gone", gone)] for gone in old[at:])


def _ahead(at: int, old: Sequence[str]) -> range:
    return range(at, min(at + _AHEAD, len(old)))


def _is_edit(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old.split()[:_MOST], new.split()[:_MOST], autojunk=False)
    return matcher.quick_ratio() >= _EDITED and matcher.ratio() >= _EDITED


def _words(old: str, new: str) -> list[Piece]:
    before, after = _PART.findall(old), _PART.findall(new)
    if max(len(before), len(after)) > _MOST:
        return [Piece("gone", old), Piece("new", new)]
    found: list[Piece] = []
    bare = [part.rstrip() for part in before], [part.rstrip() for part in after]
    for kind, a, b, c, d in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(after[c:d])))
            continue
        found += [Piece("gone", "".join(before[a:b]))] if b > a else []
        found += [Piece("new", "".join(after[c:d]))] if d > c else []
    return found
