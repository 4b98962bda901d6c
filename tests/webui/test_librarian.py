"""The librarian's pages: who comes in, corrections with audit and undo, review, withdrawal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from archive.ingest import IngestOptions
from tests.places import servers
from webui import create_app
from webui.librarian.settings import Librarian, hashed
from webui.operating.settings import Operating
from workspace import Workspace

PASSWORD = "ескі қала кітапханасы"
RECORDS = [
    {"url": "https://a.example/1", "title": "Мектеп ашылды", "source": "Дала",
     "text": "«Балалар жаңа мектепке қуанып келді», – деді директор Айгүл Сәрсенова. Мектеп ауыл ортасында."},
    {"url": "https://a.example/2", "title": "Су тасқыны", "source": "Дала", "date": "2023-04-05",
     "text": "Ауыл тұрғындары көктемде өзен жағасын бекітті."},
]  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Workspace]:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS)
    (tmp_path / "in.jsonl").write_text(lines + "\n", encoding="utf-8")
    with Workspace.open(tmp_path / "archive", create=True, **servers()) as workspace:
        workspace.ingest([str(tmp_path / "in.jsonl")], IngestOptions())
        yield workspace


def client_of(archive: Workspace, librarian: Librarian | None) -> FlaskClient:
    return create_app(archive, Operating(librarian=librarian)).test_client()


def token(page: Any) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


def enter(client: FlaskClient, **form: str) -> Any:
    shown = client.get("/librarian/login")
    return client.post("/librarian/login", data={"csrf": token(shown), "who": "Гүлнар", **form})


@pytest.fixture
def client(archive: Workspace) -> FlaskClient:
    opened = client_of(archive, Librarian.on_this_machine())
    assert enter(opened).status_code == 303
    return opened


def id_of(archive: Workspace, title: str) -> str:
    return next(article.id for article in archive.store.articles() if article.title == title)


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, data={"csrf": token(client.get("/librarian")), **form})


# Who comes in


@pytest.mark.parametrize(
    "path", ["/librarian", "/librarian/login", "/librarian/audit", "/librarian/review/undated"]
)
def test_without_a_librarian_there_are_no_such_pages(archive: Workspace, path: str) -> None:
    client = client_of(archive, None)
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


@pytest.mark.parametrize(
    ("host", "address", "status"),
    [
        ("127.0.0.1:8000", "127.0.0.1", 200),
        ("localhost", "127.0.0.1", 200),
        ("[::1]:8000", "::1", 200),
        ("evil.example", "127.0.0.1", 403),  # DNS rebinding
        ("127.0.0.1", "203.0.113.9", 403),
    ],
)
def test_without_a_password_only_this_machine_is_let_in(
    archive: Workspace, host: str, address: str, status: int
) -> None:
    client = client_of(archive, Librarian.on_this_machine())
    answer = client.get("/librarian/login", headers={"Host": host}, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_nobody_sees_a_page_before_the_login(archive: Workspace) -> None:
    client = client_of(archive, Librarian.on_this_machine())
    for path in ("/librarian", "/librarian/audit", f"/librarian/a/{id_of(archive, 'Су тасқыны')}"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/librarian/login")


def test_the_password_opens_and_a_wrong_one_does_not(archive: Workspace) -> None:
    client = client_of(archive, Librarian(b"k" * 32, hashed(PASSWORD)))
    assert enter(client, password="басқа құпиясөз").status_code == 403
    assert client.get("/librarian").status_code == 303
    assert enter(client, password=PASSWORD).status_code == 303
    assert client.get("/librarian").status_code == 200


def test_wrong_passwords_soon_close_the_door_to_the_right_one_too(archive: Workspace) -> None:
    client = client_of(archive, Librarian(b"k" * 32, hashed(PASSWORD)))
    assert [enter(client, password="жоқ").status_code for _ in range(6)] == [403] * 5 + [429]
    assert enter(client, password=PASSWORD).status_code == 429


def test_the_cookie_is_for_this_site_alone(archive: Workspace) -> None:
    client = client_of(archive, Librarian.on_this_machine())
    cookie = enter(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/librarian").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("form", [{}, {"csrf": ""}, {"csrf": "x" * 43}])
def test_a_post_without_the_token_changes_nothing(
    client: FlaskClient, archive: Workspace, form: dict[str, str]
) -> None:
    article = id_of(archive, "Су тасқыны")
    data = {"what": "date", "date": "2020", "reason": "сынақ", **form}
    assert client.post(f"/librarian/a/{article}", data=data).status_code == 400
    assert archive.corrections.all() == []


# Corrections


def test_a_date_is_corrected_searched_audited_and_undone(client: FlaskClient, archive: Workspace) -> None:
    article = id_of(archive, "Мектеп ашылды")
    answer = send(client, f"/librarian/a/{article}", what="date", date="2021-09-01", reason="газетте бар")
    assert answer.status_code == 303
    assert "2021" in client.get(answer.headers["Location"]).text
    assert archive.search_text("мектеп", date_from="2021", date_to="2021").page.total == 1
    audit = client.get("/librarian/audit?ui=en").text
    assert "unknown → 2021-09-01" in audit
    assert "Гүлнар" in audit
    assert "газетте бар" in audit
    assert send(client, "/librarian/undo/1", **{"from": "audit"}).headers["Location"] == "/librarian/audit"
    assert archive.search_text("мектеп", date_from="2021", date_to="2021").page.total == 0
    audit = client.get("/librarian/audit?ui=en").text
    assert "undone by Гүлнар" in audit
    assert "/librarian/undo/1" not in audit


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ({"what": "region", "action": "add", "region": "KZ-33"}, "region:KZ-33"),
        ({"what": "topic", "action": "add", "topic": "17000000"}, "topic:17000000"),
        ({"what": "speaker", "quote": "1", "speaker": "Нұрлан Ахметов"}, 'speaker:"Нұрлан Ахметов"'),
    ],
)
def test_every_deed_is_found_at_once(
    client: FlaskClient, archive: Workspace, form: dict[str, str], query: str
) -> None:
    article = id_of(archive, "Мектеп ашылды")
    assert archive.search_text(query).page.total == 0
    answer = send(client, f"/librarian/a/{article}", reason="тексерілді", **form)
    assert answer.status_code == 303
    assert archive.search_text(query).page.total == 1


def test_what_is_no_quotation_leaves_the_quotations(client: FlaskClient, archive: Workspace) -> None:
    article = id_of(archive, "Мектеп ашылды")
    assert archive.quotes_text("*").total == 1
    send(client, f"/librarian/a/{article}", what="quotation", quote="1", reason="атау ғана")
    assert archive.quotes_text("*").total == 0


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"what": "date", "date": "2023-13", "reason": "x"}, "2023-13"),
        ({"what": "date", "date": "2020", "reason": " "}, "Write the reason"),
        ({"what": "topic", "action": "remove", "topic": "17000000", "reason": "x"}, "not tagged so"),
        ({"what": "speaker", "quote": "999", "speaker": "Айгүл", "reason": "x"}, "no such quotation"),
        ({"what": "region", "action": "destroy", "region": "KZ-33", "reason": "x"}, "no such action"),
    ],
)
def test_what_can_not_be_is_told_on_the_page(
    client: FlaskClient, archive: Workspace, form: dict[str, str], told: str
) -> None:
    answer = send(client, f"/librarian/a/{id_of(archive, 'Мектеп ашылды')}?ui=en", **form)
    assert answer.status_code == 400
    assert told in answer.text
    assert archive.corrections.all() == []


def test_the_article_offers_the_way_to_correct_to_the_librarian_alone(
    client: FlaskClient, archive: Workspace
) -> None:
    article = id_of(archive, "Су тасқыны")
    assert f"/librarian/a/{article}" in client.get(f"/a/{article}").text
    reader = client_of(archive, Librarian.on_this_machine())
    assert "/librarian" not in reader.get(f"/a/{article}").text


def test_hostile_words_stay_words(client: FlaskClient, archive: Workspace) -> None:
    article = id_of(archive, "Мектеп ашылды")
    send(client, f"/librarian/a/{article}", what="date", date="2021", reason="<script>x</script>")
    for path in ("/librarian/audit", f"/librarian/a/{article}"):
        assert "<script>x" not in client.get(path).text


# The review list


def test_a_row_leaves_the_list_when_looked_at_and_when_mended(
    client: FlaskClient, archive: Workspace
) -> None:
    article = id_of(archive, "Мектеп ашылды")
    assert article in client.get("/librarian/review/undated").text
    send(client, f"/librarian/review/undated/{article}")
    assert article not in client.get("/librarian/review/undated").text
    assert archive.review.counts()["undated"] == 0


def test_an_unknown_kind_is_told(client: FlaskClient) -> None:
    assert client.get("/librarian/review/zzz").status_code in (400, 404)


# Withdrawal


def test_an_article_is_withdrawn_only_when_that_is_meant(client: FlaskClient, archive: Workspace) -> None:
    article = id_of(archive, "Су тасқыны")
    path = f"/librarian/a/{article}/withdraw"
    assert client.get(path).status_code == 200
    assert send(client, path, reason="өтініш").status_code == 400
    assert send(client, path, sure="yes").status_code == 400
    assert archive.store.count() == 2
    answer = send(client, path, reason="өтініш", sure="yes")
    assert answer.status_code == 200
    assert archive.store.count() == 1
    gone = client.get(f"/a/{article}")
    assert gone.status_code == 410
    assert "өзен жағасын" not in gone.text
    assert "өтініш" in client.get("/librarian/withdrawals").text
    assert article in client.get("/librarian/audit").text
    assert send(client, f"/librarian/withdrawals/{article}/lift").status_code == 303
    assert client.get(f"/a/{article}").status_code == 404
