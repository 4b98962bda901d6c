"""Near duplicates stay as good as they were measured to be, on a set made by hand."""

from __future__ import annotations

from eval.duplicates.collection import negatives, positives
from eval.duplicates.gate import floors, measure


def test_precision_and_recall() -> None:
    alike, unlike = list(positives()), list(negatives())
    result, wrong = measure([*alike, *unlike])
    least = floors()
    assert (len(alike), len(unlike)) == (least["positives"], least["negatives"])
    assert result.precision >= least["precision"], [pair.name for pair in wrong]
    assert result.recall >= least["recall"], [pair.name for pair in wrong]
