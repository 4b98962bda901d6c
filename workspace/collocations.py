"""Collocations: the words that stand near the places of a query, and how much they belong to it.

A collocate's ``near`` are its places within the window of any match, each place once; the words of the
matches themselves are none. Bodies count, not titles; a window may reach over the end of a sentence.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from index.analysis import Entry
from index.concordance import stretches
from index.query.ast import Everything
from kazakh.alphabet import sort_key
from kazakh.morph.closed import function_words
from workspace.pairs import pair_query
from workspace.reading import MOST_READ, drawn, read

if TYPE_CHECKING:
    from workspace.answers import SearchAnswer
    from workspace.finding import Finding

Unit = Literal["lemma", "form"]
CollocateSort = Literal["score", "near", "word"]
WINDOW_WORDS = 5
LEAST = 3
_REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Collocate:
    """``near`` places in the articles read, ``everywhere`` in all articles under the filters; ``score`` is
    the logDice; ``query`` finds the places."""

    word: str
    near: int
    everywhere: int
    score: float
    empty: bool
    query: str

    def as_json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "near": self.near,
            "all": self.everywhere,
            "log_dice": round(self.score, 4),
            "function_word": self.empty,
            "query": self.query,
        }


@dataclass(frozen=True, slots=True)
class Collocations:
    """A page of collocates out of ``total``; ``hidden`` function words are left out of both. ``matches``
    places of the query in ``read`` of ``articles`` hits."""

    answer: SearchAnswer
    rows: tuple[Collocate, ...]
    total: int
    hidden: int
    matches: int
    read: int
    articles: int
    next: str | None

    def as_json(self) -> dict[str, Any]:
        """The object of ``collocations --json``."""
        return {
            "total": self.total,
            "hidden": self.hidden,
            "matches": self.matches,
            "read": self.read,
            "articles": self.articles,
            "items": [row.as_json() for row in self.rows],
            "next": self.next,
        }


def log_dice(near: float, one: float, other: float) -> float:
    """How much two words belong together (Rychlý 2008): 14 when they never stand apart, a point less each
    time they stand together half as often. ``near`` times together; ``one`` and ``other`` times at all.

    >>> log_dice(8, 8, 8), log_dice(4, 8, 8), round(log_dice(3, 10, 6), 3)
    (14.0, 13.0, 12.585)
    """
    return 14.0 + math.log2(2.0 * near / (one + other))


def collocations(
    workspace: Finding,
    query: str,
    *,
    window_words: int = WINDOW_WORDS,
    unit: Unit = "lemma",
    least: int = LEAST,
    hide_empty: bool = False,
    by: CollocateSort = "score",
    offset: int = 0,
    limit: int | None = 50,
    most: int = MOST_READ,
    **asked: Any,
) -> Collocations:
    """Words that stand at least ``least`` times within ``window_words`` of the query. Raises QueryError.

    ``asked`` are the filters of ``search_text``; ``everywhere`` is counted under them too. Of more than
    ``most`` hits a sample is read, and the scores are estimates.
    """
    answer = workspace.search_text(query, limit=0, **asked)
    found, matches, articles = _remembered(workspace, answer, window_words, unit, least, most)
    kept = [row for row in found if not (hide_empty and row.empty)]
    kept.sort(key=_ORDERS[by])
    end = len(kept) if limit is None else offset + limit
    following = str(end) if offset < end < len(kept) else None
    hidden = len(found) - len(kept)
    return Collocations(
        answer, tuple(kept[offset:end]), len(kept), hidden, matches, articles, answer.page.total, following
    )


_ORDERS: dict[str, Any] = {
    "score": lambda row: (-row.score, -row.near, sort_key(row.word)),
    "near": lambda row: (-row.near, -row.score, sort_key(row.word)),
    "word": lambda row: sort_key(row.word),
}

_Counted = tuple[list[Collocate], int, int]


def _remembered(
    workspace: Finding, answer: SearchAnswer, window_words: int, unit: Unit, least: int, most: int
) -> _Counted:
    """Collocates, matches, articles read; those of the last few questions are kept while the index is."""
    known: dict[str, _Counted] = workspace._kept("collocations", dict)
    key = repr((answer.request, window_words, unit, least, most))
    if key not in known:
        while len(known) >= _REMEMBERED:
            known.pop(next(iter(known)), None)
        known[key] = _counted(workspace, answer, window_words, unit, least, most)
    return known[key]


def _counted(
    workspace: Finding, answer: SearchAnswer, window_words: int, unit: Unit, least: int, most: int
) -> _Counted:
    chosen = drawn(workspace, answer.request, most)
    near: dict[str, Counter[str]] = defaultdict(Counter)
    matches = 0
    for _, words in read(workspace, chosen):
        found = stretches(words, answer.node)
        matches += len(found)
        for place in neighbours(found, len(words), window_words):
            for term in _terms(words[place], unit):
                near[term][words[place].form] += 1
    counts = {term: forms.total() for term, forms in near.items() if forms.total() >= least}
    corpus = replace(answer.request, query=Everything(), limit=0, offset=0)
    everywhere = workspace.engine.occurrences(unit, counts, corpus)
    empty = function_words()
    rows = [
        Collocate(
            word=term,
            near=count,
            everywhere=everywhere[term],
            score=log_dice(count * chosen.scale, matches * chosen.scale, max(everywhere[term], count)),
            empty=term in empty,
            query=pair_query(answer.node, term, _forms(near[term]), unit, window_words),
        )
        for term, count in counts.items()
    ]
    return rows, matches, len(chosen.ids)


def _terms(entry: Entry, unit: Unit) -> Iterable[str]:
    return entry.lemmas if unit == "lemma" else (entry.form,)


def _forms(counts: Counter[str]) -> list[str]:
    """Forms, most frequent first."""
    return sorted(counts, key=lambda form: (-counts[form], form))


def neighbours(found: Sequence[tuple[int, int]], length: int, window_words: int) -> list[int]:
    """Places of a text within a window of any stretch but in none, each once.

    >>> neighbours([(1, 2), (4, 4)], 9, 2)
    [0, 3, 5, 6]
    """
    inside = {place for first, last in found for place in range(first, last + 1)}
    around: set[int] = set()
    for first, last in found:
        around.update(range(max(0, first - window_words), min(length, last + window_words + 1)))
    return sorted(around - inside)
