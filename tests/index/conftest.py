from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.document import IndexDocument
from index.engine import SearchEngine
from index.engines.factory import ENGINES, open_engine
from tests.index.documents import documents

INSTALLED = [name for name in ENGINES if name != "tantivy" or importlib.util.find_spec("tantivy")]
Filled = Callable[[Iterable[IndexDocument]], SearchEngine]


@pytest.fixture(params=INSTALLED)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Each engine, with nothing in it."""
    engine = open_engine(request.param, tmp_path / "index", create=True)
    yield engine
    engine.close()


@pytest.fixture(scope="session", params=INSTALLED)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """Each engine with the thirty articles, in several batches; for tests that only read."""
    made = open_engine(request.param, tmp_path_factory.mktemp("engine") / "index", create=True)
    rows = documents()
    for start in range(0, len(rows), 8):
        with made.batch() as batch:
            for document in rows[start : start + 8]:
                batch.put(document)
    yield made
    made.close()
