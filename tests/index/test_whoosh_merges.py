"""However small the batches, the number of segments stays low and no article is rewritten often."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.engines.whoosh import stretches
from index.engines.whoosh.arrays import map_arrays
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.merges import Size, chosen, together
from tests.index.asking import found
from tests.index.documents import documents


@pytest.mark.parametrize(
    ("batch", "commits", "most", "rewritten"),
    [(1, 2_000, 30, 5), (300, 300, 40, 3), (16_384, 60, 15, 1), (100_000, 10, 10, 0)],
)
def test_segments_stay_few(batch: int, commits: int, most: int, rewritten: float) -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(commits):
        sizes.append(batch)
        while groups := chosen([Size(size) for size in sizes]):
            merged = sum(sizes[place] for place in groups[0])
            sizes = [size for place, size in enumerate(sizes) if place not in groups[0]] + [merged]
            written += merged
        assert len(sizes) <= most
    assert sum(sizes) == batch * commits
    assert written <= rewritten * batch * commits


@pytest.mark.parametrize("articles", [1, 300, 16_384, 90_000, 200_000])
def test_after_a_whole_archive_came_neighbours_are_joined(articles: int) -> None:
    sizes = [articles] * 20
    groups = together([Size(size) for size in sizes])
    joined = [sum(sizes[place] for place in group) for group in groups]
    assert all(size <= 131_072 for size in joined)
    assert len(sizes) - sum(map(len, groups)) + len(groups) <= max(2 * sum(sizes) / 131_072, 1)
    assert [place for group in groups for place in group] == sorted(
        {place for group in groups for place in group}
    )


def test_a_segment_never_holds_more_than_its_file_may() -> None:
    heavy = [Size(10_000, 0, 300_000_000)] * 9
    assert together(heavy) == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert chosen(heavy) == []


@pytest.mark.parametrize("at_a_time", [1, 40, 500_000])
def test_joined_segments_equal_one_that_was_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    """To the byte, however short the stretches are in which terms are taken over."""
    monkeypatch.setattr(stretches, "_POSTINGS", at_a_time)
    rows = documents()
    once, joined = (WhooshEngine.create(tmp_path / name) for name in ("once", "joined"))
    with once.batch(merge=False) as batch:
        for row in rows[1:]:
            batch.put(row)
    for start in range(0, len(rows), 4):
        with joined.batch(merge=False) as batch:
            for row in [*rows[start : start + 4], *rows[:1]]:
                batch.put(row)
    with joined.batch(merge=False) as batch:
        batch.delete(rows[0].id)
    joined.consolidate()
    (one,), (other,) = once.snapshot().segments, joined.snapshot().segments
    assert one.size == other.size == len(rows) - 1
    wanted, made = files(tmp_path / "once"), files(tmp_path / "joined")
    assert [name for name in wanted | made if wanted.get(name) != made.get(name)] == []


def files(folder: Path) -> dict[str, bytes]:
    """The contents of the one segment's files by the ends of their names, its arrays by their names."""
    made = {path.name.partition(".")[2]: path for path in folder.glob("*/MAIN_*.*")}
    arrays = map_arrays(made.pop("arr"))
    named = {name: array.dtype.str.encode() + array.tobytes() for name, array in arrays.items()}
    return named | {name: path.read_bytes() for name, path in made.items()}


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
