"""Fields of the OpenSearch index, and an article as a document of it.

Texts arrive as our own terms with blanks between; terms that stand at one position (a compound and its parts)
are joined by a control character and taken apart again by a token filter, so that OpenSearch decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.analysis import Entry, entries
from index.document import IndexDocument
from index.engines.common import FOLDED_FIELDS, document_values, value_key

TEXTS = ("title", "body", "quote")
VALUES = ("region", "speaker", "person", "topic", "source", "lang", "author", "kind", "confidence", "article")
PERIODS = ("date_year", "date")
NUMBERS = ("date_first", "date_last", "title_words", "body_words", "quote_words")
#: Kinds of terms, and what of them is kept beside the articles.
OPTIONS = {"lemma": "positions", "form": "positions", "cut4": "freqs", "cut5": "freqs"}
TOGETHER = "\x01"
#: Between two quotations, further apart than any window.
GAP = 4_096
LATE = 99_999_999
#: So many hits can be skipped by number; beyond, pages are walked to.
WINDOW = 50_000


def key_field(name: str) -> str:
    """The field in which a value is looked up by its key."""
    return f"{name}_key" if name in FOLDED_FIELDS else name


def body_of_index(shards: int, replicas: int, made_by: str) -> dict[str, Any]:
    """Settings and mappings of a new index. It is refreshed by us alone, at the end of a batch."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": -1,
            "max_result_window": WINDOW,
            "max_regex_length": 100_000,
            "max_terms_count": 1_000_000,
            "analysis": _ANALYSIS,
            "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.5}},
        },
        "mappings": {"dynamic": "strict", "_meta": {"made_by": made_by}, "properties": _properties()},
    }


_ANALYSIS = {
    "filter": {
        "apart": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{TOGETHER}]+)"]}
    },
    "analyzer": {"terms": {"type": "custom", "tokenizer": "whitespace", "filter": ["apart"]}},
}


def _properties() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for text in TEXTS:
        for kind, option in OPTIONS.items():
            fields[f"{text}_{kind}"] = _text(option)
        fields[f"{text}_forms"] = {"type": "keyword"}
    for kind in OPTIONS:
        fields[f"any_{kind}s"] = {"type": "keyword", "norms": False}
    for name in (*VALUES, *PERIODS):
        fields[name] = {"type": "keyword"}
    for name in FOLDED_FIELDS:
        fields[key_field(name)] = {"type": "keyword"}
    for name in NUMBERS:
        fields[name] = {"type": "integer"}
    for name in ("id", "earliest", "latest"):
        fields[name] = {"type": "keyword"}
    said = {"lemma": _text("positions"), "form": _text("positions"), "words": {"type": "integer"}}
    fields["said"] = {"type": "nested", "properties": {**said, "speaker": {"type": "keyword"}}}
    fields["revision"] = {"type": "keyword"}
    for name in ("facts", "texts"):
        fields[name] = {"type": "object", "enabled": False}
    return fields


def _text(option: str) -> dict[str, Any]:
    field = {"type": "text", "analyzer": "terms", "index_options": option, "norms": False}
    return {**field, "position_increment_gap": GAP} if option == "positions" else field


def row(document: IndexDocument) -> dict[str, Any]:
    """The document of an article; its quotations stand inside it."""
    texts = {"title": [entries(document.title)], "body": [entries(document.body)]}
    texts["quote"] = [entries(quote.text) for quote in document.quotes]
    found: dict[str, Any] = {}
    for name, parts in texts.items():
        for kind in OPTIONS:
            found[f"{name}_{kind}"] = [line(part, kind) for part in parts]
        found[f"{name}_forms"] = sorted({entry.form for part in parts for entry in part})
        found[f"{name}_words"] = sum(map(len, parts))
    both = [*texts["title"][0], *texts["body"][0]]
    for kind in OPTIONS:
        found[f"any_{kind}s"] = sorted({term for entry in both for term in terms_of(entry, kind)})
    found["said"] = [
        {
            "lemma": line(part, "lemma"),
            "form": line(part, "form"),
            "words": len(part),
            "speaker": quote.speaker,
        }
        for quote, part in zip(document.quotes, texts["quote"], strict=True)
    ]
    return {**found, **_values(document), "facts": _facts(document), "texts": _texts(document)}


def _values(document: IndexDocument) -> dict[str, Any]:
    first, last = document.date_first, document.date_last
    found: dict[str, Any] = {"date_first": first, "date_last": last, "revision": document.revision}
    for name in (*VALUES, *PERIODS):
        values = list(dict.fromkeys(document_values(document, name)))
        found[name] = values
        if name in FOLDED_FIELDS:
            found[key_field(name)] = [value_key(name, value) for value in values]
    found["id"] = document.id
    found["earliest"] = f"{first or LATE:08d}{document.id}"
    found["latest"] = f"{LATE - first if first else LATE:08d}{document.id}"
    return found


def line(part: Sequence[Entry], kind: str) -> str:
    """The terms of one kind, a position each."""
    return " ".join(TOGETHER.join(terms_of(entry, kind)) or TOGETHER for entry in part)


def terms_of(entry: Entry, kind: str) -> tuple[str, ...]:
    """The terms of one kind that a token gives."""
    terms: str | tuple[str, ...] = getattr(entry, "lemmas" if kind == "lemma" else kind)
    return (terms,) if isinstance(terms, str) else terms


def _facts(document: IndexDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "source": document.source,
        "source_id": document.source_id,
        "date": document.date,
        "regions": document.regions,
        "topics": document.topics,
        "speakers": document.speakers,
    }


def _texts(document: IndexDocument) -> dict[str, Any]:
    """The texts themselves, for the few questions that are settled by looking."""
    quotes = [[quote.speaker, quote.text] for quote in document.quotes]
    return {"title": document.title, "body": document.body, "quote": quotes}
