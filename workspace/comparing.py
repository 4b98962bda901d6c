"""Two to four questions side by side: how much each finds, what it is about, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from index.query.ast import And

if TYPE_CHECKING:
    from workspace.answers import SearchAnswer
    from workspace.core import Workspace
    from workspace.quotations import QuotesAnswer


@dataclass(frozen=True, slots=True)
class Side:
    """One question: its articles with facets, and the quotations that hold its words."""

    answer: SearchAnswer
    quotes: QuotesAnswer

    @property
    def query(self) -> str:
        return self.answer.raw

    def count(self, facet: str, value: str) -> int:
        """Articles with a value of a facet."""
        rows = self.answer.page.facets.get(facet, ())
        return next((row.count for row in rows if row.value == value), 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``shared`` counts the articles that two sides (by number from 0) both find."""

    sides: tuple[Side, ...]
    shared: dict[tuple[int, int], int]

    def values(self, facet: str, most: int) -> list[str]:
        """The values of a facet that any side has most of, the greatest count first."""
        best: dict[str, int] = {}
        for side in self.sides:
            for row in side.answer.page.facets.get(facet, ()):
                best[row.value] = max(best.get(row.value, 0), row.count)
        return sorted(best, key=lambda value: (-best[value], value))[:most]


def compare(workspace: Workspace, queries: Sequence[str], **asked: Any) -> Comparison:
    """Each query under the same filters (those of ``search_text``). Raises QueryError.

    A query may name a speaker, a region or a period (``speaker:…``, ``region:…``, ``date:2023``).
    """
    sides = tuple(
        Side(
            workspace.search_text(query, limit=0, facets=True, **asked),
            workspace.quotes_text(query, limit=0, facets=True, **asked),
        )
        for query in queries
    )
    shared = {pair: _both(workspace, sides, *pair) for pair in combinations(range(len(sides)), 2)}
    return Comparison(sides, shared)


def _both(workspace: Workspace, sides: Sequence[Side], one: int, other: int) -> int:
    """Articles that both find; each query as the engine received it."""
    first, second = sides[one].answer.request, sides[other].answer.request
    both = And((first.query, second.query), explicit=True)
    return workspace.engine.search(replace(first, query=both, facets=())).total
