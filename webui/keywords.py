"""The words that set each side of a comparison apart from the others, or a single one from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for

from webui import links
from webui.asked import MOST_READ
from workspace.keyness import compared

if TYPE_CHECKING:
    from workspace import Workspace
    from workspace.comparing import Comparison
    from workspace.keyness import Keyness, KeyWord

ROWS = 15


@dataclass(frozen=True, slots=True)
class Words:
    """One side: its query, those it is compared with, the words it has more often, the whole as a file."""

    query: str
    others: tuple[str, ...]
    found: Keyness
    rows: tuple[KeyWord, ...]
    csv: str

    def link(self, word: str) -> str:
        """The articles of this side that hold a word."""
        both = f"({self.found.answer.parsed}) AND {word}"
        return links.view("search.search", both)


def words(workspace: Workspace, found: Comparison, hide: bool) -> Iterator[Words]:
    """Every side against all the others; one alone against the rest of the archive."""
    for place, side in enumerate(found.sides):
        others = [other.answer for at, other in enumerate(found.sides) if at != place]
        key = compared(workspace, side.answer, others, hide_empty=hide, most=MOST_READ // 2)
        names = tuple(other.raw for other in others)
        yield Words(side.query, names, key, key.over(ROWS), _file(side.query, names))


def _file(query: str, others: tuple[str, ...]) -> str:
    kept = [
        (key, value) for key, value in request.args.items(multi=True) if key not in ("q", "page") and value
    ]
    pairs = [("q", query), *(("q", other) for other in others), *kept]
    return links.joined(url_for("files.keyness"), pairs)
