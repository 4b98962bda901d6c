"""What every word of a text says by itself, worked out once for each form and found again piece by piece.

A text is cut at blanks and every piece (``қала,`` or ``«Қайрат»-тан``) looked up: nothing that makes a token
crosses a blank, so a piece always holds the same words, and running text costs one look-up a word.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from archive.extract.marks import CUE, HEAD, PHRASE, PLACE, SAID, SPOT, TOPIC
from archive.extract.people.lexicon import Word, classify
from archive.extract.places.candidates import may_be_place
from archive.extract.topics.table import topic_lemmas
from kazakh.speech.reported import cue_forms, words
from kazakh.stem import stem
from kazakh.tokens import word_lists

_KEPT = 25_000
#: Longer pieces are no words and not worth keeping.
_LONGEST_PIECE = 100


class Form(NamedTuple):
    """A word as it is written, in lower case, its lemma, what it is in a reference, and ``marks``."""

    word: str
    lower: str
    stem: str
    known: Word | None
    marks: int


@cache
def _reporting() -> dict[str, int]:
    """The marks of every word that reported speech asks for."""
    lists = words()
    rules = lists.by.union(lists.by_with, lists.like, ["сілтеме"])
    found = dict.fromkeys(rules, SAID | SPOT) | dict.fromkeys(lists.opinion - rules, SAID)
    for word in ("деп", "деген", "дегенді", "дегенін"):
        found[word] = found.get(word, 0) | SPOT
    for word in cue_forms():
        found[word] = found.get(word, 0) | SAID | SPOT | CUE
    return found


class _Forms(dict[str, Form]):
    """A word as it is written → its form."""

    def __missing__(self, word: str) -> Form:
        lower = word.lower()
        if lower == word:
            lower = word
        elif (small := self.get(lower)) is not None:
            lower = small[0]
        lemma, known = stem(lower), classify(word)
        table = topic_lemmas()
        marks = HEAD if known is not None and known.kind != "modifier" else 0
        marks |= PLACE if may_be_place(lower) else 0
        marks |= _reporting().get(lower, 0)
        marks |= TOPIC if lemma in table.words else 0
        marks |= PHRASE if lemma in table.firsts else 0
        found = self[word] = Form(word, lower, lower if lemma == lower else lemma, known, marks)
        return found


_Piece = tuple[tuple[Form, int, int], ...]


class _Pieces(dict[str, _Piece]):
    """Piece of text → its words with their spans in it."""

    def __init__(self) -> None:
        self._forms = _Forms()

    def __missing__(self, piece: str) -> _Piece:
        forms = self._forms
        if len(self) >= _KEPT:
            self.clear()
            forms.clear()
        spans = zip(*word_lists(piece), strict=True)
        found = tuple([(forms[word], start, end) for word, start, end in spans])
        if len(piece) <= _LONGEST_PIECE:
            own = len(found) == 1 and found[0][0].word == piece
            self[found[0][0].word if own else piece] = found
        return found


_pieces = _Pieces()


def forms(text: str) -> tuple[list[Form], list[int], list[int]]:
    """The form of every word of a text, and where it starts and ends.

    >>> found, starts, ends = forms("Ол, «Азық-түлік»\\nкеше")
    >>> [form.lower for form in found], starts, ends
    (['ол', 'азық-түлік', 'кеше'], [0, 5, 17], [2, 15, 21])
    """
    found: list[Form] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece in text.replace("\n", " ").split(" "):
        for form, start, end in _pieces[piece]:
            found.append(form)
            starts.append(at + start)
            ends.append(at + end)
        at += len(piece) + 1
    return found, starts, ends
