"""What stands on the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui import links, present, quoting
from webui.present import Found
from webui.quoting import Said

if TYPE_CHECKING:
    from workspace import SearchAnswer, Workspace
    from workspace.quotations import QuotesAnswer

LATEST = 6
SAID = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A region or topic, how many articles it has, and the width of its bar in per cent."""

    code: str
    label: str
    count: int
    link: str
    share: float


@dataclass(frozen=True, slots=True)
class Home:
    latest: tuple[Found, ...]
    said: tuple[Said, ...]
    regions: tuple[Tile, ...]
    topics: tuple[Tile, ...]
    sources: tuple[Tile, ...]


def home(workspace: Workspace, lang: str) -> Home:
    """The newest articles, and everything by region, topic and source."""
    answer = workspace.search_text("*", sort="-date", limit=LATEST, facets=True)
    return Home(
        latest=tuple(present.records(workspace, answer, lang)),
        said=tuple(quoting.cards(workspace, _newest_quotes(workspace), 0, lang)),
        regions=_tiles(workspace, answer, "region", lang),
        topics=_tiles(workspace, answer, "topic", lang),
        sources=_tiles(workspace, answer, "source", lang),
    )


def _newest_quotes(workspace: Workspace) -> QuotesAnswer:
    """Words said verbatim whose speaker is known."""
    chosen = {"kind": ("direct",), "confidence": ("sure", "likely")}
    return workspace.quotes_text("*", filters=chosen, sort="-date", limit=SAID)


def _tiles(workspace: Workspace, answer: SearchAnswer, field: str, lang: str) -> tuple[Tile, ...]:
    rows = answer.page.facets.get(field, ())
    most = max((row.count for row in rows), default=1)
    return tuple(
        Tile(
            row.value,
            workspace.label(field, row.value, lang),
            row.count,
            links.search([(field, row.value)])
            if field == "source"
            else links.url(f"subjects.{field}", code=row.value),
            round(100 * row.count / most, 1),
        )
        for row in rows
    )
