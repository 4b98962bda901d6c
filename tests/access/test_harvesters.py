"""What harvesters are told when an article, or a source, is closed, cut or opened."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.access.archive import TODAY, ids, ingest, open_records
from webui import create_app
from workspace import Workspace
from workspace.access import terms_of

LIST = "/oai?verb=ListRecords&metadataPrefix=muragat"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(Workspace, "today", lambda self: TODAY)
    with Workspace.open(tmp_path / "archive", "memory", create=True) as workspace:
        ingest(workspace, tmp_path, "in", open_records())
        yield workspace


@pytest.fixture
def harvester(archive: Workspace) -> FlaskClient:
    client = create_app(archive).test_client()
    assert client.get(LIST).text.count("<record>") == 5
    time.sleep(1.1)  # moments are told to the second
    return client


def since(client: FlaskClient) -> str:
    """The moment after everything that was told so far."""
    return str(max(re.findall(r"<datestamp>([^<]+)", client.get(LIST).text)))


def told_later(client: FlaskClient, before: str) -> dict[str, str]:
    """Records that changed after a moment, by id."""
    found = re.findall(r"<record>.*?</record>", client.get(LIST).text, flags=re.S)
    rows = {re.findall(r"oai:muragat:(\w+)", row)[0]: row for row in found}
    return {id: row for id, row in rows.items() if re.findall(r"<datestamp>([^<]+)", row)[0] > before}


def test_what_was_public_is_told_as_deleted_and_comes_back(
    archive: Workspace, harvester: FlaskClient
) -> None:
    own, before = ids(archive)["ashyq2"], since(harvester)
    (made,) = archive.access.articles([own], terms_of("closed"), "Гүлнар")
    told = told_later(harvester, before)
    assert list(told) == [own]
    assert 'status="deleted"' in told[own]
    assert "2-хабар" not in harvester.get(LIST).text
    archive.access.undo(made.number, "Гүлнар")
    assert "2-хабар" in harvester.get(LIST).text


def test_a_cut_article_is_told_anew_without_its_text(archive: Workspace, harvester: FlaskClient) -> None:
    own, before = ids(archive)["ashyq2"], since(harvester)
    archive.access.articles([own], terms_of("snippets"), "Гүлнар")
    told = told_later(harvester, before)
    assert list(told) == [own]
    assert "2-хабар" in told[own]
    assert "<body>" not in re.sub(r"<(/?)\w+:", r"<\1", told[own])
    assert re.search(r"access>snippets<", told[own])


def test_the_name_of_a_closed_source_is_told_no_more(archive: Workspace, harvester: FlaskClient) -> None:
    assert "<setName>Қала</setName>" in harvester.get("/oai?verb=ListSets").text
    archive.access.source("Қала", terms_of("closed"), "Гүлнар")
    assert "Қала" not in harvester.get("/oai?verb=ListSets").text
    assert "Қала" not in harvester.get(LIST).text


def test_a_store_that_can_only_be_read_is_fenced_too(
    archive: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = ids(archive)["ashyq2"]
    archive.access.articles([own], terms_of("closed"), "Гүлнар")
    archive.close()
    monkeypatch.setattr("archive.store.engine.is_read_only", lambda path: path.exists())
    with Workspace.open(archive.folder, "memory") as still:
        assert still.public().search_text("*").page.total == 4
        client = create_app(still).test_client()
        assert client.get(f"/a/{own}").status_code == 404
        assert client.get(LIST).text.count("<record>") == 5
        assert "2-хабар" not in client.get(LIST).text
