"""Tables of words: collocates and keywords."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workspace.exporting.tables import table

if TYPE_CHECKING:
    from workspace.collocations import Collocate, Collocations
    from workspace.keyness import Keyness, KeyWord

COLLOCATE_COLUMNS = ("word", "near", "all", "log_dice", "function_word", "query")
KEYNESS_COLUMNS = (
    "word", "count", "count_against", "per_million", "per_million_against", "log_likelihood", "log_ratio",
    "function_word",
)  # fmt: skip


def collocation_table(found: Collocations) -> Iterator[str]:
    """One row a collocate."""
    return table(COLLOCATE_COLUMNS, map(_collocate, found.rows))


def _collocate(row: Collocate) -> tuple[str, ...]:
    score, empty = f"{row.score:.4f}", _yes(row.empty)
    return (row.word, str(row.near), str(row.everywhere), score, empty, row.query)


def keyness_table(found: Keyness) -> Iterator[str]:
    """One row a word, those that differ most surely first."""
    return table(KEYNESS_COLUMNS, map(_keyword, found.rows))


def _keyword(row: KeyWord) -> tuple[str, ...]:
    rates = (f"{row.per_million:.2f}", f"{row.other_per_million:.2f}")
    measures = (f"{row.likelihood:.4f}", f"{row.ratio:.4f}")
    return (row.word, str(row.count), str(row.other), *rates, *measures, _yes(row.empty))


def _yes(value: bool) -> str:
    return "true" if value else "false"
