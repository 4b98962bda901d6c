"""``correct``: said by whom, searched by everybody, listed, undone; and ``extract``, which it outlives."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import extraction
from archive.extract import pipeline
from archive.model import Annotations, Article
from archive.store import Store
from tests.archive.quoted_article import BODY, SECOND, annotations, article
from tests.cli.conftest import Call
from tests.places import store_of

ID = article().id
QUOTE = f"{ID}-{BODY.index(SECOND)}"


@pytest.fixture
def filled(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """One article; the extractors always find what ``annotations`` says."""

    def found(one: Article) -> Annotations:
        return annotations(one, pipeline.EXTRACTOR_VERSION)

    monkeypatch.setattr(extraction, "annotate", found)
    with Store.open(store_of(tmp_path / "archive"), create=True) as store:
        store.put(article(), BODY.encode(), annotations(article(), "older"))
    assert call("index", "rebuild").status == 0
    return call


def total(call: Call, command: str, *options: str) -> int:
    return int(call(command, "*", "--count", *options).out)


def test_another_speaker_is_found_at_once_and_shown(filled: Call) -> None:
    made = filled(
        "correct", ID, "speaker", QUOTE, "Марат Сапаров", "--who", "Айгүл", "--reason", "тікелей эфир"
    )
    assert made.status == 0
    assert "Гүлнар Омарова → Марат Сапаров" in made.out
    assert "Айгүл" in made.out
    assert "тікелей эфир" in made.out
    assert (
        total(filled, "quotes", "--speaker", "Сапаров")
        == total(filled, "search", "--speaker", "Сапаров")
        == 1
    )
    shown = filled("show", ID).out
    assert "Марат Сапаров · Certain" in shown
    assert QUOTE in shown
    value = filled("show", ID, "--json").json()
    (one,) = value["corrections"]
    assert (one["target"], one["old"]["name"], one["new"]["name"]) == (
        "speaker",
        "Гүлнар Омарова",
        "Марат Сапаров",
    )
    assert (one["who"], one["reason"], one["undone_by"]) == ("Айгүл", "тікелей эфир", None)
    (quote,) = [each for each in value["quotes"] if each["id"] == QUOTE]
    assert (quote["evidence"], quote["confidence"]) == ("corrected", 1.0)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Омарова", "Гүлнар Омарова"),
        ("Токаев", "Қасым-Жомарт Тоқаев"),
        ("Президент", "Қасым-Жомарт Тоқаев"),
        ("Асан  Сәрсенов", "Асан Сәрсенов"),
        ("Асан", "Асан"),
        ("none", None),
    ],
)
def test_names_and_titles(filled: Call, typed: str, name: str | None) -> None:
    made = filled("correct", ID, "speaker", QUOTE, typed, "--json").json()
    assert (made["new"]["name"] if made["new"] else None) == name


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["region", "add", "Астана"], {"KZ-33": True, "KZ-75": False, "KZ-71": False}),
        (["region", "main", "KZ-75"], {"KZ-75": True, "KZ-33": False}),
        (["region", "remove", "Жетісу", "облысы"], {"KZ-75": False}),
    ],
)
def test_regions(filled: Call, words: list[str], tags: dict[str, bool]) -> None:
    assert filled("correct", ID, *words).status == 0
    found = filled("show", ID, "--json").json()["regions"]
    assert {tag["code"]: tag["main"] for tag in found} == tags
    assert total(filled, "search", "--region", "Жетісу облысы") == ("KZ-33" in tags)


def test_topics_dates_and_quotations(filled: Call) -> None:
    assert filled("correct", ID, "topic", "add", "Денсаулық").status == 0
    assert total(filled, "search", "--topic", "07000000") == 1
    assert filled("correct", ID, "date", "2022-05").status == 0
    assert total(filled, "search", "--from", "2022", "--to", "2022") == 1
    assert filled("correct", ID, "date", "none").status == 0
    assert filled("show", ID, "--json").json()["date"] is None
    assert filled("correct", ID, "quote", QUOTE, "none").status == 0
    assert total(filled, "quotes") == 1


def test_list_and_undo(filled: Call) -> None:
    filled("correct", ID, "region", "add", "Астана", "--who", "Айгүл")
    filled("correct", ID, "date", "2020", "--who", "Айгүл")
    listed = filled("correct", "list", ID, "--json").json()
    assert [(one["number"], one["target"], one["key"]) for one in listed["items"]] == [
        (1, "region", "KZ-71"),
        (2, "date", ""),
    ]
    assert filled("correct", "undo", "1", "--who", "Болат").status == 0
    assert total(filled, "search", "--region", "Астана") == 0
    assert "undone by Болат" in filled("correct", "list").out
    assert filled("correct", "undo", "1").status == 2
    assert filled("show", ID, "--json").json()["date"] == "2020"


def test_extraction_anew_keeps_corrections(filled: Call) -> None:
    filled("correct", ID, "speaker", QUOTE, "Марат Сапаров")
    assert "have not read 1" in filled("index", "status").out
    report = filled("extract", "--stale", "--json").json()
    assert (report["extracted"], report["changed"], report["unchanged"], report["current"]) == (1, 0, 1, 0)
    assert filled("extract", "--stale", "--json").json()["extracted"] == 0
    assert filled("extract", "--all", "--json").json()["extracted"] == 1
    assert "have not read" not in filled("index", "status").out
    assert filled("stats", "--json").json()["extraction_due"] == 0
    assert total(filled, "quotes", "--speaker", "Сапаров") == 1


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ([ID, "region", "add", "Марс"], "KZ-33"),
        ([ID, "region", "put", "Астана"], "add, remove, main"),
        ([ID, "region", "remove", "Шымкент"], "Шымкент"),
        ([ID, "topic", "add", "Түрлі"], "Түрлі"),
        ([ID, "date", "2023-02-30"], "2023-06-12"),
        ([ID, "date", "2203"], "2023-06-12"),
        ([ID, "speaker", QUOTE, "!!"], "!!"),
        ([ID, "speaker", f"{ID}-9999", "Марат Сапаров"], QUOTE),
        ([ID, "speaker", QUOTE], "correct ID speaker"),
        ([ID, "colour", "red"], "correct ID region"),
        (["undo", "9"], "9"),
        (["undo", "бір"], "undo"),
    ],
)
def test_what_can_not_be_is_told_and_changes_nothing(
    filled: Call, lang: str, words: list[str], hint: str
) -> None:
    called = filled("correct", *words, lang=lang)
    assert called.status == 2, called.out + called.err
    assert hint in called.err
    assert filled("correct", "list", "--json").json()["total"] == 0


def test_no_such_article(filled: Call) -> None:
    assert filled("correct", "zzzz", "date", "2020").status == 4


def test_a_name_that_several_bear_is_asked_back(filled: Call, tmp_path: Path) -> None:
    other = article(id="bbbbbbbbbbbbbb", body=BODY.replace("Гүлнар Омарова", "Марат Омаров"))
    from archive.model import Speaker

    with Store.open(store_of(tmp_path / "archive")) as store:
        names = (Speaker("asan-qaliev", "Асан Қалиев"), Speaker("bolat-qaliev", "Болат Қалиев"))
        store.put(other, b"x", Annotations("1", speakers=names, people=names))
    called = filled("correct", ID, "speaker", QUOTE, "Қалиев")
    assert called.status == 2
    assert "asan-qaliev" in called.err
    assert filled("correct", ID, "speaker", QUOTE, "asan-qaliev").status == 0
