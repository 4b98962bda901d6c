"""A search as the engines receive it: the parsed query and everything chosen beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from index.query.ast import Node

Sort = Literal["relevance", "date", "-date"]
Match = Literal["all", "any"]
FACETS = ("date_year", "region", "speaker", "topic", "source")
#: Facets of quotations: those of their articles, direct or reported, and how sure it is who spoke.
QUOTE_FACETS = (*FACETS, "kind", "confidence")
#: What can be counted: the facets, and the dates as precise as they are known (for trends).
COUNTED = (*QUOTE_FACETS, "date")
#: Facets whose values stand in order of time; all others stand most first.
IN_TIME = ("date", "date_year")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """``filters`` maps region, speaker, topic, source, lang to chosen values: OR inside one, AND between.

    ``date_from`` and ``date_to`` are inclusive, each a year, month or day as typed; ``undated`` also takes
    (or alone: only takes) articles without a date. ``match`` any ranks by any word. ``exact_letters``
    turns letter repair off (used above the engine). ``facets`` names the facets to count.
    """

    query: Node
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    date_from: str | None = None
    date_to: str | None = None
    undated: bool = False
    match: Match = "all"
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
