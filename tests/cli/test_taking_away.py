"""Contexts, trends and exports from the shell: exact totals, read back by the programs they are for."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON

from kazakh.tokens import tokenize
from tests.cli.conftest import Call
from tests.places import servers

FORMATS = ("csv", "jsonl", "txt", "ris", "bibtex", "csl")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample archive, once for this file."""
    from workspace import Workspace

    folder = tmp_path_factory.mktemp("samples") / "archive"
    Workspace.open_demo(folder, **servers()).close()
    return str(folder)


@pytest.fixture
def ask(call: Call, samples: str) -> Call:
    return lambda *args, **options: call("--data", samples, *args, **options)


def records(format_name: str, text: str) -> list[str]:
    """Titles in an export, as the program it is for reads them."""
    match format_name:
        case "csv":
            return [row["title"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
        case "jsonl":
            return [json.loads(line)["title"] for line in text.splitlines()]
        case "ris":
            return [record["title"] for record in rispy.loads(text)]
        case "bibtex":
            return [entry["title"] for entry in _entries(text)]
        case "csl":
            return [item["title"] for item in json.loads(text)]
        case _:
            return [part.strip().split("\n")[0] for part in text.split("=" * 40)]


def _entries(text: str) -> list[dict[str, str]]:
    if hasattr(bibtexparser, "parse_string"):
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks
        entries = [{f.key: f.value for f in entry.fields} for entry in library.entries]
    else:
        entries = bibtexparser.loads(text).entries
    return [{key: value.strip("{}") for key, value in entry.items()} for entry in entries]


@pytest.mark.parametrize("query", ["*", "мектеп OR су", "region:KZ-33"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_an_export_has_every_hit_and_is_read_back(ask: Call, format_name: str, query: str) -> None:
    hits = ask("search", query, "--limit", "1000", "--json").json()
    found = records(format_name, ask("export", query, "--format", format_name).out)
    assert len(found) == hits["total"] > 0
    assert Counter(found) == Counter(item["title"] for item in hits["items"])


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_export_of_nothing_is_empty_but_well_formed(ask: Call, format_name: str) -> None:
    text = ask("export", "ешқашанболмағансөз", "--format", format_name).out
    assert [title for title in records(format_name, text) if title] == []


def test_citations_say_what_is_known_and_no_more(ask: Call) -> None:
    articles = [json.loads(line) for line in ask("export", "*", "--format", "jsonl").out.splitlines()]
    items = {item["id"]: item for item in json.loads(ask("export", "*", "--format", "csl").out)}
    ris = {entry["id"]: entry for entry in rispy.loads(ask("export", "*", "--format", "ris").out)}
    assert any(article["date"] is None for article in articles)
    for article in articles:
        parts = [int(part) for part in (article["date"] or "").split("-") if part]
        assert items[article["id"]].get("issued", {}).get("date-parts", [[]])[0] == parts
        assert ris[article["id"]].get("year") == (article["date"] or "")[:4] or not parts
        assert items[article["id"]].get("URL") == article["url"] == _url(ris[article["id"]])
        assert items[article["id"]].get("author", [{}])[0].get("literal") == article["author"]


def _url(entry: dict[str, object]) -> object:
    urls = entry.get("urls")
    return urls[0] if isinstance(urls, list) else None


def test_csl_is_taken_by_a_citation_processor(ask: Call) -> None:
    items = json.loads(ask("export", "мектеп", "--format", "csl").out)
    bibliography = CiteProcJSON(items)
    assert set(bibliography) == {item["id"].lower() for item in items}
    assert {bibliography[item["id"].lower()].type for item in items} == {"article-newspaper"}


def test_every_line_of_a_concordance_is_a_place_in_its_article(ask: Call) -> None:
    found = ask("kwic", "мектеп", "--all", "--json").json()
    bodies = {row["id"]: row["body"] for row in map(json.loads, ask("export", "мектеп", "--format", "jsonl").out.splitlines())}  # fmt: skip  # noqa: E501
    assert found["total"] == len(found["items"]) > 20
    assert found["next"] is None
    for line in found["items"]:
        start, end = line["span"]
        assert bodies[line["article_id"]][start:end] == line["match"]
        assert len(tokenize(line["before"])) <= 5


def test_a_concordance_turns_pages(ask: Call) -> None:
    whole = ask("kwic", "мектеп", "--sort", "R1", "--all", "--json").json()["items"]
    first = ask("kwic", "мектеп", "--sort", "R1", "--limit", "7", "--json").json()
    second = ask("kwic", "мектеп", "--sort", "R1", "--limit", "7", "--offset", first["next"], "--json").json()
    assert first["items"] + second["items"] == whole[:14]


def test_a_concordance_stands_in_kazakh_order(ask: Call) -> None:
    from kazakh.alphabet import sort_key

    lines = ask("kwic", "су OR мектеп OR бала", "--sort", "match", "--all", "--json").json()["items"]
    matches = [line["match"].lower() for line in lines]
    assert matches == sorted(matches, key=sort_key)
    assert matches != sorted(matches)


def test_a_concordance_as_csv_has_its_lines(ask: Call) -> None:
    text = ask("kwic", "мектеп", "--all", "--csv").out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == ask("kwic", "мектеп", "--limit", "0", "--json").json()["total"]
    assert set(rows[0]) == {"article_id", "date", "before", "match", "after", "start", "end"}


@pytest.mark.parametrize("by", ["year", "month", "week", "day"])
def test_a_trend_counts_every_hit_once(ask: Call, by: str) -> None:
    found = ask("trend", "мектеп", "*", "--by", by, "--json").json()
    for series in found["series"]:
        total = int(ask("search", series["query"], "--count").out)
        assert sum(point["hits"] for point in series["points"]) + series["undated"] == total
        assert all(point["hits"] <= point["articles"] for point in series["points"])
    periods = [point["period"] for point in found["series"][0]["points"]]
    assert periods == sorted(set(periods))
    assert periods == [point["period"] for point in found["series"][1]["points"]]


def test_a_period_of_a_trend_is_what_its_dates_find(ask: Call) -> None:
    (series,) = ask("trend", "мектеп", "--json").json()["series"]
    for point in series["points"]:
        year = point["period"]
        assert int(ask("search", "мектеп", "--from", year, "--to", year, "--count").out) == point["hits"]
        assert point["per_1000"] is None or point["per_1000"] == pytest.approx(
            1000 * point["hits"] / point["articles"], abs=0.01
        )


def test_a_trend_under_filters_counts_against_articles_under_them(ask: Call) -> None:
    (series,) = ask("trend", "*", "--region", "KZ-33", "--json").json()["series"]
    assert all(point["hits"] == point["articles"] for point in series["points"])
    assert int(ask("search", "*", "--region", "KZ-33", "--count").out) == (
        sum(point["hits"] for point in series["points"]) + series["undated"]
    )
