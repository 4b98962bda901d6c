"""The OpenSearch engine behind the port."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from archive.errors import IndexMissing
from index.document import IndexDocument
from index.engine import IndexStatus
from index.engines.common import check
from index.engines.opensearch.address import Address
from index.engines.opensearch.answer import Answer
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.queries import ALL, term
from index.engines.opensearch.rank import times
from index.engines.opensearch.reading import Reading
from index.engines.opensearch.schema import row
from index.hits import SearchPage
from index.request import SearchRequest
from index.scoring import KINDS

#: What another process wrote is seen after so many seconds at most.
_FRESH_S = 0.5
_AT_ONCE = 50
_DATES = 65_000


class OpenSearchBatch:
    """Collects changes; they are sent on leaving the block and become visible by one refresh.

    When sending fails midway the rest stays unsent and nothing is refreshed; the revisions tell the next sync
    what is still due.
    """

    def __init__(self, engine: OpenSearchEngine, index: str) -> None:
        self._engine = engine
        self._index = index
        self._changed: dict[str, IndexDocument | None] = {}

    def put(self, document: IndexDocument) -> None:
        self._changed[document.id] = document

    def delete(self, article_id: str) -> None:
        self._changed[article_id] = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._changed:
            self._engine.write(self._index, self._lines())

    def _lines(self) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
        for key, document in self._changed.items():
            place = {"_index": self._index, "_id": key}
            yield ({"delete": place}, None) if document is None else ({"index": place}, row(document))


class OpenSearchEngine:
    """Implements ``index.engine.SearchEngine`` over an alias; with ``build`` over that index, live or not.

    What this process writes it sees at once; what others write within half a second.
    """

    name = "opensearch"

    def __init__(self, address: Address, alias: str, build: str | None = None) -> None:
        self._cluster = Cluster(address)
        self._index = build or alias
        self._mutex = threading.Lock()
        self._seen: tuple[float, str, Reading] | None = None
        self.reading()

    def reading(self) -> Reading:
        """The state of the index, not older than half a second."""
        with self._mutex:
            now = time.monotonic()
            if self._seen is None or now - self._seen[0] > _FRESH_S:
                generation, made_by = self._meta()
                known = self._seen[2] if self._seen else None
                if known is None or known.generation != generation:
                    known = Reading(self._cluster, self._index, generation)
                self._seen = now, made_by, known
            return self._seen[2]

    def _meta(self) -> tuple[int, str]:
        found = self._cluster.call("GET", f"/{self._index}/_mapping", filter_path="*.mappings._meta")
        if not found:
            raise IndexMissing(f"{self._cluster.address!r} {self._index}")
        meta = next(iter(found.values()))["mappings"]["_meta"]
        return int(meta.get("generation", 0)), str(meta.get("made_by", ""))

    def write(self, index: str, lines: Iterator[tuple[dict[str, Any], dict[str, Any] | None]]) -> None:
        """Sends changes, makes them visible, and counts the generation on."""
        self._cluster.bulk(lines)
        self._cluster.call("POST", f"/{index}/_refresh")
        generation, made_by = self._meta()
        later = max(generation + 1, time.time_ns() // 1000)
        meta = {"_meta": {"made_by": made_by, "generation": later}}
        self._cluster.call("PUT", f"/{index}/_mapping", meta)
        with self._mutex:
            self._seen = None

    def search(self, request: SearchRequest) -> SearchPage:
        check(request)
        return Answer(self.reading(), request).page()

    def ids(self, request: SearchRequest) -> Iterator[str]:
        check(request)
        return iter(Answer(self.reading(), request).ids())

    def revisions(self) -> Mapping[str, str]:
        rows = self.reading().walk(ALL, [{"id": "asc"}], _source=False, docvalue_fields=["revision"])
        return {hit["_id"]: hit["fields"]["revision"][0] for hit in rows}

    def term_frequencies(self, field: str, asked: Iterable[str]) -> Mapping[str, int]:
        reading, wanted = self.reading(), list(asked)
        if field in KINDS:
            counts = reading.articles_with((("title", "body"), field, (each,)) for each in wanted)
            return dict(zip(wanted, counts, strict=True))
        return {each: reading.count(term(field, each)) for each in wanted}

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        return self.reading().vocabulary(field, prefix)

    def occurrences(self, field: str, asked: Iterable[str], request: SearchRequest) -> Mapping[str, int]:
        check(request)
        reading, wanted = self.reading(), list(asked)
        query = Answer(reading, request).query
        counts: dict[str, int] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            found = self._cluster.searches(
                reading.index, [times(f"body_{field}", each, query) for each in part]
            )
            counts |= {
                each: round(answer["aggregations"]["n"]["value"])
                for each, answer in zip(part, found, strict=True)
            }
        return counts

    def running_words(self, request: SearchRequest) -> Mapping[str, int]:
        check(request)
        reading = self.reading()
        inside = {"words": {"sum": {"field": "body_words"}}}
        dates = {"terms": {"field": "date", "size": _DATES, "shard_size": _DATES}, "aggs": inside}
        query = Answer(reading, request).query
        found = reading.search({"size": 0, "query": query, "aggs": {"date": dates}})["aggregations"]["date"]
        return {each["key"]: int(each["words"]["value"]) for each in found["buckets"]}

    def batch(self, merge: bool = True, frugal: bool = False) -> OpenSearchBatch:
        """Changes; OpenSearch merges by its own policy."""
        return OpenSearchBatch(self, self._index)

    def consolidate(self) -> None:
        """Nothing to do: the cluster merges by its own policy."""

    def frozen(self) -> OpenSearchEngine:
        """Itself: what others commit is seen at once."""
        return self

    def without(self, hidden: frozenset[str]) -> OpenSearchEngine:
        """The same index with a filter in every question."""
        twin = copy.copy(self)
        twin._mutex, twin._seen = threading.Lock(), None
        twin._cluster = self._cluster.without(hidden)
        return twin

    def status(self) -> IndexStatus:
        reading = self.reading()
        assert self._seen is not None
        return IndexStatus(self.name, self._seen[1], reading.corpus.articles, reading.generation)

    def close(self) -> None:
        self._cluster.close()
