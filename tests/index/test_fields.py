"""The fields and their names."""

from __future__ import annotations

import pytest

from archive.errors import UnknownField
from index.fields import FIELDS, find, resolve, suggest

NAMES = {
    "title": "title тақырыпат заголовок",
    "body": "body мәтін текст",
    "quote": "quote дәйексөз цитата",
    "speaker": "speaker сөйлеуші спикер",
    "person": "person тұлға персона",
    "region": "region өңір регион",
    "topic": "topic тақырып тема",
    "date": "date күні дата",
    "source": "source дереккөз источник",
    "author": "author автор",
    "lang": "lang тіл язык",
    "id": "id",
}


@pytest.mark.parametrize(("field", "names"), NAMES.items())
def test_names_in_three_languages_and_any_case(field: str, names: str) -> None:
    for name in names.split():
        for typed in (name, name.upper(), name.capitalize()):
            assert resolve(typed).name == field


def test_every_field_is_in_the_table() -> None:
    assert [field.name for field in FIELDS] == list(NAMES)
    assert {name for field in FIELDS for name in field.names} == set(" ".join(NAMES.values()).split())


def test_no_name_means_two_fields() -> None:
    for field in FIELDS:
        assert all(find(name) is field for name in field.names)


def test_kinds() -> None:
    kinds = {kind: [field.name for field in FIELDS if field.kind == kind] for kind in ("text", "date", "id")}
    assert kinds == {"text": ["title", "body", "quote"], "date": ["date"], "id": ["id"]}
    assert [field.name for field in FIELDS if field.facet] == ["speaker", "region", "topic", "date", "source"]


def test_names_are_compared_in_form_c() -> None:
    assert resolve("и\u0306сточник".replace("и\u0306", "и")).name == "source"
    assert resolve("ө\u04a3ір".replace("\u04a3", "ң")).name == "region"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("titel", "title"),
        ("өңірі", "өңір"),
        ("регионы", "регион"),
        ("сойлеуші", "сөйлеуші"),
        ("ДАТТА", "дата"),
    ],
)
def test_near_names_are_suggested(typed: str, first: str) -> None:
    with pytest.raises(UnknownField) as caught:
        resolve(typed)
    assert caught.value.suggestions[0] == first
    assert caught.value.name == typed


@pytest.mark.parametrize("typed", ["", "облыс", "xyz", "q" * 10_000])
def test_nothing_near_nothing_suggested(typed: str) -> None:
    assert suggest(typed) == ()
