"""One search over one snapshot."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property, reduce

import numpy as np

from index.engines.common import chosen, cursor, facet, selected
from index.engines.patterns import NOTICE
from index.engines.plan import compile_query, has_dates, range_of
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.evaluate import Evaluation
from index.engines.whoosh.order import Order
from index.engines.whoosh.rank import Ranker
from index.engines.whoosh.rows import hit
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.vocabulary import Vocabulary
from index.hits import FacetCount, SearchPage
from index.request import IN_TIME, SearchRequest


class Answer:
    """Hits, order and facets of a request."""

    def __init__(self, snapshot: Snapshot, vocabulary: Vocabulary, request: SearchRequest) -> None:
        self._started = time.perf_counter()
        self._snapshot = snapshot
        self._vocabulary = vocabulary
        self._request = request
        self._compiled = compile_query(request.query, request.match)
        self._evaluation = Evaluation(snapshot, vocabulary)
        self._matching = self._evaluation.hits(self._compiled.plan)
        self._order = Order(snapshot)

    @cached_property
    def _filters(self) -> dict[str, Array]:
        """The set that each filter keeps; ``date_year`` is the date filter too."""
        sets: dict[str, Array] = {}
        for field, keys in chosen(self._request).items():
            members = [self._evaluation.value(field, key) for key in keys]
            sets[field] = reduce(np.logical_or, members)
        time_filter = self._time(self._evaluation)
        if time_filter is not None:
            sets["date_year"] = sets.get("date_year", time_filter) & time_filter
        return sets

    def _time(self, evaluation: Evaluation) -> Array | None:
        days = range_of(self._request.date_from, self._request.date_to)
        undated = evaluation.dated(None, None) if self._request.undated else self._snapshot.nothing()
        if days is None:
            return undated if self._request.undated else None
        return evaluation.dated(*days) | undated

    def _kept(self, apart: str = "") -> Array:
        """Hits, with the filter of one facet left out."""
        members = (members for field, members in self._filters.items() if field != apart)
        return reduce(np.logical_and, members, self._matching)

    @cached_property
    def _members(self) -> Array:
        return self._kept()

    @cached_property
    def hits(self) -> Array:
        """Article numbers of all hits, rising."""
        return np.flatnonzero(self._members)

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(self._evaluation, self._compiled.clauses, self.hits, self._order)

    def _ordered(self, top: int) -> tuple[Array, Sequence[float]]:
        """Article numbers of the first ``top`` hits in order, and their scores."""
        if self._request.sort == "relevance":
            scores = self._ranker.final()
            places = self._order.first(-scores, self.hits, top)
            return self.hits[places], scores[places].tolist()
        keys = self._order.date_keys(self.hits, self._request.sort == "-date")
        return self.hits[self._order.first(keys, self.hits, top)], ()

    def ids(self) -> list[str]:
        """Ids of all hits in order."""
        return self._snapshot.names(self._ordered(len(self.hits))[0].tolist())

    def page(self) -> SearchPage:
        request, total = self._request, len(self.hits)
        rows = self._rows() if request.limit and request.offset < total else []
        names = self._snapshot.names([number for number, _ in rows])
        return SearchPage(
            total=total,
            hits=tuple(
                hit(name, self._snapshot.facts(number), score)
                for name, (number, score) in zip(names, rows, strict=True)
            ),
            facets={field: self._facet(field) for field in request.facets},
            set_aside=self._set_aside(),
            took_ms=(time.perf_counter() - self._started) * 1000,
            next=cursor(request, total),
            notices=(NOTICE,) if self._evaluation.cut else (),
        )

    def _rows(self) -> list[tuple[int, float]]:
        """Article numbers and scores of the page asked for."""
        offset = self._request.offset
        numbers, scores = self._ordered(offset + self._request.limit)
        page = numbers[offset:]
        if self._request.sort == "relevance":
            return list(zip(page.tolist(), scores[offset:], strict=True))
        rising = np.sort(page)
        found = Ranker(self._evaluation, self._compiled.clauses, rising, self._order).first()
        of = dict(zip(rising.tolist(), found.tolist(), strict=True))
        return [(number, of[number]) for number in page.tolist()]

    def _facet(self, field: str) -> Sequence[FacetCount]:
        kept, hits = self._members, self.hits
        if field in self._filters:
            kept = self._kept(apart=field)
            hits = np.flatnonzero(kept)
        table = self._snapshot.values(field)
        if table.is_plain and field not in IN_TIME and not selected(field, self._request):
            return table.ranked(kept, hits)
        return facet(field, table.counts(kept, hits), self._request, ordered=True)

    def _set_aside(self) -> int:
        """Articles that only touch the dates asked for."""
        request = self._request
        if not has_dates(self._compiled.plan) and range_of(request.date_from, request.date_to) is None:
            return 0
        partly = Evaluation(self._snapshot, self._vocabulary, partly=True)
        found = partly.hits(self._compiled.plan)
        for field, members in self._filters.items():
            if field != "date_year":
                found = found & members
        time_filter = self._time(partly)
        if time_filter is not None:
            found = found & time_filter
        return int(np.count_nonzero(found & ~self._members))
