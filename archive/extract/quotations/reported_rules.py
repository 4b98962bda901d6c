"""Attribution beside a whole sentence: айтуынша, мәліметінше, сілтеме жасап, «Бұл туралы X хабарлады».

All work in word numbers; ``low`` and ``high`` bound the sentence (or what is left of it beside direct
quotations and earlier cues). A rule gives ``None`` when the construction isn't there.
"""

from __future__ import annotations

from archive.extract.quotations.reported_clauses import behind
from archive.extract.quotations.reported_cues import Cue, find_cues
from archive.extract.quotations.reported_page import Found, Page
from kazakh.speech.clauses import role
from kazakh.speech.reported import cue_forms

_LINKS = frozenset(["ресми", "жеке", "өз", "соңғы", "алдын", "ала", "берген", "ұсынған"])
_QUESTION = frozenset(
    ["қалай", "қайда", "қашан", "кім", "неге", "қанша", "қандай", "кімнің", "кімге", "неліктен", "нешеуі"]
)
_JOINERS = frozenset(["және", "әрі", "сондай-ақ", "мен", "пен", "бен"])

#: «министрлік берген мәліметке сәйкес»: somebody must have given it.
_GIVEN = ("ке", "ге", "қа", "ға")
#: Nouns that mean other things as well: ұрлық дерегі бойынша, WBC нұсқасы бойынша.
_NEEDS_COMMA = frozenset({"нұсқасы", "дерегі", "пікірі"})
_MARKS = frozenset('«“"„')


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
        if source and page.lower[at].endswith(_GIVEN) and head == at:
            return None
        if source is None and (start < head or page.lower[at] not in page.lists.by):
            return None
    content = (end, trimmed_end(page, end, high))
    if content[1] - content[0] < 2:
        return None
    if source and any(word.startswith("тілші") for word in page.lower[source[0] : source[1]]):
        return None
    return Found((content,), (at, end), source, "according_to" if source else "according_to_dropped")


def _by_end(page: Page, at: int, high: int) -> int | None:
    """Past the whole phrase: one word, or a noun with its postposition."""
    word = page.lower[at]
    if word in page.lists.by:
        return at + 1
    after = page.lists.by_with.get(word)
    if not after or at + 1 >= high or page.lower[at + 1] not in after:
        return None
    return at + 2 if word not in _NEEDS_COMMA or "," in page.between(at + 1) else None


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
    near = page.ref_ends.get(first)
    source = page.subject(page.after_openers(low, first), first)
    if near is not None and near.case == "nom" and near.first >= low:
        source = near.first, near.last
    end = trimmed_end(page, at + 1, high)
    if source is None or page.is_outlet(*source) or end - at < 3 or not _MARKS.isdisjoint(page.between(at)):
        return None
    if "?" in page.between(end - 1):
        return None
    return Found(((at + 1, end),), (first, at + 1), source, "as_said")


def trimmed_end(page: Page, first: int, high: int) -> int:
    """The end of a content without a report that follows it: «…, – деп хабарлайды …»."""
    for at in range(high - 1, first, -1):
        if page.lower[at] == "деп" and at + 1 < high:
            verbs = cue_forms().get(page.lower[at + 1], ())
            ends = at + 2 == high and any(verb.outlet for verb, _ in verbs)
            if ends or verbs and not page.between(at - 1).isspace():
                return at
        if page.lower[at] in ("деді", "дейді") and not page.between(at - 1).isspace():
            return at
    return high


def citing(page: Page, at: int, low: int, high: int) -> Found | None:
    """«…, – деп хабарлайды агенттік полицияға сілтеме жасап»: the body cited says it."""
    if at + 1 >= high or not page.lower[at + 1].startswith("жаса"):
        return None
    end = trimmed_end(page, low, at)
    if end == at or end - low < 3 or any(cue.last == end for cue in find_cues(page, max(low, end - 4), end)):
        return None
    start = page.after_headline(page.after_openers(low, end), end)
    return Found(((start, end),), (at, at + 2), _cited(page, end + 2, at), "citing")


def _cited(page: Page, low: int, at: int) -> tuple[int, int]:
    """Who is cited before «сілтеме жасап»: what follows the outlet's own name."""
    ref = page.ref_ends.get(at)
    begin = ref.first if ref is not None and ref.first >= low else low
    for word in range(begin, at - 1):
        if page.lower[word] in page.lists.outlet and not page.between(word).startswith("."):
            begin = word + 1
    return (begin, at) if begin < at else (at - 1, at)


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
    if "сілтеме" in lower[body : cue.first]:
        source: tuple[int, int] | None = _cited(page, body, lower.index("сілтеме", body))
        return _claim_before(page, previous, cue, source)
    source = page.subject(body, cue.first) or behind(page, cue, high) or _through(page, body, cue, high)
    if source is None and "n" not in cue.verb.takes:
        end = _before_venue(page, body, cue.first)
        if end == body and cue.verb.outlet or cue.first == body:
            return None
        source = (body, end) if end > body else None
    if source and page.is_outlet(source[0], source[1] + 1, cue.verb.outlet):
        return None
    return _claim_before(page, previous, cue, source)


def _claim_before(
    page: Page, previous: tuple[int, int], cue: Cue, source: tuple[int, int] | None
) -> Found | None:
    if "?" in page.between(previous[1] - 1):
        return None
    start = page.after_openers(page.after_listing(*previous), previous[1])
    end = trimmed_end(page, start, previous[1])
    start = page.after_headline(start, end)
    told = any(one.last == end for one in find_cues(page, max(start, end - 4), end))
    if told and not page.lists.question.isdisjoint(page.lower[start:end]):
        return None
    if end - start < 2 or any(page.blocked[start:end]):
        return None
    return Found(((start, end),), (cue.first, cue.last), source, "sentence_before")


def _before_venue(page: Page, body: int, end: int) -> int:
    """Past the words that name who, before those that say where: «көшбасшы X әлеуметтік желісінде»."""
    for at in range(body, end):
        word = page.lower[at]
        if at > body and page.is_latin(at) or word == "әлеуметтік" or word.endswith(("да", "де", "та", "те")):
            return at
    return end


def _through(page: Page, body: int, cue: Cue, high: int) -> tuple[int, int] | None:
    """«Бұл туралы министрліктен хабарлады», «… министрліктің сайтында айтылған»."""
    for ref in page.refs_in(body, high):
        if ref.case in ("abl", "gen") or ref.case == "loc" and ref.kind == "org":
            return ref.first, ref.last
    return None
