"""Speech that goes on behind its clause: «A, – деді X. – B»."""

from __future__ import annotations

import re

from archive.extract.quotations.direct_clause import read_clause
from archive.extract.quotations.direct_page import DASH, Page, Span
from archive.extract.quotations.direct_voice import goes_on
from kazakh.speech.marks import DASHES

_GAP = "[ \\t\u00a0]{0,3}"
_BACK = re.compile(rf"{_GAP}[.,!?…:;]{{0,2}}{_GAP}{DASH}{{1,2}}{_GAP}(?=[«“\"„]?\s?\w)")
_MOST_PARTS = 8


def continuation(page: Page, end: int, closed: bool, until: int = -1) -> tuple[tuple[Span, ...], int]:
    """The parts behind a clause that ends at ``end``, and where they end.

    ``closed`` when the part before the clause had its closing mark; ``until`` is where the closing mark
    of the whole stands, if it is known.
    """
    parts: list[Span] = []
    for _ in range(_MOST_PARTS):
        back = _BACK.match(page.body, end)
        if back is None:
            break
        start = back.end()
        stop, after = _part_end(page, start, closed, until)
        if stop <= start:
            break
        opened = page.mark_at(start)
        inner = start + 1 if opened is not None and opened.opens and (opened.mate in (stop, -1)) else start
        spans = page.parts(inner, stop)
        if not spans:
            break
        parts += spans
        end = after
        if until >= 0 and end >= until:
            break
        clause = read_clause(page, end, dashed=True) if end > stop else None
        if clause is None:
            break
        end = clause.end
    return tuple(parts), end


def _part_end(page: Page, start: int, closed: bool, until: int) -> tuple[int, int]:
    """End of a part and where reading goes on; (start, start) when it is no part."""
    line_end = page.line(start)[1]
    if until < start:
        until = _closing(page, start, line_end)
    stop = until if until >= start else line_end
    into = page.lead_after(start, stop)
    if into is not None and until < start and (marks := page.marks_in(start, into[1])):
        line_end, into = marks[0].at, None
    if into is not None:
        return into
    if until >= start:
        return until, until + 1
    if closed:
        return (start, start)
    stop = _plain_end(page, start, line_end)
    return stop, stop


def _closing(page: Page, start: int, line_end: int) -> int:
    """The mark that closes the speech: its own pair's, or the first one that closes nothing begun since."""
    opened = page.mark_at(start)
    if opened is not None and opened.opens and opened.mate > start:
        return opened.mate
    for mark in page.marks_in(start, line_end):
        if not mark.opens and mark.mate < start:
            return mark.at
    return -1


def _plain_end(page: Page, start: int, line_end: int) -> int:
    """Dialogue without marks goes on to the end of its paragraph, or of what still sounds like it."""
    line = page.line(start)[0]
    if page.body[line:start].lstrip()[:1] in DASHES:
        return line_end
    number = page.reading.sentence_at(start)
    sentences = page.reading.sentences
    end = min(max(sentences[number][1], start), line_end)
    while number + 1 < len(sentences) and sentences[number + 1][1] <= line_end:
        number += 1
        if not goes_on(page, *sentences[number]):
            break
        end = sentences[number][1]
    return end
