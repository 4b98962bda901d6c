"""What the form of a word does in a Kazakh clause, as far as reported speech asks.

``келгенін`` closes a clause that is the object of a verb of saying, ``келгені`` (with туралы) likewise,
``келіп`` chains clauses, ``келді`` ends one. Remembered per form for the whole process.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from kazakh.harmony import harmony
from kazakh.speech.reported import words
from kazakh.stem import LONGEST_WORD, analyze_word

#: ``object``: factive clause in the accusative; ``goal``: in the dative; ``topic``: nominative;
#: ``finite``, ``past`` (-ған), ``converb`` (-п), ``while`` (-а, -й), ``condition``; empty: none of these.
Role = Literal["object", "goal", "topic", "finite", "past", "converb", "while", "condition", ""]

_KEPT = 30_000
_roles: dict[str, Role] = {}
_FINITE = frozenset(["еді", "екен", "керек", "қажет", "тиіс", "мүмкін", "емес", "жоқ", "бар"])
_PARTICIPLES = frozenset({"PP", "HAB", "GER"})
_OWNED = ("ы", "і")
_PERSONS = frozenset({"C1", "C1P", "C2", "C2F", "C2P", "K1P", "K2P"})
_DOERS = ("шы", "ші", "ист", "лог", "кер", "гер", "паз")
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_ENDS: dict[str, Role] = {"ACCP": "object", "DATP": "goal", "P3": "topic"}
#: A participle of a verb that no word list knows: аккредиттелген. Shorter words are nouns: науқан, дүкен.
_PARTICIPLE = re.compile(r"(?:\w{5}[ғгқк][ае]н|\w\w(?:[ае]т|йт)[ыі]н)(?:[дт][ыі][қк])?$")


@cache
def _closed() -> dict[str, Role]:
    """Words that close a clause without a participle: екенін, керегін, жоғына."""
    found: dict[str, Role] = dict.fromkeys(_FINITE, "finite")
    for stem in words().factword:
        vowel, wide = ("і", "е") if harmony(stem) == "f" else ("ы", "а")
        found |= {stem + vowel: "topic", f"{stem}{vowel}н": "object", f"{stem}{vowel}н{wide}": "goal"}
    return found


def role(form: str) -> Role:
    """The role of a lower-case word form.

    >>> [role(word) for word in ("келгенін", "екенін", "болатынына", "ашылғаны", "келіп", "келді")]
    ['object', 'object', 'goal', 'topic', 'converb', 'finite']
    >>> [role(word) for word in ("дүкенін", "мекені", "сағатын", "бала")]
    ['', '', '', '']
    """
    known = _roles.get(form)
    if known is None:
        if len(_roles) >= _KEPT:
            _roles.clear()
        known = _roles[form] = _role(form)
    return known


def _role(form: str) -> Role:
    if form in _closed():
        return _closed()[form]
    if len(form) > LONGEST_WORD or not form.isalpha():
        return ""
    analysis = analyze_word(form)
    layers = [layer.name for layer in analysis.layers]
    if not layers:
        return ""
    last = layers[-1]
    if last in _ENDS and "GER" not in layers:
        known = "PP" in layers or "HAB" in layers
        return _ENDS[last] if known or _PARTICIPLE.search(analysis.lemma) else ""
    if last in ("IFI", "C3", "PTY"):
        return "finite"
    if last in ("PP", "HAB"):
        return "past"
    if last == "CVP":
        return "converb"
    if last == "PRS":
        return "while"
    return "condition" if last == "CND" else ""


@lru_cache(maxsize=50_000)
def is_possessed(form: str) -> bool:
    """Does the word carry the third possessive, so that the noun before it owns it?

    >>> [is_possessed(word) for word in ("қанатының", "құрамы", "жаңа", "бүгін", "келгенін")]
    [True, True, False, False, False]
    """
    if len(form) > LONGEST_WORD or not form.isalpha():
        return False
    layers = [layer.name for layer in analyze_word(form).layers]
    return "P3" in layers and not _PARTICIPLES.intersection(layers)


@lru_cache(maxsize=50_000)
def people(form: str) -> Literal["", "many", "theirs"]:
    """Several doers in the nominative: ``many``, or ``theirs`` with an owner before them.

    >>> [people(word) for word in ("кеншілер", "жиналғандар", "кәсіпкерлері", "үйлер", "оқушыларды")]
    ['many', 'many', 'theirs', '', '']
    """
    if not form.isalpha() or len(form) > LONGEST_WORD:
        return ""
    analysis = analyze_word(form)
    layers = [layer.name for layer in analysis.layers]
    known = analysis.lemma in words().people
    if known and not layers:
        return "many"
    doers = known or analysis.lemma.endswith(_DOERS)
    if layers[-1:] == ["PL"]:
        return "many" if doers or "PP" in layers else ""
    return "theirs" if doers and layers[-2:] == ["PL", "P3"] else ""


@lru_cache(maxsize=50_000)
def speaks_of_self(form: str) -> bool:
    """Is it a verb in the first or second person: айтамыз, жүресіз?

    >>> [speaks_of_self(word) for word in ("айтамыз", "жүресіз", "айтады", "жылайды")]
    [True, True, False, False]
    """
    if len(form) > LONGEST_WORD or not form.isalpha():
        return False
    layers = [layer.name for layer in analyze_word(form).layers]
    return not _PERSONS.isdisjoint(layers[-1:]) or layers[-2:] == ["IFI", "P1"]


@lru_cache(maxsize=50_000)
def is_doer(form: str) -> bool:
    """May the word close a phrase that names who: a plural, or a noun with its owner?

    >>> [is_doer(word) for word in ("мамандар", "қалаулылары", "бүгін", "кеше")]
    [True, True, False, False]
    """
    return form.endswith(_PLURALS) or form.endswith(_OWNED) and is_possessed(form)


@lru_cache(maxsize=50_000)
def is_predicate(form: str) -> bool:
    """May the word end a sentence of somebody's words: a verb in any person, керек, жоқ?

    >>> [is_predicate(word) for word in ("келісемін", "келеді", "керек", "абсентеизм")]
    [True, True, True, False]
    """
    return role(form) in ("finite", "past") or speaks_of_self(form)
