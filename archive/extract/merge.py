"""An article's own metadata joined with what was extracted from its text."""

from __future__ import annotations

from dataclasses import replace

from archive.model import Annotations, Article


def merged(article: Article, annotations: Annotations | None) -> Article:
    """The article as it holds now: metadata and a person's word first, then what the text adds."""
    if annotations is None:
        return article
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
