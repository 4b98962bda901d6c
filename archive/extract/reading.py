"""An article's body read once for all extractors: words, sentences, quotation candidates' places.

Reading is on the path of every ingested article: plain lists of equal length instead of an object a word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from kazakh.stem import stems
from kazakh.tokens import sentences, word_lists

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref


_KEPT = 50_000


class _Forms(dict[str, tuple[str, str]]):
    """A word as it is written → itself and its lower case, remembered for the whole process."""

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= _KEPT:
            self.clear()
        lower = word.lower()
        # Most lower cases are words themselves: one object for both.
        known = self.get(lower) if lower != word else None
        found = self[word] = (word, known[0] if known else word if lower == word else lower)
        return found


_forms = _Forms()


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
        words, self.starts, self.ends = word_lists(body)
        # The same word is the same object everywhere, so that look-ups need not read its letters again.
        both = [_forms[word] for word in words]
        self.words = [word for word, _ in both]
        self.lower = [lower for _, lower in both]

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
        """The lemma of every word (remembered per form for the whole process)."""
        return stems(self.lower)

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
