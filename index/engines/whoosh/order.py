"""The order of hits without sorting them all: by a key, equal ones by id."""

from __future__ import annotations

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.snapshot import Snapshot

_UNDATED = 99_999_999


class Order:
    """``keys`` are numbers, one a hit, least first; ``hits`` rising article numbers. Answers are places."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def date_keys(self, hits: Array, latest_first: bool) -> Array:
        """Keys of the order by date, the undated last."""
        days = self._snapshot.column("date_first")[hits]
        return np.where(days > 0, -days if latest_first else days, _UNDATED)

    def first(self, keys: Array, hits: Array, count: int) -> Array:
        """The places of the first ``count`` hits in order."""
        if count >= len(keys):
            return self._sorted(np.arange(len(keys)), keys, hits)
        if not count:
            return np.empty(0, np.int64)
        limit = np.partition(keys, count - 1)[count - 1]
        before = np.flatnonzero(keys < limit)
        equal = self._least_ids(np.flatnonzero(keys == limit), hits, count - len(before))
        return self._sorted(np.concatenate((before, equal)), keys, hits)[:count]

    def _least_ids(self, chosen: Array, hits: Array, count: int) -> Array:
        """Of the chosen places those with the least ids of each segment, ``count`` in each if there are."""
        if len(chosen) <= 2 * count + 100:
            return chosen
        parts = []
        for segment, base, share in self._snapshot.shares(hits[chosen]):
            own = chosen[share]
            if len(own) > count:
                ranks = segment.id_ranks[hits[own] - base]
                own = np.sort(own[np.argpartition(ranks, count - 1)[:count]])
            parts.append(own)
        return np.concatenate(parts)

    def _sorted(self, chosen: Array, keys: Array, hits: Array) -> Array:
        ids = self._snapshot.ids(hits[chosen])
        by_id = np.argsort(ids, kind="stable")
        return chosen[by_id[np.argsort(keys[chosen][by_id], kind="stable")]]
