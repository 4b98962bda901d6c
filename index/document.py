"""The flat form of an article, and of a quotation, that engines index."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.model import Article, PartialDate, Quotation


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """The words of one quotation and who said them, for ``quote:`` among articles."""

    id: str
    article_id: str
    text: str
    speaker: str | None
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """Text fields as plain text, facet fields as tuples of values. ``date_first`` and ``date_last`` are
    ``YYYYMMDD`` integers of the first and last day of the known period, 0 when the date is unknown.

    A quotation is a document too, in an index of its own: its body are the words said, ``article`` is the id
    of its article, ``kind`` and ``confidence`` (a range, see ``how_sure``) are filled only there."""

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
    article: str = ""
    kind: str = ""
    confidence: str = ""


#: Lower ends of the ranges that a quotation's confidence is told in.
SURE, LIKELY = 0.9, 0.6
#: Digits of an offset into a body, enough for a gigabyte.
_DIGITS = 10


def how_sure(confidence: float) -> str:
    """The range of a probability: ``sure``, ``likely`` or ``unsure``.

    >>> how_sure(0.97), how_sure(0.6), how_sure(0.0)
    ('sure', 'likely', 'unsure')
    """
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "unsure"


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
        quotes=tuple(map(_quote, article.quotes)),
        revision=revision,
    )


def from_quotation(article: Article, number: int, revision: str) -> IndexDocument:
    """The document of one of an article's quotations, with the article's own facts beside it."""
    return _beside(from_article(article, revision), article.quotes[number])


def from_quotations(article: Article, revision: str) -> list[IndexDocument]:
    """The documents of all of an article's quotations."""
    if not article.quotes:
        return []
    whole = from_article(article, revision)
    return [_beside(whole, quote) for quote in article.quotes]


def _beside(whole: IndexDocument, quote: Quotation) -> IndexDocument:
    """The document of a quotation, of that of its article."""
    return replace(
        whole,
        id=sortable(quote.id),
        title="",
        body=said(quote),
        speakers=(quote.speaker.id,) if quote.speaker else (),
        quotes=(),
        article=whole.id,
        kind=quote.kind,
        confidence=how_sure(quote.confidence),
    )


def article_of(quote_id: str) -> str:
    """The id of a quotation's article: what stands before the last hyphen.

    >>> article_of("k3x7qpwzv5bmna-120")
    'k3x7qpwzv5bmna'
    """
    return quote_id.rpartition("-")[0]


def belongs_to(document_id: str, articles: frozenset[str]) -> bool:
    """Whether a document is one of these articles, or a quotation of one.

    >>> belongs_to("k3x7qpwzv5bmna-0000000120", frozenset({"k3x7qpwzv5bmna"}))
    True
    """
    return document_id in articles or article_of(document_id) in articles


def sortable(quote_id: str) -> str:
    """The id of a quotation's document: equal hits stand in the order of the text.

    >>> sortable("k3x7qpwzv5bmna-120") > sortable("k3x7qpwzv5bmna-7")
    True
    """
    article_id, hyphen, start = quote_id.rpartition("-")
    return f"{article_id}{hyphen}{start:0>{_DIGITS}}"


def said(quote: Quotation) -> str:
    """The words said as one text."""
    return " ".join(quote.content)


def _quote(quote: Quotation) -> QuoteDocument:
    return QuoteDocument(
        id=quote.id,
        article_id=quote.article_id,
        text=said(quote),
        speaker=quote.speaker.id if quote.speaker else None,
        kind=quote.kind,
        confidence=quote.confidence,
    )
