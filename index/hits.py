"""What a search gives back, the same from every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. ``stored`` holds what a list shows: title, source, source_id, date, regions,
    topics, speakers (ids and codes as tuples of strings), so that no store is needed to print it."""

    id: str
    score: float
    title: str
    source: str
    source_id: str | None
    date: str | None
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


class FacetCount(NamedTuple):
    """``count`` hits if ``value`` alone were chosen in its facet, all other filters kept.

    A tuple, because a search gives thousands of them, and a frozen dataclass takes three times as long.
    """

    value: str
    count: int  # type: ignore[assignment]  # instead of the method of tuples
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``total`` is exact. ``facets`` maps field name to counts, most first (date_year in time order, with
    the value ``none`` for the undated). ``set_aside`` counts articles whose coarse date only partly lies
    inside the date range asked for. ``next`` is an opaque cursor or None. ``notices`` are codes such as
    ``expansion_limit``."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=lambda: MappingProxyType({}))
    set_aside: int = 0
    took_ms: float = 0.0
    next: str | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One concordance line: the words before, the match, the words after; ``span`` in the body."""

    article_id: str
    date: str | None
    before: str
    match: str
    after: str
    span: tuple[int, int]
