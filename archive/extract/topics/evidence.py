"""How often every lemma and phrase of the table stands in an article, and what that counts for a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from archive.extract.topics.table import Weights, topic_lemmas

#: The title, and the first words of the body, count as if they stood so many times more.
TITLE_TIMES = 3
LEAD_TIMES = 1
LEAD_WORDS = 40
#: A lemma that stands n times gives n / (n + HALF) of what it could give at most.
HALF = 2.0


Key = TypeVar("Key", str, tuple[str, str])


class Evidence(NamedTuple):
    """One lemma (or phrase) for one topic: ``times`` in title and body, ``points`` it gives."""

    topic: str
    lemma: str
    times: int
    points: float


def evidence(title: Sequence[str], body: Sequence[str]) -> list[Evidence]:
    """Every piece of evidence in the lemmas of a title and a body, by lemma.

    >>> [(e.topic, e.lemma, e.times) for e in evidence(["футбол"], ["футбол", "матч"])]
    [('15000000', 'матч', 1), ('15000000', 'футбол', 2)]
    """
    table = topic_lemmas()
    found: list[Evidence] = []
    lead = body[:LEAD_WORDS]
    _collect(found, table.words, Counter(title), Counter(lead), Counter(body))
    _collect(found, table.phrases, Counter(pairwise(title)), Counter(pairwise(lead)), Counter(pairwise(body)))
    return found


def _collect(
    found: list[Evidence],
    table: dict[Key, Weights],
    title: Counter[Key],
    lead: Counter[Key],
    body: Counter[Key],
) -> None:
    keys: Iterable[Key] = sorted((title.keys() | body.keys()) & table.keys())
    for key in keys:
        count = title[key] + body[key]
        heard = count + TITLE_TIMES * title[key] + LEAD_TIMES * lead[key]
        share = heard / (heard + HALF)
        lemma = key if isinstance(key, str) else " ".join(key)
        for topic, weight in table[key]:
            found.append(Evidence(topic, lemma, count, weight * share))
