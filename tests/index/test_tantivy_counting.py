"""Counts of facets from tantivy: by the articles found, by those not found, and in parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import IndexDocument
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.query.parser import parse
from index.request import SearchRequest
from tests.index.test_engine_properties import ROWS

pytest.importorskip("tantivy")

FIELDS = ("region", "speaker", "topic", "source", "date_year")
#: Words that few, about half, and nearly all of the articles have, and all of them.
QUESTIONS = ("NOT *", "қант", "қант OR бағасы", "* NOT қант", "*")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    made = open_engine("tantivy", tmp_path_factory.mktemp("counting") / "index", create=True)
    with made.batch() as batch:
        for row in ROWS:
            batch.put(row)
    yield made
    made.close()


@pytest.mark.parametrize("most", [60_000, 12, 6], ids=["at once", "twelve a part", "six a part"])
@pytest.mark.parametrize("typed", QUESTIONS)
def test_counts_are_those_of_the_memory_engine(
    engine: SearchEngine, typed: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.tantivy.counting.VALUES", most)
    fresh = engine.without(frozenset())
    memory = open_engine("memory", Path())
    with memory.batch() as batch:
        for row in ROWS:
            batch.put(row)
    request = SearchRequest(parse(typed), facets=FIELDS)
    assert fresh.search(request).facets == memory.search(request).facets


def test_more_values_than_tantivy_makes_at_once(tmp_path: Path) -> None:
    """A large archive has more people than the 65,000 buckets tantivy allows."""
    engine = open_engine("tantivy", tmp_path / "index", create=True)
    with engine.batch() as batch:
        for number in range(7_000):
            batch.put(_article(number))
    rows = engine.search(SearchRequest(parse("егіс"), limit=1, facets=("speaker",))).facets["speaker"]
    assert Counter(row.count for row in rows) == {1: 69_999, 7_000: 1}
    assert rows[0].value == "ж0"
    engine.close()


def _article(number: int) -> IndexDocument:
    """One of a size of its own, with ten speakers of its own and one whom all have."""
    return IndexDocument(
        id=f"a{number}", revision="1", title="", body="Егіс." * (number % 9 + 1), source="", source_id="",
        url="", author="", lang="kk", date="", date_first=0, date_last=0,
        speakers=tuple(dict.fromkeys(["ж0", *(f"ж{10 * number + each}" for each in range(10))])),
    )  # fmt: skip
