"""Direct speech that ends with a mark and is followed by who said it: «…», – деді X."""

from __future__ import annotations

import re

from archive.extract.quotations.direct_clause import NAMED, Clause, nominative, read_clause
from archive.extract.quotations.direct_opening import FAR_BACK, opening_of
from archive.extract.quotations.direct_page import DASH, Found, Page, Span
from archive.extract.quotations.direct_split import continuation
from kazakh.speech.verbs import is_finite, sounds_spoken

#: Between a closing mark and its clause: at most some punctuation and one dash.
_AFTER = re.compile(rf"\s{{0,3}}[,.;:!?…]{{0,3}}\s{{0,3}}({DASH}{{1,2}}\s{{0,3}})?")
_SUFFIX = re.compile(r"-[а-яёәғқңөұүһі]{1,7}(?![а-яёәғқңөұүһі])")
_SERIES_GAP = re.compile(r"\s{0,2}(?:[,;]\s{0,2}(?:және\s{1,2})?|және\s{1,2})\Z")
#: A quotation in the middle of a clause is direct only if it is a sentence of its own.
_FEW_WORDS = 3
#: Speech inside speech is looked for so deep, and so far ahead.
_DEEPEST = 4
#: More words than this between two parts, and they belong to different quotations.
_LONG_CLAUSE = 16
#: Somebody named so near before a mark leads into what it opens.
_BESIDE = 24
_TOUCHING = 3
_FAR = 4_000
_SAY = r"(?:деді|дейді|деп|деген|депті)\b"
SAID_BEHIND = re.compile(rf"\s{{0,3}}[,.;:!?…]{{0,3}}\s{{0,3}}{DASH}{{1,2}}\s{{0,3}}{_SAY}")
SAID_AT_LAST = re.compile(rf"[»”\"]\s{{0,3}}[,.;:!?…]{{0,3}}\s{{0,3}}{DASH}{{1,2}}\s{{0,3}}{_SAY}")


def marked(page: Page, index: int) -> list[Found]:
    """The quotations that the closing mark number ``index`` ends, if a clause follows that says who."""
    mark = page.marks[index]
    after = _AFTER.match(page.body, mark.at + 1)
    if after is None:
        return []
    dashed = after[1] is not None
    if _is_inner(page, index, dashed):
        return []
    if page.body[mark.at + 1 : mark.at + 2] == "-" and _is_suffix(page, mark.at + 1):
        return []
    clause = read_clause(page, after.end(), dashed)
    if clause is None:
        return []
    series = _series(page, index)
    if len(series) > 1 and dashed:
        return _several(page, series, clause)
    opening, rule = opening_of(page, index, dashed or (clause.kind == "say" and clause.source is not None))
    if opening is None:
        return []
    if not _is_speech(page, opening, mark.at, clause, dashed):
        return []
    first = page.parts(opening, mark.at)
    if not first:
        return []
    more, end = continuation(page, clause.end, closed=True) if _is_short(page, mark.at, clause) else ((), 0)
    source = clause.source or introduced_by(page, opening)
    page.used = max(clause.end, end)
    if more:
        rule = "split"
    return [Found((*first, *more), clause.cue, source, _named(rule, clause, dashed))]


def _is_inner(page: Page, index: int, dashed: bool) -> bool:
    """Whether the pair stands inside longer speech: somebody quoted by who is quoted."""
    mark = page.marks[index]
    floor = max(page.used, mark.at - FAR_BACK)
    inside = mark.mate if mark.mate >= floor else mark.at
    for _ in range(_DEEPEST):
        outer = page.open_before(inside, floor)
        if outer is None:
            return False
        if outer.mate > mark.at:
            if SAID_BEHIND.match(page.body, outer.mate + 1) or _is_whole(page, outer.at, outer.mate):
                return True
        elif outer.mate < 0 and not dashed and page.begins_sentence(outer.at):
            end = min(page.line(mark.at)[1], mark.at + _FAR)
            if SAID_AT_LAST.search(page.body, mark.at + 1, end):
                return True
        inside = outer.at
    return False


def _is_whole(page: Page, start: int, end: int) -> bool:
    return page.begins_sentence(start) and page.body[end - 1] in ".!?…" and end - start < _FAR


def _is_short(page: Page, at: int, clause: Clause) -> bool:
    """Whether speech can go on behind a clause: it is short, and marks stand only in who is named."""
    source = clause.source or (0, 0)
    strange = any(not source[0] <= mark.at < source[1] for mark in page.marks_in(at + 1, clause.end))
    return not strange and len(page.words(at, clause.end)) <= _LONG_CLAUSE


def _named(rule: str, clause: Clause, dashed: bool) -> str:
    if rule:
        return rule
    if clause.kind in ("label", "degen", "russian"):
        return clause.kind
    return f"marked_{clause.kind}" if dashed else f"marked_{clause.kind}_undashed"


def _is_suffix(page: Page, at: int) -> bool:
    """«Қайрат»-тан: a case ending, no clause; but "…"-деді is one."""
    match = _SUFFIX.match(page.body, at)
    return match is not None and match[0] not in ("-деді", "-дейді", "-деп", "-деген", "-депті")


def _series(page: Page, index: int) -> list[Span]:
    """Pairs that stand side by side before the clause: "A", "B", "C", – деп жазды желідегілер."""
    pairs: list[Span] = []
    close = page.marks[index]
    while close.mate >= page.used and not close.opens:
        pairs.append((close.mate, close.at))
        before = page.number_before(close.mate)
        if before < 0 or page.marks[before].opens or close.mate - page.marks[before].at > 8:
            break
        gap = page.body[page.marks[before].at + 1 : close.mate]
        if "\n" in gap or not _SERIES_GAP.match(gap):
            break
        close = page.marks[before]
    pairs.reverse()
    return pairs


def _several(page: Page, series: list[Span], clause: Clause) -> list[Found]:
    source = clause.source or introduced_by(page, series[0][0])
    page.used = clause.end
    spans = [page.trimmed(start + 1, end) for start, end in series]
    return [Found((span,), clause.cue, source, "series") for span in spans if span[0] < span[1]]


def _is_speech(page: Page, start: int, end: int, clause: Clause, dashed: bool) -> bool:
    """Without a dash a pair may be a name, a term or a fragment inside somebody's clause."""
    words = page.words(start, end)
    if dashed and clause.kind != "label":
        return bool(words) or end > start
    if not words:
        return False
    begins = page.begins_sentence(start - 1)
    whole = sounds_spoken(words[-1]) or page.body[end - 1] in "?!…"
    if clause.kind == "label":
        return begins and (whole or len(words) > 2 * _FEW_WORDS)
    if clause.kind == "degen":
        return (whole or _claims(page, clause)) and len(words) >= 2
    if clause.kind == "dep" and (_names_something(page, clause) or not _reports(page, clause)):
        return False
    if begins:
        return whole or len(words) > _FEW_WORDS
    if not whole or len(words) < _FEW_WORDS:
        return False
    if page.body[start : start + 1].isupper() or nominative(page, max(0, start - _BESIDE), start) is not None:
        return True
    return len(words) > _FEW_WORDS + 1 and introduced_by(page, start - 1) is not None


def _names_something(page: Page, clause: Clause) -> bool:
    """деп аталады, деп атады: a name is given, nothing is said."""
    if clause.cue is None:
        return True
    return any(word.startswith(("ата", "аталы", "танил", "таныл")) and is_finite(word)
               for word in page.words(*clause.cue)[:2])  # fmt: skip


def _claims(page: Page, clause: Clause) -> bool:
    """дегенді айтады: the verb itself says that it was said."""
    return clause.cue is not None and page.body[clause.cue[0] : clause.cue[1]].lower().startswith("дегенді")


def _reports(page: Page, clause: Clause) -> bool:
    """Not «…» деп мәлімдеген тұрғындар, which describes a noun, nor «…» деп without a verb of its own."""
    if clause.cue is None:
        return False
    words = page.words(*clause.cue)
    if len(words) < 2 or any(word.endswith(("тын", "тін")) for word in words[1:-1]):
        return False
    more = clause.end - clause.cue[1] > 2
    return not (more and clause.source is None and words[-1].endswith(("ған", "ген", "қан", "кен")))


def introduced_by(page: Page, at: int) -> Span | None:
    """Who is named before a quotation in its own sentence, or in the clause that leads into it."""
    near = page.body[max(0, at - 6) : at].rstrip(" \n\u00a0–—-")
    if near.endswith(":"):
        at = page.body.rindex(":", 0, at)
    start = page.sentence(max(0, at - 1))[0]
    start = max(start, page.line(at)[0])
    before = [ref for ref in page.refs(start, at) if ref.end <= at]
    refs = [ref for ref in before if ref.case == "nom"]
    if not refs:
        return (before[-1].start, before[-1].end) if before and at - before[-1].end <= _TOUCHING else None
    named = [ref for ref in refs if ref.kind in NAMED]
    named = named or [ref for ref in refs if ref.kind in ("title", "pronoun")] or refs
    return named[0].start, named[0].end
