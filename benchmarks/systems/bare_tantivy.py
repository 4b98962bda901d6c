"""tantivy as it comes: its tokenizer at spaces, BM25, terms aggregations over fast fields."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.questions import Question
from benchmarks.systems.base import BATCH, TOP, lemmas
from index.document import IndexDocument

_FACETS = ("year", "region", "topic", "speaker")


class BareTantivy:
    name = "tantivy"

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("shown", stored=True, tokenizer_name="raw")
        for name in ("title", "body"):
            builder.add_text_field(name, tokenizer_name="words")
        for name in _FACETS:
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()

    def open(self, folder: Path) -> None:
        self._searcher = _words(tantivy.Index.open(str(folder))).searcher()

    def build(self, folder: Path, documents: Iterable[IndexDocument]) -> None:
        folder.mkdir(parents=True)
        index = _words(tantivy.Index(self._schema, path=str(folder)))
        writer = index.writer(256_000_000, 1)
        for number, document in enumerate(documents, 1):
            row = tantivy.Document()
            row.add_text("shown", document.title)
            row.add_text("title", lemmas(document.title))
            row.add_text("body", lemmas(document.body))
            row.add_text("year", str(document.date_first // 10_000))
            for name in ("regions", "topics", "speakers"):
                for value in getattr(document, name):
                    row.add_text(name[:-1], value)
            writer.add_document(row)
            if number % BATCH == 0:
                writer.commit()
        writer.commit()
        writer.wait_merging_threads()

    def search(self, question: Question) -> int:
        asked = self._query(question)
        found = self._searcher.search(asked, TOP, count=True)
        counts = {name: {"terms": {"field": name, "size": 10_000}} for name in _FACETS}
        self._searcher.aggregate(asked, counts)
        for _, address in found.hits:
            self._searcher.doc(address)["shown"]
        return int(found.count or 0)

    def _query(self, question: Question) -> Any:
        query, must, should = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should
        schema, lemmas, fields = self._schema, list(question.lemmas), ("title", "body")
        match question.kind:
            case "phrase":
                texts = [query.phrase_query(schema, name, lemmas) for name in fields]
                return query.boolean_query([(should, text) for text in texts])
            case "prefix":
                texts = [query.regex_query(schema, name, lemmas[0] + ".*") for name in fields]
                return query.boolean_query([(should, text) for text in texts])
            case kind:
                words = [(should if kind == "or" else must, self._word(word)) for word in question.lemmas]
        if question.year is not None:
            kept = (("year", str(question.year)), ("region", question.region))
            words += [
                (must, query.const_score_query(query.term_query(self._schema, name, value, "basic"), 0.0))
                for name, value in kept
            ]
        return query.boolean_query(words)

    def _word(self, word: str) -> Any:
        query, should = tantivy.Query, tantivy.Occur.Should
        title = query.boost_query(query.term_query(self._schema, "title", word), 2.0)
        return query.boolean_query([(should, title), (should, query.term_query(self._schema, "body", word))])


def _words(index: Any) -> Any:
    """The index, told that words stand between spaces."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("words", words)
    return index
