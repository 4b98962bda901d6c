"""Groups of what is alike two by two, without chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Order = tuple[str, ...]


def stars(alike: Mapping[int, Iterable[int]], order: Mapping[int, Order]) -> dict[int, int]:
    """The head of each text's group. The first in ``order`` takes in all that are like it and are still free,
    then the next one does: every member is like its head, and nothing is in a group because of a third text
    alone. The same for any order of coming in.

    >>> stars({1: [2], 2: [1, 3], 3: [2]}, {1: ("2023",), 2: ("2024",), 3: ("2025",)})
    {1: 1, 2: 1, 3: 3}
    """
    heads: dict[int, int] = {}
    for text in sorted(alike, key=lambda each: order[each]):
        if text in heads:
            continue
        heads[text] = text
        for other in alike[text]:
            heads.setdefault(other, text)
    return heads


def component(start: int, neighbours: Mapping[int, Sequence[int]]) -> set[int]:
    """Everything that is tied to ``start`` by any chain."""
    found, edge = {start}, [start]
    while edge:
        for other in neighbours.get(edge.pop(), ()):
            if other not in found:
                found.add(other)
                edge.append(other)
    return found
