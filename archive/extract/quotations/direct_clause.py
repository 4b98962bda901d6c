"""The clause that gives speech to somebody: «…», – деді X; – деп атап өтті X; – деп X атап өтті."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archive.extract.quotations.direct_page import Page, Span
from kazakh.speech.verbs import (
    ADVERBIAL_ENDS,
    AUXILIARIES,
    DEGEN,
    NOUNS,
    OUTLET,
    PROGRESS,
    RUSSIAN,
    SAY,
    Kind,
    finite_forms,
    is_finite,
)

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref

_FIRST = re.compile(r"[\w’']+")
#: Where a clause ends before its sentence does: a dash that leads back to the speech, a colon.
_STOP = re.compile(r"\s[–—‒−-]{1,2}\s|[.,!?…]\s{0,3}[–—‒−-]{1,2}\s|[:;\n]|[.!?]\s{0,2}(?=[«“\"„@#©(])")
_REACH_WORDS = 14
_BIG = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_GOES_ON = re.compile(rf"\s(?:{_BIG}\.\s?){{0,2}}{_BIG}[\w-]+(?:\s{_BIG}[\w-]+)?")
_OBLIQUE = (
    "да",
    "де",
    "та",
    "те",
    "ға",
    "ге",
    "қа",
    "ке",
    "на",
    "не",
    "дан",
    "ден",
    "тан",
    "тен",
    "нан",
    "нен",
    "мен",
)
#: Verbs behind «…» деген пікір that say it was said, written or sent.
_SAYS = re.compile("айт|білдір|жаз|кел|қой|бер|тара|жаса|жібер|жариял|қалдыр|қат|еткен|етті|естіл|де[йдг]")


NAMED = ("name", "titled")


class Clause(NamedTuple):
    """``end`` is where it ends (before its full stop); ``kind`` says by which word it was known."""

    cue: Span | None
    source: Span | None
    end: int
    kind: Kind | str
    outlet: bool


def read_clause(page: Page, at: int, dashed: bool) -> Clause | None:
    """The reporting clause that begins at an offset, if one does; ``dashed`` when a dash leads into it."""
    match = _FIRST.match(page.body, at)
    if match is None:
        return None
    first = match[0].lower()
    end = _clause_end(page, at, match.end())
    if first in DEGEN and not dashed:
        return _degen(page, match.span(), end)
    if first in SAY:
        return _said(page, match.span(), end, "say")
    if first == "деп":
        return _dep(page, match.span(), end)
    if first in RUSSIAN and dashed:
        return _said(page, match.span(), end, "russian")
    if not dashed:
        return None
    return _table_verb(page, match.start(), end) or _subject_first(page, match.start(), end)


def _clause_end(page: Page, at: int, after: int) -> int:
    number = page.reading.sentence_at(at)
    stop = page.reading.sentences[number][1] if number >= 0 else len(page.body)
    if stop <= at:
        stop = page.line(at)[1]
    cut = _STOP.search(page.body, after, min(stop + 2, len(page.body)))
    if cut is not None:
        stop = min(stop, cut.start())
    while stop > at and page.body[stop - 1] in ".!?… ,":
        stop -= 1
    return stop


def _said(page: Page, word: Span, end: int, kind: Kind) -> Clause:
    stop = _with_auxiliaries(page, word[1], end)
    source = subject_after(page, stop, end)
    return Clause((word[0], stop), source, max(end, stop), kind, False)


def _with_auxiliaries(page: Page, at: int, end: int) -> int:
    """Past the auxiliary verbs that follow: деген болатын, дейді екен."""
    reading = page.reading
    number = reading.word_at(at)
    while (
        number < len(reading.words) and reading.starts[number] < end and reading.lower[number] in AUXILIARIES
    ):
        at = reading.ends[number]
        number += 1
    return at


def _dep(page: Page, word: Span, end: int) -> Clause | None:
    reading = page.reading
    first = reading.word_at(word[1])
    verb = _finite_after(page, first, end)
    if verb < 0:
        source = subject_after(page, word[1], end)
        return Clause(word, source, max(end, word[1]), "dep", False)
    stop = _with_auxiliaries(page, reading.ends[verb], end)
    between = nominative(page, word[1], reading.starts[verb])
    if between is None:
        source, cue = subject_after(page, stop, end), (word[0], stop)
    else:
        source, cue = (between.start, between.end), (reading.starts[_verb_start(page, verb, between)], stop)
    return Clause(cue, source, max(end, stop), "dep", reading.lower[verb] in OUTLET)


def _finite_after(page: Page, number: int, end: int) -> int:
    """Number of the verb that closes деп …, -1 when none is near."""
    reading = page.reading
    inside = {
        index for ref in page.refs(reading_start(page, number), end) for index in range(ref.first, ref.last)
    }
    for index in range(number, min(number + _REACH_WORDS, len(reading.words))):
        if reading.starts[index] >= end:
            break
        form = reading.lower[index]
        if index not in inside and (form in finite_forms() or form in PROGRESS or is_finite(form)):
            while index + 1 < len(reading.words) and reading.lower[index + 1] in PROGRESS:
                index += 1
            return index
    return -1


def reading_start(page: Page, number: int) -> int:
    starts = page.reading.starts
    return starts[number] if number < len(starts) else len(page.body)


def _verb_start(page: Page, verb: int, between: Ref) -> int:
    """First word of the cue behind a subject: деп X атап өтті → атап."""
    for run in finite_forms().get(page.reading.lower[verb], ()):
        first = verb - len(run)
        if run and first >= between.last and tuple(page.reading.lower[first:verb]) == run:
            return first
    return verb


def _table_verb(page: Page, at: int, end: int) -> Clause | None:
    """A verb of the table without деп, with its own words before it: – атап өтті X."""
    reading = page.reading
    number = reading.word_at(at)
    for index in range(number, min(number + 3, len(reading.words))):
        if reading.starts[index] >= end:
            break
        runs = finite_forms().get(reading.lower[index])
        if runs is None:
            continue
        before = tuple(reading.lower[number:index])
        if before in runs:
            stop = _with_auxiliaries(page, reading.ends[index], end)
            return Clause((at, stop), subject_after(page, stop, end), max(end, stop), "verb", False)
    return None


def _subject_first(page: Page, at: int, end: int) -> Clause | None:
    """– X деп атап өтті; – Ажар Арыстан, ұшақ жолаушысы (a label without a verb)."""
    refs = page.refs(at, at + 1)
    if not refs or refs[0].case != "nom":
        return None
    ref = refs[0]
    match = _FIRST.search(page.body, ref.end, end)
    if match is not None and (match[0].lower() == "деп" or match[0].lower() in SAY):
        rest = (
            _dep(page, match.span(), end)
            if match[0].lower() == "деп"
            else _said(page, match.span(), end, "say")
        )
        return None if rest is None else rest._replace(source=(ref.start, ref.end))
    if ref.kind in NAMED and not any(is_finite(word) for word in page.words(ref.end, end)):
        return Clause(None, (ref.start, ref.end), end, "label", False)
    return None


def _degen(page: Page, word: Span, end: int) -> Clause | None:
    """«…» деген пікір айтты; «…» дегенді айтады: the noun must be one of speech."""
    reading = page.reading
    number = reading.word_at(word[1])
    following = reading.lower[number : number + 3]
    if page.body[word[0] : word[1]].lower() == "деген" and not (NOUNS & set(following[:1])):
        closes = end <= word[1] or (bool(following) and following[0] in AUXILIARIES)
        return _said(page, word, end, "say") if closes else None
    verb = _finite_after(page, number, end)
    if verb < 0 or not any(map(_SAYS.match, reading.lower[number : verb + 1])):
        return None
    stop = reading.ends[verb]
    return Clause((word[0], stop), None, max(end, stop), "degen", False)


def nominative(page: Page, start: int, end: int) -> Ref | None:
    """The first reference in the nominative inside a span."""
    for ref in page.refs(start, end):
        if ref.case == "nom" and ref.end <= end:
            return ref
    return None


def subject_after(page: Page, start: int, end: int) -> Span | None:
    """Who is named behind the cue: the first nominative, with its apposition, else the words themselves."""
    refs = [ref for ref in page.refs(start, end) if ref.end <= end]
    for index, ref in enumerate(refs):
        if ref.case != "nom":
            continue
        for later in refs[index + 1 :]:
            joined = page.body[ref.end : later.start].strip() in ("", ",") and later.case == "nom"
            if (
                not joined
                or ref.kind in ("name", "titled", "pronoun")
                or later.kind not in ("name", "titled")
            ):
                break
            return ref.start, later.end
        return ref.start, _whole_name(page, ref.end, end)
    for ref in refs:
        if ref.kind == "org" and ref.case in ("abl", "gen"):
            return ref.start, ref.end
    return None if refs else _bare_words(page, start, end)


def _whole_name(page: Page, at: int, end: int) -> int:
    """End of a name that goes on behind what was recognised of it, to the end of the clause: Е. Жақып."""
    match = _GOES_ON.match(page.body, at, max(end, at))
    if match is None or match.end() != end or match[0].endswith(_OBLIQUE):
        return at
    return end


def _bare_words(page: Page, start: int, end: int) -> Span | None:
    """Up to four words behind the cue that no reference covers: деді полициядағылар."""
    reading = page.reading
    first, last = reading.word_range(start, end)
    kept = first
    while kept < min(last, first + 5):
        small = reading.words[kept][:1].islower()
        if small and (reading.lower[kept].endswith(ADVERBIAL_ENDS) or is_finite(reading.lower[kept])):
            break
        if kept > first and "," in page.body[reading.ends[kept - 1] : reading.starts[kept]]:
            break
        kept += 1
    if kept == first or last - first > 8:
        return None
    return reading.starts[first], reading.ends[kept - 1]
