"""tantivy and the brute-force engine find the same for any query; only the order by relevance is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.request import SearchRequest
from tests.index.test_engine_properties import REQUESTS, ROWS

pytest.importorskip("tantivy")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """The two engines with the same articles; replaced and deleted copies stand in most segments."""
    memory = open_engine("memory", Path())
    tantivy = open_engine("tantivy", tmp_path_factory.mktemp("properties") / "index", create=True)
    older = [replace(row, body=row.title, quotes=(), regions=("KZ-10",)) for row in ROWS[::2]]
    for rows in (older, ROWS):
        for start in range(0, len(rows), 11):
            for engine in (memory, tantivy):
                with engine.batch() as batch:
                    for row in rows[start : start + 11]:
                        batch.put(row)
    for engine in (memory, tantivy):
        with engine.batch() as batch:
            batch.delete("a27")
            batch.put(ROWS[3])
    yield memory, tantivy
    tantivy.close()


@settings(max_examples=300, deadline=None)
@given(request=REQUESTS)
def test_the_engines_find_the_same(both: tuple[SearchEngine, SearchEngine], request: SearchRequest) -> None:
    memory, tantivy = both
    wanted, got = memory.search(request), tantivy.search(request)
    assert got.total == wanted.total
    assert got.facets == wanted.facets
    assert (got.set_aside, got.next, got.notices) == (wanted.set_aside, wanted.next, wanted.notices)
    ids = list(tantivy.ids(request))
    assert sorted(ids) == sorted(memory.ids(request))
    assert [hit.id for hit in got.hits] == ids[request.offset : request.offset + request.limit]
    if request.sort != "relevance":
        assert ids == list(memory.ids(request))


def test_the_engines_agree_on_the_vocabulary(both: tuple[SearchEngine, SearchEngine]) -> None:
    memory, tantivy = both
    for field in ("lemma", "form", "cut4", "cut5", "region", "source", "speaker"):
        assert list(tantivy.vocabulary(field)) == list(memory.vocabulary(field)), field
    assert tantivy.revisions() == memory.revisions()
