"""Retrieval stays as good as it was measured to be."""

from __future__ import annotations

import pytest

from eval.search.gate import Floor, digest, measure, read_floors
from tests.shared_data import shared


@pytest.mark.parametrize("floor", read_floors(), ids=lambda floor: floor.collection)
def test_floor(floor: Floor) -> None:
    folder = shared("data", floor.collection)
    assert digest(folder) == floor.sha256, "the floor was measured on other data"
    assert measure(folder) >= floor.ndcg10
