"""Bodies that speak: full names and abbreviations, Kazakh and Russian."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from archive.gazetteers.tables import folded, rows


@dataclass(frozen=True, slots=True)
class Organisation:
    """``local``: every region has one, so that the abbreviation alone does not say which."""

    name_kk: str
    abbr_kk: str
    name_ru: str
    abbr_ru: str
    local: bool


@cache
def all_organisations() -> tuple[Organisation, ...]:
    return tuple(
        Organisation(**{**row, "local": row["local"] == "x"})  # type: ignore[arg-type]
        for row in rows("organisations.tsv")
    )


def organisation(name: str) -> Organisation | None:
    """A body by its full name or its abbreviation; ``None`` for others.

    >>> organisation("ІІМ").name_kk, organisation("МВД").abbr_kk, organisation("НАСА")
    ('Ішкі істер министрлігі', 'ІІМ', None)
    """
    return _names().get(folded(name))


@cache
def _names() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for item in all_organisations():
        for name in (item.name_kk, item.abbr_kk, item.name_ru, item.abbr_ru):
            if name:
                found.setdefault(folded(name), item)
    return found
