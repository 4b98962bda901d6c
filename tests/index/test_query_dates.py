"""Days, months and years as numbers."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import InvalidDate
from index.query.dates import day_bounds


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("2023", (20230101, 20231231)),
        ("2023-06", (20230601, 20230630)),
        ("2023-12", (20231201, 20231231)),
        ("2024-02", (20240201, 20240229)),
        ("2023-02", (20230201, 20230228)),
        ("1900-02", (19000201, 19000228)),
        ("2023-06-12", (20230612, 20230612)),
        ("0001-01-01", (10101, 10101)),
        ("9999", (99990101, 99991231)),
    ],
)
def test_bounds(value: str, bounds: tuple[int, int]) -> None:
    assert day_bounds(value) == bounds


@pytest.mark.parametrize(
    "value",
    ["", " 2023", "2023 ", "2023\n", "23", "02023", "0000", "2023-00", "2023-13", "2023-6", "2023-02-29",
     "2023-06-31", "2023-06-00", "2023-06-", "2023/06", "12.06.2023", "кеше", "none", "*", "２０２３"],
)  # fmt: skip
def test_nonsense(value: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        day_bounds(value)
    assert (caught.value.value, caught.value.position, caught.value.text) == (value, 0, value)


@given(st.dates())
def test_a_day_lies_in_its_month_and_year(day: datetime.date) -> None:
    number = day.year * 10000 + day.month * 100 + day.day
    text = day.isoformat()
    assert day_bounds(text) == (number, number)
    for part in (text[:7], text[:4]):
        first, last = day_bounds(part)
        assert first <= number <= last


@given(st.text(max_size=12))
def test_any_text_is_a_range_or_refused(text: str) -> None:
    try:
        first, last = day_bounds(text)
    except InvalidDate:
        return
    assert first <= last
