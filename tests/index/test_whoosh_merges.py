"""However small the batches, the number of segments stays low and no article is rewritten often."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.merges import chosen
from tests.index.asking import found
from tests.index.documents import documents


@pytest.mark.parametrize(
    ("batch", "commits", "most", "rewritten"), [(1, 2_000, 30, 5), (300, 300, 40, 3), (20_000, 10, 10, 0)]
)
def test_segments_stay_few(batch: int, commits: int, most: int, rewritten: float) -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(commits):
        places = set(chosen([(size, 0) for size in sizes]))
        merged = sum(sizes[place] for place in places)
        sizes = [size for place, size in enumerate(sizes) if place not in places] + [batch + merged]
        written += merged
        assert len(sizes) <= most
    assert sum(sizes) == batch * commits
    assert written <= rewritten * batch * commits


def test_a_segment_of_deleted_articles_goes(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    for _ in range(3):
        with engine.batch() as batch:
            for document in documents():
                batch.put(document)
    assert [segment.size for segment in engine.snapshot().segments] == [30]
    assert found(engine, "мектеп") == "01 02 16 22"
    with engine.batch() as batch:
        for document in documents():
            batch.delete(document.id)
    assert engine.snapshot().segments == []
    assert found(engine, "мектеп OR * OR м*") == ""
    with engine.batch() as batch:
        batch.put(documents()[0])
    assert found(engine, "мектеп") == "01"
