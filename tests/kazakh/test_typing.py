"""Every way people type Kazakh: what was meant comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazakh.alphabet import normalize
from kazakh.keyboard import from_english_layout, from_russian_layout, to_english_layout
from kazakh.letters import best_readings, letter_cost
from kazakh.translit import is_latin, latin_lattice, to_cyrillic
from kazakh.typing_repair import LONGEST, candidates
from tests.kazakh.typing_vocabulary import known

_LINES = (Path(__file__).parent / "typing_cases.tsv").read_text(encoding="utf-8").splitlines()[2:]
CASES = [line.split("\t") for line in _LINES]
_MISS = pytest.mark.xfail(strict=True, reason="a more frequent stem takes the typed letters too")


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [pytest.param(typed, meant, kind, marks=_MISS if note else ()) for typed, meant, kind, _, note in CASES],
)
def test_what_was_meant_comes_first(typed: str, meant: str, kind: str) -> None:
    first = candidates(typed, known)[0]
    assert (first.text, first.kind) == (meant, kind)


def test_the_table_covers_every_way() -> None:
    ways = {way for _, _, _, way, _ in CASES}
    assert len(CASES) >= 150
    assert {
        "letters left out",
        "Kazakh keys on the Russian layout",
        "Kazakh keys on the English layout",
        "Russian keys on the English layout, letters left out",
        "Latin of 2017",
        "Latin of 2018",
        "Latin of 2021",
        "chat Latin",
        "names",
        "look-alike letters",
        "inflected forms",
    } <= ways


@pytest.mark.parametrize("word", ["бала", "президент", "қазақстан", "күн", "жұмыс", "2023", "40-тан", "а"])
def test_words_that_are_right_get_no_other_reading(word: str) -> None:
    assert candidates(word, known) == ()


def test_a_word_that_exists_keeps_the_larger_share() -> None:
    assert known("тан") > 0
    assert all(found.score < 0.5 for found in candidates("тан", known))


def test_a_rare_misprint_yields_to_the_frequent_word() -> None:
    held = {"казакстан": 2, "қазақстан": 900}
    best = candidates("казакстан", lambda form: held.get(form, 0))[0]
    assert best.text == "қазақстан"
    assert best.score > 0.9


def test_nothing_is_offered_that_the_archive_does_not_hold() -> None:
    assert candidates("казакстан", lambda form: 0) == ()


def test_capitals_are_kept() -> None:
    assert candidates("КАЗАКСТАН", known)[0].text == "ҚАЗАҚСТАН"
    assert candidates("Касым-Жомарт", known)[0].text == "Қасым-Жомарт"


@pytest.mark.parametrize(
    "typed", ["", "a", "екі сөз", "x" * 41, "\x00\x01", "😀😀", "قازاقستان", "ß", "İİ", "--", "''", "\ud800а"]
)
def test_odd_input_gives_an_answer(typed: str) -> None:
    assert isinstance(candidates(typed, known), tuple)


def test_the_number_of_lookups_is_bounded() -> None:
    asked: list[str] = []

    def counted(form: str) -> int:
        asked.append(form)
        return 0

    for typed in ("ng" * 20, "к-о" * 13, "'" * LONGEST, "[f" * 20, "а" * LONGEST):
        asked.clear()
        candidates(typed, counted)
        assert len(asked) <= 400


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("абкқгоөуүиіы0238-=;'[]qwertyh ə\u00ad𐍈"), max_size=45), st.integers(-1, 7))
def test_candidates_are_bounded_and_sorted(typed: str, limit: int) -> None:
    found = candidates(typed, lambda form: len(form) % 3, limit)
    assert len(found) <= max(limit, 0)
    assert all(0 < one.score <= 1 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert normalize(typed).lower() not in {one.text.lower() for one in found}


@given(st.text(st.sampled_from("йцукенгшщзхъфывапролджэячсмитьбюәіңғүұқөһ"), max_size=30))
def test_the_english_layout_goes_there_and_back(word: str) -> None:
    assert from_english_layout(to_english_layout(word)) == word


@given(st.text(max_size=60))
def test_layouts_keep_the_length(text: str) -> None:
    assert len(from_russian_layout(text)) == len(from_english_layout(text)) == len(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("abcdeghijknoqsuyzáǵñşı'-ʼx1"), max_size=40))
def test_every_latin_word_can_be_read(word: str) -> None:
    readings = best_readings(latin_lattice(word), 5)
    assert readings
    assert [reading.change_cost >= 0 for reading in readings] == [True] * len(readings)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("qazaqstan", "қазақстан"),
        ("ǵylym", "ғылым"),
        ("jan'alyq", "жаңалық"),
        ("shygys", "шығыс"),
        ("ükımet", "үкімет"),
        ("elbasy", "елбасы"),
        ("mádenıet", "мәденіет"),
        ("ulttyq", "ұлттық"),
    ],
)
def test_transliteration_without_a_vocabulary(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin, 5).count(cyrillic) == 1


def test_latin_words_are_recognised() -> None:
    assert is_latin("Toqaev")
    assert is_latin("s'y'g'ys'")
    assert not is_latin("сөз")
    assert not is_latin("''")


def test_kazakh_words_are_likelier_than_their_misspellings() -> None:
    for right, wrong in (("қазақ", "казак"), ("үкімет", "укимет"), ("көше", "қоше")):
        assert letter_cost(right) < letter_cost(wrong)
