"""Did you mean."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazakh.spelling import SpellingIndex, edit_cost, suggest
from tests.kazakh.typing_vocabulary import vocabulary

INDEX = SpellingIndex(vocabulary().items())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("парламетн", "парламент"),
        ("үкімед", "үкімет"),
        ("миинстр", "министр"),
        ("президетн", "президент"),
        ("қазахстан", "қазақстан"),
        ("экономка", "экономика"),
        ("мемлкет", "мемлекет"),
        ("өнеркәсып", "өнеркәсіп"),
        ("университтет", "университет"),
        ("халыкаралық", "халықаралық"),
        ("мәжлис", "мәжіліс"),
        ("алматі", "алматы"),
        ("мұғалым", "мұғалім"),
        ("әлеуметік", "әлеуметтік"),
        ("инвистиция", "инвестиция"),
        ("бағдарлма", "бағдарлама"),
        ("жұмысшылр", "жұмысшы"),
        ("депутад", "депутат"),
        ("қаржи", "қаржы"),
        ("қоғаам", "қоғам"),
    ],
)
def test_the_word_that_was_meant_comes_first(typed: str, meant: str) -> None:
    assert suggest(typed, INDEX)[0].text == meant


@pytest.mark.parametrize("typed", ["", "а", "ба", "qwxz", "ыыыыыыыы", "й" * 41, "😀😀😀", "12345"])
def test_nothing_near(typed: str) -> None:
    assert suggest(typed, INDEX) == ()


def test_a_word_is_no_suggestion_for_itself() -> None:
    assert "қазақстан" not in {found.text for found in suggest("Қазақстан", INDEX, 10)}


def test_confused_letters_are_nearer_than_others() -> None:
    assert edit_cost("жуз", "жүз") < edit_cost("жаз", "жүз")
    assert edit_cost("ел", "дел", 0.4) == math.inf


@given(st.text(st.sampled_from("абкқыі"), max_size=7), st.text(st.sampled_from("абкқыі"), max_size=7))
def test_the_distance_is_symmetric_and_zero_only_for_equal_words(left: str, right: str) -> None:
    assert edit_cost(left, right, 9.0) == pytest.approx(edit_cost(right, left, 9.0))
    assert (edit_cost(left, right, 9.0) == 0) == (left == right)


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("қазақыіуx-1 "), max_size=45), st.integers(-1, 5))
def test_suggestions_are_bounded(typed: str, limit: int) -> None:
    found = suggest(typed, INDEX, limit)
    assert len(found) <= max(limit, 0)
    assert all(one.distance <= 2.0 and one.count > 0 for one in found)
