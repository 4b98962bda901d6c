"""The Whoosh engine behind the port."""

from __future__ import annotations

import contextlib
import pickle
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from archive.errors import IndexMissing
from index.engine import IndexStatus
from index.engines.common import check
from index.engines.whoosh.answer import Answer
from index.engines.whoosh.folder import MADE_BY, build_number, live_build, make_live, new_build, write_durably
from index.engines.whoosh.schema import SCHEMA
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.storage import DurableStorage
from index.engines.whoosh.writer import WhooshBatch
from index.fingerprint import fingerprint
from index.hits import SearchPage
from index.request import SearchRequest

LOCK_SECONDS = 30.0
_FileIndex: Any = whoosh_index.FileIndex
#: What Whoosh raises over files that are missing or damaged.
_BROKEN = (
    whoosh_index.IndexError,
    OSError,
    EOFError,
    ValueError,
    AssertionError,
    KeyError,
    struct.error,
    pickle.UnpicklingError,
)
_ATTEMPTS = 5
#: More than any build sees, so that the generation also grows when a new build begins at 0.
_COMMITS_OF_A_BUILD = 1_000_000
_TERM_KINDS = ("lemma", "form", "cut4", "cut5")


class WhooshEngine:
    """Implements ``index.engine.SearchEngine`` over a folder of builds (see ``folder``).

    Every search sees the latest commit of the live build as it was when the search began. With ``build``
    the engine writes and reads that build, live or not.
    """

    name = "whoosh"

    def __init__(self, folder: Path, build: Path | None = None, lock_seconds: float = LOCK_SECONDS) -> None:
        self._folder = folder
        self._fixed = build
        self._lock_seconds = lock_seconds
        self._mutex = threading.Lock()
        self._build: Path | None = None
        self._index: Any = None
        self._snapshot: Snapshot | None = None
        self.snapshot()

    @classmethod
    def create(cls, folder: Path) -> WhooshEngine:
        """A new empty live index."""
        build = create_build(folder)
        make_live(folder, build)
        return cls(folder)

    def _open(self) -> None:
        build = self._fixed or live_build(self._folder)
        if build != self._build:
            try:
                self._index = _FileIndex(DurableStorage(str(build)), schema=SCHEMA)
            except _BROKEN as error:
                raise IndexMissing(str(self._folder)) from error
            self._build, self._snapshot = build, None

    def snapshot(self) -> Snapshot:
        """The latest commit; older snapshots stay readable as long as somebody holds them."""
        with self._mutex:
            for _ in range(_ATTEMPTS - 1):
                # A commit or a swap may clear files away between finding and opening them.
                with contextlib.suppress(IndexMissing):
                    return self._latest()
                self._build = None
            return self._latest()

    def _latest(self) -> Snapshot:
        self._open()
        try:
            generation = self._index.latest_generation()
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = Snapshot(self._index.reader(), generation)
        except _BROKEN as error:
            raise IndexMissing(str(self._folder)) from error
        return self._snapshot

    def search(self, request: SearchRequest) -> SearchPage:
        check(request)
        return Answer(self.snapshot(), request).page()

    def ids(self, request: SearchRequest) -> Iterator[str]:
        check(request)
        return iter(Answer(self.snapshot(), request).ids())

    def revisions(self) -> Mapping[str, str]:
        snapshot = self.snapshot()
        numbers = list(snapshot.numbers())
        return dict(zip(snapshot.texts("id", numbers), snapshot.texts("revision", numbers), strict=True))

    def term_frequencies(self, field: str, terms: Iterable[str]) -> Mapping[str, int]:
        snapshot = self.snapshot()
        return {term: _articles(snapshot, field, term) for term in terms}

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        snapshot = self.snapshot()
        if field not in _TERM_KINDS:
            found = {shown: bits.bit_count() for shown, bits in snapshot.values(field).values()}
            yield from sorted(pair for pair in found.items() if pair[0].startswith(prefix))
            return
        terms = set(snapshot.terms(f"title_{field}", prefix)) | set(snapshot.terms(f"body_{field}", prefix))
        for term in sorted(terms):
            count = snapshot.document_count(field, term)
            if count:
                yield term, count

    def batch(self, merge: bool = True) -> WhooshBatch:
        self._open()
        return WhooshBatch(self._index, self._lock_seconds, merge)

    def status(self) -> IndexStatus:
        snapshot = self.snapshot()
        assert self._build is not None
        generation = build_number(self._build) * _COMMITS_OF_A_BUILD + snapshot.generation
        return IndexStatus(self.name, made_by(self._build), snapshot.count, generation)

    def close(self) -> None:
        with self._mutex:
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = None
            self._build = None


def _articles(snapshot: Snapshot, field: str, term: str) -> int:
    if field in _TERM_KINDS:
        return snapshot.document_count(field, term)
    return snapshot.values(field).get(term, ("", 0))[1].bit_count()


def create_build(folder: Path) -> Path:
    """A new empty build in a folder of its own, not live yet."""
    build = new_build(folder)
    _FileIndex.create(DurableStorage(str(build)), SCHEMA, "MAIN")
    write_durably(build / MADE_BY, fingerprint())
    return build


def made_by(build: Path) -> str:
    try:
        return (build / MADE_BY).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
