"""Reads a query as it was meant: letters that the keyboard lacked, Latin, a wrong layout.

Nothing is guessed that the index does not hold, what was typed wins when it finds something, and every
change is told. The caller says how many articles a word finds (``known``) and which readings a word may
have (``kazakh.typing_repair.candidates``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.query.ast import And, Node, Not, Or, Phrase, Word
from kazakh.typing_repair import candidates

Known = Callable[[str], int]
RARE = 10
"""A word stays alone unless another reading of it is in at least this many times as many articles."""
CHOSEN = frozenset({"letters", "layout", "latin", "name", "lookalike"})
"""Kinds of candidates that are taken without asking; spelling is only offered."""


@dataclass(frozen=True, slots=True)
class Repair:
    """``typed`` was read as ``read_as``; ``kind`` is letters, layout, latin, name or lookalike."""

    typed: str
    read_as: str
    kind: str

    def as_json(self, undo_url: str = "") -> dict[str, str]:
        return {"typed": self.typed, "read_as": self.read_as, "kind": self.kind, "undo_url": undo_url}


def repair_words(node: Node, known: Known) -> tuple[Node, tuple[Repair, ...]]:
    """The tree with unknown words replaced, and rare ones joined, by the reading the index holds."""
    repairs: list[Repair] = []
    mended = _mend(node, known, repairs)
    return mended, tuple(dict.fromkeys(repairs))


def _mend(node: Node, known: Known, repairs: list[Repair]) -> Node:
    match node:
        case Word(exact=False):
            return _mend_word(node, known, repairs)
        case Phrase():
            return _mend_phrase(node, known, repairs)
        case And() | Or():
            return replace(node, children=tuple(_mend(child, known, repairs) for child in node.children))
        case Not():
            return replace(node, child=_mend(node.child, known, repairs))
        case _:
            return node


def _mend_word(node: Word, known: Known, repairs: list[Repair]) -> Node:
    count = known(node.text)
    best = best_reading(node.text, known, count)
    if best is None:
        return node
    repairs.append(best)
    mended = replace(node, text=best.read_as)
    return Or((node, mended), span=node.span) if count else mended


def _mend_phrase(node: Phrase, known: Known, repairs: list[Repair]) -> Node:
    words = []
    for number, word in enumerate(node.words):
        exact = node.exact[number] if number < len(node.exact) else False
        best = None if exact or known(word) else best_reading(word, known, 0)
        if best is not None:
            repairs.append(best)
        words.append(best.read_as if best else word)
    return replace(node, words=tuple(words))


def best_reading(typed: str, known: Known, count: int) -> Repair | None:
    """The first reading that the index holds often enough beside ``count`` articles with the typed word."""
    for candidate in candidates(typed, known):
        if candidate.kind not in CHOSEN or candidate.text.casefold() == typed.casefold():
            continue
        if known(candidate.text) >= max(1, RARE * count):
            return Repair(typed, candidate.text, candidate.kind)
    return None


def repair_runs(text: str, known: Known) -> tuple[str, tuple[Repair, ...]]:
    """The raw text with runs between spaces read as if typed on another layout (``;jk`` is жол).

    For queries that don't parse or find nothing: here punctuation may have been meant as letters.
    """
    runs, repairs = [], []
    for run in text.split(" "):
        best = _layout_reading(run, known)
        if best is not None:
            repairs.append(best)
        runs.append(best.read_as if best else run)
    return " ".join(runs), tuple(repairs)


def _layout_reading(run: str, known: Known) -> Repair | None:
    if not run or known(run):
        return None
    for candidate in candidates(run, known):
        if candidate.kind == "layout" and known(candidate.text):
            return Repair(run, candidate.text, "layout")
    return None
