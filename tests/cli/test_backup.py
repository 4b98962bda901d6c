"""Backup and restore: the same archive again, proved; or a refusal that names what is wrong."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from archive.store import SCHEMA_VERSION
from archive.vault.pack import MANIFEST
from cli import group
from commands.edges import run
from tests.cli.conftest import Call
from tests.places import change, database, in_a_folder

QUERIES = ["мектеп", "кітапхана OR құрама", "region:Жетісу", "date:2019", '"жаңа мектеп"', "*"]


@pytest.fixture
def archive(call: Call, school: Path, tmp_path: Path) -> Call:
    """An archive with a correction, one that was undone, and a saved search."""
    call("ingest", str(school))
    school_id, library = call("search", "мектеп", "--ids").out.strip(), call("search", "кітапхана", "--ids")
    call("correct", school_id, "date", "2023-06-12", "--reason", "газеттің өзінде")
    call("correct", library.out.strip(), "region", "main", "Абай облысы")
    call("correct", "undo", "2")
    call("saved", "add", "оқу", "мектеп")
    call("saved", "new", "оқу")
    return call


def restored(capsys: pytest.CaptureFixture[str], path: Path, folder: Path, *more: str) -> tuple[int, str]:
    capsys.readouterr()
    status = run(group, ["--lang", "en", "restore", str(path), "--data", str(folder), *more])
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def told(capsys: pytest.CaptureFixture[str], folder: Path) -> dict[str, Any]:
    """Everything that a person can ask of an archive."""
    found: dict[str, Any] = {}
    for query in QUERIES:
        found[query] = _out(capsys, folder, "search", query, "--ids")
    for article in found["*"].split():
        found[article] = json.loads(_out(capsys, folder, "show", article, "--json"))
        found[f"{article} raw"] = _out(capsys, folder, "show", article, "--raw")
    found["corrections"] = _out(capsys, folder, "correct", "list")
    found["counts"] = json.loads(_out(capsys, folder, "stats", "--json"))
    found["saved"] = (folder / "saved.json").read_text(encoding="utf-8")
    found["seen"] = {path.name: path.read_text() for path in (folder / "saved").iterdir()}
    return found


def _out(capsys: pytest.CaptureFixture[str], folder: Path, *args: str) -> str:
    capsys.readouterr()
    assert run(group, ["--data", str(folder), "--lang", "en", *args]) == 0
    return capsys.readouterr().out


def test_a_restored_archive_is_equal(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive("backup", "one.tar.gz").status == 0
    status, _ = restored(capsys, tmp_path / "one.tar.gz", tmp_path / "again")
    assert status == 0
    before, after = told(capsys, tmp_path / "archive"), told(capsys, tmp_path / "again")
    assert after == before
    assert len(before["*"].split()) == 3
    assert _out(capsys, tmp_path / "again", "verify")


def test_the_file_is_proved_without_restoring_and_the_list_knows_it(archive: Call, tmp_path: Path) -> None:
    made = archive("backup", "one.tar.gz", "--json").json()
    assert archive("backup", "--check", "one.tar.gz").status == 0
    listed = archive("backup", "--list", "--json").json()["backups"]
    assert [(each["kind"], each["path"], each["sha256"], each["articles"]) for each in listed] == [
        ("backup", str(tmp_path / "one.tar.gz"), made["sha256"], 3)
    ]
    assert listed[0]["there"]
    (tmp_path / "one.tar.gz").unlink()
    assert not archive("backup", "--list", "--json").json()["backups"][0]["there"]


def test_nothing_is_written_over_without_force(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("backup", "one.tar.gz")
    before = (tmp_path / "one.tar.gz").read_bytes()
    assert archive("backup", "one.tar.gz").status == 4
    assert (tmp_path / "one.tar.gz").read_bytes() == before
    assert archive("backup", "one.tar.gz", "--force").status == 0
    status, message = restored(capsys, tmp_path / "one.tar.gz", tmp_path / "archive")
    assert (status, "--force" in message) == (4, True)


@in_a_folder
def test_with_force_the_old_archive_is_put_aside(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("backup", "one.tar.gz")
    status, message = restored(capsys, tmp_path / "one.tar.gz", tmp_path / "archive", "--force")
    aside = next(tmp_path.glob("archive.replaced-*"))
    assert (status, str(aside) in message) == (0, True)
    assert told(capsys, aside)["*"] == told(capsys, tmp_path / "archive")["*"]


def test_every_damage_is_found_and_leaves_the_target_as_it_was(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("backup", "one.tar.gz")
    whole = (tmp_path / "one.tar.gz").read_bytes()
    damaged = tmp_path / "damaged.tar.gz"
    found = 0
    for place in range(12, len(whole) - 8, len(whole) // 40):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        if _same_content(damaged, tmp_path / "one.tar.gz"):
            continue
        found += 1
        status, message = restored(capsys, damaged, tmp_path / "new")
        assert (status, str(damaged) in message) == (5, True), place
        assert not (tmp_path / "new").exists()
    assert found > 30
    for size in (0, 5, 100, len(whole) // 2, len(whole) - 1):
        damaged.write_bytes(whole[:size])
        status, message = restored(capsys, damaged, tmp_path / "new")
        assert status == 5, size
        assert not (tmp_path / "new").exists()


def _same_content(damaged: Path, whole: Path) -> bool:
    """Packed data can say the same in two ways: a match may point to either of two equal strings."""
    try:
        return gzip.decompress(damaged.read_bytes()) == gzip.decompress(whole.read_bytes())
    except (OSError, EOFError, zlib.error):
        return False


def _repacked(path: Path, change: dict[str, Any], replace: dict[str, bytes] | None = None) -> None:
    """The same backup with another manifest and, if told, other members."""
    with tarfile.open(path) as tar:
        members = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    manifest = {**json.loads(members[MANIFEST]), **change}
    members |= {MANIFEST: json.dumps(manifest).encode(), **(replace or {})}
    with gzip.open(path, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize(
    ("change", "replace", "status", "named"),
    [
        ({"schema": SCHEMA_VERSION + 1}, None, 4, str(SCHEMA_VERSION + 1)),
        ({"format": 2, "files": "?"}, None, 4, "2"),
        ({}, {"saved.json": b"{}"}, 5, "saved.json"),
        ({}, {"../outside": b"x"}, 5, "../outside"),
        ({"files": []}, None, 5, "manifest.json"),
        ({"counts": {"articles": 9, "originals": 3}}, None, 5, "store.sqlite3"),
        ({}, {"manifest.json": b"{"}, 5, "manifest.json"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    archive: Call,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Any],
    replace: dict[str, bytes] | None,
    status: int,
    named: str,
) -> None:
    archive("backup", "one.tar.gz")
    _repacked(tmp_path / "one.tar.gz", change, replace)
    found, message = restored(capsys, tmp_path / "one.tar.gz", tmp_path / "new")
    assert (found, named in message, "Traceback" in message) == (status, True, False), message
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_an_older_store_is_brought_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from archive.fixity import sha256
    from archive.vault.pack import write_pack

    store = tmp_path / "store.sqlite3"
    with sqlite3.connect(store) as connection:
        script = Path(__file__).parents[1] / "archive" / "store_v1.sql"
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    counts = {"articles": 2, "originals": 2}
    with sqlite3.connect(store) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(set(tables) - {"sqlite_sequence"}):
            counts[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    facts = {"schema": 1, "counts": counts, "damaged": [], "made_at": ""}
    write_pack(tmp_path / "old.tar.gz", {"store.sqlite3": store}, facts)
    status, message = restored(capsys, tmp_path / "old.tar.gz", tmp_path / "new")
    assert status == 0, message
    assert _out(capsys, tmp_path / "new", "search", "мектеп", "--count").strip() == "1"
    assert not list((tmp_path / "new").glob("store.sqlite3.v*"))
    assert sha256(store.read_bytes())


def test_a_damaged_original_is_told_before_the_backup_and_can_be_taken_along(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database(tmp_path / "archive").connect() as connection:
        digest = connection.execute(text("SELECT sha256 FROM originals LIMIT 1")).scalar_one()
    statement = "UPDATE originals SET data = :data WHERE sha256 = :digest"
    change(tmp_path / "archive", statement, data=b"\0", digest=digest)
    refused = archive("backup", "one.tar.gz")
    assert (refused.status, digest in refused.err) == (5, True)
    assert not (tmp_path / "one.tar.gz").exists()
    assert archive("backup", "one.tar.gz", "--damaged").status == 0
    status, message = restored(capsys, tmp_path / "one.tar.gz", tmp_path / "new")
    assert (status, digest in message) == (0, True)


def test_a_path_that_is_not_there_and_a_call_without_one(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, message = restored(capsys, tmp_path / "none.tar.gz", tmp_path / "new")
    assert (status, "none.tar.gz" in message) == (3, True)
    assert call("backup", "one.tar.gz").status == 4
    assert call("backup").status == 2


@in_a_folder
def test_what_was_withdrawn_after_the_backup_stays_out(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("backup", "one.tar.gz")
    (tmp_path / "later.txt").write_text("Жаңа жол ашылды\n\nЖол екі қаланы қосты.\n", encoding="utf-8")
    archive("ingest", "later.txt")
    gone = [archive("search", word, "--ids").out.strip() for word in ("кітапхана", "жол")]
    assert archive("withdraw", *gone, "--reason", "сұрау бойынша").status == 0
    status, message = restored(capsys, tmp_path / "one.tar.gz", tmp_path / "archive", "--force")
    assert (status, ": 2" in message) == (0, True)
    assert archive("search", "кітапхана", "--count").out.strip() == "0"
    assert archive("show", gone[0]).status == 4
    assert archive("ingest", "later.txt", "--json").json()["added"] == 0
    assert archive("verify").status == 0


def test_a_bag_does_not_bring_back_what_was_withdrawn(archive: Call, tmp_path: Path) -> None:
    archive("bag", "export", "bag")
    gone = archive("search", "кітапхана", "--ids").out.strip()
    archive("withdraw", gone, "--reason", "сұрау бойынша")
    report = archive("bag", "import", "bag", "--json").json()
    assert (report["withdrawn"], report["unchanged"]) == (1, 2)
    assert archive("search", "кітапхана", "--count").out.strip() == "0"
