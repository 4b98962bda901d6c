"""Readers at a server while articles are taken in: the short form of ``python -m stress.load``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.ingest import IngestOptions
from stress.load import run
from stress.load_client import Answer
from stress.load_corpus import write
from stress.load_report import Report
from tests.places import servers
from workspace import Workspace

ARTICLES, SECONDS, READERS = 300, 20, 8
#: A shared machine is slow; what must not be is an error, or memory that grows.
P95_S = 20.0


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_nobody_is_refused_and_nothing_grows_while_articles_come_in(tmp_path: Path) -> None:
    write(tmp_path / "news.jsonl", ARTICLES)
    with Workspace.open(tmp_path / "archive", create=True, **servers()) as workspace:
        workspace.ingest([str(tmp_path / "news.jsonl")], IngestOptions())
    report = run(tmp_path / "archive", SECONDS, READERS, 1.0, 2, every_ingest_s=1.0)
    assert report.faults(P95_S) == [], str(report)
    assert report.taken_in >= 20
    assert sum(report.statuses.values()) >= SECONDS * READERS / 2
    assert len(report.durations) >= 6


def test_a_fault_would_be_seen() -> None:
    report = Report(60.0, stopped_with=1)
    report.take("search", "/search", Answer(503, 0.5, 10))
    report.memory = [(31.0, 500_000_000), (60.0, 700_000_000)]
    assert report.faults(0.4) == [
        "503  /search", "95% within 500 ms", "memory grew by 200 MB", "the server ended with 1"
    ]  # fmt: skip
