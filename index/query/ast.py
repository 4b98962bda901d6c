"""The query as a tree of frozen nodes; ``span`` is the half-open range of code points it was typed at.

A field of ``None`` means the default fields (title and body). Engines receive this tree and nothing else.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Everything:
    """``*`` alone."""

    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, matched by stem; ``exact`` (``=сөз``) matches only this form."""

    text: str
    field: str | None = None
    exact: bool = False
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order; with ``slop`` within that many words, in any order; each word by stem, or by form
    where it was typed ``=сөз`` inside the marks (``exact`` says so, word by word)."""

    words: tuple[str, ...]
    field: str | None = None
    slop: int | None = None
    exact: tuple[bool, ...] = ()
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """``сөз*`` or ``с?з`` over exact forms."""

    pattern: str
    field: str | None = None
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """``сөз~1``: forms within ``distance`` edits (1 or 2)."""

    text: str
    distance: int
    field: str | None = None
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value of a facet field: region, speaker, person, topic, source, author, lang, id."""

    field: str
    value: str
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Inclusive ends, each ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` or None for open; both None: undated."""

    first: str | None
    last: str | None
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    child: Node
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """``explicit`` is true when AND was written; unwritten ANDs become ORs under ``match=any``."""

    children: tuple[Node, ...]
    explicit: bool = False
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


Node = Everything | Word | Phrase | Wildcard | Fuzzy | FieldValue | DateRange | Not | And | Or
