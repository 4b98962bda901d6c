"""The CSV reader against the csv module, on rows nobody would think of."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, Record
from archive.readers.csv import CsvReader, header

CELL = st.text(
    st.characters(exclude_characters="\x00\ufeff", exclude_categories=["Cs"]), min_size=1, max_size=20
)
ROWS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8)


def read(data: bytes) -> list[Record]:
    return list(CsvReader().read(io.BytesIO(data), "a.csv", ReadOptions()))


@given(ROWS, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
def test_what_the_csv_module_writes_is_read_back(
    rows: list[tuple[str, str]], delimiter: str, end: str
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    data = stream.getvalue().encode()
    found = read(data)
    articles = [record for record in found if isinstance(record, RawArticle)]
    assert len(articles) == len(found) == len(rows)
    assert [(a.fields["title"], a.fields["body"]) for a in articles] == rows
    for article in articles:
        assert data[article.offset :].startswith(article.raw)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_records_and_refusals(data: bytes) -> None:
    for record in read(b"id,title,text\n" + data):
        assert isinstance(record, RawArticle | ReadError)


@given(st.lists(st.sampled_from(['"', ",", "\n", "Күз", '""', "1,Күз,Егін\n"]), max_size=30).map("".join))
def test_a_broken_row_never_takes_the_last_one_along(middle: str) -> None:
    """A sound row at the end of the file is always read, whatever stands before it."""
    found = read(f'id,title,text\n{middle}\n9,Соңғы,"Мәтін"\n'.encode())
    last = found[-1]
    assert isinstance(last, RawArticle)
    assert (last.fields["source_id"], last.fields["title"], last.fields["body"]) == ("9", "Соңғы", "Мәтін")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,title,text\n", (",", ["id", "title", "text"])),
        ("id\ttitle\n", ("\t", ["id", "title"])),
        ("title\nКүз\n", (",", ["title"])),
        ("Күз келді\nЕгін жиналды\n", None),
        ("title,title\n", None),
        ("", None),
    ],
)
def test_header(text: str, expected: tuple[str, list[str]] | None) -> None:
    assert header(text) == expected
