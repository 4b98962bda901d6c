"""``serve`` as an operator runs it: started, asked, stopped by signals, in one process and in several."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.places import servers
from workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "MURAGAT_LANG": "en"}
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "demo"
    with Workspace.open_demo(folder, **servers()):
        pass
    return folder


@contextmanager
def serving(archive: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the address it tells."""
    command = [sys.executable, "-m", "cli", "--data", str(archive), "serve", "--port", "0", *options]
    with subprocess.Popen(command, env=ENV, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = next(
            (found[0] for line in server.stderr if (found := re.search(r"http://\S+(?=/\.)", line))), ""
        )
        assert address, "the server ended without telling its address"
        try:
            yield server, address
        finally:
            if server.poll() is None:
                server.kill()


def get(url: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_sigterm_ends_it_with_0_after_the_answers_at_hand(archive: Path, processes: str) -> None:
    with serving(archive, "--processes", processes) as (server, address):
        assert get(f"{address}/readyz")[0] == 200
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as slow:
            slow.sendall(b"GET /export.txt?q=* HTTP/1.1\r\nHost: x\r\n")
            time.sleep(0.7)
            server.send_signal(signal.SIGTERM)
            time.sleep(0.7)
            assert server.poll() is None, "a request is still coming in"
            slow.sendall(b"Connection: close\r\n\r\n")
            answer = b"".join(iter(lambda: slow.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.rstrip().endswith(b"0"), "the last piece of an answer in pieces"
        assert server.wait(timeout=20) == 0
        with pytest.raises(OSError):
            socket.create_connection((host, int(port)), timeout=5)


def test_a_client_that_never_ends_does_not_hold_it(archive: Path) -> None:
    with serving(archive, "--grace", "1") as (server, address):
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\n")
            time.sleep(0.5)
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=15) == 0


def test_interrupted_by_hand_it_ends_with_130(archive: Path) -> None:
    with serving(archive, "--processes", "2") as (server, _):
        time.sleep(0.5)
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 130


def children(process: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in found.stdout.split()]


def pages_counted(figures: str) -> int:
    page = get(f"http://{figures}/metrics")[1]
    counts = re.findall(r'muragat_requests_total\{kind="page",status="2xx"\} (\d+)', page)
    return int(counts[0]) if counts else 0


def settled(told: Callable[[], int], wanted: int) -> int:
    """What is told once it is at least what is wanted, or after ten seconds."""
    end = time.monotonic() + 10
    while (found := told()) < wanted and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_a_process_that_dies_is_replaced_and_figures_go_on(archive: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        figures = f"127.0.0.1:{free.getsockname()[1]}"
    log = tmp_path / "access.json"
    options = (
        "--processes",
        "2",
        "--metrics",
        figures,
        "--access-log",
        "json",
        "--access-log-file",
        str(log),
    )
    with serving(archive, *options) as (server, address):
        assert get(f"{address}/search?q=su")[0] == 200
        assert get(f"{address}/metrics")[0] == 404
        status, page = get(f"http://{figures}/metrics")
        assert status == 200
        victims = [int(pid) for pid in re.findall(r"pid (\d+)", page)] or children(server.pid)
        workers = [pid for pid in victims if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(workers[0], signal.SIGKILL)
        end = time.monotonic() + 30
        while time.monotonic() < end and get(f"http://{figures}/metrics")[1].count("muragat_ready{") < 2:
            time.sleep(0.2)
        assert {get(f"{address}/help")[0] for _ in range(6)} == {200}
        # A request is counted, then written down, once its last byte was handed over: a moment after the
        # client has it. More than these would be as wrong as fewer.
        assert settled(lambda: pages_counted(figures), 6) == 6
        assert settled(lambda: len(log.read_text(encoding="utf-8").splitlines()), 7) == 7
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0


def test_below_a_prefix_with_a_limit_of_requests(archive: Path) -> None:
    with serving(archive, "--prefix", "/archive", "--rate", "1") as (_, address):
        assert address.endswith("/archive")
        status, page = get(f"{address}/help")
        assert status == 200 and 'href="/archive/search"' in page
        answers: list[int] = []
        threads = [
            threading.Thread(target=lambda: answers.append(get(f"{address}/help")[0])) for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(answers) == {200, 429}


@pytest.mark.parametrize(
    "options",
    [
        ("--prefix", "/a b"),
        ("--public-url", "x"),
        ("--trusted-proxy", "x"),
        ("--metrics", "x"),
        ("--rate", "-1"),
    ],
    ids=" ".join,
)
def test_what_can_not_be_used_is_a_usage_error(archive: Path, options: tuple[str, str]) -> None:
    command = [sys.executable, "-m", "cli", "--data", str(archive), "serve", *options]
    done = subprocess.run(command, env=ENV, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert options[0] in done.stderr
