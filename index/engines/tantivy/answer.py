"""One search over one reading of a tantivy index."""

from __future__ import annotations

import time
from functools import cached_property
from typing import Any

import tantivy

from index.engines.common import chosen, cursor, facet, value_key
from index.engines.patterns import NOTICE, Pattern
from index.engines.plan import compile_query, has_dates, range_of
from index.engines.tantivy.queries import MUST, NOT, SHOULD, Q, Queries, some, term
from index.engines.tantivy.rank import scoring
from index.engines.tantivy.reading import Reading, narrowed
from index.engines.tantivy.schema import key_field
from index.engines.whoosh.rows import hit
from index.hits import FacetCount, Hit, SearchPage
from index.request import SearchRequest

_SORTED_BY = {"date": "earliest", "-date": "latest"}


class Answer:
    """Hits, order and facets of a request."""

    def __init__(self, reading: Reading, request: SearchRequest) -> None:
        self._started = time.perf_counter()
        self._reading = reading
        self._request = request
        self._compiled = compile_query(request.query, request.match)
        self._known: dict[tuple[tuple[str, ...], Pattern], tuple[str, ...]] = {}
        self._cut = False
        self._plan = self._queries().query(self._compiled.plan)

    def _queries(self, partly: bool = False) -> Queries:
        return Queries(self._forms, self._reading.said, self._reading.looked, partly)

    def _forms(self, fields: tuple[str, ...], pattern: Pattern) -> tuple[str, ...]:
        key = (fields, pattern)
        if key not in self._known:
            self._known[key], cut = self._reading.forms(fields, pattern)
            self._cut = self._cut or cut
        return self._known[key]

    def _filters(self, partly: bool = False) -> dict[str, list[Any]]:
        """What each filter keeps; that of dates goes with ``date_year``."""
        found: dict[str, list[Any]] = {
            field: [some(term(key_field(field), key) for key in keys)]
            for field, keys in chosen(self._request).items()
        }
        days = range_of(self._request.date_from, self._request.date_to)
        times = [self._queries(partly).dated(*days)] if days else []
        if self._request.undated:
            times.append(self._queries(partly).dated(None, None))
        if times:
            found.setdefault("date_year", []).append(some(times))
        return found

    def _kept(self, apart: str = "") -> Any:
        """Hits as a query, with the filter of one facet left out."""
        filters = [each for field, group in self._filters().items() if field != apart for each in group]
        return narrowed(self._plan, filters)

    @cached_property
    def _hits(self) -> Any:
        return self._kept()

    def _ordered(self, offset: int, limit: int) -> list[tuple[float, Any]]:
        """Scores and addresses of the hits from ``offset`` on."""
        searcher, sort = self._reading.searcher, self._request.sort
        rated = scoring(self._compiled.clauses, self._forms) if sort == "relevance" else None
        if rated is None:
            found = searcher.search(
                self._hits, limit, count=False, offset=offset,
                order_by_field=_SORTED_BY.get(sort, "id"), order=tantivy.Order.Asc,
            ).hits  # fmt: skip
            return [(0.0, address) for _, address in found]
        both = Q.boolean_query([(MUST, Q.const_score_query(self._hits, 0.0)), (SHOULD, rated)])
        return [(score, at) for score, at in searcher.search(both, limit, count=False, offset=offset).hits]

    def ids(self) -> list[str]:
        """Ids of all hits in order."""
        total = self._reading.count(self._hits)
        rows = self._ordered(0, total) if total else []
        return [self._reading.searcher.doc(address).get_first("id") for _, address in rows]

    def page(self) -> SearchPage:
        request, total = self._request, self._reading.count(self._hits)
        wanted = request.limit if request.offset < total else 0
        rows = self._ordered(request.offset, wanted) if wanted else []
        return SearchPage(
            total=total,
            hits=tuple(self._hit(score, address) for score, address in rows),
            facets={field: self._facet(field) for field in request.facets},
            set_aside=self._set_aside(),
            took_ms=(time.perf_counter() - self._started) * 1000,
            next=cursor(request, total),
            notices=(NOTICE,) if self._cut else (),
        )

    def _hit(self, score: float, address: Any) -> Hit:
        row = self._reading.searcher.doc(address)
        return hit(row.get_first("id"), bytes(row.get_first("facts")), score)

    def _facet(self, field: str) -> tuple[FacetCount, ...]:
        counts: dict[str, int] = {}
        shown: dict[str, str] = {}
        query = self._kept(apart=field) if field in self._filters() else self._hits
        for value, count in self._reading.values(field, query).items():
            key = value_key(field, value)
            shown[key] = min(shown.get(key, value), value)
            counts[key] = counts.get(key, 0) + count
        return facet(field, {shown[key]: count for key, count in counts.items()}, self._request)

    def _set_aside(self) -> int:
        """Articles that only touch the dates asked for."""
        request = self._request
        if not has_dates(self._compiled.plan) and range_of(request.date_from, request.date_to) is None:
            return 0
        filters = [each for group in self._filters(partly=True).values() for each in group]
        loose = narrowed(self._queries(partly=True).query(self._compiled.plan), filters)
        return self._reading.count(Q.boolean_query([(MUST, loose), (NOT, self._hits)]))
