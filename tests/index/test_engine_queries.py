"""What every engine finds: a query, the articles that answer it."""

from __future__ import annotations

import pytest

from index.engine import SearchEngine
from tests.index.asking import ask, found

WORDS = [
    ("мектеп", "01 02 16 22"),
    ("мектептерімізде", "01 02 16 22"),
    ("МЕКТЕПТІҢ", "01 02 16 22"),
    ("оқулық", "02"),
    ("жаңа мектеп", "01"),
    ("өсу", "13"),
    ("кітап", "30"),
    ("білімді", "30"),
    ("кiтап", "30"),
    ("школа", "28"),
    ("заседаниях", "28"),
    ("дәрігер", "11 12"),
    ("жоқсөз", ""),
]
HYPHENS = [
    ("азық-түлік", "03"),
    ("түлік", "03"),
    ("Қасым-Жомарттың", "23"),
    ("жомарт", "23"),
    ("=жомарт", ""),
    ("ата-ана", "02"),
]
BOOLEANS = [
    ("мектеп AND жаңа", "01"),
    ("мектеп ЖӘНЕ жүйе", "22"),
    ("өрт НЕМЕСЕ теңіз", "18 24 25"),
    ("мектеп NOT жаңа", "02 16 22"),
    ("мектеп -оқулық -жүйе", "01 16"),
    ("мектеп ЕМЕС (жаңа НЕМЕСЕ оқулық)", "16 22"),
    ("өрт (жел OR зардап)", "24 25"),
    ("өрт И жел", "24"),
]
PHRASES = [
    ('"ауа райы"', "06"),
    ("«жаңа мектеп»", "01"),
    ("“мектеп жаңа”", ""),
    ('"өрт сөндіруші"', "24"),
    ('"баға өсу"', ""),
    ('"баға өсті"', "03 20 29"),
    ('"=бағасы өсті"', "03 20 29"),
    ('"=баға өсті"', ""),
    ('"отырысы өтті үкімет"', ""),
    ('"азық-түлік базары"', "03"),
    ('"түлік базары"', "03"),
    ('"нан сүт"~1', "03"),
    ('"сүт нан"~1', "03"),
    ('"сүт нан"~6', "03 29"),
    ('"нан нан"~3', "29"),
    ('"ертіс тұрғын"~3', "05"),
    ('"ертіс тұрғын"~2', ""),
]
FORMS = [
    ("=мектептің", "01"),
    ("=мектеп", "01"),
    ("=Мектептерге", "02"),
    ("мектеп*", "01 02 16 22"),
    ("*хана", "11"),
    ("*хана*", "10 11 30"),
    ("мектеп?е*", "02 16 22"),
    ("қ?ла*", "04 09"),
    ("мектеб~1", "01"),
    ("мектептіг~1", "01"),
    ("кнтоп~1", ""),
    ("кітоптар~1", "30"),
]
FIELDS = [
    ("title:мектеп", "01 22"),
    ("тақырыпат:мектеп", "01 22"),
    ("body:мектеп", "01 02 16 22"),
    ('title:"жаңа мектеп"', "01"),
    ("title:жаңа* body:оқушы", "01"),
    ("region:KZ-33", "01 02 21"),
    ("region:KZ-33 topic:05000000", "01 02"),
    ("source:'Өлке'", ""),
    ('source:"өлке үні" теңіз', "18"),
    ("speaker:s-arman", "01 08 22"),
    ("person:s-saule", "01 11 16"),
    ("lang:ru", "28"),
    ('author:"айгүл сәрсен"', "01 05"),
    ("id:a17", "17"),
    ("id:A17", ""),
]
QUOTES = [
    ("quote:мектеп", "01 22"),
    ("speaker:s-arman quote:мектеп", "01"),
    ("speaker:s-dana quote:мектеп", "22"),
    ("speaker:s-saule quote:мектеп", ""),
    ("quote:оқулық quote:қуанышты", ""),
    ("quote:мектеп quote:оқулық", "01"),
    ('speaker:s-arman quote:"жүйе уақыт"', "22"),
    ("speaker:s-arman (quote:жеңіс OR quote:жүйе)", "08 22"),
    ("speaker:s-arman quote:жет*", "08"),
    ("speaker:s-arman -quote:мектеп", "08"),
    ("quote:*", "01 08 11 22"),
]
DATES = [
    ("date:2023-06", "01 02 05 28 29"),
    ("date:2023", "01 02 03 04 05 16 17 26 28 29"),
    ("date:2023-06-12", "01 28"),
    ("date:[2023-06-30 TO 2023-07-01]", "02 03"),
    ("date:[* TO 2018]", "14 30"),
    ("date:[2026 TO *]", "22 23"),
    ("date:none", "06 15"),
    ("NOT date:none өрт", "24 25"),
]


@pytest.mark.parametrize(
    ("query", "wanted"), [*WORDS, *HYPHENS, *BOOLEANS, *PHRASES, *FORMS, *FIELDS, *QUOTES, *DATES]
)
def test_a_query_finds(engine: SearchEngine, query: str, wanted: str) -> None:
    assert found(engine, query) == wanted


def test_a_star_is_everything(engine: SearchEngine) -> None:
    assert ask(engine, "*").total == 30
    assert ask(engine, "-мектеп").total == 26


def test_any_takes_one_of_the_words_but_keeps_filters_and_written_operators(engine: SearchEngine) -> None:
    assert found(engine, "теңіз мұнай", match="any") == "18 20"
    assert found(engine, "теңіз мектеп region:KZ-43", match="any") == "18"
    assert found(engine, "теңіз мектеп -жаңа", match="any") == "02 16 18 22"
    assert found(engine, "(жаңа AND мектеп) теңіз", match="any") == "01 18"


def test_many_stars_are_answered_at_once(engine: SearchEngine) -> None:
    assert found(engine, "*а*" * 40 + "ъ") == ""


def test_too_many_forms_are_told(engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.engines.patterns.EXPANSION_LIMIT", 3)
    for module in ("whoosh.vocabulary", "tantivy.reading", "opensearch.reading"):
        if module.partition(".")[0] != engine.name:
            continue
        monkeypatch.setattr(f"index.engines.{module}.EXPANSION_LIMIT", 3)
    page = ask(engine, "м*")
    assert page.notices == ("expansion_limit",)
    assert page.total > 0
    assert ask(engine, "мектептің*").notices == ()
