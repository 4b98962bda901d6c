"""Makes ``archive/data/places.tsv`` and ``villages.tsv`` again from the fact table of places.

``python -m training.places ../shared/data/gazetteer/places.tsv``; the fact table is the classifier KATO with
English names of towns from GeoNames. What a name may be confused with is judged by hand in
``archive/data/place_traps.tsv``, former names are in ``place_names.tsv``: neither is written here.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "archive" / "data"
#: Kinds of the fact table and how ours are called.
KINDS = {
    "city_republican": "city",
    "city_regional": "city",
    "town": "town",
    "district": "district",
    "city_district": "ward",
    "kent": "settlement",
}
SOURCE = (
    "# Source: classifier KATO NK RK 11-2025 of the Bureau of National Statistics of Kazakhstan"
    " (stat.gov.kz, as of 2026-07-17)"
)
PLACES_HEAD = (
    "# Cities, towns, districts, wards of cities and settlements (кент); ``before`` is the region until"
    f" the day ``until``.\n{SOURCE};"
    " English names of cities and towns: GeoNames (geonames.org, CC BY 4.0), else romanised by rule.\n"
)
VILLAGES_HEAD = (
    "# Villages whose name occurs in one region only: the word ауылы beside such a name tells the region.\n"
    f"{SOURCE}. Names that several regions share are left out.\n"
)
#: A station called like the word for a village, and names of two letters, would be found everywhere.
NO_NAMES = {"Ауыл"}
SHORTEST = 3
VILLAGES = ("village", "village_admin", "station", "kent", "town")
Row = dict[str, str]


def place_rows(facts: Iterable[Row]) -> list[str]:
    """Lines of ``places.tsv``, by code."""
    lines = []
    for row in sorted(facts, key=lambda item: item["kato"]):
        if row["kind"] not in KINDS or not row["kato"]:
            continue
        before, until = row["parent_before_iso"].split(" ")[0], row["parent_before_until"]
        before = "KZ-61" if before == "KZ-YUZ" else before
        if before == row["parent_iso"]:
            before, until = "", ""
        russian = row["name_ru_full"] if row["kind"] in ("district", "city_district") else row["name_ru"]
        cells = (row["kato"], KINDS[row["kind"]], row["parent_iso"], row["name_kk"], russian, row["name_en"])
        lines.append("\t".join((*cells, before, until, row["valid_from"])))
    return lines


def village_rows(facts: Iterable[Row]) -> list[str]:
    """Lines of ``villages.tsv``: the name and its one code."""
    codes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in facts:
        if row["level"] in ("settlement", "sub_district") and row["kind"] != "rural_district":
            codes[row["name_kk"]].append((row["parent_iso"], row["kato"]))
    return [
        f"{name}\t{min(kato for _, kato in found)}"
        for name, found in sorted(codes.items())
        if len({region for region, _ in found}) == 1 and len(name) >= SHORTEST and name not in NO_NAMES
    ]


def main(path: Path) -> None:
    """Writes both tables."""
    with path.open(encoding="utf-8") as stream:
        facts = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    columns = "kato kind region name_kk name_ru name_en before until since".replace(" ", "\t")
    places = "\n".join((columns, *place_rows(facts)))
    (DATA / "places.tsv").write_text(f"{PLACES_HEAD}{places}\n", encoding="utf-8")
    villages = [
        row for row in facts if row["kind"] in ("village", "village_admin", "station", "kent", "town")
    ]
    lines = "\n".join(("name\tkato", *village_rows(villages)))
    (DATA / "villages.tsv").write_text(f"{VILLAGES_HEAD}{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
