"""How often terms stand in the bodies of the hits of a search, and how many words these bodies have.

Tantivy tells in how many documents a term is, not how often; so the texts it keeps are looked at. Those of
the whole archive are counted once for each commit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from index.analysis import field_terms
from index.engines.tantivy.reading import Reading
from index.engines.tantivy.schema import texts_of

_DATES = 60_000


def occurrences(reading: Reading, query: Any, kind: str, terms: Iterable[str]) -> dict[str, int]:
    """For each lemma or form its places in the bodies of the articles that a query finds."""
    if reading.count(query) == reading.articles:
        known = reading.counted
        if kind not in known:
            known[kind] = _counted(reading, query, kind)
        counts = known[kind]
    else:
        counts = _counted(reading, query, kind)
    return {term: counts.get(term, 0) for term in terms}


def _counted(reading: Reading, query: Any, kind: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for raw in reading.stored(query, "texts"):
        for text in texts_of(raw).get("body", ()):
            for term, places in getattr(field_terms(text), kind).items():
                counts[term] += len(places)
    return counts


def running_words(reading: Reading, query: Any) -> dict[str, int]:
    """Words in the bodies of the articles that a query finds, by date as precise as it is known."""
    inside = {"words": {"sum": {"field": "body_words"}}}
    asked = {"date": {"terms": {"field": "date", "size": _DATES}, "aggs": inside}}
    buckets = reading.searcher.aggregate(query, asked)["date"]["buckets"]
    return {bucket["key"]: int(bucket["words"]["value"]) for bucket in buckets}
