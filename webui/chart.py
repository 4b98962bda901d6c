"""Lines over time, laid out in per cent across and pixels down, so that their text keeps its size."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.periods import period_of

if TYPE_CHECKING:
    from workspace.trends import Point, Series, Trend

LEFT, RIGHT, TOP, BOTTOM = 6.0, 88.0, 18.0, 300.0
STYLES = 4
_MOST_MARKERS = 60
_LABEL_PX = 16
_MOST_ROWS = 150


@dataclass(frozen=True, slots=True)
class Marker:
    """A point of a line: ``x`` in per cent, ``y`` in pixels, its period and value."""

    x: float
    y: float
    period: str
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its number from 1, name, stretches of ``x,y`` pairs without a gap, and markers."""

    number: int
    name: str
    stretches: tuple[str, ...]
    markers: tuple[Marker, ...]
    end: Marker | None
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``partial`` is where the period that is not over yet begins, in per cent, and its width."""

    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    partial: tuple[float, float] | None
    partial_period: str


def chart(trend: Trend, today: dt.date) -> Chart | None:
    """The picture of a trend; None when nothing in it is dated."""
    periods = [point.period for point in trend.series[0].points] if trend.series else []
    if not periods:
        return None
    step = (RIGHT - LEFT) / max(1, len(periods) - 1)
    top = nice_top(max((p.rate or 0) for series in trend.series for p in series.points))
    drawn = [_line(number, series, step, top) for number, series in enumerate(trend.series, start=1)]
    lines = _apart(drawn)
    unfinished = period_of(today.isoformat(), trend.by) == periods[-1] and len(periods) > 1
    return Chart(
        lines,
        tuple(_across(periods, step)),
        tuple(Tick(_y(top * part / 4, top), f"{top * part / 4:g}") for part in range(5)),
        (round(RIGHT - step, 2), round(step, 2)) if unfinished else None,
        periods[-1] if unfinished else "",
    )


def nice_top(most: float) -> float:
    """The end of an axis that is easily divided by four.

    >>> nice_top(143), nice_top(0), nice_top(7.3)
    (160.0, 4.0, 8.0)
    """
    if most <= 0:
        return 4.0
    size = 10.0 ** math.floor(math.log10(most / 4))
    return next(4.0 * size * factor for factor in (1, 2, 2.5, 4, 5, 10) if 4 * size * factor >= most)


def rows_shown(trend: Trend) -> list[int]:
    """Places of the periods that the table lists: all, or of very many the latest with a hit."""
    count = len(trend.series[0].points) if trend.series else 0
    if count <= _MOST_ROWS:
        return list(range(count))
    found = [at for at in range(count) if any(series.points[at].hits for series in trend.series)]
    return found[-_MOST_ROWS:]


def _line(number: int, series: Series, step: float, top: float) -> Line:
    stretches: list[list[Marker]] = [[]]
    markers: list[Marker] = []
    for at, point in enumerate(series.points):
        marker = _marker(at, point, step, top)
        if marker is None:
            stretches.append([])
            continue
        markers.append(marker)
        stretches[-1].append(marker)
    joined = tuple(" ".join(_bends(stretch)) for stretch in stretches if len(stretch) > 1)
    shown = tuple(markers) if len(markers) <= _MOST_MARKERS else ()
    end = markers[-1] if markers else None
    return Line(number, series.query, joined, shown, end, end.y if end else 0.0)


def _bends(stretch: Sequence[Marker]) -> Iterator[str]:
    """Points of a line without those inside a level part, which change nothing."""
    for at, marker in enumerate(stretch):
        inside = 0 < at < len(stretch) - 1
        if not (inside and stretch[at - 1].y == marker.y == stretch[at + 1].y):
            yield f"{marker.x},{marker.y}"


def _apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the names at their ends moved apart where they would cover each other."""
    placed: dict[int, float] = {}
    at = -math.inf
    for line in sorted(lines, key=lambda line: (line.label_y, line.number)):
        at = placed[line.number] = max(line.label_y, at + _LABEL_PX)
    return tuple(replace(line, label_y=round(placed[line.number], 1)) for line in lines)


def _marker(at: int, point: Point, step: float, top: float) -> Marker | None:
    if point.rate is None:
        return None
    return Marker(round(LEFT + at * step, 2), _y(point.rate, top), point.period, point.rate)


def _y(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _across(periods: Sequence[str], step: float) -> Iterator[Tick]:
    every = 1 + (len(periods) - 1) // 10
    for at in range(0, len(periods), every):
        yield Tick(round(LEFT + at * step, 2), periods[at])
