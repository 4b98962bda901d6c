"""One archive harvested by another and that by a third, over waitress: the same articles, the same ids."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from waitress.server import create_server

from archive.harvest import Asked, Client
from archive.ingest import IngestOptions
from archive.store import oai
from archive.store.schema import articles
from webui import create_app
from webui.oai import views
from workspace import Workspace
from workspace.harvesting import HarvestReport, gone, harvest

Serve = Callable[[Workspace], AbstractContextManager[str]]
COUNT = 70
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def served(workspace: Workspace) -> Iterator[str]:
    """The archive at an address of this machine."""
    server = create_server(create_app(workspace), host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/oai"
    finally:
        server.close()
        thread.join(5)


def lines(count: int) -> str:
    """Articles named by an address, by an id, and by their content alone."""
    rows = []
    for number in range(count):
        row = {"title": f"Ауыл жаңалығы {number}", "text": f"Ауылда {number} үй салынды.\n\nЕгін жиналды."}
        row |= {"source": "Өлке үні" if number % 2 else "Ауыл таңы", "date": "2021-05-04", "region": "KZ-33"}
        if number % 3 == 0:
            row["url"] = f"https://auyl.example/{number}"
        elif number % 3 == 1:
            row["id"] = f"n{number}"
        rows.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(rows) + "\n"


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(views, "PAGE", 20)
    (tmp_path / "a.jsonl").write_text(lines(COUNT), encoding="utf-8")
    with Workspace.open(tmp_path / "first", create=True) as workspace:
        workspace.ingest([str(tmp_path / "a.jsonl")], IngestOptions())
        yield workspace


def take(workspace: Workspace, url: str, prefix: str) -> HarvestReport:
    return harvest(workspace, Asked(url, prefix), IngestOptions(), Client(tries=2, first_wait_s=0.1))


def counts(report: HarvestReport) -> tuple[int, int, int, int]:
    told = report.ingest
    assert told is not None and report.failed is None
    return told.added, told.updated, told.unchanged, told.rejected


def test_an_archive_is_copied_with_equal_ids(first: Workspace, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "second", create=True) as second, served(first) as url:
        report = take(second, url, "muragat")
        assert counts(report) == (COUNT, 0, 0, 0)
        assert report.pages == 4
        assert second.article_ids() == first.article_ids()
        for one, other in zip(
            first.articles(first.article_ids()), second.articles(second.article_ids()), strict=True
        ):
            assert (one.title, one.body, one.date, one.source, one.url, one.source_id) == (
                other.title, other.body, other.date, other.source, other.url, other.source_id,
            )  # fmt: skip
            assert one.regions == other.regions
        with Workspace.open(tmp_path / "third", create=True) as third, served(second) as again:
            assert counts(take(third, again, "muragat")) == (COUNT, 0, 0, 0)
            assert third.article_ids() == first.article_ids()


def test_dublin_core_gives_as_many_articles_and_the_ids_of_addresses(
    first: Workspace, tmp_path: Path
) -> None:
    with Workspace.open(tmp_path / "second", create=True) as second, served(first) as url:
        assert counts(take(second, url, "oai_dc")) == (COUNT, 0, 0, 0)
        named = {one.id for one in first.articles(first.article_ids()) if one.url}
        assert len(named) == 24
        assert named <= set(second.article_ids())
        assert second.stats().by_source == first.stats().by_source
        kept = second.original(next(iter(named)))
        assert kept.startswith(b"<record>") and b"https://auyl.example/" in kept


def test_what_is_deleted_there_is_marked_here_and_stays(first: Workspace, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "second", create=True) as second, served(first) as url:
        take(second, url, "muragat")
        victim = first.article_ids()[7]
        with oai.writing(first.store) as connection:
            connection.execute(articles.delete().where(articles.c.id == victim))
            oai.bring_up(connection)
        report = take(second, url, "muragat")
        assert (report.deleted, [one.article_id for one in report.marked]) == (1, [victim])
        assert second.article(victim).id == victim
        assert [one.article_id for one in gone(second)] == [victim]


def test_the_second_harvest_brings_only_what_changed(first: Workspace, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "second", create=True) as second, served(first) as url:
        take(second, url, "muragat")
        with oai.writing(first.store) as connection:
            connection.execute(oai.stamps.update().values(stamp="2020-01-01T00:00:00Z"))
        (tmp_path / "b.jsonl").write_text('{"id": "new", "title": "Жаңа хабар"}\n', encoding="utf-8")
        first.ingest([str(tmp_path / "b.jsonl")], IngestOptions())
        report = take(second, url, "muragat")
        assert (report.pages, counts(report)) == (1, (1, 0, 0, 0))
        assert second.article_ids() == first.article_ids()


def test_a_killed_harvest_goes_on(first: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 3)
    folder = tmp_path / "second"
    with served(first) as url:
        command = [
            sys.executable,
            str(ROOT / "cli.py"),
            "--data",
            str(folder),
            "harvest",
            url,
            "--prefix",
            "muragat",
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        for pages in (2, 9):
            process = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL)
            end = time.monotonic() + 60
            while len(list(folder.glob("harvests/*/*.oai.gz"))) < pages and process.poll() is None:
                assert time.monotonic() < end
            process.send_signal(signal.SIGKILL)
            process.wait()
        done = subprocess.run(
            [*command, "--json"], env=environment, cwd=tmp_path, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    with Workspace.open(folder) as second:
        assert second.article_ids() == first.article_ids()
    assert not list(folder.glob("harvests/*/*.part"))
