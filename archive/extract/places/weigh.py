"""Which regions an article is about, and which it names in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.extract.places.names import Unit
from archive.model import RegionTag

if TYPE_CHECKING:
    from archive.extract.reading import Reading

#: ``_BY_THE_WAY``: the ends of a road or flight, and the place in a dateline.
_TITLE, _LEAD, _PLAIN, _BY_THE_WAY = 3.0, 2.0, 1.0, 0.5
_LEAD_SENTENCES = 3
#: A main region has this much, and this share of the weightiest one's.
_MAIN, _SHARE = 2.0, 0.6


class Named(NamedTuple):
    """One settled mention: the unit, whether in the title, where in the body, whether only by the way."""

    unit: Unit
    in_title: bool
    start: int
    by_the_way: bool


def region_tags(named: list[Named], reading: Reading) -> tuple[RegionTag, ...]:
    """A tag for every region named, the weightiest first; ``main`` where the story happens."""
    weights: dict[str, float] = {}
    lead = reading.sentences[min(_LEAD_SENTENCES, len(reading.sentences)) - 1][1] if reading.sentences else 0
    for one in named:
        if one.by_the_way:
            weight = _BY_THE_WAY
        else:
            weight = _TITLE if one.in_title else _LEAD if one.start < lead else _PLAIN
        weights[one.unit.region] = weights.get(one.unit.region, 0.0) + weight
    most = max(weights.values(), default=0.0)
    order = sorted(weights, key=lambda code: -weights[code])
    return tuple(
        RegionTag(code, weights[code] >= _MAIN and weights[code] >= _SHARE * most, "text") for code in order
    )
