"""Phrases and nearness over positions; the same for every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from heapq import merge


def in_order(slots: Sequence[Sequence[int]]) -> list[int]:
    """Positions where the first word of a phrase stands with all others right behind it.

    >>> in_order([[0, 5], [1, 9]])
    [0]
    """
    starts = set(slots[0])
    for distance, positions in enumerate(slots[1:], 1):
        starts &= {position - distance for position in positions}
    return sorted(starts)


def near(slots: Sequence[Sequence[int]], keys: Sequence[Hashable], slop: int) -> list[tuple[int, int]]:
    """Windows (first, last position) that hold every word with at most ``slop`` other words between, for
    each last position the narrowest.

    ``keys`` says which slots ask for the same word: it must then stand there as often. The words may come
    in any order; a compound and its part, which share a position, may both be meant by it.

    >>> near([[0], [4]], ["қала", "дала"], 3), near([[0], [4]], ["қала", "дала"], 2)
    ([(0, 4)], [])
    >>> near([[1], [0, 3]], ["мектеп", "жаңа"], 3)
    [(0, 1), (1, 3)]
    """
    needed = Counter(keys)
    span = len(slots) + slop
    lists = dict(zip(keys, slots, strict=True))
    events = list(
        merge(
            *([(position, key) for position in positions] for key, positions in lists.items()),
            key=lambda event: event[0],
        )
    )
    held: Counter[Hashable] = Counter()
    windows: list[tuple[int, int]] = []
    start = 0
    for position, key in events:
        held[key] += 1
        while position - events[start][0] >= span:
            held[events[start][1]] -= 1
            start += 1
        if all(held[word] >= count for word, count in needed.items()):
            while held[events[start][1]] > needed[events[start][1]]:
                held[events[start][1]] -= 1
                start += 1
            windows.append((events[start][0], position))
    return windows
