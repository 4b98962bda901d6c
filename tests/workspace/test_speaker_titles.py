"""``speaker:`` by name in any form and alphabet, and by a title for whoever held it on the article's date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.extract import annotate
from archive.model import Article, PartialDate
from index.resolve import Dated
from tests.archive.extract.said import PLACE
from workspace import Workspace
from workspace.names import NameResolver

#: Placeholders, not anybody's words.
WORDS = "Бұл – мысал мәтін, дәйексөз емес"
BODIES = {
    "y2018": ("2018-05-14", f"Жиын өтті. «{WORDS}», – деді Мемлекет басшысы."),
    "y2020": ("2020-05-14", f"Жиын өтті. «{WORDS}», – деді Мемлекет басшысы."),
    "y2026": ("2026-06-14", f"Жиын өтті. «{WORDS}», – деді Мемлекет басшысы."),
    "undated": (None, f"Мәтінде Қасым-Жомарт Тоқаев аталды. «{WORDS}», – деді Мемлекет басшысы."),
    "abroad": ("2020-05-14", f"Ресей Президенті Владимир Путин аталды. «{WORDS}», – деді Ресей Президенті."),
    "named": ("2013-05-14", f"Сенатта Қасым-Жомарт Тоқаев аталды. «{WORDS}», – деді Қ.Тоқаев."),
    "body": ("2021-05-14", f"Жиын өтті. «{WORDS}», – деп хабарлады ІІМ."),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("titles")
    with Workspace.open(folder, engine="memory", create=True) as workspace:
        for key, (date, body) in BODIES.items():
            when = PartialDate.parse(date) if date else None
            one = Article(key, "дала", key, None, "Жиын", body, "kk", PLACE, date=when)
            workspace.store.put(one, body.encode(), annotate(one))
        workspace.sync()
        yield workspace


def speaking(archive: Workspace, name: str) -> set[str]:
    """Articles with a quotation of somebody, by the filter and by the query, which must agree."""
    filtered = archive.quotes_text("*", filters={"speaker": (name,)})
    typed = archive.quotes_text(f'speaker:"{name}"')
    found = {item.article.id for item in filtered.items}
    assert found == {item.article.id for item in typed.items}
    return found


TOQAEV = {"y2020", "undated", "named"}


@pytest.mark.parametrize(
    "name",
    ["Тоқаев", "Тоқаевтың", "Токаев", "Токаева", "Tokayev", "Toqaev", "Қ.Тоқаев", "Касым-Жомарт Токаев",
     "Kassym-Jomart Tokayev", "ТОҚАЕВ", "президент Тоқаев", "қасым-жомарт тоқаев"],
)  # fmt: skip
def test_a_name_in_any_form_and_alphabet(archive: Workspace, name: str) -> None:
    assert speaking(archive, name) == TOQAEV


@pytest.mark.parametrize(
    "title",
    ["Мемлекет басшысы", "мемлекет басшысы", "Мемлекет басшысының", "Президент", "ҚР Президенті",
     "Қазақстан Президенті", "Глава государства", "главы государства", "президент Казахстана",
     "Head of State"],
)  # fmt: skip
def test_a_title_means_its_holder_on_the_day_of_each_article(archive: Workspace, title: str) -> None:
    found = speaking(archive, title)
    assert found == {"y2018", "y2020", "y2026", "undated"}
    ids = {item.quotation.speaker.id for item in archive.quotes_text("*", filters={"speaker": (title,)}).items
           if item.quotation.speaker}  # fmt: skip
    assert ids == {"nursultan-nazarbaev", "qasym-zhomart-toqaev", "memleket-basshysy.y2026"}


def test_a_title_and_words_ask_one_and_the_same_quotation(archive: Workspace) -> None:
    assert archive.search_text('speaker:"Мемлекет басшысы" quote:мысал').page.total == 4
    assert archive.search_text('speaker:"Мемлекет басшысы" quote:жаңбыр').page.total == 0


def test_a_title_in_a_filter_of_articles(archive: Workspace) -> None:
    answer = archive.search_text("жиын", filters={"speaker": ("Мемлекет басшысы",)}, limit=10)
    assert {hit.id for hit in answer.page.hits} == {"y2018", "y2020", "y2026", "undated"}


def test_a_title_that_is_one_persons_for_good(archive: Workspace) -> None:
    assert speaking(archive, "Елбасы") == {"y2018"}


def test_another_head_of_state_is_found_by_name_alone(archive: Workspace) -> None:
    assert speaking(archive, "Путин") == speaking(archive, "Putin") == {"abroad"}


@pytest.mark.parametrize("name", ["ІІМ", "Ішкі істер министрлігі", "МВД", "Министерство внутренних дел"])
def test_a_body_by_name_and_abbreviation(archive: Workspace, name: str) -> None:
    assert speaking(archive, name) == {"body"}


def test_terms_of_a_title_do_not_overlap() -> None:
    dated = NameResolver(dict).dated("speaker", "Премьер-министр")
    days = [(each.first, each.last) for each in dated if each.first and each.last]
    assert days == sorted(days)
    assert all(one[1] < two[0] for one, two in zip(days, days[1:], strict=False))
    assert Dated("serik-ahmetov", "2012-09-24", "2014-04-01") in dated


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Zhumagulov", "asqar-zhumagulov"),
        ("Jumagulov", "asqar-zhumagulov"),
        ("Жумагулова", "asqar-zhumagulov"),
        ("Жұмағұловтың", "asqar-zhumagulov"),
        ("А.Жұмағұлов", "asqar-zhumagulov"),
        ("дәрігер Жұмағұлов", "asqar-zhumagulov"),
        ("Khassenova", "aliya-hasenova"),
        ("Хасеновой", "aliya-hasenova"),
        ("Zelensky", "vladimir-zelenskii"),
        ("Зеленского", "vladimir-zelenskii"),
        ("Трампом", "donald-tramp"),
        ("Massimov", "karim-masimov"),
        ("Смаилов", "alihan-smaiylov"),
    ],
)
def test_spellings_of_a_name(typed: str, person: str) -> None:
    known = {"asqar-zhumagulov": "Асқар Жұмағұлов", "aliya-hasenova": "Әлия Хасенова"}
    assert NameResolver(lambda: known).values("speaker", typed) == (person,)
