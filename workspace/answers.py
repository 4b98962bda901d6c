"""What the workspace gives to the edges."""

from __future__ import annotations

from dataclasses import dataclass

from index.hits import SearchPage
from index.query.ast import Node
from index.query.render import render
from index.repair import Repair
from index.request import SearchRequest


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A page of hits with how the query was read. ``stale``: the index does not hold all of the store.
    ``seed`` of the random order the hits stand in, if they do."""

    raw: str
    node: Node
    request: SearchRequest
    page: SearchPage
    repairs: tuple[Repair, ...]
    stale: bool
    seed: int | None = None

    @property
    def parsed(self) -> str:
        return render(self.node)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Articles, number of sources, and the years from first to last as text (empty without any)."""

    articles: int
    sources: int
    years: str

    @classmethod
    def of(cls, page: SearchPage) -> Holdings:
        """From a search for everything with the facets source and date_year."""
        years = [row.value for row in page.facets["date_year"] if row.value != "none"]
        span = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
        return cls(page.total, len(page.facets["source"]), span)
