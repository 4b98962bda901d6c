"""Archives to look at: the samples, an empty one, and one with hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.ingest import IngestOptions
from tests.places import servers
from webui import create_app
from workspace import Workspace

HOSTILE = '<script>alert("ұ")</script>'


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open_demo(tmp_path_factory.mktemp("demo"), **servers()) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def client(samples: Workspace) -> FlaskClient:
    return create_app(samples).test_client()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[FlaskClient]:
    with Workspace.open(tmp_path / "empty", create=True, **servers()) as workspace:
        yield create_app(workspace).test_client()


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[FlaskClient]:
    record = {
        "id": HOSTILE, "title": HOSTILE, "text": f"Мектеп туралы {HOSTILE} мәтін.", "source": HOSTILE,
        "author": HOSTILE, "speaker": HOSTILE, "url": "javascript:alert(1)", "region": HOSTILE,
    }  # fmt: skip
    (tmp_path / "hostile.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    with Workspace.open(tmp_path / "hostile", create=True, **servers()) as workspace:
        workspace.ingest([str(tmp_path / "hostile.jsonl")], IngestOptions())
        yield create_app(workspace).test_client()
