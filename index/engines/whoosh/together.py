"""Title and body taken together: in how many articles a term is, and how often each lemma stands in each.

Arrays: ``any`` beside the terms of the body; ``lemmas.start`` by article, and for each of its rows
``lemmas.term`` (ordinal among the terms of the body), ``lemmas.title`` and ``lemmas.body`` (how often).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, small
from index.engines.whoosh.gather import FieldPostings


class Both(NamedTuple):
    """A row for each term of each article: by article, then by ordinal among ``terms``."""

    terms: list[bytes]
    articles: Array
    ordinals: Array
    in_title: Array
    in_body: Array


def together(title: FieldPostings, body: FieldPostings) -> Both:
    """Both fields' postings by article."""
    terms = sorted({*title.terms, *body.terms})
    rank = {term: number for number, term in enumerate(terms)}
    bits = max(len(terms), 1).bit_length()
    keys = np.concatenate([(part.numbers << bits) | _ordinals(part, rank) for part in (title, body)])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    places = np.cumsum(new) - 1
    counts = np.concatenate([title.counts, body.counts])[order]
    of_title = order < len(title.numbers)
    in_title, in_body = np.zeros((2, int(new.sum())), np.int64)
    in_title[places[of_title]] = counts[of_title]
    in_body[places[~of_title]] = counts[~of_title]
    kept = keys[new]
    return Both(terms, kept >> bits, kept & ((1 << bits) - 1), in_title, in_body)


def _ordinals(part: FieldPostings, rank: dict[bytes, int]) -> Array:
    ranks = np.array([rank[term] for term in part.terms], np.int64)
    return np.repeat(ranks, np.diff(part.starts))


def any_array(both: Both) -> Array:
    """In how many articles each term is."""
    return np.bincount(both.ordinals, minlength=len(both.terms)).astype(np.uint32)


def lemma_arrays(both: Both, size: int) -> dict[str, Array]:
    """The counts of every lemma by article; ``size`` articles."""
    return {
        "lemmas.start": np.searchsorted(both.articles, np.arange(size + 1)).astype(np.uint32),
        "lemmas.term": both.ordinals.astype(np.uint32),
        "lemmas.title": small(both.in_title),
        "lemmas.body": small(both.in_body),
    }
