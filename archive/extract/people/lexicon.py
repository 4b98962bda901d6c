"""What a single word can be in a reference.

Remembered for each form, so that a text costs one look-up a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from archive.extract.people.cases import Noun, name_readings, noun_case
from archive.gazetteers.tables import rows
from kazakh.stem import stem

_KEPT = 20_000
_PRONOUNS = {
    "ол": "nom", "оның": "gen", "оған": "dat", "оны": "acc", "одан": "abl", "онымен": "ins",
    "олар": "nom", "олардың": "gen", "оларға": "dat", "оларды": "acc", "олардан": "abl", "олармен": "ins",
}  # fmt: skip
_GENITIVE = re.compile(r"..(?:ның|нің|дың|дің|тың|тің)$")
_ADJECTIVE = re.compile(r"...(?:лық|лік|дық|дік|тық|тік|дағы|дегі|тағы|тегі|аралық)$")
_DWELLERS = re.compile(r".{2,}(?:да|де|та|те)(?:ғылар|гілер)(?:ы|і)?(.*)$")
_SURNAME = re.compile(
    r"..(?:[оеё]в|ин|цын|ск[иі]й|цк[иі]й)(?:а|ая)?$"
    r"|...(?:ская|цкая|ович|евич|овна|евна|ична|швили|енко|ұлы|қызы|кызы|тегі|....улы)$"
)
_FIRST_NAME = re.compile(
    r"...(?:бек|жан|бай|хан|гүл|әлі|мырза|назар|құл|ғали|нұр|мұрат|болат|сұлтан|бану|берді|берген|кұл|ғазы"
    r"|ахмет|мұхамед|мұхамбет)$"
)


class Word(NamedTuple):
    """``kind``: ``pronoun role org name capital initial place abbreviation modifier dwellers someone site``.

    ``sub`` says more: the class of a role, the kinds of a name (letters g s p), ``x`` where a capital alone
    is no evidence. ``small`` is true of forms that are ordinarily written small. ``nominative`` is the form
    without its case, in lower case, of a role or a body.
    """

    kind: str
    lemma: str
    case: str
    plural: bool = False
    possessed: bool = False
    sub: str = ""
    small: bool = False
    nominative: str = ""


@cache
def roles() -> dict[str, str]:
    """Noun → class: office, role, kin or group."""
    return {row["noun"]: row["class"] for row in rows("role_nouns.tsv")}


@cache
def org_heads() -> dict[str, str]:
    """Noun → ``x`` when it also speaks alone."""
    return {row["noun"]: row["alone"] or "" for row in rows("org_heads.tsv")}


@cache
def names() -> dict[str, tuple[str, bool]]:
    """Name → its kinds and whether it is ambiguous."""
    return {row["name"]: (row["kind"], bool(row["ambiguous"])) for row in rows("person_names.tsv")}


@cache
def phrase_words(use: str) -> frozenset[str]:
    """Words of one use in ``phrase_words.tsv``."""
    return frozenset(row["word"] for row in rows("phrase_words.tsv") if row["use"] == use)


@cache
def _word_set(table: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows(table))


#: People only as somebody's: ие alone is «has», көрші stands before a noun (көрші ауыл).
_OWNED = frozenset(["ие", "көрші"])


class _Agents:
    """Nouns of doers in -шы, -ші (шабуылшы, жеткізуші), which no table can list; ordinals are none."""

    def __contains__(self, word: object) -> bool:
        return (
            isinstance(word, str)
            and len(word) > 5
            and word.endswith(("шы", "ші"))
            and not word.endswith(("ншы", "нші"))
        )


_AGENTS = _Agents()


class Words(dict[str, Word | None]):
    """What one word as written can be; ``None`` for the many words that play no part in a reference.

    >>> classify("министрінің")[:3], classify("Тоқаевқа")[:3], classify("барды")
    (('role', 'министр', 'gen'), ('name', 'Тоқаев', 'dat'), None)
    """

    def __missing__(self, form: str) -> Word | None:
        if len(self) >= _KEPT:
            self.clear()
        found = self[form] = _classified(form) if len(form) <= 48 else None
        return found


#: Asked some thousand times an article: known forms cost a look-up.
classify: Callable[[str], Word | None] = Words().__getitem__


def _classified(form: str) -> Word | None:
    lower = form.lower()
    if case := _PRONOUNS.get(lower):
        return Word("pronoun", lower, case, plural=lower.startswith("олар"))
    if (site := lower.partition("-"))[0] in phrase_words("site"):
        return Word(
            "site", lower, next((case for name, case in name_readings(lower) if name == site[0]), "nom")
        )
    if form[0].isupper():
        return _capitalised(form, lower)
    return _ordinary(lower)


def _ordinary(lower: str) -> Word | None:
    if lower.startswith("ханым"):
        return None
    if found := _noun(lower, roles):
        if found.lemma in _OWNED and not found.possessed and not found.plural:
            return None
        return Word("role", *found[:4], roles()[found.lemma], False, found.nominative)
    if found := _noun(lower, org_heads):
        return Word("org", *found[:4], org_heads()[found.lemma], False, found.nominative)
    if found := noun_case(lower, phrase_words("someone")):
        return Word("someone", found.lemma, found.case, nominative=found.nominative)
    if lower in _word_set("title_words.tsv"):
        return Word("modifier", lower, "nom")
    if ("шы" in lower or "ші" in lower) and (found := noun_case(lower, _AGENTS)):
        return Word("role", *found[:4], "role", False, found.nominative)
    if match := _DWELLERS.match(lower):
        found = noun_case("лар" + match[1], {"лар"})
        if found:
            body = lower[: len(lower) - len(match[1])]
            return Word("dwellers", body, found.case, plural=True, nominative=body)
    if _GENITIVE.search(lower):
        return Word("modifier", lower, "gen")
    if _ADJECTIVE.search(lower):
        return Word("modifier", lower, "nom", sub="adjective")
    return None


def _noun(lower: str, table: Callable[[], dict[str, str]]) -> Noun | None:
    """``noun_case`` for the few forms that begin as a noun of the table does."""
    return noun_case(lower, table()) if lower[:_BEGINNING] in _beginnings(table) else None


#: Letters of a noun that none of its forms changes, since at most the last one does (кітап, кітабы).
_BEGINNING = 3


@cache
def _beginnings(table: Callable[[], dict[str, str]]) -> _Beginnings:
    return _Beginnings(table())


class _Beginnings:
    """Holds the first letters of every form of some nouns."""

    def __init__(self, nouns: Iterable[str]) -> None:
        every = list(nouns)
        self._whole = frozenset(noun[:_BEGINNING] for noun in every if len(noun) > _BEGINNING)
        self._short = tuple({noun[:-1] for noun in every if len(noun) <= _BEGINNING})

    def __contains__(self, letters: str) -> bool:
        return letters in self._whole or letters.startswith(self._short)


def _capitalised(form: str, lower: str) -> Word | None:
    if len(form) == 1 or form.count("-") == 1 and len(form) == 3:
        return Word("initial", form, "nom")
    small = lower in _word_set("common_words.tsv")
    if found := _known_name(form):
        return found
    ordinary = _ordinary(lower)
    if ordinary and ordinary.kind in ("role", "org", "someone", "dwellers"):
        return ordinary
    head = form.split("-")[0]
    if len(head) > 1 and head.isupper() and head.isalpha():
        reading = next((case for stem, case in name_readings(form) if stem == head), "nom")
        return Word("abbreviation", head, reading)
    for lemma, case in (*name_readings(form), (form, "nom")):
        if lemma in _word_set("not_people.tsv") and not (small and ordinary):
            return Word("place", lemma, case)
    if ordinary and (small or ordinary.sub == "adjective" or ordinary.case == "nom"):
        return ordinary
    if lower[0].isascii():
        return Word("capital", form, "nom", sub="latin", small=small)
    lemma, case = _shaped(form)
    kind = "name" if _is_shaped(lemma) and not small else "capital"
    small = small or stem(lower) in _word_set("common_words.tsv") or _is_possessed(lower)
    return Word(kind, lemma, case, sub="s" if kind == "name" else "", small=small)


def _is_possessed(lower: str) -> bool:
    """Whether an unknown word is somebody's thing (Жарлығы, Жолдауы), which no name is."""
    return lower.endswith(("ы", "і")) and stem(lower) != lower and not lower.endswith(("ұлы", "қызы"))


def _known_name(form: str) -> Word | None:
    table = names()
    for lemma, case in ((form, "nom"), *name_readings(form)):
        if case != "nom" and form.lower() in _word_set("common_words.tsv"):
            break
        if entry := table.get(lemma):
            kinds, ambiguous = entry
            place = lemma in _word_set("not_people.tsv")
            if ambiguous or place or lemma.lower() in _word_set("common_words.tsv"):
                kinds += "x"
            return Word("name", lemma, case, sub=kinds)
    if "-" in form[1:-1]:
        first, _, rest = form.partition("-")
        if rest[:1].isupper() and first in table and (word := _known_name(rest)):
            return Word("name", f"{first}-{word.lemma}", word.case, sub="g")
    return None


def _is_shaped(lemma: str) -> bool:
    return bool(_SURNAME.search(lemma)) or bool(_FIRST_NAME.search(lemma))


def _shaped(form: str) -> tuple[str, str]:
    """The likeliest nominative of an unknown name: one with the shape of a name before any other."""
    readings = name_readings(form)
    for lemma, case in readings:
        if _SURNAME.search(lemma):
            return lemma, case
    for lemma, case in readings:
        if _FIRST_NAME.search(lemma):
            return lemma, case
    likely = (reading for reading in readings if reading[1] not in ("loc", "abl"))
    return next(likely, (form, "nom"))
