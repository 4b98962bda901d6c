"""The constructions of reported speech, each a function that looks at one sentence around its trigger.

All work in word numbers; ``low`` and ``high`` bound the sentence (or what is left of it beside direct
quotations and earlier cues). A rule gives ``None`` when the construction isn't there.
"""

from __future__ import annotations

from archive.extract.quotations.reported_page import Cue, Found, Page
from kazakh.speech.clauses import role
from kazakh.speech.reported import cue_forms

#: How far a cue may stand from the clause it carries, in words.
REACH = 9
_LINKS = frozenset(["ресми", "жеке", "өз", "соңғы", "алдын", "ала", "берген", "ұсынған"])
_QUESTION = frozenset(
    ["қалай", "қайда", "қашан", "кім", "неге", "қанша", "қандай", "кімнің", "кімге", "неліктен", "нешеуі"]
)
_JOINERS = frozenset(["және", "әрі", "сондай-ақ", "мен", "пен", "бен"])


def according_to(page: Page, at: int, low: int, high: int) -> Found | None:
    """«Сарапшының айтуынша, баға өседі», «ІІМ мәліметі бойынша, …», «Айтуынша, …»."""
    end = _by_end(page, at, high)
    if end is None:
        return None
    nameless = page.lower[at].startswith("мәлімет") and page.lower[at] in ("мәлімет", "мәліметтер")
    head = at
    while head > low and page.lower[head - 1] in page.lists.link:
        head -= 1
    start = page.after_openers(low, at)
    source = None
    if nameless:
        if start != head or any(word not in ("алдын", "ала") for word in page.lower[head:at]):
            return None
    else:
        source = _owner(page, start, head)
        if source is None and (start < head or page.lower[at] not in page.lists.by):
            return None
    content = (end, trimmed_end(page, end, high))
    if content[1] - content[0] < 2:
        return None
    parts = [content]
    if source and start < source[0] and "," in page.between(source[0] - 1):
        parts.insert(0, (start, source[0]))
    return Found(tuple(parts), (at, end), source, "according_to" if source else "according_to_dropped")


def _by_end(page: Page, at: int, high: int) -> int | None:
    """Past the whole phrase: one word, or a noun with its postposition."""
    word = page.lower[at]
    if word in page.lists.by:
        return at + 1
    after = page.lists.by_with.get(word)
    if after and at + 1 < high and page.lower[at + 1] in after:
        return at + 2
    return None


def _owner(page: Page, start: int, head: int) -> tuple[int, int] | None:
    """Whose word it is: the reference that ends here, else the run of words up to here."""
    ref = page.ref_ends.get(head)
    if ref is not None and ref.first >= start:
        return ref.first, ref.last
    begin = head
    while begin > start and head - begin < 9 and "," not in page.between(begin - 1):
        if role(page.lower[begin - 1]) in ("finite", "converb", "condition"):
            break
        begin -= 1
    return (begin, head) if begin < head else None


def as_said(page: Page, at: int, low: int, high: int) -> Found | None:
    """«Министр брифингте атап өткендей, жол биыл салынады»."""
    first = at - 1 if at > low and page.lower[at - 1] in ("атап", "айтып", "баса") else at
    if page.lower[at] == "өткендей" and first == at:
        return None
    source = page.subject(page.after_openers(low, first), first)
    end = trimmed_end(page, at + 1, high)
    if source is None or page.is_outlet(*source) or end - at < 3:
        return None
    return Found(((at + 1, end),), (first, at + 1), source, "as_said")


def trimmed_end(page: Page, first: int, high: int) -> int:
    """The end of a content without a report that follows it: «…, – деп хабарлайды …»."""
    for at in range(high - 1, first, -1):
        if page.lower[at] == "деп" and at + 1 < high and page.lower[at + 1] in cue_forms():
            return at
        if page.lower[at] in ("деді", "дейді") and not page.between(at - 1).isspace():
            return at
    return high


def factive(page: Page, cue: Cue, low: int, high: int, whole: int) -> Found | None:
    """«Министр жолдың салынатынын айтты»: a clause in -ғанын, -атынын, екенін, or with туралы."""
    end = _factive_end(page, cue, low)
    if end is None:
        return None
    start = page.after_openers(_last_cut(page, low, end), end)
    after = _after(page, cue, high)
    before = page.subject(end, cue.first)
    source = after or before
    rule = "factive_subject_after" if source else "factive"
    if cue.kind == "past" and source is None and not _ends_clause(page, cue, high):
        return None
    if source is None:
        source = page.subject(start, end - 1)
        if source is not None:
            start = source[1]
        else:
            source, rule = page.subject(whole, low), "factive_dropped"
    elif cue.kind == "past" and after:
        rule = "factive_attribute"
    start = _past_setting(page, start, end)
    if source is None and cue.verb.outlet or source and page.is_outlet(*source):
        return None
    if end - start < 2 and source is None or end <= start or _asks(page, start, end):
        return None
    return Found(((start, end),), (cue.first, cue.last), source, rule)


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
        if found in ("object", "goal", "finite", "converb", "condition"):
            return None
        at -= 1
    return None


def _topic(page: Page, at: int, cue: Cue) -> bool:
    """A nominative clause counts with туралы, or right before a passive."""
    following = page.lower[at + 1] if at + 1 < cue.first else ""
    if following in page.lists.about:
        return bool(cue.verb.takes & {"a", "n"})
    return "n" in cue.verb.takes and cue.first - at <= 4


def _with_joined(page: Page, at: int, cue: Cue) -> int:
    """A noun joined to the clause goes with it: «келгенін, жоспарын айтты»."""
    if cue.first - at > 1 and ("," in page.between(at) or page.lower[at + 1] in page.lists.joiner):
        last = page.lower[cue.first - 1]
        if last.endswith(("ын", "ін", "ды", "ді", "ты", "ті", "ны", "ні")):
            return cue.first
    return at + 1


def _last_cut(page: Page, low: int, end: int) -> int:
    """Past the last finite verb before the clause: what stands before it is another sentence."""
    for at in range(end - 2, low, -1):
        if page.lower[at][-2:] not in ("ды", "ді", "ты", "ті") or role(page.lower[at]) != "finite":
            continue
        if not page.between(at).isspace() or page.reading.words[at + 1][0].isupper():
            return at + 1
    return low


def _after(page: Page, cue: Cue, high: int) -> tuple[int, int] | None:
    """The one who says it, behind the verb: «… айтты министр», «… айтқан министр»."""
    if cue.last >= high or not page.between(cue.last - 1).isspace():
        return None
    for ref in page.refs_in(cue.last, min(high, cue.last + 3)):
        if ref.case == "nom" or cue.kind == "past":
            return page.joined(ref, high)
    return None


def _ends_clause(page: Page, cue: Cue, high: int) -> bool:
    return cue.last >= high or not page.between(cue.last - 1).isspace()


def _past_setting(page: Page, start: int, end: int) -> int:
    """Past where it was said, and past what else the speaker did: «қолдап, …»."""
    start = page.after_setting(start, end)
    for at in range(end - 2, start, -1):
        if page.lower[at] in page.lists.setting and "," in page.between(at):
            return at + 1
    return start


def _asks(page: Page, start: int, end: int) -> bool:
    """An embedded question («қайда босанатынын») tells the topic, not the claim."""
    tail = page.lower[max(start, end - 4) : end]
    return not page.lists.question.isdisjoint(tail) and "да" not in tail and "бір" not in tail


def with_dep(page: Page, at: int, cues: list[Cue], low: int, high: int) -> Found | None:
    """«…, деп хабарлайды полиция», «Сарапшы … деп санайды», «… деген пікір айтты X»."""
    cue = _dep_cue(page, at, cues, high)
    if cue is None or at <= low or _closes_direct(page, at):
        return None
    start = page.after_openers(_last_cut(page, low, at), at)
    source = _named_after(page, cue, high) or page.subject(at + 1, cue.at)
    rule = "dep_subject_after"
    if source is None:
        source = page.subject(start, at - 1)
        rule = "dep"
        if source is not None and "," in page.between(at - 1) and cue.verb.outlet:
            return None
        start = _past_setting(page, source[1], at) if source else _past_setting(page, start, at)
    if source is None and cue.verb.outlet or source and page.is_outlet(source[0], source[1] + 1):
        return None
    if at - start < 2:
        return None
    return Found(((start, at),), (at, cue.last), source, rule if source else "dep_dropped")


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
            return cue if noun or cue.verb.takes & {"p", "q"} else None
    return None


def _closes_direct(page: Page, at: int) -> bool:
    before = page.between(at - 1)
    return any(mark in before for mark in '»”"') or bool(page.blocked[at - 1])


def _named_after(page: Page, cue: Cue, high: int) -> tuple[int, int] | None:
    """Who stands behind the verb: a reference, else the words up to a comma."""
    if cue.last >= high or not page.between(cue.last - 1).isspace():
        return None
    for ref in page.refs_in(cue.last, min(high, cue.last + 8)):
        if ref.case in ("nom", "abl", "loc"):
            return page.joined(ref, high)
    if not cue.verb.outlet:
        return None
    end = cue.last + 1
    while end < high and end - cue.last < 12 and "," not in page.between(end - 1):
        end += 1
    return cue.last, end


def unmarked_said(page: Page, cue: Cue, low: int, high: int) -> Found | None:
    """«Бұл қызмет тегін болса келісемін дейді»: the words themselves, without marks."""
    at = cue.at
    if cue.kind != "finite" and cue.verb.stem != "делін" or at - low < 3 or _closes_direct(page, at):
        return None
    if page.between(at - 1).strip(" ,"):
        return None
    start = page.after_openers(_last_cut(page, low, at), at)
    source = _after(page, cue, high)
    if source is None:
        source = page.subject(start, at - 1)
        start = _past_setting(page, source[1], at) if source else _past_setting(page, start, at)
    if at - start < 3 or source and page.is_outlet(*source):
        return None
    return Found(((start, at),), (at, cue.last), source, "unmarked_said")


def citing(page: Page, at: int, low: int, high: int) -> Found | None:
    """«…, – деп хабарлайды агенттік полицияға сілтеме жасап»: the body cited says it."""
    if at + 1 >= high or not page.lower[at + 1].startswith("жаса"):
        return None
    end = trimmed_end(page, low, at)
    if end == at or end - low < 3:
        return None
    ref = page.ref_ends.get(at)
    source = (ref.first, ref.last) if ref and ref.first > end else _last_words(page, end, at)
    start = page.after_openers(low, end)
    return Found(((start, end),), (at, at + 2), source, "citing")


def _last_words(page: Page, low: int, at: int) -> tuple[int, int]:
    begin = at - 1
    while begin > low + 1 and page.between(begin - 1) == ".":
        begin -= 1
    return begin, at


def sentence_before(
    page: Page, cue: Cue, low: int, high: int, previous: tuple[int, int] | None
) -> Found | None:
    """«Жол жабылды. Бұл туралы полиция хабарлады»: the content is the sentence before."""
    at = page.after_openers(low, cue.first)
    lower, lists = page.lower, page.lists
    if previous is None or at + 1 >= cue.first or lower[at] not in lists.this:
        return None
    if lower[at + 1] not in lists.about and lower[at + 1] not in lists.fact:
        return None
    body = at + 2
    source = page.subject(body, cue.first) or _after(page, cue, high) or _through(page, body, cue, high)
    if source is None and "n" not in cue.verb.takes and cue.first > body:
        source = body, cue.first
    if source is None and "n" not in cue.verb.takes or source and page.is_outlet(*source):
        return None
    start = page.after_openers(*previous)
    end = trimmed_end(page, start, previous[1])
    if end - start < 3 or any(page.blocked[start:end]):
        return None
    return Found(((start, end),), (cue.first, cue.last), source, "sentence_before")


def _through(page: Page, body: int, cue: Cue, high: int) -> tuple[int, int] | None:
    """«Бұл туралы министрліктен хабарлады», «… министрліктің сайтында айтылған»."""
    for ref in page.refs_in(body, high):
        if ref.case in ("abl", "loc", "gen"):
            return ref.first, ref.last
    return None
