"""Completions while somebody types: words of the archive."""

from __future__ import annotations

from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, Any

from kazakh.alphabet import fold_case, normalize, sort_key

if TYPE_CHECKING:
    from workspace.finding import Finding

#: So many words with the same beginning are looked at; a longer beginning sees all of its own.
_LOOKED_AT = 50_000


def words(workspace: Finding, beginning: str, most: int) -> list[dict[str, Any]]:
    """The most frequent words that begin so, with the number of articles that hold each."""
    prefix = fold_case(normalize(beginning))
    if not prefix:
        return []
    rows = islice(workspace.engine.vocabulary("form", prefix), _LOOKED_AT)
    best = nlargest(most, rows, key=lambda row: (row[1], [-place for place in sort_key(row[0])]))
    return [{"value": word, "count": count} for word, count in best]
