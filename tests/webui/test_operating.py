"""What operators look at: health, readiness, figures, the log of requests; headers of every answer."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.errors import IndexMissing, StoreError
from archive.ingest import IngestOptions
from stress.places import PLACES
from webui import POLICY, create_app
from webui.operating import readers as readers_module
from webui.operating.access_log import AccessLog, Answered
from webui.operating.board import Board
from webui.operating.metrics import written
from webui.operating.readers import Readers, View
from webui.operating.settings import Limits, Operating
from workspace import Workspace

ONE = {"REMOTE_ADDR": "203.0.113.9"}


def test_alive_is_told_without_looking_at_the_archive(samples: Workspace) -> None:
    answer = create_app(object()).test_client().get("/healthz")  # type: ignore[arg-type]
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_ready_when_store_and_index_answer(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ready", "store": "ok", "index": "ok"}


class Closed:
    """A workspace of which a part can't be opened."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> object:
        raise self._error


CLOSED = [IndexMissing("/srv/geheim/index"), StoreError(path="/srv/geheim", reason="x")]


@pytest.mark.parametrize("error", CLOSED)
def test_not_ready_and_closed_without_telling_folders(error: Exception) -> None:
    client = create_app(Closed(error)).test_client()  # type: ignore[arg-type]
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["status"] == "not_ready"
    for address in ("/search?q=су&ui=ru", "/api/v1/articles?q=су", "/", "/readyz"):
        closed = client.get(address)
        assert closed.status_code == 503
        assert "geheim" not in closed.get_data(as_text=True)
    page = client.get("/search?q=су&ui=ru")
    assert page.headers["Retry-After"]
    assert "Архив открывается или чинится" in page.get_data(as_text=True)


@pytest.fixture
def watched(samples: Workspace) -> FlaskClient:
    return create_app(samples, Operating(metrics="here", limits=Limits(rate=0.01, burst=4))).test_client()


def test_figures_are_not_there_unless_asked_for(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404


LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? (\+Inf|-?\d+(\.\d+)?(e[+-]?\d+)?)')


def test_figures_are_in_the_format_of_prometheus(watched: FlaskClient) -> None:
    for address in ("/search?q=мектеп", "/search?q=«", "/a/nothing", "/export.csv?q=су", "/help"):
        watched.get(address, environ_base=ONE, buffered=True)
    answer = watched.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.get_data(as_text=True).splitlines()
    assert all(LINE.fullmatch(line) for line in lines if not line.startswith("# ")), lines
    found = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert found['muragat_requests_total{kind="search",status="2xx"}'] == "1"
    assert found['muragat_requests_total{kind="search",status="4xx"}'] == "1"
    assert found['muragat_requests_total{kind="refused",status="4xx"}'] == "1"
    assert found['muragat_refused_total{reason="rate"}'] == "1"
    assert found['muragat_request_duration_seconds_count{kind="export"}'] == "1"
    assert found['muragat_request_duration_seconds_bucket{kind="search",le="+Inf"}'] == "2"
    assert int(found['muragat_response_bytes_total{kind="search"}']) > 10_000
    assert found["muragat_requests_in_progress"] == "1"
    families = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(families) == len(set(families))


def test_processes_add_up() -> None:
    board = Board(2)
    for number in range(2):
        board.row(number).begin()
        board.row(number).count("search", 200, 0.02, 10)
    assert 'muragat_requests_total{kind="search",status="2xx"} 2' in written(board)
    assert 'muragat_process_resident_memory_bytes{process="1"}' in written(board)


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "access.log"
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("muragat.access."):
            for handler in list(logging.getLogger(name).handlers):
                handler.close()
                logging.getLogger(name).removeHandler(handler)


def lines(samples: Workspace, log: AccessLog, *addresses: str) -> list[str]:
    client = create_app(samples, Operating(access_log=log)).test_client()
    headers = {"Referer": "https://example.org/?q=құпия", "User-Agent": 'a"b\\c'}
    for address in addresses:
        client.get(address, headers=headers, environ_base=ONE, buffered=True)
    assert log.file is not None
    return log.file.read_text(encoding="utf-8").splitlines()


def test_the_combined_format(samples: Workspace, log_file: Path) -> None:
    found = lines(samples, AccessLog("combined", log_file), "/search?q=мектеп", "/a/жоқ", "/healthz")
    assert len(found) == 2, "a check of health is not written down"
    shape = (
        r"203\.0\.113\.9 - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "
        r'"GET (\S+) HTTP/1\.1" (\d+) (\d+) "https://example\.org/\?q=\S+" "a\\x22b\\x5cc"'
    )
    first, second = (re.fullmatch(shape, line) for line in found)
    assert first and first[1].startswith("/search?q=%D0%BC") and first[2] == "200" and int(first[3]) > 1000
    assert second and second[1].startswith("/a/%D0%B6") and second[2] == "404"


def test_json_and_what_is_left_out_for_the_sake_of_readers(samples: Workspace, log_file: Path) -> None:
    (line,) = lines(samples, AccessLog("json", log_file, private=True), "/search?q=құпия&speaker=Асқар")
    row = json.loads(line)
    assert (row["client"], row["path"], row["query"], row["referrer"]) == ("203.0.113.0", "/search", "", "")
    assert (row["status"], row["method"]) == (200, "GET")
    assert row["bytes"] > 1000 and row["ms"] > 0
    assert "%D2%9B" not in line


def test_a_file_that_was_moved_away_is_begun_anew(samples: Workspace, log_file: Path) -> None:
    log = AccessLog("json", log_file)
    assert len(lines(samples, log, "/help")) == 1
    log_file.rename(log_file.with_suffix(".1"))
    assert len(lines(samples, log, "/about")) == 1


def test_a_line_stays_one_line() -> None:
    long, now = "a" * 9000, dt.datetime.now(dt.UTC)
    end = ("HTTP/1.1\r\nX", 200, 1, 1.0, "\r\n", "\x1b[31m")
    answered = Answered("x\n y", now, "GET", "/" + long, long, *end)
    for form in ("combined", "json"):
        written = AccessLog(form).line(answered)  # type: ignore[arg-type]
        assert len(written) < 7000
        if form == "json":
            assert "\n" not in written
        else:
            assert not re.search(r"[\x00-\x1f]", written.removeprefix("x\n y"))


ANSWERS = [where[0] for where in PLACES.values()]
ANSWERS += [
    "/healthz",
    "/readyz",
    "/metrics",
    "/export.csv?q=су",
    "/api/v1/articles?q=су",
    "/static/muragat.css",
]


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_has_its_guard(watched: FlaskClient, address: str) -> None:
    answer = watched.get(address, environ_base={"REMOTE_ADDR": f"10.9.8.{len(address)}"})
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_changed_from_outside(client: FlaskClient, method: str) -> None:
    for address in ("/", "/search", "/a/52cjqkwy77xn6m", "/api/v1/articles", "/healthz"):
        assert client.open(address, method=method).status_code == 405


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[tuple[Workspace, Readers]]:
    """An archive of one article, and what serves it."""
    add(tmp_path, 0)
    readers = Readers(lambda: Workspace.open(tmp_path / "data"), lambda: None, Board(), 0)
    with Workspace.open(tmp_path / "data") as workspace:
        yield workspace, readers
    readers.stop()


def add(folder: Path, number: int) -> None:
    record = {"id": f"n{number}", "title": "Мектеп", "text": f"Ауылда {number} мектеп ашылды.", "source": "с"}
    (folder / "a.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    with Workspace.open(folder / "data", create=True) as workspace:
        workspace.ingest([str(folder / "a.jsonl")], IngestOptions())


def test_readers_see_a_new_commit_only_when_it_is_ready(
    growing: tuple[Workspace, Readers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers_module, "LOOK_S", 3600.0)
    readers = growing[1]
    readers.start()
    client = create_app(View(readers)).test_client()  # type: ignore[arg-type]

    def total() -> int:
        return int(client.get("/api/v1/articles?q=мектеп").get_json()["total"])

    assert (total(), client.get("/readyz").status_code) == (1, 200)
    view = readers.now()
    add(tmp_path, 1)
    assert (total(), readers.now() is view) == (1, True)
    readers._try()
    assert (total(), readers.now() is view) == (2, False)
    assert view.holdings().articles == 1, "who began with the older commit ends with it"
    newer = readers.now()
    readers._try()
    assert readers.now() is newer, "without a commit nothing is replaced"


def test_readers_wait_for_an_archive_that_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers_module, "LOOK_S", 3600.0)
    readers = Readers(lambda: Workspace.open(tmp_path / "data"), lambda: None, Board(), 0)
    readers.start()
    client = create_app(View(readers)).test_client()  # type: ignore[arg-type]
    assert [client.get(path).status_code for path in ("/readyz", "/healthz", "/")] == [503, 200, 503]
    add(tmp_path, 0)
    readers._try()
    assert [client.get(path).status_code for path in ("/readyz", "/healthz", "/")] == [200, 200, 200]
    readers.stop()
