"""Decisions: made and undone at once, kept by taking in again, backup, bag and copy; what is given away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArticleNotFound, DecisionNotFound
from archive.ingest import IngestOptions
from workspace import Workspace
from workspace.access import terms_of

_SCHOOL = (
    "Ауылда мектеп ашылды. Балалар қуанды. «Енді алысқа бармаймыз, мектеп жақын», – деді Айгүл Сәрсенова."
)
RECORDS = [
    {"url": "https://a.example/1", "title": "Мектеп ашылды", "source": "Дала", "rights": "© Дала",
     "text": _SCHOOL},
    {"url": "https://a.example/2", "title": "Көпір жөнделді", "source": "Дала",
     "text": "Көпір бір айда жөнделді."},
    {"url": "https://b.example/3", "title": "Су келді", "source": "Қала", "text": "Ауылға таза су келді."},
]  # fmt: skip
CLOSED = terms_of("closed")
Call = Callable[..., Any]


def take_in(workspace: Workspace, folder: Path, records: list[dict[str, Any]]) -> Any:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records), encoding="utf-8")
    return workspace.ingest([str(path)], IngestOptions())


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "archive", "whoosh", create=True) as workspace:
        take_in(workspace, tmp_path, RECORDS)
        yield workspace


def by_title(workspace: Workspace) -> dict[str, str]:
    return {article.title.split()[0]: article.id for article in workspace.store.articles()}


def public(workspace: Workspace) -> set[str]:
    found = workspace.public().search_text("*", limit=100).page.hits
    return {hit.title.split()[0] for hit in found}


def test_an_archive_that_is_open_is_its_own_public_part(archive: Workspace) -> None:
    assert archive.public() is archive
    archive.access.source("Жоқ газет", CLOSED, "Гүлнар")
    assert archive.public() is archive


def test_a_decision_holds_at_once_and_undoing_brings_back_what_was(archive: Workspace) -> None:
    own = by_title(archive)["Мектеп"]
    (first,) = archive.access.articles([own], terms_of("snippets"), "Гүлнар", reason="келісім")
    (second,) = archive.access.articles([own], CLOSED, "Болат")
    assert public(archive) == {"Көпір", "Су"}
    archive.access.undo(second.number, "Гүлнар")
    assert public(archive) == {"Мектеп", "Көпір", "Су"}
    assert archive.public().store.get(own).body == ""
    archive.access.undo(first.number, "Гүлнар")
    assert archive.public() is archive
    assert [(made.who, made.undone_by) for made in archive.access.all(own)] == [
        ("Гүлнар", "Гүлнар"),
        ("Болат", "Гүлнар"),
    ]
    with pytest.raises(DecisionNotFound):
        archive.access.undo(first.number, "Гүлнар")


def test_several_articles_at_once_or_none(archive: Workspace) -> None:
    with pytest.raises(ArticleNotFound):
        archive.access.articles([by_title(archive)["Су"], "nothing"], CLOSED, "Гүлнар")
    assert archive.access.all() == []
    assert archive.public() is archive


def test_taking_in_again_never_resets_a_decision(archive: Workspace, tmp_path: Path) -> None:
    own = by_title(archive)["Мектеп"]
    archive.access.articles([own], CLOSED, "Гүлнар")
    take_in(archive, tmp_path, RECORDS)
    assert public(archive) == {"Көпір", "Су"}
    changed = [{**RECORDS[0], "text": "Мектеп туралы жаңа мәтін.", "access": "open"}, *RECORDS[1:]]
    report = take_in(archive, tmp_path, changed)
    assert report.updated == 1
    assert public(archive) == {"Көпір", "Су"}


def test_a_new_article_of_a_closed_source_is_closed_from_the_first_moment(
    archive: Workspace, tmp_path: Path
) -> None:
    archive.access.source("Қала", CLOSED, "Гүлнар")
    assert public(archive) == {"Мектеп", "Көпір"}
    take_in(archive, tmp_path, [{**RECORDS[2], "url": "https://b.example/4", "title": "Жарық келді"}])
    assert public(archive) == {"Мектеп", "Көпір"}
    assert archive.store.count() == 4


def test_what_a_record_says_can_change(archive: Workspace, tmp_path: Path) -> None:
    assert take_in(archive, tmp_path, [{**RECORDS[2], "access": "closed"}]).updated == 1
    assert public(archive) == {"Мектеп", "Көпір"}
    assert take_in(archive, tmp_path, [RECORDS[2]]).updated == 1
    assert archive.public() is archive


def test_rights_go_from_article_over_record_to_source(archive: Workspace) -> None:
    ids = by_title(archive)
    archive.access.source("Дала", terms_of("open"), "Гүлнар", rights="CC BY 4.0")
    archive.access.articles([ids["Су"]], terms_of("open"), "Гүлнар", rights="Тек оқу үшін")
    told = {title: archive.article(id).rights for title, id in ids.items()}
    assert told == {"Мектеп": "© Дала", "Көпір": "CC BY 4.0", "Су": "Тек оқу үшін"}


def test_a_commit_of_the_index_is_not_needed(archive: Workspace) -> None:
    before = archive.engine.status().generation
    archive.access.articles([by_title(archive)["Су"]], CLOSED, "Гүлнар")
    assert archive.engine.status().generation == before
    assert public(archive) == {"Мектеп", "Көпір"}


def test_a_frozen_view_follows_decisions_too(archive: Workspace) -> None:
    view = archive.frozen()
    made = archive.access.articles([by_title(archive)["Су"]], CLOSED, "Гүлнар")
    assert public(view) == {"Мектеп", "Көпір"}
    archive.access.undo(made[0].number, "Гүлнар")
    assert view.public() is view


def test_withdrawal_takes_the_decisions_along(archive: Workspace) -> None:
    from workspace.withdrawing import withdraw

    own = by_title(archive)["Су"]
    archive.access.articles([own], CLOSED, "Гүлнар", reason="құпия себеп")
    withdraw(archive, [own], "сұралды", "Гүлнар")
    assert archive.access.all(own) == []


@pytest.mark.parametrize("way", ["backup", "bag", "copy"])
def test_decisions_go_along(archive: Workspace, tmp_path: Path, way: str) -> None:
    ids = by_title(archive)
    archive.access.articles([ids["Мектеп"]], terms_of("snippets", "2100"), "Гүлнар", reason="келісім")
    archive.access.source("Қала", CLOSED, "Болат", rights="© Қала")
    wanted = [
        (made.article_id, made.source, made.terms, made.who, made.reason) for made in archive.access.all()
    ]
    target = tmp_path / "other"
    if way == "backup":
        from workspace.backing_up import back_up, restore

        back_up(archive, tmp_path / "b.tar")
        restore(tmp_path / "b.tar", target)
    elif way == "bag":
        from workspace.bagging import write_bag
        from workspace.unbagging import import_bag

        assert write_bag(archive, tmp_path / "bag").held_back == 2
        with Workspace.open(target, "whoosh", create=True) as other:
            import_bag(other, tmp_path / "bag")
            import_bag(other, tmp_path / "bag")
    else:
        from workspace.copying import copy

        with Workspace.open(target, "whoosh", create=True) as other:
            copy(archive, other)
    with Workspace.open(target, "whoosh") as other:
        found = [
            (made.article_id, made.source, made.terms, made.who, made.reason) for made in other.access.all()
        ]
        assert sorted(found, key=str) == sorted(wanted, key=str)
        assert public(other) == {"Мектеп", "Көпір"}
        assert other.public().store.get(ids["Мектеп"]).body == ""


def test_a_store_of_the_version_before_is_brought_up_to_date(archive: Workspace, tmp_path: Path) -> None:
    archive.close()
    file = archive.folder / "store.sqlite3"
    connection = sqlite3.connect(file)
    connection.executescript(
        "DROP TABLE access_decisions; DROP TABLE held_back; ALTER TABLE articles DROP COLUMN access;"
        "UPDATE meta SET value = '3' WHERE key = 'schema_version'"
    )
    connection.close()
    with Workspace.open(archive.folder) as again:
        assert public(again) == {"Мектеп", "Көпір", "Су"}
        assert again.public() is again
        assert take_in(again, tmp_path, RECORDS).unchanged == 3
        again.access.source("Дала", CLOSED, "Гүлнар")
        assert public(again) == {"Су"}
    assert file.with_name("store.sqlite3.v3").exists()


def test_a_level_that_somebody_changed_in_the_file_is_found(archive: Workspace, call: Call) -> None:
    ids = decided(archive)
    assert call("verify").status == 0
    connection = sqlite3.connect(archive.folder / "store.sqlite3")
    connection.execute("DELETE FROM held_back WHERE article_id = ?", (ids["Су"],))
    connection.commit()
    connection.close()
    told = call("verify")
    assert told.status == 5
    assert ids["Су"] in told.err + told.out


def decided(archive: Workspace) -> dict[str, str]:
    ids = by_title(archive)
    archive.access.articles([ids["Мектеп"]], terms_of("snippets"), "Гүлнар")
    archive.access.source("Қала", CLOSED, "Болат")
    archive.close()
    return ids


@pytest.mark.parametrize("name", ["csv", "jsonl", "txt", "ris", "bibtex", "csl"])
def test_an_export_is_what_the_public_may_have(archive: Workspace, call: Call, name: str) -> None:
    decided(archive)
    given = call("export", "*", "--format", name)
    assert "Ауылға таза су" not in given.out
    assert "Су келді" not in given.out
    assert "Балалар қуанды" not in given.out
    assert "Мектеп ашылды" in given.out
    assert "Closed articles left out: 1." in given.err
    assert "only snippets being open: 1." in given.err
    whole = call("export", "*", "--format", name, "--with-held-back")
    assert "Су келді" in whole.out
    assert whole.err == ""


def test_an_export_keeps_its_levels_where_it_is_taken_in(
    archive: Workspace, call: Call, tmp_path: Path
) -> None:
    decided(archive)
    (tmp_path / "out").mkdir()
    call("export", "*", "--format", "jsonl", "--with-held-back", "-o", str(tmp_path / "out" / "all.jsonl"))
    with Workspace.open(tmp_path / "third", "memory", create=True) as other:
        other.ingest([str(tmp_path / "out")], IngestOptions())
        assert public(other) == {"Мектеп", "Көпір"}


def test_a_bundle_is_what_the_public_may_have(archive: Workspace, call: Call, tmp_path: Path) -> None:
    decided(archive)
    made = call("bag", "export", "*", "-o", str(tmp_path / "bundle"))
    assert made.status == 0
    assert "Closed articles left out: 1." in made.err
    kept = b"".join(path.read_bytes() for path in (tmp_path / "bundle").rglob("*") if path.is_file()).decode()
    assert "таза су" not in kept
    assert "Балалар қуанды" not in kept
    assert call("bag", "check", str(tmp_path / "bundle")).status == 0
    call("bag", "export", "*", "-o", str(tmp_path / "whole"), "--with-held-back")
    lines = (tmp_path / "whole" / "data" / "articles.jsonl").read_text(encoding="utf-8")
    assert "таза су" in lines
    assert call("bag", "check", str(tmp_path / "whole")).status == 0


def test_a_bag_to_be_kept_says_that_it_is_not_for_everybody(
    archive: Workspace, call: Call, tmp_path: Path
) -> None:
    decided(archive)
    made = call("bag", "export", str(tmp_path / "bag"))
    assert "not open to the public: 2" in made.err


def test_the_commands_of_the_owner_tell_the_level(archive: Workspace, call: Call) -> None:
    ids = decided(archive)
    found = call("search", "*", "--json").json()
    assert found["total"] == 3
    assert {item["id"]: item.get("access") for item in found["items"]} == {
        ids["Мектеп"]: "snippets", ids["Көпір"]: None, ids["Су"]: "closed",
    }  # fmt: skip
    assert f"{ids['Су']} · Closed" in call("search", "су").out
    shown = call("show", ids["Су"], "--json").json()
    assert shown["access"] == {"level": "closed", "until": None, "by": "source", "decision": 2}
    assert "access" not in call("show", ids["Көпір"], "--json").json()
    assert (
        "Who may read it: Closed (decided by a librarian for its source, №2)" in call("show", ids["Су"]).out
    )
    assert call("search", "*", "--access", "closed", "--ids").out.split() == [ids["Су"]]
    assert call("search", "мектеп", "--access", "closed", "--count").out.strip() == "0"
    assert call("kwic", "су", "--json").json()["total"] == 1


def test_the_command(archive: Workspace, call: Call) -> None:
    ids = by_title(archive)
    archive.close()
    made = call(
        "access", ids["Су"], ids["Көпір"], "closed", "--until", "2100-01-01", "--reason", "келісім", "--json"
    )
    assert made.json()["total"] == 2
    first = made.json()["items"][0]
    assert (first["article_id"], first["level"], first["until"], first["reason"]) == (
        ids["Су"], "closed", "2100-01-01", "келісім",
    )  # fmt: skip
    assert "Closed until 2100-01-01" in call("access", "list", ids["Су"]).out
    assert call("access", "--source", "Дала", "snippets", "--rights", "© Дала").status == 0
    listed = call("access", "sources", "--json").json()
    assert [(row["source"], row["articles"], row["held_back"]) for row in listed["items"]] == [
        ("Дала", 2, 2), ("Қала", 1, 1),
    ]  # fmt: skip
    assert "undone" in call("access", "undo", "1").out
    assert call("access", "list", "--json").json()["items"][0]["undone_at"]
    assert call("access", "undo", "1").status == 2
    assert call("access", "list").out.count("№") == 3


NONSENSE = (
    (),
    ("closed",),
    ("nothing", "secret"),
    ("--source", "Дала"),
    ("undo", "x"),
    ("x", "closed", "--until", "ертең"),
    ("list", "a", "b"),
    ("--source", "Дала", "x", "closed"),
)


@pytest.mark.parametrize("words", NONSENSE)
def test_what_makes_no_sense_is_a_usage_error(archive: Workspace, call: Call, words: tuple[str, ...]) -> None:
    archive.close()
    assert call("access", *words).status == 2


def test_an_unknown_article_is_told(archive: Workspace, call: Call) -> None:
    archive.close()
    assert call("access", "nothing", "closed").status == 4
