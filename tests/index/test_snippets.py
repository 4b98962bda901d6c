"""Marks and snippets: spans into the text as it is, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.parser import parse
from index.snippets import Snippet, marks, snippets
from tests.index.documents import documents

TEXT = "Ауылда жаңа мектеп ашылды. Мектептердің көбі ескі, жаңа ғимарат керек.\nАзық-түлік дүкені де жоқ."

MARKED = [
    ("мектеп", ["мектеп", "Мектептердің"]),
    ("жаңа мектеп", ["жаңа", "мектеп", "Мектептердің", "жаңа"]),
    ('"жаңа мектеп"', ["жаңа", "мектеп"]),
    ('"мектеп жаңа"', []),
    ('"ғимарат ескі"~1', ["ескі", "ғимарат"]),
    ("=мектеп", ["мектеп"]),
    ("мектеп* -жаңа", ["мектеп", "Мектептердің"]),
    ("ғимарт~1", ["ғимарат"]),
    ("түлік", ["Азық-түлік"]),
    ("title:мектеп ескі", ["мектеп", "Мектептердің", "ескі"]),
    ("region:KZ-33 date:2023", []),
    ("*", []),
]


@pytest.mark.parametrize(("query", "wanted"), MARKED)
def test_marks(query: str, wanted: list[str]) -> None:
    assert [TEXT[start:end] for start, end in marks(TEXT, parse(query))] == wanted


def test_what_is_asked_of_another_field_is_not_marked() -> None:
    found = marks(TEXT, parse("title:мектеп ескі"), field="body")
    assert [TEXT[start:end] for start, end in found] == ["ескі"]


def test_offsets_hold_beside_soft_hyphens_look_alikes_and_wide_letters() -> None:
    text = "😀 Мемле\u00adкеттiң İстанбул «мемлекет»"
    assert [text[start:end] for start, end in marks(text, parse("мемлекет"))] == [
        "Мемле\u00adкеттiң",
        "мемлекет",
    ]


def test_a_snippet_shows_the_place_and_says_what_was_cut() -> None:
    text = "Бірінші сөйлем осында. " * 30 + "Жаңа кітапхана ашылды. " + "Соңғы сөйлем осында. " * 30
    (only,) = snippets(text, parse("кітапхана"), window_chars=120)
    assert [only.text[start:end] for start, end in only.marks] == ["кітапхана"]
    assert text[only.start : only.start + len(only.text)] == only.text
    assert only.cut_left
    assert only.cut_right
    assert len(only.text) <= 120
    assert only.text[0].isupper()


def test_pieces_with_different_words_come_before_repeated_ones() -> None:
    text = "мектеп " * 40 + "осы жерде басқа сөздер тұр. " * 20 + "Университет ашылды."
    shown = snippets(text, parse("мектеп университет"), count=2, window_chars=80)
    assert "Университет" in shown[1].text
    assert shown[0].start < shown[1].start


def test_without_a_mark_the_beginning_is_shown() -> None:
    assert snippets(TEXT, parse("*"), window_chars=60) == (
        Snippet("Ауылда жаңа мектеп ашылды. Мектептердің көбі ескі, жаңа", (), 0, False, True),
    )
    assert snippets("", parse("мектеп")) == ()
    assert snippets(" \n", parse("мектеп")) == ()


def test_a_word_without_end_is_shown_whole() -> None:
    (only,) = snippets("а " + "қ" * 900 + " б", parse("қ*"), window_chars=100)
    assert [len(only.text[start:end]) for start, end in only.marks] == [900]


QUERIES = ["мектеп", "қала мен", '"жаңа мектеп"', "а* OR ө?т*", '"нан сүт"~5', "бағасы~2"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("window_chars", [10, 60, 200])
def test_snippets_are_pieces_of_the_text_that_do_not_overlap(query: str, window_chars: int) -> None:
    for row in documents():
        end = -1
        for piece in snippets(row.body, parse(query), window_chars=window_chars):
            assert row.body[piece.start : piece.start + len(piece.text)] == piece.text
            assert piece.start >= end
            end = piece.start + len(piece.text)
            assert all(0 <= start < stop <= len(piece.text) for start, stop in piece.marks)


@given(st.text(max_size=200))
def test_any_text_can_be_shown(text: str) -> None:
    for piece in snippets(text, parse("а* OR 1"), window_chars=20):
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
