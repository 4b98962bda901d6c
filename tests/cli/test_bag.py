"""A research bundle is read back whole, and every damage to it is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from archive.fixity import sha256
from tests.cli.conftest import Call


@pytest.fixture
def bundle(call: Call, school: Path, tmp_path: Path) -> tuple[Call, Path]:
    call("ingest", str(school))
    folder = tmp_path / "bundle"
    assert call("bag", "export", "мектеп OR кітапхана", "-o", str(folder)).status == 0
    return call, folder


def test_a_bundle_holds_every_hit_with_its_bytes_and_the_question(bundle: tuple[Call, Path]) -> None:
    call, folder = bundle
    bagit.Bag(str(folder)).validate()
    facts = call("bag", "check", str(folder), "--json").json()
    ids = call("search", "мектеп OR кітапхана", "--ids").out.split()
    records = [json.loads(line) for line in (folder / "data" / "articles.jsonl").open(encoding="utf-8")]
    assert facts["articles"] == facts["total"] == len(ids) == 2
    assert [record["id"] for record in records] == ids
    assert facts["query"] == "мектеп OR кітапхана"
    assert facts["archive"] == 3
    for record in records:
        original = folder / "data" / "originals" / record["provenance"]["sha256"]
        assert sha256(original.read_bytes()) == record["provenance"]["sha256"]


def test_filters_are_told(bundle: tuple[Call, Path], tmp_path: Path) -> None:
    call, _ = bundle
    assert call("bag", "export", "*", "--region", "Жетісу", "--from", "2020", "-o", "other").status == 0
    facts = call("bag", "check", "other", "--json").json()
    assert facts["filters"] == {"region": ["Жетісу"]}
    assert facts["asked"] == {"date_from": "2020", "match": "all"}
    assert facts["articles"] == 1


def _flip(folder: Path) -> None:
    path = next((folder / "data" / "originals").iterdir())
    path.write_bytes(b"?" + path.read_bytes()[1:])


def _drop(folder: Path) -> None:
    next((folder / "data" / "originals").iterdir()).unlink()


def _add(folder: Path) -> None:
    (folder / "data" / "more.txt").write_text("артық", encoding="utf-8")


@pytest.mark.parametrize("damage", [_flip, _drop, _add])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_damage_is_named(bundle: tuple[Call, Path], damage: Callable[[Path], None], lang: str) -> None:
    call, folder = bundle
    damage(folder)
    answer = call("bag", "check", str(folder), lang=lang)
    assert answer.status == 3
    assert str(folder) in answer.err
    assert "Traceback" not in answer.err


def test_nothing_is_written_over(bundle: tuple[Call, Path]) -> None:
    call, folder = bundle
    answer = call("bag", "export", "*", "-o", str(folder))
    assert answer.status == 3
    assert call("bag", "check", str(folder)).status == 0


def test_what_is_no_bag_is_refused(call: Call, tmp_path: Path) -> None:
    assert call("bag", "check", str(tmp_path / "nothing")).status == 3
