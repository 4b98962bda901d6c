"""The words of a batch as numbers, so that posting lists are made by sorting numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from index.analysis import Entry, entries
from index.engines.whoosh.arrays import Array


class Ranked(NamedTuple):
    """Distinct terms in the order of their bytes, and for each entry (or each of its terms) which it has.

    ``counts`` tells how many terms an entry has; None when each has one.
    """

    terms: list[bytes]
    ranks: Array
    counts: Array | None = None


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
        names = [_terms(entry, kind) for entry in self]
        counts = np.fromiter(map(len, names), np.int64, len(names))
        terms, ranks = _rank(list(chain.from_iterable(names)))
        return Ranked(terms, ranks, None if bool((counts == 1).all()) else counts)


def _terms(entry: Entry, kind: str) -> tuple[str, ...]:
    terms: str | tuple[str, ...] = getattr(entry, "lemmas" if kind == "lemma" else kind)
    return (terms,) if isinstance(terms, str) else terms


def _rank(names: Sequence[str]) -> tuple[list[bytes], Array]:
    distinct = sorted(set(names))
    rank = {name: number for number, name in enumerate(distinct)}
    return [name.encode() for name in distinct], np.fromiter(
        map(rank.__getitem__, names), np.int64, len(names)
    )


def joined(parts: Iterable[array[int]]) -> Array:
    """All arrays as one."""
    whole = array("I")
    for part in parts:
        whole.extend(part)
    return np.array(whole, dtype=np.int64)
