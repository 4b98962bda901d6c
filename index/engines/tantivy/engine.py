"""The tantivy engine behind the port."""

from __future__ import annotations

import contextlib
import copy
import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import tantivy

from archive.errors import IndexLocked, IndexMissing
from index.document import IndexDocument
from index.engine import IndexStatus
from index.engines.builds import MADE_BY, build_number, live_build, make_live, new_build, write_durably
from index.engines.common import check
from index.engines.tantivy import totals
from index.engines.tantivy.answer import Answer
from index.engines.tantivy.reading import Reading
from index.engines.tantivy.schema import SCHEMA, register, rows
from index.fingerprint import fingerprint
from index.hits import SearchPage
from index.request import SearchRequest
from index.scoring import KINDS

LOCK_SECONDS = 30.0
#: More operations than any build sees, so that the generation also grows with a new build.
_OPERATIONS = 10**12
_HEAP_BYTES = 256_000_000
_META = "meta.json"


class TantivyBatch:
    """Collects changes, analysed as they come; tantivy's lock is held only while they are written."""

    def __init__(self, index: Any, lock_seconds: float) -> None:
        self._index = index
        self._lock_seconds = lock_seconds
        self._changed: dict[str, list[Any]] = {}

    def put(self, document: IndexDocument) -> None:
        self._changed[document.id] = rows(document)

    def delete(self, article_id: str) -> None:
        self._changed[article_id] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._changed:
            self._write()

    def _write(self) -> None:
        writer = self._writer()
        for article_id, documents in self._changed.items():
            writer.delete_documents_by_term("id", article_id)
            writer.delete_documents_by_term("of", article_id)
            for document in documents:
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def _writer(self) -> Any:
        end = time.monotonic() + self._lock_seconds
        while True:
            try:
                return self._index.writer(_HEAP_BYTES, 1)
            except ValueError as error:
                if time.monotonic() > end:
                    raise IndexLocked(self._lock_seconds) from error
                time.sleep(0.05)


class TantivyEngine:
    """Implements ``index.engine.SearchEngine`` over a folder of builds (see ``index.engines.builds``).

    With ``build`` the engine writes and reads that build, live or not.
    """

    name = "tantivy"

    def __init__(self, folder: Path, build: Path | None = None, lock_seconds: float = LOCK_SECONDS) -> None:
        self._folder = folder
        self._fixed = build
        self._lock_seconds = lock_seconds
        self._mutex = threading.Lock()
        self._build: Path | None = None
        self._index: Any = None
        self._seen: tuple[bytes, Reading] | None = None
        self._at_rest: IndexStatus | None = None
        self.reading()

    @classmethod
    def create(cls, folder: Path) -> TantivyEngine:
        """A new empty live index."""
        build = create_build(folder)
        make_live(folder, build)
        return cls(folder)

    def reading(self) -> Reading:
        """The latest commit; older ones stay readable as long as somebody holds them."""
        if self._at_rest is not None and self._seen is not None:
            return self._seen[1]
        with self._mutex:
            build = self._fixed or live_build(self._folder)
            try:
                meta = (build / _META).read_bytes()
                if build != self._build:
                    self._index = register(tantivy.Index.open(str(build)))
                    self._build, self._seen = build, None
                if self._seen is None or self._seen[0] != meta:
                    self._seen = meta, self._read(json.loads(meta))
            except (OSError, ValueError, KeyError) as error:
                raise IndexMissing(str(self._folder)) from error
            return self._seen[1]

    def _read(self, meta: dict[str, Any]) -> Reading:
        self._index.reload()
        deletions = any(segment.get("deletes") for segment in meta["segments"])
        return Reading(self._index.searcher(), int(meta["opstamp"]), deletions)

    def search(self, request: SearchRequest) -> SearchPage:
        check(request)
        return Answer(self.reading(), request).page()

    def ids(self, request: SearchRequest) -> Iterator[str]:
        check(request)
        return iter(Answer(self.reading(), request).ids())

    def revisions(self) -> Mapping[str, str]:
        return self.reading().revisions()

    def term_frequencies(self, field: str, terms: Iterable[str]) -> Mapping[str, int]:
        reading = self.reading()
        if field in KINDS:
            return {term: reading.articles_with(field, term) for term in terms}
        counts = reading.values(field)
        return {term: counts.get(term, 0) for term in terms}

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        reading = self.reading()
        if field in KINDS:
            return iter([pair for pair in reading.vocabulary(field, prefix) if pair[1]])
        counts = reading.values(field)
        return iter([pair for pair in counts.items() if pair[0].startswith(prefix)])

    def occurrences(self, field: str, terms: Iterable[str], request: SearchRequest) -> Mapping[str, int]:
        check(request)
        reading = self.reading()
        return totals.occurrences(reading, Answer(reading, request).query(), field, terms)

    def running_words(self, request: SearchRequest) -> Mapping[str, int]:
        check(request)
        reading = self.reading()
        return totals.running_words(reading, Answer(reading, request).query())

    def batch(self, merge: bool = True, frugal: bool = False) -> TantivyBatch:
        """Changes; tantivy merges by its own policy."""
        self.reading()
        return TantivyBatch(self._index, self._lock_seconds)

    def consolidate(self) -> None:
        """Nothing to do: tantivy merges by its own policy."""

    def frozen(self) -> TantivyEngine:
        self.reading()
        with self._mutex:
            twin = copy.copy(self)
        twin._at_rest = twin.status()
        return twin

    def without(self, hidden: frozenset[str]) -> TantivyEngine:
        twin = self.frozen()
        seen = twin.reading().without(hidden)
        twin._seen = b"", seen
        twin._at_rest = replace(twin.status(), articles=seen.articles)
        return twin

    def status(self) -> IndexStatus:
        if self._at_rest is not None:
            return self._at_rest
        reading = self.reading()
        assert self._build is not None
        made_by = ""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            made_by = (self._build / MADE_BY).read_text(encoding="utf-8").strip()
        generation = build_number(self._build) * _OPERATIONS + reading.generation
        return IndexStatus(self.name, made_by, reading.articles, generation)

    def close(self) -> None:
        with self._mutex:
            self._seen = self._index = self._build = None


def create_build(folder: Path) -> Path:
    """A new empty build in a folder of its own, not live yet."""
    build = new_build(folder)
    tantivy.Index(SCHEMA, path=str(build))
    write_durably(build / MADE_BY, fingerprint())
    return build
