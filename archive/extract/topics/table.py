"""The weighted lemmas of ``archive/data/topic_lemmas.tsv``, ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from archive.gazetteers.tables import rows

#: Topic code and weight of a lemma or phrase; one that stands under several topics has several.
Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class TopicLemmas:
    """``words`` by lemma, ``phrases`` by the lemmas of two words that follow each other."""

    words: dict[str, Weights]
    phrases: dict[tuple[str, str], Weights]
    #: First lemmas of phrases.
    firsts: frozenset[str]


@cache
def topic_lemmas() -> TopicLemmas:
    """The table, read once.

    >>> topic_lemmas().words["футбол"][0][0], topic_lemmas().phrases["көз", "жұм"][0][0]
    ('15000000', '03000000')
    """
    words: dict[str, Weights] = {}
    phrases: dict[tuple[str, str], Weights] = {}
    for row in rows("topic_lemmas.tsv"):
        first, _, second = row["lemma"].partition(" ")
        weight = ((row["topic"], float(row["weight"])),)
        if second:
            phrases[first, second] = phrases.get((first, second), ()) + weight
        else:
            words[first] = words.get(first, ()) + weight
    return TopicLemmas(words, phrases, frozenset(first for first, _ in phrases))
