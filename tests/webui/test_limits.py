"""How much may be asked, and what is said to whoever asks more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from index import deadline
from webui import create_app, limits
from webui.operating.addresses import Addressing
from webui.operating.board import REASONS, Board
from webui.operating.settings import Limits, Operating
from workspace import Workspace

ONE, OTHER = {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "203.0.113.10"}


@pytest.fixture
def strict() -> Operating:
    """Three requests, then one in a hundred seconds; behind a proxy at 10.0.0.1."""
    return Operating(Addressing.of(trusted=["10.0.0.1"]), Limits(rate=0.01, burst=3), board=Board(2))


@pytest.fixture
def client(samples: Workspace, strict: Operating) -> FlaskClient:
    return create_app(samples, strict).test_client()


def test_a_client_that_asks_too_much_is_told_when_to_come_again(client: FlaskClient) -> None:
    statuses = [client.get("/help", environ_base=ONE).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert client.get("/help", environ_base=OTHER).status_code == 200
    refused = client.get("/search?q=мектеп&ui=ru", environ_base=ONE)
    assert 90 <= int(refused.headers["Retry-After"]) <= 100
    assert refused.headers["Cache-Control"] == "no-store"
    assert "слишком много запросов" in refused.get_data(as_text=True)
    assert "тым көп сұрау келді" in client.get("/help", environ_base=ONE).get_data(as_text=True)


def test_a_program_is_told_as_a_problem(client: FlaskClient) -> None:
    for _ in range(3):
        client.get("/api/v1/suggest?q=а", environ_base=ONE)
    refused = client.get("/api/v1/suggest?q=а&ui=en", environ_base=ONE)
    assert refused.mimetype == "application/problem+json"
    told = refused.get_json()
    assert (told["status"], told["code"]) == (429, "http.429")
    assert "Too many requests" in told["detail"]
    assert refused.headers["Retry-After"]


def test_clients_behind_a_proxy_are_told_apart_and_can_not_pretend(client: FlaskClient) -> None:
    def ask(chain: str) -> int:
        headers = {"X-Forwarded-For": chain}
        return client.get("/help", headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.1"}).status_code

    assert [ask("198.51.100.1") for _ in range(4)] == [200, 200, 200, 429]
    assert ask("198.51.100.2") == 200
    assert ask("1.2.3.4, 198.51.100.1") == 429, "what a client sends itself stands to the left"


def test_a_household_is_one_client(client: FlaskClient) -> None:
    def ask(address: str) -> int:
        return client.get("/help", environ_base={"REMOTE_ADDR": address}).status_code

    assert [ask(f"2001:db8:1:2::{n}") for n in range(4)] == [200, 200, 200, 429]
    assert ask("2001:db8:1:3::1") == 200


def test_files_of_the_pages_and_health_are_free(client: FlaskClient) -> None:
    for _ in range(10):
        assert client.get("/healthz", environ_base=ONE).status_code == 200
        assert client.get("/static/muragat.css", environ_base=ONE).status_code == 200


def test_an_allowance_fills_up_again_and_is_shared_by_processes() -> None:
    board = Board(2)
    client = board.client("203.0.113.9")
    assert [board.take(client, 2.0, 2.0, 100.0) for _ in range(3)] == [0.0, 0.0, 0.5]
    assert board.take(client, 2.0, 2.0, 100.5) == 0.0
    assert board.take(client, 2.0, 2.0, 100.5) == 0.5


def test_a_flood_of_addresses_takes_no_memory_and_forgets_the_longest_unheard() -> None:
    board = Board()
    for number in range(20_000):
        board.take(board.client(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"), 1.0, 1.0, number)
    last = board.client("10.0.78.31")
    assert board.take(last, 0.001, 1.0, 20_000.0) > 0


@pytest.fixture
def busy() -> Iterator[Operating]:
    yield Operating(limits=Limits(at_once=2, lasting=3), board=Board(2))


def lasting(operating: Operating, addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers at hand in the other process that began a while ago."""
    row = operating.board.row(1)
    for address in addresses:
        row.may_last(row.open(operating.board.client(address)))
    monkeypatch.setattr(limits, "LONG_S", 0.2)
    time.sleep(0.3)


def test_long_answers_of_one_client_are_bounded(
    samples: Workspace, busy: Operating, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(samples, busy).test_client()
    assert client.get("/export.csv?q=су", environ_base=ONE, buffered=True).status_code == 200
    lasting(busy, ["203.0.113.9"] * 2, monkeypatch)
    assert client.get("/export.csv?q=су", environ_base=ONE, buffered=True).status_code == 429
    assert client.get("/export.csv?q=су", environ_base=OTHER).status_code == 200


def test_long_answers_of_all_leave_room_for_others(
    samples: Workspace, busy: Operating, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(samples, busy).test_client()
    lasting(busy, ["192.0.2.1", "192.0.2.2", "192.0.2.3"], monkeypatch)
    assert client.get("/search?q=су", environ_base=ONE).status_code == 200
    refused = client.get("/export.csv?q=су&ui=en", environ_base=ONE)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(limits.AGAIN_S))
    assert "The server is busy" in refused.get_data(as_text=True)


def test_a_query_that_takes_too_long_is_ended_and_told(samples: Workspace) -> None:
    operating = Operating(limits=Limits(query_s=1e-6))
    client = create_app(samples, operating).test_client()
    page = client.get("/kwic?q=су")
    assert page.status_code == 503
    assert "Сұрауды нақтылаңыз" in page.get_data(as_text=True)
    assert page.headers["Retry-After"]
    told = client.get("/api/v1/kwic?q=су&ui=en").get_json()
    assert told["code"] == "engine.too_long"
    assert "Narrow the query" in told["detail"]
    assert operating.board.row(0).refused(REASONS[-1]) == 2
    deadline.check()


def test_the_time_of_a_query_does_not_cut_a_file_that_has_begun(samples: Workspace) -> None:
    operating = Operating(limits=Limits(query_s=20.0))
    client = create_app(samples, operating).test_client()
    answer = client.get("/export.txt?q=*", buffered=False)
    pieces = answer.iter_encoded()
    next(pieces)
    with deadline.within(0):
        assert sum(len(piece) for piece in pieces) > 10_000


def test_without_limits_nothing_is_refused(samples: Workspace, strict: Operating) -> None:
    client = create_app(samples, replace(strict, limits=Limits())).test_client()
    assert {client.get("/help", environ_base=ONE).status_code for _ in range(20)} == {200}
