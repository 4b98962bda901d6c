"""The segments of a commit as we read them are those that Whoosh reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from whoosh import index as whoosh_index

from archive.errors import IndexMissing
from index.engines.builds import live_build
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.schema import SCHEMA
from index.engines.whoosh.toc import Entry, entries, latest_generation
from tests.index.documents import documents


def by_whoosh(build: Path) -> list[Entry]:
    segments = whoosh_index.open_dir(str(build), schema=SCHEMA)._segments()
    return [
        Entry(each.segment_id(), each.doc_count_all(), frozenset(each.deleted_docs())) for each in segments
    ]


def test_segments_and_deleted_articles_after_every_commit(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path)
    build, rows = live_build(tmp_path), documents()
    assert (latest_generation(build), entries(build, 0)) == (0, [])
    for start in range(0, len(rows), 10):
        with engine.batch(merge=False) as batch:
            for document in rows[start : start + 10]:
                batch.put(document)
            if start:
                batch.delete(rows[start - 1].id)
        assert entries(build, latest_generation(build)) == by_whoosh(build)
    last = entries(build, latest_generation(build))
    assert len(last) == 3
    assert sum(len(entry.deleted) for entry in last) == 2


@pytest.mark.parametrize("damage", [b"", b"\x04\x08\x04", b"no table of contents at all"])
def test_a_damaged_one_is_no_index(tmp_path: Path, damage: bytes) -> None:
    WhooshEngine.create(tmp_path).close()
    (live_build(tmp_path) / "_MAIN_0.toc").write_bytes(damage)
    with pytest.raises(IndexMissing):
        WhooshEngine(tmp_path)
