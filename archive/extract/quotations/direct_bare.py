"""Pairs of marks that no clause follows: X: «…», a sentence that stands alone in marks, a text cut off."""

from __future__ import annotations

import re

from archive.extract.quotations.direct_clause import subject_after
from archive.extract.quotations.direct_lead import led_by
from archive.extract.quotations.direct_marked import introduced_by
from archive.extract.quotations.direct_page import DASH, Found, Page, Span
from kazakh.speech.verbs import RUSSIAN, SAY, finite_forms, is_finite, sounds_spoken

_COLON = re.compile(rf":\s{{0,3}}(?:{DASH}{{1,2}}\s{{0,3}})?\Z")
_ENDS_SENTENCE = re.compile(r"\s{0,2}[.!?…]{0,3}(?=\s*\n|\s*\Z|\s{1,3}[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ«\"“–—-])|[:,]\s")
#: A pair that goes on as part of a sentence was a name.
_CONTINUES = re.compile(r"-|\s{1,2}(?!деп|деген|деді|дейді)[а-яёәғқңөұүһі]")
_COLON_DASH = re.compile(rf":\s{{1,3}}{DASH}{{1,2}}\s{{1,3}}(?=\w)")
_NEXT_SPEECH = re.compile(rf"[.!?…]\s{{1,3}}{DASH}{{1,2}}\s{{1,3}}(?=\w)")
_FEW_WORDS = 4
_MOST_LABELS = 200


def bare_pairs(page: Page, found: list[Found]) -> list[Found]:
    """Quotations without a clause behind them, outside what was found already."""
    taken = [(one.spans[0][0] - 2, one.spans[-1][1]) for one in found]
    new: list[Found] = []
    at = 0
    for mark in page.marks:
        if not mark.opens or mark.at < at:
            continue
        while taken and taken[0][1] < mark.at:
            taken.pop(0)
        if taken and taken[0][0] <= mark.at:
            continue
        one = _pair(page, mark.at, mark.mate) if mark.mate >= 0 else _cut_off(page, mark.at)
        if one is not None:
            new.append(one)
            at = one.spans[-1][1]
    return new + _labelled(page, [*found, *new])


def _labelled(page: Page, found: list[Found]) -> list[Found]:
    """X, дәрігер: – A: a name before a colon and a dash, to the end of the paragraph or the next dash."""
    new: list[Found] = []
    for match in _COLON_DASH.finditer(page.body):
        at = match.end()
        if any(one.spans[0][0] - 3 <= at <= one.spans[-1][1] for one in [*found, *new]):
            continue
        source = introduced_by(page, match.start())
        if source is None or len(new) >= _MOST_LABELS:
            continue
        end = page.line(at)[1]
        ends = [one.spans[0][0] - 1 for one in found if at < one.spans[0][0] < end]
        following = _NEXT_SPEECH.search(page.body, at, min([end, *ends]))
        spans = page.parts(at, following.start() + 1 if following else min([end, *ends]))
        if spans and len(page.words(at, spans[-1][1])) >= _FEW_WORDS:
            new.append(Found(spans, None, source, "colon_dash"))
    return new


def _pair(page: Page, start: int, end: int) -> Found | None:
    words = page.words(start, end)
    spans = page.parts(start + 1, end)
    if not spans or not words:
        return None
    inner = page.body[start + 1 : end]
    whole = (
        sounds_spoken(words[-1])
        or inner.rstrip()[-1:] in "!?…"
        or (". " in inner and any(map(sounds_spoken, words)))
    )
    if _COLON.search(page.body[max(0, start - 8) : start]):
        return _after_colon(page, start, end, spans) if whole or len(words) > _FEW_WORDS else None
    if page.body[end + 1 : end + 3] == ": ":
        return _headline(page, start, end, words)
    if len(words) < _FEW_WORDS - 1 or (len(words) < _FEW_WORDS and inner.isupper()):
        return None
    if whole and page.begins_sentence(start) and _ENDS_SENTENCE.match(page.body, end + 1):
        return Found(spans, None, led_by(page, start, said=True), "standalone")
    return None


def _headline(page: Page, start: int, end: int, words: list[str]) -> Found | None:
    """«Кешіктіруге болмайды»: what a headline quotes, before its colon."""
    if len(words) < 2 or not sounds_spoken(words[-1]) or start > page.line(start)[0] + 1:
        return None
    rest = min(page.line(end)[1], page.sentence(end + 3)[1])
    said = any(word in finite_forms() for word in page.words(end, rest))
    source = subject_after(page, end + 2, rest) if said else None
    return Found((page.trimmed(start + 1, end),), None, source, "headline")


def _after_colon(page: Page, start: int, end: int, spans: tuple[Span, ...]) -> Found | None:
    """X былай деді: «…»; X: «…» when X stands right before the colon."""
    if _CONTINUES.match(page.body, end + 1):
        return None
    colon = page.body.rindex(":", 0, start)
    left = max(page.sentence(max(0, colon - 1))[0], page.line(colon)[0])
    cue = _last_cue(page, left, start)
    source = introduced_by(page, start)
    few = len(page.words(spans[0][0], end)) < _FEW_WORDS
    if cue is None and (few or source is None or any(map(is_finite, page.words(source[1], start)))):
        return None
    return Found(spans, cue, source, "colon_cue" if cue else "colon")


def _last_cue(page: Page, start: int, end: int) -> Span | None:
    """The last verb of saying before a colon: былай деді: «…»."""
    reading = page.reading
    first, last = reading.word_range(start, end)
    for index in range(last - 1, max(first, last - 4) - 1, -1):
        form = reading.lower[index]
        if form in SAY or form in RUSSIAN or form in finite_forms():
            return reading.starts[index], reading.ends[index]
    return None


def _cut_off(page: Page, start: int) -> Found | None:
    """The text ends inside a quotation."""
    line = page.line(start)
    if page.body[line[1] :].strip() or not page.begins_sentence(start):
        return None
    if page.body.rstrip()[-1:] in '.!?»”"':
        return None
    spans = page.parts(start + 1, len(page.body))
    if not spans or any(mark.mate < start and not mark.opens for mark in page.marks_in(start, line[1])):
        return None
    return Found(spans, None, led_by(page, start, said=False), "cut_off")
