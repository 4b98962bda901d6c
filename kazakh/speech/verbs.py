"""Verbs of saying as they close direct speech: ``деді``, ``деп атап өтті``, ``сказал``.

After деп any finite verb may stand (``деп күледі``), so finite forms are known by their endings; without
деп only the verbs of the table count. Counts of each verb are in ``data/reporting-verbs.tsv``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["say", "dep", "verb", "degen", "russian"]


def _read_lists() -> dict[str, tuple[str, ...]]:
    text = files("kazakh").joinpath("data/speech-words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[3:])
    return {kind: tuple(words.split()) for kind, words in rows}


_LISTS = _read_lists()
#: Finite forms of деу: they close speech by themselves.
SAY = frozenset(_LISTS["say"])
#: What may follow a finite form inside the cue: деген болатын, деп жазған еді, дейді екен.
AUXILIARIES = frozenset(_LISTS["auxiliary"])
#: Verbs of state that finish a cue: деп айтып отыр.
PROGRESS = frozenset(_LISTS["progress"])
#: Forms that take a noun of speech or stand for one: «…» деген пікір, «…» дегенді айтады.
DEGEN = frozenset(_LISTS["degen"])
#: What may be said or written, after деген.
NOUNS = frozenset(_LISTS["noun"])
#: Forms with which an outlet gives its own report.
OUTLET = frozenset(_LISTS["outlet"])
RUSSIAN = frozenset(_LISTS["russian"])
#: Words and endings of the first person: a sentence with them is no narration.
OWN = frozenset(_LISTS["own"])
OWN_ENDS = _LISTS["own_end"]
ADVERBIAL_ENDS = _LISTS["adverbial_end"]
_FINITE_ENDS = _LISTS["finite_end"]
#: Finite-looking words that are none: adverbs, nouns and postpositions of these endings.
_NOT_FINITE = frozenset(_LISTS["not_finite"])
_SPOKEN = frozenset(_LISTS["spoken"])
#: How a sentence of speech ends: any person, any tense.
_SPOKEN_ENDS = (*_FINITE_ENDS, *OWN_ENDS, *_LISTS["spoken_end"])
_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_BACK = frozenset("аоұыуяёю")
_VOICED = {"п": "б", "к": "г", "қ": "ғ"}
_HARD = frozenset("пктсшщчцхфқһбвгдж")


class ReportingVerb(NamedTuple):
    """A verb of saying: its dictionary form, the words that stand before it, its stem, and how often its
    forms stood after деп or a quotation, after a factive clause, after туралы, and in news; -1 uncounted."""

    lemma: str
    before: tuple[str, ...]
    stem: str
    after_dep: int
    after_fact: int
    after_topic: int
    in_news: int


@cache
def reporting_verbs() -> tuple[ReportingVerb, ...]:
    """All rows of the table.

    >>> [verb.lemma for verb in reporting_verbs() if verb.stem == "өт"]
    ['атап өту', 'ерекше атап өту', 'айтып өту']
    """
    text = files("kazakh").joinpath("data/reporting-verbs.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[2:])
    return tuple(_row(row) for row in rows)


def _row(row: list[str]) -> ReportingVerb:
    counts = [-1 if cell == "-" else int(cell) for cell in row[3:]]
    before = () if row[1] == "-" else tuple(row[1].split())
    return ReportingVerb(row[0], before, row[2], counts[0], counts[1], counts[2], counts[3])


@cache
def finite_forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Third-person form of a verb of the table → the word runs one of which must stand before it.

    >>> finite_forms()["мәлімдеді"], finite_forms()["шертті"]
    (((),), (('сыр',),))
    """
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for verb in reporting_verbs():
        for form in third_person(verb.stem):
            found[form] = (*found.get(form, ()), verb.before)
    return found


def third_person(stem: str) -> tuple[str, ...]:
    """Past, perfect, present, evidential and progressive of the third person.

    >>> third_person("айт")
    ('айтты', 'айтқан', 'айтады', 'айтыпты', 'айтуда')
    >>> third_person("мәлімде")
    ('мәлімдеді', 'мәлімдеген', 'мәлімдейді', 'мәлімдепті', 'мәлімдеуде')
    >>> third_person("түсіндір")[:3]
    ('түсіндірді', 'түсіндірген', 'түсіндіреді')
    """
    last = stem[-1]
    vowels = [letter for letter in stem if letter in _VOWELS]
    back = bool(vowels) and vowels[-1] in _BACK
    y, a = ("ы", "а") if back else ("і", "е")
    hard, open_end = last in _HARD, last in _VOWELS
    past = ("т" if hard else "д") + y
    perfect = (("қ" if back else "к") if hard else ("ғ" if back else "г")) + a + "н"
    soft = stem[:-1] + _VOICED.get(last, last)
    present = (stem + "й" if open_end else soft + a) + "д" + y
    evidential = (stem if open_end else soft + y) + "пт" + y
    progressive = (soft if not open_end else stem) + "уд" + a
    return stem + past, stem + perfect, present, evidential, progressive


def is_finite(form: str) -> bool:
    """Whether a lower-case form can be the verb that ends a clause of the third person.

    >>> [is_finite(word) for word in ("жарылды", "күледі", "жазған", "белгілі", "ханым")]
    [True, True, True, False, False]
    """
    return len(form) > 3 and form.endswith(_FINITE_ENDS) and form not in _NOT_FINITE


def sounds_spoken(form: str) -> bool:
    """Whether a lower-case word can end something said: a verb of any person, керек, жоқ, бар.

    >>> [sounds_spoken(word) for word in ("келеміз", "керек", "болсын", "орталығы", "зауыт")]
    [True, True, True, False, False]
    """
    return form in _SPOKEN or (len(form) > 3 and form.endswith(_SPOKEN_ENDS))
