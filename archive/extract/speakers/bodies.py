"""Organisations of one article: full names, abbreviations, and bare words that take one of them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.lexicon import classify
from archive.extract.speakers.forms import phrase_nominative
from archive.gazetteers.organisations import organisation

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.extract.reading import Reading

#: Bare words for a body of any kind.
_ANY = frozenset(["ведомство", "мекеме", "орган", "ұйым"])
_PRESS = ("баспасөз қызметі", "баспасөз-қызметі", "пресс-қызметі")


class Body(NamedTuple):
    """``name`` in the nominative as written; ``key`` is equal for a full name and its abbreviation; ``whole``
    is false of a bare word that found no body named before."""

    name: str
    key: str
    whole: bool


def body_of(reading: Reading, index: int) -> Body:
    """The body that reference number ``index`` means.

    >>> from archive.extract.reading import Reading
    >>> reading = Reading("Қарағанды облыстық соты шешім шығарды. Сот бұл туралы хабарлады.")
    >>> body_of(reading, 1).name
    'Қарағанды облыстық соты'
    """
    ref = reading.refs[index]
    name = _without_press(phrase_nominative(reading, ref))
    known = organisation(name)
    if known is not None and (not known.local or name.lower() == known.name_kk.lower()):
        return Body(name, known.name_kk, True)
    if _is_bare(reading, ref):
        before = _before(reading, index)
        if before is not None:
            return before
        return Body(name, name, False)
    return Body(name, name, True)


def _is_bare(reading: Reading, ref: Ref) -> bool:
    word = classify(reading.words[ref.last - 1])
    return ref.last - ref.first == 1 and word is not None and word.kind == "org"


def _before(reading: Reading, index: int) -> Body | None:
    asked = classify(reading.words[reading.refs[index].last - 1])
    if asked is None:
        return None
    for earlier in range(index - 1, -1, -1):
        ref = reading.refs[earlier]
        if ref.kind != "org":
            continue
        head = classify(reading.words[ref.last - 1])
        if head is None or _is_bare(reading, ref) or head.kind == "site":
            continue
        heads = {head.lemma} | _heads_inside(reading, ref)
        if asked.lemma in _ANY or asked.lemma in heads:
            return body_of(reading, earlier)
    return None


def _heads_inside(reading: Reading, ref: Ref) -> set[str]:
    known = organisation(phrase_nominative(reading, ref))
    words = known.name_kk.lower().split() if known else []
    inside = [*reading.words[ref.first : ref.last - 1], *words]
    return {word.lemma for form in inside if (word := classify(form)) is not None and word.kind == "org"}


def _without_press(name: str) -> str:
    """A body speaks through its press service: the body is named, without «баспасөз қызметі»."""
    for press in _PRESS:
        owner = name[: -len(press)].strip() if name.lower().endswith(press) else ""
        if owner:
            last = owner.rsplit(" ", 1)[-1]
            word = classify(last)
            if word is None:
                return name
            if word.kind == "abbreviation":
                return owner[: len(owner) - len(last)] + word.lemma
            if word.nominative:
                return owner[: len(owner) - len(last)] + last[: len(word.nominative)]
            return name if word.case == "gen" else owner
    return name
