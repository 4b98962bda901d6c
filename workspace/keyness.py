"""Keyness: the words that one set of articles has more often than another, each with its counts.

Log-likelihood (Dunning 1993, as Rayson and Garside 2000 put it) says how surely the two differ, log-ratio
(Hardie 2014) by how much. Bodies count, not titles; a hyphenated word is one word.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.query.ast import Node, Not, Or
from kazakh.alphabet import sort_key
from kazakh.morph.closed import function_words
from workspace.collocations import Unit
from workspace.reading import MOST_READ, drawn, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.request import SearchRequest
    from workspace.answers import SearchAnswer
    from workspace.finding import Finding

LEAST = 5
_REMEMBERED = 8
#: What stands for a count of nothing where a ratio is taken (Hardie 2014).
_NOTHING = 0.5


@dataclass(frozen=True, slots=True)
class Counted:
    """Words of the bodies of ``read`` out of ``articles`` hits, ``words`` in all."""

    counts: Counter[str]
    words: int
    read: int
    articles: int

    def as_json(self) -> dict[str, int]:
        return {"articles": self.articles, "read": self.read, "words": self.words}


@dataclass(frozen=True, slots=True)
class KeyWord:
    """``count`` of ``words`` in the first set, ``other`` of ``other_words`` in the second."""

    word: str
    count: int
    other: int
    words: int
    other_words: int
    empty: bool

    @property
    def likelihood(self) -> float:
        return log_likelihood(self.count, self.other, self.words, self.other_words)

    @property
    def ratio(self) -> float:
        return log_ratio(self.count, self.other, self.words, self.other_words)

    @property
    def per_million(self) -> float:
        return 1e6 * self.count / self.words if self.words else 0.0

    @property
    def other_per_million(self) -> float:
        return 1e6 * self.other / self.other_words if self.other_words else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "count": self.count,
            "count_against": self.other,
            "per_million": round(self.per_million, 2),
            "per_million_against": round(self.other_per_million, 2),
            "log_likelihood": round(self.likelihood, 4),
            "log_ratio": round(self.ratio, 4),
            "function_word": self.empty,
        }


@dataclass(frozen=True, slots=True)
class Keyness:
    """Rows by falling log-likelihood; ``against`` is empty for the rest of the archive. ``total`` words were
    compared, ``hidden`` function words left out."""

    answer: SearchAnswer
    against: tuple[SearchAnswer, ...]
    one: Counted
    other: Counted
    rows: tuple[KeyWord, ...]
    total: int
    hidden: int

    def over(self, most: int) -> tuple[KeyWord, ...]:
        """Words that the first set has more often."""
        return tuple(row for row in self.rows if row.ratio > 0)[:most]

    def as_json(self, most: int | None = None) -> dict[str, Any]:
        """The object of ``keyness --json``."""
        return {
            "against": [other.parsed for other in self.against],
            "sets": [self.one.as_json(), self.other.as_json()],
            "total": self.total,
            "hidden": self.hidden,
            "items": [row.as_json() for row in self.rows[:most]],
        }


def log_likelihood(count: int, other: int, words: int, other_words: int) -> float:
    """How surely a word is not as frequent in two texts as in both together; 15.13 is p < 0.0001.

    >>> round(log_likelihood(20, 10, 1000, 1000), 3), log_likelihood(5, 5, 100, 100)
    (3.398, 0.0)
    """
    both = (count + other) / (words + other_words) if words + other_words else 0.0
    pairs = ((count, words * both), (other, other_words * both))
    return 2.0 * sum(seen * math.log(seen / expected) for seen, expected in pairs if seen) + 0.0


def log_ratio(count: int, other: int, words: int, other_words: int) -> float:
    """How many times the frequency in the second text doubles to that in the first; 0.5 stands for no count.

    >>> log_ratio(20, 10, 1000, 1000), log_ratio(2, 0, 1000, 1000)
    (1.0, 2.0)
    """
    if not (words and other_words):
        return 0.0
    return math.log2((count or _NOTHING) / words) - math.log2((other or _NOTHING) / other_words)


def keyness(
    workspace: Finding,
    query: str,
    against: Sequence[str] = (),
    *,
    unit: Unit = "lemma",
    least: int = LEAST,
    hide_empty: bool = False,
    most: int = MOST_READ,
    **asked: Any,
) -> Keyness:
    """The words of what ``query`` finds against those of what any of ``against`` finds, or without these
    against all other articles under the same filters (those of ``search_text``). Raises QueryError.

    Of more than ``most`` hits a sample is read. Articles that both find count on both sides.
    """
    answer = workspace.search_text(query, limit=0, **asked)
    others = [workspace.search_text(other, limit=0, **asked) for other in against]
    return compared(workspace, answer, others, unit, least, hide_empty, most)


def compared(
    workspace: Finding,
    answer: SearchAnswer,
    against: Sequence[SearchAnswer],
    unit: Unit = "lemma",
    least: int = LEAST,
    hide_empty: bool = False,
    most: int = MOST_READ,
) -> Keyness:
    """An answer against others as they were read, or without any against all that it does not find."""
    nodes = tuple(other.request.query for other in against)
    node: Node = Not(answer.request.query) if not nodes else nodes[0] if len(nodes) == 1 else Or(nodes)
    one = _counted(workspace, answer.request, unit, most)
    other = _counted(workspace, replace(answer.request, query=node), unit, most)
    found = _rows(one, other, least)
    kept = tuple(row for row in found if not (hide_empty and row.empty))
    return Keyness(answer, tuple(against), one, other, kept, len(kept), len(found) - len(kept))


def _rows(one: Counted, other: Counted, least: int) -> list[KeyWord]:
    empty = function_words()
    rows = [
        KeyWord(word, one.counts[word], other.counts[word], one.words, other.words, word in empty)
        for word in one.counts.keys() | other.counts.keys()
        if one.counts[word] + other.counts[word] >= least
    ]
    return sorted(rows, key=lambda row: (-row.likelihood, sort_key(row.word)))


def _counted(workspace: Finding, request: SearchRequest, unit: Unit, most: int) -> Counted:
    """The words of the hits; those of the last few sets are remembered until the index changes."""
    known: dict[str, Counted] = workspace._kept("counted", dict)
    whole = replace(request, sort="date", limit=0, offset=0, facets=())
    key = repr((whole, unit, most))
    if key not in known:
        while len(known) >= _REMEMBERED:
            known.pop(next(iter(known)), None)
        known[key] = _count(workspace, whole, unit, most)
    return known[key]


def _count(workspace: Finding, request: SearchRequest, unit: Unit, most: int) -> Counted:
    chosen = drawn(workspace, request, most)
    counts: Counter[str] = Counter()
    for _, words in read(workspace, chosen):
        counts.update(entry.lemmas[0] if unit == "lemma" else entry.form for entry in words)
    return Counted(counts, counts.total(), len(chosen.ids), chosen.total)
