"""Files that mean harm: each is refused with its reason or stays harmless, in little time and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.cleaning import Stamp, clean
from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from tests.archive.make_bombs import FOLDER
from tests.archive.make_specimens import FOLDER as FORMATS

SPRING, AUTUMN = "Көктем келді", "Күз келді"
SECONDS = 6.0
#: Of address space, with all libraries loaded.
MEMORY = 1500 << 20
#: file, titles that are read, reasons of refusals
EXPECTED: list[tuple[str, list[str], list[str]]] = [
    ("blank.docx", [], ["bomb"]),
    ("blank.pdf", [], ["damaged"]),
    ("blank.txt.bz2", [], ["bomb"]),
    ("blank.txt.xz", [], ["bomb"]),
    ("blank_twice.pdf", [], ["damaged"]),
    ("deep.docx", [], ["damaged"]),
    ("deep.html", [], ["no_text"]),
    ("deep.json", [], ["bad_json"]),
    ("devices.tar", [SPRING], ["not_a_file"] * 3 + ["unsafe_path"] * 3),
    ("gz_in_gz.txt.gz", [], ["too_deep"]),
    ("laughs.alto", [], ["xml_entities"]),
    ("laughs.docx", [], ["xml_entities"]),
    ("laughs.rss", [], ["xml_entities"]),
    ("laughs_utf16.docx", [], ["damaged"]),
    ("laughs_utf16.rss", [], ["xml_entities"]),
    ("links.zip", [SPRING], ["not_a_file"] * 2),
    ("loop.pdf", [], ["damaged"]),
    ("number.json", [], ["bad_json"]),
    ("outside.mets", [], ["xml_entities"]),
    ("outside.rss", [], ["xml_entities"]),
    ("outside_utf16.docx", ["Күз"], []),
    ("overlapping.zip", [SPRING], ["bomb"]),
    ("page.warc", [AUTUMN, AUTUMN], ["too_long"]),
    ("picture.html", [AUTUMN], []),
    ("quadratic.docx", [], ["xml_entities"]),
    ("quadratic.rss", [], ["xml_entities"]),
    ("scripts.html", [AUTUMN], []),
    ("shared_pages.pdf", [], ["bomb"]),
    ("tags.html", [], ["too_long"]),
]


def read(path: Path) -> tuple[list[RawArticle], list[ReadError]]:
    found = list(records(str(path), ReadOptions()))
    good = [record for record in found if isinstance(record, RawArticle)]
    return good, [record for record in found if isinstance(record, ReadError)]


@pytest.mark.parametrize(("name", "titles", "reasons"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_refused_or_harmless_in_little_time(name: str, titles: list[str], reasons: list[str]) -> None:
    started = time.process_time()
    good, bad = read(FOLDER / name)
    assert [article.fields.get("title") for article in good] == titles
    assert [error.reason for error in bad] == reasons
    assert time.process_time() - started < SECONDS
    assert not any("root:" in str(article.fields) for article in good), "a file of the machine was read"


def test_every_bomb_is_expected_something_of() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {row[0] for row in EXPECTED}


def test_all_bombs_together_take_little_memory() -> None:
    code = (
        "import sys\nfrom archive.readers import ReadOptions, files, records\n"
        "for path in files(sys.argv[1:]):\n"
        "    for record in records(path, ReadOptions()):\n        del record\n"
    )

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    command = [sys.executable, "-c", code, str(FOLDER), str(FORMATS)]
    done = subprocess.run(
        command, preexec_fn=bounded, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_nothing_of_a_script_is_left_in_an_article() -> None:
    (raw,) = read(FOLDER / "scripts.html")[0]
    article = clean(raw, Stamp.now("test"))
    shown = f"{article.title} {article.body} {article.url} {dict(article.extra)}"
    for trace in ("alert", "<script", "onload", "onerror", "document.write", "expression", "data:text"):
        assert trace not in article.body and trace not in article.title
    assert article.url is None or article.url.startswith("http")
    assert "Диқандар қуанышты." in shown


def test_an_entity_of_the_machine_stays_unread() -> None:
    (raw,) = read(FOLDER / "outside_utf16.docx")[0]
    assert raw.fields["title"] == "Күз"
