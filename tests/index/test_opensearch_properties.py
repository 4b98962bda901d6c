"""OpenSearch and the brute-force engine agree on any query: hits, order, facets, and scores but for
the digits that single precision loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.request import SearchRequest
from tests.index.cluster import cluster_address
from tests.index.test_engine_properties import REQUESTS, ROWS

#: One shard, and three, so that most questions are answered by several.
SHARDS = (1, 3)


@pytest.fixture(scope="module", params=SHARDS)
def both(request: pytest.FixtureRequest) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """The two engines with the same articles; some replaced, one deleted."""
    address = cluster_address()
    from index.engines.opensearch.address import read_address
    from index.engines.opensearch.builds import ClusterBuilds

    builds = ClusterBuilds(replace(read_address(address), shards=request.param), "properties")
    memory, build = open_engine("memory", Path()), builds.create()
    builds.make_live(build)
    cluster = builds.open()
    older = [replace(row, body=row.title, quotes=(), regions=("KZ-10",)) for row in ROWS[::2]]
    for rows in (older, ROWS, [ROWS[3]]):
        for engine in (memory, cluster):
            with engine.batch() as batch:
                for row in rows:
                    batch.put(row)
                batch.delete("a27")
    yield memory, cluster
    cluster.close()
    builds.discard(build)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(request=REQUESTS)
def test_the_engines_agree(both: tuple[SearchEngine, SearchEngine], request: SearchRequest) -> None:
    memory, cluster = both
    wanted, got = memory.search(request), cluster.search(request)
    assert got.total == wanted.total
    assert got.facets == wanted.facets
    assert (got.set_aside, got.next, got.notices) == (wanted.set_aside, wanted.next, wanted.notices)
    ids = list(cluster.ids(request))
    assert [hit.id for hit in got.hits] == ids[request.offset : request.offset + request.limit]
    assert sorted(ids) == sorted(memory.ids(request))
    if request.sort != "relevance":
        assert ids == list(memory.ids(request))
    whole = replace(request, offset=0, limit=1000)
    scores = {hit.id: hit.score for hit in memory.search(whole).hits}
    assert {hit.id: hit.score for hit in cluster.search(whole).hits} == pytest.approx(scores, abs=1e-5)


def test_the_engines_agree_on_the_vocabulary(both: tuple[SearchEngine, SearchEngine]) -> None:
    memory, cluster = both
    for field in ("lemma", "form", "cut4", "cut5", "region", "source", "speaker"):
        assert list(cluster.vocabulary(field)) == list(memory.vocabulary(field)), field
        assert list(cluster.vocabulary(field, "ме")) == list(memory.vocabulary(field, "ме")), field
    assert cluster.revisions() == memory.revisions()
