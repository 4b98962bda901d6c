"""Title and body taken together: in how many articles a term is, and how often each lemma stands in each.

Arrays: ``any`` beside the terms of the body; ``lemmas.start`` by article, and for each of its rows
``lemmas.term`` (ordinal among the terms of the body), ``lemmas.title`` and ``lemmas.body`` (how often).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, small
from index.engines.whoosh.gather import FieldPostings, changes

#: Articles that are sorted at a time: their rows take some twenty bytes each meanwhile.
_TOGETHER = 4_096


class Both(NamedTuple):
    """Terms of title and body; ``any``: in how many articles each is.

    Of each article (``rows`` tells how many), where asked for, by ordinal among ``terms``: ``ordinals``, and
    how often each stands ``in_title`` and ``in_body``.
    """

    terms: list[bytes]
    any: Array
    rows: Array
    ordinals: Array
    in_title: Array
    in_body: Array

    def lemma_arrays(self) -> dict[str, Array]:
        """The counts of every lemma by article."""
        return {
            "lemmas.start": np.concatenate(([0], np.cumsum(self.rows))).astype(np.uint32),
            "lemmas.term": self.ordinals,
            "lemmas.title": small(self.in_title),
            "lemmas.body": small(self.in_body),
        }


def together(title: FieldPostings, body: FieldPostings, size: int, counted: bool) -> Both:
    """Both fields' postings of ``size`` articles, with the counts by article where ``counted``."""
    terms = sorted({*title.terms, *body.terms})
    rank = {term: number for number, term in enumerate(terms)}
    every, fields = np.zeros(len(terms), np.uint32), [_rows(part, rank) for part in (title, body)]
    parts = []
    for rows, *columns in _by_article(fields, size, max(len(terms), 1).bit_length()):
        every += np.bincount(columns[0], minlength=len(terms)).astype(np.uint32)
        if counted:
            parts.append((rows, *columns))
    none = [np.empty(0, np.uint32)] * 4
    return Both(terms, every, *map(np.concatenate, zip(none, *parts, strict=True)))


def _rows(part: FieldPostings, rank: dict[bytes, int]) -> tuple[Array, Array, Array]:
    """Article, ordinal and count of each posting."""
    ordinals = np.array([rank[term] for term in part.terms], np.int32)
    return part.numbers, np.repeat(ordinals, np.diff(part.starts)), part.counts


def _by_article(fields: Sequence[tuple[Array, Array, Array]], size: int, bits: int) -> Iterator[list[Array]]:
    """For some articles at a time: rows of each, and of each row ordinal and counts in both fields.

    Article, ordinal, field and count are packed into one number, so that sorting brings both fields together.
    """
    widest = max((int(counts.max()) for _, _, counts in fields if len(counts)), default=1).bit_length()
    for first in range(0, size, _TOGETHER):
        parts = []
        for field, (numbers, ordinals, counts) in enumerate(fields):
            chosen = (numbers >= first) & (numbers < first + _TOGETHER)
            keys = numbers[chosen].astype(np.int64) - first
            keys <<= bits
            keys |= ordinals[chosen]
            keys <<= widest + 1
            keys |= counts[chosen] | (field << widest)
            parts.append(keys)
        keys = np.concatenate(parts)
        keys.sort()
        often, in_body = keys & ((1 << widest) - 1), (keys >> widest) & 1 == 1
        keys >>= widest + 1
        new = changes(keys)
        keys = keys[new]
        yield [
            np.bincount(keys >> bits, minlength=min(_TOGETHER, size - first)),
            (keys & ((1 << bits) - 1)).astype(np.uint32),
            *(_sums(often, in_body == field, new) for field in (False, True)),
        ]


def _sums(counts: Array, chosen: Array, starts: Array) -> Array:
    """The count of the chosen row of each group (there is one at most); 0 where none is."""
    if not len(starts):
        return np.empty(0, np.uint32)
    return np.add.reduceat(np.where(chosen, counts, 0), starts).astype(np.uint32)
