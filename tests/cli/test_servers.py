"""Every command that reads says the same over PostgreSQL and OpenSearch as over a folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.samples import sample_sources
from cli import group
from tests.archive.servers import postgres_address
from tests.index.cluster import cluster_address

SAID = [
    ["search", "казакстан", "--json", "--facets", "--sort", "date"],
    ["search", "мектеп OR кітапхана", "--json"],
    ["search", "«ауыл тұрғындары»", "--ids"],
    ["search", "мект*", "--count"],
    ["search", "балалр", "--json"],
    ["search", "speaker:Омарова", "--ids"],
    ["quotes", "мектеп", "--json"],
    ["kwic", "мектеп", "--sort", "L1", "--csv"],
    ["trend", "мектеп", "су", "--by", "year", "--csv"],
    ["explain", "мектептерімізде"],
    ["collocations", "мектеп"],
    ["keyness", "мектеп"],
    ["export", "су", "--format", "csv"],
    ["export", "су", "--format", "ris"],
    ["export", "*", "--sort", "random", "--seed", "7", "--limit", "9", "--format", "jsonl"],
    ["verify"],
]


class Place:
    """An archive and how commands reach it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self._environment = {"MURAGAT_LANG": "en", **environment}

    def __call__(self, *arguments: str) -> Result:
        command = ["--data", str(self._folder), *arguments]
        return CliRunner().invoke(group, command, env=self._environment)

    def fill(self) -> None:
        for path, source in sample_sources():
            named = ["--source", source] if source else []
            assert self("ingest", str(path), *named, "--no-sync").exit_code in (0, 1)
        assert self("index", "sync").exit_code == 0


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Place]]:
    """The samples in a folder, and on the servers."""
    store, engine = postgres_address(), cluster_address()
    folder = tmp_path_factory.mktemp("places")
    here = Place(folder / "here")
    # A name of the folder's own keeps the indexes of two test runs apart.
    there = Place(
        folder / "there", MURAGAT_STORE=store, MURAGAT_ENGINE=engine.replace("/tests", "/tests_{archive}")
    )
    for place in (here, there):
        place.fill()
    yield here, there


@pytest.mark.parametrize("command", SAID, ids=" ".join)
def test_a_command_says_the_same(places: tuple[Place, Place], command: list[str]) -> None:
    here, there = (place(*command) for place in places)
    assert there.exit_code == here.exit_code == 0, there.output
    assert _comparable(there.stdout) == _comparable(here.stdout)


def _comparable(said: str) -> object:
    """Without what no two runs share: scores in single precision, moments of ingest."""
    try:
        return _rounded(json.loads(said))
    except ValueError:
        return [line for line in said.splitlines() if "ingested_at" not in line]


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items() if key not in ("took_ms", "ingested_at")}
    return [_rounded(each) for each in value] if isinstance(value, list) else value


def test_a_second_ingest_changes_nothing(places: tuple[Place, Place]) -> None:
    _, there = places
    path, source = next(iter(sample_sources()))
    named = ["--source", source] if source else []
    report = json.loads(there("ingest", str(path), *named, "--json").stdout)
    assert (report["added"], report["updated"]) == (0, 0)


def test_servers_that_are_not_there_are_told(tmp_path: Path) -> None:
    cluster_address()
    place = Place(tmp_path, MURAGAT_ENGINE="opensearch+http://127.0.0.1:9/none?timeout=1")
    place("ingest", os.devnull)
    answer = place("search", "мектеп")
    assert answer.exit_code != 0
