"""Cities, towns, districts, wards and villages: codes, names, the region they belong to and when.

Sources and licences stand in the heads of ``places.tsv``, ``place_names.tsv``, ``place_traps.tsv`` and
``villages.tsv`` and in docs/decisions/0005-gazetteer.md.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal

from archive.gazetteers.declension import russian_forms
from archive.gazetteers.tables import folded, rows

Kind = Literal["city", "town", "district", "ward", "settlement"]
Trap = Literal["free", "name", "local", "typed"]
#: Which unit a bare name means when several bear it.
_RANK = {"city": 0, "town": 1, "district": 2, "settlement": 3, "ward": 3}
_TYPES_KK = {
    "city": ("қаласы", "қ"), "town": ("қаласы", "қ"), "district": ("ауданы",), "ward": ("ауданы",),
    "settlement": ("кенті",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One unit below the regions; ``kato`` has nine digits, ``region`` is the code of today.

    Until the day ``until`` it belonged to the region ``before``; both are empty where nothing changed.
    """

    kato: str
    kind: Kind
    region: str
    name_kk: str
    name_ru: str
    name_en: str
    before: str
    until: str
    since: str


@cache
def all_places() -> tuple[Place, ...]:
    """All units of ``places.tsv``, by code."""
    return tuple(Place(**row) for row in rows("places.tsv"))  # type: ignore[arg-type]


@cache
def _by_kato() -> dict[str, Place]:
    return {place.kato: place for place in all_places()}


@cache
def villages() -> dict[str, str]:
    """KATO code of every village whose name occurs in one region only, by its folded Kazakh name.

    >>> villages()["бадамша"]
    '154030100'
    """
    return {folded(row["name"]): row["kato"] for row in village_rows()}


@cache
def village_rows() -> tuple[dict[str, str], ...]:
    """Rows of ``villages.tsv``: ``name`` and ``kato``."""
    return tuple(rows("villages.tsv"))


@cache
def _traps() -> dict[str, Trap]:
    return {folded(row["name"]): row["class"] for row in rows("place_traps.tsv")}  # type: ignore[misc]


def trap(name: str) -> Trap:
    """What a text must show before a name is taken for the place (see ``place_traps.tsv``).

    >>> trap("Абай"), trap("Көксу"), trap("Орал"), trap("Павлодар")
    ('typed', 'typed', 'name', 'free')
    """
    return _traps().get(folded(name), "free")


def place(kato: str) -> Place | None:
    """The unit of a code; ``None`` for a village or an unknown code."""
    return _by_kato().get(kato)


def region_of(code: str, day: dt.date | None = None) -> str | None:
    """Region of a KATO or region code, today or on a day; ``None`` where the code is of no region of ours.

    >>> region_of("101010000"), region_of("101010000", dt.date(2019, 5, 1))
    ('KZ-10', 'KZ-63')
    """
    if code.startswith("KZ-"):
        return code if code in _regions() else None
    unit = _by_kato().get(code)
    if unit is not None and day is not None and unit.until and day < dt.date.fromisoformat(unit.until):
        return unit.before
    found = f"KZ-{code[:2]}"
    return found if found in _regions() else None


@cache
def _regions() -> frozenset[str]:
    return frozenset(unit.region for unit in all_places())


@cache
def other_names() -> tuple[dict[str, str], ...]:
    """Rows of ``place_names.tsv``: former names and other spellings."""
    return tuple(rows("place_names.tsv"))


def resolve_place(name: str) -> Place | None:
    """The unit of a name in the nominative, in Kazakh, Russian or English, old names too, with or without
    the word for its kind; a bare name means the city before the town before the district. ``None`` when
    units of several regions bear it alike.

    >>> [unit and unit.kato for unit in map(resolve_place, ("Мәртөк", "Жетісу ауданы", "Ақтоғай"))]
    ['154600000', '751510000', None]
    """
    found = _names().get(folded(name))
    if not found:
        return None
    best = min(_RANK[unit.kind] for unit in found)
    nearest = [unit for unit in found if _RANK[unit.kind] == best]
    return nearest[0] if len({unit.region for unit in nearest}) == 1 else None


@cache
def _names() -> dict[str, list[Place]]:
    names: dict[str, list[Place]] = {}
    for unit in all_places():
        russian = russian_forms(folded(unit.name_ru)) if unit.kind in ("city", "town") else {}
        for name in {*(folded(name) for name in _written(unit)), *russian}:
            names.setdefault(name, []).append(unit)
    for row in other_names():
        known = _by_kato()[row["kato"]]
        for name in (row["name"], *(f"{row['name']} {word}" for word in _TYPES_KK[known.kind])):
            names.setdefault(folded(name), []).append(known)
    return names


def _written(unit: Place) -> list[str]:
    typed = [f"{unit.name_kk} {word}" for word in _TYPES_KK[unit.kind]]
    if unit.kind in ("ward", "settlement"):
        return [*typed, unit.name_ru] if unit.kind == "ward" else [*typed, f"посёлок {unit.name_ru}"]
    bare = [unit.name_kk, unit.name_ru, unit.name_en]
    if unit.kind == "district":
        return [*typed, *bare, f"{unit.name_en} District"]
    return [*typed, *bare, f"город {unit.name_ru}", f"г {unit.name_ru}", f"{unit.name_en} city"]
