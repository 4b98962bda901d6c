"""Letters: order, case, look-alikes, invisible signs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazakh.alphabet import (
    KAZAKH_ONLY,
    LETTERS,
    LOOKALIKES,
    fold_case,
    has_kazakh_letters,
    is_cyrillic,
    normalize,
    repair_lookalikes,
    sort_key,
    strip_soft_hyphens,
)

TEXT = st.text(st.sampled_from("қазаұліғҚӘІəiheAKcабв \u00ad\u200bx'-1İß") | st.characters(), max_size=60)


def test_the_alphabet_has_42_letters_in_their_order() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 42
    assert sorted(LETTERS, key=sort_key) == list(LETTERS)
    assert set(LETTERS) >= KAZAKH_ONLY


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "Абай",
            "Алматы",
            "Әділ",
            "Бейнеу",
            "Ғабит",
            "Досмұхамед",
            "Қазақстан",
            "Лепсі",
            "Ұлытау",
            "Үржар",
            "Яссы",
        ],
        ["2023", "2024", "абай", "zoom"],
        ["бала", "балалар", "балама"],
        ["ел", "Ел", "елес"],
        ["су", "сұ", "сү", "сф"],
        ["ақ жол", "ақ-қара", "ақша"],
    ],
)
def test_sorting(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("dirty", "clean", "count"),
    [
        ("тiлiмiз", "тіліміз", 3),
        ("əн", "ән", 1),
        ("Əлем", "Әлем", 1),
        ("Қaзaқстaн", "Қазақстан", 3),
        ("шаhар", "шаһар", 1),
        ("Aлматы", "Алматы", 1),
        ("AҚШ-тың", "АҚШ-тың", 1),
        ("ѳнер", "өнер", 1),
        ("Қасым-Жoмарт", "Қасым-Жомарт", 1),
        ("мем\u00adлeкет", "мем\u00adлекет", 1),
        ("peceй", "ресей", 4),
        ("iPhoneның", "iPhoneның", 0),
        ("COVIDтің", "COVIDтің", 0),
        ("Windows пен Linux", "Windows пен Linux", 0),
        ("hello əlem", "hello əlem", 0),
        ("CEOның", "CEOның", 0),
        ("i", "i", 0),
        ("", "", 0),
        ("XIX ғасыр", "XIX ғасыр", 0),
        ("IT-компания", "IT-компания", 0),
        ("қала", "қала", 0),
    ],
)
def test_lookalikes_are_repaired_inside_cyrillic_words_only(dirty: str, clean: str, count: int) -> None:
    assert repair_lookalikes(dirty) == (clean, count)


def test_every_lookalike_becomes_a_kazakh_letter() -> None:
    assert {meant.lower() for meant in LOOKALIKES.values()} <= set(LETTERS)
    assert not set(LOOKALIKES) & set(LETTERS)


@given(TEXT)
def test_repair_keeps_the_length_counts_right_and_is_done_after_one_time(text: str) -> None:
    repaired, count = repair_lookalikes(text)
    assert len(repaired) == len(text)
    assert count == sum(a != b for a, b in zip(text, repaired, strict=True))
    assert repair_lookalikes(repaired) == (repaired, 0)


@given(TEXT)
def test_fold_case_keeps_the_length(text: str) -> None:
    assert len(fold_case(text)) == len(text)
    assert fold_case(fold_case(text)) == fold_case(text)


@given(TEXT)
def test_normalize_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalize(text))


@given(st.lists(TEXT, max_size=6))
def test_equal_keys_mean_equal_order_in_both_directions(words: list[str]) -> None:
    assert [sort_key(word) for word in sorted(words, key=sort_key)] == sorted(map(sort_key, words))


def test_soft_hyphens() -> None:
    assert strip_soft_hyphens("мем\u00adле\u00adкет\u200b") == ("мемлекет", 3)
    assert strip_soft_hyphens("азық-түлік") == ("азық-түлік", 0)


def test_scripts() -> None:
    assert is_cyrillic("A-сыныбы")
    assert not is_cyrillic("2023 Astana")
    assert has_kazakh_letters("ӘЛЕМ")
    assert not has_kazakh_letters("Алматы")
