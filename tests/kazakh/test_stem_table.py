"""Some 700 words by suffix layer and part of speech, each with the stem it must get.

The table says where each word is from. Known misses are strict: one that comes out
right must be taken off the list.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kazakh.stem import analyze_word, stem

TABLE = Path(__file__).parent / "stem_table.tsv"


class Row(NamedTuple):
    group: str
    word: str
    stem: str
    source: str
    known: str


def read_table() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if not line.startswith("#")][1:]


ROWS = read_table()


def case(row: Row) -> object:
    marks = [pytest.mark.xfail(strict=True, reason="known miss")] if row.known == "miss" else []
    return pytest.param(row, id=f"{row.group}: {row.word}", marks=marks)


@pytest.mark.parametrize("row", [case(row) for row in ROWS])
def test_stem_of(row: Row) -> None:
    assert stem(row.word) == row.stem


def test_the_table_is_what_it_says() -> None:
    """At least 400 different words in every group there is to test, few of them known misses."""
    assert len({row.word for row in ROWS}) == len(ROWS) >= 400
    assert len({row.group for row in ROWS}) >= 60
    assert {row.source for row in ROWS} == {"seen in texts", "grammar"}
    assert sum(row.known == "miss" for row in ROWS) <= 20


def test_every_analysis_agrees_with_its_stem_and_covers_the_word() -> None:
    """Stripped layers are the word's own letters, one run of them."""
    for row in ROWS:
        analysis = analyze_word(row.word)
        assert analysis.lemma == stem(row.word)
        assert analysis.lemma in analysis.candidates
        assert "".join(layer.surface for layer in analysis.layers) in row.word


DAMAGE = {  # what other stemmers do to frequent words (FACTS.md section 2)
    "жазылған": "жаза",
    "негізінде": "негііз",
    "және": "жә",
    "үшін": "үш",
    "халқының": "халқ",
}


@pytest.mark.parametrize(("word", "damaged"), DAMAGE.items())
def test_frequent_words_are_not_damaged(word: str, damaged: str) -> None:
    assert stem(word) != damaged
