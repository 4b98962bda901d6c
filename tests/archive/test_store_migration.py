"""A store of an older version is brought up to date with a copy beside; one of a newer version is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.errors import StoreVersionError
from archive.model import PartialDate, RegionTag, Speaker
from archive.store import SCHEMA_VERSION, Store, migrate

V1 = Path(__file__).with_name("store_v1.sql")
SCHOOL, BRIDGE = "sqamrdlmmwjfzx", "4ixq5zql7svhoj"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store that the program's first schema wrote: two articles."""
    path = tmp_path / "store.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.executescript(V1.read_text(encoding="utf-8"))
    connection.close()
    return path


def path_of_v2() -> Path:
    return V1.with_name("store_v2.sql")


def columns(path: Path) -> dict[str, set[str]]:
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}
    connection.close()
    return found


def version(path: Path) -> str:
    connection = sqlite3.connect(path)
    found: str = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()[0]
    connection.close()
    return found


def test_nothing_is_lost(old: Path) -> None:
    with Store.open(old) as store:
        assert [article.id for article in store.articles()] == [BRIDGE, SCHOOL]
        school = store.get(SCHOOL)
        assert school.title == "Жаңа мектеп ашылды"
        assert school.date == PartialDate(2023, 9, 1)
        assert school.regions == (RegionTag("KZ-33", True, "metadata"),)
        assert school.speakers == (Speaker("gulnar-omarova", "Гүлнар Омарова"),)
        assert store.original(SCHOOL).startswith(b'{"id":"7"')
        assert len(store.history(SCHOOL)) == 1
        assert list(store.verify()) == [None, None]
    assert version(old) == str(SCHEMA_VERSION)


def test_what_is_new_is_filled_in(old: Path) -> None:
    with Store.open(old) as store:
        assert store.people() == {"gulnar-omarova": "Гүлнар Омарова"}
        assert store.quoted() == {}
        assert store.corrections() == []


def test_the_old_store_is_kept_beside(old: Path) -> None:
    Store.open(old).close()
    copy = old.with_name("store.sqlite3.v1")
    assert version(copy) == "1"
    assert {path.name for path in old.parent.iterdir()} == {"store.sqlite3", "store.sqlite3.v1"}
    before = copy.read_bytes()
    Store.open(old).close()
    assert copy.read_bytes() == before


def test_an_interrupted_migration_leaves_the_old_store(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(connection: Connection) -> None:
        migrate._from_1(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setitem(migrate._STEPS, 1, half)
        with pytest.raises(KeyboardInterrupt):
            Store.open(old)
    assert version(old) == "1"
    connection = sqlite3.connect(old)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert "corrections" not in tables
    with Store.open(old) as store:
        assert store.count() == 2


def test_a_store_of_the_second_version_keeps_its_articles_and_corrections(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.executescript(path_of_v2().read_text(encoding="utf-8"))
    connection.close()
    with Store.open(path) as store:
        titles = {article.title: article for article in store.articles()}
        assert set(titles) == {"Жаңа мектеп ашылды", "Көпір жөнделді"}
        assert titles["Көпір жөнделді"].date == PartialDate(2021, 5, 3)
        assert [each.who for each in store.corrections()] == ["кітапханашы"]
        assert list(store.verify()) == [None, None]
    assert version(path) == str(SCHEMA_VERSION)
    assert version(path.with_name("store.sqlite3.v2")) == "2"


def test_every_column_of_a_migrated_store_is_that_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Store.open(old).close()
    Store.open(tmp_path / "new.sqlite3", create=True).close()
    assert columns(old) == columns(tmp_path / "new.sqlite3")


@pytest.mark.parametrize("found", [str(SCHEMA_VERSION + 1), "99", "0", "жаңа"])
def test_a_store_of_an_unknown_version_is_refused_and_untouched(old: Path, found: str) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute("UPDATE meta SET value = ?", (found,))
    connection.close()
    with pytest.raises(StoreVersionError) as caught:
        Store.open(old)
    assert caught.value.params["wanted"] == SCHEMA_VERSION
    assert caught.value.exit_code == 4
    assert version(old) == found
    assert not old.with_name("store.sqlite3.v1").exists()
