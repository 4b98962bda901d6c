"""The indexes of a data folder: of articles, and of quotations, each in a folder of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import IndexMissing
from index.document import IndexDocument, from_article, from_quotation
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.fingerprint import fingerprint
from workspace.turns import turn

if TYPE_CHECKING:
    from archive.store import Store
    from index.sync import SyncReport

Progress = Callable[[int], None] | None
Sync = Callable[[Mapping[str, str], Any, SearchEngine, Progress], "SyncReport"]


@dataclass(frozen=True, slots=True)
class Index:
    """One index: where it lies, the revisions of the articles it is made of, and their documents by id."""

    place: Path
    revisions: Callable[[], Mapping[str, str]]
    documents: Callable[[Iterable[str] | None], Iterator[IndexDocument]]
    step: Sync

    def open(self, engine_name: str) -> SearchEngine:
        """Made anew from the store where there is none; the memory engine is fed each time."""
        try:
            engine = open_engine(engine_name, self.place)
        except IndexMissing:
            engine = self._made(engine_name)
        if engine_name == "memory":
            self.sync(engine, None)
        return engine

    def _made(self, engine_name: str) -> SearchEngine:
        with turn(self.place.parent):
            # Another process may have made it while this one waited.
            with contextlib.suppress(IndexMissing):
                return open_engine(engine_name, self.place)
            self.rebuild(engine_name, None)
            return open_engine(engine_name, self.place)

    def sync(self, engine: SearchEngine, progress: Progress) -> SyncReport:
        return self.step(self.revisions(), self.documents, engine, progress)

    def rebuild(self, engine_name: str, progress: Progress) -> SyncReport:
        from index.sync import rebuild

        return rebuild(self.documents(None), engine_name, self.place, progress)


def of_articles(folder: Path, store: Callable[[], Store]) -> Index:
    from index.sync import sync

    def documents(ids: Iterable[str] | None) -> Iterator[IndexDocument]:
        for article, revision in store().with_revisions(ids):
            yield from_article(article, revision)

    return Index(folder / "index", lambda: store().revisions(), documents, sync)


def of_quotations(folder: Path, store: Callable[[], Store]) -> Index:
    from index.sync import sync_quotations

    def documents(ids: Iterable[str] | None) -> Iterator[IndexDocument]:
        for article, revision in store().with_revisions(ids, quoted=True):
            for number in range(len(article.quotes)):
                yield from_quotation(article, number, revision)

    return Index(folder / "index-quotes", lambda: store().quoted(), documents, sync_quotations)


def is_current(engine: SearchEngine) -> bool:
    """Whether the present analyzer and fields made what the engine reads."""
    return engine.status().fingerprint == fingerprint()
