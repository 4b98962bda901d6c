"""A memory of what was used last, bounded by its size, for several threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Keeps values up to ``room``, each weighing what ``weight`` says; drops what was not used for longest.

    >>> cache = Cache(2, lambda value: 1)
    >>> [cache.get(key, lambda: key * 2) for key in (1, 2, 1, 3)], sorted(cache)
    ([2, 4, 2, 6], [1, 3])
    """

    def __init__(self, room: int, weight: Callable[[Value], int]) -> None:
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._room = room
        self._weight = weight
        self._mutex = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made if it is not there; two threads may both make it."""
        with self._mutex:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._mutex:
            if key not in self._kept:
                self._kept[key] = value
                self._room -= self._weight(value)
            while self._room < 0 and len(self._kept) > 1:
                self._room += self._weight(self._kept.popitem(last=False)[1])
        return value

    def __iter__(self) -> Iterator[Hashable]:
        return iter(list(self._kept))
