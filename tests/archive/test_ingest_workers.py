"""Several processes give what one gives; one that dies loses nothing; what was taken in is not read anew."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.cleaning import Stamp, clean
from archive.ingest import IngestOptions, IngestReport, ingest, pool, source, work
from archive.model import Article, RawArticle
from archive.store import Store
from benchmarks.ingest_corpus import made, texts

STAMP = Stamp("2026-11-23T00:00:00Z", "muragat", dt.date(2026, 11, 23))
TABLES = ("originals", "articles", "annotations", "versions", "article_people", "people", "taken")


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few articles are many chunks, and workers begin at once as copies of this process."""
    monkeypatch.setattr(source, "CHUNK_ENTRIES", 4)
    monkeypatch.setattr(pool, "WORTH_IT", 1)
    monkeypatch.setattr(pool, "context", lambda: multiprocessing.get_context("fork"))
    monkeypatch.setattr(Stamp, "now", classmethod(lambda cls, software: STAMP))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fifty articles, some under one address, some twice, some broken, in two lists and a page each."""
    inside = tmp_path / "articles"
    inside.mkdir()
    every: list[dict[str, str]] = list(made(texts([]), 50, 60))
    every[7] |= {name: every[3][name] for name in ("url", "source")}
    every[31] = every[30] | {"title": "Басқа тақырып"}
    for record in (every[12], every[13]):
        del record["url"]
    every[13] |= {"title": every[12]["title"], "text": every[12]["text"], "date": every[12]["date"]}
    lines = [json.dumps(record, ensure_ascii=False) for record in every]
    (inside / "a.jsonl").write_text("\n".join([*lines[:20], "{", *lines[20:40]]) + "\n", encoding="utf-8")
    (inside / "b.jsonl").write_text("\n".join(lines[40:46]) + "\n", encoding="utf-8")
    for number, record in enumerate(every[46:]):
        page = inside / f"{number}.txt"
        page.write_text(f"{record['title']}\n\n{record['text']}\n", encoding="utf-8")
    (inside / "empty.txt").write_bytes(b"")
    return inside


def taken_in(path: Path, where: Path, **options: Any) -> IngestReport:
    with Store.open(where, create=True) as store:
        return ingest([path], store, IngestOptions(**options))


def content(where: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(where)
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    connection.close()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def test_the_number_of_workers_changes_nothing(folder: Path, tmp_path: Path) -> None:
    reports = [taken_in(folder, tmp_path / f"{n}.sqlite", workers=n) for n in (1, 2, 3)]
    counts = {"added": 47, "updated": 2, "unchanged": 0, "duplicates": 1, "rejected": 2}
    assert [report.counts() for report in reports] == [counts] * 3
    assert content(tmp_path / "1.sqlite") == content(tmp_path / "2.sqlite") == content(tmp_path / "3.sqlite")


def dying(path: Path, times: int) -> Callable[[RawArticle, Stamp], Article]:
    """A cleaner that is killed at one record, as often as told."""

    def cleaner(record: RawArticle, stamp: Stamp) -> Article:
        if record.record == 9 and record.path.endswith("a.jsonl"):
            with path.open("a") as file:
                file.write("x")
            if path.stat().st_size <= times:
                os.kill(os.getpid(), signal.SIGKILL)
        return clean(record, stamp)

    return cleaner


def test_what_a_dead_worker_had_in_hand_is_done_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "clean", dying(tmp_path / "deaths", 1))
    report = taken_in(folder, tmp_path / "died.sqlite", workers=2)
    assert (report.added, report.rejected) == (47, 2)


def test_a_record_that_always_kills_is_refused_and_the_rest_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "clean", dying(tmp_path / "deaths", 1_000))
    report = taken_in(folder, tmp_path / "died.sqlite", workers=2)
    assert (report.added, report.rejected) == (46, 3)
    assert [(error.line, error.reason) for error in report.rejects if error.reason == "worker_died"] == [
        (9, "worker_died")
    ]


def test_what_was_taken_in_is_not_cleaned_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "twice.sqlite"
    taken_in(folder, where)
    before = content(where)

    def cleaner(record: RawArticle, stamp: Stamp) -> Article:
        raise AssertionError(record.path, record.record)

    monkeypatch.setattr(work, "clean", cleaner)
    again = taken_in(folder, where)
    assert again.counts() == {"added": 0, "updated": 0, "unchanged": 49, "duplicates": 1, "rejected": 2}
    assert content(where) == before


def test_an_earlier_state_of_the_same_record_comes_back(tmp_path: Path) -> None:
    path, where = tmp_path / "a.jsonl", tmp_path / "s.sqlite"
    first, second = (
        json.dumps({"id": "1", "title": "Күз келді", "text": text}, ensure_ascii=False) + "\n"
        for text in ("Егін жиналды.", "Егін түгел жиналды.")
    )
    for text, outcome in ((first, "added"), (second, "updated"), (first, "updated"), (first, "unchanged")):
        path.write_text(text, encoding="utf-8")
        assert taken_in(path, where).counts()[outcome] == 1, text


def test_how_a_record_is_read_counts(tmp_path: Path) -> None:
    from archive.readers import ReadOptions

    path, where = tmp_path / "a.jsonl", tmp_path / "s.sqlite"
    record = {"id": "1", "title": "Күз келді", "text": "Егін жиналды.", "summary": "Қысқаша"}
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    assert taken_in(path, where).added == 1
    read = ReadOptions(mapping={"body": "summary"})
    assert taken_in(path, where, read=read).updated == 1


def test_a_page_that_changed_is_read(tmp_path: Path) -> None:
    path, where = tmp_path / "a.txt", tmp_path / "s.sqlite"
    path.write_text("Күз келді\n\nЕгін жиналды.\n", encoding="utf-8")
    assert taken_in(path, where).added == 1
    path.write_text("Күз келді\n\nЕгін түгел жиналды.\n", encoding="utf-8")
    assert taken_in(path, where).added == 1, "only its content names it"


def test_progress_tells_how_much_is_done(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Store.open(tmp_path / "s.sqlite", create=True) as store:
        report = ingest(
            [folder], store, IngestOptions(), lambda now: told.append((now.read_bytes, now.total_bytes))
        )
    assert report.read_bytes == report.total_bytes == sum(f.stat().st_size for f in folder.iterdir())
    assert all(0 < done <= total for done, total in told)
