"""A reference taken apart: the words of a name with their nominatives, a phrase without its case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.cases import name_readings
from archive.extract.people.lexicon import classify
from archive.extract.people.names import name_ending_at
from archive.gazetteers.people import plain
from kazakh.alphabet import INVISIBLE

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.extract.reading import Reading

PATRONYMIC = ("ұлы", "қызы", "улы", "кызы", "ович", "евич", "овна", "евна", "ична")
_RUSSIAN = ("ов", "ев", "ёв", "ин", "ова", "ева", "ёва", "ина", "ский", "ская")


class NameForm(NamedTuple):
    """One name as it stands in a text.

    ``shown`` is the nominative; ``given``, ``patronymic`` and ``initials`` are plain (see
    ``gazetteers.people.plain``) and may be empty; ``last`` holds every plain reading of the inflected word,
    the likeliest first: the surname of a full name, the only word of a single one. ``certain`` says that the
    nominative is as written.
    """

    shown: str
    given: str
    patronymic: str
    initials: tuple[str, ...]
    last: tuple[str, ...]
    certain: bool

    @property
    def polite(self) -> bool:
        """Given name and patronymic without a surname, as people are addressed."""
        return bool(self.given) and not self.patronymic and self.last[0].endswith(PATRONYMIC)

    @property
    def full(self) -> bool:
        return bool(self.given)


def names_in(reading: Reading, ref: Ref) -> list[tuple[tuple[int, int], bool]]:
    """Words (first, past-last) of every name inside a reference, and whether the reference is to its bearer:
    «Асқар Оразовтың баспасөз хатшысы Айгүл Сейітова» names two and means the second."""
    found: list[tuple[tuple[int, int], bool]] = []
    if ref.kind not in _NAMED and ref.last - ref.first == 1:
        return found
    at = ref.last - 1
    heads = (ref.last - 1, ref.last - 2) if ref.kind in ("name", "titled") else ()
    while at >= ref.first:
        word = reading.known[at]
        name = name_ending_at(reading, at) if word is not None and word.kind in _NAMES else None
        if name is None:
            at -= 1
            continue
        first = max(name.first, ref.first)
        found.append(((first, at + 1), not found and at in heads))
        at = first - 1
    return found


_NAMED = ("name", "titled")
_NAMES = ("name", "capital", "initial")


def name_form(reading: Reading, first: int, last: int) -> NameForm | None:
    """The parts of the name in words ``first`` to ``last``.

    >>> from archive.extract.reading import Reading
    >>> name_form(Reading("Қ.Сәрсеновтің"), 0, 2)[:5]
    ('Қ.Сәрсенов', '', '', ('к',), ('сарсенов', 'сарсеновтин'))
    >>> name_form(Reading("Айгүл Сәрсенова"), 0, 2)[:2]
    ('Айгүл Сәрсенова', 'айгул')
    """
    words = reading.words[first:last]
    initials = tuple(plain(word) for word in words if len(word) == 1)
    written = [word for word in words if len(word) > 1]
    if not written:
        return None
    ends_in_name = len(words[-1]) > 1
    final = classify(written[-1]) if ends_in_name else None
    nominative = final.lemma if final else written[-1]
    readings = (
        (nominative, *(lemma for lemma, _ in name_readings(written[-1]))) if ends_in_name else (written[-1],)
    )
    head = [plain(word) for word in written[:-1]]
    variants = tuple(dict.fromkeys(plain(word) for word in (*readings, written[-1])))
    shown = _shown(reading, first, last, written[-1], nominative) if ends_in_name else written[-1]
    certain = nominative == written[-1]
    patronymic = next((word for word in head if word.endswith(PATRONYMIC)), "") if len(head) > 1 else ""
    if len(head) > 1 and not patronymic and variants[0].endswith(PATRONYMIC):
        return NameForm(shown, head[1], variants[0], initials, (head[0],), certain)
    if len(head) == 1 and initials and head[0].endswith(PATRONYMIC):
        patronymic = head[0]
    rest = [word for word in head if word != patronymic]
    if rest and _is_swapped(written[0], variants[0]):
        return NameForm(shown, variants[0], patronymic, initials, (rest[0],), certain)
    return NameForm(shown, rest[0] if rest else "", patronymic, initials, variants, certain)


def _is_swapped(first: str, second: str) -> bool:
    """Whether the surname stands first (Оразов Серік)."""
    word = classify(first)
    if word is not None and "g" in word.sub:
        return False
    return first.endswith(_RUSSIAN) and not second.endswith((*_RUSSIAN, *PATRONYMIC)) and len(first) > 4


def _shown(reading: Reading, first: int, last: int, form: str, nominative: str) -> str:
    text = _visible(reading.body[reading.starts[first] : reading.ends[last - 1]])
    return text[: len(text) - len(form)] + nominative if text.endswith(form) else text


def _visible(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())


_UNSEEN = re.compile(f"[{INVISIBLE}]")


def phrase_nominative(reading: Reading, ref: Ref) -> str:
    """A title, body or group as written, its last word in the nominative.

    >>> from archive.extract.reading import Reading
    >>> reading = Reading("Сыртқы істер министрлігінің мәліметінше")
    >>> phrase_nominative(reading, reading.refs[0])
    'Сыртқы істер министрлігі'
    """
    text = _visible(reading.body[ref.start : ref.end])
    form = reading.words[ref.last - 1]
    word = classify(form)
    if word is None or not text.endswith(form):
        return text
    if word.kind == "abbreviation":
        return text[: len(text) - len(form)] + word.lemma
    if word.kind == "site":
        return text[: len(text) - len(form)] + form.partition("-")[0]
    if word.kind == "place":
        return word.lemma
    if not word.nominative:
        return text
    return text[: len(text) - len(form)] + form[: len(word.nominative)]
