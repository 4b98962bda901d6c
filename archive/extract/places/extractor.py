"""Mentions of places in an article and the regions they add up to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.extract.places.candidates import Candidate, candidates
from archive.extract.places.decide import Choice, capital_on, choose
from archive.extract.places.listing import in_menu, lists_of_links
from archive.extract.places.names import Unit
from archive.extract.places.settle import Neighbours, is_settled
from archive.extract.places.weigh import Named, region_tags
from archive.model import Annotations, Article, Mention, RegionTag

if TYPE_CHECKING:
    from archive.extract.reading import Reading

#: A region and the place in it stand no farther apart.
_HOLDER_CHARS = 40
_INITIALS = 3


def extract_places(article: Article, reading: Reading, found: Annotations) -> Annotations:
    """Adds the places named in the body as mentions, and the regions of title and body as tags.

    A mention points at a region code (KZ-33) or at the KATO code of a town or district; ``rule`` says what
    it was recognised by. Regions are those of today, whatever the article's date.

    >>> from archive.extract.reading import Reading
    >>> reading = Reading("Мәртөк ауданында көпір салынды. Абай даңғылы жабық.")
    >>> [(m.target, m.rule) for m in places_of(reading)[0]]
    [('154600000', 'district_named')]
    """
    mentions, regions = places_of(reading, article)
    if not regions:
        return found
    everything = tuple(sorted((*found.mentions, *mentions), key=lambda item: (item.start, item.end)))
    return replace(found, mentions=everything, regions=regions)


def places_of(
    reading: Reading, article: Article | None = None
) -> tuple[list[Mention], tuple[RegionTag, ...]]:
    """The mentions of a body, and the tags of its regions, the weightiest first."""
    title = reading.headline
    day = article.date.last_day if article and article.date else None
    body_choices, title_choices = _choices(reading, True), _choices(title, False)
    settled = [choice.units[0].region for choice in (*title_choices, *body_choices) if is_settled(choice)]
    known = [tag.code for tag in article.regions] if article else []
    mentions: list[Mention] = []
    named: list[Named] = []
    for choices, source in ((title_choices, title), (body_choices, reading)):
        neighbours = Neighbours(source, choices, [*known, *settled])
        for choice in choices:
            unit = neighbours.settle(choice)
            if unit is None:
                continue
            one = choice.candidate
            unit = capital_on(unit, one.name.key, day)
            in_title = source is title
            passing = one.kind == "way" or (not in_title and _is_dateline(source, one))
            if named and _held_then(named[-1], unit, one.start):
                named[-1] = named[-1]._replace(by_the_way=True)
            named.append(Named(unit, in_title, one.start, passing))
            if not in_title:
                mentions.append(Mention("region", unit.target, one.start, one.end, choice.rule))
    return mentions, region_tags(named, reading)


def _held_then(holder: Named, unit: Unit, start: int) -> bool:
    """«Алматы облысының Ақсу ауданында» of 2019: the region only says where the district lay then."""
    near = 0 <= start - holder.start <= _HOLDER_CHARS
    return near and holder.unit.kind == "region" and unit.before == holder.unit.region != unit.region


def _is_dateline(reading: Reading, one: Candidate) -> bool:
    """«АСТАНА, 5 қазан – …», «Айнұр СӘРСЕН, Алматы.»: where the reporter sits."""
    body = reading.body
    if body[one.start : one.end].isupper() and body[one.end : one.end + 1] in (".", ","):
        return True
    if not one.first or body[reading.ends[one.first - 1] : one.start] not in (", ", " "):
        return False
    signed = reading.words[one.first - 1]
    return signed.isupper() and len(signed) > _INITIALS and reading.body[one.end : one.end + 1] in (".", ",")


def _choices(reading: Reading, whole: bool) -> list[Choice]:
    """What the candidates of a text can be; menus and lists of links of a whole page left out."""
    found = [choice for one in candidates(reading) if (choice := choose(reading, one))]
    if not whole or not found:
        return found
    links = lists_of_links(reading.body)
    starts = [start for start, _ in links]
    return [
        choice
        for choice in found
        if not _inside(choice.candidate.start, starts, links)
        and not in_menu(reading, choice.candidate.first, choice.candidate.last)
    ]


def _inside(offset: int, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < spans[at][1]
