"""ZIP, TAR and packed files: what is taken out of each specimen, and why the rest is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from archive.readers.unpack import Budget
from tests.archive.make_specimens import FOLDER, SPRING, specimens, zipped

#: What each specimen gives: titles taken, refusals as (path inside, reason).
S, A, Q = "Көктем келді", "Күз келді", "Қыс келді"
EXPECTED: list[tuple[str, list[str], list[tuple[str, str]]]] = [
    ("good.zip", [S, A, Q], []),
    ("damaged_member.zip", [A, Q], [("!/көктем.txt", "damaged")]),
    ("cut.zip", [], [("", "damaged")]),
    ("encrypted.zip", [A, Q], [("!/көктем.txt", "encrypted")]),
    ("climbing.zip", [S], [("!/../../көктем.txt", "unsafe_path"), ("!//күз.jsonl", "unsafe_path")]),
    ("bomb.zip", [S], [("!/bomb.txt", "bomb")]),
    ("nested.zip", [S], []),
    ("too_deep.zip", [], [("!/ішкі.zip" * 3, "too_deep")]),
    ("good.tar", [S, A, Q], []),
    ("good.tar.gz", [S, A, Q], []),
    ("good.tar.bz2", [S, A, Q], []),
    ("good.tar.xz", [S, A, Q], []),
    ("links.tar", [S, A, Q], [("!/сілтеме.txt", "not_a_file")]),
    ("climbing.tar", [S], [("!/../көктем.txt", "unsafe_path")]),
    ("broken_header.tar", [S, A, Q], [("", "damaged")]),
    ("cut.tar", [S], [("", "damaged")]),
    ("good.jsonl.gz", [A, Q], []),
    ("good.txt.bz2", [S], []),
    ("good.txt.xz", [S], []),
    ("cut.txt.xz", [], [("", "damaged")]),
    ("bomb.txt.gz", [], [("", "bomb")]),
]


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[RawArticle], list[ReadError]]:
    found = list(records(str(path), options or ReadOptions()))
    good = [record for record in found if isinstance(record, RawArticle)]
    return good, [record for record in found if isinstance(record, ReadError)]


@pytest.mark.parametrize(("name", "titles", "refusals"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_specimen(name: str, titles: list[str], refusals: list[tuple[str, str]]) -> None:
    good, bad = read(FOLDER / name)
    if name == "broken_header.tar":
        good = good[1:]
    assert [article.fields["title"] for article in good] == titles
    assert [(error.path.removeprefix(str(FOLDER / name)), error.reason) for error in bad] == refusals


def test_every_specimen_is_expected_something_of_and_made_by_the_script() -> None:
    assert set(specimens()) == {row[0] for row in EXPECTED} | {"cut.jsonl.gz"}
    assert {path.name for path in FOLDER.iterdir()} >= set(specimens())


def test_a_path_says_where_in_the_archive_a_record_stands() -> None:
    good, _ = read(FOLDER / "good.zip")
    place = [(article.path.removeprefix(str(FOLDER)), article.record, article.line) for article in good]
    assert place == [
        ("/good.zip!/көктем.txt", 1, 1),
        ("/good.zip!/2023/күз.jsonl", 1, 1),
        ("/good.zip!/2023/күз.jsonl", 2, 2),
    ]
    assert good[0].raw == SPRING


def test_what_came_before_the_cut_is_kept() -> None:
    good, bad = read(FOLDER / "cut.jsonl.gz")
    assert len(good) > 3000
    assert [error.reason for error in bad] == ["damaged"]


def test_an_archive_on_standard_input() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for name in ("good.zip", "good.tar.gz"):
        stream = Pipe((FOLDER / name).read_bytes())
        found = list(records("-", ReadOptions(), stdin=stream))
        assert [r.fields["title"] for r in found if isinstance(r, RawArticle)] == [S, A, Q]


def test_the_budget_is_for_everything_inside_together(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.txt": SPRING for n in range(10)}))
    good, bad = read(path, ReadOptions(budget=Budget(len(SPRING) * 4)))
    assert len(good) == 4
    assert {error.reason for error in bad} == {"bomb"}


def test_nothing_is_written_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("climbing.zip", "climbing.tar", "links.tar"):
        read(FOLDER / name)
    assert not list(tmp_path.rglob("*"))
    assert not (tmp_path.parent / "көктем.txt").exists()


def test_office_files_are_not_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped({"[Content_Types].xml": b"<Types/>", "xl/a.xml": b"<a/>"}))
    assert [error.reason for error in read(path)[1]] == ["binary"]


def test_a_member_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"": SPRING, "ok.txt": SPRING}))
    good, bad = read(path)
    assert [article.fields["title"] for article in good] == [S]
    assert [error.reason for error in bad] == ["unsafe_path"]
