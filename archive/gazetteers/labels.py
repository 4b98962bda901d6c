"""Names to show for what a mention of a place points at."""

from __future__ import annotations

from functools import cache

from archive.gazetteers import places, regions

_KK_TYPE = {"district": " ауданы", "ward": " ауданы", "settlement": " кенті"}
_EN_TYPE = {"district": " District", "ward": " District"}


def place_label(code: str, lang: str) -> str:
    """Name of what a mention points at, a region code or a KATO code, in ``kk``, ``ru`` or ``en``; the code
    itself when unknown. Villages are shown by their Kazakh name in every language.

    >>> place_label("154600000", "kk"), place_label("154600000", "ru"), place_label("KZ-33", "en")
    ('Мәртөк ауданы', 'Мартукский район', 'Zhetisu Region')
    >>> place_label("154030100", "kk"), place_label("101010000", "ru")
    ('Бадамша ауылы', 'Семей')
    """
    if code.startswith("KZ-"):
        return regions.label(code, lang)
    unit = places.place(code)
    if unit is None:
        name = _villages().get(code)
        return f"{name} ауылы" if name and lang == "kk" else name or code
    if lang == "kk":
        return unit.name_kk + _KK_TYPE.get(unit.kind, "")
    return unit.name_ru if lang == "ru" else unit.name_en + _EN_TYPE.get(unit.kind, "")


@cache
def _villages() -> dict[str, str]:
    return {row["kato"]: row["name"] for row in places.village_rows()}
