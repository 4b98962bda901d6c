"""An article's own metadata joined with what was extracted from its text and what a person corrected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archive.extract.corrected import corrected
from archive.model import Annotations, Article, Correction


def merged(
    article: Article, annotations: Annotations | None, corrections: Iterable[Correction] = ()
) -> Article:
    """The article as it holds now: a person's word first, then its metadata, then what the text adds."""
    joined = _joined(article, annotations) if annotations else article
    in_force = tuple(correction for correction in corrections if correction.undone_at is None)
    if not in_force:
        return joined
    mentions = annotations.mentions if annotations else ()
    named = {person.id for person in article.people}
    named |= {mention.target for mention in mentions if mention.kind == "person"}
    return corrected(joined, in_force, {speaker.id for speaker in article.speakers}, named)


def _joined(article: Article, annotations: Annotations) -> Article:
    regions = {tag.code: tag for tag in (*annotations.regions, *article.regions)}
    topics = {tag.code: tag for tag in (*annotations.topics, *article.topics)}
    speakers = {speaker.id: speaker for speaker in (*annotations.speakers, *article.speakers)}
    people = {person.id: person for person in (*annotations.people, *article.people)}
    order = dict.fromkeys
    return replace(
        article,
        regions=tuple(
            regions[code] for code in order(t.code for t in (*article.regions, *annotations.regions))
        ),
        topics=tuple(topics[code] for code in order(t.code for t in (*article.topics, *annotations.topics))),
        speakers=tuple(
            speakers[key] for key in order(s.id for s in (*article.speakers, *annotations.speakers))
        ),
        people=tuple(people[key] for key in order(p.id for p in (*article.people, *annotations.people))),
        quotes=annotations.quotations,
    )
