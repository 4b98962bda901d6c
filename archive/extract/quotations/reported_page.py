"""A reading seen by the rules of reported speech: what a clause begins behind, what it spans."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.extract.quotations.reported_who import OPENING, Who
from archive.extract.reading import Reading
from kazakh.speech.clauses import role

_CLOSE = '»”"“'
_DATE = re.compile(r"[0-3]?\d\.[01]\d\.\d{4}")
_MARKS = frozenset(OPENING + _CLOSE)


class Found(NamedTuple):
    """A reported quotation in word numbers: parts of the content, the cue, who is the source."""

    parts: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    source: tuple[int, int] | None
    rule: str


class Page(Who):
    """What the rules ask of a reading; ``blocked`` says of each word whether a direct quotation holds it."""

    def __init__(self, reading: Reading, direct: list[tuple[int, int]]) -> None:
        super().__init__(reading)
        self.blocked = bytearray(len(self.lower) + 1)
        for start, end in direct:
            first, last = reading.word_range(start, end)
            self.blocked[first:last] = b"\1" * (last - first)

    def after_openers(self, first: int, last: int) -> int:
        """Past «сондай-ақ», «айта кетейік», … at the beginning of a sentence."""
        openers, lower = self.lists.openers, self.lower
        first = self._after_capitals(first, last)
        moved = True
        while moved and first < last:
            moved = False
            for phrase in openers.get(lower[first], ()):
                if tuple(lower[first : first + len(phrase)]) == phrase and first + len(phrase) < last:
                    first += len(phrase)
                    moved = True
                    break
        return first

    def after_headline(self, first: int, last: int) -> int:
        """Past a headline that runs into the sentence: «… жолын айтты Қазақстанда …»."""
        for at in range(last - 5, first + 2, -1):
            before = self.lower[at - 1]
            if (
                self.reading.words[at][0].isupper()
                and not self.between(at - 1).strip(' «“"')
                and before.endswith(("ды", "ді", "ты", "ті"))
                and role(before) == "finite"
            ):
                return at
        return first

    def _after_capitals(self, first: int, last: int) -> int:
        """Past a headline in capitals, four words or more."""
        at, written = first, self.reading.words
        while at < last and (written[at].isupper() or not written[at].isalpha()):
            at += 1
        return at if at - first >= 4 and at < last else first

    def after_listing(self, first: int, last: int) -> int:
        """Past a date and the counters behind it, which a page puts before its first sentence."""
        for at in range(last - 3, first, -1):
            if _DATE.fullmatch(self.lower[at]):
                while at < last - 3 and self.lower[at][0].isdigit():
                    at += 1
                return at
        return first

    def after_setting(self, first: int, last: int) -> int:
        """Past where and to whom it was said: «жиында», «журналистерге», «өз парақшасында»."""
        at, end = first, min(last, first + 8)
        while at < end:
            if self._is_venue(at) and at + 1 < last:
                first, end = at + 1, min(last, at + 9)
            elif role(self.lower[at]) in ("object", "goal", "finite", "converb"):
                break
            at += 1
        return first

    def _is_venue(self, at: int) -> bool:
        word, before = self.lower[at], self.lower[at - 1]
        if word == "арқылы":
            return before in self.lists.media
        if word in self.lists.during:
            return before.startswith(self.lists.event)
        return word in self.lists.venues or word == "ретінде" and before == "жауап"

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of words ``[first, last)`` with the marks that belong to them."""
        start, end = self.reading.starts[first], self.reading.ends[last - 1]
        if start and self.body[start - 1] in OPENING and not _MARKS.isdisjoint(self.body[start : end + 1]):
            start -= 1
        if end < len(self.body) and self.body[end] in _CLOSE and not _MARKS.isdisjoint(self.body[start:end]):
            end += 1
        if end < len(self.body) and self.body[end] == ")" and "(" in self.body[start:end]:
            end += 1
        return start, end
