"""Clauses under a verb of saying: in -ғанын, -атынын and екенін, and what surrounds them.

All work in word numbers; ``low`` and ``high`` bound the sentence (or what is left of it beside direct
quotations and earlier cues). A rule gives ``None`` when the construction isn't there.
"""

from __future__ import annotations

from archive.extract.quotations.reported_cues import Cue
from archive.extract.quotations.reported_page import Found, Page
from kazakh.speech.clauses import is_doer, is_possessed, role

#: How far a cue may stand from the clause it carries, in words.
REACH = 9
_COPULA = frozenset({"екенін", "екендігін", "екеніне", "болғанын", "болатынын", "емес"})
#: «туралы видеосын жариялады»: the video is shown, nothing is told.
_ACCUSATIVE = ("ын", "ін")
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")


def factive(page: Page, cue: Cue, low: int, high: int, whole: int) -> Found | None:
    """«Министр жолдың салынатынын айтты»: a clause in -ғанын, -атынын, екенін, or with туралы."""
    end = _factive_end(page, cue, low)
    if end is None:
        return None
    cut = last_cut(page, low, end)
    start = page.after_openers(cut, end)
    if "n" in cue.verb.takes:
        return passive(page, cue, start, end, high)
    after = behind(page, cue, high)
    before = page.subject(end, cue.first)
    source = after or before
    rule = "factive_subject_after" if source else "factive"
    if cue.kind == "past" and source is None and not ends_clause(page, cue, high):
        return None
    if source is None:
        source = page.subject(start, end - 1)
        if source is not None and not _may_act(page, start, source, end):
            source = None
        if source is not None and whole < low and source[0] > start and page.subject(whole, cut):
            source = None
        if source is not None:
            begin = past_setting(page, source[1], end)
            source = page.subject(source[1], begin) or source
            start = max(start, begin)
        else:
            source = page.subject(whole, cut)
            rule = "factive_chain" if source else "factive_dropped"
    elif cue.kind == "past" and after:
        rule = "factive_attribute"
        if any("," in page.between(at) for at in range(end, cue.first - 1)):
            return None
    start = past_setting(page, start, end)
    if source is None and "w" in cue.verb.takes:
        return None
    if page.is_outlet(*source) if source else cue.verb.outlet and page.is_outlet(whole, cue.first):
        return None
    if end - start < 2 and source is None or end <= start or _asks(page, start, end):
        return None
    return Found(((start, end),), (cue.first, cue.last), source, rule)


def _may_act(page: Page, start: int, source: tuple[int, int], end: int) -> bool:
    """Does the nominative stand where the speaker stands, not inside what is said?"""
    before = range(start, source[0])
    if any(role(page.lower[at]) == "object" for at in before):
        return False
    if any(page.lower[at] in page.lists.setting and "," in page.between(at) for at in before):
        return page.is_person(source)
    return end - source[1] > 1 or page.lower[source[1]] not in _COPULA


def passive(page: Page, cue: Cue, start: int, end: int, high: int) -> Found | None:
    """«Жиында жол салынатыны айтылды»: nobody says it, or the body in whose paper it stands."""
    if cue.kind != "finite" and not ends_clause(page, cue, high):
        return None
    if not page.lists.law.isdisjoint(page.lower[start:end]):
        return None
    begin = page.after_setting(start, end)
    source = None
    for ref in page.refs_in(start, begin):
        if ref.case in ("gen", "nom"):
            source = ref.first, ref.last
    if end - begin < 2 or _asks(page, begin, end):
        return None
    return Found(((begin, end),), (cue.first, cue.last), source, "passive")


def _factive_end(page: Page, cue: Cue, low: int) -> int | None:
    """Past the last word of the clause that the cue carries."""
    takes, lower = cue.verb.takes, page.lower
    at = cue.first - 1
    stop = max(low, cue.first - REACH)
    while at >= stop:
        word = lower[at]
        found = role(word)
        if found == "object" and "a" in takes or found == "goal" and "d" in takes:
            return _with_joined(page, at, cue)
        if found == "topic" and _topic(page, at, cue):
            return at + 1
        if found in ("object", "goal", "finite", "converb", "condition") or word in page.lists.question:
            return None
        at -= 1
    return None


def _topic(page: Page, at: int, cue: Cue) -> bool:
    """A nominative clause counts with туралы, or right before a passive."""
    following = page.lower[at + 1] if at + 1 < cue.first else ""
    if following in page.lists.about:
        thing = page.lower[cue.first - 1]
        of_thing = cue.first - at > 2 and thing.endswith(_ACCUSATIVE) and is_possessed(thing)
        return bool(cue.verb.takes & {"a", "n"}) and not of_thing and cue.first - at <= 5
    return "n" in cue.verb.takes and cue.first - at <= 4


def _with_joined(page: Page, at: int, cue: Cue) -> int:
    """A noun joined to the clause goes with it: «келгенін, жоспарын айтты»."""
    if cue.first - at > 1 and ("," in page.between(at) or page.lower[at + 1] in page.lists.joiner):
        last = page.lower[cue.first - 1]
        if last.endswith(("ын", "ін", "ды", "ді", "ты", "ті", "ны", "ні")):
            return cue.first
    return at + 1


def last_cut(page: Page, low: int, end: int) -> int:
    """Past the last finite verb before the clause: what stands before it is another sentence."""
    for at in range(end - 2, low, -1):
        if page.lower[at][-2:] not in ("ды", "ді", "ты", "ті") or role(page.lower[at]) != "finite":
            continue
        behind_it = at + 2 if page.lower[at + 1] in ("да", "де", "та", "те") else at + 1
        if behind_it >= end:
            continue
        if not page.between(behind_it - 1).isspace() or page.reading.words[behind_it][0].isupper():
            return behind_it
    return low


def behind(page: Page, cue: Cue, high: int) -> tuple[int, int] | None:
    """The one who says it, behind the verb: «… айтты министр», «… айтқан министр»."""
    end = stop_behind(page, cue, high)
    for ref in page.refs_in(cue.last, min(end, cue.last + 3)):
        if cue.kind != "past" and any(role(word) == "finite" for word in page.lower[ref.last : end]):
            return None
        if ref.case == "nom" or cue.kind == "past":
            return page.joined(ref, high)
    if cue.kind == "finite" and 0 < end - cue.last < 4 and is_doer(page.lower[end - 1]):
        return cue.last, end
    return None


def stop_behind(page: Page, cue: Cue, high: int) -> int:
    """Where the words behind a cue end: at the first mark, or at деп."""
    end = cue.last
    while end < high and page.between(end - 1).isspace() and page.lower[end] != "деп":
        end += 1
    return end


def ends_clause(page: Page, cue: Cue, high: int) -> bool:
    return cue.last >= high or not page.between(cue.last - 1).isspace()


def past_setting(page: Page, start: int, end: int) -> int:
    """Past where it was said, and past what else the speaker did: «тұрғындармен кездесіп, …»."""
    if start and "(" in page.between(start - 1):
        closing = [at for at in range(start, min(end - 1, start + 6)) if ")" in page.between(at)]
        start = closing[0] + 1 if closing else start
    while start < end - 1 and page.lower[start] in page.lists.particle:
        start += 1
    start = page.after_setting(start, end)
    for at in range(start, end - 1):
        if page.lower[at].endswith(_GENITIVE):
            return start
        if page.lower[at] in page.lists.setting and "," in page.between(at):
            return at + 1
    return start


def _asks(page: Page, start: int, end: int) -> bool:
    """An embedded question («қайда босанатынын») tells the topic, not the claim."""
    tail = page.lower[max(start, end - 4) : end]
    return not page.lists.question.isdisjoint(tail) and "да" not in tail and "бір" not in tail
