"""Dates in Kazakh and Russian: a table of what is found, and of what is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazakh.dates import find_dates, parse_date
from kazakh.numerals import read_numeral

ANCHOR = date(2023, 6, 14)
_LINES = (Path(__file__).parent / "date_cases.tsv").read_text(encoding="utf-8").splitlines()[2:]
CASES = [line.split("\t") for line in _LINES]


@pytest.mark.parametrize(("text", "anchor", "days", "precision"), CASES)
def test_dates(text: str, anchor: str, days: str, precision: str) -> None:
    found = find_dates(text, ANCHOR if anchor == "yes" else None)
    said = [(f"{mention.first}/{mention.last_exclusive}", mention.precision) for mention in found]
    assert said == ([] if days == "nothing" else [(days, precision)])


def test_the_table_is_large_and_mixed() -> None:
    assert len(CASES) >= 120
    assert sum(days == "nothing" for _, _, days, _ in CASES) >= 30
    assert {precision for *_, precision in CASES} >= {
        "day",
        "month",
        "year",
        "range",
        "week",
        "quarter",
        "half",
        "decade",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Жиын 2023 жылғы 12 маусымда, сейсенбіде өтті.", ["2023 жылғы 12 маусымда"]),
        ("2022 жылы басталып, 2023 жылдың маусымында бітті.", ["2022 жылы", "2023 жылдың маусымында"]),
        ("Құжатқа 12.06.2023 ж. қол қойылды", ["12.06.2023 ж."]),
        (
            "Работы шли с 12 по 15 июня 2023 года, итоги подвели 20 июля 2023 года",
            ["с 12 по 15 июня 2023 года", "20 июля 2023 года"],
        ),
        (
            "2019 жылғы 12 маусымнан 2023 жылғы 1 қаңтарға дейін жұмыс істеді",
            ["2019 жылғы 12 маусымнан 2023 жылғы 1 қаңтарға дейін"],
        ),
        ("(16 желтоқсан 1991 жыл)", ["16 желтоқсан 1991 жыл"]),
    ],
)
def test_spans(text: str, said: list[str]) -> None:
    assert [text[mention.start : mention.end] for mention in find_dates(text)] == said


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert find_dates("28 желтоқсанда", date(2024, 1, 5))[0].first == date(2023, 12, 28)
    assert find_dates("5 қаңтарда", date(2023, 12, 28))[0].first == date(2024, 1, 5)


def test_the_ends_of_the_calendar() -> None:
    assert find_dates("кеше", date.min) == []
    assert find_dates("ертең", date.max) == []
    assert find_dates("он жыл бұрын", date.min) == []


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2023", date(2023, 1, 1), date(2024, 1, 1)),
        ("2023-06", date(2023, 6, 1), date(2023, 7, 1)),
        ("2023-12", date(2023, 12, 1), date(2024, 1, 1)),
        (" 2023-06-12 ", date(2023, 6, 12), date(2023, 6, 13)),
        ("12.06.2023", date(2023, 6, 12), date(2023, 6, 13)),
        ("2023 жылғы маусым", date(2023, 6, 1), date(2023, 7, 1)),
        ("12 июня 2023 года", date(2023, 6, 12), date(2023, 6, 13)),
        ("2023 жыл", date(2023, 1, 1), date(2024, 1, 1)),
    ],
)
def test_a_typed_date(text: str, first: date, end: date) -> None:
    mention = parse_date(text)
    assert mention is not None
    assert (mention.first, mention.last_exclusive) == (first, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "маусым",
        "2023-13",
        "2023-02-31",
        "2203",
        "0999",
        "12",
        "бүгін",
        "2023 жылы және 2024 жылы",
        "2023 жылы болды",
        "x" * 5000,
    ],
)
def test_what_is_no_typed_date(text: str) -> None:
    assert parse_date(text) is None


_PIECES = """2023 жылғы жылы 12 31 маусымда ақпан - – , . айының 5-інде мен аралығында дейін биыл өткен июня
года с по 1999 жүз мың екінші тоқсанында I бұрын күн 12.06.2023"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n"])


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=12).map(" ".join), st.none() | st.dates())
def test_mentions_are_ordered_slices_with_sane_days(text: str, anchor: date | None) -> None:
    end = 0
    for mention in find_dates(text, anchor):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.first < mention.last_exclusive
        end = mention.end


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_an_answer(text: str) -> None:
    assert isinstance(find_dates(text, ANCHOR), list)
    parse_date(text, ANCHOR)


@pytest.mark.parametrize(
    ("words", "value", "used"),
    [
        ("он екі", 12, 2),
        ("жиырма бесінші", 25, 2),
        ("мың тоғыз жүз тоқсан бірінші", 1991, 5),
        ("екі мың жиырма төртінші", 2024, 4),
        ("үш жүз елу адам", 350, 3),
        ("екі жүз елу мың үш", 250_003, 5),
        ("он екісінде", 12, 2),
        ("қырқыншы", 40, 1),
        ("бес он", 5, 1),
        ("двадцать пятого", 25, 2),
        ("тысяча девятьсот девяносто первого", 1991, 4),
        ("две тысячи", 2000, 2),
        ("двухтысячного", 2000, 1),
    ],
)
def test_numbers_in_words(words: str, value: int, used: int) -> None:
    numeral = read_numeral(words.split())
    assert numeral is not None
    assert (numeral.value, numeral.words) == (value, used)


@pytest.mark.parametrize("word", ["үшін", "оның", "бірі", "онда", "жүзінде", "қала", "", "второстепенный"])
def test_words_that_only_look_like_numbers(word: str) -> None:
    assert read_numeral([word]) is None
