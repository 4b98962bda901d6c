"""The flat form of an article that engines index."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Article, PartialDate


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


def as_number(date: PartialDate | None, last: bool = False) -> int:
    """First (or last) day of a date as a ``YYYYMMDD`` integer; 0 when unknown.

    >>> as_number(PartialDate(2023, 2), last=True)
    20230228
    """
    if date is None:
        return 0
    day = date.last_day if last else date.first_day
    return day.year * 10000 + day.month * 100 + day.day


def from_article(article: Article, revision: str) -> IndexDocument:
    """The document of an article as it stands now, corrections included."""
    persons = {person.id for person in (*article.people, *article.speakers)}
    return IndexDocument(
        id=article.id,
        title=article.title,
        body=article.body,
        source=article.source,
        source_id=article.source_id or "",
        url=article.url or "",
        author=article.author or "",
        lang=article.lang,
        date=article.date.isoformat() if article.date else "",
        date_first=as_number(article.date),
        date_last=as_number(article.date, last=True),
        regions=tuple(tag.code for tag in article.regions),
        topics=tuple(tag.code for tag in article.topics),
        speakers=tuple(speaker.id for speaker in article.speakers),
        persons=tuple(sorted(persons)),
        quotes=tuple(_quote(article, number) for number in range(len(article.quotes))),
        revision=revision,
    )


def _quote(article: Article, number: int) -> QuoteDocument:
    quote = article.quotes[number]
    return QuoteDocument(
        id=quote.id,
        article_id=article.id,
        text=" ".join(quote.content),
        speaker=quote.speaker.id if quote.speaker else None,
        kind=quote.kind,
        confidence=quote.confidence,
    )
