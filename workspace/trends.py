"""How often a query is found over time, beside how much there is to find it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from index.concordance import stretches
from index.periods import Step, every_period, gathered
from index.query.ast import Everything
from workspace.reading import MOST_READ, drawn, read

if TYPE_CHECKING:
    from index.request import SearchRequest
    from workspace.answers import SearchAnswer
    from workspace.finding import Finding

TrendUnit = Literal["articles", "words"]
_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One period: articles that are hits, and all articles under the same filters; counted in words also the
    places of the query in these bodies, and all words of all bodies."""

    period: str
    hits: int
    articles: int
    occurrences: int | None = None
    words: int | None = None

    @property
    def per_1000(self) -> float | None:
        """Hits in a thousand articles; None where there are no articles."""
        return round(1000 * self.hits / self.articles, 2) if self.articles else None

    @property
    def per_million(self) -> float | None:
        """Places in a million running words; None where there are no words or none were counted."""
        return round(1e6 * (self.occurrences or 0) / self.words, 2) if self.words else None

    @property
    def rate(self) -> float | None:
        """The share in the unit of the trend."""
        return self.per_1000 if self.words is None else self.per_million

    @property
    def count(self) -> int:
        """What the rate is the share of: places where they were counted, else hits."""
        return self.hits if self.occurrences is None else self.occurrences

    @property
    def out_of(self) -> int:
        """What the rate is a share in: words where they were counted, else articles."""
        return self.articles if self.words is None else self.words


@dataclass(frozen=True, slots=True)
class Series:
    """One query over time. ``undated`` counts hits that are not dated precisely enough for the step. ``read``
    articles the places were counted in, if they were; fewer than the hits are a sample: estimates."""

    answer: SearchAnswer
    points: tuple[Point, ...]
    undated: int
    read: int | None = None

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
    unit: TrendUnit = "articles"

    def as_json(self) -> dict[str, Any]:
        """The object of ``trend`` in the contract."""
        series = [_series_json(each) for each in self.series]
        return {"by": self.by, "unit": self.unit, "series": series}


def _series_json(series: Series) -> dict[str, Any]:
    known = {"query": series.query, "points": [_point_json(p) for p in series.points]}
    read = {} if series.read is None else {"read": series.read}
    return {**known, "undated": series.undated, **read}


def _point_json(point: Point) -> dict[str, Any]:
    known = {
        "period": point.period,
        "hits": point.hits,
        "articles": point.articles,
        "per_1000": point.per_1000,
    }
    if point.words is None:
        return known
    words = {"occurrences": point.occurrences, "words": point.words, "per_million": point.per_million}
    return {**known, **words}


def trend(
    workspace: Finding,
    queries: Sequence[str],
    by: Step = "year",
    unit: TrendUnit = "articles",
    most: int = MOST_READ,
    **asked: Any,
) -> Trend:
    """Each query counted by period. ``asked`` are the filters of ``search_text``. Raises QueryError.

    The periods run from the first to the last article under the filters, so that a gap is seen as one. With
    the unit ``words`` the places in the bodies are counted too, of more than ``most`` hits in a sample.
    """
    answers = [workspace.search_text(query, limit=0, **asked) for query in queries]
    if not answers:
        return Trend(by, (), unit)
    everything = replace(answers[0].request, query=Everything())
    articles, _ = gathered(_dates(workspace, everything), by)
    words = gathered(workspace.engine.running_words(everything), by)[0] if unit == "words" else None
    bases = _Bases(by, every_period(articles, by), articles, words)
    return Trend(by, tuple(_series(workspace, answer, bases, most) for answer in answers), unit)


@dataclass(frozen=True, slots=True)
class _Bases:
    """The periods, with all articles and (where they are asked for) all words of each."""

    by: Step
    periods: Sequence[str]
    articles: Mapping[str, int]
    words: Mapping[str, int] | None


def _series(workspace: Finding, answer: SearchAnswer, bases: _Bases, most: int) -> Series:
    hits, undated = gathered(_dates(workspace, answer.request), bases.by)
    articles, words = bases.articles, bases.words
    if words is None:
        points = tuple(Point(period, hits[period], articles.get(period, 0)) for period in bases.periods)
        return Series(answer, points, undated)
    places, seen = _occurrences(workspace, answer, bases.by, most)
    points = tuple(
        Point(period, hits[period], articles.get(period, 0), places[period], words.get(period, 0))
        for period in bases.periods
    )
    return Series(answer, points, undated, seen)


def _occurrences(workspace: Finding, answer: SearchAnswer, by: Step, most: int) -> tuple[Counter[str], int]:
    """Places of a query by period and the articles read; remembered for the last few questions."""
    known: dict[str, tuple[Counter[str], int]] = workspace._kept("occurrences", dict)
    key = repr((answer.request, most))
    if key not in known:
        while len(known) >= _REMEMBERED:
            known.pop(next(iter(known)), None)
        known[key] = _count(workspace, answer, most)
    dates, articles = known[key]
    return gathered(dates, by)[0], articles


def _count(workspace: Finding, answer: SearchAnswer, most: int) -> tuple[Counter[str], int]:
    chosen = drawn(workspace, answer.request, most)
    places: Counter[str] = Counter()
    for article, words in read(workspace, chosen):
        date = article.date.isoformat() if article.date else "none"
        places[date] += len(stretches(words, answer.node))
    if chosen.is_sample:
        places = Counter({date: round(count * chosen.scale) for date, count in places.items()})
    return places, len(chosen.ids)


def _dates(workspace: Finding, request: SearchRequest) -> dict[str, int]:
    page = workspace.engine.search(replace(request, limit=0, offset=0, facets=("date",)))
    return {row.value: row.count for row in page.facets["date"]}
