"""Harvesting: a server that is slow, busy, broken or lying; a run that is killed; records that were
deleted."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.errors import HarvestFailed
from archive.harvest import Asked, Client, Harvest
from archive.harvest.pages import read_page

Answer = tuple[int, dict[str, str], bytes]
Reply = Callable[[dict[str, str]], Answer]
WAITED: list[float] = []


@contextmanager
def serving(reply: Reply) -> Iterator[str]:
    """A repository that answers by ``reply``; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            status, headers, body = reply(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def client() -> Client:
    WAITED.clear()
    return Client(tries=4, first_wait_s=1.0, timeout_s=10, sleep=WAITED.append)


def xml(inside: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-11-01T10:00:00Z</responseDate><request>a</request>{inside}</OAI-PMH>"
    ).encode()


IDENTIFY = xml(
    "<Identify><repositoryName>Ауыл таңы</repositoryName><granularity>YYYY-MM-DD</granularity></Identify>"
)


def record(number: int, deleted: bool = False) -> str:
    status = ' status="deleted"' if deleted else ""
    title = f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Күз {number}</dc:title>'
    metadata = "" if deleted else f"<metadata>{title}</metadata>"
    return (
        f"<record><header{status}><identifier>oai:example.kz:{number}</identifier>"
        f"<datestamp>2026-10-{number:02d}</datestamp></header>{metadata}</record>"
    )


def listed(page: int, last: int = 3) -> bytes:
    """One page of two records, with the token of the next."""
    token = (
        f"<resumptionToken completeListSize='{2 * last}'>{page + 1 if page < last else ''}</resumptionToken>"
    )
    return xml(f"<ListRecords>{record(2 * page - 1)}{record(2 * page)}{token}</ListRecords>")


class Repository:
    """Three pages; ``trouble`` may answer first, by the number of the request for records."""

    def __init__(self, trouble: Callable[[int], Answer | None] = lambda _: None) -> None:
        self.trouble, self.asked = trouble, list[dict[str, str]]()

    def __call__(self, asked: dict[str, str]) -> Answer:
        if asked["verb"] == "Identify":
            return 200, {}, IDENTIFY
        self.asked.append(asked)
        return self.trouble(len(self.asked)) or (200, {}, listed(int(asked.get("resumptionToken", 1))))


def kept(run: Harvest) -> list[bytes]:
    """The answers as they lie in the folder."""
    return [gzip.decompress(path.read_bytes()) for path in run.pages()]


def test_pages_are_kept_as_they_came(tmp_path: Path) -> None:
    with serving(Repository()) as url:
        run = Harvest(Asked(url), tmp_path, client())
        run.fetch()
        assert [gzip.decompress(path.read_bytes()) for path in run.pages()] == [
            listed(1),
            listed(2),
            listed(3),
        ]
    assert (run.state.complete, run.state.name, run.state.size) == (True, "Ауыл таңы", 6)


@pytest.mark.parametrize(
    ("answer", "waited"),
    [
        ((503, {"Retry-After": "7"}, b""), [7.0, 7.0]),
        ((429, {"Retry-After": "100000"}, b""), [900.0, 900.0]),
        ((503, {}, b""), [1.0, 2.0]),
        ((500, {"Retry-After": "soon"}, b"<html>"), [1.0, 2.0]),
        ((200, {"Content-Length": "100000", "Connection": "close"}, listed(2)), [1.0, 2.0]),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(listed(2))[:-9]), [1.0, 2.0]),
    ],
)
def test_a_busy_server_is_asked_again_when_it_wants(
    tmp_path: Path, answer: Answer, waited: list[float]
) -> None:
    repository = Repository(lambda number: answer if number in (2, 3) else None)
    with serving(repository) as url:
        run = Harvest(Asked(url), tmp_path, client())
        run.fetch()
    assert kept(run) == [listed(1), listed(2), listed(3)]
    assert waited == WAITED


def test_a_packed_answer_is_unpacked(tmp_path: Path) -> None:
    packed = (200, {"Content-Encoding": "gzip"}, gzip.compress(listed(3)))
    with serving(Repository(lambda _: packed)) as url:
        run = Harvest(Asked(url), tmp_path, client())
        run.fetch()
    assert gzip.decompress(run.pages()[0].read_bytes()) == listed(3)


TROUBLE = [
    ((503, {}, b""), "http"),
    ((404, {}, b""), "http"),
    ((200, {}, b"<html><body>Busy</body></html>"), "no_oai"),
    ((200, {}, b"not xml"), "no_oai"),
    ((200, {}, b'<!DOCTYPE a [<!ENTITY b "bb">]><OAI-PMH>&b;</OAI-PMH>'), "no_oai"),
    ((200, {}, xml('<error code="cannotDisseminateFormat">no</error>')), "refused"),
    ((200, {}, listed(1)), "looping"),
    ((302, {"Location": "file:///etc/passwd"}, b""), "http"),
    ((302, {"Location": "ftp://example.kz/a"}, b""), "bad_url"),
]


@pytest.mark.parametrize(("answer", "reason"), TROUBLE)
def test_what_came_before_is_kept_and_the_next_run_goes_on(
    tmp_path: Path, answer: Answer, reason: str
) -> None:
    broken = Repository(lambda number: answer if number > 1 else None)
    repository: list[Repository] = [broken]
    with serving(lambda asked: repository[0](asked)) as url:
        with pytest.raises(HarvestFailed) as caught:
            Harvest(Asked(url), tmp_path, client()).fetch()
        assert caught.value.reason == reason
        repository[0] = Repository()
        run = Harvest(Asked(url), tmp_path, client())
        run.fetch()
    assert repository[0].asked[0] == {"verb": "ListRecords", "resumptionToken": "2"}
    assert gzip.decompress(run.pages()[-1].read_bytes()) == listed(3)


def test_a_dead_token_begins_the_list_anew_once(tmp_path: Path) -> None:
    dead = (200, {}, xml('<error code="badResumptionToken">expired</error>'))
    repository = Repository(lambda number: dead if number == 3 else None)
    with serving(repository) as url:
        run = Harvest(Asked(url), tmp_path, client())
        run.fetch()
    assert [asked.get("resumptionToken", "-") for asked in repository.asked] == ["-", "2", "3", "-", "2", "3"]
    with serving(Repository(lambda _: dead)) as url, pytest.raises(HarvestFailed) as caught:
        Harvest(Asked(url), tmp_path, client()).fetch()
    assert caught.value.reason == "refused"


def test_the_next_harvest_asks_only_for_what_changed(tmp_path: Path) -> None:
    repository = Repository()
    with serving(repository) as url:
        first = Harvest(Asked(url), tmp_path, client())
        first.fetch()
        first.all_taken()
        second = Harvest(Asked(url), tmp_path, client())
        second.fetch()
    # As finely as the repository counts: it counts days.
    assert repository.asked[3] == {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-11-01"}
    assert [path.name for path in second.pages()] == [f"00000{number}.oai.gz" for number in (4, 5, 6)]


def test_pages_that_were_not_taken_in_come_first_again(tmp_path: Path) -> None:
    with serving(Repository()) as url:
        Harvest(Asked(url), tmp_path, client()).fetch()
        again = Harvest(Asked(url), tmp_path, client())
        assert [path.name for path in again.pages()] == [f"00000{number}.oai.gz" for number in (1, 2, 3)]


def test_nothing_new_is_no_failure(tmp_path: Path) -> None:
    nothing = (200, {}, xml('<error code="noRecordsMatch">none</error>'))
    with serving(Repository(lambda _: nothing)) as url:
        run = Harvest(Asked(url), tmp_path, client())
        run.fetch()
    assert (run.pages(), run.state.complete) == ([], True)


def test_other_questions_do_not_mix_with_an_unfinished_harvest(tmp_path: Path) -> None:
    with serving(Repository(lambda number: (404, {}, b"") if number > 1 else None)) as url:
        with pytest.raises(HarvestFailed):
            Harvest(Asked(url), tmp_path, client()).fetch()
        with pytest.raises(HarvestFailed) as caught:
            Harvest(Asked(url, date_from="2020-01-01"), tmp_path, client())
    assert caught.value.reason == "other_request"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.kz/oai", "example.kz/oai", ""])
def test_only_the_web_is_harvested(tmp_path: Path, url: str) -> None:
    with pytest.raises(HarvestFailed) as caught:
        Harvest(Asked(url), tmp_path, client()).fetch()
    assert caught.value.reason == "bad_url"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with serving(Repository()) as url:
        pass
    with pytest.raises(HarvestFailed) as caught:
        Harvest(Asked(url), tmp_path, client()).fetch()
    assert caught.value.reason == "unreachable"


def test_deleted_records_and_tokens_are_read_from_a_page() -> None:
    token = "<resumptionToken> a&amp;b </resumptionToken>"
    page = read_page(xml(f"<ListRecords>{record(1, deleted=True)}{record(2)}{token}</ListRecords>"))
    assert page is not None
    assert (page.records, page.token) == (2, " a&b ")
    assert [(one.identifier, one.datestamp) for one in page.deleted] == [("oai:example.kz:1", "2026-10-01")]


def test_a_broken_record_does_not_hide_the_token() -> None:
    page = read_page(listed(1).replace(b"</dc:title>", b"", 1))
    assert page is not None and page.token == "2"
