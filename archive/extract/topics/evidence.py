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
    _collect(found, table.words, title, lead, body)
    firsts = table.firsts
    pairs = [pair for pair in pairwise(body) if pair[0] in firsts]
    _collect(found, table.phrases, pairwise(title), pairwise(lead), pairs)
    return found


def _collect(
    found: list[Evidence],
    table: dict[Key, Weights],
    title: Iterable[Key],
    lead: Iterable[Key],
    body: Iterable[Key],
) -> None:
    heard = Counter(filter(table.__contains__, body))
    plain = heard.copy()
    for key in lead:
        if key in table:
            heard[key] += LEAD_TIMES
    for key in title:
        if key in table:
            plain[key] += 1
            heard[key] += 1 + TITLE_TIMES
    for key in sorted(heard):
        share = heard[key] / (heard[key] + HALF)
        lemma = key if isinstance(key, str) else " ".join(key)
        for topic, weight in table[key]:
            found.append(Evidence(topic, lemma, plain[key], weight * share))
