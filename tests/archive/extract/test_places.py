"""Places in sentences: 200 mentions in all forms, and what only looks like one."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract.places import extract_places
from archive.extract.places.extractor import places_of
from archive.extract.reading import Reading
from archive.gazetteers.labels import place_label
from archive.gazetteers.places import region_of
from archive.model import Annotations, Article, Mention, PartialDate, Provenance, RegionTag

TABLE = Path(__file__).with_name("places.tsv")
_MARK = re.compile(r"\[([^\]]+)\]\{([^}]+)\}")
_PROVENANCE = Provenance("a.txt", 1, 1, 0, "0" * 64, "text", "utf-8", "2026-11-23T00:00:00Z", "muragat 0")


def _rows() -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return [
        (row["text"], row["about"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def _unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    return _MARK.sub(r"\1", marked), [(match[1], match[2]) for match in _MARK.finditer(marked)]


def _found(text: str) -> list[tuple[str, str]]:
    mentions, _ = places_of(Reading(text))
    return [(text[mention.start : mention.end], mention.target) for mention in mentions]


def _article(body: str, title: str = "", date: PartialDate | None = None) -> Article:
    return Article("a", "Дала жаршысы", None, None, title, body, "kk", _PROVENANCE, date)


def _tags(body: str, title: str = "") -> list[tuple[str, bool]]:
    found = extract_places(_article(body, title), Reading(body, title), Annotations("0"))
    return [(tag.code, tag.main) for tag in found.regions]


@pytest.mark.parametrize(("marked", "about"), _rows(), ids=lambda value: value[:40])
def test_sentence(marked: str, about: str) -> None:
    text, expected = _unmark(marked)
    assert _found(text) == expected, about


def test_the_table_is_as_large_as_it_says() -> None:
    rows = _rows()
    assert sum(len(_unmark(text)[1]) for text, _ in rows) >= 200
    assert sum(about.startswith("trap") for _, about in rows) >= 70
    assert len({text for text, _ in rows}) == len(rows)


def test_every_target_has_a_label_and_a_region() -> None:
    for text, _ in _rows():
        for _, target in _unmark(text)[1]:
            assert region_of(target) is not None, target
            for lang in ("kk", "ru", "en"):
                assert place_label(target, lang) != target


KNOWN_MISSES = [
    ("Кеше Орал келіп, анасына көмектесті.", "a given name that is a town, with nothing beside it"),
    ("Ол Балқашта қайықпен балық аулады.", "the lake, in a case of place"),
    ("[Ақколь]{113220100} қаласында диірмен бар.", "a spelling that is neither Kazakh nor Russian"),
    ("[almaty]{KZ-75} қаласында той болды.", "Latin letters"),
    ("Ол [Абайда]{353220100}, кеншілер арасында өсті.", "a town whose name is chiefly a person's"),
    ("Айсұлу Астана атты жырын оқыды.", "a poem without quotation marks"),
]


@pytest.mark.parametrize("marked", [marked for marked, _ in KNOWN_MISSES])
@pytest.mark.xfail(strict=True, reason="known misses; the reasons stand in the table")
def test_known_miss(marked: str) -> None:
    text, expected = _unmark(marked)
    assert _found(text) == expected


def test_regions_are_told_with_main_and_passing() -> None:
    body = (
        "Қостанай облысының Жітіқара ауданында кеншілерге жаңа асхана ашылды. Ғимаратты былтыр бастаған.\n"
        "Кеншілер оны көптен күтті. Жұмыс күні ұзақ, ал ыстық тамақ алыстан әкелінетін.\n"
        "Құрылысты бастаған мердігер бұрын Павлодарда жұмыс істеген."
    )
    assert _tags(body, "Жітіқара кеншілеріне асхана ашылды") == [("KZ-39", True), ("KZ-55", False)]


def test_the_title_alone_tells_the_region() -> None:
    assert _tags("Көпір жабылды.", "Өскеменде көпір жабылды") == [("KZ-63", True)]


def test_ends_of_a_road_and_datelines_are_passing() -> None:
    tags = _tags("АЛМАТЫ, 5 қазан – Дала жаршысы. Астана – Көкшетау тас жолы жабылды. Қар қалың.")
    assert {code for code, main in tags if not main} == {"KZ-75", "KZ-71", "KZ-11"}


def test_the_region_that_held_a_district_then_is_passing() -> None:
    body = "Алматы облысының Кербұлақ ауданында көпір салынды. Кербұлақ ауданының тұрғындары қуанды."
    assert _tags(body) == [("KZ-33", True), ("KZ-19", False)]


def test_where_the_writer_sits_is_passing() -> None:
    assert _tags("Айнұр СӘРСЕН, Алматы. Ауылға су келді.") == [("KZ-75", False)]


def test_places_of_menus_and_lists_of_links_are_left_out() -> None:
    links = "01.12.2022 Оралда қар жауды 01.12.2022 Таразда жел тұрды 30.11.2022 Ақтауда тұман"
    menu = "Басты бет Саясат Мәдениет Аймақтар Семей Өскемен Спорт Әлем Қоғам Тарих Блог"
    assert _tags(
        f"{menu}\nПавлодарда мектеп ашылды. Оған бес жүз бала барады. {'Сынып кең. ' * 30}\n{links}"
    ) == [("KZ-55", True)]


def test_what_follows_a_heading_of_other_news_is_left_out() -> None:
    body = "Павлодарда мектеп ашылды. Оған бес жүз бала барады. Соңғы жаңалықтар Таразда жел тұрды"
    assert _tags(body) == [("KZ-55", True)]
    below = body.replace(" Соңғы жаңалықтар ", "\nСоңғы жаңалықтар\nОралда қар жауды\n")
    assert _tags(below) == [("KZ-55", True)]
    said = (
        "Павлодарда мектеп ашылды. Оған бес жүз бала барады. Соңғы жаңалығы осы.\n"
        + "Таразда жел тұрды. " * 9
    )
    assert {code for code, _ in _tags(said)} == {"KZ-55", "KZ-31"}


def test_the_capital_was_almaty_until_1997() -> None:
    body = "Елордада жаңа театр ашылды."
    for date, code in ((PartialDate(1995, 5), "KZ-75"), (PartialDate(2005), "KZ-71"), (None, "KZ-71")):
        mentions, _ = places_of(Reading(body), _article(body, date=date))
        assert [mention.target for mention in mentions] == [code]


def test_a_region_of_the_record_settles_a_name_of_several() -> None:
    body = "Ақсу ауданында емес, Ақтоғай ауданында мектеп ашылды."
    article = _article(body)
    told = Article(
        **{**{f: getattr(article, f) for f in article.__slots__}, "regions": (RegionTag("KZ-55"),)}
    )
    mentions, _ = places_of(Reading(body), told)
    assert [mention.target for mention in mentions] == ["333200000", "553200000"]


def test_regions_are_those_of_today_whatever_the_date() -> None:
    body = "Семейде көпір жөнделді. Семей тұрғындары қуанды."
    mentions, tags = places_of(Reading(body), _article(body, date=PartialDate(2019, 5, 1)))
    assert [tag.code for tag in tags] == ["KZ-10"]
    assert region_of(mentions[0].target, dt.date(2019, 5, 1)) == "KZ-63"


def test_mentions_found_before_are_kept_in_order() -> None:
    body = "Айгүл Сәрсен Алматыда сөйледі."
    person = Mention("person", "p1", 0, 11, "name")
    found = extract_places(_article(body), Reading(body), Annotations("0", mentions=(person,)))
    assert [(m.kind, body[m.start : m.end]) for m in found.mentions] == [
        ("person", "Айгүл Сәрсен"[:11]),
        ("region", "Алматыда"),
    ]


@given(st.text(alphabet='Алмты Ақсу Абай облысы ауданы ауылы«»"–-.,\nқ0', max_size=200))
def test_spans_are_inside_the_body_and_in_order(body: str) -> None:
    mentions, tags = places_of(Reading(body, body[:20]))
    ends = [0]
    for mention in mentions:
        assert ends[-1] <= mention.start < mention.end <= len(body)
        ends.append(mention.end)
    assert {region_of(mention.target) for mention in mentions} <= {tag.code for tag in tags}


@pytest.mark.parametrize(
    "body",
    [
        "Жамбыл ауданы және Абай ауданы " * 5_000,
        "«Алматы " * 20_000,
        "Соңғы жаңалықтар Алматыда " * 5_000,
        "Алматы-" * 20_000,
    ],
)
def test_strange_texts_take_no_time(body: str) -> None:
    assert len(places_of(Reading(body))[1]) <= 20
