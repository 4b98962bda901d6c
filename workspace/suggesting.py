"""Completions while somebody types: words of the archive, and names of people and bodies."""

from __future__ import annotations

from collections.abc import Mapping
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


def known_people(workspace: Finding) -> Mapping[str, str]:
    """Id and name of everyone known; read once for each generation of the index."""
    found: Mapping[str, str] = workspace._kept("people", workspace.store.people)
    return found


def people(workspace: Finding, beginning: str, most: int | None) -> list[dict[str, Any]]:
    """People and bodies one of whose names begins so, in Kazakh alphabetical order."""
    prefix = fold_case(normalize(beginning))
    named = [
        (name, key)
        for key, name in known_people(workspace).items()
        if any(part.startswith(prefix) for part in (fold_case(name), *fold_case(name).split()))
    ]
    ordered = sorted(named, key=lambda pair: (sort_key(pair[0]), pair[1]))
    return [{"id": key, "name": name} for name, key in ordered[:most]]
