"""How often terms stand in the bodies of the hits of a search, and how many words these bodies have."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.engines.common import date_of
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.terms import hash_of

_DAYS = 100_000_000


def occurrences(snapshot: Snapshot, hits: Array, kind: str, terms: Iterable[str]) -> dict[str, int]:
    """For each lemma or form its places in the bodies of ``hits`` (article numbers)."""
    members = snapshot.nothing()
    members[hits] = True
    names = list(dict.fromkeys(terms))
    hashed = hash_of([name.encode() for name in names])
    return {
        name: _places(snapshot, members, f"body_{kind}", name.encode(), int(number))
        for name, number in zip(names, hashed, strict=True)
    }


def _places(snapshot: Snapshot, members: Array, field: str, raw: bytes, hashed: int) -> int:
    total = 0
    for base, segment in zip(snapshot.bases.tolist(), snapshot.segments, strict=False):
        ordinal = segment.table(field).find(raw, hashed)
        found = segment.postings(field, ordinal, False) if ordinal >= 0 else None
        if found is not None:
            total += int(found.counts[members[found.numbers + base]].sum())
    return total


def running_words(snapshot: Snapshot, hits: Array) -> dict[str, int]:
    """Words in the bodies of ``hits`` by the date of their articles, as precise as it is known."""
    first, last, words = (
        snapshot.column(name)[hits].astype(np.int64) for name in ("date_first", "date_last", "body_words")
    )
    periods, places = np.unique(first * _DAYS + last, return_inverse=True)
    sums = np.bincount(places, weights=words, minlength=len(periods)).astype(np.int64)
    rows = zip(periods.tolist(), sums.tolist(), strict=True)
    return {date_of(period // _DAYS, period % _DAYS): count for period, count in rows}
