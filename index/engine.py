"""The port every search engine implements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from index.document import IndexDocument
from index.hits import SearchPage
from index.request import SearchRequest


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """``fingerprint`` of what built the index, ``articles`` held, ``generation`` grows with each commit."""

    engine: str
    fingerprint: str
    articles: int
    generation: int


class WriteBatch(Protocol):
    """Changes that become visible together on leaving the block, or not at all after an error."""

    def put(self, document: IndexDocument) -> None: ...

    def delete(self, article_id: str) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SearchEngine(Protocol):
    """Finds articles. Raises only EngineError and QueryError."""

    name: str

    def search(self, request: SearchRequest) -> SearchPage: ...

    def ids(self, request: SearchRequest) -> Iterator[str]:
        """Ids of every hit, in the order of the request's sort, without paging."""
        ...

    def revisions(self) -> Mapping[str, str]:
        """Article id to the revision that is indexed, for sync."""
        ...

    def term_frequencies(self, field: str, terms: Iterable[str]) -> Mapping[str, int]:
        """Number of articles each term of ``field`` occurs in."""
        ...

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """Terms of ``field`` in code point order with their article counts."""
        ...

    def occurrences(self, field: str, terms: Iterable[str], request: SearchRequest) -> Mapping[str, int]:
        """How often each term of ``field`` (lemma or form) stands in the bodies of the request's hits."""
        ...

    def running_words(self, request: SearchRequest) -> Mapping[str, int]:
        """Number of words in the bodies of the request's hits, by their dates as in the facet ``date``."""
        ...

    def batch(self, merge: bool = True, frugal: bool = False) -> WriteBatch:
        """Without ``merge`` nothing is done that makes later searches faster: ``consolidate`` follows.
        ``frugal`` leaves to later what takes much memory, because others want it now."""
        ...

    def consolidate(self) -> None:
        """Called once after very many articles came: whatever makes searches faster from then on."""
        ...

    def status(self) -> IndexStatus: ...

    def frozen(self) -> SearchEngine:
        """This engine as it is now, for reading: later commits are not seen, and nothing is looked up on the
        disk to learn of them. A server over the network may return itself."""
        ...

    def without(self, hidden: frozenset[str]) -> SearchEngine:
        """A view for reading as if the articles of these ids (and their quotations) had never been there:
        hits, counts, facets, terms and their frequencies. Like ``frozen`` it stays as it is."""
        ...

    def close(self) -> None: ...
