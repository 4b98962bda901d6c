"""Which encoding a text is in: floors on real sentences, letters read in the wrong code page."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.cleaning import Stamp, clean
from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from eval.encodings.gate import Cell, kazakh, measure, read_floors, russian
from tests.shared_data import shared

TEXT = "Қазақстан Республикасының аумағында\n\nЖәне одан тыс жердегі барлық ұйымдардың үлгісі өзгерді.\n"
RU = "Городская библиотека переехала в новое здание\n"


def below(cells: list[Cell]) -> list[Cell]:
    floors = read_floors()
    return [cell for cell in cells if cell.share < floors.get(cell[:3], 0)]


def test_russian_is_told_rightly() -> None:
    assert not below(list(measure({"ru": russian()}, 100)))


def test_kazakh_is_told_rightly() -> None:
    text = kazakh(shared("data", "sentences", "sentences.txt"))
    assert not below(list(measure({"kk": text}, 200)))


def read(path: Path, data: bytes) -> RawArticle | ReadError:
    path.write_bytes(data)
    (found,) = records(str(path), ReadOptions())
    return found


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (TEXT, "utf-16", "utf-16"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
        (TEXT, "kz1048", "kz1048"),
        (TEXT, "ptcp154", "ptcp154"),
        (RU, "cp1251", "cp1251"),
        (RU, "koi8-r", "koi8-r"),
    ],
)
def test_the_encoding_is_told_in_the_provenance(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    raw = read(tmp_path / "a.txt", text.encode(encoding))
    assert isinstance(raw, RawArticle)
    article = clean(raw, Stamp.now("test"))
    assert article.title == text.splitlines()[0]
    assert article.provenance.encoding == told


def test_zero_bytes_that_are_no_utf_16_are_no_text(tmp_path: Path) -> None:
    for data in (b"a\x00" + bytes(range(256)) * 4, b"\x00\x01" * 400, bytes(1000)):
        found = read(tmp_path / "a.txt", data)
        assert isinstance(found, ReadError)
        assert found.reason == "binary"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_kazakh_read_as_windows_1251_gets_its_letters_back(tmp_path: Path, encoding: str) -> None:
    misread = TEXT.encode("kz1048").decode("cp1251")
    raw = read(tmp_path / "a.txt", misread.encode(encoding))
    assert isinstance(raw, RawArticle)
    article = clean(raw, Stamp.now("test"))
    assert f"{article.title}\n\n{article.body}\n" == TEXT
    if encoding == "utf-8":
        assert "kz1048_read_as_cp1251" in [step.rule for step in article.provenance.cleaning]


@pytest.mark.parametrize(
    "text",
    [
        "Македонија: ќе се одржи седница, среќа и ѕвезда, свеќа, Ѕвездан.",
        "Їжак їсть яблуко, є ще ґанок і її ґудзик, який він їй дав.",
        "Љубав и ћуприја, Јован, ђак, његова кућа.",
        "Ён сказаў, што ўсё добра, і пайшоў дадому ў вёску.",
    ],
)
def test_languages_that_have_these_letters_keep_them(tmp_path: Path, text: str) -> None:
    raw = read(tmp_path / "a.txt", text.encode())
    assert isinstance(raw, RawArticle)
    article = clean(raw, Stamp.now("test"))
    assert text in (article.title, article.body)
