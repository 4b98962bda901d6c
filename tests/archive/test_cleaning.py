"""What the cleaner does to a record, and that it says so."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cleaning import RULES, Draft, Stamp, clean
from archive.cleaning.dates import parse_stated
from archive.cleaning.junk import junk_rules
from archive.cleaning.url_dates import from_url
from archive.errors import InvalidArticle
from archive.fixity import sha256
from archive.model import Article, PartialDate, RawArticle
from archive.readers import ReadOptions, records
from tests.shared_data import shared

STAMP = Stamp("2026-11-23T00:00:00Z", "muragat 0", dt.date(2026, 11, 23))


def raw(**fields: str | tuple[str, ...]) -> RawArticle:
    data = repr(sorted(fields.items())).encode("utf-8", "replace")
    return RawArticle(fields, "газет.jsonl", 1, 1, 0, data, sha256(data), "jsonl", "utf-8")


def article(**fields: str | tuple[str, ...]) -> Article:
    return clean(raw(**({"title": "Күз келді"} | fields)), STAMP)


def rules_of(cleaned: Article) -> dict[str, int]:
    return {step.rule: step.count for step in cleaned.provenance.cleaning}


HEADLINE = "Ауыл мектебіне жаңа автобус берілді"
TEXT = "Аудан әкімдігі мектепке жаңа автобус берді. Енді балалар жаяу жүрмейді."

#: rule, body before, body after
BODIES = [
    ("repeated_headline", f"{HEADLINE}\n\n{HEADLINE}\n{TEXT}", TEXT),
    ("repeated_headline", f"{HEADLINE.upper()}!\n{TEXT}", TEXT),
    ("photo_credit", f"ашық дереккөзі\n{TEXT}", TEXT),
    ("photo_credit", f"Сурет: ашық дереккөзден\n{TEXT}", TEXT),
    ("photo_credit_named", f"Фото: Дала жаршысы\n{TEXT}", TEXT),
    ("view_count", f"50153\n{TEXT}", TEXT),
    ("view_count", f"{TEXT}\n1204 рет қаралды", TEXT),
    ("view_count", f"Қаралды: 2831\n{TEXT}", TEXT),
    ("markup_scrap", f"{TEXT}  width=\n{TEXT}", f"{TEXT}\n{TEXT}"),
    ("markup_scrap", f'{TEXT}\n width="640" height="480" />', TEXT),
    ("partner_news", f"{TEXT}\n\nСеріктес жаңалықтары", TEXT),
    ("related_heading", f"{TEXT}\nТағы да оқыңыз:", TEXT),
    ("share", f"{TEXT}\nБөлісу:", TEXT),
    ("copy_link", f"{TEXT}\nматериалға сілтемені көшіру", TEXT),
    ("comments", f"{TEXT}\nПікірлер (3)", TEXT),
    ("spelling_notice", f"{TEXT}\nҚате тапсаңыз, белгілеп, Ctrl + Enter басыңыз", TEXT),
    ("soft_hyphens", "Кітап\u00adхана ашыл\u00adды.", "Кітапхана ашылды."),
    ("lookalikes", "Тiлiмiз бай.", "Тіліміз бай."),
    ("unicode_nfc", "Жай күн и\u0306 болды.", "Жай күн й болды."),
    ("html_entities", "&laquo;Иә&raquo;,&nbsp;&ndash; деді.", "«Иә», – деді."),
    ("control_characters", "Күз\x07 келді деді.", "Күз келді деді."),
]


def test_every_kind_of_junk_has_an_example_and_a_reason() -> None:
    assert {rule.name for rule in junk_rules()} <= {rule for rule, _, _ in BODIES}
    assert all(rule.reason for rule in junk_rules())


#: Lines that look like junk and are text.
KEPT = [
    "Ашық дереккөздерден алынған мәлімет бойынша өрт түнде басталған.",
    "Серіктес жаңалықтары туралы тілші жазды.",
    "Бөлісу мәдениеті туралы пікірталас өтті.",
    "Фото көрмесіне жүз адам келді.",
    "Пікірлер екіге бөлінді.",
    pytest.param(
        "Стол width=40 см деп белгіленген.",
        marks=pytest.mark.xfail(strict=True, reason="a sentence that quotes markup loses the scrap"),
    ),
    "— Иә, — деді ол.",
]


@pytest.mark.parametrize(("rule", "before", "after"), BODIES)
def test_rule(rule: str, before: str, after: str) -> None:
    cleaned = article(title=HEADLINE, body=before)
    assert cleaned.body == after
    assert rule in rules_of(cleaned)


@pytest.mark.parametrize("line", KEPT)
def test_text_that_only_looks_like_junk_stays(line: str) -> None:
    assert line in article(body=f"{TEXT}\n{line}\n{TEXT}").body.split("\n")


def test_a_number_amid_the_text_is_text() -> None:
    lines = [TEXT] * 7
    body = "\n".join([*lines, "2023", *lines])
    assert article(body=body).body == body


def test_spaces_inside_a_line_stay_as_they_were_said() -> None:
    said = "«Газ береді.  Үкіметке тапсырамын», – деді ол."
    assert article(body=said).body == said


def test_clean_text_gets_no_note() -> None:
    cleaned = article(title=HEADLINE, body=TEXT, source="Дала жаршысы")
    assert (cleaned.title, cleaned.body, cleaned.provenance.cleaning) == (HEADLINE, TEXT, ())


def test_headline_alone_is_an_article_and_nothing_is_not() -> None:
    assert article(title=HEADLINE).body == ""
    with pytest.raises(InvalidArticle):
        clean(raw(title="\u00ad", body=" \n"), STAMP)


DATES = [
    ("2023-06-12", PartialDate(2023, 6, 12)),
    ("2023-06-12T23:30:00+06:00", PartialDate(2023, 6, 12)),
    ("2023-06-12T20:30:00Z", PartialDate(2023, 6, 13)),
    ("2024-06-12T18:30:00Z", PartialDate(2024, 6, 12)),
    ("2023-06-12 10:15:00", PartialDate(2023, 6, 12)),
    ("12.06.2023", PartialDate(2023, 6, 12)),
    ("5.6.2023 9:05", PartialDate(2023, 6, 5)),
    ("10:15, 12.06.2023", PartialDate(2023, 6, 12)),
    ("12/06/2023", PartialDate(2023, 6, 12)),
    ("2023/06/12", PartialDate(2023, 6, 12)),
    ("20230612", PartialDate(2023, 6, 12)),
    ("Mon, 12 Jun 2023 10:15:00 +0600", PartialDate(2023, 6, 12)),
    ("Mon, 12 Jun 2023 22:15:00 GMT", PartialDate(2023, 6, 13)),
    ("1686543300", PartialDate(2023, 6, 12)),
    ("1686543300000", PartialDate(2023, 6, 12)),
    ("2023-06", PartialDate(2023, 6)),
    ("06.2023", PartialDate(2023, 6)),
    ("2023", PartialDate(2023)),
    ("2203-06-12", None),
    ("31.02.2023", None),
    ("2023-13-01", None),
    ("1812-09-07", None),
    ("2026-12-31", None),
    ("0000-00-00", None),
    ("кеше", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_stated_date(text: str, expected: PartialDate | None) -> None:
    assert parse_stated(text, STAMP.today) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://gazet.example/2023/06/12/qar", PartialDate(2023, 6, 12)),
        ("https://gazet.example/news/2023-06-12-qar", PartialDate(2023, 6, 12)),
        ("https://gazet.example/2023/44/12/qar", None),
        ("https://gazet.example/article/173387", None),
    ],
)
def test_date_of_a_url(url: str, expected: PartialDate | None) -> None:
    assert from_url(url, STAMP.today) == expected


def test_an_impossible_date_is_refused_and_noted() -> None:
    cleaned = article(date="2203-06-12", url="https://gazet.example/2023/06/12/qar")
    assert (cleaned.date, cleaned.date_origin) == (None, None)
    assert rules_of(cleaned)["date_refused"] == 1
    assert cleaned.extra["date"] == "2203-06-12"


@pytest.mark.parametrize(
    ("fields", "date", "origin"),
    [
        ({"date": "12.06.2023"}, "2023-06-12", "metadata"),
        ({"url": "https://gazet.example/2023/06/12/qar"}, "2023-06-12", "url"),
        ({"body": f"{TEXT}\n2024 жылғы 12 маусым"}, "2024-06-12", "text"),
        ({"body": f"2024 жылғы 12 маусым\n{TEXT}"}, "2024-06-12", "text"),
        ({"body": f"{TEXT}\nОқиға 2024 жылғы 12 маусымда болды."}, None, None),
        ({"body": f"{TEXT}\n2019"}, None, None),
        ({"body": f"2203 жылғы 12 маусым\n{TEXT}"}, None, None),
    ],
)
def test_origin_of_a_date(fields: Mapping[str, str], date: str | None, origin: str | None) -> None:
    cleaned = article(**fields)
    assert (cleaned.date.isoformat() if cleaned.date else None, cleaned.date_origin) == (date, origin)


def test_metadata_becomes_tags_and_the_unknown_is_kept_aside() -> None:
    cleaned = article(region=("Алматы облысы", "ШҚО", "Марс"), topic="Спорт", speaker=("Айгүл Сәрсен",))
    assert [(tag.code, tag.by) for tag in cleaned.regions] == [("KZ-19", "metadata"), ("KZ-63", "metadata")]
    assert [tag.code for tag in cleaned.topics] == ["15000000"]
    assert [speaker.name for speaker in cleaned.speakers] == ["Айгүл Сәрсен"]
    assert cleaned.extra["region"] == "Марс"
    assert rules_of(cleaned)["region_unknown"] == 1


def test_a_link_that_is_no_web_address_is_kept_aside() -> None:
    cleaned = article(url="javascript:alert(1)", source_id="7")
    assert cleaned.url is None
    assert cleaned.extra["url"] == "javascript:alert(1)"


@pytest.mark.parametrize(
    ("fields", "lang"),
    [
        ({"body": TEXT}, "kk"),
        ({"title": "Городская библиотека", "body": "Городская библиотека переехала осенью."}, "ru"),
        ({"body": TEXT, "lang": "ru-RU"}, "ru"),
        ({"body": TEXT, "lang": "kz"}, "kk"),
        ({"body": TEXT, "lang": "?"}, "kk"),
    ],
)
def test_language(fields: Mapping[str, str], lang: str) -> None:
    assert article(**fields).lang == lang


def test_source_is_the_file_name_when_nothing_names_it() -> None:
    cleaned = article()
    assert cleaned.source == "газет"
    assert rules_of(cleaned)["source_from_file"] == 1


PIECES = st.sampled_from(
    ["Күз келді", "\n", " ", "ашық дереккөзі", "50153", " width=", "\u00ad", "i", "тiл", "и\u0306", "\r\n",
     "Бөлісу", "Серіктес жаңалықтары", "«Иә», – деді.", "\u2028", "\x00", "&nbsp;", "\ud83d\ude00"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


def cleaned_draft(title: str, body: str) -> Draft:
    draft = Draft(title, body)
    for rule in RULES:
        rule(draft)
    return draft


@given(TEXTS, TEXTS)
def test_cleaning_never_fails_and_leaves_nfc(title: str, body: str) -> None:
    draft = cleaned_draft(title, body)
    assert unicodedata.is_normalized("NFC", draft.title) and unicodedata.is_normalized("NFC", draft.body)
    assert "\u00ad" not in draft.body and "\r" not in draft.body


@given(TEXTS, TEXTS)
def test_cleaning_twice_is_cleaning_once(title: str, body: str) -> None:
    once = cleaned_draft(title, body)
    twice = cleaned_draft(once.title, once.body)
    assert (twice.title, twice.body) == (once.title, once.body)


def test_the_seed_article_comes_out_clean() -> None:
    path = shared("data", "seed", "000_9a5133ad0e34a6fe.txt")
    (record,) = records(str(path), ReadOptions())
    assert isinstance(record, RawArticle)
    cleaned = clean(record, STAMP)
    assert cleaned.title == "Президент Жетісу облысы жұртшылығымен кездесті"
    for gone in ("ашық дереккөзі", "50153", "width=", "Серіктес жаңалықтары", cleaned.title):
        assert gone not in cleaned.body
    assert (cleaned.date, cleaned.lang) == (None, "kk")
    steps = rules_of(cleaned)
    wanted = {"photo_credit": 1, "view_count": 1, "partner_news": 1, "repeated_headline": 2}
    assert wanted.items() <= steps.items()
    assert "markup_scrap" in steps


def test_the_thirteen_quotations_of_the_seed_article_are_untouched() -> None:
    path = shared("data", "seed", "000_9a5133ad0e34a6fe.txt")
    before = path.read_text(encoding="utf-8")
    (record,) = records(str(path), ReadOptions())
    assert isinstance(record, RawArticle)
    quoted = re.compile(r"^«.+», – деді .+\.$", re.M)
    said = quoted.findall(unicodedata.normalize("NFC", before))
    assert len(said) == 13
    assert quoted.findall(clean(record, STAMP).body) == said
