"""How often a query is found over time, beside how much there is to find it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.periods import Step, every_period, gathered
from index.query.ast import Everything

if TYPE_CHECKING:
    from index.request import SearchRequest
    from workspace.answers import SearchAnswer
    from workspace.finding import Finding


@dataclass(frozen=True, slots=True)
class Point:
    """One period: articles that are hits, and all articles under the same filters."""

    period: str
    hits: int
    articles: int

    @property
    def per_1000(self) -> float | None:
        """Hits in a thousand articles; None where there are no articles."""
        return round(1000 * self.hits / self.articles, 2) if self.articles else None


@dataclass(frozen=True, slots=True)
class Series:
    """One query over time. ``undated`` counts hits that are not dated precisely enough for the step."""

    answer: SearchAnswer
    points: tuple[Point, ...]
    undated: int

    @property
    def query(self) -> str:
        return self.answer.raw

    @property
    def total(self) -> int:
        return sum(point.hits for point in self.points) + self.undated


@dataclass(frozen=True, slots=True)
class Trend:
    """Series over the same periods."""

    by: Step
    series: tuple[Series, ...]

    def as_json(self) -> dict[str, Any]:
        """The object of ``trend`` in the contract."""
        return {"by": self.by, "series": [_series_json(each) for each in self.series]}


def _series_json(series: Series) -> dict[str, Any]:
    points = [
        {"period": p.period, "hits": p.hits, "articles": p.articles, "per_1000": p.per_1000}
        for p in series.points
    ]
    return {"query": series.query, "points": points, "undated": series.undated}


def trend(workspace: Finding, queries: Sequence[str], by: Step = "year", **asked: Any) -> Trend:
    """Each query counted by period. ``asked`` are the filters of ``search_text``. Raises QueryError.

    The periods run from the first to the last article under the filters, so that a gap is seen as one.
    """
    answers = [workspace.search_text(query, limit=0, **asked) for query in queries]
    if not answers:
        return Trend(by, ())
    everything = replace(answers[0].request, query=Everything())
    articles, _ = gathered(_dates(workspace, everything), by)
    periods = every_period(articles, by)
    return Trend(by, tuple(_series(workspace, answer, periods, articles, by) for answer in answers))


def _series(
    workspace: Finding, answer: SearchAnswer, periods: Sequence[str], articles: Mapping[str, int], by: Step
) -> Series:
    hits, undated = gathered(_dates(workspace, answer.request), by)
    points = tuple(Point(period, hits[period], articles.get(period, 0)) for period in periods)
    return Series(answer, points, undated)


def _dates(workspace: Finding, request: SearchRequest) -> dict[str, int]:
    page = workspace.engine.search(replace(request, limit=0, offset=0, facets=("date",)))
    return {row.value: row.count for row in page.facets["date"]}
