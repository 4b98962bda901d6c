"""Titles by the date of the article, in the article's own words, and where they must name nobody."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from archive.gazetteers.offices import all_terms
from archive.gazetteers.people import by_id
from tests.archive.extract.said import who

TABLE = Path(__file__).with_name("titles.tsv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as stream:
        facts = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(facts, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 100


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['title']} {row['date']}")
def test_a_title_by_date(row: dict[str, str]) -> None:
    title = row["title"]
    if "«" in title:
        speaker, evidence = who(f"Бұл туралы {title} айтты: «Мысал мәтін».", title, row["date"])
    else:
        speaker, evidence = who(f"Жиын өтті. «Мысал мәтін», – деді {title}.", title, row["date"])
    if row["person"] == "-":
        assert evidence in ("title", "organisation") and speaker is not None and "." in speaker
    else:
        assert (speaker, evidence) == (row["person"], "title_by_date")


@pytest.mark.parametrize(
    ("body", "source", "person"),
    [
        ("Ресей Президенті Владимир Путин аталды. «Мысал мәтін», – деді Ресей Президенті.",
         "Ресей Президенті", "vladimir-putin"),
        ("Украина президенті Владимир Зеленский аталды. «Мысал мәтін», – деді президент.", "президент",
         "vladimir-zelenskii"),
        ("Қазақстан Президенті мен Қырғызстан Президенті Садыр Жапаров аталды. «Мысал мәтін», – деді "
         "Мемлекет басшысы.", "Мемлекет басшысы", "qasym-zhomart-toqaev"),
        ("Қырғызстан Президенті Садыр Жапаров аталды. «Мысал мәтін», – деді Мемлекет басшысы.",
         "Мемлекет басшысы", "sadyr-zhaparov"),
        ("Шахмат федерациясының президенті Әсел Мұратова келді. «Мысал мәтін», – деді федерация президенті.",
         "федерация президенті", "asel-muratova"),
        ("Ауыл шаруашылығы вице-министрі Жандос Айтмұханов келді. «Мысал мәтін», – деді вице-министр.",
         "вице-министр", "zhandos-aitmuhanov"),
    ],
)  # fmt: skip
def test_the_text_comes_before_the_table(body: str, source: str, person: str) -> None:
    assert who(body, source, "2023-05-05")[0] == person


def test_undated_a_title_is_inferred_from_who_is_named() -> None:
    body = "Мәтінде Қасым-Жомарт Тоқаев аталды. «Мысал мәтін», – деді Мемлекет басшысы."
    assert who(body, "Мемлекет басшысы") == ("qasym-zhomart-toqaev", "title_inferred")


def test_undated_with_two_holders_named_nobody_is_inferred() -> None:
    body = "Нұрсұлтан Назарбаев пен Қасым-Жомарт Тоқаев аталды. «Мысал мәтін», – деді Мемлекет басшысы."
    assert who(body, "Мемлекет басшысы")[1] == "title"


def test_undated_a_region_of_2022_tells_the_time() -> None:
    body = "Жетісу облысында жиын өтті. «Мысал мәтін», – деді Мемлекет басшысы."
    assert who(body, "Мемлекет басшысы") == ("qasym-zhomart-toqaev", "title_inferred")


def test_undated_without_a_sign_of_the_time_nobody_is_named() -> None:
    speaker, evidence = who("Жиын өтті. «Мысал мәтін», – деді Мемлекет басшысы.", "Мемлекет басшысы")
    assert evidence == "title" and speaker == "memleket-basshysy.a1"


def test_every_holder_is_in_the_table_of_people() -> None:
    assert [term.holder for term in all_terms() if by_id(term.holder) is None] == []


def test_terms_run_forward() -> None:
    assert [term for term in all_terms() if term.end and term.end.last_day < term.start.first_day] == []


def test_rows_from_memory_name_nobody() -> None:
    body = "Жиын өтті. «Мысал мәтін», – деді Көлік министрі."
    assert who(body, "Көлік министрі", "2025-10-10")[1] == "title"
