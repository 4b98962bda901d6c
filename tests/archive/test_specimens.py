"""Every broken (and every odd but sound) file in tests/specimens, and what is to be made of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from archive.errors import ReadError, UnknownFormat
from archive.model import RawArticle
from archive.readers import ReadOptions, files, records

SPECIMENS = Path(__file__).parents[1] / "specimens"
TITLE = "Қала кітапханасы жаңа ғимаратқа көшті"
RU_TITLE = "Городская библиотека переехала в новое здание"

#: file, titles that are read, refusals as (line, reason)
EXPECTED: list[tuple[str, list[str], list[tuple[int, str]]]] = [
    ("empty.txt", [], [(0, "empty_file")]),
    ("blank.txt", [], [(0, "empty_file")]),
    ("binary.bin", [], [(0, "binary")]),
    ("binary.txt", [], [(0, "binary")]),
    ("archive.zip", [], [(0, "damaged")]),
    ("unknown.xyz", [], [(0, "unknown_format")]),
    ("missing.txt", [], [(0, "not_found")]),
    ("utf8_bom.txt", [TITLE], []),
    ("utf16.txt", [TITLE], []),
    ("cp1251.txt", [RU_TITLE], []),
    ("koi8r.txt", [RU_TITLE], []),
    ("kz1048.txt", [TITLE], []),
    ("lost_letters.txt", [], [(1, "garbled")]),
    ("no_encoding.txt", [], [(0, "encoding")]),
    ("half_line.jsonl", ["Көктем келді", "Күз келді"], [(2, "bad_json")]),
    ("not_object.jsonl", ["Көктем келді"], [(1, "not_object"), (3, "not_object")]),
    ("no_text.jsonl", ["Тек тақырып"], [(1, "no_text")]),
    ("bad_bytes.jsonl", ["Көктем", "Күз"], [(2, "encoding")]),
    ("surrogate.jsonl", ["\ufffd Ән "], []),
    ("cut.json", [], [(1, "bad_json")]),
    ("list.json", ["Көктем келді", "Күз келді"], []),
    ("broken_row.csv", ["Көктем келді", "Күз келді", "Қыс келді"], [(3, "bad_row"), (6, "bad_row")]),
    ("open_quote.csv", ["Көктем келді", "Күз келді", "Қыс келді"], [(3, "open_quote")]),
    ("semicolon.csv", ["Көктем келді"], []),
    ("quotes.tsv", ['"Ана тілі" газеті', '"Жабылмаған'], []),
    ("kz1048.csv", ["Өзен тасыды"], []),
    ("header_only.csv", [], [(0, "no_rows")]),
    ("no_text.html", [], [(0, "no_text")]),
    ("page.html", ["Кітапхана жаңа ғимаратқа көшті"], []),
    ("declared_1251.html", ["Городская библиотека переехала"], []),
    ("undated.html", ["Кітапхана көшті"], []),
]


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[RawArticle], list[ReadError]]:
    good: list[RawArticle] = []
    bad: list[ReadError] = []
    for found in files([path]):
        for record in [found] if isinstance(found, ReadError) else records(found, options or ReadOptions()):
            if isinstance(record, ReadError):
                bad.append(record)
            else:
                good.append(record)
    return good, bad


@pytest.mark.parametrize(("name", "titles", "refusals"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_specimen(name: str, titles: list[str], refusals: list[tuple[int, str]]) -> None:
    good, bad = read(SPECIMENS / name)
    assert [article.fields.get("title") for article in good] == titles
    assert [(error.line, error.reason) for error in bad] == refusals
    assert all(error.path == str(SPECIMENS / name) for error in bad)


def test_every_specimen_is_expected_something_of() -> None:
    assert {path.name for path in SPECIMENS.iterdir() if path.is_file()} == {row[0] for row in EXPECTED} - {
        "missing.txt"
    }


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf8_bom.txt", "utf-8-sig"),
        ("utf16.txt", "utf-16"),
        ("cp1251.txt", "cp1251"),
        ("koi8r.txt", "koi8-r"),
        ("kz1048.txt", "kz1048"),
        ("kz1048.csv", "kz1048"),
        ("declared_1251.html", "cp1251"),
        ("half_line.jsonl", "utf-8"),
    ],
)
def test_the_encoding_is_told(name: str, encoding: str) -> None:
    good, _ = read(SPECIMENS / name)
    assert {article.encoding for article in good} == {encoding}


def test_line_of_50_mb_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"title": "' + b"x" * (50 * 1024 * 1024) + b'"}\n')
        stream.write('{"title": "Күз келді"}\n'.encode())
    good, bad = read(path)
    assert [(error.line, error.reason) for error in bad] == [(1, "line_too_long")]
    assert [article.fields["title"] for article in good] == ["Күз келді"]
    assert (good[0].line, good[0].record) == (2, 2)


def test_too_long_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes("Күз\n".encode() * 100)
    _, bad = read(path, ReadOptions(record_limit=100))
    assert [error.reason for error in bad] == ["too_long"]


@pytest.mark.parametrize("name", ["half_line.jsonl", "broken_row.csv", "kz1048.csv"])
def test_raw_bytes_stand_at_their_offset(name: str) -> None:
    data = (SPECIMENS / name).read_bytes()
    good, _ = read(SPECIMENS / name)
    assert good
    for article in good:
        assert data[article.offset : article.offset + len(article.raw)] == article.raw
        assert data[: article.offset].count(b"\n") + 1 == article.line


def test_quoted_cell_keeps_its_line_breaks() -> None:
    good, _ = read(SPECIMENS / "semicolon.csv")
    assert good[0].fields["body"] == 'Бірінші жол\r\nекінші "жол"'


def test_page_metadata_is_what_the_page_states() -> None:
    good, _ = read(SPECIMENS / "page.html")
    fields = good[0].fields
    assert fields["source"] == "Дала жаршысы"
    assert fields["url"] == "https://dala.example/news/12"
    assert fields["author"] == "Әсем Нұрова"
    assert fields["date"] == "2022-10-05T23:30:00Z"
    assert "Басты бет" not in fields["body"]


def test_no_date_is_guessed_for_a_page() -> None:
    good, _ = read(SPECIMENS / "undated.html")
    assert "date" not in good[0].fields


def test_standard_input_needs_no_name() -> None:
    stream = io.BytesIO('{"title": "Күз келді"}\n'.encode())
    (record,) = records("-", ReadOptions(), stdin=stream)
    assert isinstance(record, RawArticle)
    assert (record.format, record.path) == ("jsonl", "-")


def test_unknown_format_name_is_an_error_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormat) as caught:
        list(records(str(SPECIMENS / "page.html"), ReadOptions(), format="qqq"))
    assert "jsonl" in caught.value.known


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Күз\n", encoding="utf-8")
    found = [Path(path).relative_to(tmp_path).as_posix() for path in map(str, files([tmp_path]))]
    assert found == ["a/1.txt", "a/2.txt", "b.txt"]


@pytest.mark.parametrize(
    ("mapping", "defaults", "expected"),
    [
        ({"title": "тақырып", "body": "мәтін"}, {}, {"title": "Күз", "body": "Егін жиналды."}),
        ({"title": "тақырып"}, {"lang": "kk", "region": "Абай;ШҚО"},
         {"title": "Күз", "lang": "kk", "region": ("Абай", "ШҚО")}),
    ],
)  # fmt: skip
def test_mapping_and_defaults(
    tmp_path: Path, mapping: dict[str, str], defaults: dict[str, str], expected: dict[str, object]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,тақырып,мәтін\n7,Күз,Егін жиналды.\n", encoding="utf-8")
    good, _ = read(path, ReadOptions(mapping=mapping, defaults=defaults))
    assert {key: good[0].fields[key] for key in expected} == expected
