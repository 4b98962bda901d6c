"""The shipped model keeps its floors on the dev gold it has learnt from; cross-training is for eval/stem."""

from __future__ import annotations

import pytest

from eval.stem.gate import digest, read_floors, read_rows, score
from kazakh.stem import stem
from tests.shared_data import shared


@pytest.mark.parametrize("row", [row for row in read_floors() if row[0] == "shipped"], ids=lambda row: row[1])
def test_the_shipped_model_holds_its_floors(row: tuple[str, str, str, float, float]) -> None:
    _, name, pinned, accuracy, conflation = row
    gold = shared("data", "stem", "gold", "dev", f"{name}.tsv")
    assert digest(gold) == pinned, "the floors are for another gold file"
    found = score(read_rows(gold), stem)
    assert found.accuracy >= accuracy
    assert found.conflation >= conflation


def test_cross_training_has_floors_as_the_project_promises() -> None:
    promised = {row[1]: row[3:] for row in read_floors() if row[0] == "cross"}
    assert set(promised) == {"ktb", "apt"}
    assert all(accuracy >= 0.94 and conflation >= 0.92 for accuracy, conflation in promised.values())
