"""Words before деп, деген and a bare дейді: told as they were said, but without marks."""

from __future__ import annotations

from archive.extract.quotations.reported_clauses import (
    REACH,
    behind,
    ends_clause,
    last_cut,
    passive,
    past_setting,
    stop_behind,
)
from archive.extract.quotations.reported_cues import Cue
from archive.extract.quotations.reported_page import Found, Page
from kazakh.speech.clauses import is_predicate, role


def with_dep(page: Page, at: int, cues: list[Cue], low: int, high: int, whole: int) -> Found | None:
    """«…, деп хабарлайды полиция», «Сарапшы … деп санайды», «… деген пікір айтты X»."""
    cue = _dep_cue(page, at, cues, high)
    if cue is None or at <= low or ":" in page.between(cue.last - 1):
        return None
    if page.lower[cue.first - 1] in page.lists.wish or page.lower[at - 1] == "былай":
        return None
    if "m" in cue.verb.takes and (one := _called(page, at, cue, low)):
        return one
    if _closes_direct(page, at) or not cue.verb.takes & {"p", "q"}:
        return None
    start = page.after_openers(last_cut(page, low, at), at)
    if "n" in cue.verb.takes:
        return passive(page, cue, start, at, high)
    source = _named_after(page, cue, high) or page.subject(at + 1, cue.at)
    rule = "dep_subject_after"
    if source is None:
        source = page.subject(start, at - 1)
        rule = "dep"
        if whole < low and (source is None or source[0] > start):
            return _dep_chain(page, at, cue, start, whole, low)
        if source is not None and "," in page.between(at - 1) and cue.verb.outlet:
            return None
        start = past_setting(page, source[1], at) if source else past_setting(page, start, at)
    if source is None and cue.verb.outlet:
        return None
    if source and page.is_outlet(source[0], source[1] + 1, cue.verb.outlet):
        return None
    if at - start < 2:
        return None
    return Found(((start, at),), (at, cue.last), source, rule if source else "dep_dropped")


def opinion(page: Page, at: int, low: int, high: int) -> Found | None:
    """«Сарапшы баға түседі деген пікірде»: no verb, the noun says it."""
    if at + 1 >= high or page.lower[at + 1] not in page.lists.opinion or _closes_direct(page, at):
        return None
    if at + 2 < high and page.between(at + 1).isspace():
        return None
    start = page.after_openers(last_cut(page, low, at), at)
    source = page.subject(start, at - 1)
    start = past_setting(page, source[1] if source else start, at)
    if source is None or at - start < 2:
        return None
    return Found(((start, at),), (at, at + 2), source, "opinion")


def _dep_chain(page: Page, at: int, cue: Cue, start: int, whole: int, low: int) -> Found | None:
    """«Министр …екенін айтып, жол керек деп санайтынын …»: he who spoke first speaks on."""
    source = page.subject(whole, low)
    if cue.verb.outlet or source and page.is_outlet(*source) or at - start < 2:
        return None
    return Found(((start, at),), (at, cue.last), source, "dep_chain" if source else "dep_dropped")


def _dep_cue(page: Page, at: int, cues: list[Cue], high: int) -> Cue | None:
    """The verb that деп or деген belongs to."""
    noun = page.lower[at] == "деген"
    if noun and (at + 1 >= high or page.lower[at + 1] not in page.lists.noun):
        return None
    for cue in cues:
        if cue.at > at:
            gap = page.lower[at + 1 : cue.first]
            if len(gap) > (3 if noun else REACH) or cue.kind == "converb" and not noun and gap:
                return None
            if any(role(word) in ("object", "goal", "finite", "converb") for word in gap):
                return None
            if cue.kind == "past" and not ends_clause(page, cue, high) and behind(page, cue, high) is None:
                return None
            return cue if noun or cue.verb.takes & {"p", "q", "m"} else None
    return None


def _called(page: Page, at: int, cue: Cue, low: int) -> Found | None:
    """«Министр жобаны «нағыз серпіліс» деп атады»: his word for it; a name begins with a capital."""
    body, ends = page.body, page.reading.ends
    if ends[at - 1] >= len(body) or body[ends[at - 1]] not in '»”"“':
        return None
    opening = next((n for n in range(at - 1, max(low, at - 9), -1) if page.opens(n)), None)
    source = page.subject(page.after_openers(low, at), opening or at)
    if cue.verb.stem == "ата" and not page.lower[cue.at].endswith("тады"):
        return None
    if opening is None or source is None or not page.reading.words[opening][0].islower():
        return None
    start = past_setting(page, source[1], opening)
    return Found(((start, at),), (at, cue.last), source, "called")


def _closes_direct(page: Page, at: int) -> bool:
    before = page.between(at - 1)
    return any(mark in before for mark in '»”"') or bool(page.blocked[at - 1])


def _named_after(page: Page, cue: Cue, high: int) -> tuple[int, int] | None:
    """Who stands behind the verb: a reference, else the words up to a mark."""
    end = stop_behind(page, cue, high)
    for ref in page.refs_in(cue.last, min(end, cue.last + 8)):
        if ref.case in ("nom", "abl", "loc"):
            return page.joined(ref, high)
    if cue.verb.outlet and 0 < end - cue.last < 12 and "сілтеме" not in page.lower[cue.last : end]:
        return cue.last, end
    return behind(page, cue, high)


def unmarked_said(page: Page, cue: Cue, low: int, high: int) -> Found | None:
    """«Бұл қызмет тегін болса келісемін дейді»: the words themselves, without marks."""
    at = cue.at
    if at - low < 3 or _closes_direct(page, at) or page.between(at - 1).strip(" ,"):
        return None
    if any(mark in page.between(cue.last - 1) for mark in ":?") or page.lower[at - 1] in page.lists.question:
        return None
    start = page.after_openers(last_cut(page, low, at), at)
    source = behind(page, cue, high)
    if "n" in cue.verb.takes:
        return None
    if source is None:
        source = page.subject(start, at - 1)
        start = past_setting(page, source[1], at) if source else past_setting(page, start, at)
    if source is None and not is_predicate(page.lower[at - 1]):
        return None
    if at - start < 3 or source and page.is_outlet(*source):
        return None
    return Found(((start, at),), (at, cue.last), source, "unmarked_said")
