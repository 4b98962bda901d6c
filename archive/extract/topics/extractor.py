"""From evidence to at most three topics of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.extract.topics.evidence import Evidence, evidence, evidence_of
from archive.model import Annotations, Article, TopicTag
from kazakh.stem import stem
from kazakh.tokens import words

if TYPE_CHECKING:
    from archive.extract.reading import Reading

#: At most so many topics, each with at least this share of the best one's points.
MOST = 3
SHARE = 0.55
#: Fewer points than this are chance, not a subject.
LEAST = 0.8
#: Points that give a score of one half.
EVEN = 4.0


def extract_topics(article: Article, reading: Reading, found: Annotations) -> Annotations:
    """Adds the topics that title and body speak for; topics that the record itself names stand."""
    if any(tag.by == "metadata" for tag in article.topics):
        return found
    points = _totals(evidence_of(reading))
    return replace(found, topics=_tags(points))


def topics_of(title: str, body: str) -> tuple[TopicTag, ...]:
    """Topics of a text, best first; none when too little speaks for any.

    >>> [tag.code for tag in topics_of("Құрама финалға шықты", "Бапкер матчтан кейін футболшыларды мақтады.")]
    ['15000000']
    >>> topics_of("", "Бұл сөйлем ештеңе айтпайды.")
    ()
    """
    return _tags(_totals(evidence(_stems(title), _stems(body))))


def explain_topics(article: Article) -> dict[str, list[Evidence]]:
    """What speaks for each topic found in the text, strongest first; topics by points.

    >>> from types import SimpleNamespace
    >>> article = SimpleNamespace(title="Көктайғақ пен боран", body="Түнде қар жауып, аяз күшейеді.")
    >>> [(e.lemma, e.times) for e in explain_topics(article)["17000000"]][:2]
    [('көктайғақ', 1), ('боран', 1)]
    """
    found = evidence(_stems(article.title), _stems(article.body))
    totals = _totals(found)
    ranked: dict[str, list[Evidence]] = {topic: [] for topic in sorted(totals, key=lambda t: -totals[t])}
    for item in sorted(found, key=lambda item: (-item.points, item.lemma)):
        ranked[item.topic].append(item)
    return ranked


def _stems(text: str) -> list[str]:
    return [stem(word.lower()) for word in words(text)]


def _totals(found: Sequence[Evidence]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for item in found:
        totals[item.topic] = totals.get(item.topic, 0.0) + item.points
    return totals


def _tags(totals: dict[str, float]) -> tuple[TopicTag, ...]:
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    if not ranked:
        return ()
    least = max(LEAST, SHARE * ranked[0][1])
    return tuple(
        TopicTag(topic, round(points / (points + EVEN), 3), "text")
        for topic, points in ranked
        if points >= least
    )
