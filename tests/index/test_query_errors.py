"""What the query language refuses, with the code and the place: ``^`` stands below the wrong code point."""

from __future__ import annotations

import pytest

from archive.errors import InvalidDate, QuerySyntaxError, UnknownField
from index.query.parser import EXPECTED, MAX_DEPTH, MAX_LENGTH, MAX_PATTERNS, parse

SYNTAX = [
    # nothing asked for
    ("", 0, "term"),
    ("   ", 0, "term"),
    ("–", 0, "term"),
    ("…!?", 0, "term"),
    ("😀", 0, "term"),
    ("???", 0, "term"),
    ("'ʼ", 0, "term"),
    # operators without an operand, in three languages
    ("AND", 0, "term"),
    ("ЖӘНЕ мектеп", 0, "term"),
    ("И мектеп", 0, "term"),
    ("OR мектеп", 0, "term"),
    ("мектеп НЕМЕСЕ", 7, "term"),
    ("мектеп ИЛИ", 7, "term"),
    ("мектеп AND", 7, "term"),
    ("мектеп AND …", 7, "term"),
    ("мектеп ЕМЕС", 7, "term"),
    ("НЕ", 0, "term"),
    ("үй AND OR бала", 7, "term"),
    ("үй И ИЛИ бала", 5, "term"),
    ("үй ЖӘНЕ НЕМЕСЕ бала", 8, "term"),
    ("үй AND NOT", 7, "term"),
    ("үй NOT AND бала", 7, "term"),
    ("(үй OR) бала", 4, "term"),
    ("(AND үй)", 1, "term"),
    # brackets
    ("()", 0, "term"),
    ("үй ( … )", 3, "term"),
    ("-()", 1, "term"),
    ("title:()", 6, "term"),
    ("=(үй бала)", 1, "term"),
    ("title:=(үй бала)", 7, "term"),
    ("(", 0, "close_bracket"),
    ("(үй", 0, "close_bracket"),
    ("бала (үй (есік)", 5, "close_bracket"),
    ("-(үй", 1, "close_bracket"),
    ("өңір:(Абай", 5, "close_bracket"),
    (")", 0, "open_bracket"),
    ("үй)", 2, "open_bracket"),
    ("(үй)) бала", 4, "open_bracket"),
    # marks
    ('"', 0, "close_quote"),
    ('"жұмыс сапары', 0, "close_quote"),
    ('үй "жұмыс сапары', 3, "close_quote"),
    ("үй «жұмыс сапары", 3, "close_quote"),
    ("үй “жұмыс сапары", 3, "close_quote"),
    ("„жұмыс сапары", 0, "close_quote"),
    ('«жұмыс сапары"', 0, "close_quote"),
    ('="жұмыс', 1, "close_quote"),
    ("өңір:«Абай", 5, "close_quote"),
    ("жұмыс сапары»", 12, "open_quote"),
    ("жұмыс сапары”", 12, "open_quote"),
    ('""', 0, "term"),
    ("«»", 0, "term"),
    ('үй "…"', 3, "term"),
    ('үй ="="', 3, "term"),
    # numbers
    ("сөз~3", 4, "number"),
    ("сөз~0", 4, "number"),
    ("сөз~12", 4, "number"),
    ("title:сөз~3", 10, "number"),
    ('"жұмыс сапары"~', 15, "number"),
    ('"жұмыс сапары"~0', 15, "number"),
    ('"жұмыс сапары"~1001', 15, "number"),
    ("«жұмыс сапары»~99999999999999999999", 15, "number"),
    ("сө*~1", 3, "fuzzy_word"),
    ("с?з~", 3, "fuzzy_word"),
    ("*~1", 1, "fuzzy_word"),
    # values of fields
    ("title:,", 6, "value"),
    ("title:-мектеп", 6, "value"),
    ("title:=", 6, "value"),
    ("өңір:…", 5, "value"),
    ('өңір:""', 5, "value"),
    ("өңір:Аб*", 5, "value"),
    ("өңір:*", 5, "value"),
    ("өңір:=Абай", 5, "value"),
    ("өңір:Абай~1", 5, "value"),
    ('өңір:"Абай"~1', 5, "value"),
    ('өңір:="Абай"', 5, "value"),
    # dates
    ("date:,", 5, "date"),
    ('date:"2023"~2', 5, "date"),
    ("date:[]", 6, "date"),
    ("date:[TO 2023]", 6, "date"),
    ("date:[2023 TO]", 13, "date"),
    ("date:[2023]", 10, "range_to"),
    ("күні:[2023 2024]", 11, "range_to"),
    ("date:[2023 to 2024]", 11, "range_to"),
    ("date:[2023 TO 2024 2025]", 19, "close_range"),
    ("date:[2023 TO 2024", 5, "close_range"),
]

FIELDS = [
    ("облыс:Абай", "облыс", 0, ()),
    ("мектеп тақырыб:спорт", "тақырыб", 7, ("тақырып", "тақырыпат")),
    ("-titel:мектеп", "titel", 1, ("title",)),
    ("(регион:Абай OR регеон:Алматы)", "регеон", 16, ("регион",)),
    ("=title:мектеп", "=title", 0, ("title",)),
    ("сұрақ:«не болды»", "сұрақ", 0, ()),
    ("ДАТТА:2023", "ДАТТА", 0, ("дата",)),
]

BAD_DATES = [
    ("date:кеше", "кеше", 5),
    ("date:2023-13", "2023-13", 5),
    ("date:2023-02-30", "2023-02-30", 5),
    ("date:0000", "0000", 5),
    ("date:23", "23", 5),
    ("date:2023-6", "2023-6", 5),
    ("date:2023-2024", "2023-2024", 5),
    ("date:12.06.2023", "12.06.2023", 5),
    ("date:=2023", "=2023", 5),
    ("үй күні:[2023 TO 2023-99]", "2023-99", 17),
    ("үй күні:[кеше TO 2023]", "кеше", 9),
    ("date:[2024 TO 2023]", "2024 TO 2023", 6),
    ("date:2024..2023", "2024..2023", 5),
    ("date:2022..2023-40", "2023-40", 11),
    ("date:(2021 OR 2O22)", "2O22", 14),
    ("date:٢٠٢٣", "٢٠٢٣", 5),
]


@pytest.mark.parametrize(("query", "position", "expected"), SYNTAX, ids=[repr(row[0]) for row in SYNTAX])
def test_syntax(query: str, position: int, expected: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert (caught.value.position, caught.value.expected) == (position, expected)
    assert caught.value.text == query


@pytest.mark.parametrize(("query", "name", "position", "suggestions"), FIELDS, ids=[row[0] for row in FIELDS])
def test_unknown_field(query: str, name: str, position: int, suggestions: tuple[str, ...]) -> None:
    with pytest.raises(UnknownField) as caught:
        parse(query)
    error = caught.value
    assert (error.name, error.position, error.suggestions, error.text) == (name, position, suggestions, query)


@pytest.mark.parametrize(("query", "value", "position"), BAD_DATES, ids=[row[0] for row in BAD_DATES])
def test_bad_date(query: str, value: str, position: int) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse(query)
    assert (caught.value.value, caught.value.position, caught.value.text) == (value, position, query)


def test_positions_refer_to_the_text_in_form_c() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse("и\u0306од (")
    assert (caught.value.text, caught.value.position) == ("йод (", 4)


@pytest.mark.parametrize("opening", ["(", "-(", "title:(", "NOT (", "((", "(үй ", "(үй OR "])
def test_nesting_has_a_limit(opening: str) -> None:
    times = (MAX_LENGTH - 10) // (len(opening) + 1)
    with pytest.raises(QuerySyntaxError) as caught:
        parse(opening * times + "үй" + ")" * times)
    assert caught.value.expected == "depth"


@pytest.mark.parametrize("sign", ["NOT ", "ЕМЕС ", "НЕ "])
def test_negations_have_a_limit(sign: str) -> None:
    parse(sign * MAX_DEPTH + "үй")
    with pytest.raises(QuerySyntaxError) as caught:
        parse(sign * (MAX_DEPTH + 1) + "үй")
    assert (caught.value.expected, caught.value.position) == ("depth", len(sign) * (MAX_DEPTH + 1))


def test_brackets_up_to_the_limit_are_read() -> None:
    assert parse("(" * MAX_DEPTH + "үй" + ")" * MAX_DEPTH) == parse("үй")


@pytest.mark.parametrize("pattern", ["мект*", "м?ктеп", "мектеп~1", "title:мектеп~2"])
def test_patterns_have_a_limit(pattern: str) -> None:
    parse(" OR ".join([pattern] * MAX_PATTERNS))
    with pytest.raises(QuerySyntaxError) as caught:
        parse(" ".join([pattern] * (MAX_PATTERNS + 1)))
    assert (caught.value.expected, caught.value.position) == ("patterns", (len(pattern) + 1) * MAX_PATTERNS)


@pytest.mark.parametrize("unit", ["үй ", "(", "үй", '"', "title:", "~", "-", "*", "?", "a:b://", "и\u0306"])
def test_a_megabyte_is_refused_at_once(unit: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(unit * (1_000_000 // len(unit)))
    assert (caught.value.expected, caught.value.position) == ("length", MAX_LENGTH)
    assert len(caught.value.text) == MAX_LENGTH + 1


def test_every_code_is_documented_and_met() -> None:
    met = {expected for _, _, expected in SYNTAX} | {"depth", "length", "patterns"}
    assert met == set(EXPECTED)
