"""Every phrase of a text that names who: the candidates for the source of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.extract.marks import HEAD
from archive.extract.people.lexicon import Word, classify, phrase_words
from archive.extract.people.names import at_opening, honorific_after, name_ending_at
from archive.extract.people.phrases import grow_left, is_legal_form

if TYPE_CHECKING:
    from archive.extract.reading import Reading

#: қызмет is a body only as a press, rescue or communications service; else it is a job.
_VAGUE = frozenset(["қызмет", "орган", "орталық", "құрал"])


class Ref(NamedTuple):
    """A phrase that names somebody: ``body[start:end]``, words ``first`` to ``last`` (half-open).

    ``kind`` is ``name``, ``titled`` (title and name), ``title``, ``org``, ``pronoun`` or ``common``
    (тұрғындар, желідегілер); ``case`` is ``nom gen dat acc loc abl ins`` by the ending of the last word.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    case: str


def find_refs(reading: Reading) -> list[Ref]:
    """All references of a body, in order, not overlapping.

    >>> from archive.extract.reading import Reading
    >>> body = "Өңір әкімі Сәкен Оразовтың айтуынша, тұрғындар риза. Ол полиция департаментіне барды."
    >>> [(body[ref.start : ref.end], ref.kind, ref.case) for ref in find_refs(Reading(body))][:2]
    [('Өңір әкімі Сәкен Оразовтың', 'titled', 'gen'), ('тұрғындар', 'common', 'nom')]
    """
    found: list[Ref] = []
    heads = reading.marked(HEAD)
    while heads:
        at = heads.pop()
        ref = _ref_ending_at(reading, at)
        if ref is None:
            continue
        found.append(ref)
        while heads and heads[-1] >= ref.first:
            heads.pop()
    found.reverse()
    return _in_order(found)


def _in_order(found: list[Ref]) -> list[Ref]:
    """Without a reference that reaches into the one before it (an honorific behind a name)."""
    kept: list[Ref] = []
    for ref in found:
        if kept and ref.start < kept[-1].end:
            continue
        kept.append(ref)
    return kept


def _ref_ending_at(reading: Reading, at: int) -> Ref | None:
    word = reading.known[at]
    if word is None:
        return None
    match word.kind:
        case "pronoun" | "someone" | "dwellers":
            kind = "pronoun" if word.kind == "pronoun" else "common"
            if word.kind == "pronoun":
                return _ref(reading, at, at, reading.starts[at], kind, word.case)
            first, start = grow_left(reading, at, word)
            return _ref(reading, first, at, start, kind, word.case)
        case "role":
            return _role(reading, at, word)
        case "org" | "abbreviation":
            return _body(reading, at, word)
        case "site":
            return _site(reading, at, word)
        case "place":
            return (
                _ref(reading, at, at, reading.starts[at], "org", word.case)
                if word.lemma == "Ақорда"
                else None
            )
        case _:
            return _name(reading, at) or _small(reading, at, word)


def _small(reading: Reading, at: int, word: Word) -> Ref | None:
    """A word that only the head of a sentence makes look like a name: Ғалымның айтуынша."""
    ordinary = classify(reading.lower[at]) if word.sub.endswith("x") else None
    if ordinary is None or ordinary.kind != "role" or not at_opening(reading, at):
        return None
    return _role(reading, at, ordinary)


def _name(reading: Reading, at: int) -> Ref | None:
    name = name_ending_at(reading, at)
    if name is None:
        return None
    last, case = name.last, name.case
    if case == "nom" and (polite := honorific_after(reading, last)):
        last, case = last + 1, polite
    before = _title_before(reading, name.first)
    if before is None:
        return _ref(reading, name.first, last - 1, reading.starts[name.first], "name", case)
    first, start = grow_left(reading, name.first - 1, before, titled=True)
    return _ref(reading, first, last - 1, start, "titled", case)


def _title_before(reading: Reading, first: int) -> Word | None:
    """The title right before a name, in the nominative and of one person."""
    if not first or reading.body[reading.ends[first - 1] : reading.starts[first]] not in (" ", "\u00a0"):
        return None
    word = reading.known[first - 1]
    if word is None or word.case != "nom" or word.plural:
        return None
    return word if word.kind in ("role", "someone") else None


def _role(reading: Reading, at: int, word: Word) -> Ref | None:
    if word.lemma in phrase_words("address") and not word.plural and not word.possessed:
        addressed = _name(reading, at - 1) if at else None
        if addressed is not None and addressed.last == at + 1:
            return addressed
    first, start = grow_left(reading, at, word)
    kind = "common" if word.plural or word.sub == "group" else "title"
    return _ref(reading, first, at, start, kind, word.case)


def _body(reading: Reading, at: int, word: Word) -> Ref | None:
    """An organisation: a head noun with what owns it, a known noun alone, an abbreviation, a company."""
    first, start = grow_left(reading, at, word)
    if word.kind == "abbreviation":
        if first == at and (is_legal_form(word.lemma) or word.lemma in phrase_words("no_body")):
            return None
        return _ref(reading, first, at, start, "org", word.case)
    if first == at and not word.sub and not word.possessed:
        return None
    if word.lemma in _VAGUE and (first == at or reading.lower[at - 1] not in phrase_words("service")):
        return None
    return _ref(reading, first, at, start, "org", word.case)


def _site(reading: Reading, at: int, word: Word) -> Ref | None:
    """An address on the web named as a source: zhanalyq.kz-ке."""
    if not at or reading.body[reading.ends[at - 1] : reading.starts[at]] != ".":
        return None
    return _ref(reading, at - 1, at, reading.starts[at - 1], "org", word.case)


def _ref(reading: Reading, first: int, at: int, start: int, kind: str, case: str) -> Ref:
    return Ref(start, reading.ends[at], first, at + 1, kind, case)
