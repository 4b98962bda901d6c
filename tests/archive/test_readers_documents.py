"""WARC, DOCX and PDF: the pages and documents of each specimen, and what is refused."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from tests.archive.make_specimens import FOLDER, PAGE, documents, flipped, response, warc_record

A = "Күз келді"
EXPECTED: list[tuple[str, list[str], list[str]]] = [
    ("good.warc", [A, A], []),
    ("good.warc.gz", [A, A], []),
    ("lying_long.warc", [A], ["damaged"]),
    ("lying_short.warc", [A], ["damaged"]),
    ("cut.warc.gz", [A, A], ["damaged"]),
    ("good.docx", [A], []),
    ("empty.docx", [], ["no_text"]),
    ("cut.docx", [], ["damaged"]),
    ("not_word.docx", [], ["damaged"]),
    ("good.pdf", ["Қар"], []),
    ("scan.pdf", [], ["no_text"]),
    ("cut.pdf", [], ["damaged"]),
    ("locked.pdf", [], ["encrypted"]),
]


def read(path: Path) -> tuple[list[RawArticle], list[ReadError]]:
    found = list(records(str(path), ReadOptions()))
    good = [record for record in found if isinstance(record, RawArticle)]
    return good, [record for record in found if isinstance(record, ReadError)]


@pytest.mark.parametrize(("name", "titles", "reasons"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_specimen(name: str, titles: list[str], reasons: list[str]) -> None:
    good, bad = read(FOLDER / name)
    assert [article.fields["title"] for article in good] == titles
    assert [error.reason for error in bad] == reasons


def test_every_document_is_expected_something_of() -> None:
    assert set(documents()) == {row[0] for row in EXPECTED}


def test_address_from_the_record_and_date_from_the_page() -> None:
    first, second = read(FOLDER / "good.warc")[0]
    assert (first.fields["url"], second.fields["url"]) == ("https://example.kz/1", "https://example.kz/2")
    # The day of fetching is no day of publication.
    assert first.fields["date"] == "2023-06-12"
    assert first.extra["captured"] == "2024-01-01T00:00:00Z"
    data = (FOLDER / "good.warc").read_bytes()
    assert data[first.offset : first.offset + len(first.raw)] == first.raw
    assert first.raw.startswith(b"WARC/1.0\r\nWARC-Type: response")


def test_words_deleted_under_review_are_left_out() -> None:
    (article,) = read(FOLDER / "good.docx")[0]
    assert article.fields["body"] == "Егін жиналды."


@pytest.mark.parametrize("length", [0, 1, 10**14])
def test_any_lying_length_costs_one_record(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.warc"
    good = warc_record("response", "https://example.kz/2", response(PAGE))
    path.write_bytes(warc_record("response", "https://example.kz/1", response(PAGE), length) + good)
    found, bad = read(path)
    assert [error.reason for error in bad] == ["damaged"]
    # A length beyond the largest record is passed over unread, and what follows with it.
    assert [article.fields["title"] for article in found] == ([A] if length < 10**9 else [])


def test_a_page_whose_packing_is_damaged_is_refused_and_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    # Paragraphs that pack badly, so that the damage comes after much that can be read.
    lines = "".join(f"<p>Күз {number * number % 999_983} келді.</p>" for number in range(20_000))
    packed = gzip.compress(PAGE.replace(b"</article>", lines.encode() + b"</article>"), mtime=0)
    for data, reasons in (
        (packed, []),
        (packed[:-2000], ["damaged"]),
        (flipped(packed, 60_000), ["damaged"]),
    ):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
        stream = io.BytesIO(warc_record("response", "https://example.kz/1", head + data))
        found = list(records("-", ReadOptions(), format="warc", stdin=stream))
        assert [record.reason for record in found if isinstance(record, ReadError)] == reasons
    assert capsys.readouterr().err == ""
