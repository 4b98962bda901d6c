"""Every word or phrase of a text that may name a place, with what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.extract.marks import PLACE
from archive.extract.places.names import Found, Name, last_word_case, names
from archive.extract.places.words import kind_after, kind_before
from archive.gazetteers.places import villages

if TYPE_CHECKING:
    from archive.extract.reading import Reading

_SENTENCE_MARKS = frozenset('.!?…:;«»“”"„\n–—-•|(')
#: Written with a small letter too: the capital, as newspapers call it.
_SMALL = {"елорда", "бас қала", "оңтүстік астана", "үшінші мегаполис"}
#: How the words for a village begin: ауыл, аулы, елді мекен, кент; село stands before the name.
_VILLAGE_WORDS = ("ауыл", "аулы", "елді", "кент", "сел")
_LONGEST_LIST = 8
_DASHES = {"-", "–", "—"}
_LISTED = {",", "және", "мен", "пен", "бен", "әрі", "не", "немесе", "и", "ал"}


@dataclass(slots=True)
class Candidate:
    """Words ``first`` to ``last`` (half-open) at ``body[start:end]`` read as ``name`` in ``case``.

    ``kind`` is what a word beside it says (see words.kind_after), ``opens`` whether it begins a sentence,
    ``width`` the words of the name and its type word together.
    """

    name: Name
    case: str
    adjective: bool
    first: int
    last: int
    start: int
    end: int
    kind: str | None = None
    opens: bool = False


def may_be_place(form: str) -> bool:
    """Whether a lower-case word may have to do with a place: one in thirty has.

    >>> may_be_place("алматыда"), may_be_place("ауылы"), may_be_place("келді")
    (True, True, False)
    """
    known = form in names().multi or names().word(form) is not None
    return known or "-" in form or form.startswith(_VILLAGE_WORDS)


def candidates(reading: Reading) -> list[Candidate]:
    """All candidates of a body, in order, not overlapping."""
    table = names()
    word, multi = table.word, table.multi
    lower, words = reading.lower, reading.words
    found: list[Candidate] = []
    past = 0
    for i in reading.marked(PLACE):
        if i < past:
            continue
        form = lower[i]
        one: Candidate | None = None
        if form in multi:
            one = _long(reading, i)
        if one is None and (hit := word(form)) is not None:
            written = words[i][0]
            if written.isupper() or hit.case == "people" or hit.adjective or hit.name.key in _SMALL:
                one = _candidate(reading, hit, i, i + 1)
            elif hit.case == "nom" and hit.name.trap in ("free", "name"):
                one = _small(_candidate(reading, hit, i, i + 1))
        if one is None and "-" in form and words[i][0].isupper():
            found += _joined(reading, i)
        if one is None and form.startswith(_VILLAGE_WORDS):
            found += _villages(reading, i, found[-1].last if found else 0)
        if one is not None:
            found.append(one)
            past = max(past, one.last)
    _share_kinds(reading, found)
    return found


def _candidate(reading: Reading, hit: Found, first: int, last: int) -> Candidate:
    one = Candidate(
        hit.name, hit.case, hit.adjective, first, last, reading.starts[first], reading.ends[last - 1]
    )
    one.kind = _kind_beside(reading, first, last)
    one.opens = opens_sentence(reading, first)
    return one


def _small(one: Candidate) -> Candidate | None:
    """«шымкент қаласы»: written small, a name counts only with its type word."""
    typed = one.kind is not None and one.kind.rstrip("+") in ("region", "city", "district")
    return one if typed else None


def _kind_beside(reading: Reading, first: int, last: int) -> str | None:
    body, lower = reading.body, reading.lower
    if last < len(lower) and body[reading.ends[last - 1] : reading.starts[last]] in (" ", "\xa0", "  "):
        kind = kind_after(lower[last])
        if kind is not None:
            return kind
    if first and body[reading.ends[first - 1] : reading.starts[first]] in (" ", ". ", "."):
        return kind_before(lower[first - 1])
    return None


def opens_sentence(reading: Reading, first: int) -> bool:
    """Whether a word stands at the beginning of a sentence, line or quotation."""
    if first == 0:
        return True
    between = reading.body[reading.ends[first - 1] : reading.starts[first]]
    return not _SENTENCE_MARKS.isdisjoint(between)


def _long(reading: Reading, i: int) -> Candidate | None:
    """A name of several words that begins at word i."""
    lower, words = reading.lower, reading.words
    for rest, name in names().multi[lower[i]]:
        last = i + 1 + len(rest)
        if last > len(lower) or any(lower[i + 1 + k] != part for k, part in enumerate(rest[:-1])):
            continue
        case = last_word_case(lower[last - 1], rest[-1])
        if case is None or not (words[i][0].isupper() or name.key in _SMALL):
            continue
        return _candidate(reading, Found(name, case), i, last)
    return None


def _villages(reading: Reading, i: int, past: int) -> list[Candidate]:
    """Villages named beside word i, which may be a word for one: «Бадамша ауылы», «Баласаз, Бадамша
    ауылдары», «село Бадамша»; not before word ``past``."""
    form = reading.lower[i]
    if kind_before(form) == "village":
        one = _village(reading, i + 1, i + 3) or _village(reading, i + 1, i + 2)
        return [one] if one else []
    locality = form == "елді" and i + 1 < len(reading.lower) and reading.lower[i + 1].startswith("мекен")
    if not (locality or form.startswith("ауылдар") or kind_after(form) in ("village", "settlement")):
        return []
    found: list[Candidate] = []
    last = i
    while last > past and len(found) < _LONGEST_LIST:
        one = _village(reading, max(last - 2, past), last) or _village(reading, last - 1, last)
        if one is None:
            break
        found.append(one)
        last = one.first
        between = reading.body[reading.ends[last - 1] : one.start].strip() if last else ""
        if last and reading.lower[last - 1] in _LISTED:
            last -= 1
        elif between != "," or not form.startswith("ауылдар"):
            break
    return found[::-1]


def _village(reading: Reading, first: int, last: int) -> Candidate | None:
    """The words beside ауылы or село, if they are a village's name."""
    if first < 0 or first >= last or last > len(reading.words) or not reading.words[first][0].isupper():
        return None
    name = " ".join(reading.lower[first:last])
    if name not in villages():
        return None
    start, end = reading.starts[first], reading.ends[last - 1]
    return Candidate(Name(name), "nom", False, first, last, start, end, "village")


def _joined(reading: Reading, i: int) -> list[Candidate]:
    """Two places joined by a hyphen: «Алматы-Қапшағай тас жолы»; both or none."""
    found = []
    at = reading.starts[i]
    for part in reading.words[i].split("-"):
        hit = names().word(part.lower())
        if hit is None or not part[0].isupper():
            return []
        found.append(Candidate(hit.name, hit.case, hit.adjective, i, i + 1, at, at + len(part), "way"))
        at += len(part) + 1
    return found if len(found) == 2 and found[-1].end == reading.ends[i] else []


def _share_kinds(reading: Reading, found: list[Candidate]) -> None:
    """«Алматы, Жамбыл және Түркістан облыстары»: the plural type word counts for all that are listed; and
    «Арыс – Түркістан» are the ends of a way."""
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if left.kind is not None or left.case != "nom":
            continue
        between = reading.body[left.end : right.start].strip(" ")
        if right.kind is not None and right.kind.endswith("+") and between in _LISTED:
            left.kind = right.kind
        elif between in _DASHES:
            left.kind = "way"
            right.kind = right.kind or "way"
