"""Full and read-only disks, cut power, damaged files: nothing that was kept is lost, and words say what is.

``stress/faults.py`` does the same at length, with disks of its own.
"""

from __future__ import annotations

import errno
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from archive.errors import (
    ArchiveError,
    IndexUnwritable,
    OutputFailed,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreMissing,
)
from archive.ingest import IngestOptions
from archive.store import Store
from archive.vault.durable import whole_file
from index.engines import builds
from stress.cutting import index_cuts, pack_cuts
from stress.faults import disk, write_articles
from workspace import Workspace, notices
from workspace.backing_up import back_up
from workspace.saved import saved_searches

NUMBER = 40


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write_articles(tmp_path / "a.jsonl", NUMBER)
    return tmp_path / "a.jsonl"


@pytest.fixture
def archive(articles: Path, tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "archive", create=True) as workspace:
        workspace.ingest([str(articles)], IngestOptions())
    return tmp_path / "archive"


@pytest.fixture
def heard() -> Iterator[list[str]]:
    codes: list[str] = []
    notices.listen(lambda code, _: codes.append(code))
    yield codes
    notices._listeners.clear()


def hits(folder: Path, query: str = "мектеп OR кітапхана", engine: str | None = None) -> list[str]:
    with Workspace.open(folder, engine) as workspace:
        return sorted(workspace.ids(workspace.search_text(query)))


def test_power_cut_at_any_sync_leaves_the_old_or_the_new_index(tmp_path: Path) -> None:
    cuts, wrong = index_cuts(tmp_path)
    assert (cuts > 60, wrong) == (True, [])


def test_without_syncing_the_same_proof_finds_losses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.engines.whoosh.storage.sync_file", lambda _: None)
    _, wrong = index_cuts(tmp_path)
    assert wrong


def test_power_cut_at_any_sync_leaves_the_old_or_the_new_backup(tmp_path: Path) -> None:
    cuts, wrong = pack_cuts(tmp_path)
    assert (cuts > 4, wrong) == (True, [])


def test_the_store_is_synced_at_every_commit(archive: Path) -> None:
    with Store.open(archive / "store.sqlite3") as store, store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_a_full_disk_keeps_what_was_committed_and_goes_on(archive: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "more.jsonl", 4 * NUMBER)
    with Workspace.open(archive) as workspace:
        pages = sqlite3.connect(archive / "store.sqlite3").execute("PRAGMA page_count").fetchone()[0]

        def narrow(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + 5}").close()

        event.listen(workspace.store.engine, "connect", narrow)
        with pytest.raises(StoreFull) as caught:
            workspace.ingest([str(tmp_path / "more.jsonl")], IngestOptions())
        assert caught.value.exit_code == 4
        event.remove(workspace.store.engine, "connect", narrow)
        assert workspace.store.count() == NUMBER
        report = workspace.ingest([str(tmp_path / "more.jsonl")], IngestOptions())
        assert workspace.store.count() == 4 * NUMBER
        assert report.added == 3 * NUMBER
        assert not workspace.verify().findings


def test_a_store_whose_making_was_broken_off_is_made_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.close()
    with pytest.raises(StoreMissing):
        Store.open(path)
    with Store.open(path, create=True) as store:
        assert store.count() == 0


@pytest.mark.parametrize("action", ["sync", "rebuild"])
def test_an_index_that_finds_no_room_leaves_the_old_one(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    before = hits(archive)
    write_articles(tmp_path / "more.jsonl", NUMBER + 5)
    with Workspace.open(archive) as workspace:
        workspace.ingest([str(tmp_path / "more.jsonl")], IngestOptions(), sync=False)

        def full(path: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

        with monkeypatch.context() as patched:
            patched.setattr("index.engines.whoosh.storage.sync_file", full)
            with pytest.raises(IndexUnwritable) as caught:
                getattr(workspace, action)()
        assert (caught.value.exit_code, caught.value.params["reason"]) == (6, "disk_full")
        assert sorted(workspace.ids(workspace.search_text("мектеп OR кітапхана"))) == before
        workspace.sync()
        assert workspace.search_text("*").page.total == NUMBER + 5


def test_a_file_that_finds_no_room_leaves_nothing_and_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy"
    path.write_text("бұрынғы", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputFailed) as caught, whole_file(path) as file:
        file.write(b"new")
    assert caught.value.params["reason"] == "disk_full"
    assert path.read_text(encoding="utf-8") == "бұрынғы"
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]


def flip(content: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << draw.randrange(8))]) + content[place + 1 :]


#: Files that no answer is read from.
BESIDE = ("sums.json", "made-by", ".managed.json", ".tantivy-meta.lock", ".tantivy-writer.lock")
DAMAGES: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "flipped": flip,
    "cut": lambda content, draw: content[: draw.randrange(len(content))],
    "empty": lambda content, draw: b"",
    "garbage": lambda content, draw: draw.randbytes(len(content)),
    "gone": lambda content, draw: None,
}


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_built_anew_with_a_notice(
    archive: Path, heard: list[str], damage: str, engine: str
) -> None:
    with Workspace.open(archive) as workspace:
        workspace.rebuild(engine)
    before, draw = hits(archive), random.Random(damage)
    for _ in range(3):
        files = sorted(each for each in (archive / "index").rglob("*") if each.is_file())
        file = draw.choice([each for each in files if each.stat().st_size and each.name not in BESIDE])
        content = DAMAGES[damage](file.read_bytes(), draw)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        assert hits(archive) == before, file.name
    assert "index_mended" in heard
    with Workspace.open(archive) as workspace:
        assert not workspace.verify().findings


def test_damage_that_a_search_meets_in_an_open_index(archive: Path, heard: list[str]) -> None:
    with Workspace.open(archive) as workspace:
        before = sorted(workspace.ids(workspace.search_text("мектеп")))
        engine = workspace.engine
        live = builds.live_build(archive / "index")
        victim = max(live.iterdir(), key=lambda each: each.stat().st_size)
        victim.write_bytes(b"\xff" * victim.stat().st_size)

        def broken(*_: object) -> object:
            raise ValueError("bytes that make no sense")

        again = engine._guarded(_first(broken, engine._engine.revisions))  # type: ignore[attr-defined]
        assert len(again()) == NUMBER
        assert heard == ["index_mended"]
        assert sorted(workspace.ids(workspace.search_text("мектеп"))) == before


def _first(broken: Callable[..., object], sound: Callable[..., object]) -> Callable[..., object]:
    calls = iter([broken])

    def call(*args: object) -> object:
        return next(calls, sound)(*args)

    return call


def test_an_error_over_sound_files_stays_an_error(archive: Path, heard: list[str]) -> None:
    with Workspace.open(archive) as workspace:

        def broken() -> object:
            raise ValueError("a mistake of the program")

        with pytest.raises(ValueError, match="mistake"):
            workspace.engine._guarded(broken)()  # type: ignore[attr-defined]
    assert heard == []


def test_settings_that_can_not_be_read_are_told_and_do_no_harm(archive: Path, heard: list[str]) -> None:
    before = hits(archive)
    for content in (b"", b"{", b"[]", b"\xff\xfe\x00", b"null"):
        (archive / "workspace.json").write_bytes(content)
        assert hits(archive) == before
    assert set(heard) == {"settings_unread"}


def test_saved_searches_that_can_not_be_read_are_refused_with_the_file(archive: Path) -> None:
    for content in ("", "{", "[]", '{"a": 1}', '{"a": {"nonsense": 1}}'):
        (archive / "saved.json").write_text(content, encoding="utf-8")
        with pytest.raises(StoreError, match=r"saved\.json"):
            saved_searches(archive)


def test_a_clock_that_goes_backwards_changes_no_order(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(archive) as workspace:
        article = next(iter(workspace.store.revisions()))
        workspace.corrections.date(article, "1997", who="A", reason="")
        back_up(workspace, tmp_path / "one.tar.gz")
        import datetime as dt

        class Past(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Past:
                return cls(1999, 1, 1, tzinfo=tz)

        for module in ("workspace.backing_up.dt.datetime", "workspace.correcting.dt.datetime"):
            monkeypatch.setattr(module, Past)
        workspace.corrections.date(article, "1998", who="A", reason="")
        back_up(workspace, tmp_path / "two.tar.gz")
        assert [each.new for each in workspace.store.corrections(article)] == ["1997", "1998"]
        from workspace.copies import copies_of

        assert [Path(each.path).name for each in copies_of(workspace)] == ["one.tar.gz", "two.tar.gz"]
        assert not workspace.verify().findings


def muragat(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "cli", "--data", str(folder), "--lang", "en", *args]
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, timeout=300)


def test_a_read_only_medium_can_be_searched_and_nothing_else(archive: Path, tmp_path: Path) -> None:
    import shutil

    before = hits(archive)
    try:
        with disk(100_000) as place:
            shutil.copytree(archive, place / "archive")
            done = subprocess.run(["mount", "-o", "remount,ro", str(place)], check=False)
            assert done.returncode == 0
            assert hits(place / "archive") == before
            with Workspace.open(place / "archive") as workspace:
                assert not workspace.verify().findings
                assert back_up(workspace, tmp_path / "one.tar.gz").listed is False
                with pytest.raises(StoreBusy):
                    workspace.store.forget_versions()
            for args in (["ingest", str(tmp_path / "a.jsonl")], ["index", "rebuild"]):
                refused = muragat(place / "archive", *args)
                assert (refused.returncode in (4, 6), "Traceback" in refused.stderr) == (True, False), args
    except PermissionError:
        pytest.skip("only root can make a disk of its own")


def test_a_disk_that_is_really_full(articles: Path) -> None:
    try:
        with disk(400) as place:
            first = muragat(place / "archive", "ingest", str(articles))
            assert first.returncode in (4, 6), first.stderr
            assert "disk is full" in first.stderr
            subprocess.run(["mount", "-o", "remount,size=100m", str(place)], check=True)
            again = muragat(place / "archive", "ingest", str(articles), "--json")
            assert again.returncode == 0, again.stderr
            counted = json.loads(again.stdout)
            assert counted["added"] + counted["unchanged"] == NUMBER
            assert muragat(place / "archive", "verify").returncode == 0
    except PermissionError:
        pytest.skip("only root can make a disk of its own")


def test_a_store_that_is_garbage_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").write_bytes(random.Random(1).randbytes(20_000))
    with pytest.raises(ArchiveError):
        Store.open(tmp_path / "store.sqlite3")
