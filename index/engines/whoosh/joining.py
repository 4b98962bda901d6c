"""Several segments made one, a stretch of their terms at a time.

There is never more at hand than the postings of one stretch, so segments of any size can be joined. What
stands by article (the lemmas of each) is taken over a segment at a time while it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, Pieces
from index.engines.whoosh.gather import FieldPostings, changes, taken
from index.engines.whoosh.lists import Found, end_to_end
from index.engines.whoosh.posting_files import Placed, PostingFiles
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.stretches import Stretch, stretches
from index.engines.whoosh.tables import Table
from index.engines.whoosh.vocabulary import BOTH, held

_ROWS = 1_000_000


class Part(NamedTuple):
    """A segment, and the number of each of its articles in the new one; -1 for one that is gone."""

    segment: Segment
    places: Array

    @property
    def gone(self) -> Array | None:
        """Which articles are gone; None where all are kept."""
        gone = self.places < 0
        return gone if gone.any() else None


class Joining:
    """Writes the lists of all parts through ``files``; articles of a later part have higher numbers."""

    def __init__(self, parts: Sequence[Part], files: PostingFiles) -> None:
        self._parts = parts
        self._files = files
        #: By part the new ordinal of each lemma of the body; -1 for one that is gone with its articles.
        self._lemmas: list[Array] = []

    def field(self, name: str) -> dict[str, Array]:
        """Writes all lists of a field and gives the arrays of its table."""
        tables = [part.segment.table(name) for part in self._parts]
        counts = self._counts(name)
        ordinals = [np.full(len(table), -1, np.int32) for table in tables]
        made = Table(name)
        with self._files.field(name):
            for stretch in stretches(tables):
                every = stretch.sums(counts) if counts else None
                lists, ranks = self._lists(name, stretch)
                kept = np.flatnonzero(every) if every is not None else ranks
                numbers = np.full(len(stretch.terms), -1, np.int32)
                numbers[kept] = np.arange(made.size, made.size + len(kept))
                for new, own, (first, last) in zip(ordinals, stretch.ranks, stretch.ranges, strict=True):
                    new[first:last] = numbers[own]
                placed = self._placed(lists, ranks, kept, stretch.terms)
                made.add(placed, lists, None if every is None else every[kept])
                self._forget()
        if name == "body_lemma":
            self._lemmas = ordinals
        return made.arrays()

    def _forget(self) -> None:
        for segment, _ in self._parts:
            segment.forget()

    def _placed(self, lists: FieldPostings, ranks: Array, kept: Array, terms: list[bytes]) -> Placed:
        placed = self._files.add(lists)
        if len(kept) == len(ranks):
            return placed
        return placed.spread(np.searchsorted(kept, ranks), [terms[rank] for rank in kept.tolist()])

    def _counts(self, name: str) -> list[Array]:
        """For the tables of title and body together: by part, in how many articles each term is left."""
        if name not in ("body_lemma", "body_form"):
            return []
        found = []
        for segment, places in self._parts:
            counts = segment.table(name).any.astype(np.int64)
            if (places < 0).any():
                counts -= _gone(segment, name, places < 0)
            found.append(counts)
        return found

    def _lists(self, name: str, stretch: Stretch) -> tuple[FieldPostings, Array]:
        """The lists of a stretch, and for each its rank among the terms of the stretch."""
        every_rank, every_list = [], []
        for (segment, places), own, (first, last) in zip(
            self._parts, stretch.ranks, stretch.ranges, strict=True
        ):
            ordinals, found = segment.stretch(name, first, last)
            ranks, found = own[ordinals], found._replace(numbers=places[found.numbers])
            every_rank.append(ranks[found.numbers >= 0])
            every_list.append(_kept(found, found.numbers >= 0))
        return _in_order(stretch.terms, np.concatenate(every_rank), end_to_end(every_list))

    def articles(self) -> dict[str, Array | Pieces]:
        """The lemmas by article; the field ``body_lemma`` is written."""
        sizes = [self._sizes(part) for part in self._parts]
        starts = np.concatenate(([0], np.cumsum(np.concatenate(sizes)))).astype(np.uint32)
        count = int(starts[-1])
        made: dict[str, Array | Pieces] = {"lemmas.start": starts}
        for name in ("lemmas.term", "lemmas.title", "lemmas.body"):
            dtype = max((part.segment.array(name).dtype for part in self._parts), key=lambda d: d.itemsize)
            made[name] = Pieces(dtype, count, lambda name=name: self._rows(name))  # type: ignore[misc]
        return made

    def _sizes(self, part: Part) -> Array:
        """How many rows each kept article has."""
        sizes: Array = np.diff(part.segment.array("lemmas.start").astype(np.int64))
        return sizes[part.places >= 0]

    def _rows(self, name: str) -> Iterator[Array]:
        """The rows of all kept articles, their lemmas by new ordinal."""
        for part, ordinals in zip(self._parts, self._lemmas, strict=True):
            rows = part.segment.array(name)
            starts = part.segment.array("lemmas.start").astype(np.int64)
            gone = np.repeat(part.places < 0, np.diff(starts)) if part.gone is not None else None
            for first in range(0, len(rows), _ROWS):
                some = slice(first, first + _ROWS)
                found = rows[some] if gone is None else rows[some][~gone[some]]
                yield ordinals[found] if name == "lemmas.term" else found
            self._forget()


def _gone(segment: Segment, name: str, gone: Array) -> Array:
    """In how many of the articles that are gone each term of title or body is."""
    if name == "body_form":
        return held(segment, BOTH, gone)
    lemmas = segment.lemmas(np.flatnonzero(gone)).terms
    return np.bincount(lemmas, minlength=len(segment.table(name)))


def _kept(found: Found, kept: Array) -> Found:
    if kept.all():
        return found
    positions = None if found.positions is None else found.positions[np.repeat(kept, found.counts)]
    return Found(found.numbers[kept], found.counts[kept], positions)


def _in_order(terms: list[bytes], ranks: Array, found: Found) -> tuple[FieldPostings, Array]:
    """Postings by rank of their term; those of a term stay in their order."""
    order = np.argsort(ranks, kind="stable")
    ranks, counts = ranks[order], found.counts
    positions = None if found.positions is None else taken(found.positions, counts, order)
    firsts = changes(ranks) if len(ranks) else np.empty(0, np.int64)
    own = ranks[firsts]
    names = [terms[rank] for rank in own.tolist()]
    starts = np.append(firsts, len(ranks))
    return FieldPostings(names, starts, found.numbers[order], counts[order], positions), own
