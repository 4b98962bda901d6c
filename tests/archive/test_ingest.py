"""From files to the store: what the report says of every record, and what is kept."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from archive.errors import (
    ArticleNotFound,
    FixityError,
    StoreError,
    StoreMissing,
    StoreVersionError,
    UnknownFormat,
)
from archive.fixity import sha256
from archive.ingest import IngestOptions, IngestReport, ingest
from archive.readers import ReadOptions
from archive.store import SCHEMA_VERSION, Store
from archive.store.putting import Putting
from archive.store.ready import Ready
from archive.to_json import article_json, from_json
from tests.shared_data import shared

SPECIMENS = Path(__file__).parents[1] / "specimens"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store" / "archive.sqlite", create=True) as opened:
        yield opened


def write(path: Path, *records: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.duplicates, report.rejected


AUTUMN = {"id": "1", "title": "Күз келді", "text": "Егін жиналды.", "date": "2023-09-01"}
WINTER = {"id": "2", "title": "Қыс келді", "text": "Қар жауды.", "region": ["Абай"], "topic": "Ауа райы"}
UNNAMED = {"title": "Көктем келді", "text": "Қар еріді."}


def test_ingest_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", AUTUMN, WINTER, UNNAMED)
    assert counts(ingest([path], store)) == (3, 0, 0, 0, 0)
    before = store.revisions()
    assert counts(ingest([path], store)) == (0, 0, 3, 0, 0)
    assert store.revisions() == before


def test_a_moved_file_is_the_same_file(store: Store, tmp_path: Path) -> None:
    ingest([write(tmp_path / "a.jsonl", AUTUMN, UNNAMED)], store)
    (tmp_path / "moved").mkdir()
    moved = (tmp_path / "a.jsonl").rename(tmp_path / "moved" / "a.jsonl")
    assert counts(ingest([moved], store)) == (0, 0, 2, 0, 0)


def test_a_correction_updates_and_the_earlier_original_is_kept(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", AUTUMN, WINTER)
    ingest([path], store)
    (id_before,) = [a.id for a in store.articles() if a.source_id == "1"]
    earlier = store.original(id_before)
    revisions = store.revisions()
    write(path, {**AUTUMN, "text": "Егін толық жиналды."}, WINTER)
    assert counts(ingest([path], store)) == (0, 1, 1, 0, 0)
    assert store.get(id_before).body == "Егін толық жиналды."
    assert store.original(id_before) != earlier
    assert store.history(id_before) == [sha256(earlier), sha256(store.original(id_before))]
    assert {id for id, rev in store.revisions().items() if revisions[id] != rev} == {id_before}
    assert len(list(store.verify())) == 3


def test_only_a_record_without_url_and_id_can_be_a_duplicate(store: Store, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", UNNAMED, UNNAMED, AUTUMN, {**AUTUMN, "id": "9"})
    write(tmp_path / "b.jsonl", {**UNNAMED, "title": "Көктем  келді "}, {**UNNAMED, "date": "2023-04-01"})
    assert counts(ingest([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], store)) == (4, 0, 0, 2, 0)
    assert counts(ingest([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], store)) == (0, 0, 4, 2, 0)


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "a.jsonl", AUTUMN, UNNAMED),
        write(tmp_path / "b.jsonl", {**UNNAMED, "text": "Қар еріді. "}, WINTER),
        SPECIMENS / "page.html",
    ]
    seen = set()
    for number, order in enumerate(itertools.permutations(paths)):
        with Store.open(tmp_path / f"{number}.sqlite", create=True) as fresh:
            ingest(order, fresh)
            seen.add(tuple(sorted(fresh.revisions())))
    assert len(seen) == 1
    assert len(seen.pop()) == 4


def test_an_equal_address_is_one_article_however_it_is_written(store: Store, tmp_path: Path) -> None:
    first = {**AUTUMN, "id": "1", "url": "https://gazet.example/1", "source": "Дала жаршысы"}
    second = {**first, "id": "77", "url": "http://www.gazet.example/1/?utm_source=tg"}
    ingest([write(tmp_path / "a.jsonl", first)], store)
    assert counts(ingest([write(tmp_path / "b.jsonl", second)], store))[:2] == (0, 1)


def test_refusals_are_reported_and_written_down_and_the_rest_is_kept(store: Store, tmp_path: Path) -> None:
    names = ["empty.txt", "binary.bin", "broken_row.csv", "half_line.jsonl", "unknown.xyz", "missing.txt"]
    options = IngestOptions(rejects_dir=tmp_path / "rejects")
    report = ingest([SPECIMENS / name for name in names], store, options)
    assert counts(report) == (5, 0, 0, 0, 7)
    assert report.rejects_file is not None
    written = [
        json.loads(line) for line in Path(report.rejects_file).read_text(encoding="utf-8").splitlines()
    ]
    told = [(Path(str(row["file"])).name, row["line"], row["reason"]) for row in written]
    assert told == [
        ("empty.txt", 0, "empty_file"),
        ("binary.bin", 0, "binary"),
        ("broken_row.csv", 3, "bad_row"),
        ("broken_row.csv", 6, "bad_row"),
        ("half_line.jsonl", 2, "bad_json"),
        ("unknown.xyz", 0, "unknown_format"),
        ("missing.txt", 0, "not_found"),
    ]
    assert report.as_json()["rejects"] == written


def test_no_refusal_no_file(store: Store, tmp_path: Path) -> None:
    options = IngestOptions(rejects_dir=tmp_path / "rejects")
    assert ingest([write(tmp_path / "a.jsonl", AUTUMN)], store, options).rejects_file is None
    assert not (tmp_path / "rejects").exists()


def test_a_rehearsal_tells_everything_and_keeps_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", AUTUMN, UNNAMED, UNNAMED)
    report = ingest(
        [path, SPECIMENS / "empty.txt"], store, IngestOptions(dry_run=True, rejects_dir=tmp_path / "r")
    )
    assert counts(report) == (2, 0, 0, 1, 1)
    assert (store.count(), report.rejects_file) == (0, None)


def test_a_rehearsal_sees_duplicates_across_batches(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest.run.BATCH", 1)
    path = write(tmp_path / "a.jsonl", UNNAMED, UNNAMED)
    assert counts(ingest([path], store, IngestOptions(dry_run=True))) == (1, 0, 0, 1, 0)
    assert store.count() == 0


def test_strict_keeps_nothing_if_one_record_is_refused(store: Store, tmp_path: Path) -> None:
    good = write(tmp_path / "a.jsonl", AUTUMN)
    report = ingest([good, SPECIMENS / "half_line.jsonl"], store, IngestOptions(strict=True))
    assert (counts(report), report.withheld, store.count()) == ((0, 0, 0, 0, 1), 3, 0)
    assert counts(ingest([good], store, IngestOptions(strict=True))) == (1, 0, 0, 0, 0)
    assert store.count() == 1


def test_an_interrupt_keeps_whole_batches_only(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest.run.BATCH", 2)
    path = write(tmp_path / "a.jsonl", *({**AUTUMN, "id": str(n)} for n in range(6)))
    put, calls = Putting.put, itertools.count()

    def interrupted(putting: Putting, made: Ready) -> str:
        if next(calls) == 3:
            raise KeyboardInterrupt
        return put(putting, made)

    monkeypatch.setattr(Putting, "put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest([path], store)
    assert store.count() == 2
    monkeypatch.undo()
    assert counts(ingest([path], store)) == (4, 0, 2, 0, 0)


def test_progress_is_told_batch_by_batch(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest.run.BATCH", 2)
    path = write(tmp_path / "a.jsonl", *({**AUTUMN, "id": str(n)} for n in range(5)))
    told: list[int] = []
    ingest([path], store, progress=lambda report: told.append(report.added))
    assert told == [2, 4, 5]


def test_unknown_format_name_stops_before_anything_is_read(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        ingest([write(tmp_path / "a.jsonl", AUTUMN)], store, IngestOptions(format="qqq"))
    assert store.count() == 0


def test_source_given_wins_and_the_record_s_own_is_kept(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {**AUTUMN, "source": "rss"})
    ingest([path], store, IngestOptions(ReadOptions(source="Дала жаршысы")))
    (article,) = store.articles()
    assert (article.source, article.extra["source"]) == ("Дала жаршысы", "rss")


def test_an_article_comes_back_as_it_was_put_and_as_json(store: Store) -> None:
    ingest([SPECIMENS / "page.html", SPECIMENS / "half_line.jsonl", SPECIMENS / "semicolon.csv"], store)
    articles = list(store.articles())
    assert len(articles) == 4
    for article in articles:
        value = json.loads(json.dumps(article_json(article), ensure_ascii=False))
        assert from_json(value) == article == store.get(article.id)
        assert sha256(store.original(article.id)) == article.provenance.sha256


def test_json_has_the_keys_of_the_contract(store: Store, tmp_path: Path) -> None:
    ingest([write(tmp_path / "a.jsonl", WINTER | {"date": "2023-06", "speaker": "Айгүл Сәрсен"})], store)
    value = article_json(next(store.articles()))
    assert list(value)[:15] == [
        "id", "source", "source_id", "url", "title", "date", "date_precision", "date_origin", "lang", "body",
        "regions", "topics", "speakers", "quotes", "provenance",
    ]  # fmt: skip
    assert (value["date"], value["date_precision"], value["date_origin"]) == ("2023-06", "month", "metadata")
    assert value["regions"] == [{"code": "KZ-10", "main": True, "by": "metadata"}]
    assert value["topics"] == [{"code": "17000000", "score": 1.0, "by": "metadata"}]
    assert value["speakers"] == [{"id": "aigul-sarsen", "name": "Айгүл Сәрсен"}]
    assert {"path", "record", "sha256", "ingested_at", "cleaning"} <= set(value["provenance"])


def test_our_own_export_can_be_taken_in_again(store: Store, tmp_path: Path) -> None:
    ingest([write(tmp_path / "a.jsonl", WINTER | {"speaker": "Айгүл Сәрсен", "source": "Дала"})], store)
    (before,) = store.articles()
    exported = article_json(before)
    with Store.open(tmp_path / "other.sqlite", create=True) as other:
        ingest([write(tmp_path / "b.jsonl", exported)], other)
        (after,) = other.articles()
    assert (after.id, after.regions, after.topics) == (before.id, before.regions, before.topics)
    assert after.speakers == before.speakers


def test_counts(store: Store, tmp_path: Path) -> None:
    ingest([write(tmp_path / "a.jsonl", AUTUMN, WINTER)], store)
    stats = store.stats()
    assert (stats.articles, stats.undated, stats.by_year) == (2, 1, {"2023": 1})
    assert (stats.by_source, stats.originals) == ({"a": 2}, 2)
    assert store.sources() == {"a": 2}


def test_articles_by_id_keep_the_order_asked_for(store: Store, tmp_path: Path) -> None:
    ingest([write(tmp_path / "a.jsonl", AUTUMN, WINTER, UNNAMED)], store)
    wanted = sorted(store.revisions(), reverse=True)
    assert [article.id for article in store.articles([*wanted, "жоқ"])] == wanted


def test_an_unknown_article_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(ArticleNotFound):
        store.get("жоқ")
    with pytest.raises(ArticleNotFound):
        store.original("жоқ")


@pytest.mark.parametrize("damage", ["x'00'", "x'789c030000000001'"])
def test_damaged_bytes_are_found(store: Store, tmp_path: Path, damage: str) -> None:
    ingest([write(tmp_path / "a.jsonl", AUTUMN, WINTER)], store)
    assert list(store.verify()) == [None, None]
    broken = next(store.articles())
    with sqlite3.connect(store.where) as connection:
        connection.execute(
            f"UPDATE originals SET data = {damage} WHERE sha256 = ?", [broken.provenance.sha256]
        )
    found = [error for error in store.verify() if error is not None]
    assert [error.params["article"] for error in found] == [broken.id]
    with pytest.raises(FixityError):
        store.original(broken.id)


def test_a_missing_store_is_made_only_when_asked_for(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Store.open(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_a_store_of_a_newer_version_is_left_alone(store: Store) -> None:
    with sqlite3.connect(store.where) as connection:
        connection.execute("UPDATE meta SET value = ?", [str(SCHEMA_VERSION + 1)])
    with pytest.raises(StoreVersionError) as caught:
        Store.open(store.where)
    assert caught.value.params == {"found": SCHEMA_VERSION + 1, "wanted": SCHEMA_VERSION}


def test_a_file_that_is_no_store_is_an_error_of_the_store(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("Бұл дерекқор емес. " * 100, encoding="utf-8")
    with pytest.raises(StoreError):
        Store.open(path)


def test_the_seed_folder(store: Store) -> None:
    report = ingest([shared("data", "seed")], store)
    assert counts(report) == (1, 0, 0, 0, 0)
    (article,) = store.articles()
    assert (article.source, article.source_id, article.date) == ("000_9a5133ad0e34a6fe", None, None)


def test_everyone_who_speaks_is_listed_once(store: Store, tmp_path: Path) -> None:
    speakers = {"speaker": ["Айгүл Сәрсен", "Қала әкімдігі"]}
    ingest([write(tmp_path / "a.jsonl", {**AUTUMN, **speakers}, WINTER | {"speaker": "АЙГҮЛ СӘРСЕН"})], store)
    assert sorted(store.people()) == ["aigul-sarsen", "qala-akimdigi"]
