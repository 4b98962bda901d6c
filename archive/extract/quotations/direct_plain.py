"""Speech without a closing mark before its clause: dialogue dashes, split quotations, no marks at all."""

from __future__ import annotations

import re

from archive.extract.quotations.direct_clause import Clause, read_clause
from archive.extract.quotations.direct_marked import introduced_by
from archive.extract.quotations.direct_page import DASH, Found, Page
from archive.extract.quotations.direct_split import continuation
from archive.extract.quotations.direct_voice import dialogue_before, speech_start
from kazakh.speech.verbs import finite_forms

_NEW_SPEECH = re.compile(rf"(?:[.!?…:]\s{{1,4}}|^\s{{0,4}}){DASH}{{1,2}}\s{{0,3}}(?=[«\"“]?\w)", re.MULTILINE)
_LONGEST = 12_000
_FEW_WORDS = 5


def plain(page: Page, at: int, after: int) -> list[Found]:
    """The quotation whose words end before ``at`` and whose clause begins at ``after``."""
    clause = read_clause(page, after, dashed=True)
    if clause is None:
        return []
    at += page.body[at] in "!?…"
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
    if clause.outlet or (clause.source is None and not _surely_said(page, clause)):
        return []
    start = speech_start(page, at)
    above = dialogue_before(page, start)
    first = page.parts(start if above < 0 else above, at)
    if not first:
        return []
    more, end = continuation(page, clause.end, closed=False)
    page.used = max(clause.end, end)
    return [Found((*first, *more), clause.cue, clause.source, "unmarked" if above < 0 else "dialogue")]


def _surely_said(page: Page, clause: Clause) -> bool:
    """Nobody is named, but деді stands there, or деп and a verb of the table soon after."""
    if clause.cue is None:
        return False
    words = page.words(*clause.cue)
    return clause.kind == "say" or (len(words) < _FEW_WORDS and words[-1] in finite_forms())
