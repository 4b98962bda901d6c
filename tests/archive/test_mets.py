"""An issue of a newspaper in METS with its pages in ALTO, in a folder and in archives, whole and broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.cleaning import Stamp, clean
from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, files, records
from tests.archive.make_mets import FOLDER
from tests.archive.make_specimens import tarred, zipped

TITLES = ["Егін орағы", "Мектеп салынды", "", ""]


def read(path: Path) -> tuple[list[RawArticle], list[ReadError]]:
    found: list[RawArticle | ReadError] = []
    for name in files([path]):
        found += [name] if isinstance(name, ReadError) else records(name, ReadOptions())
    good = [record for record in found if isinstance(record, RawArticle)]
    return good, [record for record in found if isinstance(record, ReadError)]


def members(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_articles_are_joined_over_blocks_and_pages_in_reading_order() -> None:
    good, bad = read(FOLDER / "issue")
    assert [article.fields.get("title", "") for article in good] == TITLES
    assert [article.fields["body"] for article in good] == [
        "Диқандар егін жиналып жатыр.\nҚоймалар астыққа толды.",
        "Ауылда жаңа мектеп ашылды.",
        "Сиыр сатылады.",
        "Бұл бетті ешбір мақала өзіне алмаған, бірақ мәтіні бар.",
    ]
    assert [(error.reason, error.params.get("article")) for error in bad] == [
        ("missing_page", None),
        ("missing_page", "A-3"),
    ]


def test_every_article_knows_its_issue_and_how_sure_its_words_are() -> None:
    first, second, advert, left = read(FOLDER / "issue")[0]
    article = clean(first, Stamp.now("test"))
    assert (article.source, article.source_id) == ("Ауыл таңы", "auyl-tany-1935-06-12#A-1")
    assert article.date is not None and article.date.isoformat() == "1935-06-12"
    assert (article.lang, article.author, article.section) == ("kk", "Б. Диқанов", "Шаруашылық")
    # Nine words of the two blocks and two of the headline: 6 × .9, 2 × .5, 3 × .6.
    assert float(first.extra["ocr_confidence"]) == pytest.approx((6 * 0.9 + 2 * 0.5 + 3 * 0.6) / 11, abs=1e-4)
    assert (first.extra["ocr_words"], first.extra["issue"]) == ("11", "47")
    assert first.extra["heading"] == "Егін орағы басталды"
    # No word of the advertisement says how sure it is, but its page does.
    assert advert.extra["ocr_confidence"] == "0.8000"
    assert [article.extra["mets_type"] for article in (second, advert, left)] == [
        "ARTICLE",
        "ADVERTISEMENT",
        "PAGE",
    ]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("issue.zip", lambda found: zipped(found)),
        ("issue.tar", lambda found: tarred(found)),
        ("issue.tar.gz", lambda found: tarred(found, "w:gz")),
    ],
)
def test_an_issue_in_an_archive_is_the_same(
    tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    (tmp_path / name).write_bytes(
        pack({f"1935/{key}": data for key, data in members(FOLDER / "issue").items()})
    )
    packed, refused = read(tmp_path / name)
    loose, missing = read(FOLDER / "issue")
    stamp = Stamp.now("test")
    assert [clean(raw, stamp).id for raw in packed] == [clean(raw, stamp).id for raw in loose]
    assert [raw.sha256 for raw in packed] == [raw.sha256 for raw in loose]
    assert [error.reason for error in refused] == [error.reason for error in missing]


BROKEN = [
    ("broken", 1, ["bad_xml"]),
    ("climbing", 0, ["unsafe_path"] + ["missing_page"] * 4),
    ("bomb", 0, ["xml_entities"]),
    ("no_pages", 0, ["no_records"]),
    ("wrong_page", 0, ["no_records", "not_alto"] + ["missing_page"] * 4),
]


@pytest.mark.parametrize(("name", "articles", "reasons"), BROKEN)
def test_a_broken_issue_is_refused_and_its_pages_read_by_themselves(
    name: str, articles: int, reasons: list[str]
) -> None:
    good, bad = read(FOLDER / name)
    assert (len(good), [error.reason for error in bad]) == (articles, reasons)
    assert not any("root:" in str(article.fields) for article in good)


def test_every_specimen_is_expected_something_of() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"issue", *(row[0] for row in BROKEN)}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c" / "issue"
    shutil.copytree(FOLDER / "issue", folder)
    outside = tmp_path / "0003.xml"
    outside.write_bytes((folder / "alto" / "0004.xml").read_bytes())
    (folder / "alto" / "0003.xml").symlink_to(outside)
    assert [error.params.get("page") for error in read(folder)[1]][:1] == ["file://./alto/0003.xml"]


def test_a_page_asked_for_by_its_format_is_read_alone() -> None:
    page = str(FOLDER / "issue" / "alto" / "0004.xml")
    assert not list(records(page, ReadOptions()))
    assert [
        record.format
        for record in records(page, ReadOptions(), format="alto")
        if isinstance(record, RawArticle)
    ] == ["alto"]
