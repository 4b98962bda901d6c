"""Who speaks when no clause says so: somebody named in the sentences before a quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.extract.quotations.direct_clause import NAMED
from archive.extract.quotations.direct_page import DASH, Page, Span
from archive.extract.quotations.direct_voice import BY_ENDS
from kazakh.speech.verbs import SAY, finite_forms

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref

_NEAR_START = 25
_EARLIER = 2
#: Where an outlet gives its own report; who stands behind it is no speaker.
_OUTLET = re.compile(rf",\s{{0,2}}(?:{DASH}\s{{0,2}})?деп хабарла")
_CITING = re.compile(r"(?:(?:мәлімет|дерек|ақпарат)\w{2,6}\s)?сілтеме жаса")
_WITH_NOUN = (
    "кезінде барысында аясында бойынша туралы жайлы жөнінде сияқты үшін арқылы атынан отырысында жиынында"
)
_POSTPOSITIONS = frozenset(_WITH_NOUN.split())
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")


def led_by(page: Page, start: int, said: bool) -> Span | None:
    """Who speaks in the sentence before: its first subject, if a verb of saying is there.

    Without such a verb only a clear subject will do, or whoever was reported shortly before; with
    ``said`` nobody.
    """
    number = page.reading.sentence_at(start - 1) if start else -1
    if number < 0:
        return None
    left, right = page.reading.sentences[number]
    right = min(right, start)
    source = _reported(page, left, right)
    if source is not None or said:
        return source
    outlet = _OUTLET.search(page.body, left, right)
    subjects = _subjects(page, left, right if outlet is None else outlet.start())
    for ref in subjects:
        if ref.kind == "titled" or (ref.kind == "name" and ref.last - ref.first > 1):
            return ref.start, ref.end
    sentences = page.reading.sentences[max(0, number - _EARLIER) : number + 1]
    for earlier in reversed(sentences[:-1]):
        if (source := _reported(page, *earlier)) is not None:
            return source
    for ref in subjects:
        if ref.kind == "title" and ref.start - left < _NEAR_START:
            return ref.start, ref.end
    cited = (_cited(page, *sentence) for sentence in reversed(sentences))
    return next((source for source in cited if source is not None), None)


def _reported(page: Page, left: int, right: int) -> Span | None:
    """Who says something in a sentence: the owner of айтуынша, else the subject of a verb of saying."""
    owner = _owner(page, left, right)
    if owner is not None:
        return owner
    outlet = _OUTLET.search(page.body, left, right)
    right = right if outlet is None else outlet.start()
    words = page.words(left, right)
    if "атады" not in words and not any(word in finite_forms() or word in SAY for word in words):
        return None
    subjects = _subjects(page, left, right)
    for kinds in (NAMED, ("title", "pronoun", "org")):
        for ref in subjects:
            if ref.kind in kinds:
                return ref.start, ref.end
    return (subjects[-1].start, subjects[-1].end) if subjects else None


def _owner(page: Page, left: int, right: int) -> Span | None:
    reading = page.reading
    for ref in page.refs(left, right):
        following = reading.lower[ref.last : ref.last + 1]
        if ref.case in ("gen", "nom") and following and following[0].endswith(BY_ENDS):
            return ref.start, ref.end
    first, last = reading.word_range(left, right)
    for index in range(first + 1, last):
        named = reading.words[index - 1]
        if reading.lower[index].endswith(BY_ENDS) and named.endswith(_GENITIVE) and named[:1].isupper():
            return reading.starts[index - 1], reading.ends[index - 1]
    return None


def _cited(page: Page, left: int, right: int) -> Span | None:
    """The body that the outlet refers to: полиция департаментіне сілтеме жасап."""
    match = _CITING.search(page.body, left, right)
    if match is None:
        return None
    for ref in page.refs(left, match.start()):
        if ref.kind == "org" and match.start() - ref.end <= 1 and "." not in page.body[ref.start : ref.end]:
            body = page.body[ref.start : ref.end].lower()
            return None if body.startswith("ақорда") else (ref.start, ref.end)
    return None


def _subjects(page: Page, left: int, right: int) -> list[Ref]:
    """References in the nominative that no postposition takes: баспасөз мәслихаты кезінде."""
    lower = page.reading.lower
    return [
        ref
        for ref in page.refs(left, right)
        if ref.case == "nom" and ref.end <= right and not _POSTPOSITIONS & set(lower[ref.last : ref.last + 1])
    ]
