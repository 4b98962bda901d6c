"""Servers that do not answer, or hang up, are told in bounded time; two machines may build at one moment."""

from __future__ import annotations

import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from archive.errors import ClusterTrouble
from tests.index.cluster import cluster_address

pytest.importorskip("opensearchpy", reason="opensearch-py is not installed")

from index.engines.opensearch.address import read_address
from index.engines.opensearch.builds import ClusterBuilds
from index.engines.opensearch.client import Cluster


@contextmanager
def listening(meet: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[socket.socket]]]:
    """A port, and who came to it."""
    came: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                guest, _ = door.accept()
            except OSError:
                return
            came.append(guest)
            meet(guest)

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield door.getsockname()[1], came
        door.shutdown(socket.SHUT_RDWR)
    thread.join()
    for guest in came:
        guest.close()


def test_a_server_that_never_answers_is_told() -> None:
    with listening(lambda guest: None) as (port, came):
        cluster = Cluster(read_address(f"opensearch+http://127.0.0.1:{port}/x?timeout=0.2"))
        with pytest.raises(ClusterTrouble) as caught:
            cluster.call("GET", "/_cluster/health")
        assert "unreachable" in str(caught.value)
        # Twice the timeout is over before: no reader waits for all five tries.
        assert len(came) < 5
        cluster.close()


def test_a_server_that_hangs_up_is_asked_five_times() -> None:
    with listening(lambda guest: guest.close()) as (port, came):
        cluster = Cluster(read_address(f"opensearch+http://127.0.0.1:{port}/x"))
        with pytest.raises(ClusterTrouble):
            cluster.call("GET", "/_cluster/health")
        assert len(came) == 5
        cluster.close()


def test_what_must_not_be_repeated_is_sent_once() -> None:
    with listening(lambda guest: guest.close()) as (port, came):
        cluster = Cluster(read_address(f"opensearch+http://127.0.0.1:{port}/x"))
        with pytest.raises(ClusterTrouble):
            cluster.call("PUT", "/x-index-1", {}, again=False)
        assert len(came) == 1
        cluster.close()


def test_two_machines_that_begin_a_build_at_one_moment_get_two(monkeypatch: pytest.MonkeyPatch) -> None:
    address = read_address(cluster_address().replace("/tests", f"/t{uuid.uuid4().hex[:12]}"))
    one, other = (ClusterBuilds(address, "index") for _ in range(2))
    try:
        first = one.create()
        with monkeypatch.context() as moment:
            moment.setattr(other, "_all", lambda: {})
            second = other.create()
        assert first != second
        one.make_live(first)
        one.remove_others()
        other.open(second).close()
        other.make_live(second)
        other.remove_others()
        assert list(other._all()) == [second]
    finally:
        one.remove_all()
