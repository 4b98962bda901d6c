"""A store on PostgreSQL holds what one in a file holds, also when several machines fill it at once."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import ArticleNotFound, StoreError, StoreMissing
from archive.ingest import IngestOptions, ingest
from archive.model import Correction, PartialDate
from archive.readers import ReadOptions
from archive.samples import sample_sources
from archive.store import Store
from tests.archive.servers import postgres_address


@pytest.fixture
def address() -> str:
    return postgres_address()


def fill(store: Store) -> None:
    for path, source in sample_sources():
        ingest([path], store, IngestOptions(read=ReadOptions(source=source)))


def test_it_holds_what_a_file_holds(address: str, tmp_path: Path) -> None:
    with (
        Store.open(tmp_path / "store.sqlite3", create=True) as file,
        Store.open(address, create=True) as server,
    ):
        for store in (file, server):
            fill(store)
            fill(store)
        assert server.revisions() == file.revisions()
        assert server.stats() == file.stats()
        assert server.people_list() == file.people_list()
        assert server.quoted() == file.quoted()
        moment = "2026-01-01T00:00:00+00:00"

        def at_once(found: object) -> object:
            return replace(found, provenance=replace(found.provenance, ingested_at=moment))  # type: ignore

        assert list(map(at_once, server.articles())) == list(map(at_once, file.articles()))
        for article in file.articles():
            assert server.original(article.id) == file.original(article.id)
        assert list(server.verify()) == [None] * len(list(file.verify()))


def test_a_correction_is_kept_and_undone(address: str) -> None:
    with Store.open(address, create=True) as store:
        fill(store)
        id = next(iter(store.revisions()))
        before = store.get(id)
        made = store.correct(
            Correction(
                id,
                "date",
                "",
                before.date and before.date.isoformat(),
                "1999-05-03",
                "кітапханашы",
                "2026-01-01T00:00:00Z",
            )
        )
        assert store.get(id).date == PartialDate(1999, 5, 3)
        store.undo(made.number, "кітапханашы", "2026-01-02T00:00:00Z")
        assert store.get(id).date == before.date


def test_what_is_not_there_is_missing(address: str) -> None:
    with pytest.raises(StoreMissing):
        Store.open(address)


def test_a_password_stands_in_no_message() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://me:secret@127.0.0.1:1/none?schema=x")
    assert "secret" not in str(caught.value)
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://me:secret@127.0.0.1/none?schema=DROP TABLE")
    assert "secret" not in str(caught.value)


def test_a_text_with_a_zero_byte_is_taken_in(address: str, tmp_path: Path) -> None:
    row = {"id": "1", "title": "Қала\u0000 жаңалығы", "body": "Көктем\u0000 келді.", "note": "бір\u0000екі"}
    path = tmp_path / "zero.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=True) + "\n", encoding="utf-8")
    with Store.open(address, create=True) as store:
        assert ingest([path], store).added == 1
        (article,) = store.articles()
        assert "\u0000" not in article.title + article.body


def test_what_has_a_zero_in_it_is_not_found(address: str) -> None:
    with Store.open(address, create=True) as store:
        fill(store)
        with pytest.raises(ArticleNotFound):
            store.get("a\0")
        assert list(store.articles([next(iter(store.revisions())), "\0"]))[1:] == []


def _ingest_beside(address: str, path: str) -> None:
    with Store.open(address, create=True) as store:
        ingest([path], store)


def test_two_machines_take_in_the_same_files_once(address: str, tmp_path: Path) -> None:
    rows = [
        {"id": str(number), "title": f"{number}-хабар", "body": "Ауылда көктем келді. " * 3, "source": "Таң"}
        for number in range(1200)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_ingest_beside, args=(address, str(path))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
        assert one.exitcode == 0
    with Store.open(address) as store:
        assert store.count() == 1200
        assert all(len(store.history(id)) == 1 for id in list(store.revisions())[:50])
        assert store.stats().originals == 1200
