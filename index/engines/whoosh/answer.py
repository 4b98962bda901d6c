"""One search over one snapshot."""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterable
from functools import cached_property

from index.engines.common import KEYS, chosen, cursor, facet, sort_key
from index.engines.patterns import NOTICE
from index.engines.plan import compile_query, has_dates, range_of
from index.engines.whoosh.bits import to_numbers
from index.engines.whoosh.evaluate import Evaluation
from index.engines.whoosh.rank import Ranker
from index.engines.whoosh.rows import hit
from index.engines.whoosh.snapshot import Snapshot
from index.hits import FacetCount, SearchPage
from index.request import SearchRequest


class Answer:
    """Hits, order and facets of a request."""

    def __init__(self, snapshot: Snapshot, request: SearchRequest) -> None:
        self._started = time.perf_counter()
        self._snapshot = snapshot
        self._request = request
        self._compiled = compile_query(request.query, request.match)
        self._evaluation = Evaluation(snapshot)
        self._matching = self._evaluation.members(self._compiled.plan)

    @cached_property
    def _filters(self) -> dict[str, int]:
        """The set that each filter keeps; ``date_year`` is the date filter too."""
        sets: dict[str, int] = {}
        for field, values in chosen(self._request).items():
            if field in KEYS:
                members = [self._snapshot.members(field, value) for value in values]
            else:
                known = self._snapshot.values(field)
                members = [known[value][1] for value in values if value in known]
            sets[field] = _union(members)
        time_filter = self._time(self._evaluation)
        if time_filter is not None:
            sets["date_year"] = sets.get("date_year", time_filter) & time_filter
        return sets

    def _time(self, evaluation: Evaluation) -> int | None:
        days = range_of(self._request.date_from, self._request.date_to)
        undated = evaluation.dated(None, None) if self._request.undated else 0
        if days is None:
            return undated if self._request.undated else None
        return evaluation.dated(*days) | undated

    def _kept(self, apart: str = "") -> int:
        """Hits, with the filter of one facet left out."""
        kept = self._matching
        for field, members in self._filters.items():
            if field != apart:
                kept &= members
        return kept

    @cached_property
    def hits(self) -> int:
        return self._kept()

    def _ordered(self, top: int | None) -> list[tuple[tuple[float, int, str], int, float]]:
        """(sort key, number, score) of the first ``top`` hits, or of all."""
        numbers = to_numbers(self.hits)
        by_score = self._request.sort == "relevance"
        scores = self._ranker.scores(numbers, best_first=True) if by_score else [0.0] * len(numbers)
        days, ids = self._snapshot.column("date_first"), self._snapshot.ids
        rows = (
            (sort_key(self._request.sort, score, days[number], ids[number]), number, score)
            for number, score in zip(numbers, scores, strict=True)
        )
        return sorted(rows) if top is None else heapq.nsmallest(top, rows)

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(self._evaluation, self._compiled.clauses)

    def ids(self) -> list[str]:
        ids = self._snapshot.ids
        return [ids[number] for _, number, _ in self._ordered(None)]

    def page(self) -> SearchPage:
        request, total = self._request, self.hits.bit_count()
        end = request.offset + request.limit
        rows = self._ordered(end)[request.offset :] if request.limit and request.offset < total else []
        scores = [score for *_, score in rows]
        if request.sort != "relevance":
            scores = self._ranker.scores([number for _, number, _ in rows], best_first=False)
        ids = self._snapshot.ids if rows else []
        return SearchPage(
            total=total,
            hits=tuple(
                hit(ids[number], self._snapshot.facts(number), score)
                for (_, number, _), score in zip(rows, scores, strict=True)
            ),
            facets={field: self._facet(field) for field in request.facets},
            set_aside=self._set_aside(),
            took_ms=(time.perf_counter() - self._started) * 1000,
            next=cursor(request, total),
            notices=(NOTICE,) if self._evaluation.cut else (),
        )

    def _facet(self, field: str) -> tuple[FacetCount, ...]:
        kept = self._kept(apart=field)
        counts = {
            shown: (members & kept).bit_count() for shown, members in self._snapshot.values(field).values()
        }
        return facet(field, counts, self._request)

    def _set_aside(self) -> int:
        """Articles that only touch the dates asked for."""
        if (
            not has_dates(self._compiled.plan)
            and range_of(self._request.date_from, self._request.date_to) is None
        ):
            return 0
        partly = Evaluation(self._snapshot, partly=True)
        found = partly.members(self._compiled.plan)
        for field, members in self._filters.items():
            if field != "date_year":
                found &= members
        time_filter = self._time(partly)
        if time_filter is not None:
            found &= time_filter
        return (found & ~self.hits).bit_count()


def _union(sets: Iterable[int]) -> int:
    union = 0
    for members in sets:
        union |= members
    return union
