"""What is frozen stays as it was while the index goes on, and can still be read when segments were merged."""

from __future__ import annotations

import pytest

from index.engine import SearchEngine
from index.query.parser import parse
from index.request import FACETS, SearchRequest
from tests.index.documents import documents

MEKTEP = SearchRequest(parse("мектеп"), facets=FACETS)


@pytest.fixture(autouse=True)
def _of_this_machine(empty: SearchEngine) -> None:
    if empty.frozen() is empty:
        pytest.skip(f"{empty.name} is a server: its readers see every commit")


def test_a_frozen_engine_does_not_see_later_commits(empty: SearchEngine) -> None:
    rows = documents()
    with empty.batch() as batch:
        for row in rows[:10]:
            batch.put(row)
    frozen = empty.frozen()
    before = frozen.search(MEKTEP)
    for row in rows[10:]:
        with empty.batch() as batch:
            batch.put(row)
    with empty.batch() as batch:
        batch.delete(rows[0].id)
    assert frozen.status().articles == 10
    assert frozen.search(MEKTEP).hits == before.hits
    assert frozen.search(MEKTEP).facets == before.facets
    assert list(frozen.ids(SearchRequest(parse("*")))) == [row.id for row in rows[:10]]
    assert empty.status().articles == len(rows) - 1
    assert frozen.status().generation < empty.status().generation


def test_what_is_frozen_next_sees_them(empty: SearchEngine) -> None:
    first = empty.frozen()
    with empty.batch() as batch:
        batch.put(documents()[0])
    second = empty.frozen()
    assert (first.status().articles, second.status().articles) == (0, 1)
    assert second.search(MEKTEP).total == 1
    assert second.frozen().status() == second.status()
