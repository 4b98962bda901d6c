"""Where speech that ends with a mark begins, also when marks are missing or one mark serves two."""

from __future__ import annotations

from archive.extract.quotations.direct_clause import nominative
from archive.extract.quotations.direct_page import Page
from archive.extract.quotations.direct_voice import narrates, speech_start
from kazakh.speech.marks import Mark
from kazakh.speech.verbs import sounds_spoken

#: No quotation is looked for further back.
FAR_BACK = 40_000
#: A pair of up to so many words in the middle of a sentence may be a name that the speech begins before.
_NAME_WORDS = 9
_REOPENED = 8
_NEAREST = 24
_MARKS = ("«", "“", '"', "„", "")


def opening_of(page: Page, index: int, dashed: bool) -> tuple[int | None, str]:
    """Where the content begins, behind its opening mark, and the rule if the marks were irregular."""
    mark = page.marks[index]
    floor = max(page.used, mark.at - FAR_BACK)
    line = max(page.line(mark.at)[0], floor)
    if mark.mate >= page.used:
        return _paired(page, mark, dashed, floor, line)
    if not dashed:
        return None, ""
    opening = _spent(page, line, mark.at)
    if opening is not None:
        return opening.at + 1, "merged_marks" if opening.mate >= 0 else ""
    return page.trimmed(speech_start(page, mark.at), mark.at)[0], "missing_mark"


def _paired(page: Page, mark: Mark, dashed: bool, floor: int, line: int) -> tuple[int, str]:
    mate = mark.mate
    outer = page.open_before(mate, floor)
    if outer is not None and outer.mate < 0 and _may_hold(page, outer.at, mate, line):
        return outer.at + 1, "merged_marks"
    if page.begins_sentence(mate) or not dashed or len(page.words(mate, mark.at)) > _NAME_WORDS:
        return mate + 1, ""
    start = page.trimmed(max(page.sentence(mate)[0], floor), mate)[0]
    led = page.mark_at(start) is not None or nominative(page, start, mate) is not None
    if start < mate and not led and _is_spoken_tail(page, mark.at):
        return start, "missing_mark"
    return mate + 1, ""


def _spent(page: Page, line: int, at: int) -> Mark | None:
    """The mark that opens speech though its own pair is closed: the nearest that begins a sentence, or an
    earlier one if the article says nothing of its own in between."""
    chosen: Mark | None = None
    openings = [mark for mark in page.marks_in(line, at)[-_NEAREST:] if mark.opens]
    for mark in reversed(openings):
        if not page.begins_sentence(mark.at):
            continue
        if chosen is not None and narrates(page, mark.at, chosen.at):
            break
        chosen = mark
    return chosen


def _may_hold(page: Page, outer: int, inner: int, line: int) -> bool:
    """Whether an open mark further out begins the speech: it stands where a sentence begins, near by."""
    if not page.begins_sentence(outer):
        return False
    if outer >= line:
        return True
    starts = page.body[outer:inner].split("\n")[1:]
    reopened = all(part.lstrip()[:1] in _MARKS for part in starts)
    return 0 < len(starts) <= _REOPENED and reopened


def _is_spoken_tail(page: Page, end: int) -> bool:
    words = page.words(max(0, end - 60), end)
    return bool(words) and sounds_spoken(words[-1])
