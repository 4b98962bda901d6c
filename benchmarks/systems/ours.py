"""Muragat's engines, asked through the port that the commands and pages use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.questions import Question
from benchmarks.systems.base import TOP
from index.document import IndexDocument
from index.engines.factory import open_engine
from index.query.parser import parse
from index.request import FACETS, SearchRequest
from index.sync import rebuild


class Ours:
    """Lemma, form and two beginnings of every word, quotations, nearness and feedback in the ranking."""

    def __init__(self, engine: str = "whoosh") -> None:
        self.name = f"muragat {engine}"
        self._engine = engine

    def build(self, folder: Path, documents: Iterable[IndexDocument]) -> None:
        rebuild(documents, self._engine, folder)

    def open(self, folder: Path) -> None:
        self.engine = open_engine(self._engine, folder)

    def search(self, question: Question) -> int:
        year = str(question.year) if question.year else None
        filters = {"region": (question.region,)} if question.region else {}
        request = SearchRequest(
            parse(question.typed), filters=filters, date_from=year, date_to=year, limit=TOP, facets=FACETS
        )
        return self.engine.search(request).total
