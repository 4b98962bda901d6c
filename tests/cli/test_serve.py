"""``demo`` as a person runs it: a process that loads the samples and answers over HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "MURAGAT_LANG": "en"}
    command = [sys.executable, "-m", "cli", "--data", str(tmp_path / "demo"), "demo", "--port", "0"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if found := re.search(r"http://[\d.]+:\d+", line):
                break
        else:
            pytest.fail("the server ended without telling its address")
        yield found[0]
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 130


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


def test_the_demo_answers(address: str) -> None:
    assert get(address + "/healthz")
    found = get(f"{address}/search?q={urllib.parse.quote('мектептерімізде')}")
    assert "<mark>" in found
    article = re.search(r'href="(/a/[^"]+)"', found)
    assert article
    assert "<h1" in get(address + article[1].replace("&amp;", "&"))


def test_the_demo_refuses_a_real_archive(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Тақырып\n\nНағыз мақаланың мәтіні осында.\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    door = [sys.executable, "-m", "cli", "--data", "real"]
    subprocess.run([*door, "ingest", "a.txt"], cwd=tmp_path, env=env, check=True, capture_output=True)
    refused = subprocess.run(
        [*door, "demo"], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60
    )
    assert refused.returncode == 4
    assert "real" in refused.stderr
