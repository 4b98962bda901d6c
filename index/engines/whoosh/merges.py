"""Which segments are written anew as one when a batch is committed.

Segments are in steps by size, each eight times the one before. A step with eight segments becomes one; the
largest are never touched. So an article is rewritten a few times at most, however small the batches, and
there are never more than some 40 segments beside those of 8,000 articles or more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh.reading import SegmentReader

TOGETHER = 8
_LARGEST = 8_192


def chosen(sizes: Sequence[tuple[int, int]]) -> list[int]:
    """Places of the segments to merge, out of pairs of articles and of deleted ones among them.

    Segments whose articles are all deleted go too, and small ones of which most are.

    >>> chosen([(300, 0)] * 7 + [(20_000, 0)]), chosen([(300, 0)] * 8 + [(1, 0), (5, 5)])
    ([], [0, 1, 2, 3, 4, 5, 6, 7, 9])
    """
    steps: dict[int, list[int]] = {}
    found = set()
    for place, (size, deleted) in enumerate(sizes):
        if deleted == size or (size < _LARGEST and deleted * 2 > size):
            found.add(place)
        elif size < _LARGEST:
            steps.setdefault((size.bit_length() - 1) // 3, []).append(place)
    for places in steps.values():
        if len(places) >= TOGETHER:
            found.update(places)
    return sorted(found)


def merge(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """A merge policy as Whoosh's ``commit`` takes it: gives back the segments that stay as they are."""
    places = set(chosen([(segment.doc_count_all(), segment.deleted_count()) for segment in segments]))
    for place in sorted(places):
        reader = SegmentReader(writer.storage, writer.schema, segments[place])
        writer.add_reader(reader)
        reader.close()
    return [segment for place, segment in enumerate(segments) if place not in places]
