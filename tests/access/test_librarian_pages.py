"""The librarian's pages about access: decided for an article and a source, audited, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.access.archive import TODAY, ids, ingest, open_records
from tests.webui.test_librarian import enter, token
from webui import create_app
from webui.librarian.settings import Librarian, hashed
from webui.operating.settings import Operating
from workspace import Workspace


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(Workspace, "today", lambda self: TODAY)
    with Workspace.open(tmp_path / "archive", "whoosh", create=True) as workspace:
        ingest(workspace, tmp_path, "ashyq", open_records())
        yield workspace


@pytest.fixture
def librarian(archive: Workspace) -> FlaskClient:
    client = create_app(archive, Operating(librarian=Librarian.on_this_machine())).test_client()
    enter(client)
    return client


def reader(archive: Workspace) -> FlaskClient:
    return create_app(archive).test_client()


def send(client: FlaskClient, address: str, page: str, **form: str) -> tuple[int, str]:
    answer = client.post(address, data={"csrf": token(client.get(page)), **form}, follow_redirects=True)
    return answer.status_code, answer.text


def test_an_article_is_closed_and_opened_again(archive: Workspace, librarian: FlaskClient) -> None:
    own = ids(archive)["ashyq1"]
    page = f"/librarian/a/{own}"
    status, said = send(
        librarian, f"{page}/access", page, level="closed", until="2027-06-12", reason="келісім бойынша"
    )
    assert status == 200
    assert "№1 шешім сақталды" in said
    assert "Жабық 2027-06-12 күніне дейін" in said
    assert reader(archive).get(f"/a/{own}").status_code == 404
    assert "Жабық 2027-06-12 күніне дейін" in librarian.get(f"/a/{own}").text
    assert "келісім бойынша" in librarian.get("/librarian/audit").text
    status, said = send(librarian, "/librarian/access/undo/1", page, **{"from": "article"})
    assert "№1 шешім кері алынды" in said
    assert reader(archive).get(f"/a/{own}").status_code == 200
    (made,) = archive.access.all()
    assert (made.who, made.undone_by, made.terms.until) == ("Гүлнар", "Гүлнар", dt.date(2027, 6, 12))


def test_a_source_is_decided_on_its_page(archive: Workspace, librarian: FlaskClient) -> None:
    status, said = send(
        librarian, "/librarian/access", "/librarian/access", source="Дала", level="snippets", rights="© Дала"
    )
    assert status == 200
    assert 'Тек үзіндісі ашық; <span lang="kk">© Дала</span>' in said
    own = ids(archive)["ashyq1"]
    page = reader(archive).get(f"/a/{own}").text
    assert "толық мәтіні ашық емес" in page
    assert "© Дала" in page
    assert "Бұл 1-мақала." in librarian.get(f"/a/{own}").text
    send(librarian, "/librarian/access/undo/1", "/librarian/access", **{"from": "audit"})
    assert archive.public() is archive


@pytest.mark.parametrize(("level", "until"), [("secret", ""), ("closed", "ертең"), ("open", "2030-01-01")])
def test_what_makes_no_sense_is_told_above_the_forms(
    archive: Workspace, librarian: FlaskClient, level: str, until: str
) -> None:
    page = f"/librarian/a/{ids(archive)['ashyq1']}"
    for address, shown in ((f"{page}/access", page), ("/librarian/access", "/librarian/access")):
        status, said = send(librarian, address, shown, source="Дала", level=level, until=until)
        assert status == 400
        assert "Сақталмады." in said
    assert archive.access.all() == []


def test_only_the_librarian_gets_there(archive: Workspace) -> None:
    own = ids(archive)["ashyq1"]
    nobody = reader(archive)
    strange = create_app(archive, Operating(librarian=Librarian.on_this_machine())).test_client()
    for address in ("/librarian/access", f"/librarian/a/{own}/access"):
        assert nobody.post(address).status_code == 404
        assert strange.post(address, data={"level": "closed"}).status_code == 400
    assert archive.access.all() == []


def test_who_is_logged_in_elsewhere_is_a_reader(archive: Workspace) -> None:
    """A cookie alone opens nothing from another machine, where no password was asked for."""
    own = ids(archive)["ashyq1"]
    client = create_app(archive, Operating(librarian=Librarian.on_this_machine())).test_client()
    enter(client)
    send(client, f"/librarian/a/{own}/access", f"/librarian/a/{own}", level="closed")
    assert client.get(f"/a/{own}").status_code == 200
    from_afar = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(f"/a/{own}", environ_overrides=from_afar).status_code == 404


def test_behind_a_password_the_librarian_sees_all_from_anywhere(archive: Workspace) -> None:
    own = ids(archive)["ashyq1"]
    secret = "ескі қала кітапханасы"
    client = create_app(archive, Operating(librarian=Librarian(b"x" * 32, hashed(secret)))).test_client()
    enter(client, password=secret)
    send(client, f"/librarian/a/{own}/access", f"/librarian/a/{own}", level="closed")
    answer = client.get(f"/a/{own}", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in reader(archive).get("/search?q=*").headers
