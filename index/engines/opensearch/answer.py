"""One search over one reading of the cluster's index."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from index import scoring
from index.engines.common import FOLDED_FIELDS, chosen, cursor, facet, value_key
from index.engines.opensearch.queries import Queries, Query, every, some, terms
from index.engines.opensearch.rank import evidence, first_scores, look_again, scored
from index.engines.opensearch.reading import Reading, value_counts
from index.engines.opensearch.schema import WINDOW, key_field
from index.engines.patterns import NOTICE, Pattern
from index.engines.plan import compile_query, has_dates, range_of
from index.hits import FacetCount, Hit, SearchPage
from index.request import SearchRequest

Sort = list[dict[str, str]]
_ORDERS: dict[str, Sort] = {
    "relevance": [{"_score": "desc"}, {"id": "asc"}],
    "date": [{"earliest": "asc"}],
    "-date": [{"latest": "asc"}],
}
#: Some counts of a facet may be too small, because a shard knows more values than it tells.
ROUGH = "facet_approximate"


class Answer:
    """Hits, order and facets of a request."""

    def __init__(self, reading: Reading, request: SearchRequest) -> None:
        self._started = time.perf_counter()
        self._reading = reading
        self._request = request
        self._compiled = compile_query(request.query, request.match)
        self._notices: dict[str, None] = {}
        self._plan = self._queries().query(self._compiled.plan)

    def _queries(self, partly: bool = False) -> Queries:
        return Queries(self.forms, self._looked, partly)

    def forms(self, fields: tuple[str, ...], pattern: Pattern) -> tuple[str, ...]:
        """Forms that a pattern stands for."""
        found, cut = self._reading.forms(fields, pattern)
        if cut:
            self._notices[NOTICE] = None
        return found

    def _looked(self, query: Query, plan: Any) -> list[str]:
        return self._reading.looked(query, plan, _Expansions(self))

    def _filters(self, partly: bool = False) -> dict[str, list[Query]]:
        """Filters by the facet that they belong to; those of time to date_year."""
        found = {
            field: [terms(key_field(field), sorted(keys))] for field, keys in chosen(self._request).items()
        }
        days = range_of(self._request.date_from, self._request.date_to)
        times = [self._queries(partly).dated(*days)] if days else []
        if self._request.undated:
            times.append(self._queries(partly).dated(None, None))
        if times:
            found.setdefault("date_year", []).append(some(times))
        return found

    def _kept(self, apart: str = "") -> Query:
        """Hits as a query, with the filter of one facet left out."""
        filters = [each for field, group in self._filters().items() if field != apart for each in group]
        return every([self._plan, *filters])

    @cached_property
    def query(self) -> Query:
        """What finds the hits."""
        return self._kept()

    @cached_property
    def _rated(self) -> Query:
        """The hits with their first scores, where these order them."""
        if self._request.sort != "relevance":
            return self.query
        return scored(self.query, self._words, self._reading.corpus)

    @cached_property
    def _words(self) -> list[dict[str, Any]]:
        return evidence(self._compiled.clauses, self.forms, self._reading)

    def ids(self) -> list[str]:
        """Ids of all hits in order."""
        return [key for key, _ in self._all()]

    def _all(self) -> list[tuple[str, float]]:
        sort = _ORDERS[self._request.sort]
        hits = self._reading.walk(self._rated, sort, _source=False, track_scores=True)
        return self._in_order([(hit["_id"], float(hit["_score"] or 0)) for hit in hits])

    def page(self) -> SearchPage:
        request = self._request
        fields, filtered = request.facets, self._filters()
        body = {
            "size": self._wanted if self._wanted <= WINDOW else 0,
            "query": self._rated,
            "sort": _ORDERS[request.sort],
            "track_scores": request.sort == "relevance",
            "track_total_hits": True,
            "_source": False,
            "aggs": {field: value_counts(field) for field in fields if field not in filtered},
        }
        apart = [field for field in fields if field in filtered]
        asked = [
            {"size": 0, "query": self._kept(apart=field), "aggs": {field: value_counts(field)}}
            for field in apart
        ]
        found, *others = self._reading.cluster.searches(self._reading.index, [body, *asked])
        total = int(found["hits"]["total"]["value"])
        buckets = {
            name: each for answer in (found, *others) for name, each in answer.get("aggregations", {}).items()
        }
        return SearchPage(
            total=total,
            hits=self._hits(found["hits"]["hits"]),
            facets={field: self._facet(field, buckets[field]) for field in fields},
            set_aside=self._set_aside(),
            took_ms=(time.perf_counter() - self._started) * 1000,
            next=cursor(request, total),
            notices=tuple(self._notices),
        )

    @property
    def _wanted(self) -> int:
        """So many of the first hits are needed to know which stand on the page."""
        if not self._request.limit:
            return 0
        last = self._request.offset + self._request.limit
        return max(last, scoring.RESCORED) if self._request.sort == "relevance" else last

    def _hits(self, rows: list[Any]) -> tuple[Hit, ...]:
        if self._wanted > WINDOW:
            ordered = self._all()
        else:
            ordered = self._in_order([(row["_id"], float(row.get("_score") or 0)) for row in rows])
        shown = ordered[self._request.offset :][: self._request.limit]
        if self._request.sort != "relevance" and self._compiled.clauses:
            scores = first_scores([key for key, _ in shown], self._words, self._reading)
            shown = [(key, scores.get(key, 0.0)) for key, _ in shown]
        facts = self._reading.facts([key for key, _ in shown])
        return tuple(_hit(key, facts[key], score) for key, score in shown if key in facts)

    def _in_order(self, rows: list[tuple[str, float]]) -> list[tuple[str, float]]:
        """The first hits by their final scores."""
        if self._request.sort != "relevance" or not rows or not rows[0][1]:
            return rows
        best = dict(rows[: scoring.RESCORED])
        look = look_again(best, self._compiled.clauses, self._reading)
        final, highest, highest_said = {**dict(rows), **look.scores}, look.highest, look.highest_said
        rated = [
            (key, scoring.combined(score, highest, look.said.get(key, 0.0), highest_said))
            for key, score in final.items()
        ]
        return sorted(rated, key=lambda row: (-row[1], row[0]))

    def _facet(self, field: str, found: Mapping[str, Any]) -> tuple[FacetCount, ...]:
        if found.get("sum_other_doc_count") or found.get("doc_count_error_upper_bound"):
            self._notices[ROUGH] = None
        counts = {each["key"]: int(each["doc_count"]) for each in found["buckets"]}
        return facet(field, _by_key(field, counts), self._request)

    def _set_aside(self) -> int:
        """Articles that only touch the dates asked for."""
        request = self._request
        if not has_dates(self._compiled.plan) and range_of(request.date_from, request.date_to) is None:
            return 0
        filters = [each for group in self._filters(partly=True).values() for each in group]
        loose = every([self._queries(partly=True).query(self._compiled.plan), *filters])
        return self._reading.count({"bool": {"filter": [loose], "must_not": [self.query]}})


class _Expansions:
    """Forms of patterns, for looking at articles one by one."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def forms(self, fields: tuple[str, ...], pattern: Pattern) -> frozenset[str]:
        return frozenset(self._answer.forms(fields, pattern))


def _hit(key: str, facts: Mapping[str, Any], score: float) -> Hit:
    return Hit(
        id=key,
        score=score,
        title=facts["title"],
        source=facts["source"],
        source_id=facts["source_id"] or None,
        date=facts["date"] or None,
        regions=tuple(facts["regions"]),
        topics=tuple(facts["topics"]),
        speakers=tuple(facts["speakers"]),
    )


def _by_key(field: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Values of one key counted together under the first of them."""
    if field not in FOLDED_FIELDS:
        return dict(counts)
    groups: dict[str, list[str]] = {}
    for value in counts:
        groups.setdefault(value_key(field, value), []).append(value)
    return {min(values): sum(counts[value] for value in values) for values in groups.values()}
