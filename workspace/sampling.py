"""Hits in a random order that anybody can repeat: by a keyed hash of the article's id.

The order follows from seed and id alone, so it is the same on every engine and machine, a part of the hits
stands in the same order as the whole, and the first hundred are a sample for coding by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from index.engines.common import cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.engine import SearchEngine
    from index.hits import SearchPage
    from index.request import SearchRequest

Order = Literal["relevance", "date", "-date", "random"]
SEED = 1
MOST_SEED = 9_999_999


def shuffled(ids: Iterable[str], seed: int) -> list[str]:
    """Ids in the order of their hashes, whatever order they came in.

    >>> shuffled(["мақала-1", "мақала-2", "мақала-3", "мақала-4"], 5)
    ['мақала-3', 'мақала-4', 'мақала-1', 'мақала-2']
    >>> shuffled(["мақала-4", "мақала-1"], 5)
    ['мақала-4', 'мақала-1']
    """
    key = str(seed).encode()
    return sorted(
        ids, key=lambda name: (blake2b(name.encode("utf-8"), digest_size=16, key=key).digest(), name)
    )


def random_ids(engine: SearchEngine, request: SearchRequest, seed: int) -> list[str]:
    """Ids of every hit in the order of a seed."""
    return shuffled(engine.ids(replace(request, sort="date")), seed)


def random_page(engine: SearchEngine, request: SearchRequest, ids: Callable[[], Sequence[str]]) -> SearchPage:
    """The page that ``request`` asks for out of ``ids``; total and facets are those of the request."""
    page = engine.search(replace(request, limit=0))
    wanted = list(ids()[request.offset : request.offset + request.limit]) if request.limit else []
    if not wanted:
        return page
    filters = {**request.filters, "id": tuple(wanted)}
    found = engine.search(replace(request, filters=filters, offset=0, limit=len(wanted), facets=()))
    hits = {hit.id: hit for hit in found.hits}
    held = tuple(hits[name] for name in wanted if name in hits)
    return replace(page, hits=held, next=cursor(request, page.total))
