"""Hits read word by word: all of them, or where they are very many a sample that can be drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.analysis import Entry, entries
from index.deadline import check
from workspace.sampling import SEED, shuffled

if TYPE_CHECKING:
    from archive.model import Text
    from index.request import SearchRequest
    from workspace.finding import Finding

#: So many articles are read for one answer; of more hits a sample.
MOST_READ = 5_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """Ids of the articles to read, and how many hits they stand for."""

    ids: tuple[str, ...]
    total: int

    @property
    def is_sample(self) -> bool:
        return len(self.ids) < self.total

    @property
    def scale(self) -> float:
        """How many hits each article read stands for."""
        return self.total / len(self.ids) if self.ids else 1.0


def drawn(workspace: Finding, request: SearchRequest, most: int = MOST_READ) -> Drawn:
    """Every hit of a request, or of more than ``most`` the first in the random order of seed 1."""
    ids = list(workspace.engine.ids(replace(request, sort="date", facets=())))
    return Drawn(tuple(ids if len(ids) <= most else shuffled(ids, SEED)[:most]), len(ids))


def read(workspace: Finding, chosen: Drawn) -> Iterator[tuple[Text, list[Entry]]]:
    """Each article with the words of its body."""
    for article in workspace.texts(chosen.ids):
        check()
        yield article, entries(article.body)
