"""In how many articles terms are, and which forms a pattern stands for, over all segments of a snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from index.engines.patterns import EXPANSION_LIMIT, Pattern, expand
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.terms import TermTable, hash_of

BOTH = ("title", "body")
#: Kinds of terms whose articles are counted for title and body together.
_COUNTED = ("lemma", "form")
_KEPT_COUNTS = 200_000


class Vocabulary:
    """Counts are exact: deleted articles are taken off."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._counted_lemmas: dict[int, int] = {}
        self._gone_forms: dict[tuple[int, tuple[str, ...]], Array | None] = {}

    def lemma_articles(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many articles each lemma is, in title or body."""
        names = list(terms)
        counts = self.articles_by_hash(hash_of([name.encode() for name in names]))
        return dict(zip(names, counts.tolist(), strict=True))

    def articles_by_hash(self, hashed: Array) -> Array:
        """The same by the numbers of lemmas (see ``terms.hash_of``). Most are asked for again and again, so
        they are remembered."""
        numbers, known = hashed.tolist(), self._counted_lemmas
        counts = [known.get(number, -1) for number in numbers]
        missing = [place for place, count in enumerate(counts) if count < 0]
        if missing:
            if len(known) > _KEPT_COUNTS:
                known.clear()
            for place, count in zip(missing, self._lemma_counts(hashed[missing]).tolist(), strict=True):
                counts[place] = known[numbers[place]] = count
        return np.array(counts, np.int64)

    def _lemma_counts(self, hashed: Array) -> Array:
        counts = np.zeros(len(hashed), np.int64)
        for segment, gone in zip(self._snapshot.segments, self._gone, strict=True):
            table = segment.table("body_lemma")
            ordinals = table.find_all(hashed)
            here = ordinals >= 0
            counts[here] += table.any[ordinals[here]]
            if gone is not None:
                counts[here] -= gone[ordinals[here]]
        return counts

    @cached_property
    def _gone(self) -> list[Array | None]:
        """For each segment with deleted articles, in how many of these each lemma is."""
        snapshot, found = self._snapshot, []
        for base, segment in zip(snapshot.bases.tolist(), snapshot.segments, strict=False):
            deleted = np.flatnonzero(~snapshot.live[base : base + segment.size])
            lemmas = segment.lemmas(deleted).terms
            size = len(segment.table("body_lemma"))
            found.append(np.bincount(lemmas, minlength=size) if len(deleted) else None)
        return found

    def articles(self, kind: str, term: str) -> int:
        """In how many articles a term of a kind is, in title or body."""
        if kind == "lemma":
            return self.lemma_articles([term])[term]
        lists = [self._snapshot.postings(f"{field}_{kind}", term).numbers for field in BOTH]
        return len(np.union1d(*lists))

    def all(self, kind: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Terms of a kind that begin so, in order, each with the number of its articles."""
        if kind in _COUNTED:
            return iter(self._counted(kind, prefix))
        tables = [segment.table(f"{text}_{kind}") for segment in self._snapshot.segments for text in BOTH]
        terms = sorted({term for table in tables for term in table.slice(*table.beginning(prefix))})
        counted = ((term, self.articles(kind, term)) for term in terms)
        return (pair for pair in counted if pair[1])

    def _counted(self, kind: str, prefix: str) -> list[tuple[str, int]]:
        """The same for lemmas and forms: added up over the segments by the numbers of terms."""
        names: list[str] = []
        hashed, counts = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
        for place, segment in enumerate(self._snapshot.segments):
            table = segment.table(f"body_{kind}")
            first, last = table.beginning(prefix)
            names += table.slice(first, last)
            hashed.append(table.hashes(np.arange(first, last)))
            gone = self._gone[place] if kind == "lemma" else self._forms_gone(place, BOTH)
            own = table.any[first:last].astype(np.int64)
            counts.append(own if gone is None else own - gone[first:last])
        _, firsts, groups = np.unique(np.concatenate(hashed), return_index=True, return_inverse=True)
        sums = np.bincount(groups, np.concatenate(counts), len(firsts)).astype(np.int64)
        order = np.argsort(firsts)  # segment by segment, each in order: quickly sorted
        rows = zip(firsts[order].tolist(), sums[order].tolist(), strict=True)
        return sorted((names[place], count) for place, count in rows if count)

    def forms(self, fields: Sequence[str], pattern: Pattern) -> tuple[tuple[str, ...], bool]:
        """Forms that a pattern stands for in any of the fields, and whether there were too many."""
        fitting = [_table(segment, fields).fitting(pattern) for segment in self._snapshot.segments]
        distinct = {form for found in fitting for _, form in found}
        if len(distinct) <= EXPANSION_LIMIT:
            return tuple(sorted(distinct)), False
        counts = self._counts(fields, fitting)
        return expand(pattern, ((form, count) for form, count in counts.items() if count))

    def _counts(self, fields: Sequence[str], forms: Sequence[list[tuple[int, str]]]) -> Counter[str]:
        """In how many articles each form is in any of the fields; ``forms`` with ordinals by segment."""
        counts = Counter[str]()
        for place, (segment, found) in enumerate(zip(self._snapshot.segments, forms, strict=True)):
            ordinals = np.array([ordinal for ordinal, _ in found], np.int64)
            table = _table(segment, fields)
            numbers = (table.any if len(fields) > 1 else table.df)[ordinals].astype(np.int64)
            gone = self._forms_gone(place, tuple(fields))
            if gone is not None:
                numbers -= gone[ordinals]
            for (_, form), count in zip(found, numbers.tolist(), strict=True):
                counts[form] += count
        return counts

    def _forms_gone(self, place: int, fields: tuple[str, ...]) -> Array | None:
        """For a segment with deleted articles, in how many of these each form is."""
        key = (place, fields)
        if key not in self._gone_forms:
            segment, base = self._snapshot.segments[place], int(self._snapshot.bases[place])
            deleted = ~self._snapshot.live[base : base + segment.size]
            self._gone_forms[key] = held(segment, fields, deleted) if deleted.any() else None
        return self._gone_forms[key]


def _table(segment: Segment, fields: Sequence[str]) -> TermTable:
    """The forms of the body are those of title and body together."""
    return segment.table("body_form" if len(fields) > 1 else f"{fields[0]}_form")


def held(segment: Segment, fields: Sequence[str], articles: Array) -> Array:
    """In how many of the articles each form is in any of the fields, by ordinal of ``_table``."""
    table = _table(segment, fields)
    pairs = []
    for field in fields:
        own = segment.table(f"{field}_form")
        ordinals, numbers = segment.held_by(f"{field}_form", articles)
        if own is not table:
            ordinals = table.find_all(own.hashes(ordinals))
        pairs.append((ordinals << 32) | numbers)
    return np.bincount(np.unique(np.concatenate(pairs)) >> 32, minlength=len(table))
