"""What the shell's search does not load, so that it answers at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive.ingest import IngestOptions
from archive.samples import sample_sources
from archive.store import SCHEMA_VERSION, Store
from archive.store.bodies import SCHEMA_VERSION as KNOWN_SCHEMA
from archive.store.bodies import bodies
from tests.places import in_a_folder
from workspace import Workspace
from workspace.core import STORE

_ASK = """
import sys
from commands.edges import run
from cli import group
status = run(group, sys.argv[1:])
heavy = ("sqlalchemy", "whoosh", "workspace.names", "flask", "multiprocessing")
print(*(name for name in heavy if name in sys.modules))
sys.exit(status)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    with Workspace.open(folder, create=True) as workspace:
        workspace.ingest([str(path) for path, _ in sample_sources()], IngestOptions(workers=1))
    return folder


def lines(*args: str) -> list[str]:
    run = subprocess.run([sys.executable, "-c", _ASK, *args], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


@in_a_folder
@pytest.mark.parametrize(
    "asked", [["мектеп"], ["мектеп", "--sort", "-date"], ["мектеп", "--count"], ["*", "--ids"]]
)
def test_a_plain_search_loads_neither_the_database_toolkit_nor_whoosh(folder: Path, asked: list[str]) -> None:
    *shown, loaded = lines("--data", str(folder), "search", *asked)
    assert shown
    assert loaded == ""


@in_a_folder
def test_snippets_are_shown_all_the_same(folder: Path) -> None:
    shown = lines("--data", str(folder), "search", "мектеп")
    assert any("[мекте" in line.lower() for line in shown)


def test_help_loads_none_of_it() -> None:
    assert lines("--help")[-1] == ""


def test_the_text_read_directly_is_that_of_the_store(folder: Path) -> None:
    with Store.open(folder / STORE) as store:
        stored = {article.id: article.body for article in store.articles(sorted(store.revisions()))}
    assert stored
    assert bodies(folder / STORE, [*stored, "жоқ"]) == stored


def test_what_is_no_store_of_today_is_left_to_the_store(tmp_path: Path) -> None:
    assert KNOWN_SCHEMA == SCHEMA_VERSION
    (tmp_path / "broken").write_bytes(b"no database at all" * 100)
    assert bodies(tmp_path / "broken", ["a"]) is None
    assert bodies(tmp_path / "missing", ["a"]) is None
