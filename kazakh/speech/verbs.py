"""Verbs of saying as they close direct speech: ``деді``, ``деп атап өтті``, ``сказал``.

After деп any finite verb may stand (``деп күледі``), so finite forms are known by their endings; without
деп only the verbs of the table count. Counts of each verb are in ``data/reporting-verbs.tsv``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["say", "dep", "verb", "degen", "russian"]

#: Finite forms of деу: they close speech by themselves.
SAY = frozenset(
    "деді дейді дедім дедік деген депті деседі десті деймін дейміз дейтін делінген делінді делінеді".split()
)
#: What may follow a finite form inside the cue: деген болатын, деп жазған еді, дейді екен.
AUXILIARIES = frozenset("болатын еді екен болды болған".split())
#: Words that open nouns of speech: «…» деген пікірін білдірді, «…» дегенді айтады.
DEGEN = frozenset("деген дегенді дегенін".split())
RUSSIAN = frozenset(
    """сказал сказала сказали говорит говорят говорил говорила рассказал рассказала рассказали рассказывает
    рассказывают отметил отметила отметили отмечает заявил заявила заявили заявляет сообщил сообщила сообщили
    сообщает пояснил пояснила поясняет объяснил объяснила объясняет добавил добавила добавляет подчеркнул
    подчеркнула подчеркивает подчёркивает считает уверен уверена признался призналась признаётся признается
    вспоминает вспомнил вспомнила смеётся смеется улыбается написал написала пишет ответил ответила отвечает
    спросил спросила уточнил уточнила продолжил продолжила делится поделился поделилась говорится
    предупредил предупредила напомнил напомнила резюмировал""".split()
)
_FINITE_ENDS = (
    "ды", "ді", "ты", "ті", "ған", "ген", "қан", "кен", "ыпты", "іпті", "пті", "пты", "уда", "уде",
)  # fmt: skip
#: Finite-looking words that are none: adverbs, nouns and postpositions of these endings.
_NOT_FINITE = frozenset(
    """енді тағы деген болған жекелеген көптеген бірнеше үкіметті өкілетті белгілі тиісті сапалы мемлекетті
    бұған оған соған осыған маған саған талантты атақты танымал сырты асты үсті арты алды ортақ мүдделі
    міндетті қуатты шартты жауапты құрметті іргелі сенімді кәсіби жағымды қаралы халықты""".split()
)
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


#: How a sentence of speech ends: any person, any tense, predicates without a verb.
_SPOKEN_ENDS = (
    *_FINITE_ENDS, "мын", "мін", "бын", "бін", "пын", "пін", "мыз", "міз", "быз", "біз", "пыз", "піз", "сың", "сің",
    "сыз", "сіз", "ңыз", "ңіз", "дым", "дім", "тым", "тім", "дық", "дік", "тық", "тік", "сын", "сін", "йық", "йік", "айын",
    "ейін", "айық", "ейік", "мақ", "мек", "бақ", "бек", "пақ", "пек", "ңдар", "ңдер", "ңдаршы", "саң", "сең", "атын", "етін", "йтын", "йтін",
)  # fmt: skip
_SPOKEN = frozenset(
    """керек қажет жоқ бар емес екен мүмкін тиіс болар шығар еді ғой ма ме ба бе па пе аз көп жөн абзал рас ше
    дұрыс шарт міндетті сөзсіз анық мәлім белгілі болыпты қой білмеймін маңызды дайын рахмет рақмет деп кел бол тап
    қиын оңай жақсы жаман""".split()
)


def sounds_spoken(form: str) -> bool:
    """Whether a lower-case word can end something said: a verb of any person, керек, жоқ, бар.

    >>> [sounds_spoken(word) for word in ("келеміз", "керек", "болсын", "орталығы", "зауыт")]
    [True, True, True, False, False]
    """
    return form in _SPOKEN or (len(form) > 3 and form.endswith(_SPOKEN_ENDS))
