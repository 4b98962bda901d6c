"""Bags for the way back: the same ids and digests in another archive, and nothing from a damaged bag."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.ingest import IngestOptions
from archive.readers import ReadOptions
from archive.to_json import article_json
from cli import group
from commands.edges import run
from tests.cli.conftest import Call
from tests.cli.test_verify import everything_told
from tests.places import servers
from workspace import Workspace
from workspace.bagging import write_bag
from workspace.unbagging import import_bag


@pytest.fixture
def archive(call: Call, school: Path) -> Call:
    """Three articles; one came twice and has two versions, one is corrected, one correction was undone."""
    call("ingest", str(school))
    lines = (school / "b.jsonl").read_text(encoding="utf-8").replace("аяқталды", "басталды")
    (school / "b.jsonl").write_text(lines, encoding="utf-8")
    call("ingest", str(school))
    article = call("search", "кітапхана", "--ids").out.strip()
    call("correct", article, "date", "2022", "--reason", "газетте солай")
    call("correct", article, "region", "main", "Абай облысы")
    call("correct", "undo", "2")
    return call


def into(folder: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    capsys.readouterr()
    status = run(group, ["--data", str(folder), "--lang", "en", "bag", "import", str(path), "--json"])
    captured = capsys.readouterr()
    return status, json.loads(captured.out) if status == 0 else captured.err


@pytest.mark.parametrize("name", ["bag", "bag.tar", "bag.tar.gz"])
def test_a_whole_archive_goes_into_an_empty_one_and_is_equal(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    made = archive("bag", "export", name, "--json").json()
    assert (made["articles"], made["originals"], made["query"]) == (3, 4, None)
    status, report = into(tmp_path / "other", tmp_path / name, capsys)
    assert (status, report["added"]) == (0, 3)
    assert everything_told(tmp_path / "other") == everything_told(tmp_path / "archive")
    for query in ("кітапхана", "date:2022", "*"):
        with (
            Workspace.open(tmp_path / "other", **servers()) as other,
            Workspace.open(tmp_path / "archive", **servers()) as own,
        ):
            assert other.search_text(query).page.hits == own.search_text(query).page.hits
    assert run(group, ["--data", str(tmp_path / "other"), "verify"]) == 0
    assert archive("backup", "--list", "--json").json()["backups"][0]["kind"] == "bag"


def test_a_second_import_changes_nothing(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("bag", "export", "bag")
    into(tmp_path / "other", tmp_path / "bag", capsys)
    before = everything_told(tmp_path / "other")
    _, report = into(tmp_path / "other", tmp_path / "bag", capsys)
    assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 3)
    assert everything_told(tmp_path / "other") == before


def test_a_search_goes_into_an_archive_that_holds_others(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = archive("bag", "export", "bag", "кітапхана", "--json").json()
    assert (made["articles"], made["query"]) == (1, "кітапхана")
    (tmp_path / "more.txt").write_text("Жаңа жол ашылды\n\nЖол екі қаланы қосты.\n", encoding="utf-8")
    assert run(group, ["--data", str(tmp_path / "other"), "ingest", str(tmp_path / "more.txt")]) == 0
    _, report = into(tmp_path / "other", tmp_path / "bag", capsys)
    assert report["added"] == 1
    with Workspace.open(tmp_path / "other", **servers()) as other:
        assert other.search_text("*").page.total == 2


def test_an_article_that_differs_gets_another_version(
    archive: Call, school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("bag", "export", "bag")
    older = (school / "b.jsonl").read_text(encoding="utf-8").replace("басталды", "тоқтады")
    (tmp_path / "b.jsonl").write_text(older, encoding="utf-8")
    assert run(group, ["--data", str(tmp_path / "other"), "ingest", str(tmp_path / "b.jsonl")]) == 0
    _, report = into(tmp_path / "other", tmp_path / "bag", capsys)
    assert (report["added"], report["updated"], report["unchanged"]) == (1, 1, 1)
    with Workspace.open(tmp_path / "other", **servers()) as other:
        (found,) = other.ids(other.search_text("басталды"))
        assert len(other.store.history(found)) == 2


def test_the_bag_is_valid_for_everybody(archive: Call, tmp_path: Path) -> None:
    archive("bag", "export", "bag")
    bagit.Bag(str(tmp_path / "bag")).validate()
    assert archive("bag", "check", "bag").status == 0
    lines = (tmp_path / "bag" / "data" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    with Workspace.open(tmp_path / "archive", **servers()) as own:
        assert [json.loads(line) for line in lines] == [article_json(each) for each in own.store.articles()]


def _flip(data: Path) -> str:
    path = sorted((data / "originals").iterdir())[1]
    path.write_bytes(b"?" + path.read_bytes()[1:])
    return path.name


def _cut(data: Path) -> str:
    path = sorted((data / "originals").iterdir())[0]
    path.write_bytes(path.read_bytes()[:-1])
    return path.name


def _drop(data: Path) -> str:
    path = sorted((data / "originals").iterdir())[0]
    path.unlink()
    return path.name


def _add(data: Path) -> str:
    (data / "more.txt").write_text("артық", encoding="utf-8")
    return "more.txt"


def _change_record(data: Path) -> str:
    text = (data / "records.jsonl").read_text(encoding="utf-8")
    (data / "records.jsonl").write_text(text.replace("Кітапхана", "Кинотеатр"), encoding="utf-8")
    return "records.jsonl"


def _change_tag(data: Path) -> str:
    (data.parent / "bag-info.txt").write_text("Payload-Oxum: 1.1\n")
    return "bag-info.txt"


def _no_declaration(data: Path) -> str:
    (data.parent / "bagit.txt").unlink()
    return "bagit.txt"


@pytest.mark.parametrize("damage", [_flip, _cut, _drop, _add, _change_record, _change_tag, _no_declaration])
def test_a_damaged_bag_is_refused_with_the_file_named(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], str]
) -> None:
    archive("bag", "export", "bag")
    named = damage(tmp_path / "bag" / "data")
    status, message = into(tmp_path / "other", tmp_path / "bag", capsys)
    assert (status, named in message, "Traceback" in message) == (5, True, False), message
    assert not (tmp_path / "other" / "store.sqlite3").exists()


def _lie(record: dict[str, Any]) -> None:
    record["rows"]["articles"][0]["body"] = "Басқа мәтін."


def _other_id(record: dict[str, Any]) -> None:
    text = json.dumps(record["rows"]).replace(record["id"], "zzzzzzzzzzzzzz")
    record["rows"], record["id"] = json.loads(text), "zzzzzzzzzzzzzz"


def _no_version(record: dict[str, Any]) -> None:
    record["rows"].pop("versions")


def _wrong_kind(record: dict[str, Any]) -> None:
    record["rows"]["articles"][0]["title"] = ["x"]


def _unknown_original(record: dict[str, Any]) -> None:
    record["rows"]["versions"][0]["sha256"] = "../../../../etc/passwd"


@pytest.mark.parametrize("lie", [_lie, _other_id, _no_version, _wrong_kind, _unknown_original])
def test_a_valid_bag_that_lies_is_refused(
    archive: Call,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lie: Callable[[dict[str, Any]], None],
) -> None:
    archive("bag", "export", "bag")
    path = tmp_path / "bag" / "data" / "records.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    named = next(record for record in records if record["rows"]["articles"][0]["source_id"])
    lie(named)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    bagit.Bag(str(tmp_path / "bag")).save(manifests=True)
    status, message = into(tmp_path / "other", tmp_path / "bag", capsys)
    assert (status, "Traceback" in message) == (5, False), message
    with Workspace.open(tmp_path / "other", create=True, **servers()) as other:
        assert other.store.count() == 0


def test_what_is_no_bag_of_an_archive_is_refused(
    archive: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive("bag", "export", "*", "-o", "bundle")
    assert into(tmp_path / "other", tmp_path / "bundle", capsys)[0] == 3
    assert into(tmp_path / "other", tmp_path / "none", capsys)[0] == 3
    (tmp_path / "climbing.tar").write_bytes(b"")
    with tarfile.open(tmp_path / "climbing.tar", "w") as tar:
        tar.add(tmp_path / "articles" / "a.txt", arcname="../outside.json")
    assert into(tmp_path / "other", tmp_path / "climbing.tar", capsys)[0] == 5
    assert not (tmp_path.parent / "outside.json").exists()
    (tmp_path / "link").symlink_to("/etc")
    with tarfile.open(tmp_path / "linking.tar", "w") as tar:
        tar.add(tmp_path / "link", arcname="bag/data")
    assert into(tmp_path / "other", tmp_path / "linking.tar", capsys)[0] == 5
    assert archive("bag", "export", "bundle").status == 4
    assert archive("bag", "export").status == 2


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
ROWS = st.fixed_dictionaries(
    {"title": TEXTS, "text": TEXTS},
    optional={"id": TEXTS, "date": st.sampled_from(["2023", "2023-06", "2023-06-12"]), "note": TEXTS},
)


def in_memory() -> dict[str, Any]:
    """An index of no importance, beside the store."""
    return {**servers(), "engine": "memory", "create": True}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_whatever_was_taken_in_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "rows.jsonl").write_text(lines, encoding="utf-8")
    with Workspace.open(folder / "one", **in_memory()) as one:
        one.ingest([str(folder / "rows.jsonl")], IngestOptions(read=ReadOptions(source="Өлке үні")))
        write_bag(one, folder / "bag")
        with Workspace.open(folder / "two", **in_memory()) as two:
            assert import_bag(two, folder / "bag").added == one.store.count()
            assert two.store.revisions() == one.store.revisions()
    assert everything_told(folder / "two") == everything_told(folder / "one")
