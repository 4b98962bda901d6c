"""Reading a person's own rows from the table of topic lemmas, and writing it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from training.topics.weigh import Row

HEAD = """\
# Lemmas (as muragat stem gives them) and pairs of neighbouring lemmas that speak for an IPTC Media Topic.
# from: hand N, a seed of training/topics/seeds.tsv of strength N, less the commoner it is; pmi N, found by
# python -m training.topics beside the seeds in unlabelled sentences (N bits); anything else is a person's
# row, kept when the table is made again and winning over the rows made (weight 0 silences a lemma).
lemma\ttopic\tweight\tfrom
"""
MADE = ("hand ", "pmi ")


def read_own(path: Path) -> list[Row]:
    """Rows that were not made here."""
    if not path.exists():
        return []
    cells = (
        line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    rows = [Row(c[0], c[1], float(c[2]), c[3]) for c in cells if c[0] != "lemma"]
    return [row for row in rows if not row.origin.startswith(MADE)]


def write_table(path: Path, made: Iterable[Row], own: Iterable[Row]) -> int:
    """Writes all rows by topic and lemma; returns their number."""
    rows = {(row.topic, row.lemma): row for row in (*made, *own)}
    lines = [f"{row.lemma}\t{row.topic}\t{row.weight:g}\t{row.origin}\n" for _, row in sorted(rows.items())]
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return len(lines)
