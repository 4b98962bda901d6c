"""How often every lemma and phrase of the table stands in an article, and what that counts for a topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from archive.extract.marks import PHRASE, TOPIC
from archive.extract.topics.table import Weights, topic_lemmas

if TYPE_CHECKING:
    from archive.extract.reading import Reading

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
    pairs = [pair for pair in pairwise(body) if pair[0] in table.firsts]
    return _all(title, body[:LEAD_WORDS], filter(table.words.__contains__, body), pairs)


def evidence_of(reading: Reading) -> list[Evidence]:
    """The same of a reading, which knows of each word whether it may speak for a topic."""
    stems = reading.stems
    words = [stems[at] for at in reading.marked(TOPIC)]
    last = len(stems) - 1
    pairs = [(stems[at], stems[at + 1]) for at in reading.marked(PHRASE) if at < last]
    return _all(reading.headline.stems, stems[:LEAD_WORDS], words, pairs)


def _all(
    title: Sequence[str], lead: Sequence[str], words: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> list[Evidence]:
    """``words`` and ``pairs`` hold every one of the body that stands in the table, and perhaps others."""
    table = topic_lemmas()
    found: list[Evidence] = []
    _collect(found, table.words, title, lead, words)
    _collect(found, table.phrases, pairwise(title), pairwise(lead), pairs)
    return found


def _collect(
    found: list[Evidence],
    table: dict[Key, Weights],
    title: Iterable[Key],
    lead: Iterable[Key],
    body: Iterable[Key],
) -> None:
    plain: dict[Key, int] = {}
    for key in body:
        if key in table:
            plain[key] = plain.get(key, 0) + 1
    heard = plain.copy()
    for key in lead:
        if key in table:
            heard[key] = heard.get(key, 0) + LEAD_TIMES
    for key in title:
        if key in table:
            plain[key] = plain.get(key, 0) + 1
            heard[key] = heard.get(key, 0) + 1 + TITLE_TIMES
    for key in sorted(heard):
        share = heard[key] / (heard[key] + HALF)
        lemma = key if isinstance(key, str) else " ".join(key)
        for topic, weight in table[key]:
            found.append(Evidence(topic, lemma, plain.get(key, 0), weight * share))
