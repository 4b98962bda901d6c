"""The flat form of an article that engines index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """The words of one quotation and who said them, for ``quote:`` and the quotations index."""

    id: str
    article_id: str
    text: str
    speaker: str | None
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """Text fields as plain text, facet fields as tuples of values. ``date_first`` and ``date_last`` are
    ``YYYYMMDD`` integers of the first and last day of the known period, 0 when the date is unknown."""

    id: str
    title: str
    body: str
    source: str
    source_id: str
    url: str
    author: str
    lang: str
    date: str
    date_first: int
    date_last: int
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    quotes: tuple[QuoteDocument, ...] = ()
    revision: str = ""
