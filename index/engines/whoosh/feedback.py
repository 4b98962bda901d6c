"""Feedback from the very best articles (see ``index.engines.rerank``), for all articles and lemmas at once.

The numbers equal those of ``rerank.feedback_by_reading`` to the last bit: the same operations in the same
order. Lemmas are known by their numbers (``terms.hash_of``), which are the same in every segment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from index import scoring as s
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.snapshot import Snapshot
from index.engines.whoosh.vocabulary import Vocabulary

#: Lemmas whose letters are looked at first: enough, unless many are very short.
_LOOKED_AT = s.FEEDBACK_TERMS + 16


class _First(NamedTuple):
    """Lemmas of one of the very best articles: numbers, ordinals in its segment, share of its words."""

    segment: Segment
    hashed: Array
    ordinals: Array
    share: Array


def feedback(
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    best: Sequence[int],
    scores: Mapping[int, float],
    corpus: s.Corpus,
) -> dict[int, float]:
    """How much each of the best articles speaks of what the very best speak of."""
    first = best[: s.FEEDBACK_ARTICLES]
    strength = sum(scores[key] for key in first) or 1.0
    known = [_lemmas(snapshot, key, scores[key] / strength) for key in first]
    hashed, weights = _wanted(known, vocabulary, corpus)
    said = _said(snapshot, np.sort(np.array(best, np.int64)), hashed, weights, corpus)
    return said if len(weights) else dict.fromkeys(best, 0.0)


def _lemmas(snapshot: Snapshot, key: int, weight: float) -> _First:
    segment, place = snapshot.located(key)
    rows = segment.lemmas(np.array([place]))
    _, in_title, in_body = rows.counts(np.arange(len(rows.terms)))
    words = int(snapshot.column("title_words")[key]) + int(snapshot.column("body_words")[key])
    share = weight * (in_title.astype(np.int64) + in_body) / (words or 1)
    return _First(segment, segment.table("body_lemma").hashes(rows.terms), rows.terms, share)


def _wanted(known: Sequence[_First], vocabulary: Vocabulary, corpus: s.Corpus) -> tuple[Array, Array]:
    """The numbers of the lemmas that tell these articles from others, and their weights."""
    every = np.concatenate([one.hashed for one in known])
    hashed, places, groups = np.unique(every, return_index=True, return_inverse=True)
    gathered = np.bincount(groups, np.concatenate([one.share for one in known]), len(hashed))
    counts, rank = np.unique(vocabulary.articles_by_hash(hashed), return_inverse=True)
    each = [s.inverse_frequency(count, corpus.articles) if count > 1 else 0.0 for count in counts.tolist()]
    rarity = np.array(each)[rank]
    strength = -(gathered * rarity)
    order = np.argsort(strength, kind="stable")
    order = order[rarity[order] > 0]
    chosen = _chosen(known, strength, places, order)
    whole = -sum(weight for weight, _, _ in chosen) or 1.0
    numbers = np.array([number for _, _, number in chosen], np.int64)
    weights = np.array([-weight / whole for weight, _, _ in chosen])
    return hashed[numbers], weights * rarity[numbers]


def _chosen(
    known: Sequence[_First], strength: Array, places: Array, order: Array
) -> list[tuple[float, str, int]]:
    """The strongest lemmas of more than two letters, equal ones by their letters: strength, lemma, number."""
    looked_at = min(_LOOKED_AT, len(order))
    while looked_at:
        # Those that are as strong as the last one belong to it, whatever their letters are.
        last = int(np.searchsorted(strength[order], strength[order[looked_at - 1]], side="right"))
        numbers = order[:last].tolist()
        rows = zip(strength[order[:last]].tolist(), _names(known, places[order[:last]]), numbers, strict=True)
        found = sorted(row for row in rows if len(row[1]) > 2)
        if len(found) >= s.FEEDBACK_TERMS or last == len(order):
            return found[: s.FEEDBACK_TERMS]
        looked_at = min(2 * looked_at, len(order))
    return []


def _names(known: Sequence[_First], places: Array) -> list[str]:
    """The lemmas at places in the rows of all the articles behind each other."""
    ends = np.cumsum([len(one.hashed) for one in known])
    of = np.searchsorted(ends, places, side="right").tolist()
    return [
        known[at].segment.table("body_lemma").term(int(known[at].ordinals[place - int(ends[at])]))
        for at, place in zip(of, places.tolist(), strict=True)
    ]


def _said(
    snapshot: Snapshot, numbers: Array, hashed: Array, weights: Array, corpus: s.Corpus
) -> dict[int, float]:
    """For rising article numbers what their lemmas earn."""
    in_title, in_body = np.zeros((2, len(hashed), len(numbers)), np.int64)
    for segment, base, share in snapshot.shares(numbers):
        table = segment.table("body_lemma")
        wanted = np.zeros(len(table), np.uint8)
        ordinals = table.find_all(hashed)
        here = np.flatnonzero(ordinals >= 0)
        wanted[ordinals[here]] = here + 1
        rows = segment.lemmas(numbers[share] - base)
        which = wanted[rows.terms]
        kept = np.flatnonzero(which)
        of, title, body = rows.counts(kept)
        lemma, article = which[kept].astype(np.int64) - 1, of + share.start
        in_title[lemma, article], in_body[lemma, article] = title, body
    words: list[Any] = [snapshot.column(name)[numbers] for name in ("title_words", "body_words")]
    norms: Any = s.norms(corpus, *words)
    earned: Any = s.saturated(in_title, in_body, *norms)  # type: ignore[arg-type]
    sums = np.add.accumulate(weights[:, None] * earned, axis=0)[-1:] if len(weights) else earned
    return dict(zip(numbers.tolist(), sums[0].tolist(), strict=True)) if len(weights) else {}
