"""The workspace.

<data folder>/
    store.sqlite3 …   the truth
    index/            disposable: articles
    index-quotes/     disposable: quotations
    workspace.json    engine, whether these are the samples
    index-behind      there while the store may hold more than the index
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from archive.errors import StoreMissing
from index.engine import SearchEngine
from workspace import settings
from workspace.addresses import in_place, without_password
from workspace.curating import Curating
from workspace.harvesting import stamp
from workspace.indexes import Progress, is_current, of_articles, of_quotations
from workspace.turns import turn

if TYPE_CHECKING:
    from archive.extraction import ExtractionReport
    from archive.ingest import IngestOptions, IngestReport
    from archive.model import Article
    from archive.store import Store, StoreStats
    from index.sync import SyncReport
    from workspace.correcting import Corrector
    from workspace.proving import Proof
    from workspace.reviewing import Reviewing

STORE = "store.sqlite3"
BEHIND = "index-behind"


class Workspace(Curating):
    """One archive, open. A context manager; closes the index and the store."""

    def __init__(self, folder: Path, engine: str | None = None, store: str | None = None) -> None:
        self.folder = folder
        self._store_address = in_place(store, folder) if store else None
        self._create_store = True
        self._made = {}
        self._articles = of_articles(folder, lambda: self.store)
        self._quotations = of_quotations(folder, lambda: self.store)
        kept = settings.read(folder)
        self.engine_name = in_place(engine or str(kept.get("engine", "whoosh")), folder)
        self.is_demo = bool(kept.get("demo", False))

    @classmethod
    def open(
        cls, folder: Path, engine: str | None = None, create: bool = False, store: str | None = None
    ) -> Self:
        """The archive in ``folder``; StoreMissing when there is none and ``create`` is false.

        ``store`` and ``engine`` may be addresses of servers (see ``workspace.addresses``); the folder then
        holds settings only.
        """
        if not create and not store and not (folder / STORE).exists():
            raise StoreMissing(str(folder))
        workspace = cls(folder, engine, store)
        workspace._create_store = create or not store
        return workspace

    @classmethod
    def open_demo(cls, folder: Path, engine: str | None = None, store: str | None = None) -> Self:
        """The sample articles in a folder of their own; DemoRefused where real articles stand."""
        from archive.errors import DemoRefused
        from archive.ingest import IngestOptions
        from archive.readers import ReadOptions
        from archive.samples import sample_sources

        workspace = cls.open(folder, engine, create=True, store=store)
        if not workspace.is_demo and ((folder / STORE).exists() or (store and workspace.store.count())):
            raise DemoRefused(str(folder))
        settings.change(folder, demo=True)
        workspace.is_demo = True
        for path, source in sample_sources():
            workspace.ingest([str(path)], IngestOptions(read=ReadOptions(source=source)), sync=False)
        workspace.sync()
        return workspace

    def frozen(self) -> Self:
        """A view for reading that stays at the present commit of both indexes: what is remembered of it can't
        go stale, and no answer looks at the disk to learn whether it did. It shares the store and the files
        that are open, so that it is made in milliseconds; there is nothing to close."""
        view = type(self)(self.folder, self.engine_name)
        view.__dict__["store"] = self.store
        view.__dict__["quote_engine"] = self.quote_engine.frozen()
        view.__dict__["engine"] = self.engine.frozen()
        return view

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for name in ("engine", "quote_engine", "store"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    @cached_property
    def store(self) -> Store:
        from archive.store import Store

        return Store.open(self._store_address or self.folder / STORE, create=self._create_store)

    def bodies(self, ids: Sequence[str]) -> dict[str, str]:
        """Texts of some articles by id. While nothing else has opened a store in a file they are read from
        the file itself: the shell's search is then spared the database toolkit."""
        if self._store_address is None and "store" not in self.__dict__:
            from archive.store.bodies import bodies

            found = bodies(self.folder / STORE, ids)
            if found is not None:
                return found
        return super().bodies(ids)

    @cached_property
    def engine(self) -> SearchEngine:
        """The index of articles."""
        return self._articles.open(self.engine_name)

    @cached_property
    def quote_engine(self) -> SearchEngine:
        """The index of quotations."""
        return self._quotations.open(self.engine_name)

    def ingest(
        self, paths: Sequence[str], options: IngestOptions, sync: bool = True, progress: Any = None
    ) -> IngestReport:
        """Files into the store, then (unless ``sync`` is false) the index in step with it."""
        from archive.ingest import ingest

        if options.dry_run:
            return ingest(paths, self.store, options, progress)
        was_behind = self._store_address is not None or (self.folder / BEHIND).exists()
        self.mark_behind()
        from workspace import alongside
        from workspace.few import put_few

        kept: list[str] = []
        few: list[str] | None = kept
        beside = sync and options.workers > 1 and not options.strict
        if beside and self.engine_name in alongside.ENGINES and not self._is_due():
            place = alongside.Place(self.folder, self.engine_name, self._store_address)
            with alongside.Alongside(place, self.similar.update) as indexing:
                report = ingest(paths, self.store, replace(options, kept=indexing), progress)
                indexing.finish()
                few = indexing.left
        else:
            report = ingest(paths, self.store, replace(options, kept=kept.extend), progress)
        indexes = ((self._articles, self.engine), (self._quotations, self.quote_engine)) if sync else ()
        if sync and (was_behind or few is None or not put_few(self, indexes, few)):
            self.sync()
        return report

    def writing_places(self) -> tuple[tuple[Any, SearchEngine], ...]:
        """For each index what makes its documents of an article and its revision, and its engine."""
        return (self._articles.made_of, self.engine), (self._quotations.made_of, self.quote_engine)

    def _is_due(self) -> bool:
        """Whether the indexes must be built anew."""
        return not (is_current(self.engine) and is_current(self.quote_engine))

    def extract(self, everything: bool = False, sync: bool = True, progress: Any = None) -> ExtractionReport:
        """What the text says, found anew where other extractors (or none) have read it, then the index in
        step; ``progress`` is told how many are done and due."""
        from archive.extraction import extract_stale

        self.mark_behind()
        report = extract_stale(self.store, everything, progress)
        if sync:
            self.sync()
        return report

    @property
    def review(self) -> Reviewing:
        """What a librarian should look at."""
        from workspace.reviewing import Reviewing

        return Reviewing(self)

    @cached_property
    def corrections(self) -> Corrector:
        """What people correct: made, listed, undone."""
        from workspace.correcting import Corrector

        return Corrector(self)

    def mark_behind(self) -> None:
        """The store is about to hold more than the index, until the next sync."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / BEHIND).touch()

    def mark_in_step(self) -> None:
        (self.folder / BEHIND).unlink(missing_ok=True)

    def sync(self, progress: Progress = None) -> SyncReport:
        """Both indexes in step with the store, told of articles; built anew when an older analyzer made one,
        because terms of two analyzers must not stand in one index. Before, near duplicates are found."""
        stamp(self)
        self.similar.update()
        with turn(self.folder):
            return self._in_step(progress)

    def _in_step(self, progress: Progress) -> SyncReport:
        if self._is_due():
            return self._build(None, progress, keep=True)
        report = self._articles.sync(self.engine, progress)
        self._quotations.sync(self.quote_engine, None)
        self.mark_in_step()
        return report

    def rebuild(self, engine: str | None = None, progress: Progress = None, keep: bool = True) -> SyncReport:
        """New indexes beside the live ones, swapped in when whole; ``engine`` is kept for next time (unless
        ``keep`` is false). That of articles comes last: while it is an older one, a rebuild is due."""
        with turn(self.folder):
            return self._build(engine, progress, keep)

    def _build(self, engine: str | None, progress: Progress, keep: bool) -> SyncReport:
        name = engine or self.engine_name
        self._quotations.rebuild(name, None)
        report = self._articles.rebuild(name, progress)
        self.engine_name = name
        if keep:
            settings.change(self.folder, engine=without_password(self.engine_name))
        for cached in ("engine", "quote_engine"):
            if cached in self.__dict__:
                self.__dict__.pop(cached).close()
        (self.folder / BEHIND).unlink(missing_ok=True)
        return report

    def is_stale(self) -> bool:
        """Whether a killed run or a postponed sync left the index behind, or an older analyzer made it."""
        return (self.folder / BEHIND).exists() or not is_current(self.engine)

    def is_quotes_stale(self) -> bool:
        """The same of the index of quotations."""
        return (self.folder / BEHIND).exists() or not is_current(self.quote_engine)

    def index_status(self) -> dict[str, Any]:
        status = self.engine.status()
        counts = self.stats()
        quotations = self.quote_engine.status()
        due = self._is_due()
        behind = abs(counts.articles - status.articles)
        return {
            "engine": status.engine,
            "indexed": status.articles,
            "stored": counts.articles,
            "behind": behind,
            "quotations_indexed": quotations.articles,
            "quotations_stored": counts.quotations,
            "extraction_due": counts.extraction_due,
            "state": "rebuild_due" if due else "behind" if self.is_stale() or behind else "in_step",
            "fingerprint": status.fingerprint,
        }

    def article(self, article_id: str) -> Article:
        return self.store.get(article_id)

    def original(self, article_id: str) -> bytes:
        return self.store.original(article_id)

    def languages(self, ids: Sequence[str]) -> dict[str, str]:
        """Language of some articles by id."""
        return self.store.languages(ids)

    def articles(self, ids: Iterable[str]) -> Iterator[Article]:
        """Articles in the order of ``ids``, read some hundred at a time."""
        return self.store.articles(ids)

    @property
    def store_address(self) -> str | None:
        """Address of the server that keeps the store; None when it is in the folder."""
        return self._store_address

    def verify(self, quick: bool = False, told: Progress = None) -> Proof:
        """Everything proved that is kept: see ``workspace.proving``."""
        from workspace.proving import prove

        return prove(self, quick, told)

    def stats(self) -> StoreStats:
        from archive.extract import EXTRACTOR_VERSION

        return self.store.stats(EXTRACTOR_VERSION)
