"""What a person corrected, laid over what was read and extracted; the latest word on a thing counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from archive.model import (
    Article,
    Correction,
    PartialDate,
    Quotation,
    RegionTag,
    Speaker,
    TopicTag,
)

ABSENT, PRESENT, MAIN = "absent", "present", "main"
EVIDENCE = "corrected"
_SHORT = 16


def quotation_key(quotation: Quotation) -> str:
    """Where a quotation begins and a digest of its words: what a correction remembers it by.

    >>> from archive.model import Quotation
    >>> said = Quotation("a-7", "a", ("Көктем келді",), ((7, 19),), "direct", None, None, None, 0.5, "marks")
    >>> quotation_key(said)
    '7:24b27844b1146222'
    """
    words = " ".join(" ".join(quotation.content).casefold().split())
    return f"{quotation.spans[0][0]}:{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:_SHORT]}"


def find_quotation(quotations: Sequence[Quotation], key: str, loosely: bool = True) -> Quotation | None:
    """The quotation a key means: of those with the same words the one that begins nearest; else, when
    ``loosely``, the one that begins at the same place; ``None`` when there is neither."""
    place, _, digest = key.partition(":")
    start = int(place)
    same = [each for each in quotations if quotation_key(each).partition(":")[2] == digest]
    if same:
        return min(same, key=lambda each: abs(each.spans[0][0] - start))
    beginning = [each for each in quotations if each.spans[0][0] == start]
    return beginning[0] if beginning and loosely else None


def corrected(
    article: Article,
    corrections: Iterable[Correction],
    speaking: AbstractSet[str] = frozenset(),
    named: AbstractSet[str] = frozenset(),
) -> Article:
    """The article with its corrections in force, in the order they were made.

    ``speaking`` are ids of speakers by the record, ``named`` of people named by the record or in the text:
    others leave the article with the last quotation that was wrongly theirs.
    """
    made = tuple(sorted(corrections, key=lambda correction: correction.number))
    before = article
    for correction in made:
        article = _apply(article, correction)
    return replace(_with_speakers(before, article, speaking, speaking | named), corrections=made)


def _apply(article: Article, correction: Correction) -> Article:
    new = correction.new
    match correction.target:
        case "date":
            date = PartialDate.parse(new) if isinstance(new, str) else None
            return replace(article, date=date, date_origin="person")
        case "region":
            return replace(article, regions=_regions(article.regions, correction.key, new))
        case "topic":
            return replace(article, topics=_topics(article.topics, correction.key, new))
        case "speaker":
            return replace(article, quotes=_spoken(article.quotes, correction))
        case "quotation":
            meant = find_quotation(article.quotes, correction.key, loosely=False)
            return replace(article, quotes=tuple(each for each in article.quotes if each is not meant))


def _regions(tags: tuple[RegionTag, ...], code: str, new: object) -> tuple[RegionTag, ...]:
    others = tuple(tag for tag in tags if tag.code != code)
    if new == ABSENT:
        return others
    if new == MAIN:
        return (RegionTag(code, True, "person"), *(replace(tag, main=False) for tag in others))
    was = [tag.main for tag in tags if tag.code == code]
    main = was[0] if was else not any(tag.main for tag in others)
    return (*others, RegionTag(code, main, "person"))


def _topics(tags: tuple[TopicTag, ...], code: str, new: object) -> tuple[TopicTag, ...]:
    others = tuple(tag for tag in tags if tag.code != code)
    return others if new == ABSENT else (*others, TopicTag(code, 1.0, "person"))


def _spoken(quotes: tuple[Quotation, ...], correction: Correction) -> tuple[Quotation, ...]:
    meant = find_quotation(quotes, correction.key)
    speaker = correction.new if isinstance(correction.new, Speaker) else None
    return tuple(
        replace(each, speaker=speaker, confidence=1.0, evidence=EVIDENCE) if each is meant else each
        for each in quotes
    )


def _with_speakers(
    before: Article, after: Article, speaking: AbstractSet[str], named: AbstractSet[str]
) -> Article:
    """Who speaks and who is named, once quotations have other speakers or are gone."""
    now = {quote.speaker.id: quote.speaker for quote in after.quotes if quote.speaker}
    silent = {quote.speaker.id for quote in before.quotes if quote.speaker} - now.keys()
    speakers = {each.id: each for each in before.speakers if each.id not in silent - speaking}
    people = {each.id: each for each in before.people if each.id not in silent - named}
    return replace(after, speakers=tuple((speakers | now).values()), people=tuple((people | now).values()))
