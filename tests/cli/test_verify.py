"""``verify``: whatever is changed behind the program's back is found and named, or changes nothing."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.errors import ArchiveError
from archive.store import Store
from archive.to_json import article_json, correction_json
from tests.cli.conftest import Call
from tests.places import change, database, in_a_folder, servers, store_of
from workspace import Workspace


@pytest.fixture
def archive(call: Call, school: Path) -> Call:
    call("ingest", str(school))
    (school / "c.txt").write_text(
        "Жаңа көпір салынды\n\n«Көпір екі ауылды қосты», – деді Гүлнар Омарова.\n", encoding="utf-8"
    )
    call("ingest", str(school))
    article = call("search", "кітапхана", "--ids").out.strip()
    call("correct", article, "date", "2022", "--reason", "газетте солай")
    return call


def test_a_whole_archive_is_whole(archive: Call) -> None:
    proof = archive("verify", "--json")
    assert proof.status == 0
    assert proof.json() == {"checked": 4, "articles": 4, "index_behind": False, "damaged": []}
    assert archive("verify", "--quick", "--json").json()["checked"] == 0


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_flipped_byte_of_an_original_is_named(archive: Call, tmp_path: Path, lang: str) -> None:
    with database(tmp_path / "archive").connect() as connection:
        query = "SELECT articles.id, sha256, data FROM originals JOIN articles USING (sha256) ORDER BY sha256"
        article, digest, data = connection.execute(text(query)).first() or ("", "", b"")
    flipped = data[:20] + bytes([data[20] ^ 1]) + data[21:]
    statement = "UPDATE originals SET data = :data WHERE sha256 = :digest"
    change(tmp_path / "archive", statement, data=flipped, digest=digest)
    told = archive("verify", lang=lang)
    assert told.status == 5
    for word in (article, digest, "articles/"):
        assert word in told.err
    found = archive("verify", "--json").json()["damaged"]
    assert [(each["kind"], each["article"], each["expected"]) for each in found] == [
        ("original", article, digest)
    ]


def test_damaged_originals_are_mended_when_their_files_are_taken_in_again(
    archive: Call, tmp_path: Path, school: Path
) -> None:
    change(tmp_path / "archive", "UPDATE originals SET data = :data", data=b"\0")
    assert archive("verify").status == 5
    again = archive("ingest", str(school), "--json").json()
    assert (again["added"], again["updated"]) == (0, 0)
    assert archive("verify").status == 0
    found = archive("search", "көпір", "--ids").out.strip()
    assert "Көпір екі ауылды қосты" in archive("show", found, "--raw").out


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE articles SET body = replace(body, 'мектеп', 'дүкен')", "article"),
        ("UPDATE articles SET title = title || '!' WHERE id = (SELECT min(id) FROM articles)", "article"),
        ("UPDATE articles SET date = '2001' WHERE date IS NOT NULL", "article"),
        ("UPDATE articles SET tags = '{'", "article"),
        ("UPDATE articles SET provenance = replace(provenance, 'a.txt', 'b.txt')", "article"),
        ("UPDATE articles SET sha256 = (SELECT max(sha256) FROM originals)", "version"),
        ("UPDATE articles SET revision = 'x'", "annotations"),
        ("UPDATE annotations SET found = replace(found, 'Гүлнар', 'Гүлнаp')", "annotations"),
        ("UPDATE annotations SET found = 'x'", "annotations"),
        ("UPDATE versions SET number = 7", "version"),
        ("DELETE FROM versions", "version"),
        ("DELETE FROM article_people", "people"),
        ("UPDATE people SET quotations = 9", "people"),
        ("UPDATE corrections SET reason = 'басқа'", "correction"),
        ("UPDATE corrections SET new = '{'", "correction"),
        ("UPDATE originals SET size = 1", "original"),
        ("DELETE FROM originals", "database"),
        ("DELETE FROM annotations", "annotations"),
        ("DELETE FROM articles", "database"),
    ],
)
def test_what_was_changed_by_hand_is_found(archive: Call, tmp_path: Path, statement: str, kind: str) -> None:
    change(tmp_path / "archive", statement)
    proof = archive("verify", "--json")
    assert proof.status == 5
    assert kind in {each["kind"] for each in proof.json()["damaged"]}


def test_an_index_that_lacks_an_article_is_found(archive: Call, tmp_path: Path) -> None:
    with (
        Workspace.open(tmp_path / "archive", **servers()) as workspace,
        workspace.engine.batch() as batch,
    ):
        gone = next(iter(workspace.engine.revisions()))
        batch.delete(gone)
    proof = archive("verify", "--quick", "--json")
    found = proof.json()["damaged"]
    assert (proof.status, [(each["kind"], each["article"]) for each in found]) == (5, [("index", gone)])
    archive("index", "rebuild")
    assert archive("verify").status == 0


def test_an_index_that_waits_for_a_sync_is_no_damage(archive: Call, school: Path) -> None:
    (school / "d.txt").write_text("Жаңа жол ашылды\n\nЖол екі қаланы қосты.\n", encoding="utf-8")
    archive("ingest", str(school), "--no-sync")
    proof = archive("verify", "--json")
    assert (proof.status, proof.json()["index_behind"]) == (0, True)


@in_a_folder
def test_an_older_store_is_proved_after_it_was_brought_up_to_date(call: Call, tmp_path: Path) -> None:
    for version in ("1", "2"):
        folder = tmp_path / "archive"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        script = Path(__file__).parents[1] / "archive" / f"store_v{version}.sql"
        connection = sqlite3.connect(folder / "store.sqlite3")
        connection.executescript(script.read_text(encoding="utf-8"))
        connection.close()
        call("index", "rebuild")
        proof = call("verify", "--json")
        assert proof.json()["damaged"] == []


@in_a_folder
def test_flipped_bytes_of_the_database_are_found_or_harmless(archive: Call, tmp_path: Path) -> None:
    """A byte flipped anywhere: named by ``verify``, or everything reads as before."""
    folder = tmp_path / "archive"
    store, whole = folder / "store.sqlite3", (folder / "store.sqlite3").read_bytes()
    before, draw = everything_told(folder), random.Random(7)
    found = 0
    for _ in range(60):
        place, bit = draw.randrange(len(whole)), 1 << draw.randrange(8)
        store.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        proof = archive("verify")
        assert proof.status in (0, 5), (place, bit, proof.err)
        if proof.status:
            found += 1
        else:
            assert everything_told(folder) == before, (place, bit)
        for extra in ("-wal", "-shm"):
            (folder / f"store.sqlite3{extra}").unlink(missing_ok=True)
    assert found > 3


def everything_told(folder: Path) -> str:
    with Store.open(store_of(folder)) as store:
        told: list[object] = [correction_json(each) for each in store.corrections()]
        for article in store.articles():
            told += [article_json(article), store.history(article.id), store.original(article.id).hex()]
        return json.dumps(told, ensure_ascii=False, default=str)


@in_a_folder
def test_what_is_no_database_is_told(archive: Call, tmp_path: Path) -> None:
    (tmp_path / "archive" / "store.sqlite3").write_bytes(b"not a database at all" * 500)
    proof = archive("verify")
    assert (proof.status, "Traceback" in proof.err) == (5, False)
    with pytest.raises(ArchiveError):
        Store.open(tmp_path / "archive" / "store.sqlite3")
    assert archive("search", "мектеп").status in (0, 4)
    assert archive("show", "x").status == 4


@in_a_folder
@pytest.mark.parametrize(
    ("lang", "word"), [("kk", "жаңадан құрылды"), ("ru", "построен заново"), ("en", "built anew")]
)
def test_a_damaged_index_is_mended_and_the_person_is_told(
    archive: Call, tmp_path: Path, lang: str, word: str
) -> None:
    before = archive("search", "мектеп", "--ids").out
    build = next(each for each in (tmp_path / "archive" / "index").iterdir() if each.is_dir())
    file = max(build.iterdir(), key=lambda each: each.stat().st_size)
    content = file.read_bytes()
    file.write_bytes(content[:50] + bytes([content[50] ^ 1]) + content[51:])
    found = archive("verify", "--json").json()["damaged"]
    assert [(each["kind"], file.name in each["place"]) for each in found] == [("index", True)]
    mended = archive("search", "мектеп", "--ids", lang=lang)
    assert (mended.status, mended.out, word in mended.err) == (0, before, True)
    again = archive("search", "мектеп", "--ids", lang=lang)
    assert (again.out, again.err) == (before, "")
