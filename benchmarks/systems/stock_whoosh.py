"""Whoosh as it comes: its writer with two processes (its fastest), its query's classes, BM25F, facets."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, query, sorting
from whoosh import columns as whoosh_columns
from whoosh import index as whoosh_index
from whoosh.codec import whoosh3
from whoosh.filedb import structfile

from benchmarks.questions import Question
from benchmarks.systems.base import BATCH, TOP, lemmas
from index.document import IndexDocument

_FACETS = ("region", "topic", "speaker", "year")


class StockWhoosh:
    name = "whoosh"

    def build(self, folder: Path, documents: Iterable[IndexDocument]) -> None:
        folder.mkdir(parents=True)
        text = analysis.SpaceSeparatedTokenizer()
        commas: Any = {"commas": True, "sortable": True}
        schema = fields.Schema(
            id=fields.ID(stored=True),
            shown=fields.STORED,
            title=fields.TEXT(text, field_boost=2.0),
            body=fields.TEXT(text),
            date=fields.NUMERIC(int, sortable=True),
            year=fields.NUMERIC(int, sortable=True),
            region=fields.KEYWORD(**commas),
            topic=fields.KEYWORD(**commas),
            speaker=fields.KEYWORD(**commas),
        )
        index = whoosh_index.create_in(str(folder), schema)
        writer: Any = None
        for number, document in enumerate(documents, 1):
            writer = writer or index.writer(limitmb=256, procs=2, multisegment=True)
            writer.add_document(
                id=document.id,
                shown=document.title,
                title=lemmas(document.title),
                body=lemmas(document.body),
                date=document.date_first,
                year=document.date_first // 10_000,
                region=",".join(document.regions),
                topic=",".join(document.topics),
                speaker=",".join(document.speakers),
            )
            if number % BATCH == 0:
                writer.commit(merge=False)
                writer = None
        if writer is not None:
            writer.commit(merge=False)

    def open(self, folder: Path) -> None:
        _unguarded()
        self._searcher = whoosh_index.open_dir(str(folder)).searcher()

    def search(self, question: Question) -> int:
        asked = _query(question)
        kept = _filter(question)
        facets = sorting.Facets()
        for name in _FACETS:
            facets.add_facet(
                name, sorting.FieldFacet(name, allow_overlap=name != "year", maptype=sorting.Count)
            )
        results = self._searcher.search(asked, limit=TOP, filter=kept, groupedby=facets)
        for name in _FACETS:
            results.groups(name)
        for hit in results:
            hit["shown"]
        return len(results)


def _query(question: Question) -> Any:
    match question.kind:
        case "phrase":
            return query.Or([query.Phrase(field, list(question.lemmas)) for field in ("title", "body")])
        case "prefix":
            return query.Or([query.Prefix(field, question.lemmas[0]) for field in ("title", "body")])
        case "or":
            return query.Or([_word(word) for word in question.lemmas])
        case _:
            return query.And([_word(word) for word in question.lemmas])


def _word(word: str) -> Any:
    return query.Or([query.Term("title", word), query.Term("body", word)])


def _filter(question: Question) -> Any:
    if question.year is None:
        return None
    return query.And(
        [query.NumericRange("year", question.year, question.year), query.Term("region", question.region)]
    )


def _unguarded() -> None:
    """Whoosh reads its own files by itself again (see ``index.engines.whoosh.unpickling.guard``)."""
    for module in (whoosh3, whoosh_columns, structfile):
        for name in ("load", "loads"):
            if hasattr(module, name):
                setattr(module, name, getattr(pickle, name))
