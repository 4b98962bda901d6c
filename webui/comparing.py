"""A comparison as tables: what each side is about, every number a link to what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui import links, present

if TYPE_CHECKING:
    from workspace import Workspace
    from workspace.comparing import Comparison

FACETS = ("topic", "region", "speaker", "source")
ROWS = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, its share of the side's articles in per cent, and the search behind it."""

    count: int
    share: float
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    facet: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Articles that two sides both find, and how each is called."""

    one: str
    other: str
    count: int
    link: str


def tables(workspace: Workspace, found: Comparison, lang: str) -> Iterator[Table]:
    """One table a facet, the values of which any side has most."""
    for facet in FACETS:
        values = found.values(facet, ROWS)
        if values:
            rows = (Row(present.label(workspace, facet, v, lang), _cells(found, facet, v)) for v in values)
            yield Table(facet, tuple(rows))


def _cells(found: Comparison, facet: str, value: str) -> tuple[Cell, ...]:
    cells = []
    for side in found.sides:
        count, total = side.count(facet, value), side.answer.page.total
        link = links.view("search.search", side.query, **{facet: value})
        cells.append(Cell(count, 100 * count / total if total else 0.0, link))
    return tuple(cells)


def shared(found: Comparison) -> list[Shared]:
    """What each two sides have in common."""
    rows = []
    for (one, other), count in found.shared.items():
        first, second = found.sides[one], found.sides[other]
        both = f"({first.answer.parsed}) AND ({second.answer.parsed})"
        rows.append(Shared(first.query, second.query, count, links.view("search.search", both)))
    return rows
