"""What is nearly the same in a store: found, grouped, kept in step, the same in any order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from archive.errors import ArticleNotFound
from archive.ingest import ingest
from archive.store import Store, similar, similar_rows, similar_update
from archive.store.schema import articles
from archive.store.similar import Similar
from archive.store.similar_schema import similar_bands, similar_crowded, similar_pairs, similar_texts
from tests.archive.duplicates.texts import BODY, OTHER, OTHER_TITLE, PARAGRAPHS, TITLE, forecast

Record = dict[str, str]
FIRST = {"id": "1", "source": "Дала жаршысы", "title": TITLE, "text": BODY, "date": "2023-09-01"}
REPRINT = {**FIRST, "id": "2", "source": "Қала үні", "title": "Ауылға қуаныш келді", "date": "2023-09-02"}
EQUAL = {**FIRST, "id": "3", "source": "Тау хабары", "date": "2023-09-04"}
SHORTER = {**FIRST, "id": "4", "source": "Қала үні", "text": "\n".join(PARAGRAPHS[:2]), "date": "2023-09-03"}
LONGER = {**FIRST, "id": "5", "source": "Көкжар", "text": f"{OTHER[:120]}\n{BODY}", "date": "2023-09-05"}
STRANGE = {**FIRST, "id": "6", "title": OTHER_TITLE, "text": OTHER}
FORECASTS = [
    {**FIRST, "id": f"f{day}", "title": "Ауа райы", "text": forecast(day, 20 - day, 3 + day % 7)}
    for day in range(1, 12)
]
EVERY = [FIRST, REPRINT, EQUAL, SHORTER, LONGER, STRANGE, *FORECASTS]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite3", create=True) as opened:
        yield opened


def take(store: Store, records: Sequence[Record]) -> Similar:
    path = Path(store.where).with_name("records.jsonl")
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    ingest([path], store)
    found = Similar(store)
    found.update()
    return found


def ids(store: Store) -> dict[str, str]:
    return {article.source_id or "": article.id for article in store.articles()}


def size(store: Store, table: object) -> int:
    with store._read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def groups(store: Store) -> set[tuple[str, ...]]:
    return {group.ids for group in Similar(store).near_duplicates()}


def test_reprints_are_one_group_with_the_earliest_at_its_head(store: Store) -> None:
    found = take(store, EVERY)
    own = ids(store)
    (group,) = found.near_duplicates()
    assert group.ids == tuple(own[key] for key in "12435")
    assert (group.head, group.size, group.sources) == (own["1"], 5, 4)
    assert found.count() == (1, 5)


def test_what_else_has_the_text(store: Store) -> None:
    found = take(store, EVERY)
    own = ids(store)
    also = found.also_in(own["1"])
    assert [(each.id, each.standing) for each in also.items] == [
        (own["2"], "same"),
        (own["4"], "part"),
        (own["3"], "same"),
        (own["5"], "near"),
    ]
    assert (also.total, also.sources) == (4, 3)
    assert {each.standing for each in found.also_in(own["4"]).items} == {"whole"}
    assert found.also_in(own["6"]) == found.also_in(own["f3"]) == similar.AlsoIn()
    assert len(found.also_in(own["1"], most=2).items) == 2
    with pytest.raises(ArticleNotFound):
        found.also_in("жоқ")


def test_groups_of_some_articles(store: Store) -> None:
    found = take(store, EVERY)
    own = ids(store)
    assert {id: group.size for id, group in found.groups_of([own["2"], own["6"], "жоқ"]).items()} == {
        own["2"]: 5
    }


def test_nothing_is_alike_before_the_first_update(store: Store) -> None:
    take(store, [FIRST])
    with store._write() as writer:
        similar_rows.empty(writer.connection)
    assert Similar(store).also_in(ids(store)["1"]) == similar.AlsoIn()
    assert Similar(store).near_duplicates() == []


def test_a_second_update_reads_nothing(store: Store) -> None:
    found = take(store, EVERY)
    assert found.update() == similar_update.UpdateReport()
    assert found.rebuild().signed == len(EVERY)


def test_another_version_of_the_signatures_reads_everything_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = take(store, EVERY)
    before = groups(store)
    monkeypatch.setattr(similar, "SIGNATURE_VERSION", "жаңа")
    assert found.update().signed == len(EVERY)
    assert groups(store) == before


def test_a_changed_article_leaves_its_group_and_comes_back(store: Store) -> None:
    take(store, [FIRST, REPRINT])
    before = groups(store)
    assert len(before) == 1
    take(store, [FIRST, {**REPRINT, "text": OTHER}])
    assert groups(store) == set()
    take(store, [FIRST, REPRINT])
    assert groups(store) == before
    assert size(store, similar_texts) == 1


def test_an_article_that_is_gone_leaves_nothing(store: Store) -> None:
    found = take(store, [FIRST, LONGER, STRANGE])
    own = ids(store)
    assert size(store, similar_pairs) == 1
    with store._write() as writer:
        writer.connection.execute(delete(articles).where(articles.c.id.in_([own["1"], own["6"]])))
    assert found.also_in(own["5"]) == similar.AlsoIn()
    assert found.update().removed == 2
    assert size(store, similar_pairs) == 0
    assert (size(store, similar_texts), size(store, similar_bands)) == (1, 32)


def test_a_corrected_date_of_the_record_moves_the_head(store: Store) -> None:
    take(store, [FIRST, LONGER])
    take(store, [{**FIRST, "date": "2023-10-01"}, LONGER])
    own = ids(store)
    assert groups(store) == {(own["5"], own["1"])}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(EVERY),
    cuts=st.lists(st.integers(1, len(EVERY)), max_size=3),
    crowd=st.integers(2, 9),
)
def test_groups_are_the_same_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[Record], cuts: list[int], crowd: int
) -> None:
    """Whatever comes first, in however many runs, and however soon a key counts as crowded."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(similar_update, "CROWD", crowd)
        patched.setattr(similar, "BATCH", 3)
        whole = tmp_path_factory.mktemp("whole") / "store.sqlite3"
        parts = tmp_path_factory.mktemp("parts") / "store.sqlite3"
        with Store.open(whole, create=True) as one, Store.open(parts, create=True) as other:
            take(one, EVERY)
            bounds = [0, *sorted(cuts), len(order)]
            for start, end in zip(bounds, bounds[1:], strict=False):
                take(other, order[start:end])
            assert groups(one) == groups(other)
            assert crowded(one) == crowded(other)
            Similar(other).rebuild()
            assert groups(one) == groups(other)


def crowded(store: Store) -> set[int]:
    with store._read() as connection:
        return set(connection.execute(select(similar_crowded.c.key)).scalars())


def test_a_form_filled_in_every_day_crowds_its_keys_and_stays_apart(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar_update, "CROWD", 5)
    found = take(store, FORECASTS)
    assert size(store, similar_crowded) > 0
    assert found.near_duplicates() == []


def test_keys_that_are_crowded_no_more_count_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar_update, "CROWD", 3)
    edits = [f"{BODY}\nЕскерту: бұл мәтіннің {n} нұсқасы." for n in ("бірінші", "екінші", "үшінші", "соңғы")]
    take(store, [{**FIRST, "id": f"e{n}", "text": text} for n, text in enumerate(edits)])
    own = ids(store)
    assert size(store, similar_crowded) > 0
    with store._write() as writer:
        writer.connection.execute(delete(articles).where(articles.c.id == own["e3"]))
    Similar(store).update()
    assert crowded(store) == set()
    assert groups(store) == {tuple(sorted(own[f"e{n}"] for n in range(3)))}
