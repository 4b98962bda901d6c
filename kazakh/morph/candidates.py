"""Every lemma that a word may be a form of, by grammar alone.

Readable and complete; ``rank`` walks the same space with scores attached.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kazakh.harmony import VOWELS, asked_harmony, last_sound, narrow_vowel
from kazakh.morph.endings import LONGEST_ENDING, Parse, parses
from kazakh.suffixes import LONGEST_FORM, NOMINAL, VERBAL, Form

IDENTITY = "I"
_DEVOICED = {"б": "п", "г": "к", "ғ": "қ"}
_POSSESSIVES = frozenset({"P1", "P2", "P3", "P1P", "P2F"})
#: Second consonants of a cluster that loses its vowel before a possessive: орын, халық, ауыз.
_ELIDING = frozenset("нлрмзңқкпсш")
_VOWEL_STARTS = frozenset("аеыіу")


class Candidate(NamedTuple):
    """One reading of a word: lemma, kind of stem, the ending's parse, what was repaired."""

    lemma: str
    kind: str
    parse: Parse | None
    repair: str
    misfit: str


def repairs(base: str, kind: str, form: Form) -> list[tuple[str, str]]:
    """Stems that may stand behind ``base`` before ``form``, each with the sound change.

    ``v`` voicing undone, ``e`` lost vowel restored, ``w`` у back to п, ``u`` ы or і
    restored before у, ``y`` й taken out of я or ю, ``i`` ы or і taken out of и.

    >>> from kazakh.suffixes import forms_by_surface
    >>> form = forms_by_surface()["ы"][0]
    >>> repairs("халқ", "N", form), repairs("кітаб", "N", form)
    ([('халқ', ''), ('халық', 'e')], [('кітаб', ''), ('кітап', 'v')])
    """
    if form.fusion == "i":
        return [(base + narrow_vowel(base + form.surface), "i")]
    if form.fusion == "y":
        return [(base + "й", "y")] if base[-1] != "и" else [(base, ""), (base + "й", "y")]
    if kind == NOMINAL:
        return _nominal_repairs(base, form)
    return _verbal_repairs(base, form)


def may_change(kind: str, form: Form) -> bool:
    """Can ``repairs`` before this form give anything but the bare base?"""
    if form.fusion:
        return True
    if kind == NOMINAL:
        return form.layer in _POSSESSIVES and form.surface[0] in "ыі"
    return form.surface[0] in _VOWEL_STARTS


def _nominal_repairs(base: str, form: Form) -> list[tuple[str, str]]:
    found = [(base, "")]
    last = base[-1]
    if form.layer not in _POSSESSIVES or form.surface[0] not in "ыі":
        return found
    if last in _DEVOICED:
        found.append((base[:-1] + _DEVOICED[last], "v"))
    elif last in _ELIDING and len(base) > 2 and (base[-2] not in VOWELS or base[-2] == "у"):
        found.append((base[:-1] + narrow_vowel(form.surface) + last, "e"))
    return found


def _verbal_repairs(base: str, form: Form) -> list[tuple[str, str]]:
    last, head = base[-1], form.surface[0]
    if last in _DEVOICED and head in _VOWEL_STARTS:
        return [(base[:-1] + _DEVOICED[last], "v")]
    found = [(base, "")]
    if last == "у" and head in "ыі" and form.layer in ("CVP", "PTY"):
        found.append((base[:-1] + "п", "w"))
    if head == "у" and last not in VOWELS:
        found.append((base + narrow_vowel(base), "u"))
    return found


def meets(base: str, form: Form) -> bool:
    """Does the form's first sound suit the last one of ``base``? Writers hardly ever err here."""
    return last_sound(base) in form.after


def misfit(base: str, form: Form) -> str:
    """``'h'`` if the form's vowel goes against the harmony of ``base``, as in many loans and names."""
    own = asked_harmony(base)
    return "h" if "-" not in (own, form.harmony) and own != form.harmony else ""


def endings_of(word: str) -> Iterator[tuple[str, str]]:
    """``(base, ending)`` for every ending of ``word`` that the grammar can read, shortest first."""
    last_read = 0
    for length in range(1, min(len(word), LONGEST_ENDING + 1)):
        if length - last_read > LONGEST_FORM:
            return
        ending = word[-length:]
        if parses(ending):
            last_read = length
            yield word[:-length], ending


def candidates(word: str) -> Iterator[Candidate]:
    """All readings of a lower-case word, the unchanged word first.

    >>> [c.lemma for c in candidates("халқы")]
    ['халқы', 'халқ', 'халық']
    """
    yield Candidate(word, IDENTITY, None, "", "")
    for base, ending in endings_of(word):
        if VOWELS.isdisjoint(base):
            continue
        for parse in parses(ending):
            if not meets(base, parse.first):
                continue
            against = misfit(base, parse.first)
            for kind in parse.kinds:
                for lemma, repair in repairs(base, kind, parse.first):
                    if len(lemma) > 1:
                        yield Candidate(lemma, kind, parse, repair, against)


__all__ = [
    "IDENTITY",
    "NOMINAL",
    "VERBAL",
    "Candidate",
    "candidates",
    "endings_of",
    "may_change",
    "meets",
    "misfit",
    "repairs",
]
