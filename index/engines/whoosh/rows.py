"""An article as a row of the Whoosh index, and its facts back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from index.analysis import FieldTerms, field_terms
from index.document import IndexDocument, QuoteDocument
from index.engines.common import document_values
from index.engines.whoosh.schema import QUOTE_GAP, VALUES
from index.hits import Hit

QuoteRange = tuple[str | None, int, int]


def row(document: IndexDocument) -> dict[str, Any]:
    """Every field of the schema for one article."""
    title, body = field_terms(document.title), field_terms(document.body)
    said, ranges = _quotes(document.quotes)
    fields: dict[str, Any] = {
        "id": document.id,
        "date_first": document.date_first,
        "date_last": document.date_last,
        "title_words": title.length,
        "body_words": body.length,
        "quote_words": said.length,
        "revision": document.revision.encode(),
        "facts": _facts(document, ranges),
    }
    for name, terms in (("title", title), ("body", body), ("quote", said)):
        fields |= {f"{name}_lemma": terms.lemma, f"{name}_form": terms.form, f"{name}_prefix": terms.prefix}
    return fields | {name: document_values(document, name) for name in VALUES}


def _quotes(quotes: Sequence[QuoteDocument]) -> tuple[FieldTerms, list[QuoteRange]]:
    """All quotations as one text with gaps, and the positions [start, end) of each with its speaker."""
    whole = FieldTerms({}, {}, {}, 0)
    ranges: list[QuoteRange] = []
    start = length = 0
    for quote in quotes:
        terms = field_terms(quote.text)
        for mine, all_of in ((terms.lemma, whole.lemma), (terms.form, whole.form)):
            for term, positions in mine.items():
                all_of.setdefault(term, []).extend([start + position for position in positions])
        for term, count in terms.prefix.items():
            whole.prefix[term] = whole.prefix.get(term, 0) + count
        ranges.append((quote.speaker, start, start + terms.length))
        start += terms.length + QUOTE_GAP
        length += terms.length
    return whole._replace(length=length), ranges


def _facts(document: IndexDocument, ranges: list[QuoteRange]) -> bytes:
    facts = {
        "title": document.title,
        "source": document.source,
        "source_id": document.source_id,
        "date": document.date,
        "regions": document.regions,
        "topics": document.topics,
        "speakers": document.speakers,
        "quotes": ranges,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def quote_ranges(facts: dict[str, Any]) -> list[QuoteRange]:
    return [(speaker, start, end) for speaker, start, end in facts["quotes"]]


def hit(article_id: str, facts: dict[str, Any], score: float) -> Hit:
    return Hit(
        id=article_id,
        score=score,
        title=facts["title"],
        source=facts["source"],
        source_id=facts["source_id"] or None,
        date=facts["date"] or None,
        regions=tuple(facts["regions"]),
        topics=tuple(facts["topics"]),
        speakers=tuple(facts["speakers"]),
    )
