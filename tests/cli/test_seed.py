"""The seed article as it comes from the web, from file to answer."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Call
from tests.shared_data import shared

HEADLINE = "Президент Жетісу облысы жұртшылығымен кездесті"


@pytest.fixture
def seed(call: Call) -> Call:
    path = shared("data", "seed", "000_9a5133ad0e34a6fe.txt")
    assert call("ingest", str(path)).status == 0
    return call


@pytest.mark.parametrize(
    "query",
    ["жұртшылық", "жұртшылығымен", '"жұмыс сапары"', "облыс AND қант", "=сапары", "Токаев", "Tokayev"],
)
def test_it_is_found(seed: Call, query: str) -> None:
    found = seed("search", query, "--json").json()
    assert [item["title"] for item in found["items"]] == [HEADLINE]


def test_it_is_clean_and_nothing_is_invented(seed: Call) -> None:
    article = seed("show", seed("search", "*", "--ids").out.strip(), "--json").json()
    assert article["title"] == HEADLINE
    for junk in ("ашық дереккөзі", "50153", "width=", "Серіктес жаңалықтары", HEADLINE):
        assert junk not in article["body"]
    assert article["date"] is None
    assert article["body"].count("», – деді") == 13
    told = " ".join(f"{step['rule']} {step['text']}" for step in article["provenance"]["cleaning"])
    assert "50153" in told
    assert "Серіктес жаңалықтары" in told
