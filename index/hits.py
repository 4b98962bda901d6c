"""What a search gives back, the same from every engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, overload


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


class FacetCounts(Sequence[FacetCount]):
    """Counts of a facet, each made when it is read: a page shows ten of three thousand speakers.

    >>> rows = FacetCounts(["Абай", "Алматы", "Ұлытау"], [2, 0], [9, 4])
    >>> rows[0], len(rows), rows == (("Ұлытау", 9, False), ("Абай", 4, False))
    (FacetCount(value='Ұлытау', count=9, selected=False), 2, True)
    """

    __slots__ = ("_counts", "_names", "_order")

    def __init__(self, names: Sequence[str], order: Sequence[int], counts: Sequence[int]) -> None:
        """The value at a place is ``names[order[place]]``."""
        self._names, self._order, self._counts = names, order, counts

    @overload
    def __getitem__(self, place: int) -> FacetCount: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[FacetCount, ...]: ...

    def __getitem__(self, place: int | slice) -> FacetCount | tuple[FacetCount, ...]:
        if isinstance(place, slice):
            numbers = zip(self._order[place], self._counts[place], strict=True)
            return tuple([FacetCount(self._names[number], count) for number, count in numbers])
        return FacetCount(self._names[self._order[place]], self._counts[place])

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[FacetCount]:
        return iter(self[:])

    def __eq__(self, other: object) -> bool:
        return self[:] == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self[:])

    def __repr__(self) -> str:
        return repr(self[:])


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``total`` is exact. ``facets`` maps field name to counts, most first (date_year in time order, with
    the value ``none`` for the undated). ``set_aside`` counts articles whose coarse date only partly lies
    inside the date range asked for. ``next`` is an opaque cursor or None. ``notices`` are codes such as
    ``expansion_limit``."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Sequence[FacetCount]] = field(default_factory=lambda: MappingProxyType({}))
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
