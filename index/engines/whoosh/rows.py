"""An article as a row of the Whoosh index, and its facts back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

from index.analysis import FieldTerms, field_terms
from index.document import IndexDocument, QuoteDocument
from index.engines.common import document_values
from index.engines.whoosh.schema import QUOTE_GAP, VALUES
from index.hits import Hit
from index.scoring import KINDS, Counts

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
        "any_lemma": sorted(title.lemma.keys() | body.lemma.keys()),
        "lemmas": pack_lemmas(title, body),
    }
    for name, terms in (("title", title), ("body", body), ("quote", said)):
        fields |= {f"{name}_{kind}": getattr(terms, kind) for kind in KINDS}
    return fields | {name: document_values(document, name) for name in VALUES}


def _quotes(quotes: Sequence[QuoteDocument]) -> tuple[FieldTerms, list[QuoteRange]]:
    """All quotations as one text with gaps, and the positions [start, end) of each with its speaker."""
    whole = FieldTerms({}, {}, {}, {}, 0)
    ranges: list[QuoteRange] = []
    start = length = 0
    for quote in quotes:
        terms = field_terms(quote.text)
        for mine, all_of in ((terms.lemma, whole.lemma), (terms.form, whole.form)):
            for term, positions in mine.items():
                all_of.setdefault(term, []).extend([start + position for position in positions])
        for counts, all_counts in ((terms.cut4, whole.cut4), (terms.cut5, whole.cut5)):
            for term, count in counts.items():
                all_counts[term] = all_counts.get(term, 0) + count
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


def pack_lemmas(title: FieldTerms, body: FieldTerms) -> bytes:
    """How often every lemma stands in title and body, small.

    >>> unpack_lemmas(pack_lemmas(field_terms("Қала"), field_terms("Қалада қала")))
    {'қала': (1, 2)}
    """
    rows = [
        f"{term}\t{len(title.lemma.get(term, ()))}\t{len(body.lemma.get(term, ()))}"
        for term in sorted(title.lemma.keys() | body.lemma.keys())
    ]
    return zlib.compress("\n".join(rows).encode(), 1)


def unpack_lemmas(value: bytes) -> dict[str, Counts]:
    rows = [row.split("\t") for row in zlib.decompress(value).decode().split("\n") if row]
    return {term: (int(in_title), int(in_body)) for term, in_title, in_body in rows}


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
