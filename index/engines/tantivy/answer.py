"""One search over one reading of a tantivy index."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import tantivy

from index.engines.common import FOLDED_FIELDS, chosen, cursor, facet, selected, value_key
from index.engines.patterns import NOTICE, Pattern
from index.engines.plan import compile_query, has_dates, range_of
from index.engines.tantivy.counting import Counts
from index.engines.tantivy.queries import MUST, NOT, SHOULD, Q, Queries, some, term
from index.engines.tantivy.rank import scoring
from index.engines.tantivy.reading import Reading, narrowed
from index.engines.tantivy.schema import key_field
from index.engines.whoosh.rows import hit
from index.hits import FacetCount, Hit, SearchPage
from index.request import IN_TIME, SearchRequest

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
        return narrowed(self._plan, filters, self._compiled.plan)

    @cached_property
    def _hits(self) -> Any:
        return self._kept()

    def _ordered(self, offset: int, limit: int) -> tuple[int, list[tuple[float, Any]]]:
        """How many hits there are; scores and addresses of those from ``offset`` on."""
        searcher, sort = self._reading.searcher, self._request.sort
        if not limit:
            return self._reading.count(self._hits), []
        rated = None
        if sort == "relevance":
            rated = scoring(self._compiled.clauses, self._forms, self._reading.is_frequent)
        if rated is None:
            by = {"order_by_field": _SORTED_BY.get(sort, "id"), "order": tantivy.Order.Asc}
            found = searcher.search(self._hits, limit, offset=offset, **by)
            return found.count, [(0.0, address) for _, address in found.hits]
        both = Q.boolean_query([(MUST, Q.const_score_query(self._hits, 0.0)), (SHOULD, rated)])
        found = searcher.search(both, limit, offset=offset)
        return found.count, list(found.hits)

    def query(self) -> Any:
        """What finds the hits, as tantivy takes it."""
        return self._hits

    def ids(self) -> list[str]:
        """Ids of all hits in order."""
        _, rows = self._ordered(0, self._reading.count(self._hits))
        return [self._reading.searcher.doc(address).get_first("id") for _, address in rows]

    def page(self) -> SearchPage:
        total, rows = self._ordered(self._request.offset, self._request.limit)
        return SearchPage(
            total=total,
            hits=tuple(self._hit(score, address) for score, address in rows),
            facets=self._facets(total),
            set_aside=self._set_aside(),
            took_ms=(time.perf_counter() - self._started) * 1000,
            next=cursor(self._request, total),
            notices=(NOTICE,) if self._cut else (),
        )

    def _hit(self, score: float, address: Any) -> Hit:
        row = self._reading.searcher.doc(address)
        return hit(row.get_first("id"), bytes(row.get_first("facts")), score)

    def _facets(self, total: int) -> dict[str, Sequence[FacetCount]]:
        """All facets: those without a filter of their own are counted in one pass."""
        reading, filtered = self._reading, self._filters()
        fields = [field for field in self._request.facets if field not in filtered]
        counts = reading.counting.among(fields, self._hits, total, reading.articles)
        for field in self._request.facets:
            if field in filtered:
                kept = self._kept(apart=field)
                counts |= reading.counting.among([field], kept, reading.count(kept), reading.articles)
        return {field: self._facet(field, counts[field]) for field in self._request.facets}

    def _facet(self, field: str, counts: Counts) -> Sequence[FacetCount]:
        if field in FOLDED_FIELDS or field in IN_TIME or selected(field, self._request):
            return facet(field, _by_key(field, counts.by_value()), self._request)
        return counts.ranked()

    def _set_aside(self) -> int:
        """Articles that only touch the dates asked for."""
        request, plan = self._request, self._compiled.plan
        if not has_dates(plan) and range_of(request.date_from, request.date_to) is None:
            return 0
        filters = [each for group in self._filters(partly=True).values() for each in group]
        if not has_dates(plan):
            # Whether a plan without dates finds an article does not hang on how its date is taken.
            filters.append(self._reading.rough)
        loose = narrowed(self._queries(partly=True).query(plan), filters, plan)
        return self._reading.count(Q.boolean_query([(MUST, loose), (NOT, self._hits)]))


def _by_key(field: str, counts: dict[str, int]) -> dict[str, int]:
    """Values of one key counted together under the first of them."""
    if field not in FOLDED_FIELDS:
        return counts
    groups: dict[str, list[str]] = {}
    for value in counts:
        groups.setdefault(value_key(field, value), []).append(value)
    return {min(values): sum(counts[value] for value in values) for values in groups.values()}
