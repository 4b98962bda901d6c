"""Posting lists of a whole batch at once: the tokens of all its articles, sorted as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.lexicon import Ranked


class Tokens(NamedTuple):
    """Tokens of one text field of all articles, by article: entry number, article number, position."""

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


def postings(tokens: Tokens, ranked: Ranked, with_positions: bool) -> FieldPostings:
    """The posting lists of a field for one kind of term."""
    terms, articles, positions = _terms(tokens, ranked)
    if not len(terms):
        return empty(with_positions)
    terms, articles, positions = _sorted(terms, articles, positions)
    firsts = _changes(terms, articles)
    counts = np.diff(firsts, append=len(terms))
    terms, articles = terms[firsts], articles[firsts]
    lists = _changes(terms)
    return FieldPostings(
        [ranked.terms[rank] for rank in terms[lists].tolist()],
        np.append(lists, len(terms)),
        articles,
        counts,
        positions if with_positions else None,
    )


def empty(with_positions: bool) -> FieldPostings:
    none = np.empty(0, np.int64)
    return FieldPostings([], np.zeros(1, np.int64), none, none, none if with_positions else None)


def _terms(tokens: Tokens, ranked: Ranked) -> tuple[Array, Array, Array]:
    """A row for each term of each token."""
    if ranked.counts is None:
        return ranked.ranks[tokens.entries], tokens.articles, tokens.positions
    counts = ranked.counts[tokens.entries]
    ends = np.cumsum(counts)
    starts = np.cumsum(ranked.counts) - ranked.counts
    inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    places = np.repeat(starts[tokens.entries], counts) + inside
    return ranked.ranks[places], np.repeat(tokens.articles, counts), np.repeat(tokens.positions, counts)


def _sorted(terms: Array, articles: Array, positions: Array) -> tuple[Array, Array, Array]:
    """Rows by term, article, position: packed into one number each where they have room in it."""
    article_bits, position_bits = _bits(articles), _bits(positions)
    if _bits(terms) + article_bits + position_bits > 63:
        order = np.lexsort((positions, articles, terms))
        return terms[order], articles[order], positions[order]
    keys = (terms << (article_bits + position_bits)) | (articles << position_bits) | positions
    keys.sort()
    mask = (1 << article_bits) - 1
    return (
        keys >> (article_bits + position_bits),
        (keys >> position_bits) & mask,
        keys & ((1 << position_bits) - 1),
    )


def _bits(numbers: Array) -> int:
    return int(numbers.max()).bit_length()


def _changes(*columns: Array) -> Array:
    """Where a row differs from the one before; the first does."""
    differs = np.zeros(len(columns[0]), bool)
    differs[:1] = True
    for column in columns:
        differs[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(differs)


def values(rows: Iterable[tuple[str, int]]) -> FieldPostings:
    """The posting lists of whole values, each once in an article: ``rows`` of value and article number."""
    lists: dict[str, list[int]] = {}
    for value, number in rows:
        lists.setdefault(value, []).append(number)
    return _listed(lists, None)


def spans(rows: Iterable[tuple[str, int, list[int]]]) -> FieldPostings:
    """The posting lists of terms whose positions are given: term, article number, positions."""
    lists: dict[str, list[int]] = {}
    places: dict[str, list[list[int]]] = {}
    for term, number, positions in rows:
        lists.setdefault(term, []).append(number)
        places.setdefault(term, []).append(positions)
    return _listed(lists, places)


def _listed(lists: dict[str, list[int]], places: dict[str, list[list[int]]] | None) -> FieldPostings:
    names = sorted(lists)
    numbers = np.array([number for name in names for number in lists[name]], np.int64)
    counts, positions = np.ones(len(numbers), np.int64), None
    if places is not None:
        groups = [group for name in names for group in places[name]]
        counts = np.array([len(group) for group in groups], np.int64)
        positions = np.array([place for group in groups for place in group], np.int64)
    starts = np.cumsum([0, *(len(lists[name]) for name in names)])
    return FieldPostings([name.encode() for name in names], starts, numbers, counts, positions)


def joined(parts: Sequence[FieldPostings]) -> FieldPostings:
    """The lists of several parts as one; the article numbers of a later part are all higher."""
    parts = [part for part in parts if part.terms] or [parts[0]]
    if len(parts) == 1:
        return parts[0]
    terms = sorted(set().union(*(part.terms for part in parts)))
    rank = {term: number for number, term in enumerate(terms)}
    ranks = np.concatenate(
        [
            np.repeat([rank[term] for term in part.terms], np.diff(part.starts)).astype(np.int64)
            for part in parts
        ]
    )
    order = np.argsort(ranks, kind="stable")
    counts = np.concatenate([part.counts for part in parts])
    positions = None
    if parts[0].positions is not None:
        positions = _taken(np.concatenate([part.positions for part in parts]), counts, order)
    lists = _changes(ranks[order])
    return FieldPostings(
        terms,
        np.append(lists, len(ranks)),
        np.concatenate([part.numbers for part in parts])[order],
        counts[order],
        positions,
    )


def _taken(rows: Array, sizes: Array, order: Array) -> Array:
    """Groups of ``rows``, of ``sizes`` each, in another order."""
    places = slices(np.cumsum(sizes)[order] - sizes[order], sizes[order])
    taken: Array = rows[places]
    return taken


def slices(starts: Array, sizes: Array) -> Array:
    """The places ``start:start + size`` of all, one after another.

    >>> slices(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    whole = int(ends[-1]) if len(ends) else 0
    places: Array = np.arange(whole) + np.repeat(starts - (ends - sizes), sizes)
    return places
