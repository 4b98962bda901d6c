"""What an article said before it was changed: kept, dated, told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from archive.errors import ArticleNotFound, VersionNotFound
from archive.ingest import ingest
from archive.store import Store
from archive.store.schema import articles
from archive.store.versions import Versions, version_texts

FIRST = {"id": "1", "title": "Көпір салынады", "text": "Көпір сәуірде салынады.", "date": "2023-03-01"}
SECOND = {**FIRST, "text": "Көпір мамырда салынады.", "dateModified": "2023-03-02T09:00:00+06:00"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite3", create=True) as opened:
        yield opened


def take(store: Store, *records: dict[str, str]) -> str:
    """Takes in a record, then each other one in its place; the article's id."""
    path = Path(store.where).with_name("a.jsonl")
    for record in records:
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
        ingest([path], store)
    return next(store.articles()).id


def test_an_article_that_never_changed_has_one_version(store: Store) -> None:
    id = take(store, FIRST, FIRST)
    (only,) = Versions(store).all(id)
    assert (only.number, only.title, only.body, only.date) == (1, FIRST["title"], FIRST["text"], "2023-03-01")
    assert (only.changed, only.modified, Versions(store).count(id)) == ((), None, 1)


def test_what_was_said_before_is_kept_and_dated(store: Store) -> None:
    id = take(store, FIRST, SECOND)
    first, second = Versions(store).all(id)
    assert (first.body, second.body) == (FIRST["text"], SECOND["text"])
    assert second.changed == ("body", "record")
    assert (first.modified, second.modified) == (None, "2023-03-02T09:00:00+06:00")
    assert first.ingested_at <= second.ingested_at
    assert [first.sha256, second.sha256] == store.history(id)
    assert json.loads(Versions(store).original(id, 1))["text"] == FIRST["text"]
    assert store.get(id).body == SECOND["text"]


def test_an_update_that_takes_a_change_back_is_a_version_of_its_own(store: Store) -> None:
    id = take(store, FIRST, SECOND, FIRST)
    every = Versions(store).all(id)
    assert [each.body for each in every] == [FIRST["text"], SECOND["text"], FIRST["text"]]
    assert [each.number for each in every] == [1, 2, 3]
    assert every[0].sha256 == every[2].sha256
    assert store.get(id).body == FIRST["text"]


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"title": "Көпір бітті"}, ("title",)),
        ({"date": "2023-03-05"}, ("date",)),
        ({"author": "Болат Қайыпов"}, ("record",)),
        ({"title": "Көпір", "date": "2023"}, ("title", "date")),
    ],
)
def test_what_changed_is_named(store: Store, change: dict[str, str], changed: tuple[str, ...]) -> None:
    id = take(store, FIRST, {**FIRST, **change})
    assert Versions(store).get(id, 2).changed == changed


def test_a_version_whose_text_an_older_program_did_not_keep_says_so(store: Store) -> None:
    id = take(store, FIRST, SECOND)
    with store._write() as writer:
        writer.connection.execute(delete(version_texts))
    first, second = Versions(store).all(id)
    assert (first.is_kept, first.body, second.is_kept, second.changed) == (False, None, True, ())
    assert json.loads(Versions(store).original(id, 1))["text"] == FIRST["text"]


def test_versions_go_with_their_article(store: Store) -> None:
    id = take(store, FIRST, SECOND)
    with store._write() as writer:
        writer.connection.execute(delete(articles).where(articles.c.id == id))
        assert writer.connection.execute(version_texts.select()).all() == []
    with pytest.raises(ArticleNotFound):
        Versions(store).all(id)


def test_an_unknown_version_is_said_to_be_unknown(store: Store) -> None:
    id = take(store, FIRST)
    with pytest.raises(VersionNotFound):
        Versions(store).get(id, 2)
    assert Versions(store).count("жоқ") == 0
