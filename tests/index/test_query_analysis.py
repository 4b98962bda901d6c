"""Rendering in the canonical spelling, and the helpers that look through a tree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.query.analysis import map_words, positive, replace_at, spans, words
from index.query.ast import Or, Word
from index.query.parser import parse
from index.query.render import render


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("алма  ЖӘНЕ алмұрт", "алма AND алмұрт"),
        ("алма ИЛИ НЕ алмұрт", "алма OR -алмұрт"),
        ("НЕ НЕ алма", "NOT -алма"),
        ("((алма))", "алма"),
        ("(алма алмұрт) өрік", "(алма алмұрт) өрік"),
        ("(алма AND алмұрт) өрік", "алма AND алмұрт өрік"),
        ("(алма алмұрт) AND өрік", "(алма алмұрт) AND өрік"),
        ("(алма өрік) OR алмұрт", "алма өрік OR алмұрт"),
        ("-(алма OR өрік)", "-(алма OR өрік)"),
        ("«жұмыс сапары»~05", '"жұмыс сапары"~5'),
        ("«=жұмыс сапары»", '"=жұмыс сапары"'),
        ("«=жұмыс =сапары»", '="жұмыс сапары"'),
        ("«AND»", '"AND"'),
        ("«с*з»", '"с*з"'),
        ("тақырыпат:(жаңа OR ескі)", "title:жаңа OR title:ескі"),
        ("өңір:«Абай»", "region:Абай"),
        ("өңір:«Жетісу облысы»", 'region:"Жетісу облысы"'),
        ('source:«Газет "Айқын"»', 'source:«Газет "Айқын"»'),
        ("күні:[2023 ДЕЙІН *]", "date:[2023 TO *]"),
        ("күні:2022..2023", "date:[2022 TO 2023]"),
        ("күні:жоқ", "date:none"),
        ("сөз~", "сөз~1"),
        ("мектеп**", "мектеп*"),
    ],
)
def test_canonical_spelling(typed: str, canonical: str) -> None:
    assert render(parse(typed)) == canonical


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("мектеп үй мектеп", ("мектеп", "үй")),
        ("мектеп -үй", ("мектеп",)),
        ("мектеп NOT -үй", ("мектеп", "үй")),
        ("-(мектеп -үй)", ("үй",)),
        ('"жаңа мектеп"~3 өңір:Абай date:2023 *', ("жаңа", "мектеп")),
        ("сөз~2 title:мектеп үй*", ("сөз", "мектеп")),
        ("*", ()),
    ],
)
def test_words_are_those_asked_for(typed: str, wanted: tuple[str, ...]) -> None:
    assert words(parse(typed)) == wanted


def test_positive_keeps_order_and_patterns() -> None:
    assert [render(node) for node in positive(parse('үй* -бала "жаңа мектеп" сөз~ өңір:Абай'))] == [
        "үй*",
        '"жаңа мектеп"',
        "сөз~1",
    ]


def test_spans_are_those_of_the_leaves() -> None:
    text = '-мектеп (өңір:"Жетісу облысы" OR ="жаңа үй"~5)'
    assert [text[slice(*span)] for span in spans(parse(text))] == [
        "мектеп",
        'өңір:"Жетісу облысы"',
        '="жаңа үй"~5',
    ]


def test_words_are_changed_everywhere() -> None:
    tree = map_words(parse('казак -казак "=казак елі" title:казак'), lambda word: replace(word, text="қазақ"))
    assert render(tree) == 'қазақ -қазақ "=қазақ қазақ" title:қазақ'


def test_a_word_may_become_several() -> None:
    tree = map_words(parse("казак тілі"), lambda word: Or((word, replace(word, text=word.text + "ы"))))
    assert render(tree) == "(казак OR казакы) (тілі OR тіліы)"


def test_a_phrase_keeps_words_that_do_not_become_one_word() -> None:
    tree = map_words(parse('"казак тілі"'), lambda word: Or((word, word)))
    assert render(tree) == '"казак тілі"'


def test_only_what_was_typed_there_is_replaced() -> None:
    tree = parse("үй (үй OR үй)")
    assert render(replace_at(tree, (4, 6), Word("мектеп"))) == "үй (мектеп OR үй)"
    assert render(replace_at(tree, (3, 13), Word("мектеп"))) == "үй мектеп"
    assert replace_at(tree, (1, 2), Word("мектеп")) == tree
