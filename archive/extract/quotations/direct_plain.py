"""Speech without a closing mark before its clause: dialogue dashes, split quotations, no marks at all."""

from __future__ import annotations

import re

from archive.extract.quotations.direct_clause import Clause, read_clause
from archive.extract.quotations.direct_marked import introduced_by
from archive.extract.quotations.direct_page import DASH, Found, Page
from archive.extract.quotations.direct_split import continuation
from kazakh.speech.verbs import OWN, OWN_ENDS, SAY, finite_forms

#: A comma (or ?, !, …) and a dash before a word of saying.
INTO = re.compile(
    rf"(?:[,!?…]|(?<=\w))\s{{0,3}}{DASH}{{1,2}}\s{{0,3}}"
    r"(?=(?:деді|дейді|деп|деген|депті|дедім|дедік|деймін|дейміз|десті|деседі|делінген)\b)"
)
_NEW_SPEECH = re.compile(rf"(?:[.!?…:]\s{{1,4}}|^\s{{0,4}}){DASH}{{1,2}}\s{{0,3}}(?=[«\"“]?\w)", re.MULTILINE)
_LONGEST = 12_000
_MOST_SENTENCES = 14


def plain(page: Page, at: int, after: int) -> list[Found]:
    """The quotation whose words end before ``at`` and whose clause begins at ``after``."""
    clause = read_clause(page, after, dashed=True)
    if clause is None:
        return []
    return _inside_marks(page, at, clause) or _after_dash(page, at, clause) or _bare(page, at, clause)


def _inside_marks(page: Page, at: int, clause: Clause) -> list[Found]:
    """«A, – деді X. – B»: the mark that is still open."""
    floor = max(page.used, at - _LONGEST)
    opened = page.open_before(at, floor)
    if opened is None or (opened.mate < 0 and page.line(opened.at) != page.line(at)):
        return []
    until = opened.mate if opened.mate > clause.end else -1
    if until < 0 and not page.begins_sentence(opened.at):
        return []
    first = page.parts(opened.at + 1, at)
    if not first:
        return []
    more, end = continuation(page, clause.end, closed=False, until=until)
    rule = "split" if more else "unclosed"
    page.used = max(clause.end, end)
    return [Found((*first, *more), clause.cue, clause.source or introduced_by(page, opened.at), rule)]


def _after_dash(page: Page, at: int, clause: Clause) -> list[Found]:
    """– A, – дейді X. – B: a dash where a paragraph, a sentence or speech after a colon begins."""
    floor = max(page.used, page.line(at)[0], at - _LONGEST)
    start = -1
    for match in _NEW_SPEECH.finditer(page.body, floor, at):
        start = match.end()
    if start < 0:
        return []
    first = page.parts(start, at)
    if not first:
        return []
    more, end = continuation(page, clause.end, closed=False)
    page.used = max(clause.end, end)
    source = clause.source or introduced_by(page, start)
    return [Found((*first, *more), clause.cue, source, "dialogue_split" if more else "dialogue")]


def _bare(page: Page, at: int, clause: Clause) -> list[Found]:
    """A, – деді X without any mark: the sentences before it that no other voice claims."""
    if clause.outlet or clause.source is None:
        return []
    start = _bare_start(page, at)
    span = page.trimmed(start, at)
    if span[0] >= span[1]:
        return []
    more, end = continuation(page, clause.end, closed=False)
    page.used = max(clause.end, end)
    return [Found((span, *more), clause.cue, clause.source, "unmarked")]


def _bare_start(page: Page, at: int) -> int:
    reading = page.reading
    floor = max(page.used, page.line(at)[0])
    number = reading.sentence_at(at - 1)
    start = max(reading.sentences[number][0], floor)
    if (mark := page.mark_at(start)) is not None and mark.opens:
        return start if mark.mate >= 0 else start + 1
    for earlier in range(number - 1, max(-1, number - _MOST_SENTENCES), -1):
        span = reading.sentences[earlier]
        if span[0] < floor or _is_narration(page, *span):
            break
        start = span[0]
    return start


def _is_narration(page: Page, start: int, end: int) -> bool:
    """A sentence of the article's own: it reports, names who did something, or is a headline."""
    words = page.words(start, end)
    if any(word in OWN or word.endswith(OWN_ENDS) for word in words):
        return False
    named = {ref.kind for ref in page.refs(start, end)}
    if "деп" in words[-6:] or words[:1] == ["айтуынша"] or any(word.endswith("уынша") for word in words[:6]):
        return True
    if named and any(word in SAY or word in finite_forms() for word in words[-3:]):
        return True
    return bool(named & {"name", "titled"})
