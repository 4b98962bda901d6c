"""The indexes of a data folder: of articles, and of quotations, each in a folder of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import IndexMissing
from index.document import IndexDocument, from_article, from_quotations
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.fingerprint import fingerprint
from workspace.mending import Unwritten, mending, noted, sound
from workspace.notices import tell
from workspace.turns import turn

if TYPE_CHECKING:
    from archive.model import Article
    from archive.store import Store
    from index.sync import SyncReport

Progress = Callable[[int], None] | None
Sync = Callable[[Mapping[str, str], Any, SearchEngine, Progress], "SyncReport"]


@dataclass(frozen=True, slots=True)
class Index:
    """One index: where it lies, the revisions of the articles it is made of, their documents by id, and what
    makes them of an article and its revision."""

    place: Path
    revisions: Callable[[], Mapping[str, str]]
    documents: Callable[[Iterable[str] | None], Iterator[IndexDocument]]
    step: Sync
    some: Callable[[Collection[str], Any, SearchEngine], None]
    made_of: Callable[[Article, str], list[IndexDocument]]

    def open(self, engine_name: str) -> SearchEngine:
        """Made anew from the store where there is none, or where its files are damaged (then a notice says
        so); the memory engine is fed each time."""
        if not sound(engine_name, self.place):
            self.mend(engine_name)
        try:
            engine = open_engine(engine_name, self.place)
        except IndexMissing:
            self.mend(engine_name)
            engine = open_engine(engine_name, self.place)
        if engine_name == "memory":
            self.sync(engine, None)
        return mending(engine, self.place, lambda: self.mend(engine_name))

    def mend(self, engine_name: str) -> None:
        """Builds the index anew unless another process has done so meanwhile. IndexUnwritable."""
        with Unwritten(self.place), turn(self.place.parent):
            with contextlib.suppress(IndexMissing):
                open_engine(engine_name, self.place).close()
                if sound(engine_name, self.place, None):
                    return
            if self.place.exists() and any(self.place.iterdir()):
                tell("index_mended", path=str(self.place))
            self.rebuild(engine_name, None)

    def sync(self, engine: SearchEngine, progress: Progress) -> SyncReport:
        with Unwritten(self.place):
            report = self.step(self.revisions(), self.documents, engine, progress)
            noted(engine.name, self.place)
        return report

    def put(self, engine: SearchEngine, ids: Collection[str]) -> None:
        """Some articles as they are in the store; the others are not looked at."""
        with Unwritten(self.place):
            self.some(ids, self.documents, engine)
            noted(engine.name, self.place)

    def rebuild(self, engine_name: str, progress: Progress) -> SyncReport:
        from index.sync import rebuild

        with Unwritten(self.place):
            report = rebuild(self.documents(None), engine_name, self.place, progress)
            noted(engine_name, self.place)
        return report


def of_articles(folder: Path, store: Callable[[], Store]) -> Index:
    from index.sync import put_some, sync

    def documents(ids: Iterable[str] | None) -> Iterator[IndexDocument]:
        for article, revision in store().with_revisions(ids):
            yield from_article(article, revision)

    def made_of(article: Article, revision: str) -> list[IndexDocument]:
        return [from_article(article, revision)]

    return Index(folder / "index", lambda: store().revisions(), documents, sync, put_some, made_of)


def of_quotations(folder: Path, store: Callable[[], Store]) -> Index:
    from index.sync import put_some_quotations, sync_quotations

    def documents(ids: Iterable[str] | None) -> Iterator[IndexDocument]:
        for article, revision in store().with_revisions(ids, quoted=True):
            yield from from_quotations(article, revision)

    place, revisions = folder / "index-quotes", lambda: store().quoted()
    return Index(place, revisions, documents, sync_quotations, put_some_quotations, from_quotations)


def is_current(engine: SearchEngine) -> bool:
    """Whether the present analyzer and fields made what the engine reads."""
    return engine.status().fingerprint == fingerprint()
