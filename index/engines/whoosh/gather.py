"""Posting lists of a whole batch at once: the tokens of all its articles, sorted as numbers.

A batch holds millions of tokens, so numbers are kept in four bytes (article numbers and positions have room
in 31 bits) and what is sorted is one column of packed numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.lexicon import Ranked


class Tokens(NamedTuple):
    """Tokens of one text field of all articles: entry number, article number, position."""

    entries: Array
    articles: Array
    positions: Array


class FieldPostings(NamedTuple):
    """All posting lists of a field.

    The list of ``terms[i]`` is ``starts[i]:starts[i + 1]`` of ``numbers`` and ``counts``; ``positions``, if
    kept, holds as many for each posting as it counts.
    """

    terms: list[bytes]
    starts: Array
    numbers: Array
    counts: Array
    positions: Array | None

    @property
    def ends(self) -> Array:
        """Where the positions of each term begin, and where the last ends."""
        sums = np.add.reduceat(self.counts, self.starts[:-1], dtype=np.int64) if self.terms else ()
        ends: Array = np.concatenate(([0], np.cumsum(sums, dtype=np.int64)))
        return ends


def postings(tokens: Tokens, ranked: Ranked, with_positions: bool) -> FieldPostings:
    """The posting lists of a field for one kind of term."""
    if not len(tokens.entries):
        return empty(with_positions)
    article_bits, position_bits = _bits(tokens.articles), _bits(tokens.positions) if with_positions else 0
    if len(ranked.terms).bit_length() + article_bits + position_bits > 63:
        return _wide(tokens, ranked, with_positions)
    keys = _keys(tokens, ranked, article_bits, position_bits)
    del tokens  # makes room for what follows
    keys.sort()
    positions = _low(keys, position_bits) if with_positions else None
    keys >>= position_bits
    firsts = changes(keys)
    counts = _sizes(firsts, len(keys))
    keys = keys[firsts]
    articles = _low(keys, article_bits)
    keys >>= article_bits
    lists = changes(keys)
    terms = [ranked.terms[rank] for rank in keys[lists].tolist()]
    return FieldPostings(terms, np.append(lists, len(keys)), articles, counts, positions)


def _keys(tokens: Tokens, ranked: Ranked, article_bits: int, position_bits: int) -> Array:
    """Term, article and position of each term of each token, packed into one number."""
    keys = ranked.ranks[tokens.entries]
    _pack(keys, tokens.articles, tokens.positions, article_bits, position_bits)
    several = ranked.several[tokens.entries] if ranked.several is not None else None
    if several is None or not several.any():
        return keys
    entries, articles, positions = (column[several] for column in tokens)
    starts, ends = ranked.more_at[entries], ranked.more_at[entries + 1]
    more = ranked.more[slices(starts, ends - starts)]
    articles, positions = (np.repeat(column, ends - starts) for column in (articles, positions))
    _pack(more, articles, positions, article_bits, position_bits)
    return np.concatenate([keys, more])


def _pack(keys: Array, articles: Array, positions: Array, article_bits: int, position_bits: int) -> None:
    keys <<= article_bits
    keys |= articles
    if position_bits:
        keys <<= position_bits
        keys |= positions


def _wide(tokens: Tokens, ranked: Ranked, with_positions: bool) -> FieldPostings:
    """The same where a number has no room for term, article and position."""
    keys = _keys(tokens._replace(articles=np.arange(len(tokens.articles))), ranked, 32, 0)
    terms, rows = keys >> 32, keys & ((1 << 32) - 1)
    articles, positions = tokens.articles[rows], tokens.positions[rows]
    order = np.lexsort((positions, articles, terms))
    terms, articles, positions = terms[order], articles[order], positions[order]
    firsts = changes(terms, articles)
    counts = _sizes(firsts, len(terms))
    terms, articles = terms[firsts], articles[firsts]
    return grouped(ranked.terms, terms, articles, counts, positions if with_positions else None)


def empty(with_positions: bool) -> FieldPostings:
    none = np.empty(0, np.int32)
    return FieldPostings([], np.zeros(1, np.int64), none, none, none if with_positions else None)


def _low(keys: Array, bits: int) -> Array:
    """The lowest bits of each number."""
    low = keys.astype(np.int32)  # drops the higher half
    low &= (1 << bits) - 1
    return low


def _sizes(firsts: Array, whole: int) -> Array:
    """How many rows each group has, from where each begins."""
    sizes = np.empty(len(firsts), np.int32)
    np.subtract(firsts[1:], firsts[:-1], out=sizes[:-1], casting="unsafe")
    sizes[-1:] = whole - firsts[-1:]
    return sizes


def _bits(numbers: Array) -> int:
    return int(numbers.max()).bit_length()


def changes(*columns: Array) -> Array:
    """Where a row differs from the one before; the first does."""
    differs = np.zeros(len(columns[0]), bool)
    differs[:1] = True
    for column in columns:
        differs[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(differs)


def grouped(
    names: Sequence[str] | Sequence[bytes],
    ranks: Array,
    numbers: Array,
    counts: Array,
    positions: Array | None,
) -> FieldPostings:
    """The posting lists of rows that are in order of term and article; ``names`` by rank."""
    lists = changes(ranks)
    chosen = [names[rank] for rank in ranks[lists].tolist()]
    terms = [name.encode() if isinstance(name, str) else name for name in chosen]
    return FieldPostings(terms, np.append(lists, len(ranks)), numbers, counts, positions)


def taken(rows: Array, sizes: Array, order: Array) -> Array:
    """Groups of ``rows``, of ``sizes`` each, in another order."""
    places = slices((np.cumsum(sizes) - sizes)[order], sizes[order])
    found: Array = rows[places]
    return found


def slices(starts: Array, sizes: Array) -> Array:
    """The places ``start:start + size`` of all, one after another.

    >>> slices(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    whole = int(ends[-1]) if len(ends) else 0
    places: Array = np.arange(whole) + np.repeat(starts - (ends - sizes), sizes)
    return places
