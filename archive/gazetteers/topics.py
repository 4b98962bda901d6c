"""The seventeen topics: top terms of IPTC Media Topics with our Kazakh and Russian names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from archive.gazetteers.tables import folded, rows

_CODE = re.compile(r"(?:medtop:)?(\d{2})(\d{6})?", re.I)


@dataclass(frozen=True, slots=True)
class Topic:
    """``code`` has eight digits."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str
    aliases: str


@cache
def all_topics() -> tuple[Topic, ...]:
    """All seventeen, by code."""
    return tuple(Topic(**row) for row in rows("topics.tsv"))


def label(code: str, lang: str) -> str:
    """The topic's name in ``kk``, ``ru`` or ``en``; the code itself when there is no such topic.

    >>> label("15000000", "kk"), label("07000000", "ru")
    ('Спорт', 'Здоровье')
    """
    for topic in all_topics():
        if topic.code == code:
            return {"kk": topic.name_kk, "ru": topic.name_ru}.get(lang, topic.name_en)
    return code


def resolve_topic(text: str) -> str | None:
    """Code of a topic by code, name or usual newspaper heading; ``None`` for anything else.

    >>> resolve_topic("Экономика"), resolve_topic("medtop:11000000"), resolve_topic("Түрлі")
    ('04000000', '11000000', None)
    """
    match = _CODE.fullmatch(text.strip())
    if match:
        code = f"{match[1]}000000"
        return code if any(topic.code == code for topic in all_topics()) else None
    return _names().get(folded(text))


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for topic in all_topics():
        for name in (topic.name_kk, topic.name_ru, topic.name_en, *topic.aliases.split(";")):
            names.setdefault(folded(name), topic.code)
    return names
