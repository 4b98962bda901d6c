"""Fields of the tantivy index, and an article as a document of it.

Each quotation is a document of its own beside its article (``of``), so that who said what is asked of one
quotation; ``what`` tells them apart. ``any_lemma`` and ``any_form`` hold the terms of title and body once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import tantivy

from index.analysis import Entry, entries
from index.document import IndexDocument
from index.engines.common import FOLDED_FIELDS, document_values, value_key

TEXTS = ("title", "body", "quote")
VALUES = ("region", "speaker", "person", "topic", "source", "lang", "author", "kind", "confidence", "article")
#: Values that follow from the date.
PERIODS = ("date_year", "date")
NUMBERS = ("date_first", "date_last", "title_words", "body_words", "quote_words")
ARTICLE, QUOTATION = "a", "q"
_WORDS = "words"
#: Which terms a kind is kept with, beside the articles: positions, counts.
OPTIONS = {"lemma": "position", "form": "position", "cut4": "freq", "cut5": "freq"}
_GAP = 4_096
#: Of zlib's levels the fastest.
_QUICK = 1
_LATE = 99_999_999


def key_field(name: str) -> str:
    """The field in which a value is looked up by its key."""
    return f"{name}_key" if name in FOLDED_FIELDS else name


def make_schema() -> Any:
    """All fields."""
    builder = tantivy.SchemaBuilder()
    for text in TEXTS:
        for kind, option in OPTIONS.items():
            builder.add_text_field(f"{text}_{kind}", tokenizer_name=_WORDS, index_option=option)
    for kind in ("lemma", "form"):
        builder.add_text_field(f"any_{kind}", tokenizer_name=_WORDS, index_option="basic")
    for name in (*VALUES, *PERIODS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*sorted(FOLDED_FIELDS), "what", "of"):
        builder.add_text_field(
            key_field(name), stored=name == "of", tokenizer_name="raw", index_option="basic"
        )
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("id", "earliest", "latest"):
        builder.add_text_field(
            name, stored=name == "id", fast=True, tokenizer_name="raw", index_option="basic"
        )
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("revision", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("facts", "texts"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


SCHEMA = make_schema()


def register(index: Any) -> Any:
    """Makes the tokenizer of texts known to an index: terms come ready made, with spaces between."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_WORDS, words)
    return index


def rows(document: IndexDocument) -> list[Any]:
    """The documents of an article: itself and each of its quotations."""
    row = tantivy.Document()
    texts = {"title": [entries(document.title)], "body": [entries(document.body)]}
    texts["quote"] = [entries(quote.text) for quote in document.quotes]
    for name, parts in texts.items():
        _add_text(row, name, parts)
        row.add_integer(f"{name}_words", sum(map(len, parts)))
    both = [*texts["title"][0], *texts["body"][0]]
    row.add_text("any_lemma", " ".join({term for entry in both for term in entry.lemmas}))
    row.add_text("any_form", " ".join({entry.form for entry in both}))
    _add_values(row, document)
    row.add_text("what", ARTICLE)
    row.add_bytes("facts", _facts(document))
    row.add_text("key", document.id)
    quotes = [quote.text for quote in document.quotes]
    row.add_bytes("texts", _texts({"title": [document.title], "body": [document.body], "quote": quotes}))
    return [row, *_quotations(document, texts["quote"])]


def _add_values(row: Any, document: IndexDocument) -> None:
    first, last = document.date_first, document.date_last
    for name in (*VALUES, *PERIODS):
        for value in dict.fromkeys(document_values(document, name)):
            row.add_text(name, value)
            if name in FOLDED_FIELDS:
                row.add_text(key_field(name), value_key(name, value))
    row.add_integer("date_first", first)
    row.add_integer("date_last", last)
    row.add_text("id", document.id)
    row.add_text("earliest", f"{first or _LATE:08d}{document.id}")
    row.add_text("latest", f"{_LATE - first if first else _LATE:08d}{document.id}")
    row.add_text("revision", document.revision)


def _quotations(document: IndexDocument, texts: Sequence[list[Entry]]) -> Iterable[Any]:
    for number, (quote, found) in enumerate(zip(document.quotes, texts, strict=True)):
        row = tantivy.Document()
        _add_text(row, "quote", [found])
        row.add_integer("quote_words", len(found))
        row.add_text("what", QUOTATION)
        row.add_text("of", document.id)
        row.add_text("key", f"{document.id}#{number}")
        row.add_bytes("texts", _texts({"quote": [quote.text]}))
        if quote.speaker is not None:
            row.add_text("speaker", quote.speaker)
        yield row


def _add_text(row: Any, name: str, parts: Sequence[list[Entry]]) -> None:
    """The terms of a text in parts, which are further apart than any window."""
    for kind in OPTIONS:
        placed = [(_terms(entry, kind), place) for entry, place in _placed(parts)]
        plain = len(parts) == 1 and all(len(terms) == 1 for terms, _ in placed)
        if plain or kind in ("cut4", "cut5"):
            row.add_text(f"{name}_{kind}", " ".join(chain.from_iterable(terms for terms, _ in placed)))
        elif placed:
            row.add_pre_tokenized_text(f"{name}_{kind}", _tokens(placed))


def _placed(parts: Sequence[list[Entry]]) -> Iterable[tuple[Entry, int]]:
    start = 0
    for part in parts:
        yield from zip(part, range(start, start + len(part)), strict=True)
        start += len(part) + _GAP


def _terms(entry: Entry, kind: str) -> tuple[str, ...]:
    terms: str | tuple[str, ...] = getattr(entry, "lemmas" if kind == "lemma" else kind)
    return (terms,) if isinstance(terms, str) else terms


def _tokens(placed: Sequence[tuple[tuple[str, ...], int]]) -> Any:
    tokens = [tantivy.Token(term, place, 0) for terms, place in placed for term in terms]
    return tantivy.PreTokenizedString("", tokens)


def _facts(document: IndexDocument) -> bytes:
    facts = {
        "title": document.title,
        "source": document.source,
        "source_id": document.source_id,
        "date": document.date,
        "regions": document.regions,
        "topics": document.topics,
        "speakers": document.speakers,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _texts(texts: dict[str, list[str]]) -> bytes:
    """The texts themselves, for the few questions that are settled by looking.

    They are packed here, so that tantivy, which unpacks a block of documents for each title shown, has
    next to nothing to unpack.
    """
    return zlib.compress(json.dumps(texts, ensure_ascii=False).encode(), _QUICK)


def texts_of(packed: bytes) -> dict[str, list[str]]:
    """The parts of each text of a document.

    >>> texts_of(_texts({"title": ["Көктемгі егіс"], "quote": []}))
    {'title': ['Көктемгі егіс'], 'quote': []}
    """
    texts: dict[str, list[str]] = json.loads(zlib.decompress(packed))
    return texts
