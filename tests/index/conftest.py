from __future__ import annotations

import contextlib
import importlib.util
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.document import IndexDocument
from index.engine import SearchEngine
from index.engines.factory import ENGINES, open_engine
from tests.index.cluster import VARIABLE, cluster_address
from tests.index.documents import documents

INSTALLED = [name for name in ENGINES if name != "tantivy" or importlib.util.find_spec("tantivy")]
if os.environ.get(VARIABLE):
    INSTALLED.append("opensearch")
Filled = Callable[[Iterable[IndexDocument]], SearchEngine]


@contextlib.contextmanager
def opened(name: str, folder: Path) -> Iterator[SearchEngine]:
    """An empty engine; what it leaves on a cluster is removed."""
    address = f"{cluster_address()}_{uuid.uuid4().hex}" if name == "opensearch" else name
    engine = open_engine(address, folder / "index", create=True)
    yield engine
    engine.close()
    if name == "opensearch":
        from index.engines.opensearch.address import read_address
        from index.engines.opensearch.builds import ClusterBuilds

        ClusterBuilds(read_address(address), "index").remove_all()


@pytest.fixture(params=INSTALLED)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Each engine, with nothing in it."""
    with opened(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture(scope="session", params=INSTALLED)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """Each engine with the thirty articles, in several batches; for tests that only read."""
    with opened(request.param, tmp_path_factory.mktemp("engine")) as made:
        rows = documents()
        for start in range(0, len(rows), 8):
            with made.batch() as batch:
                for document in rows[start : start + 8]:
                    batch.put(document)
        yield made
