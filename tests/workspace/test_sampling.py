"""A random order that can be repeated: by seed and id alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import IngestOptions
from index.request import FACETS
from workspace import Workspace
from workspace.sampling import shuffled

IDS = st.lists(st.text("abcxyz0123456789", min_size=1, max_size=8), unique=True, max_size=30)
SEEDS = st.integers(1, 9_999_999)


@given(ids=IDS, seed=SEEDS, order=st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_ids_came(ids: list[str], seed: int, order: object) -> None:
    mixed = list(ids)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert shuffled(mixed, seed) == shuffled(ids, seed)
    assert sorted(shuffled(ids, seed)) == sorted(ids)


@given(ids=IDS, seed=SEEDS)
def test_a_part_stands_in_the_order_of_the_whole(ids: list[str], seed: int) -> None:
    half = ids[::2]
    assert shuffled(half, seed) == [name for name in shuffled(ids, seed) if name in half]


def test_the_order_is_the_one_published() -> None:
    """What people have coded by hand must never change: BLAKE2b with the seed as its key."""
    ids = [f"a{number:02d}" for number in range(12)]
    assert " ".join(shuffled(ids, 1)) == PUBLISHED_1
    assert " ".join(shuffled(ids, 2024)) == PUBLISHED_2024


PUBLISHED_1 = "a10 a05 a06 a03 a00 a08 a09 a04 a01 a02 a11 a07"
PUBLISHED_2024 = "a00 a05 a11 a09 a10 a01 a06 a03 a02 a04 a07 a08"


def test_each_article_comes_first_about_as_often() -> None:
    ids = [f"a{number}" for number in range(10)]
    firsts = [shuffled(ids, seed)[0] for seed in range(1, 2001)]
    assert all(140 <= firsts.count(name) <= 260 for name in ids)  # 200 expected, sd 13


@pytest.fixture(scope="module", params=["whoosh", "memory"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("sampling")
    rows = [
        {"id": str(n), "source": "Өлке үні", "text": f"Ауылда {n}-мектеп бар.", "date": f"20{10 + n % 9}"}
        for n in range(60)
    ]
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with Workspace.open(folder / "data", engine=request.param, create=True) as workspace:
        workspace.ingest([str(path)], IngestOptions())
        yield workspace


def test_pages_make_up_the_whole_order(archive: Workspace) -> None:
    whole = archive.search_text("мектеп", sort="random", seed=7, limit=0)
    pages = [
        archive.search_text("мектеп", sort="random", seed=7, limit=7, offset=at) for at in range(0, 63, 7)
    ]
    shown = [hit.id for page in pages for hit in page.page.hits]
    assert shown == list(archive.ids(whole)) == shuffled(archive.article_ids(), 7)
    assert [page.page.next for page in pages] == [*(str(at) for at in range(7, 63, 7)), None]
    assert {page.page.total for page in pages} == {60}


def test_facets_total_and_scores_are_those_of_the_same_search(archive: Workspace) -> None:
    asked = {"filters": {"source": ("Өлке үні",)}, "date_from": "2012", "facets": True, "limit": 60}
    plain = archive.search_text("мектеп", **asked, sort="date")
    drawn = archive.search_text("мектеп", **asked, sort="random", seed=3)
    without = archive.search_text("мектеп", **(asked | {"facets": False}), sort="random", seed=3)
    assert drawn.page.total == plain.page.total > 40
    assert drawn.page.facets == plain.page.facets
    assert set(drawn.page.facets) == set(FACETS)
    assert [hit.id for hit in drawn.page.hits] == [hit.id for hit in without.page.hits]
    assert {hit.id: hit.score for hit in drawn.page.hits} == {hit.id: hit.score for hit in plain.page.hits}


def test_seeds_differ_and_the_first_is_the_default(archive: Workspace) -> None:
    orders = [list(archive.ids(archive.search_text("*", sort="random", seed=seed))) for seed in (1, 2)]
    assert orders[0] != orders[1]
    assert list(archive.ids(archive.search_text("*", sort="random"))) == orders[0]


def test_what_nothing_holds_is_an_empty_page(archive: Workspace) -> None:
    page = archive.search_text("жоқсөз", sort="random").page
    assert (page.total, page.hits, page.next) == (0, (), None)
    assert archive.search_text("*", sort="random", offset=99).page.hits == ()
