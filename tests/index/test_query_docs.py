"""Every example of docs/query-language.md is parsed; those said to be refused are refused there and so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.errors import InvalidDate, QuerySyntaxError, UnknownField
from index.fields import FIELDS, find
from index.query.parser import EXPECTED, MAX_DEPTH, MAX_LENGTH, MAX_PATTERNS, parse
from tests.index.query_shape import shape

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
ACCEPTED, REFUSED = PAGE.split("## What is refused")
CODE = re.compile(r"`([^`]+)`")
#: Signs and options that stand between backquotes without being queries.
NOT_QUERIES = {
    "-", "–", "—", "--", "&&", r"\|\|", "!", "?", "~", "=", "--match any", "field:value",
    *(field.name for field in FIELDS),
}  # fmt: skip
EXAMPLES = sorted(set(CODE.findall(ACCEPTED)) - NOT_QUERIES)
ERRORS = re.findall(r"^\| `(.+?)` \| (\d+) \| `(\w+)`", REFUSED, re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 70
    assert len(ERRORS) > 8


@pytest.mark.parametrize("query", EXAMPLES)
def test_example_is_a_query(query: str) -> None:
    parse(query)


@pytest.mark.parametrize(("query", "place", "expected"), ERRORS)
def test_example_is_refused(query: str, place: str, expected: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert (caught.value.position, caught.value.expected) == (int(place), expected)


def test_the_errors_of_their_own() -> None:
    with pytest.raises(UnknownField):
        parse("облыс:Абай")
    with pytest.raises(InvalidDate):
        parse("date:2023-13")
    assert "`облыс:Абай`" in REFUSED and "`date:2023-13`" in REFUSED


def test_every_code_and_limit_is_told() -> None:
    assert [code for code in EXPECTED if f"`{code}`" not in REFUSED] == []
    assert f"{MAX_LENGTH:,} characters" in REFUSED and f"\n{MAX_DEPTH} brackets" in REFUSED
    assert f"above {MAX_PATTERNS} words" in REFUSED


def test_the_table_of_fields_is_that_of_the_code() -> None:
    told = re.findall(r"^\| `(\w+)` \| (\w*) ?\| (\w*) ?\|", ACCEPTED, re.MULTILINE)
    assert [(name, *kk, *ru) for name, kk, ru in [(n, [k] * bool(k), [r] * bool(r)) for n, k, r in told]] == [
        field.names for field in FIELDS
    ]


@pytest.mark.parametrize(
    "query", [match[0] for match in re.findall(r"`((\w+):[^`]+)`", ACCEPTED) if find(match[1])]
)
def test_examples_with_a_field_do_ask_a_field(query: str) -> None:
    assert re.search(r"\w:|\{|\[", shape(parse(query)))


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("алма OR алмұрт өрік", "алма OR (алмұрт өрік)"),
        ("NOT алма өрік", "(-алма) өрік"),
        ("«Қайрат»-тан", "«Қайрат»"),
        ("сайлау~", "сайлау~1"),
        ("Қашан?", "Қашан"),
        ("мектеп,", "мектеп"),
    ],
)
def test_what_is_said_to_be_the_same_is_the_same(query: str, same: str) -> None:
    assert f"`{query}`" in ACCEPTED and f"`{same}`" in ACCEPTED
    assert parse(query) == parse(same)
