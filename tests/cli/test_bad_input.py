"""Bad files among good ones: each a clear rejection with file and line; the rest is taken in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

GOOD = {"id": "g", "title": "Кітапхана жөнделді", "text": "Қаладағы кітапханада жөндеу жұмысы аяқталды."}


def line(**values: str) -> str:
    return json.dumps({**GOOD, **values}, ensure_ascii=False) + "\n"


def half_line(folder: Path) -> None:
    (folder / "half.jsonl").write_text(
        line(id="1") + line(id="2")[:40] + "\n" + line(id="3"), encoding="utf-8"
    )


def broken_row(folder: Path) -> None:
    rows = "id,title,text\n1,Бірінші,Бірінші мақаланың мәтіні.\n2,Екінші\n3,Үшінші,Үшінші мақаланың мәтіні.\n"
    (folder / "rows.csv").write_text(rows, encoding="utf-8")


def long_line(folder: Path) -> None:
    giant = '{"id": "big", "text": "' + "а" * 25_000_000 + '"}\n'
    (folder / "long.jsonl").write_text(line(id="1") + giant + line(id="3"), encoding="utf-8")


CASES = {
    "empty file": (lambda folder: (folder / "empty.txt").write_bytes(b""), "empty.txt", 0, 1),
    "binary file": (
        lambda folder: (folder / "binary.bin").write_bytes(bytes(range(256)) * 64),
        "binary.bin",
        0,
        1,
    ),
    "binary named text": (
        lambda folder: (folder / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 999),
        "b.txt",
        0,
        1,
    ),
    "JSONL line cut in half": (half_line, "half.jsonl", 2, 3),
    "broken CSV row": (broken_row, "rows.csv", 3, 3),
    "a 50 MB line": (long_line, "long.jsonl", 2, 3),
}


@pytest.mark.parametrize("name", CASES)
def test_the_bad_is_told_and_the_rest_ingested(call: Call, tmp_path: Path, name: str) -> None:
    make, file, at_line, good = CASES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.jsonl").write_text(line(), encoding="utf-8")
    make(folder)
    called = call("ingest", str(folder))
    assert called.status == 1
    assert file in called.err
    assert not at_line or f"{file}:{at_line}" in called.err
    assert call("search", "*", "--count").out == f"{good}\n"


def test_windows_1251_is_read_rightly(call: Call, tmp_path: Path) -> None:
    text = "В ауле открыли школу\n\nЖители аула собрались на открытие новой школы, которую ждали много лет.\n"
    (tmp_path / "old.txt").write_bytes(text.encode("cp1251"))
    assert call("ingest", "old.txt").status == 0
    assert call("search", "школа", "--count").out == "1\n"


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_missing_path_beside_a_good_one(call: Call, tmp_path: Path, lang: str) -> None:
    (tmp_path / "good.jsonl").write_text(line(), encoding="utf-8")
    called = call("ingest", "good.jsonl", "nowhere.txt", lang=lang)
    assert called.status == 1
    assert "nowhere.txt" in called.err


def test_an_unknown_format_name(call: Call, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(line(), encoding="utf-8")
    called = call("ingest", "good.jsonl", "--format", "papyrus")
    assert called.status == 3
    assert "papyrus" in called.err
    assert "jsonl" in called.err, "the message says which formats there are"


def test_the_rejects_file_holds_them_all(call: Call, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("".join(f"{{{n}\n" for n in range(50)) + line(), encoding="utf-8")
    report = call("ingest", "bad.jsonl", "--json").json()
    assert (report["added"], report["rejected"]) == (1, 50)
    kept = Path(report["rejects_file"]).read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["line"] for row in kept] == list(range(1, 51))
