"""The names of places as a text may spell them, made ready for looking up word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from archive.gazetteers import places, regions
from archive.gazetteers.declension import adjective_forms, inhabitants, kazakh_case, russian_forms
from archive.gazetteers.tables import folded, rows

_MEMO_SIZE = 20_000
#: The last word of a name that tells its kind, cut off to get the bare name.
_TYPE_WORDS = {
    "облысы": "region", "область": "region", "ауданы": "district", "район": "district", "қаласы": "city",
}  # fmt: skip
#: Adjectives of a city that are also those of a region.
_CITY_ADJECTIVES = {"алматинский": "KZ-75", "астанинский": "KZ-71", "шымкентский": "KZ-79"}


class Unit(NamedTuple):
    """What a name may mean: ``target`` is a region or KATO code, ``before`` its region until 2018 or 2022.

    ``typed`` units need the word for their kind beside them whatever the name.
    """

    target: str
    kind: str
    region: str
    before: str = ""
    typed: bool = False


@dataclass(slots=True)
class Name:
    """A bare name with everything that bears it, and the class of its trap."""

    key: str
    trap: str = "free"
    units: list[Unit] = field(default_factory=list)


class Found(NamedTuple):
    """A word read as a name in some case; ``adjective`` marks Russian ``-ский`` forms."""

    name: Name
    case: str
    adjective: bool = False


class _Memo(dict[str, "Found | None"]):
    """Words read before."""

    def __init__(self, read: Callable[[str], Found | None]) -> None:
        self._read = read

    def __missing__(self, form: str) -> Found | None:
        if len(self) > _MEMO_SIZE:
            self.clear()
        found = self[form] = self._read(form)
        return found


class Names:
    """All names: single words by their letters, longer ones by their first word."""

    def __init__(self) -> None:
        self.single: dict[str, Name] = {}
        self.multi: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._all: dict[str, Name] = {}
        self._forms: dict[str, Found] = {}
        #: A lower-case word as a name in a case; remembered, and asked of every word of a text.
        self.word: Callable[[str], Found | None] = _Memo(self._read).__getitem__
        self._longest = 0

    def add(self, key: str, unit: Unit, russian: bool = False, trap: places.Trap = "free") -> None:
        """One bare name of a unit; Russian names bring their declension, and the trap of the Kazakh name."""
        key = folded(key)
        name = self._all.get(key)
        if name is None:
            own = places.trap(key)
            name = self._all[key] = Name(key, trap if own == "free" else own)
            words = tuple(key.split(" "))
            if len(words) > 1:
                self.multi.setdefault(words[0], []).append((words[1:], name))
                self.multi[words[0]].sort(key=lambda item: -len(item[0]))
            else:
                self.single[key] = name
                self._longest = max(self._longest, len(key))
        if all(unit.target != known.target for known in name.units):
            name.units.append(unit)
        if russian and " " not in key:
            for form, case in russian_forms(key).items():
                self._forms.setdefault(form, Found(name, case))

    def add_adjective(self, key: str, unit: Unit) -> None:
        """A Russian adjective (Мартукский) that means the unit beside район or область."""
        name = self._all.setdefault(folded(key), Name(folded(key)))
        if all(unit.target != known.target for known in name.units):
            name.units.append(unit)
        for form in adjective_forms(name.key):
            self._forms.setdefault(form, Found(name, "nom", True))
        if unit.kind in ("region", "city") and name.key.endswith("ский"):
            for form in inhabitants(name.key):
                self._forms.setdefault(form, Found(name, "people", True))

    def _read(self, form: str) -> Found | None:
        if form in self.single:
            return Found(self.single[form], "nom")
        if form in self._forms:
            return self._forms[form]
        for end in range(min(len(form) - 1, self._longest), 1, -1):
            name = self.single.get(form[:end])
            if name is None:
                continue
            case = kazakh_case(form[end:])
            # Тараз is in Таразда, Приозерск in Приозерскіде; but Таразыда is another word, the Scales.
            linked = form[end] in "ыі" and case != "people" and not name.key.endswith("ск")
            if case is not None and not linked:
                return Found(name, case)
        return None


def last_word_case(word: str, expected: str) -> str | None:
    """Case of the last word of a longer name, ``None`` when the word is another."""
    return kazakh_case(word[len(expected) :]) if word.startswith(expected) else None


@cache
def names() -> Names:
    """Every region, city, town, district, ward and settlement under all its names."""
    table = Names()
    for region in regions.all_regions():
        unit = Unit(region.code, region.kind, region.code)
        for label, russian in ((region.name_kk, False), (region.name_ru, True)):
            _add_typed(table, label, unit, russian)
        for abbreviation in (region.abbr_kk, region.abbr_ru):
            if abbreviation:
                table.add(abbreviation, unit)
    for row in rows("region_names.tsv"):
        former = "облысы" in row["name"] and row["valid_to"] != "" and "Қазақстан" not in row["name"]
        unit = Unit(row["code"], _kind_of(row["name"], row["code"]), row["code"], typed=former)
        _add_typed(table, row["name"], unit, row["lang"] == "ru")
    for place in places.all_places():
        _add_place(table, place)
    for row in places.other_names():
        known = places.place(row["kato"])
        if known is not None:
            bare, kind = _bare(row["name"])
            unit = _unit(known)._replace(typed=bool(kind))
            _add_typed(table, row["name"], unit, row["lang"] == "ru")
    for adjective, code in _CITY_ADJECTIVES.items():
        table.add_adjective(adjective, Unit(code, "city", code))
    return table


def _kind_of(name: str, code: str) -> str:
    return "city" if code in ("KZ-71", "KZ-75", "KZ-79") else _bare(name)[1] or "region"


def _unit(place: places.Place) -> Unit:
    target = place.region if place.kato.endswith("0000000") else place.kato
    typed = place.kind in ("ward", "settlement")
    return Unit(target, place.kind, place.region, place.before, typed)


def _add_place(table: Names, place: places.Place) -> None:
    unit = _unit(place)
    table.add(place.name_kk, unit)
    # Уральск is only the town, though Орал is also a man's name and mountains.
    plain = place.name_ru.endswith("ск") and not place.name_kk.endswith("ск")
    _add_typed(table, place.name_ru, unit, True, "free" if plain else places.trap(place.name_kk))


def _bare(name: str) -> tuple[str, str]:
    """A name without the word for its kind, and the kind that word tells."""
    words = name.split(" ")
    for cut, word in ((slice(0, -1), words[-1]), (slice(1, None), words[0])):
        if len(words) > 1 and (kind := _TYPE_WORDS.get(folded(word))):
            return " ".join(words[cut]), kind
    return name, ""


def _add_typed(table: Names, label: str, unit: Unit, russian: bool, trap: places.Trap = "free") -> None:
    bare = re.sub(r"^(?:город|им\.) ?", "", _bare(label)[0])
    if russian and bare.endswith(("ский", "ская", "цкий")):
        adjective = re.sub("ая$", "ий", bare)
        if " " not in adjective:
            table.add_adjective(adjective, unit)
        return
    table.add(bare, unit, russian, trap)
