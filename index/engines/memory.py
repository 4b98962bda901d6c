"""The brute-force engine: every article is looked at for every question.

It is the oracle that other engines are tested against, and enough for a few thousand articles.
It keeps nothing on disk.
"""

from __future__ import annotations

import copy
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from index.document import IndexDocument, belongs_to
from index.engine import IndexStatus
from index.engines.common import check as check_request
from index.engines.common import chosen, cursor, document_values, facet, hit, sort_key, value_key
from index.engines.memory_match import Expansions, Held, held, holds
from index.engines.memory_rank import MemoryRanker
from index.engines.patterns import NOTICE
from index.engines.plan import Compiled, compile_query, has_dates, range_of
from index.fingerprint import fingerprint
from index.hits import FacetCount, SearchPage
from index.request import SearchRequest

Test = Callable[[Held], bool]


class MemoryBatch:
    """Changes applied together on leaving the block."""

    def __init__(self, engine: MemoryEngine) -> None:
        self._engine = engine
        self._changed: dict[str, Held | None] = {}

    def put(self, document: IndexDocument) -> None:
        self._changed[document.id] = held(document)

    def delete(self, article_id: str) -> None:
        self._changed[article_id] = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._engine.apply(self._changed)


class MemoryEngine:
    """Implements ``index.engine.SearchEngine``."""

    name = "memory"

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._generation = 0

    def apply(self, changed: Mapping[str, Held | None]) -> None:
        articles = {**self._held, **{key: value for key, value in changed.items() if value}}
        self._held = {key: value for key, value in articles.items() if changed.get(key, value)}
        self._generation += 1

    def search(self, request: SearchRequest) -> SearchPage:
        started = time.perf_counter()
        check_request(request)
        compiled, expansions = compile_query(request.query, request.match), Expansions(self._held.values())
        found = [one for one in self._held.values() if _accepts(compiled, request, expansions, one)]
        ordered = self._ordered(found, compiled, request, expansions)
        return SearchPage(
            total=len(found),
            hits=tuple(
                hit(one.document, score)
                for score, one in ordered[request.offset : request.offset + request.limit]
            ),
            facets={field: self._facet(field, compiled, request, expansions) for field in request.facets},
            set_aside=self._set_aside(compiled, request, expansions, len(found)),
            took_ms=(time.perf_counter() - started) * 1000,
            next=cursor(request, len(found)),
            notices=(NOTICE,) if expansions.cut else (),
        )

    def ids(self, request: SearchRequest) -> Iterator[str]:
        check_request(request)
        compiled, expansions = compile_query(request.query, request.match), Expansions(self._held.values())
        found = [one for one in self._held.values() if _accepts(compiled, request, expansions, one)]
        return iter([one.document.id for _, one in self._ordered(found, compiled, request, expansions)])

    def _ordered(
        self, found: list[Held], compiled: Compiled, request: SearchRequest, expansions: Expansions
    ) -> list[tuple[float, Held]]:
        ranker = MemoryRanker(self._held, compiled, expansions)
        scores = ranker.scores(found, best_first=request.sort == "relevance")

        def key(one: Held) -> tuple[float, int, str]:
            document = one.document
            return sort_key(request.sort, scores[document.id], document.date_first, document.id)

        return [(scores[one.document.id], one) for one in sorted(found, key=key)]

    def _facet(
        self, field: str, compiled: Compiled, request: SearchRequest, expansions: Expansions
    ) -> tuple[FacetCount, ...]:
        counts: Counter[str] = Counter()
        shown: dict[str, str] = {}
        for one in self._held.values():
            if _accepts(compiled, request, expansions, one, apart=field):
                for value in dict.fromkeys(document_values(one.document, field)):
                    key = value_key(field, value)
                    shown[key] = min(shown.get(key, value), value)
                    counts[key] += 1
        return facet(field, {shown[key]: count for key, count in counts.items()}, request)

    def _set_aside(
        self, compiled: Compiled, request: SearchRequest, expansions: Expansions, total: int
    ) -> int:
        if not has_dates(compiled.plan) and range_of(request.date_from, request.date_to) is None:
            return 0
        loose = [
            one
            for one in self._held.values()
            if _accepts(compiled, request, expansions, one, partly=True)
            and not _accepts(compiled, request, expansions, one)
        ]
        return len(loose)

    def revisions(self) -> Mapping[str, str]:
        return {key: one.document.revision for key, one in self._held.items()}

    def term_frequencies(self, field: str, terms: Iterable[str]) -> Mapping[str, int]:
        counts = self._vocabulary(field)
        return {term: counts[term] for term in terms}

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        return iter(sorted(pair for pair in self._vocabulary(field).items() if pair[0].startswith(prefix)))

    def _vocabulary(self, field: str) -> Counter[str]:
        return Counter(term for one in self._held.values() for term in _terms(one, field))

    def occurrences(self, field: str, terms: Iterable[str], request: SearchRequest) -> Mapping[str, int]:
        bodies = [one.fields["body"] for one in self._found(request)]
        return {term: sum(len(getattr(body, field).get(term, ())) for body in bodies) for term in terms}

    def running_words(self, request: SearchRequest) -> Mapping[str, int]:
        words: Counter[str] = Counter()
        for one in self._found(request):
            words[document_values(one.document, "date")[0]] += one.fields["body"].length
        return words

    def _found(self, request: SearchRequest) -> list[Held]:
        check_request(request)
        compiled, expansions = compile_query(request.query, request.match), Expansions(self._held.values())
        return [one for one in self._held.values() if _accepts(compiled, request, expansions, one)]

    def batch(self, merge: bool = True, frugal: bool = False) -> MemoryBatch:
        return MemoryBatch(self)

    def consolidate(self) -> None:
        """Nothing to do: there are no segments."""

    def frozen(self) -> MemoryEngine:
        return copy.copy(self)

    def without(self, hidden: frozenset[str]) -> MemoryEngine:
        twin = copy.copy(self)
        twin._held = {key: one for key, one in self._held.items() if not belongs_to(key, hidden)}
        return twin

    def status(self) -> IndexStatus:
        return IndexStatus(self.name, fingerprint(), len(self._held), self._generation)

    def close(self) -> None:
        """Nothing to let go."""


def _terms(one: Held, field: str) -> Sequence[str] | set[str]:
    """Distinct terms of an article: words of title and body by kind, or values of a facet field."""
    if field in ("lemma", "form", "cut4", "cut5"):
        return set(getattr(one.fields["title"], field)) | set(getattr(one.fields["body"], field))
    return set(document_values(one.document, field))


def _accepts(
    compiled: Compiled,
    request: SearchRequest,
    expansions: Expansions,
    one: Held,
    apart: str = "",
    partly: bool = False,
) -> bool:
    """Whether an article is a hit; ``apart`` names a facet whose own filter is left out."""
    for field, values in chosen(request).items():
        own = {value_key(field, value) for value in document_values(one.document, field)}
        if field != apart and own.isdisjoint(values):
            return False
    if apart != "date_year" and not _in_time(request, one.document, partly):
        return False
    return holds(compiled.plan, one, expansions, partly)


def _in_time(request: SearchRequest, document: IndexDocument, partly: bool) -> bool:
    days = range_of(request.date_from, request.date_to)
    if days is None:
        return not request.undated or document.date_first == 0
    if document.date_first == 0:
        return request.undated
    if partly:
        return document.date_first <= days[1] and document.date_last >= days[0]
    return days[0] <= document.date_first and document.date_last <= days[1]
