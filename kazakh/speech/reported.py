"""What reported speech is made of: verbs in their forms, and the closed lists around their clauses.

A cue is a verb form, with the words that must stand before it (``атап өтті``, ``мәлім етті``). Nothing
here knows of articles; ``archive.extract.quotations.reported`` puts the pieces together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from kazakh.harmony import harmony, last_sound
from kazakh.suffixes import layers

#: ``finite`` ends a sentence, ``past`` (-ған) ends one or stands before its noun, ``converb`` is -п.
FormKind = Literal["finite", "past", "converb"]
_VOICED = {"қ": "ғ", "к": "г", "п": "б"}
_CHAINS: tuple[tuple[FormKind, tuple[str, ...]], ...] = (
    ("finite", ("IFI",)),
    ("finite", ("PRS", "C3")),
    ("finite", ("GER", "LOC")),
    ("finite", ("PTY",)),
    ("past", ("PP",)),
    ("converb", ("CVP",)),
)
#: Of деу only деді and дейді report: деген, депті, дейтін do other work.
_SPOKEN = (("IFI",), ("PRS", "C3"))


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb of saying: ``before`` holds the word runs one of which must precede it (none: empty);
    ``takes`` the letters of the table's header; ``outlet`` when the press uses it of itself."""

    stem: str
    before: tuple[tuple[str, ...], ...]
    takes: frozenset[str]
    outlet: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The closed lists of ``data/reported_words.tsv``; phrases are tuples of words."""

    by: frozenset[str]
    by_with: dict[str, frozenset[str]]
    like: frozenset[str]
    openers: dict[str, tuple[tuple[str, ...], ...]]
    venues: frozenset[str]
    aux: frozenset[str]
    own: frozenset[str]
    outlet: frozenset[str]
    about: frozenset[str]
    this: frozenset[str]
    noun: frozenset[str]
    fact: frozenset[str]
    media: frozenset[str]
    particle: frozenset[str]
    event: tuple[str, ...]
    during: frozenset[str]
    law: frozenset[str]
    opinion: frozenset[str]
    people: frozenset[str]
    setting: frozenset[str]
    share: frozenset[str]
    wish: frozenset[str]
    link: frozenset[str]
    question: frozenset[str]
    joiner: frozenset[str]
    shade: frozenset[str]
    factword: frozenset[str]


def attach(stem: str, *names: str) -> str:
    """A verb stem with suffix layers put on by harmony and last sound.

    >>> attach("айт", "IFI"), attach("мәлімде", "PRS", "C3"), attach("қақ", "CVP")
    ('айтты', 'мәлімдейді', 'қағып')
    """
    for name in names:
        last, wanted = last_sound(stem), harmony(stem)
        fits = [
            form.surface
            for form in layers()[name].forms
            if not form.fusion and last in form.after and form.harmony in (wanted, "-")
        ]
        if not fits:
            raise ValueError(f"{stem} + {name}")
        if fits[0][0] in "аеыіу" and last in _VOICED:
            stem = stem[:-1] + _VOICED[last]
        stem += fits[0]
    return stem


def _rows(name: str) -> list[list[str]]:
    text = files("kazakh").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]


def _phrase(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("_"))


@cache
def cue_forms() -> dict[str, tuple[tuple[CueVerb, FormKind], ...]]:
    """Every form of the last word of a cue, with its verb and kind.

    >>> [(verb.stem, kind) for verb, kind in cue_forms()["жеткізді"]]
    [('жеткіз', 'finite')]
    """
    table: dict[str, list[tuple[CueVerb, FormKind]]] = {}
    for stem, before, takes, outlet, _ in _rows("reported_verbs.tsv"):
        runs = () if before == "-" else tuple(map(_phrase, before.split()))
        verb = CueVerb(stem, runs, frozenset(takes.split()), outlet == "y")
        for kind, chain in _CHAINS:
            if kind == "converb" and verb.takes & {"q", "m"} or stem == "де" and chain not in _SPOKEN:
                continue
            table.setdefault(attach(stem, *chain), []).append((verb, kind))
    return {form: tuple(found) for form, found in table.items()}


@cache
def words() -> Words:
    """The closed lists.

    >>> "айтуынша" in words().by, words().openers["сондай-ақ"]
    (True, (('сондай-ақ',),))
    """
    lists: dict[str, list[str]] = {}
    by_with: dict[str, frozenset[str]] = {}
    for kind, cell in _rows("reported_words.tsv"):
        if kind != "by_with":
            lists.setdefault(kind, []).extend(cell.split())
            continue
        nouns, _, after = cell.partition("|")
        for noun in nouns.split():
            by_with[noun] = by_with.get(noun, frozenset()) | frozenset(after.split())
    openers: dict[str, list[tuple[str, ...]]] = {}
    for phrase in map(_phrase, lists["opener"]):
        openers.setdefault(phrase[0], []).append(phrase)
    one = {kind: frozenset(found) for kind, found in lists.items()}
    return Words(
        by=one["by"],
        by_with=by_with,
        like=one["like"],
        openers={head: tuple(sorted(set(found), key=len, reverse=True)) for head, found in openers.items()},
        venues=one["venue"],
        aux=one["aux"],
        own=one["own"],
        outlet=one["outlet"],
        about=one["about"],
        this=one["this"],
        noun=one["noun"],
        fact=one["fact"],
        media=one["media"],
        particle=one["particle"],
        event=tuple(lists["event"]),
        during=one["during"],
        law=one["law"],
        opinion=one["opinion"],
        people=one["people"],
        setting=one["setting"],
        share=one["share"],
        wish=one["wish"],
        link=one["link"],
        question=one["question"],
        joiner=one["joiner"],
        shade=one["shade"],
        factword=one["factword"],
    )
