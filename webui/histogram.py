"""The bars of the years, laid out in per cent so that their text keeps its size on every screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.hits import FacetCount
from webui import links

HEIGHT = 56
_GAP = 2.6
"""Slots kept for the bar of the undated and the space before it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``x`` and ``width`` in per cent, ``top`` and ``height`` in pixels."""

    label: str
    count: int
    link: str
    x: float
    width: float
    top: float
    height: float
    labelled: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars of all years from the first to the last, and one of the undated."""

    years: tuple[Bar, ...]
    undated: Bar
    slot: float
    most: int
    total: int


#: A search with these parameters added.
Link = Callable[[list[tuple[str, str]]], str]


def histogram(rows: Sequence[FacetCount]) -> Histogram | None:
    """From the counts of the facet ``date_year``; each bar narrows the search of this page."""
    none = {"from": None, "to": None, "date": None}
    return histogram_of(rows, lambda pairs: links.narrowed(**none | dict(pairs)))


def histogram_of(rows: Sequence[FacetCount], link: Link) -> Histogram | None:
    """The same with other links; None when there is nothing to draw."""
    counts = {row.value: row.count for row in rows}
    undated = counts.pop("none", 0)
    if not counts:
        return None
    first, last = int(min(counts)), int(max(counts))
    years = [str(year) for year in range(first, last + 1)][-60:]
    most = max([undated, *counts.values()])
    slot = 100 / (len(years) + _GAP)
    every = 1 + len(years) // 16
    bars = tuple(
        _bar(year, counts.get(year, 0), most, slot, at, at % every == 0, link)
        for at, year in enumerate(years)
    )
    return Histogram(
        bars, _undated(undated, most, slot, link), round(slot, 2), most, sum(counts.values()) + undated
    )


def _bar(year: str, count: int, most: int, slot: float, at: int, labelled: bool, link: Link) -> Bar:
    height = _height(count, most)
    x, width, top = round(at * slot, 2), round(slot, 2), HEIGHT - height
    return Bar(year, count, link([("from", year), ("to", year)]), x, width, top, height, labelled)


def _undated(count: int, most: int, slot: float, link: Link) -> Bar:
    height = _height(count, most)
    x, width, top = round(100 - 2 * slot, 2), round(slot, 2), HEIGHT - height
    return Bar("", count, link([("date", "none")]), x, width, top, height, True)


def _height(count: int, most: int) -> float:
    return round((HEIGHT - 6) * count / most, 1) if most else 0.0
