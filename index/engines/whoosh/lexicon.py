"""The words of a batch as numbers, so that posting lists are made by sorting numbers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from index.analysis import Entry, entries
from index.engines.whoosh.arrays import Array


class Ranked(NamedTuple):
    """Distinct terms in the order of their bytes, and for each entry the rank of its first term.

    Some entries have more: ``several`` tells which (None: none has), and those of entry n are
    ``more_at[n]:more_at[n + 1]`` of ``more``.
    """

    terms: list[bytes]
    ranks: Array
    several: Array | None
    more_at: Array
    more: Array


class Lexicon(dict[Entry, int]):
    """Numbers the entries that it is asked for, from 0.

    >>> lexicon = Lexicon()
    >>> lexicon.numbers("Қала мен қала")
    array('I', [0, 1, 0])
    >>> [bytes(term).decode() for term in lexicon.ranked("lemma").terms]
    ['мен', 'қала']
    """

    def __missing__(self, entry: Entry) -> int:
        number = self[entry] = len(self)
        return number

    def numbers(self, text: str) -> array[int]:
        """The numbers of a text's tokens."""
        return array("I", map(self.__getitem__, entries(text)))

    def ranked(self, kind: str) -> Ranked:
        """The terms of a kind (lemma, form, cut4, cut5) over all entries."""
        if kind == "form":
            terms, ranks = _rank([entry.form for entry in self])
            return Ranked(terms, ranks, None, _NONE, _NONE)
        names = [_terms(entry, kind) for entry in self]
        sizes = np.fromiter(map(len, names), np.int64, len(names))
        terms, every = _rank(list(chain.from_iterable(names)))
        if len(every) == len(names):
            return Ranked(terms, every, None, _NONE, _NONE)
        ends = np.cumsum(sizes)
        further = np.ones(len(every), bool)
        further[ends - sizes] = False
        more_at = np.concatenate(([0], np.cumsum(sizes - 1)))
        return Ranked(terms, every[~further], sizes > 1, more_at, every[further])


_NONE = np.empty(0, np.int64)


def _terms(entry: Entry, kind: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(entry, "lemmas" if kind == "lemma" else kind)
    return found


def _rank(names: Sequence[str]) -> tuple[list[bytes], Array]:
    distinct = sorted(set(names))
    rank = {name: number for number, name in enumerate(distinct)}
    return [name.encode() for name in distinct], np.fromiter(
        map(rank.__getitem__, names), np.int64, len(names)
    )
