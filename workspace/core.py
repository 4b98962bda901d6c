"""The workspace.

<data folder>/
    store.sqlite3 …   the truth
    index/            disposable
    workspace.json    engine, whether these are the samples
    index-behind      there while the store may hold more than the index
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from archive.errors import FixityError, IndexMissing, StoreMissing
from index.document import IndexDocument, from_article
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.fingerprint import fingerprint
from workspace import settings
from workspace.finding import Finding

if TYPE_CHECKING:
    from archive.ingest import IngestOptions, IngestReport
    from archive.model import Article
    from archive.store import Store, StoreStats
    from index.sync import SyncReport

STORE = "store.sqlite3"
BEHIND = "index-behind"
Progress = Callable[[int], None] | None


class Workspace(Finding):
    """One archive, open. A context manager; closes the index and the store."""

    def __init__(self, folder: Path, engine: str | None = None) -> None:
        self.folder = folder
        self._made = {}
        kept = settings.read(folder)
        self.engine_name = engine or str(kept.get("engine", "whoosh"))
        self.is_demo = bool(kept.get("demo", False))

    @classmethod
    def open(cls, folder: Path, engine: str | None = None, create: bool = False) -> Self:
        """The archive in ``folder``; StoreMissing when there is none and ``create`` is false."""
        if not create and not (folder / STORE).exists():
            raise StoreMissing(str(folder))
        return cls(folder, engine)

    @classmethod
    def open_demo(cls, folder: Path, engine: str | None = None) -> Self:
        """The sample articles in a folder of their own; DemoRefused where real articles stand."""
        from archive.errors import DemoRefused
        from archive.ingest import IngestOptions
        from archive.readers import ReadOptions
        from archive.samples import sample_sources

        workspace = cls.open(folder, engine, create=True)
        if (folder / STORE).exists() and not workspace.is_demo:
            raise DemoRefused(str(folder))
        settings.change(folder, demo=True)
        workspace.is_demo = True
        for path, source in sample_sources():
            workspace.ingest([str(path)], IngestOptions(read=ReadOptions(source=source)), sync=False)
        workspace.sync()
        return workspace

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for name in ("engine", "store"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    @cached_property
    def store(self) -> Store:
        from archive.store import Store

        return Store.open(self.folder / STORE, create=True)

    @cached_property
    def engine(self) -> SearchEngine:
        """The index, made anew from the store where there is none; the memory engine is fed each time."""
        place = self.folder / "index"
        try:
            engine = open_engine(self.engine_name, place)
        except IndexMissing:
            self._rebuild_into(self.engine_name, None)
            engine = open_engine(self.engine_name, place)
        if self.engine_name == "memory":
            self._sync_into(engine, None)
        return engine

    def ingest(
        self, paths: Sequence[str], options: IngestOptions, sync: bool = True, progress: Any = None
    ) -> IngestReport:
        """Files into the store, then (unless ``sync`` is false) the index in step with it."""
        from archive.ingest import ingest

        if options.dry_run:
            return ingest(paths, self.store, options, progress)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / BEHIND).touch()
        report = ingest(paths, self.store, options, progress)
        if sync:
            self.sync()
        return report

    def sync(self, progress: Progress = None) -> SyncReport:
        """The index in step with the store; built anew when an older analyzer made it, because terms of two
        analyzers must not stand in one index."""
        if self.engine_name != "memory" and self.engine.status().fingerprint != fingerprint():
            return self.rebuild(progress=progress)
        report = self._sync_into(self.engine, progress)
        (self.folder / BEHIND).unlink(missing_ok=True)
        return report

    def _sync_into(self, engine: SearchEngine, progress: Progress) -> SyncReport:
        from index.sync import sync

        return sync(self.store.revisions(), self._documents, engine, progress)

    def rebuild(self, engine: str | None = None, progress: Progress = None) -> SyncReport:
        """A new index beside the live one, swapped in when it is whole; ``engine`` is kept for next time."""
        report = self._rebuild_into(engine or self.engine_name, progress)
        self.engine_name = engine or self.engine_name
        settings.change(self.folder, engine=self.engine_name)
        if "engine" in self.__dict__:
            self.__dict__.pop("engine").close()
        (self.folder / BEHIND).unlink(missing_ok=True)
        return report

    def _rebuild_into(self, engine: str, progress: Progress) -> SyncReport:
        from index.sync import rebuild

        return rebuild(self._documents(None), engine, self.folder / "index", progress)

    def _documents(self, ids: Iterable[str] | None) -> Iterator[IndexDocument]:
        revisions = self.store.revisions()
        for article in self.store.articles(ids):
            yield from_article(article, revisions.get(article.id, ""))

    def is_stale(self) -> bool:
        """Whether a killed run or a postponed sync left the index behind, or an older analyzer made it."""
        return (self.folder / BEHIND).exists() or self.engine.status().fingerprint != fingerprint()

    def index_status(self) -> dict[str, Any]:
        status = self.engine.status()
        stored = self.store.count()
        due = status.fingerprint != fingerprint()
        behind = abs(stored - status.articles)
        return {
            "engine": status.engine,
            "indexed": status.articles,
            "stored": stored,
            "behind": behind,
            "state": "rebuild_due" if due else "behind" if self.is_stale() or behind else "in_step",
            "fingerprint": status.fingerprint,
        }

    def article(self, article_id: str) -> Article:
        return self.store.get(article_id)

    def original(self, article_id: str) -> bytes:
        return self.store.original(article_id)

    def articles(self, ids: Iterable[str]) -> Iterator[Article]:
        """Articles in the order of ``ids``, read some hundred at a time."""
        return self.store.articles(ids)

    def verify(self) -> tuple[int, list[FixityError]]:
        """How many originals were compared with their digest, and those that differ."""
        verdicts = list(self.store.verify())
        return len(verdicts), [error for error in verdicts if error is not None]

    def stats(self) -> StoreStats:
        return self.store.stats()
