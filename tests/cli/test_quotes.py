"""``quotes``: the words said, by whom, how sure that is; and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.store import Store
from tests.archive.quoted_article import FIRST, MARAT, SECOND, annotations, article
from tests.cli.conftest import Call
from tests.places import store_of

ID = article().id
OTHER = "bbbbbbbbbbbbbb"


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> Call:
    """Two articles annotated by hand: four quotations, one of them by Марат Сапаров."""
    with Store.open(store_of(tmp_path / "archive"), create=True) as store:
        for one, second in ((article(), None), (article(id=OTHER, date=None, source="Өлке үні"), MARAT)):
            found = annotations(one, second=second) if second else annotations(one)
            store.put(one, one.body.encode(), found)
    return call


def test_the_words_said_are_searched_not_the_article(filled: Call) -> None:
    assert filled("quotes", "сыныптар", "--count").out == "2\n"
    assert filled("quotes", "ата-аналар", "--count").out == "0\n"
    assert filled("search", "ата-аналар", "--count").out == "2\n"


def test_the_json_of_the_contract(filled: Call) -> None:
    found = filled("quotes", "күткен күн", "--source", "Ауыл таңы", "--json").json()
    assert found["total"] == 1
    (item,) = found["items"]
    body = article().body
    assert set(item) >= {
        "id", "article_id", "source_id", "content", "spans", "kind", "cue", "source", "speaker", "confidence",
        "rule", "title", "date", "outlet",
    }  # fmt: skip
    assert [body[start:end] for start, end in item["spans"]] == item["content"] == [SECOND]
    assert item["id"] == f"{ID}-{body.index(SECOND)}"
    assert (item["article_id"], item["source_id"], item["date"]) == (ID, "7", "2023-09-01")
    assert item["speaker"] == {"id": "gulnar-omarova", "name": "Гүлнар Омарова"}


def test_without_a_query_all_of_them(filled: Call) -> None:
    found = filled("quotes", "--json").json()
    assert found["total"] == len(found["items"]) == 4
    assert filled("quotes", "*", "--limit", "1", "--json").json()["next"] == "1"


@pytest.mark.parametrize(
    ("chosen", "total"),
    [
        (["--speaker", "Сапаровтың"], 1),
        (["--speaker", "Omarova"], 3),
        (["--kind", "direct"], 4),
        (["--kind", "indirect"], 0),
        (["--region", "Жетісу"], 4),
        (["--region", "Абай облысы"], 0),
        (["--topic", "Білім"], 4),
        (["--source", "Өлке үні"], 2),
        (["--from", "2023", "--to", "2023-09"], 2),
        (["--confidence", "likely"], 4),
        (["--confidence", "sure"], 0),
        (["--lang", "kk"], 4),
    ],
)
def test_filters(filled: Call, chosen: list[str], total: int) -> None:
    called = filled("quotes", *chosen, "--count")
    assert (called.status, called.out) == (0, f"{total}\n"), called.err


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("speaker:Сапаров", 1),
        ("speaker:Сапаров дәйексөз:күн", 1),
        ("speaker:Сапаров quote:балалар", 0),
        (f"id:{OTHER}", 2),
        ("күн -speaker:Сапаров", 1),
        ("date:none", 2),
        ('"жылы сыныпта"', 2),
        ("балалар OR күн", 4),
    ],
)
def test_queries(filled: Call, query: str, total: int) -> None:
    assert filled("quotes", query, "--count").out == f"{total}\n"


def test_letters_are_repaired_and_it_is_said(filled: Call) -> None:
    called = filled("quotes", "сыныпта окиды", "--json")
    assert called.json()["total"] == 2
    assert called.json()["query"]["repairs"][0]["read_as"] == "оқиды"
    assert filled("quotes", "окиды", "--exact-letters", "--count").out == "0\n"


@pytest.mark.parametrize(
    ("lang", "sure", "kind"),
    [("kk", "Ықтимал", "Төл сөз"), ("ru", "Вероятно", "Прямая речь"), ("en", "Probable", "Direct speech")],
)
def test_what_a_person_reads(filled: Call, lang: str, sure: str, kind: str) -> None:
    out = filled("quotes", "балалар", "--source", "Ауыл таңы", lang=lang).out
    assert f"1. Гүлнар Омарова · {sure} · {kind}" in out
    assert f"«{FIRST}»" in out
    assert f"2023-09-01 · Ауыл таңы · {ID}-" in out
    assert "Жаңа мектеп" in out
    assert "деді" in out


def test_nothing_found_is_no_error(filled: Call) -> None:
    called = filled("quotes", "кемежай")
    assert called.status == 0
    assert "No such quotation" in called.out


@pytest.mark.parametrize("wrong", [["(сынып"], ["avtor:Асан"], ["--from", "2023-13"], ["--kind", "жанама"]])
def test_mistakes_leave_with_2(filled: Call, wrong: list[str]) -> None:
    assert filled("quotes", *wrong).status == 2
