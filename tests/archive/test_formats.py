"""Which reader a file is given to, by its name and its first bytes, and which columns are understood."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import READERS, ReadOptions, records
from archive.readers.encoding import detect, garbled
from archive.readers.fields import fold_fields
from archive.readers.sniff import by_content
from tests.shared_data import shared

OBJECT = '{"title": "Күз келді"}'
PAGE = "<!DOCTYPE html><html><head><title>Күз</title></head></html>"

FILES = [
    ("a.jsonl", f"{OBJECT}\n{OBJECT}", "jsonl"),
    ("a.json", f"{OBJECT}\n{OBJECT}", "jsonl"),
    ("a.json", f"[{OBJECT}]", "json"),
    ("a.json", OBJECT, "json"),
    ("a.json", "{\n  \"title\": \"Күз\"\n}", "json"),
    ("a.json", "сынған", "json"),
    ("a.txt", OBJECT, "jsonl"),
    ("a.txt", "[Фото] Күз келді", "text"),
    ("a.txt", "title,text\nКүз,Егін", "text"),
    ("a.txt", PAGE, "html"),
    ("a.txt", "Бетте <html> деген белгі бар.", "text"),
    ("a.html", PAGE, "html"),
    ("a.html", "<p>Күз келді</p>", "html"),
    ("a.php", PAGE, "html"),
    ("a.csv", "title,text\nКүз,Егін", "csv"),
    ("a.csv", "тақырып;мәтін\nКүз;Егін", "csv"),
    ("a.tsv", "id\ttitle\n1\tКүз", "csv"),
    ("a.dat", "id,title\n1,Күз", "csv"),
    ("a", "Күз келді", "text"),
    ("a.doc", "Күз келді", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "reader"), FILES)
def test_reader(name: str, text: str, reader: str | None) -> None:
    found = by_content(text.encode(), name, READERS)
    assert (found.name if found else None) == reader


@pytest.mark.parametrize(
    ("columns", "options", "fields", "extra"),
    [
        ({"ID": 7, "Headline": "Күз"}, {}, {"source_id": "7", "title": "Күз"}, {}),
        ({"Content": "Егін"}, {}, {"body": "Егін"}, {}),
        ({"id": "abc", "source_id": "7"}, {}, {"source_id": "7"}, {"id": "abc"}),
        ({"text": ["Бір.", "Екі."]}, {}, {"body": "Бір.\nЕкі."}, {}),
        ({"category": "Спорт", "link": "b"}, {}, {"section": "Спорт", "url": "b"}, {}),
        ({"region": ["Абай", "ШҚО", "Абай"]}, {}, {"region": ("Абай", "ШҚО")}, {}),
        ({"regions": [{"code": "KZ-33", "main": True}]}, {}, {"region": ("KZ-33",)}, {}),
        ({"speakers": [{"id": "a", "name": "Айгүл"}]}, {}, {"speaker": ("Айгүл",)}, {}),
        ({"views": 7, "ok": True, "tags": ["a", "b"]}, {}, {}, {"views": "7", "ok": "true", "tags": "a; b"}),
        ({"title": "Күз", "lead": "Қысқаша"}, {"title": "lead"}, {"title": "Қысқаша"}, {"title": "Күз"}),
        ({"title": None, "body": ""}, {}, {}, {}),
    ],
)  # fmt: skip
def test_columns(
    columns: Mapping[str, object], options: Mapping[str, str], fields: object, extra: object
) -> None:
    assert fold_fields(columns, options, {}) == (fields, extra)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "kz1048"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt"])
def test_every_format_in_every_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    title = "Жаңа кітапхана ашылды" if encoding != "cp1251" else "Открыли новую библиотеку"
    text = {
        "a.jsonl": f'{{"title": "{title}"}}\n{{"title": "{title}"}}\n',
        "a.csv": f"id,title\n1,{title}\n2,{title}\n",
        "a.txt": f"{title}\n",
    }[name]
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    found = list(records(str(path), ReadOptions()))
    assert found and all(isinstance(record, RawArticle) for record in found)
    assert {record.fields["title"] for record in found if isinstance(record, RawArticle)} == {title}


def test_table_without_a_text_column_is_refused_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,views\n1,2\n3,4\n", encoding="utf-8")
    (error,) = records(str(path), ReadOptions())
    assert isinstance(error, ReadError)
    assert (error.line, error.reason, error.params["columns"]) == (1, "no_text_column", ["id", "views"])


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_broken_byte_costs_one_record_and_garbles_none(tmp_path: Path, name: str) -> None:
    title = "Жаңа кітапхана ашылды"
    line = {"a.jsonl": f'{{"title": "{title}"}}', "a.csv": f"1,{title}"}[name].encode()
    head = [b"id,title"] if name == "a.csv" else []
    path = tmp_path / name
    path.write_bytes(b"\n".join([*head, line, line.replace(b"\xd0", b"\xff", 1), line]))
    found = list(records(str(path), ReadOptions()))
    kept = [record.fields["title"] for record in found if isinstance(record, RawArticle)]
    assert kept == [title, title]
    assert [record.reason for record in found if isinstance(record, ReadError)] == ["encoding"]


@pytest.mark.parametrize("encoding", ["utf-8", "kz1048"])
def test_real_sentences_are_never_garbled(encoding: str) -> None:
    lines = shared("data", "sentences", "sentences.txt").read_text(encoding="utf-8").splitlines()[::50]
    readable = [
        line for line in lines if line.strip() and line.encode(encoding, "ignore").decode(encoding) == line
    ]
    assert len(readable) > 800
    for line in readable:
        found = detect(line.encode(encoding))
        assert found is not None and line.encode(encoding).decode(found) == line


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize(
    "text", ["В городе открылась новая библиотека для детей", "ВНИМАНИЕ! Погода ухудшится"]
)
def test_russian_in_old_encodings(text: str, encoding: str) -> None:
    found = detect(text.encode(encoding))
    assert found is not None and text.encode(encoding).decode(found) == text


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("?аза?стан Республикасыны? ?кіметі отырыс ?ткізді", True),
        ("Қазақстан Республикасының Үкіметі отырыс өткізді", False),
        ("Рас па? Иә. Қашан?Бүгін.", False),
        ("\ufffd\ufffd\ufffd Үкімет", True),
    ],
)
def test_lost_letters_are_seen(text: str, lost: bool) -> None:
    assert garbled(text) is lost
