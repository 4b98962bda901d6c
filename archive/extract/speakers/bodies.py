"""Organisations of one article: full names, abbreviations, and bare words that take one of them up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

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
#: How many references a fuller name is looked for in, either way.
_FARTHEST = 300
_PRESS = frozenset(["баспасөз", "пресс", "баспасөз-қызмет"])


class Body(NamedTuple):
    """``name`` in the nominative as written; ``key`` is equal for a full name and its abbreviation; ``whole``
    is false of a bare word that found no body named before."""

    name: str
    key: str
    whole: bool


class Bodies:
    """The bodies of one article; ``is_source`` tells which references are sources of quotations.

    >>> from archive.extract.reading import Reading
    >>> reading = Reading("Қарағанды облыстық соты шешім шығарды. Сот бұл туралы хабарлады.")
    >>> Bodies(reading, lambda ref: False).of(1).name
    'Қарағанды облыстық соты'
    """

    def __init__(self, reading: Reading, is_source: Callable[[Ref], bool]) -> None:
        self._reading, self._is_source = reading, is_source

    def of(self, index: int) -> Body:
        """The body that a reference means; a press service is shown, but is no other body."""
        reading = self._reading
        ref = _owner(reading, reading.refs[index])
        name = _from_marks(phrase_nominative(reading, ref))
        shown = _from_marks(phrase_nominative(reading, reading.refs[index]))
        known = organisation(name)
        if known is not None and (not known.local or name.lower() == known.name_kk.lower()):
            return Body(shown, known.name_kk, True)
        head = reading.known[ref.last - 1]
        full = self._in_full(index, ref, head.lemma if head else "")
        return full or Body(shown, name, not _is_bare(reading, ref))

    def of_dwellers(self, index: int) -> Body | None:
        """The body whose people are meant: «полициядағылар», «министрліктегілер»."""
        ref = self._reading.refs[index]
        form = self._reading.lower[ref.last - 1]
        for cut in range(3, len(form) - 6):
            if form[cut:].startswith(("дағылар", "дегілер", "тағылар", "тегілер")):
                return self._in_full(index, ref, form[:cut])
        return None

    def _in_full(self, index: int, ref: Ref, head: str) -> Body | None:
        """The body named in more words of which this is a short form: a source before any other, the last
        one before rather than the first after."""
        asked = _stems(self._reading, ref)
        found = None
        refs = self._reading.refs
        before = range(index - 1, max(-1, index - _FARTHEST), -1)
        for other in (*before, *range(index + 1, min(len(refs), index + _FARTHEST))):
            if refs[other].kind != "org" or not self._is_longer(refs[other], ref, asked, head):
                continue
            if self._is_source(refs[other]) and other < index:
                return self.of(other)
            found = other if found is None else found
        return self.of(found) if found is not None else None

    def _is_longer(self, whole: Ref, ref: Ref, asked: set[str], head: str) -> bool:
        reading = self._reading
        whole = _owner(reading, whole)
        word = reading.known[whole.last - 1]
        if word is None or word.plural or _is_bare(reading, whole) or word.kind == "site":
            return False
        full = organisation(phrase_nominative(reading, whole))
        if head in _ANY and len(asked) == 1:
            return word.lemma in _PUBLIC or full is not None
        if whole.last - whole.first <= ref.last - ref.first - (full is not None):
            return False
        stems = _stems(reading, whole) | {
            stem(each) for each in (full.name_kk.lower().split() if full else ())
        }
        return head in stems and asked <= stems


def _owner(reading: Reading, ref: Ref) -> Ref:
    """A body speaks through its press service: the reference to the body itself."""
    last = ref.last - 1
    if last < ref.first + 2 or not reading.lower[last].startswith("қызмет"):
        return ref
    if reading.lower[last - 1] not in _PRESS:
        return ref
    owner = reading.known[last - 2]
    if owner is None or owner.kind not in ("org", "abbreviation"):
        return ref
    return ref._replace(last=last - 1, end=reading.ends[last - 2])


def _from_marks(name: str) -> str:
    """A body with a name in marks begins there: «Мөлдір бұлақ» серіктестігі, whoever owns it."""
    begin = next((at for at, char in enumerate(name) if char in '«“"'), 0)
    return name[begin:]


def _is_bare(reading: Reading, ref: Ref) -> bool:
    word = reading.known[ref.last - 1]
    return ref.last - ref.first == 1 and word is not None and word.kind == "org"


def _stems(reading: Reading, ref: Ref) -> set[str]:
    found = set()
    for at in range(ref.first, ref.last):
        word = reading.known[at]
        found.add(word.lemma if word is not None and word.kind == "org" else stem(reading.lower[at]))
    return found
