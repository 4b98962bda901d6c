"""What is remembered of words when a memory is full and the next one begins."""

from __future__ import annotations

import pytest

from index.entries import Memory

PIECES = ("қалаларда", "«Азық-түлік»,", "школы", "2024-жылы", "Нұр-Сұлтан")


@pytest.mark.parametrize("piece", PIECES)
def test_the_next_memory_takes_over_what_is_asked_again(piece: str) -> None:
    first = Memory()
    known = first[piece]
    second = first.next()
    assert len(second) == 0
    taken = second[piece]
    assert taken == known
    assert all(one is other for one, other in zip(taken, known, strict=True))
    assert second.may_be_russian([piece]) == first.may_be_russian([piece])


def test_a_form_known_in_one_piece_is_not_worked_out_again_in_another() -> None:
    first = Memory()
    (known,) = first["қалаларда"]
    (again,) = first.next()["«қалаларда»"]
    assert again is known


def test_what_nobody_asks_is_forgotten_after_the_next_one() -> None:
    first = Memory()
    (known,) = first["қалаларда"]
    (again,) = first.next().next()["қалаларда"]
    assert again == known
    assert again is not known


def test_words_of_one_lemma_share_their_terms() -> None:
    memory = Memory()
    (one,), (other,) = memory["мектептің"], memory["мектептерге"]
    assert one.lemmas is other.lemmas
    assert one.cut4 is other.cut4
