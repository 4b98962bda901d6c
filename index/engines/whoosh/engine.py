"""The Whoosh engine behind the port."""

from __future__ import annotations

import contextlib
import copy
import pickle
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import IndexMissing
from index.document import belongs_to
from index.engine import IndexStatus
from index.engines.builds import MADE_BY, build_number, live_build, make_live, new_build, write_durably
from index.engines.common import check
from index.engines.whoosh import totals
from index.engines.whoosh.answer import Answer
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.toc import entries, latest_generation
from index.engines.whoosh.vocabulary import Vocabulary
from index.fingerprint import fingerprint
from index.hits import SearchPage
from index.request import SearchRequest
from index.scoring import KINDS

if TYPE_CHECKING:
    from index.engines.whoosh.writer import WhooshBatch

LOCK_SECONDS = 30.0
#: What comes of files that are missing or damaged.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    KeyError,
    struct.error,
    pickle.UnpicklingError,
)
_ATTEMPTS = 5
#: What a snapshot reads of its articles beside posting lists.
COLUMNS = ("date_first", "date_last", "title_words", "body_words")
#: More than any build sees, so that the generation also grows when a new build begins at 0.
_COMMITS_OF_A_BUILD = 1_000_000


class WhooshEngine:
    """Implements ``index.engine.SearchEngine`` over a folder of builds (see ``folder``).

    Every search sees the latest commit of the live build as it was when the search began. With ``build``
    the engine writes and reads that build, live or not. Whoosh itself is imported only to write.
    """

    name = "whoosh"

    def __init__(self, folder: Path, build: Path | None = None, lock_seconds: float = LOCK_SECONDS) -> None:
        self._folder = folder
        self._fixed = build
        self._lock_seconds = lock_seconds
        self._mutex = threading.Lock()
        self._build: Path | None = None
        self._seen: tuple[Snapshot, Vocabulary] | None = None
        self._at_rest: IndexStatus | None = None
        self.snapshot()

    @classmethod
    def create(cls, folder: Path) -> WhooshEngine:
        """A new empty live index."""
        build = create_build(folder)
        make_live(folder, build)
        return cls(folder)

    def _open(self) -> Path:
        build = self._fixed or live_build(self._folder)
        if build != self._build:
            self._build, self._seen = build, None
        return build

    def snapshot(self) -> Snapshot:
        """The latest commit; older snapshots stay readable as long as somebody holds them."""
        return self._latest_snapshot()[0]

    def _latest_snapshot(self) -> tuple[Snapshot, Vocabulary]:
        if self._at_rest is not None and self._seen is not None:
            return self._seen
        with self._mutex:
            for _ in range(_ATTEMPTS - 1):
                # A commit or a swap may clear files away between finding and opening them.
                with contextlib.suppress(IndexMissing):
                    return self._latest()
                self._build = None
            return self._latest()

    def _latest(self) -> tuple[Snapshot, Vocabulary]:
        build = self._open()
        try:
            generation = latest_generation(build)
            if self._seen is None or self._seen[0].generation != generation:
                self._seen = self._read(build, generation)
        except _BROKEN as error:
            raise IndexMissing(str(self._folder)) from error
        return self._seen

    def _read(self, build: Path, generation: int) -> tuple[Snapshot, Vocabulary]:
        """A snapshot of the segments of a commit; those that were read before are taken as they are."""
        known = {segment.name: segment for segment in self._seen[0].segments} if self._seen else {}
        held = [entry for entry in entries(build, generation) if entry.size]
        segments = [known.get(entry.name) or Segment(build, entry.name, entry.size) for entry in held]
        snapshot = Snapshot(segments, [list(entry.deleted) for entry in held], generation)
        return snapshot, Vocabulary(snapshot)

    def search(self, request: SearchRequest) -> SearchPage:
        check(request)
        return self._answer(request).page()

    def ids(self, request: SearchRequest) -> Iterator[str]:
        check(request)
        return iter(self._answer(request).ids())

    def _answer(self, request: SearchRequest) -> Answer:
        snapshot, vocabulary = self._latest_snapshot()
        return Answer(snapshot, vocabulary, request)

    def revisions(self) -> Mapping[str, str]:
        return self.snapshot().revisions()

    def term_frequencies(self, field: str, terms: Iterable[str]) -> Mapping[str, int]:
        snapshot, vocabulary = self._latest_snapshot()
        if field == "lemma":
            return vocabulary.lemma_articles(terms)
        if field in KINDS:
            return {term: vocabulary.articles(field, term) for term in terms}
        counts = snapshot.values(field).named(snapshot.live)
        return {term: counts.get(term, 0) for term in terms}

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        snapshot, vocabulary = self._latest_snapshot()
        if field in KINDS:
            return vocabulary.all(field, prefix)
        counts = snapshot.values(field).named(snapshot.live)
        return iter(sorted(pair for pair in counts.items() if pair[0].startswith(prefix)))

    def occurrences(self, field: str, terms: Iterable[str], request: SearchRequest) -> Mapping[str, int]:
        check(request)
        snapshot, vocabulary = self._latest_snapshot()
        return totals.occurrences(snapshot, Answer(snapshot, vocabulary, request).hits, field, terms)

    def running_words(self, request: SearchRequest) -> Mapping[str, int]:
        check(request)
        snapshot, vocabulary = self._latest_snapshot()
        return totals.running_words(snapshot, Answer(snapshot, vocabulary, request).hits)

    def batch(self, merge: bool = True, frugal: bool = False) -> WhooshBatch:
        """Changes; for ``merge`` and ``frugal`` see there."""
        from index.engines.whoosh.writer import WhooshBatch

        return WhooshBatch(self._open(), self._lock_seconds, merge, frugal)

    def consolidate(self) -> None:
        from index.engines.whoosh.writer import join_all

        join_all(self._open(), self._lock_seconds)

    def frozen(self) -> WhooshEngine:
        """The segments that are read are shared with this one and with what is frozen later. What is opened
        only when it is asked for is opened now, because a merge may clear its files away."""
        self.snapshot()
        with self._mutex:
            twin = copy.copy(self)
        twin._at_rest = twin.status()
        for name in COLUMNS:
            twin.snapshot().column(name)
        return twin

    def without(self, hidden: frozenset[str]) -> WhooshEngine:
        """What is hidden is taken for deleted, so that every count is exact."""
        twin = self.frozen()
        seen = twin.snapshot().without(lambda name: belongs_to(name, hidden))
        twin._seen = seen, Vocabulary(seen)
        twin._at_rest = replace(twin.status(), articles=seen.count)
        return twin

    def status(self) -> IndexStatus:
        if self._at_rest is not None:
            return self._at_rest
        snapshot = self.snapshot()
        assert self._build is not None
        generation = build_number(self._build) * _COMMITS_OF_A_BUILD + snapshot.generation
        return IndexStatus(self.name, made_by(self._build), snapshot.count, generation)

    def close(self) -> None:
        with self._mutex:
            self._seen = None
            self._build = None


def create_build(folder: Path) -> Path:
    """A new empty build in a folder of its own, not live yet."""
    from index.engines.whoosh.writer import create

    build = new_build(folder)
    create(build)
    write_durably(build / MADE_BY, fingerprint())
    return build


def made_by(build: Path) -> str:
    try:
        return (build / MADE_BY).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
