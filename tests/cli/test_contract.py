"""The contract of the commands: what they print, and the exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli import COMMANDS
from tests.cli.conftest import Call
from tests.places import made_by_another


@pytest.fixture
def filled(call: Call, school: Path) -> Call:
    assert call("ingest", str(school)).status == 0
    return call


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_command_has_help(call: Call, name: str, lang: str) -> None:
    called = call(name, "--help", lang=lang)
    assert called.status == 0
    assert "muragat" in called.out


def test_ingest_reports_every_record(call: Call, school: Path) -> None:
    first = call("ingest", str(school), "--json").json()
    assert {key: first[key] for key in ("added", "updated", "unchanged", "duplicates", "rejected")} == {
        "added": 3, "updated": 0, "unchanged": 0, "duplicates": 0, "rejected": 0,
    }  # fmt: skip
    assert set(first) >= {"articles_per_s", "rejects_file"}
    again = call("ingest", str(school), "--json").json()
    assert (again["added"], again["updated"]) == (0, 0)
    assert again["unchanged"] + again["duplicates"] == 3


def test_dry_run_changes_nothing(call: Call, school: Path) -> None:
    assert call("ingest", str(school), "--dry-run", "--json").json()["added"] == 3
    assert call("ingest", str(school), "--json").json()["added"] == 3


@pytest.mark.parametrize(
    "query", ["мектеп", "мектептерімізде", '"жаңа мектеп"', "ауыл AND бала", "=мектептің", "мект*"]
)
def test_search_finds_the_school_by_any_form(filled: Call, query: str) -> None:
    found = filled("search", query, "--json").json()
    assert [item["title"] for item in found["items"]] == ["Ауылда жаңа мектеп ашылды"]
    assert found["total"] == 1
    assert set(found) >= {"query", "total", "items", "facets", "next"}
    assert set(found["query"]) == {"raw", "parsed", "repairs"}
    assert set(found["items"][0]) == {
        "id", "source_id", "title", "date", "source", "score", "regions", "speakers", "topics", "snippets",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kind"), [("казакстан", "letters"), ("qazaqstan", "latin"), ("0fpf0cnfy", "layout")]
)
def test_letters_are_repaired_told_and_left_alone_when_asked(filled: Call, typed: str, kind: str) -> None:
    found = filled("search", typed, "--json").json()
    assert found["total"] == 1
    assert [(r["typed"], r["kind"]) for r in found["query"]["repairs"]] == [(typed, kind)]
    assert filled("search", typed, "--exact-letters", "--count").out == "0\n"
    assert typed in filled("search", typed, lang="kk").err


def test_a_near_spelling_is_offered_and_not_taken(filled: Call) -> None:
    called = filled("search", "кітапкана")
    assert "кітапхана" in called.out
    assert filled("search", "кітапкана", "--count").out == "0\n"


def test_count_and_ids_print_nothing_else(filled: Call) -> None:
    assert filled("search", "*", "--count").out == "3\n"
    ids = filled("search", "*", "--ids").out.split()
    assert len(ids) == len(set(ids)) == 3


def test_filters_and_dates(filled: Call) -> None:
    assert filled("search", "*", "--region", "Жетісу облысы", "--count").out == "1\n"
    assert filled("search", "region:KZ-33", "--count").out == "1\n"
    assert filled("search", "*", "--from", "2021", "--to", "2021-05", "--count").out == "1\n"
    assert filled("search", "date:none", "--count").out == "1\n"


def test_show_gives_article_and_original(filled: Call, school: Path) -> None:
    found = filled("search", "мектеп", "--json").json()["items"][0]["id"]
    shown = filled("show", found, "--json").json()
    assert set(shown) >= {
        "id", "source", "source_id", "url", "title", "date", "date_precision", "date_origin", "lang", "body",
        "regions", "topics", "speakers", "quotes", "provenance",
    }  # fmt: skip
    assert shown["date"] is None
    assert "Ауылда жаңа мектеп ашылды" in filled("show", found).out


def test_export_has_exactly_total_rows(filled: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("export", "*").out.lstrip("\ufeff"))))
    assert len(rows) == 3
    lines = [json.loads(line) for line in filled("export", "*", "--format", "jsonl").out.splitlines()]
    assert {line["id"] for line in lines} == {row["id"] for row in rows}


def test_index_commands(filled: Call) -> None:
    assert filled("index", "status", "--json").json()["state"] == "in_step"
    before = filled("search", "*", "--ids").out
    assert filled("index", "rebuild").status == 0
    assert filled("search", "*", "--ids").out == before
    assert filled("index", "sync", "--json").status == 0


def test_an_index_of_an_older_analyzer_is_told_and_built_anew(filled: Call, tmp_path: Path) -> None:
    made_by_another(tmp_path / "archive")
    assert filled("index", "status", "--json").json()["state"] == "rebuild_due"
    assert filled("search", "*", "--count").err
    assert filled("index", "sync").status == 0
    assert filled("index", "status", "--json").json()["state"] == "in_step"
    assert filled("search", "мектеп", "--count").out == "1\n"


def test_a_postponed_sync_is_told(call: Call, school: Path) -> None:
    call("ingest", str(school / "a.txt"))
    call("ingest", str(school / "b.jsonl"), "--no-sync")
    stale = call("search", "*", "--count")
    assert (stale.status, stale.out) == (0, "1\n")
    assert stale.err
    call("index", "sync")
    synced = call("search", "*", "--count")
    assert (synced.out, synced.err) == ("3\n", "")


def test_explain_tells_terms_and_frequencies(filled: Call) -> None:
    told = filled("explain", "мектептерімізде", "--json").json()
    assert told["total"] == 1
    assert any(term["term"] == "мектеп" and term["articles"] == 1 for term in told["terms"])


def test_analyze_goes_through_the_steps(call: Call) -> None:
    token = call("analyze", "мектептерімізде", "--json").json()["tokens"][0]
    assert token["lemma"] == "мектеп"
    assert len(token["layers"]) >= 3


def test_verify_names_what_is_damaged(filled: Call) -> None:
    assert filled("verify").status == 0


def test_stats_counts(filled: Call) -> None:
    assert filled("stats", "--json").json()["articles"] == 3


def test_batch_runs_a_file_of_queries(filled: Call, tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("q1\tмектеп\nq2\t(мектеп\nкітапхана\n", encoding="utf-8")
    called = filled("batch", "q.tsv", "-o", "run.csv")
    assert called.status == 1, "one row does not parse: done, but told"
    assert "q.tsv:2" in called.err
    rows = list(csv.DictReader((tmp_path / "run.csv").open(encoding="utf-8")))
    assert [(row["query_id"], row["rank"]) for row in rows] == [("q1", "1"), ("q2", "1"), ("3", "1")]


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["search", '"мектеп'], 2),
        (["search", "қалай:мектеп"], 2),
        (["search", "date:2023-13"], 2),
        (["search", "*", "--from", "кеше"], 2),
        (["search", "--limt", "5", "мектеп"], 2),
        (["nonsense"], 2),
        (["show", "nothing"], 4),
        (["ingest", "nowhere.txt"], 3),
    ],
)
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_mistakes_get_a_sentence_and_a_status(filled: Call, args: list[str], status: int, lang: str) -> None:
    called = filled(*args, lang=lang)
    assert called.status == status, called.err
    assert called.err.strip()
    assert "Traceback" not in called.err
    assert called.out == "" or args[0] == "ingest"


def test_no_archive_is_said(call: Call) -> None:
    called = call("search", "мектеп")
    assert called.status == 4
    assert "ingest" in called.err


def test_minus_reaches_the_parser(filled: Call) -> None:
    assert filled("search", "-мектеп", "--count").out == "2\n"


def test_an_unexpected_error_is_70_with_a_log(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from commands.common import Session

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Session, "open", broken)
    called = call("stats")
    assert called.status == 70
    assert ".log" in called.err
