"""The twenty regions: codes, names in three languages, and what people write for them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from archive.gazetteers import places
from archive.gazetteers.tables import folded, rows

_ISO = re.compile(r"(?:iso[ :-]*)?kz[-_ ]?([a-z]{3}|\d{2})", re.I)
_KATO = re.compile(r"\d{9}")
#: Endings of region and city names in use: possessive and plain cases, Kazakh; oblique cases, Russian.
_KK_CASES = (
    "ның", "нің", "дың", "дің", "тың", "тің", "на", "не", "ға", "ге", "қа", "ке", "н", "ны", "ні", "ды", "ді",
    "ты", "ті", "нда", "нде", "да", "де", "та", "те", "нан", "нен", "дан", "ден", "тан", "тен", "мен", "бен",
    "пен",
)  # fmt: skip
_KK_KIND = re.compile(r" (?:облыс|қала|өңір)(?:ы|ындағы|сы|сындағы)?$")
_RU_CASE = re.compile(r"(?:ской|скую|ским|ском)(?= област)")
_RU_KIND = re.compile(r"\bобласт(?:ь|и|ью|ей)\b|\bобл\b\.?")
_CITY = re.compile(r"^(?:г|гор|город(?:а|е|у|ом)?|қ|қаласы)\b\.? ?")


@dataclass(frozen=True, slots=True)
class Region:
    """One region or city of republican significance; ``kind`` is ``region`` or ``city``."""

    code: str
    kato: str
    kind: str
    name_kk: str
    name_ru: str
    name_en: str
    abbr_kk: str
    abbr_ru: str
    centre_kk: str
    centre_ru: str
    valid_from: str
    former_code: str


@cache
def all_regions() -> tuple[Region, ...]:
    """All twenty, by code."""
    return tuple(Region(**row) for row in rows("regions.tsv"))


@cache
def _by_code() -> dict[str, Region]:
    return {region.code: region for region in all_regions()}


def label(code: str, lang: str) -> str:
    """The region's name in ``kk``, ``ru`` or ``en``; the code itself when there is no such region.

    >>> label("KZ-63", "kk"), label("KZ-63", "ru")
    ('Шығыс Қазақстан облысы', 'Восточно-Казахстанская область')
    """
    region = _by_code().get(code)
    if region is None:
        return code
    return {"kk": region.name_kk, "ru": region.name_ru}.get(lang, region.name_en)


def resolve_region(text: str, day: dt.date | None = None) -> str | None:
    """Code of the region a name means: full, short or former name, abbreviation, ISO or KATO code, in
    any case form, or that of a city, town or district, which means the region that holds it; ``None`` for
    anything else and for towns of one name in several regions. A bare ``Алматы`` is the city,
    ``Түркістан`` the region. Today's region, or, with a ``day``, the one that held the place then.

    >>> [resolve_region(name) for name in ("ШҚО", "Жетісу облысының", "Астана", "kz-vos", "Марс")]
    ['KZ-63', 'KZ-33', 'KZ-71', 'KZ-63', None]
    >>> resolve_region("в Карагандинской области"), resolve_region("Нұр-Сұлтанда")
    ('KZ-35', 'KZ-71')
    >>> resolve_region("Мәртөк ауданында"), resolve_region("Семей")
    ('KZ-15', 'KZ-10')
    >>> resolve_region("Семей", dt.date(2019, 5, 1))
    'KZ-63'
    """
    if code := _from_code(text.strip(), day):
        return code
    forms = _forms(folded(text))
    names = _names()
    if found := next((names[form] for form in forms if form in names), None):
        return found
    unit = next((unit for form in forms if (unit := places.resolve_place(form))), None)
    return places.region_of(unit.kato, day) if unit else None


def _from_code(text: str, day: dt.date | None) -> str | None:
    if match := _ISO.fullmatch(text):
        code = f"KZ-{match[1].upper()}"
        return code if code in _by_code() else _former_codes().get(code)
    return places.region_of(text, day) if _KATO.fullmatch(text) else None


@cache
def _former_codes() -> dict[str, str]:
    return {region.former_code: region.code for region in all_regions() if region.former_code}


def _forms(name: str) -> list[str]:
    """What to look up for a name, the nearest first: as written, without prepositions, without endings."""
    name = re.sub(r"^(?:в|во|из|по|на) ", "", name)
    russian = _RU_KIND.sub("область", _RU_CASE.sub("ская", name))
    forms = [name, russian, _CITY.sub("", name)]
    forms += [form.removesuffix(case).rstrip("-") for form in list(forms) for case in _KK_CASES]
    forms += [_KK_KIND.sub("", form) for form in forms if form.endswith("өңірі")]
    return list(dict.fromkeys(forms))


@cache
def _names() -> dict[str, str]:
    """Every name, folded; where two regions share one the first entered holds, cities before regions."""
    names: dict[str, str] = {}
    for region in sorted(all_regions(), key=lambda item: item.kind):
        full = (region.name_kk, region.name_ru, region.name_en, region.abbr_kk, region.abbr_ru)
        for name in (*full, *_short(region)):
            if name:
                names.setdefault(folded(name), region.code)
    for row in rows("region_names.tsv"):
        names.setdefault(folded(row["name"]), row["code"])
    return names


def _short(region: Region) -> tuple[str, ...]:
    bare_kk = region.name_kk.rsplit(" ", 1)[0]
    bare_ru = re.sub(r"(?:область|город) | область$", "", region.name_ru)
    bare_en = region.name_en.removesuffix(" Region")
    if region.kind == "city":
        return bare_kk, f"{bare_kk} қ", bare_ru, bare_en, f"{bare_en} city"
    forms = (bare_kk, f"{bare_kk} обл", f"{bare_kk} өңірі", f"{bare_kk} өңір")
    return *forms, bare_ru, bare_en, f"{bare_en} Oblast"
