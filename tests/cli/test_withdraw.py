"""withdraw: out of store, indexes and files, kept out, told; and let in again."""

from __future__ import annotations

import contextlib
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.places import on_servers

SENTENCE = "Сәлима апай жасырын сырын ешкімге айтпауды сұрады"
EARLIER = "Бұрынғы мәтінде үйінің нөмірі де жазылған еді"
ROWS = [
    {"id": "1", "source": "Таң", "title": "Сәлима апайдың үйі", "body": f"{EARLIER}.", "date": "2023-05-01"},
    {
        "id": "2",
        "source": "Таң",
        "title": "Көктем келді",
        "body": "Ауылда қар еріп, өзен тасыды.",
        "date": "2023-04-01",
    },
    {
        "id": "9",
        "source": "Дала",
        "title": "Сәлима апайдың үйі",
        "body": f"{SENTENCE}. «Рахмет», – деді ол.",
        "date": "2023-05-03",
    },
]
CHANGED = {**ROWS[0], "body": f"{SENTENCE}. «Рахмет», – деді ол."}


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def ids(call: Call, query: str) -> list[str]:
    return call("search", query, "--ids").out.split()


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> str:
    """An archive whose first article was changed and corrected once; the id of that."""
    call("ingest", str(write(tmp_path / "first.jsonl", ROWS[:2])))
    call("ingest", str(write(tmp_path / "changed.jsonl", [CHANGED])))
    (id,) = ids(call, "жасырын сыр")
    call("correct", id, "date", "2023-05-02", "--reason", SENTENCE)
    return id


def contents(folder: Path) -> Iterator[bytes]:
    """Every file, and whatever in it is packed with zlib, from any byte on where a stream may begin."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield data
            for mark in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
                at = data.find(mark)
                while at >= 0:
                    packed = zlib.decompressobj()
                    with contextlib.suppress(zlib.error):
                        yield packed.decompress(data[at:])
                    at = data.find(mark, at + 1)


def holds(folder: Path, text: str) -> bool:
    forms = [
        text.encode(encoding)
        for encoding in ("utf-8", "utf-16-le", "cp1251", "koi8-r")
        if _can(text, encoding)
    ]
    forms.append(json.dumps(text)[1:-1].encode())
    return any(form in data for data in contents(folder) for form in forms)


def _can(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.skipif(on_servers(), reason="looks into the files of a folder")
def test_no_file_holds_a_sentence_of_it(call: Call, filled: str, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    assert holds(folder, SENTENCE)
    assert holds(folder, EARLIER)
    called = call("withdraw", filled, "--reason", "отбасының өтініші", "--who", "кітапханашы")
    assert called.status == 0, called.err
    assert not holds(folder, SENTENCE)
    assert not holds(folder, EARLIER)
    assert holds(folder, "Көктем келді")


def test_it_is_found_by_nothing(call: Call, filled: str) -> None:
    call("withdraw", filled, "--reason", "өтініш")
    assert ids(call, "жасырын сыр") == []
    assert ids(call, "*") != []
    assert filled not in call("export", "*", "--format", "jsonl").out
    assert json.loads(call("quotes", "рахмет", "--json").out)["total"] == 0
    shown = call("show", filled)
    assert shown.status == 4
    assert "withdrawn" in shown.err
    assert call("verify").status == 0


@pytest.mark.skipif(on_servers(), reason="looks into the files of a folder")
def test_files_that_people_left_in_the_folder_are_named(call: Call, filled: str, tmp_path: Path) -> None:
    folder = tmp_path / "archive" / "exports"
    folder.mkdir()
    held = {
        "all.csv": call("export", "жасырын сыр", "--format", "csv").out.encode(),
        "all.jsonl": call("export", "жасырын сыр", "--format", "jsonl").out.encode(),
        "packed.jsonl.gz": gzip.compress(json.dumps(ROWS[0]).encode()),
        "old.txt": f"{EARLIER}.".encode("utf-16"),
    }
    for name, data in {**held, "other.txt": b"no word of it", "cut.gz": b"\x1f\x8b\x08"}.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "pack.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("a.txt", f"Ескі жазба. {SENTENCE}. Соңы.")
    report = call("withdraw", filled, "--reason", "өтініш", "--json").json()
    assert {Path(path).name for path in report["remains"]} == {*held, "pack.zip"}


def test_its_file_does_not_bring_it_back(call: Call, filled: str, tmp_path: Path) -> None:
    call("withdraw", filled, "--reason", "өтініш")
    again = call("ingest", str(tmp_path / "first.jsonl"), str(tmp_path / "changed.jsonl"), "--json").json()
    assert (again["added"], again["updated"], again["withdrawn"]) == (0, 0, 2)
    other = call("ingest", str(tmp_path / "changed.jsonl"), "--source", "Басқа", "--json").json()
    assert (other["added"], other["withdrawn"]) == (0, 1)
    assert ids(call, "жасырын сыр") == []


def test_the_same_text_elsewhere_is_named(call: Call, filled: str, tmp_path: Path) -> None:
    call("ingest", str(write(tmp_path / "copy.jsonl", ROWS[2:])))
    (copy,) = set(ids(call, "жасырын сыр")) - {filled}
    report = call("withdraw", filled, "--reason", "өтініш", "--json").json()
    assert report["withdrawn"] == [filled]
    assert report["alike"] == [copy]
    assert ids(call, "жасырын сыр") == [copy]


def test_it_is_listed_without_a_word_of_it_and_lifted(call: Call, filled: str, tmp_path: Path) -> None:
    call("withdraw", filled, "--reason", "өтініш", "--who", "кітапханашы")
    listed = call("withdraw", "--list", "--json").json()
    assert listed["total"] == 1
    assert (listed["items"][0]["article_id"], listed["items"][0]["who"]) == (filled, "кітапханашы")
    assert "Сәлима" not in json.dumps(listed, ensure_ascii=False)
    assert call("withdraw", filled, "--lift", "--who", "басқарма").status == 0
    assert call("ingest", str(tmp_path / "changed.jsonl"), "--json").json()["added"] == 1
    assert ids(call, "жасырын сыр") == [filled]
    assert call("withdraw", "--list", "--json").json()["items"][0]["lifted_by"] == "басқарма"


def test_earlier_copies_are_named(call: Call, filled: str, tmp_path: Path) -> None:
    assert call("backup", str(tmp_path / "before.backup")).status == 0
    report = call("withdraw", filled, "--reason", "өтініш", "--json").json()
    assert [Path(copy["path"]).name for copy in report["copies"]] == ["before.backup"]


@pytest.mark.parametrize(
    ("typed", "status"),
    [(["жоқ", "--reason", "өтініш"], 4), (["жоқ", "--lift"], 4), ([], 2), (["жоқ"], 2)],
)
def test_what_can_not_be_done_is_told(call: Call, filled: str, typed: list[str], status: int) -> None:
    called = call("withdraw", *typed)
    assert called.status == status
    assert called.err
    assert ids(call, "жасырын сыр") == [filled]
