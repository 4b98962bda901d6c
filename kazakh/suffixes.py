"""Suffix layers of Kazakh, read from ``data/suffixes.tsv``.

A layer is one slot of the word (plural, third possessive, past, …) with all its
surface forms. Which layer may stand directly to the right of which is data, and
so is the class of letters that each form follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kazakh.harmony import first_harmony, letters_of

#: Longest surface of one layer, in letters.
LONGEST_FORM = 7
NOMINAL, VERBAL = "N", "V"
#: A stem's last sound and the suffix's first one written as one letter.
_GLIDE = {"а": "я", "у": "ю"}


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form of a layer, as it is written at one kind of stem."""

    layer: str
    surface: str
    after: frozenset[str]
    harmony: str
    #: Sound change at the stem that this spelling hides: ``''``, ``'y'`` (й fused), ``'i'`` (ы, і fused).
    fusion: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A suffix slot: what it attaches to, whether a word may end in it, its forms."""

    name: str
    attaches_to: frozenset[str]
    ends_word: bool
    meaning: str
    example: str
    forms: tuple[Form, ...]


def _fused(form: Form) -> list[Form]:
    """Spellings in which the form's first sound and the stem's last share a letter.

    қой + а → қоя, қой + у → қою, оқы + йды → оқиды.
    """
    head, rest = form.surface[0], form.surface[1:]
    fused = []
    if head in _GLIDE and form.fusion == "":
        surface = _GLIDE[head] + rest
        fused.append(Form(form.layer, surface, letters_of("VW"), form.harmony, "y"))
    if head == "й":
        fused.append(Form(form.layer, "и" + rest, letters_of("WRLMZBT"), first_harmony(rest), "i"))
    return fused


def _read_forms(name: str, cell: str, verbal: bool, harmonic: bool) -> tuple[Form, ...]:
    """``'лар лер:VWR дар дер:LMZ'`` → forms with the letters they follow."""
    forms: list[Form] = []
    waiting: list[str] = []
    for piece in cell.split():
        surface, colon, classes = piece.partition(":")
        waiting.append(surface)
        if not colon:
            continue
        after = letters_of(classes)
        forms += [Form(name, one, after, first_harmony(one) if harmonic else "-", "") for one in waiting]
        waiting = []
    if verbal:
        forms += [fused for form in tuple(forms) for fused in _fused(form)]
    return tuple(forms)


def _read_layer(line: str) -> Layer:
    name, attaches, forms, ends, harmonic, meaning, example = line.split("\t")
    attaches_to = frozenset(attaches.split())
    return Layer(
        name,
        attaches_to,
        ends == "y",
        meaning,
        example,
        _read_forms(name, forms, VERBAL in attaches_to, harmonic == "y"),
    )


@cache
def layers() -> dict[str, Layer]:
    """All layers by name, in the order of the table.

    >>> layers()["PL"].example
    'қала-лар'
    """
    text = files("kazakh").joinpath("data/suffixes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {layer.name: layer for layer in map(_read_layer, lines[1:])}


@cache
def forms_by_surface() -> dict[str, tuple[Form, ...]]:
    """Every form by its letters.

    >>> sorted(form.layer for form in forms_by_surface()["ның"])
    ['GEN']
    """
    table: dict[str, list[Form]] = {}
    for layer in layers().values():
        for form in layer.forms:
            table.setdefault(form.surface, []).append(form)
    return {surface: tuple(found) for surface, found in table.items()}
