"""What is given away to be used elsewhere: as the public may have it, unless the owner asks for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.model import Article
    from workspace.core import Workspace

_PAGE = 200


def given(workspace: Workspace, with_held_back: bool) -> Workspace:
    """The archive itself, or its public part."""
    return workspace if with_held_back else workspace.public()


def with_levels(workspace: Workspace, articles: Iterable[Article]) -> Iterator[Article]:
    """The same articles, each with the level that holds for it, so that it is known wherever they go."""
    if workspace.store.access_version() is None:
        yield from articles
        return
    every = iter(articles)
    while page := list(islice(every, _PAGE)):
        found = workspace.store.standings([article.id for article in page], workspace.today())
        for article in page:
            standing = found.get(article.id)
            yield replace(article, access=standing.code) if standing and standing.level != "open" else article
