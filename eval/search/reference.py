"""The ranking of docs/ranking.md in plain Python: what an engine must compute, one article at a time.

No storage and no numpy: counts go in, scores come out. The lab (``lab.py``) computes the same with arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Weight of each kind of term. ``all`` is the lemma of a token and of its hyphenated parts, ``cut4`` and
#: ``cut5`` are the first letters of each of them, ``form`` is the token in lower case. A query asks for
#: those of the whole token.
KIND_WEIGHT = {"all": 1.0, "cut4": 1.0, "cut5": 0.6, "form": 0.3}
K1 = 1.2
TITLE_WEIGHT = 2.0
B_TITLE = 0.5
B_BODY = 0.5
#: A word of the closed list of question and auxiliary words; a finite verb.
ASKING_WEIGHT = 0.1
VERB_WEIGHT = 0.6
NEAR_WEIGHT = 0.3
NEAR_WINDOW = 8
NEAR_REACH = 3
FEEDBACK_WEIGHT = 0.3
FEEDBACK_ARTICLES = 4
FEEDBACK_TERMS = 40
RESCORED = 200


@dataclass(frozen=True, slots=True)
class Match:
    """One query term in one article: ``weight`` is that of the term in the query, ``df`` in articles."""

    weight: float
    df: int
    title: int
    body: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """Tokens in title and body, of one article or on average."""

    title: float
    body: float


def idf(df: int, size: int) -> float:
    """Inverse document frequency among ``size`` articles, never negative."""
    return math.log(1 + (size - df + 0.5) / (df + 0.5))


def term_weight(kind: str, terms_of_kind: int, asking: bool, finite_verb: bool) -> float:
    """Weight in the query of one of ``terms_of_kind`` terms that a word has of a kind.

    >>> term_weight("all", 1, False, False), round(term_weight("form", 1, False, True), 2)
    (1.0, 0.18)
    """
    weight = KIND_WEIGHT[kind] / terms_of_kind
    return weight * (ASKING_WEIGHT if asking else 1.0) * (VERB_WEIGHT if finite_verb else 1.0)


def score_terms(matches: Iterable[Match], own: Lengths, average: Lengths, size: int) -> float:
    """BM25F of an article: the sum over every query term, of any kind, that it holds.

    >>> article, mean = Lengths(8, 60), Lengths(8, 60)
    >>> round(score_terms([Match(1.0, 10, 1, 2), Match(0.3, 2, 0, 1)], article, mean, 1000), 3)
    9.51
    """
    title_norm = 1 - B_TITLE + B_TITLE * own.title / (average.title or 1)
    body_norm = 1 - B_BODY + B_BODY * own.body / (average.body or 1)
    total = 0.0
    for match in matches:
        tf = TITLE_WEIGHT * match.title / title_norm + match.body / body_norm
        total += match.weight * idf(match.df, size) * tf * (K1 + 1) / (tf + K1)
    return total


def pairs(lemmas: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of a query's distinct lemmas (question words left out) at most ``NEAR_REACH`` apart.

    >>> pairs(["жер", "сілкініс", "тірке"])
    [('жер', 'сілкініс'), ('жер', 'тірке'), ('сілкініс', 'тірке')]
    """
    distinct = list(dict.fromkeys(lemmas))
    return [
        (first, second)
        for place, first in enumerate(distinct)
        for second in distinct[place + 1 : place + 1 + NEAR_REACH]
    ]


def nearness(gap: int, df_first: int, df_second: int, size: int) -> float:
    """What a pair adds to the base score. ``gap`` is the least distance of the two lemmas in tokens.

    >>> nearness(9, 10, 10, 100)
    0.0
    """
    if not 0 < gap <= NEAR_WINDOW:
        return 0.0
    return NEAR_WEIGHT * min(idf(df_first, size), idf(df_second, size)) / gap


def feedback_query(
    best: Sequence[tuple[float, Mapping[str, int], int]], df: Mapping[str, int], size: int
) -> dict[str, float]:
    """Weighted ``all`` terms of the best articles, weights summing to 1.

    ``best``: score (with nearness), term counts of title and body together, tokens of both, for each of
    the first ``FEEDBACK_ARTICLES`` articles.

    >>> feedback_query([(2.0, {"зейнетақы": 2, "ол": 5}, 10)], {"зейнетақы": 3, "ол": 50}, 100)
    {'зейнетақы': 1.0}
    """
    strength = sum(score for score, _, _ in best) or 1.0
    gathered: dict[str, float] = {}
    for score, counts, length in best:
        for term, count in counts.items():
            gathered[term] = gathered.get(term, 0.0) + score / strength * count / (length or 1)
    weighed = {
        term: part * idf(df[term], size) for term, part in gathered.items() if df[term] > 1 and len(term) > 2
    }
    chosen = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_TERMS]
    whole = sum(weight for _, weight in chosen) or 1.0
    return {term: weight / whole for term, weight in chosen}


def combined(base: float, highest_base: float, feedback: float, highest_feedback: float) -> float:
    """Final score; ``feedback`` is ``score_terms`` of the feedback query, over the best ``RESCORED`` only.

    >>> combined(5.0, 10.0, 1.0, 2.0)
    0.65
    """
    return base / (highest_base or 1.0) + FEEDBACK_WEIGHT * feedback / (highest_feedback or 1.0)
