"""The mapping file: what it may say, what it does to records, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import InvalidMapping, ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from archive.readers.mapping import parse_mapping, read_date, read_mapping

WRONG = [
    ('[columns]\ntitel = "a"', "columns.titel", "unknown_field"),
    ('[colums]\ntitle = "a"', "colums", "unknown_key"),
    ("columns = 3", "columns", "not_table"),
    ("[columns]\ntitle = 3", "columns.title", "not_text"),
    ('[columns]\ntitle = " "', "columns.title", "not_text"),
    ('[columns]\ntitle = "a"\nbody = "A"', "columns.body", "same_column"),
    ('[columns]\nlang = "a"\n[constants]\nlang = "kk"', "columns.lang", "column_and_constant"),
    ('delimiter = ";;"', "delimiter", "not_character"),
    ('encoding = "cp99"', "encoding", "unknown_encoding"),
    ('encoding = "zip"', "encoding", "unknown_encoding"),
    ('date_format = "күн"', "date_format", "bad_date_format"),
    ('date_format = "%d.%m"', "date_format", "bad_date_format"),
    ('date_format = "%A %Y"', "date_format", "bad_date_format"),
    ('[columns\ntitle = "a"', "TOML", "not_toml"),
    ('source = "a"\nsource = "b"', "TOML", "not_toml"),
]


@pytest.mark.parametrize(("text", "setting", "reason"), WRONG)
def test_a_mistake_is_told_with_its_place(text: str, setting: str, reason: str) -> None:
    with pytest.raises(InvalidMapping) as caught:
        parse_mapping(text)
    assert (caught.value.setting, caught.value.reason) == (setting, reason)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidMapping) as caught:
        read_mapping(tmp_path / "жоқ.toml")
    assert caught.value.reason == "not_readable"


def test_a_table_without_a_mapped_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nКүз,Егін\n", encoding="utf-8")
    options = ReadOptions(mapping={"body": "Мәтін"}, columns_required=True)
    (error,) = records(str(tmp_path / "a.csv"), options)
    assert isinstance(error, ReadError)
    assert (error.reason, error.params["missing"]) == ("no_such_column", ["Мәтін"])


@pytest.mark.parametrize(
    "columns", ['{"title": {"rendered": "Күз"}, "text": "Егін"}', '{"a": {"b": 1}, "title.rendered": "Күз"}']
)
def test_a_value_inside_another_is_named_with_a_dot(tmp_path: Path, columns: str) -> None:
    (tmp_path / "a.json").write_text(columns, encoding="utf-8")
    (article,) = records(str(tmp_path / "a.json"), ReadOptions(mapping={"title": "title.rendered"}))
    assert isinstance(article, RawArticle)
    assert article.fields["title"] == "Күз"


@pytest.mark.parametrize(
    ("text", "pattern", "date"),
    [
        ("12.06.2023", "%d.%m.%Y", "2023-06-12"),
        ("06.2023", "%m.%Y", "2023-06"),
        ("2023", "%Y", "2023"),
        ("12/06/23 10:15", "%d/%m/%y %H:%M", "2023-06-12"),
        ("2023-06-12T23:30:00+0000", "%Y-%m-%dT%H:%M:%S%z", "2023-06-12T23:30:00+00:00"),
        ("31.02.2023", "%d.%m.%Y", None),
    ],
)
def test_dates_as_told(text: str, pattern: str, date: str | None) -> None:
    assert read_date(text, pattern) == date
