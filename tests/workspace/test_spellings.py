"""Near spellings that are offered for a word of no article."""

from __future__ import annotations

from kazakh.spelling import SpellingIndex
from workspace.spellings import OFFERS, _different

HELD = [
    ("мектеп", 40), ("мектептер", 30), ("мектепке", 20), ("мектептің", 10), ("мектебі", 9), ("мектепте", 8),
    ("бектеп", 2), ("мемлекет", 90),
]  # fmt: skip


def test_forms_of_one_word_are_one_offer() -> None:
    offers = _different("мектап", SpellingIndex(HELD))
    assert offers[0] == "мектеп"
    assert not {"мектептер", "мектепке", "мектептің", "мектебі", "мектепте"} & set(offers[1:])
    assert len(offers) <= OFFERS


def test_other_words_are_offered_beside_it() -> None:
    assert "бектеп" in _different("мектап", SpellingIndex(HELD))
