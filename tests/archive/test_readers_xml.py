"""Feeds, harvests, catalogues and scanned pages: the fields of each specimen, and what is refused."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from archive.cleaning import Stamp, clean
from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from archive.readers.slices import slices
from tests.archive.make_specimens import FOLDER

A, Q = "Күз келді", "Қыс келді"
EXPECTED: list[tuple[str, str, list[str], list[tuple[int, str]]]] = [
    ("good_and_broken.rss", "rss", [A, Q], [(7, "bad_xml"), (8, "bad_xml")]),
    ("cp1251.rss", "rss", ["Городская библиотека переехала"], []),
    ("utf16.rss", "rss", [A], []),
    ("empty.rss", "rss", [], [(0, "no_records")]),
    ("bomb.rss", "rss", [], [(1, "xml_entities")]),
    ("outside_file.rss", "rss", [], [(1, "xml_entities")]),
    ("good.atom", "atom", [A, Q], []),
    ("good_oai.xml", "oai", [A, Q], [(8, "bad_xml")]),
    ("error_oai.xml", "oai", [], [(0, "no_records")]),
    ("good_marc.xml", "marcxml", ["Күз келді : ауыл өмірі", Q], [(8, "no_text")]),
    ("good_alto.xml", "alto", [""], []),
    ("no_text_alto.xml", "alto", [], [(2, "no_text")]),
]


def read(path: Path) -> tuple[list[RawArticle], list[ReadError]]:
    found = list(records(str(path), ReadOptions()))
    good = [record for record in found if isinstance(record, RawArticle)]
    return good, [record for record in found if isinstance(record, ReadError)]


@pytest.mark.parametrize(("name", "format", "titles", "refusals"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_specimen(name: str, format: str, titles: list[str], refusals: list[tuple[int, str]]) -> None:
    good, bad = read(FOLDER / name)
    assert [article.fields.get("title", "") for article in good] == titles
    assert [(error.line, error.reason) for error in bad] == refusals
    assert {article.format for article in good} <= {format}


def test_a_record_keeps_its_bytes_and_its_place() -> None:
    for name in ("good_and_broken.rss", "good.atom", "good_oai.xml", "good_marc.xml"):
        data = (FOLDER / name).read_bytes()
        for article in read(FOLDER / name)[0]:
            assert data[article.offset : article.offset + len(article.raw)] == article.raw
            assert data.count(b"\n", 0, article.offset) == article.line - 1


FIELDS = [
    ("good_and_broken.rss", 0, {"url": "https://example.kz/1", "source_id": "n-1", "author": "Айгүл Сейітова",
                                "body": "Егін жиналды. деген белгі.\nҚоймалар толды.", "section": "Ауыл"},
     {"summary": "Қысқаша"}),
    ("good_and_broken.rss", 1, {"body": "Қар жауды."}, {"body_is": "summary"}),
    ("good.atom", 0, {"url": "https://example.kz/1", "body": "Егін жиналды."},
     {"updated": "2023-06-13T00:00:00Z"}),
    ("good.atom", 1, {"body": "Қар жауды."}, {"body_is": "summary"}),
    ("good_oai.xml", 0, {"url": "https://example.kz/1", "source_id": "oai:example.kz:1", "lang": "kaz"},
     {"body_is": "summary", "dc_identifier": "inv-7; https://example.kz/1"}),
    ("good_marc.xml", 0, {"source_id": "k-7", "author": "Сейітова, Айгүл", "date": "2023", "lang": "kk"},
     {"marc_host": "Ауыл таңы № 12"}),
    ("good_alto.xml", 0, {"body": "Егін жиналды\nҚар жауды"},
     {"ocr_confidence": "0.8500", "ocr_words": "5", "scan": "1935-06-12_1.tif"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "number", "fields", "extra"), FIELDS)
def test_fields(name: str, number: int, fields: dict[str, str], extra: dict[str, str]) -> None:
    article = read(FOLDER / name)[0][number]
    assert {key: article.fields.get(key) for key in fields} == fields
    assert {key: article.extra.get(key) for key in extra} == extra


@pytest.mark.parametrize(
    ("name", "days"),
    [("good_and_broken.rss", ["2023-06-12", "2023-12-01"]), ("good.atom", ["2023-06-12", "2023-12-01"])],
)
def test_a_moment_in_greenwich_is_the_day_it_was_in_almaty(name: str, days: list[str]) -> None:
    articles = [clean(raw, Stamp.now("test")) for raw in read(FOLDER / name)[0]]
    assert [article.date.isoformat() if article.date else None for article in articles] == days


def test_nothing_outside_the_file_is_read() -> None:
    assert not any("root:" in str(error.params) for error in read(FOLDER / "outside_file.rss")[1])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<rss>" + b"<item>" * 20_000, 20_000),
        (b"<rss><item>" + b"<!--" * 500_000, 1),
        (b"<![CDATA[" * 200_000, 0),
        (b"<rss>" + b"<item><item></item>" * 10_000, 20_000),
    ],
)
def test_what_is_never_closed_takes_no_endless_time(data: bytes, found: int) -> None:
    started = time.perf_counter()
    assert sum(1 for _ in slices(io.BytesIO(data), "item", 20 << 20)) == found
    assert time.perf_counter() - started < 20


def test_a_record_over_the_limit_is_refused_and_the_next_one_read() -> None:
    data = b"<rss><item>" + b"x" * 600_000 + b"</item><item>a</item></rss>"
    found = list(slices(io.BytesIO(data), "item", 100_000))
    assert [piece.data for piece in found] == [None, b"<item>a</item>"]
