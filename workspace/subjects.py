"""Everything the archive has about one person, region or topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workspace.answers import SearchAnswer
    from workspace.core import Workspace
    from workspace.quotations import QuotesAnswer

LATEST = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """The newest articles that name or are about it, with facets, and the newest quotations."""

    field: str
    value: str
    articles: SearchAnswer
    quotes: QuotesAnswer


def subject(workspace: Workspace, field: str, value: str) -> Subject:
    """``field`` is ``person``, ``region`` or ``topic``; ``value`` an id or code. A person's quotations are
    those they said, a region's or topic's those in its articles."""
    said_by = "speaker" if field == "person" else field
    return Subject(
        field,
        value,
        workspace.search_text("*", filters={field: (value,)}, sort="-date", limit=LATEST, facets=True),
        workspace.quotes_text("*", filters={said_by: (value,)}, sort="-date", limit=LATEST, facets=True),
    )


def counted(workspace: Workspace, field: str) -> dict[str, int]:
    """How many articles each region or topic has, or how many quotations each speaker."""
    if field == "speaker":
        facets = workspace.quotes_text("*", limit=0, facets=True).search.page.facets
    else:
        facets = workspace.search_text("*", limit=0, facets=True).page.facets
    return {row.value: row.count for row in facets.get(field, ())}
