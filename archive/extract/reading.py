"""An article's body read once for all extractors: words, sentences, quotation candidates' places.

Reading is on the path of every ingested article: plain lists of equal length instead of an object a word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from archive.extract.forms import forms
from kazakh.tokens import sentences

if TYPE_CHECKING:
    from archive.extract.people.lexicon import Word
    from archive.extract.people.refs import Ref

_WORD, _LOWER, _STEM, _KNOWN, _MARKS = map(itemgetter, range(5))


class Reading:
    """``words[i]`` as written, ``lower[i]`` in lower case, at ``body[starts[i]:ends[i]]``; ``sentences``
    are spans of the body, ``paragraphs`` spans between line breaks.

    >>> reading = Reading("Ол келді. «Барамын», – деді Айгүл.")
    >>> reading.lower[:2], reading.sentences
    (['ол', 'келді'], [(0, 9), (10, 34)])
    >>> reading.words[slice(*reading.word_range(10, 34))]
    ['Барамын', 'деді', 'Айгүл']
    """

    def __init__(self, body: str, title: str = "") -> None:
        self.body = body
        self.title = title
        self.forms, self.starts, self.ends = forms(body)
        self.words: list[str] = list(map(_WORD, self.forms))
        self.lower: list[str] = list(map(_LOWER, self.forms))
        self.marks: list[int] = list(map(_MARKS, self.forms))

    def marked(self, mark: int) -> list[int]:
        """Numbers of the words that have a mark (see ``archive.extract.marks``)."""
        return [number for number, marks in enumerate(self.marks) if marks & mark]

    @cached_property
    def headline(self) -> Reading:
        """The title, read as a text of its own."""
        return Reading(self.title)

    @cached_property
    def known(self) -> list[Word | None]:
        """What each word can be in a reference."""
        return list(map(_KNOWN, self.forms))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return sentences(self.body)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        spans, start = [], 0
        for line in self.body.split("\n"):
            if line.strip():
                spans.append((start, start + len(line)))
            start += len(line) + 1
        return spans

    @cached_property
    def stems(self) -> list[str]:
        """The lemma of every word."""
        return list(map(_STEM, self.forms))

    @cached_property
    def refs(self) -> list[Ref]:
        """Phrases that name who: persons, titles, organisations, pronouns, groups."""
        from archive.extract.people.refs import find_refs

        return find_refs(self)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that holds an offset, or of the last one before it; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """First and past-last number of the words that begin inside ``[start, end)``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def word_at(self, offset: int) -> int:
        """Number of the first word that begins at or after an offset."""
        return bisect_left(self.starts, offset)
