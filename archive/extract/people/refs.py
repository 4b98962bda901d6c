"""Every phrase of a text that names who: the candidates for the source of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from archive.extract.reading import Reading

_PRONOUNS = {
    "ол": "nom", "оның": "gen", "оған": "dat", "оны": "acc", "онда": "loc", "одан": "abl", "онымен": "ins",
    "олар": "nom", "олардың": "gen", "оларға": "dat", "оларды": "acc", "оларда": "loc", "олардан": "abl",
    "олармен": "ins",
}  # fmt: skip


class Ref(NamedTuple):
    """A phrase that names somebody: ``body[start:end]``, words ``first`` to ``last`` (half-open).

    ``kind`` is ``name``, ``titled`` (title and name), ``title``, ``org``, ``pronoun`` or ``common``
    (тұрғындар, маман); ``case`` is ``nom gen dat acc loc abl ins`` by the ending of the last word.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    case: str


def find_refs(reading: Reading) -> list[Ref]:
    """All references of a body, in order, not overlapping."""
    return [
        Ref(reading.starts[i], reading.ends[i], i, i + 1, "pronoun", _PRONOUNS[word])
        for i, word in enumerate(reading.lower)
        if word in _PRONOUNS
    ]
