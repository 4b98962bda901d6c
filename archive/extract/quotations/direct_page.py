"""What the rules for direct speech ask of an article: marks and their mates, references by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from kazakh.speech.marks import Mark, pair_marks
from kazakh.speech.verbs import RUSSIAN, SAY

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.extract.reading import Reading

Span = tuple[int, int]
DASH = "[-–—‒−]"
#: Blanks, stray commas and marks around what was said.
_TRIM_LEFT = " \t\n\u00a0\u202f\u200b–—‒−,;"
_TRIM_RIGHT = " \t\n\u00a0\u202f\u200b–—‒−,;:"
_SAYING = "|".join([*sorted(SAY), "деп", *sorted(RUSSIAN)])
_LEAD = re.compile(rf"{DASH}{{1,2}}\s{{0,3}}(?=(?:{_SAYING})\b)")
_STARTS_SENTENCE = re.compile(r"[.!?…:;]['»”\")]{0,2}\s{0,4}(?:[–—‒-]{1,2}\s{0,3})?\Z|[\]🔹•]\s{0,3}\Z")


_CLOSERS, _PUNCTUATION = frozenset('»”"'), frozenset(",!?…")


class Found(NamedTuple):
    """One quotation before it gets its article: spans of the parts, of the cue and of the source."""

    spans: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    rule: str


class Page:
    """An article's reading with its marks; ``used`` is where the last quotation's clause ended."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.body = reading.body
        self.marks: list[Mark] = pair_marks(reading.body)
        self.places = [mark.at for mark in self.marks]
        self.found: list[Found] = []
        self.used = 0
        self._ref_starts: list[int] | None = None
        #: Where speech may end before a dash and a word of saying, and where that word begins.
        self.leads: list[Span] = [
            (at, match.end()) for match in _LEAD.finditer(self.body) if (at := self._lead(match.start())) >= 0
        ]

    def _lead(self, dash: int) -> int:
        """Place of the comma (or ?, !, …) before a dash, of the dash behind a word; -1 behind all else."""
        at = dash
        while at > dash - 3 and at and self.body[at - 1] in " \t\n\u00a0":
            at -= 1
        last = self.body[at - 1 : at]
        if last and last in _CLOSERS:
            return at - 2 if self.body[at - 2 : at - 1] in _PUNCTUATION and at > 1 else -1
        if last and last in _PUNCTUATION:
            return at - 1
        return at if last.isalnum() else -1

    def lead_after(self, start: int, end: int) -> Span | None:
        """The first of ``leads`` inside a span."""
        index = bisect_left(self.leads, (start, 0))
        return self.leads[index] if index < len(self.leads) and self.leads[index][1] <= end else None

    def refs(self, start: int, end: int) -> list[Ref]:
        """References that begin in ``[start, end)``."""
        if self._ref_starts is None:
            self._ref_starts = [ref.start for ref in self.reading.refs]
        first = bisect_left(self._ref_starts, start)
        return self.reading.refs[first : bisect_left(self._ref_starts, end)]

    def line(self, at: int) -> Span:
        """The paragraph that holds an offset."""
        start = self.body.rfind("\n", 0, at) + 1
        end = self.body.find("\n", at)
        return start, len(self.body) if end < 0 else end

    def sentence(self, at: int) -> Span:
        """The sentence that holds an offset, or the last before it."""
        number = self.reading.sentence_at(at)
        return self.reading.sentences[number] if number >= 0 else (0, 0)

    def begins_sentence(self, at: int) -> bool:
        """Whether a sentence, or speech after a colon, can begin at an offset."""
        before = self.body[max(0, at - 10) : at]
        line = before.rpartition("\n")[2]
        if not line.strip(" \t\u00a0\u200b–—-🔹•") and (at <= 10 or "\n" in before):
            return True
        return bool(_STARTS_SENTENCE.search(line))

    def mark_at(self, at: int) -> Mark | None:
        index = bisect_left(self.places, at)
        return self.marks[index] if index < len(self.places) and self.places[index] == at else None

    def marks_in(self, start: int, end: int) -> list[Mark]:
        return self.marks[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def open_before(self, at: int, floor: int) -> Mark | None:
        """The last mark in ``[floor, at)`` that opens and is not closed before ``at``."""
        index = bisect_left(self.places, at) - 1
        steps = 0
        while index >= 0 and self.places[index] >= floor and steps < 200:
            mark = self.marks[index]
            if mark.opens and not floor <= mark.mate < at:
                return mark
            index = (
                bisect_left(self.places, mark.mate) - 1 if not mark.opens and mark.mate >= 0 else index - 1
            )
            steps += 1
        return None

    def trimmed(self, start: int, end: int) -> Span:
        """A span without blanks, outer dashes and a trailing comma."""
        text = self.body
        while start < end and text[start] in _TRIM_LEFT:
            start += 1
        if text[start : start + 2] == "- ":
            return self.trimmed(start + 1, end)
        while end > start and text[end - 1] in _TRIM_RIGHT:
            end -= 1
        return start, end

    def without_full_stop(self, parts: tuple[Span, ...]) -> tuple[Span, ...]:
        """The last part ends before its full stop; what is asked, called or broken off keeps its mark."""
        if not parts:
            return parts
        start, end = parts[-1]
        if self.body[end - 1] == "." and self.body[end - 2 : end - 1] != "." and end - start > 2:
            start, end = self.trimmed(start, end - 1)
        return (*parts[:-1], (start, end)) if start < end else parts[:-1] or parts

    def words(self, start: int, end: int) -> list[str]:
        """Lower-case words that begin in a span."""
        first, last = self.reading.word_range(start, end)
        return self.reading.lower[first:last]

    def parts(self, start: int, end: int) -> tuple[Span, ...]:
        """A part a paragraph, each trimmed; marks that only reopen the quotation stay outside."""
        spans = []
        for line in self._lines(start, end):
            left, right = self.trimmed(*line)
            mark = self.mark_at(left)
            if line[0] > start and mark is not None and mark.opens and not left < mark.mate < right:
                left, right = self.trimmed(left + 1, right)
            if left < right:
                spans.append((left, right))
        return tuple(spans)

    def _lines(self, start: int, end: int) -> list[Span]:
        spans, at = [], start
        while at < end:
            stop = self.body.find("\n", at, end)
            stop = end if stop < 0 else stop
            spans.append((at, stop))
            at = stop + 1
        return spans

    def number_before(self, at: int) -> int:
        """Number of the last mark before an offset, -1 if none."""
        return bisect_right(self.places, at - 1) - 1
