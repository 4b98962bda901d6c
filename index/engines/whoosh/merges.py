"""Which segments are written anew as one, and doing it.

After a batch segments are in steps by size, each eight times the one before. A step with eight segments
becomes one; the largest are never touched. So an article is rewritten a few times at most, however small the
batches, and there are never more than some 40 segments beside the largest. After a whole archive came there
is nothing to wait for: what is smaller than the largest is joined at once, because each segment costs every
search some time.

Relies on the same private parts of SegmentWriter as ``segment_writer``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.writing import SegmentWriter

from index.engines.whoosh.arrays import EXTENSION, Array, Pieces, write_arrays
from index.engines.whoosh.joining import Joining, Part
from index.engines.whoosh.layout import NUMBERS, TEXTS
from index.engines.whoosh.posting_files import PostingFiles
from index.engines.whoosh.rows import BYTES, WHOLE
from index.engines.whoosh.segment import POSTINGS, Segment
from index.engines.whoosh.toc import entries, latest_generation
from index.scoring import KINDS

TOGETHER = 8
#: Articles from which a segment is one of the largest, and bytes of its posting lists: one file of them
#: holds less than 2 GB.
_LARGEST, _MOST, _MOST_BYTES = 65_536, 131_072, 1_000_000_000
#: Articles of a segment that is made while memory is wanted by others.
FRUGAL = 16_384


class Size(NamedTuple):
    """Articles of a segment, how many of these are deleted, bytes of its posting lists."""

    articles: int
    deleted: int = 0
    bytes: int = 0

    @property
    def is_poor(self) -> bool:
        """Whether it is not worth keeping."""
        return self.deleted == self.articles or (
            self.articles < _LARGEST and self.deleted * 2 > self.articles
        )

    @property
    def is_largest(self) -> bool:
        return self.articles >= _LARGEST or self.bytes * TOGETHER > _MOST_BYTES


def chosen(sizes: Sequence[Size], most: int = _MOST) -> list[list[int]]:
    """Places of the segments to join after a batch, those of each new segment together.

    Segments whose articles are all deleted go too, and small ones of which most are. What would make more
    than ``most`` articles is left to later.

    >>> chosen([Size(300)] * 7 + [Size(70_000)]), chosen([Size(300)] * 8 + [Size(1), Size(5, 5)])
    ([], [[0, 1, 2, 3, 4, 5, 6, 7, 9]])
    """
    steps: dict[int, list[int]] = {}
    poor = [place for place, size in enumerate(sizes) if size.is_poor]
    for place, size in enumerate(sizes):
        if not size.is_poor and not size.is_largest:
            steps.setdefault((size.articles.bit_length() - 1) // 3, []).append(place)
    full = [
        places
        for places in steps.values()
        if len(places) >= TOGETHER and sum(sizes[place].articles for place in places) <= most
    ]
    if poor:
        full = [sorted(poor + full[0]), *full[1:]] if full else [poor]
    return full


def together(sizes: Sequence[Size]) -> list[list[int]]:
    """Places of the segments to join once a whole archive came, neighbours together.

    >>> together([Size(70_000), Size(60_000), Size(16_384), Size(16_384)])
    [[0, 1], [2, 3]]
    """
    groups: list[list[int]] = [[]]
    articles = content = 0
    for place, size in enumerate(sizes):
        articles, content = articles + size.articles - size.deleted, content + size.bytes
        if groups[-1] and (articles > _MOST or content > _MOST_BYTES):
            groups.append([])
            articles, content = size.articles - size.deleted, size.bytes
        groups[-1].append(place)
    return [group for group in groups if len(group) > 1]


def sizes(build: Path) -> list[Size]:
    """Those of the segments of the latest commit."""
    found = entries(build, latest_generation(build))
    lists = ((build / (each.name + POSTINGS)).stat().st_size for each in found)
    return [Size(each.size, len(each.deleted), size) for each, size in zip(found, lists, strict=True)]


class JoiningWriter(SegmentWriter):  # type: ignore[misc]
    """Makes one segment of several, deleted articles left out.

    Raises:
        LockError: another writer holds the index.
    """

    def __init__(self, index: Any, lock_seconds: float) -> None:
        super().__init__(index, timeout=lock_seconds, codec=W3Codec(), compound=False)
        self._folder = Path(self.storage.folder)
        self._parts: list[Part] = []

    def join(self, places: Sequence[int]) -> None:
        """Commits; the segments at ``places`` are then one."""
        self.commit(mergetype=lambda _, segments: self._take(segments, set(places)))

    def _take(self, segments: Sequence[Any], places: set[int]) -> list[Any]:
        for place in sorted(places):
            self._add(segments[place])
        return [segment for place, segment in enumerate(segments) if place not in places]

    def _add(self, whoosh_segment: Any) -> None:
        """Takes over the columns of a segment; its posting lists are read when they are written."""
        size = whoosh_segment.doc_count_all()
        live = np.ones(size, bool)
        live[list(whoosh_segment.deleted_docs())] = False
        if not live.any():
            return
        segment = Segment(self._folder, whoosh_segment.segment_id(), size)
        places = np.where(live, self.docnum + np.cumsum(live) - 1, -1).astype(np.int32)
        columns: list[tuple[str, Any, Sequence[Any]]] = [
            (name, self.schema[name].column_type, segment.column(name).tolist()) for name in NUMBERS
        ]
        columns += [(name, self.schema[name].column_type, segment.texts(name)) for name in BYTES]
        for row in np.flatnonzero(live).tolist():
            self.perdocwriter.start_doc(self.docnum)
            for name, column, values in columns:
                self.perdocwriter.add_column_value(name, column, values[row])
            self.perdocwriter.finish_doc()
            self.docnum += 1
        self._parts.append(Part(segment, places))
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        joining = Joining(self._parts, PostingFiles(self.fieldwriter, self.schema))
        arrays: dict[str, Array | Pieces] = {}
        for name in (*(f"{text}_{kind}" for kind in KINDS for text in TEXTS), "said", *WHOLE):
            arrays |= joining.field(name)
        arrays |= joining.articles() | self._ids()
        self.fieldwriter.close()
        with (self._folder / self.newsegment.make_filename(EXTENSION)).open("wb") as file:
            write_arrays(file, arrays)

    def _ids(self) -> dict[str, Array]:
        """The id of every article and its place in their order."""
        names = np.concatenate([segment.ids[places >= 0] for segment, places in self._parts])
        ranks = np.empty(len(names), np.uint32)
        ranks[np.argsort(names)] = np.arange(len(names))
        return {"id.name": names, "id.rank": ranks}
