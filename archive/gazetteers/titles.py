"""Words for an office, Kazakh, Russian and English, to the office they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from archive.gazetteers.offices import all_terms
from archive.gazetteers.tables import folded, rows

#: Whose office it is when it is ours: left out before looking a title up.
_OURS = frozenset(
    [
        "қазақстан", "қазақстанның", "республикасы", "республикасының", "қр", "еліміздің", "біздің",
        "парламент", "парламенті", "парламентінің", "үкіметінің", "қазіргі", "рк",
    ]
)  # fmt: skip
_REGION = re.compile(r"(облыс|қала)(?:ы|сы)ның")
_CITIES = ("астана", "алматы", "шымкент")
_ABBREVIATED = {
    "шқо": "шығыс қазақстан облысы", "бқо": "батыс қазақстан облысы", "сқо": "солтүстік қазақстан облысы",
    "оқо": "оңтүстік қазақстан облысы",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeTitle:
    """``office`` as in the table of terms; ``bare``: the words may mean another body's head as well."""

    office: str
    bare: bool


@lru_cache(maxsize=50_000)
def office_of(title: str) -> OfficeTitle | None:
    """The office a title in the nominative means; ``None`` for other states, companies and unknown posts.

    >>> office_of("Мемлекет басшысы").office == office_of("ҚР Президенті").office
    True
    >>> office_of("Ресей Президенті"), office_of("футбол федерациясының президенті")
    (None, None)
    >>> office_of("ШҚО әкімі").office, office_of("Глава правительства").office
    ('Шығыс Қазақстан облысының әкімі', 'Премьер-министр')
    """
    text = folded(title)
    found = _titles().get(text)
    if found is not None:
        return found
    text = " ".join(_ABBREVIATED.get(word, word) for word in text.split())
    text = _region_title(text)
    found = _titles().get(text) or _titles().get(text.removeprefix("қр "))
    if found is not None:
        return found
    words = text.split()
    kept = [word for word in words if word not in _OURS]
    if len(kept) == len(words) or not kept:
        return None
    found = _titles().get(" ".join(kept)) or _titles().get(_unowned(" ".join(kept)))
    return OfficeTitle(found.office, False) if found else None


def _unowned(title: str) -> str:
    """``президенті`` as ``президент``, after its country was left out."""
    return title[:-1] if title.endswith("і") and " " not in title else title


def _region_title(text: str) -> str:
    text = _REGION.sub(lambda match: match[1] + ("ы" if match[1] == "облыс" else "сы"), text)
    for city in _CITIES:
        if text == f"{city} әкімі":
            return f"{city} қаласы әкімі"
    return text


@cache
def _titles() -> dict[str, OfficeTitle]:
    found: dict[str, OfficeTitle] = {}
    for row in rows("office_titles.tsv"):
        found.setdefault(folded(row["title"]), OfficeTitle(row["office"], row["bare"] == "x"))
    for office in dict.fromkeys(term.office for term in all_terms()):
        name = folded(office)
        found.setdefault(name, OfficeTitle(office, False))
        found.setdefault(_region_title(name), OfficeTitle(office, False))
    return found
