"""Ingests that are killed, interrupted or begun twice: the short form of ``python -m stress.kills``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.errors import StoreError
from archive.store import Store
from stress.kills import ROOT, command, corpus, prove, what_it_holds
from tests.places import on_servers, store_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and interrupts groups of processes")


def test_kills_lose_nothing_and_readers_see_no_error(tmp_path: Path) -> None:
    tally = prove(tmp_path, articles=300, kills=5, seed=4, workers=2, words=60)
    assert tally.wrong == []
    assert sum(tally.kills.values()) == 5
    assert tally.searches > 50
    assert tally.complete >= 3


def begun(data: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(data, *words), cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, preexec_fn=_hears_interrupts,
    )  # fmt: skip


def _hears_interrupts() -> None:
    # A shell starts what runs in its background deaf to them, and children inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_two_at_once_take_each_article_once(tmp_path: Path) -> None:
    corpus(tmp_path / "articles", 240, 60)
    words = ("ingest", str(tmp_path / "articles"), "--json", "--workers", "2")
    both = [begun(tmp_path / "together", *words) for _ in range(2)]
    told = [process.communicate(timeout=240) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    reports = [json.loads(out) for out, _ in told]
    assert sum(report["added"] for report in reports) == 240
    assert sum(report["added"] + report["unchanged"] for report in reports) == 480
    assert sum(report["updated"] for report in reports) == 0
    alone = begun(tmp_path / "alone", *words)
    alone.communicate(timeout=240)
    assert what_it_holds(tmp_path / "together") == what_it_holds(tmp_path / "alone")


def test_an_interrupt_ends_every_process_and_the_next_run_goes_on(tmp_path: Path) -> None:
    corpus(tmp_path / "articles", 1_500, 60)
    data = tmp_path / "archive"
    process = begun(data, "ingest", str(tmp_path / "articles"), "--workers", "2", "--json")
    deadline = time.monotonic() + 120
    while not kept(data) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    before = kept(data)
    assert 0 < before < 1_500
    again = begun(data, "ingest", str(tmp_path / "articles"), "--workers", "2", "--json")
    report = json.loads(again.communicate(timeout=240)[0])
    assert (report["added"], report["updated"], report["unchanged"]) == (1_500 - before, 0, before)


def kept(data: Path) -> int:
    """Articles in the store so far."""
    import sqlite3

    if on_servers():
        try:
            with Store.open(store_of(data)) as store:
                return store.count()
        except StoreError:  # not made yet
            return 0

    path = data / "store.sqlite3"
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        number: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        connection.close()
    return number
