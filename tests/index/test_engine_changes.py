"""Adding, replacing and deleting; readers beside writers; building anew; broken folders."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import EngineUnavailable, IndexLocked, IndexMissing
from index.document import IndexDocument
from index.engine import SearchEngine
from index.engines.builds import MADE_BY, POINTER, live_build
from index.engines.factory import open_engine
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.storage import DurableStorage
from index.fingerprint import fingerprint
from index.sync import SyncReport, rebuild, sync
from tests.index.asking import ask, found, ranked
from tests.index.documents import documents

DOCUMENTS = {document.id: document for document in documents()}


def fill(engine: SearchEngine, rows: list[IndexDocument]) -> None:
    with engine.batch() as batch:
        for document in rows:
            batch.put(document)


def test_an_empty_index_answers(empty: SearchEngine) -> None:
    page = ask(empty, "мектеп -жаңа OR қ*", facets=("region", "date_year"), date_from="2023")
    assert (page.total, page.hits, page.next, page.set_aside) == (0, (), None, 0)
    assert page.facets == {"region": (), "date_year": ()} or page.facets["region"] == ()
    assert list(empty.vocabulary("lemma")) == []
    assert empty.status().articles == 0
    assert empty.status().fingerprint == fingerprint()


def test_a_replaced_article_is_found_by_its_new_words_only(empty: SearchEngine) -> None:
    fill(empty, documents())
    before = empty.status().generation
    fill(
        empty, [replace(DOCUMENTS["a01"], body="Ауылда жаңа кітапхана ашылды.", title="Кітапхана", quotes=())]
    )
    assert empty.status().generation > before
    assert empty.status().articles == 30
    assert found(empty, "мектеп") == "02 16 22"
    assert found(empty, "кітапхана") == "01 30"
    assert empty.term_frequencies("lemma", ["мектеп", "кітапхана"]) == {"мектеп": 3, "кітапхана": 2}
    assert dict(empty.vocabulary("lemma", "кітап")) == {"кітап": 1, "кітапхана": 2}


def test_a_deleted_article_is_nowhere(empty: SearchEngine) -> None:
    fill(empty, documents())
    with empty.batch() as batch:
        batch.delete("a02")
        batch.delete("a-unknown")
    assert found(empty, "мектеп") == "01 16 22"
    assert found(empty, "id:a02") == ""
    assert "a02" not in empty.revisions()
    assert ask(empty, "*", facets=("topic",)).facets["topic"][0].count == 8
    assert empty.status().articles == 29


def test_the_last_word_of_a_batch_counts(empty: SearchEngine) -> None:
    with empty.batch() as batch:
        batch.put(DOCUMENTS["a01"])
        batch.put(replace(DOCUMENTS["a01"], title="Ескі мектеп"))
        batch.put(DOCUMENTS["a02"])
        batch.delete("a02")
    assert found(empty, "ескі мектеп") == "01"
    assert empty.status().articles == 1


def test_a_batch_that_fails_leaves_nothing(empty: SearchEngine) -> None:
    fill(empty, [DOCUMENTS["a01"]])
    with pytest.raises(ZeroDivisionError), empty.batch() as batch:
        batch.put(DOCUMENTS["a02"])
        batch.delete("a01")
        raise ZeroDivisionError
    assert list(empty.revisions()) == ["a01"]
    fill(empty, [DOCUMENTS["a03"]])
    assert sorted(empty.revisions()) == ["a01", "a03"]


def test_scores_do_not_depend_on_how_the_articles_came(tmp_path: Path) -> None:
    """Deleted copies and the number of segments leave no trace in the ranking."""
    once = open_engine("whoosh", tmp_path / "one", create=True)
    fill(once, documents())
    often = open_engine("whoosh", tmp_path / "two", create=True)
    for document in documents():
        fill(often, [replace(document, body="нан нан мектеп")])
        fill(often, [document])
    for query in ("мектеп нан", "өрт OR жел", "қ*"):
        assert [(hit.id, hit.score) for hit in ask(once, query).hits] == [
            (hit.id, hit.score) for hit in ask(often, query).hits
        ]


def test_a_reader_sees_commits_of_another_process(tmp_path: Path) -> None:
    reader = open_engine("whoosh", tmp_path / "index", create=True)
    writer = open_engine("whoosh", tmp_path / "index")
    assert found(reader, "мектеп") == ""
    fill(writer, documents())
    assert found(reader, "мектеп") == "01 02 16 22"


def test_a_second_writer_is_told_after_a_while(tmp_path: Path) -> None:
    WhooshEngine.create(tmp_path / "index")
    engine = WhooshEngine(tmp_path / "index", lock_seconds=0.1)
    lock = DurableStorage(str(live_build(tmp_path / "index"))).lock("MAIN_WRITELOCK")
    assert lock.acquire()
    try:
        with pytest.raises(IndexLocked) as caught:
            fill(engine, [DOCUMENTS["a01"]])
    finally:
        lock.release()
    assert caught.value.exit_code == 6
    fill(engine, [DOCUMENTS["a01"]])
    assert engine.status().articles == 1


def test_sync_does_what_is_due_and_no_more(empty: SearchEngine) -> None:
    store = dict(DOCUMENTS)
    asked: list[str] = []

    def give(ids: object) -> Iterator[IndexDocument]:
        for key in ids:  # type: ignore[attr-defined]
            asked.append(key)
            yield store[key]

    def run() -> SyncReport:
        asked.clear()
        return sync({key: document.revision for key, document in store.items()}, give, empty, None)

    assert run() == SyncReport(added=30)
    assert run() == SyncReport()
    assert asked == []
    del store["a02"]
    store["a01"] = replace(store["a01"], revision="2", title="Ескі мектеп")
    store["a31"] = replace(DOCUMENTS["a03"], id="a31")
    assert run() == SyncReport(added=1, updated=1, deleted=1)
    assert sorted(asked) == ["a01", "a31"]
    assert found(empty, "мектеп") == "01 16 22"
    assert empty.revisions()["a01"] == "2"


def test_a_rebuild_goes_on_beside_a_reader(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    assert rebuild(iter(documents()), "whoosh", folder) == SyncReport(added=30)
    reader = WhooshEngine(folder)
    old = reader.snapshot()
    old_build = live_build(folder)
    old_generation = reader.status().generation
    seen: list[str] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            seen.append(found(reader, "мектеп"))

    def half(rows: list[IndexDocument]) -> Iterator[IndexDocument]:
        for row in rows:
            assert live_build(folder) == old_build
            yield row

    thread = threading.Thread(target=search)
    thread.start()
    try:
        rebuild(half([row for row in documents() if row.id != "a16"]), "whoosh", folder)
    finally:
        stop.set()
        thread.join()
    assert set(seen) <= {"01 02 16 22", "01 02 22"}
    assert found(reader, "мектеп") == "01 02 22"
    assert not old_build.exists()
    assert reader.status().generation > old_generation
    assert len(old.postings("body_lemma", "мектеп").numbers) == 4, "an older snapshot keeps what it opened"
    assert len(old.column("title_words")) == 30
    assert b"title" in old.facts(0)
    assert old.values("region").counts(old.live)["KZ-33"] == 3


def test_a_rebuild_that_fails_leaves_the_live_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    rebuild(documents(), "whoosh", folder)

    def broken() -> Iterator[IndexDocument]:
        yield DOCUMENTS["a01"]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rebuild(broken(), "whoosh", folder)
    assert found(WhooshEngine(folder), "мектеп") == "01 02 16 22"
    assert sorted(child.name for child in folder.iterdir()) == [POINTER, "index-1"]


def test_an_index_of_an_older_analyzer_answers_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    rebuild(documents(), "whoosh", folder)
    (live_build(folder) / MADE_BY).write_text("older", encoding="utf-8")
    engine = WhooshEngine(folder)
    assert found(engine, "мектеп") == "01 02 16 22"
    assert engine.status().fingerprint == "older" != fingerprint()


def test_progress_is_told(empty: SearchEngine) -> None:
    told: list[int] = []
    sync(dict.fromkeys(DOCUMENTS, "1"), lambda ids: [DOCUMENTS[key] for key in ids], empty, told.append)
    assert told == list(range(1, 31))


@pytest.mark.parametrize(
    "damage", ["no pointer", "strange pointer", "no build", "no commit", "half a commit"]
)
def test_a_folder_that_is_no_index_is_missing(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    rebuild(documents(), "whoosh", folder)
    build = live_build(folder)
    match damage:
        case "no pointer":
            (folder / POINTER).unlink()
        case "strange pointer":
            (folder / POINTER).write_text("../index-1")
        case "no build":
            build.rename(folder / "elsewhere")
        case "no commit":
            for file in build.glob("*.toc"):
                file.unlink()
        case "half a commit":
            for file in build.glob("*.toc"):
                file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(IndexMissing):
        open_engine("whoosh", folder)
    assert open_engine("whoosh", folder, create=True).status().articles == 0


def test_there_is_no_such_engine(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        open_engine("lucene", tmp_path)
    assert caught.value.params["hint"] == "whoosh, tantivy, memory, opensearch+http://HOST:9200/NAME"


@pytest.mark.parametrize(
    "url", ["opensearch+http://", "opensearch+http://a:b/c", "opensearch+http://a/c?colour=1"]
)
def test_an_address_that_is_none_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        open_engine(url.replace("://", "://user:secret@"), tmp_path)
    assert "secret" not in str(caught.value)


def test_ranked_twice_is_ranked_alike(empty: SearchEngine) -> None:
    fill(empty, documents())
    assert ranked(empty, "мектеп OR нан") == ranked(empty, "мектеп OR нан")
