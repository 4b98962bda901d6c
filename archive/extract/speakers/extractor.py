"""The step of the pipeline that says who speaks and who is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.extract.speakers.identity import speaker_of
from archive.extract.speakers.resolve import Resolver
from archive.model import Mention, Speaker

if TYPE_CHECKING:
    from archive.extract.reading import Reading
    from archive.model import Annotations, Article


def speakers(article: Article, reading: Reading, found: Annotations) -> Annotations:
    """The annotations with speakers and their evidence in every quotation, and everyone named."""
    resolver = Resolver(article, reading, found.quotations)
    quotations = []
    heard: dict[str, Speaker] = {}
    for quotation in found.quotations:
        answer = resolver.answer(quotation)
        quotations.append(replace(quotation, speaker=answer.speaker, evidence=answer.evidence))
        if answer.speaker is not None:
            heard.setdefault(answer.speaker.id, answer.speaker)
    people: dict[str, Speaker] = {}
    mentions = []
    for person in resolver.cast.people:
        if not person.sure:
            continue
        somebody = speaker_of(person, article.id)
        people.setdefault(somebody.id, somebody)
        mentions += [
            Mention("person", somebody.id, start, end, "name") for start, end in sorted(person.spans)
        ]
    return replace(
        found,
        quotations=tuple(quotations),
        speakers=tuple(heard.values()),
        people=tuple(people.values()),
        mentions=(*found.mentions, *mentions),
    )
