"""Case endings of nouns and names, read from the right.

The stemmer answers with a lemma; a reference needs the case as well, and names follow stricter rules than
the stemmer can know (a name takes no possessive ending, ``Аида`` has no locative in it).
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

_PLAIN = {
    "gen": "ның нің дың дің тың тің",
    "dat": "ға ге қа ке",
    "acc": "ны ні ды ді ты ті",
    "loc": "да де та те",
    "abl": "дан ден тан тен нан нен",
    "ins": "мен бен пен",
}
#: After the possessive ending of the third person: министрін, министріне, министрінде, министрінен.
_POSSESSED = {"gen": "ның нің", "dat": "на не", "acc": "н", "loc": "нда нде", "abl": "нан нен", "ins": "мен"}
_ENDINGS = {ending: case for case, forms in _PLAIN.items() for ending in forms.split()}
_AFTER_POSSESSIVE = {ending: case for case, forms in _POSSESSED.items() for ending in forms.split()}
_POSSESSIVES = ("сы", "сі", "ы", "і")
_OWN = ("ымыз", "іміз", "мыз", "міз", "ым", "ім", "м")
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_UNVOICED = {"г": "к", "ғ": "қ", "б": "п"}

_VOWELS = "аәеёиоөуұүыіэюя"
_SONANTS = "рлйузжвь"
_NASALS = "мнң"
_VOICED = _VOWELS + _SONANTS + _NASALS
_VOICELESS = "кқпстфхцчшщһбвгд"
#: What a name may end in before the first letter of each ending; в is heard as ф (Асқаров-қа, Асқаров-тың).
_BEFORE = {
    "gen": {"н": _VOWELS + _NASALS, "д": _SONANTS, "т": _VOICELESS},
    "acc": {"н": _VOWELS, "д": _SONANTS + _NASALS, "т": _VOICELESS},
    "dat": {"ғ": _VOICED, "г": _VOICED, "қ": _VOICELESS, "к": _VOICELESS},
    "loc": {"д": _VOICED, "т": _VOICELESS},
    "abl": {"д": _VOWELS + _SONANTS, "н": _NASALS, "т": _VOICELESS},
    "ins": {"м": _VOICED, "б": "зж", "п": _VOICELESS},
}  # fmt: skip
#: Nominatives that end like case forms: -келді, -берді, -болды, -сұлтан, -стан.
_LOOKS_INFLECTED = re.compile(r"(?:келд|берд|болд|тұрд|қалд|алд|бард|шықт|сұлтан|арыстан|рүстан|тан)і?ы?$")


class Noun(NamedTuple):
    """A form of a known noun: ``nominative`` keeps the plural and the possessive ending."""

    lemma: str
    case: str
    plural: bool
    possessed: bool
    nominative: str


def noun_case(form: str, known: Container[str]) -> Noun | None:
    """How a lower-case form of a noun in ``known`` is inflected; ``None`` for other words.

    >>> noun_case("министрінің", {"министр"})[:4], noun_case("тұрғындарға", {"тұрғын"}).nominative
    (('министр', 'gen', False, True), 'тұрғындар')
    """
    if found := _number(form, known):
        return Noun(found[0], "nom", found[1], found[2], form)
    for size in (3, 2, 1):
        ending, base = form[-size:], form[:-size]
        if case := _AFTER_POSSESSIVE.get(ending):
            found = _number(base, known)
            if found and (found[2] or found[0].endswith("басы")):
                return Noun(found[0], case, found[1], True, base)
        if case := _ENDINGS.get(ending):
            found = _number(base, known)
            if found:
                return Noun(found[0], case, found[1], found[2], base)
    return None


def _number(form: str, known: Container[str]) -> tuple[str, bool, bool] | None:
    """Lemma, plural?, possessed? of a nominative."""
    if form in known:
        return form, False, False
    if form[-3:] in _PLURALS and (plural := _singular(form, known)):
        return plural, True, False
    for own in (*_POSSESSIVES, *_OWN):
        if not form.endswith(own):
            continue
        base = form[: -len(own)]
        if base[-3:] in _PLURALS and (plural := _singular(base, known)):
            return plural, True, True
        for stem in (base, base[:-1] + _UNVOICED.get(base[-1:], "")):
            if stem in known:
                return stem, False, True
    return None


def _singular(form: str, known: Container[str]) -> str | None:
    """тұрғындар as тұрғын; экономистер as экономист, which drops its т."""
    if form[:-3] in known:
        return form[:-3]
    return form[:-2] if form.endswith(("стер", "стар")) and form[:-2] in known else None


def name_readings(form: str) -> list[tuple[str, str]]:
    """Nominative and case of a name, likeliest first as spelling goes; the form itself is always among them.

    >>> name_readings("Тоқаевтың")[0], name_readings("Аида"), name_readings("Сейітбекқызына")[0]
    (('Тоқаев', 'gen'), [('Аида', 'nom')], ('Сейітбекқызы', 'dat'))
    """
    found = []
    for size in (3, 2):
        ending, base = form[-size:], form[:-size]
        case = _ENDINGS.get(ending)
        if case and len(base) > 2 and (base[-1] in _BEFORE[case].get(ending[0], "") or base[-1] == "-"):
            found.append((base.rstrip("-"), case))
    for stem in ("ұлы", "қызы"):
        cut = form.rfind(stem)
        if cut > 1 and (case := _AFTER_POSSESSIVE.get(form[cut + len(stem) :])):
            found.insert(0, (form[: cut + len(stem)], case))
    if found and _LOOKS_INFLECTED.search(form):
        return [(form, "nom"), *found]
    return [*found, (form, "nom")]
