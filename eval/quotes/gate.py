"""Floors of extraction, pinned to the data they were measured on.

    python -m eval.quotes.gate [--shared FOLDER]

Measures on the sample archive and, with FOLDER (docs_dev.jsonl and gold_dev.jsonl), on the dev half.
Ends with status 1 below a floor, 2 if the data is not the pinned one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

from eval.quotes.gold import dev_half, digest, sample_archive, sample_digest
from eval.quotes.score import Tally, tally

FLOORS = Path(__file__).with_name("floors.tsv")


class Floor(NamedTuple):
    """The lowest figure allowed: on which data (``samples`` or ``dev``), of which digest, of what."""

    data: str
    digest: str
    figure: str
    lowest: float


def read_floors() -> list[Floor]:
    """All floors; comment lines say what they mean."""
    lines = FLOORS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [Floor(data, pinned, figure, float(lowest)) for data, pinned, figure, lowest in rows]


def below(found: Tally, floors: list[Floor]) -> list[Floor]:
    """The floors that do not hold."""
    figures = found.figures()
    return [floor for floor in floors if figures[floor.figure] < floor.lowest]


def report(name: str, found: Tally, floors: list[Floor]) -> None:
    """A line for each figure, with its floor."""
    lowest = {floor.figure: floor.lowest for floor in floors}
    for figure, value in found.figures().items():
        floor = f"floor {lowest[figure]:.3f}" if figure in lowest else "no floor"
        verdict = "" if figure not in lowest else " holds" if value >= lowest[figure] else " BELOW"
        print(f"{name:8} {figure:22} {value:.3f}  {floor}{verdict}")
    given, left = found.counts["unknown left unknown no"], found.counts["unknown left unknown yes"]
    print(f"{name:8} speakers given where gold knows none: {given} of {given + left}")


def main() -> int:
    """Measure, print, and say whether all floors hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, help="folder with docs_dev.jsonl and gold_dev.jsonl")
    options = parser.parse_args()
    measured = [("samples", sample_digest(), sample_archive)]
    if options.shared:
        measured.append(("dev", digest(options.shared), lambda: dev_half(options.shared)))
    status = 0
    for name, data_digest, read in measured:
        floors = [floor for floor in read_floors() if floor.data == name]
        if any(floor.digest != data_digest for floor in floors):
            print(f"{name}: digest {data_digest}, the floors are for {floors[0].digest}")
            return 2
        found = tally(read())
        report(name, found, floors)
        if below(found, floors):
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
