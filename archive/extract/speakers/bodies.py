"""Organisations of one article: full names, abbreviations, and bare words that take one of them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.lexicon import classify
from archive.extract.speakers.forms import phrase_nominative
from archive.gazetteers.organisations import organisation
from kazakh.stem import stem

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.extract.reading import Reading

#: Bare words for a public body of any kind, and the heads of those they take up.
_ANY = frozenset(["ведомство", "мекеме", "орган"])
_PUBLIC = frozenset(
    [
        "министрлік", "департамент", "комитет", "агенттік", "басқарма", "әкімдік", "прокуратура", "полиция",
        "инспекция", "қызмет", "бюро", "кеңсе", "әкімшілік",
    ]
)  # fmt: skip
_PRESS = frozenset(["баспасөз", "пресс", "баспасөз-қызмет"])


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
    ref = _owner(reading, reading.refs[index])
    name = _from_marks(phrase_nominative(reading, ref))
    known = organisation(name)
    if known is not None and (not known.local or name.lower() == known.name_kk.lower()):
        return Body(name, known.name_kk, True)
    head = classify(reading.words[ref.last - 1])
    before = _before(reading, index, ref, head.lemma if head else "")
    if before is not None:
        return before
    return Body(name, name, not _is_bare(reading, ref))


def body_of_dwellers(reading: Reading, index: int) -> Body | None:
    """The body whose people are meant: «полициядағылар», «министрліктегілер»."""
    form = reading.lower[reading.refs[index].last - 1]
    for cut in range(3, len(form) - 6):
        if form[cut:].startswith(("дағылар", "дегілер", "тағылар", "тегілер")):
            return _before(reading, index, reading.refs[index], form[:cut])
    return None


def _owner(reading: Reading, ref: Ref) -> Ref:
    """A body speaks through its press service: the reference to the body itself."""
    last = ref.last - 1
    if (
        reading.lower[last].startswith("қызмет")
        and last > ref.first + 1
        and reading.lower[last - 1] in _PRESS
    ):
        owner = classify(reading.words[last - 2])
        if owner is not None and owner.kind in ("org", "abbreviation"):
            return ref._replace(last=last - 1, end=reading.ends[last - 2])
    return ref


def _from_marks(name: str) -> str:
    """A body with a name in marks begins there: «Мөлдір бұлақ» серіктестігі, whoever owns it."""
    begin = next((at for at, char in enumerate(name) if char in '«“"'), 0)
    return name[begin:]


def _is_bare(reading: Reading, ref: Ref) -> bool:
    word = classify(reading.words[ref.last - 1])
    return ref.last - ref.first == 1 and word is not None and word.kind == "org"


def _before(reading: Reading, index: int, ref: Ref, head: str) -> Body | None:
    """The body named before in more words, of which this is a short form."""
    asked = _stems(reading, ref)
    for earlier in range(index - 1, -1, -1):
        other = reading.refs[earlier]
        if other.kind != "org":
            continue
        other = _owner(reading, other)
        word = classify(reading.words[other.last - 1])
        if word is None or _is_bare(reading, other) or word.kind == "site":
            continue
        full = organisation(phrase_nominative(reading, other))
        stems = _stems(reading, other) | {
            stem(each) for each in (full.name_kk.lower().split() if full else ())
        }
        if head in _ANY and len(asked) == 1:
            if word.lemma in _PUBLIC or full is not None:
                return body_of(reading, earlier)
        elif (
            head in stems
            and asked <= stems
            and other.last - other.first > ref.last - ref.first - (full is not None)
        ):
            return body_of(reading, earlier)
    return None


def _stems(reading: Reading, ref: Ref) -> set[str]:
    found = set()
    for at in range(ref.first, ref.last):
        word = classify(reading.words[at])
        found.add(word.lemma if word is not None and word.kind == "org" else stem(reading.lower[at]))
    return found
