"""Random and hostile requests: the short form of ``python -m stress.hostile``, and markup in every place."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.ingest import IngestOptions
from stress.hostile import ALLOWED, MOST_S, ask, foreign_markup, outcomes
from stress.queries import PATHS, Requests
from tests.places import servers
from webui import create_app
from webui.limits import LONGEST_ADDRESS, MOST_PARAMETERS
from workspace import Workspace

SCRIPT = '<script>alert("ұ")</script>'
COUNT = 300
#: What a path answers with when all is well, and when not.
KINDS = {
    "/search": ("text/html", "text/html"),
    "/api/v1/articles": ("application/json", "application/problem+json"),
}
SEED = 1


def test_nothing_makes_the_archive_fail_or_wait(client: FlaskClient) -> None:
    found = list(outcomes(client, islice(Requests(SEED), COUNT)))
    assert [(outcome.fault, outcome.address[:300]) for outcome in found if outcome.fault] == []
    assert {outcome.status for outcome in found} == set(ALLOWED)


def test_a_seed_gives_the_same_requests() -> None:
    assert list(islice(Requests(7), 50)) == list(islice(Requests(7), 50)) != list(islice(Requests(8), 50))


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=" + "*" * 100_000,
        "/search?q=" + "а*" * 50_000,
        "/search?q=" + "(" * 20_000,
        "/search?q=" + "(" * 5000 + "су" + ")" * 5000,
        "/search?q=" + "NOT " * 5000 + "су",
        "/search?q=" + "су OR " * 10_000 + "су",
        "/search?q=" + "қ~2 " * 2000,
        "/search?q=" + "-" * 100_000,
        "/search?q=" + "%F0%9F%98%80" * 5000,
        "/search?" + "q=су&" * 5000,
        "/search?" + "region=KZ-33&" * 2000,
        "/search?" + "".join(f"p{number}=1&" for number in range(10_000)),
        "/search?q=%00&region=%00&from=%00",
        "/search?q=%ff%fe%zz%",
        "/a/%00",
        "/a/" + "а" * 100_000,
        "/said?s=" + "мектеп " * 570,
        "/kwic?q=*&per_page=100&window=50",
        "/trend?q=*&by=day&from=0001&to=9999",
        "/search?from=9999-12-31&to=9999-12-31",
        "/search?page=100000&per_page=100",
        "/api/v1/articles?cursor=9999999",
    ],
    ids=lambda address: address[:40],
)
def test_one_that_was_thought_of(client: FlaskClient, address: str) -> None:
    (found,) = outcomes(client, [address])
    assert found.fault == ""
    assert found.seconds < MOST_S


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "a" * (LONGEST_ADDRESS - 2), 400),
        ("q=cy&x=" + "a" * (LONGEST_ADDRESS - 7), 200),
        ("q=cy&x=" + "a" * LONGEST_ADDRESS, 400),
        ("q=cy" + "&x=" * (MOST_PARAMETERS - 1), 200),
        ("q=cy" + "&x=" * MOST_PARAMETERS, 400),
    ],
    ids=["longest query", "longest address", "too long", "most parameters", "too many"],
)
@pytest.mark.parametrize("path", ["/search", "/api/v1/articles"])
def test_an_address_has_limits(client: FlaskClient, path: str, query: str, status: int) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == status
    good, bad = KINDS[path]
    assert answer.mimetype == (good if status == 200 else bad)


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An archive whose every field holds a script: also the quotation and whom it is ascribed to."""
    folder = tmp_path_factory.mktemp("scripted")
    body = f"«Мектеп {SCRIPT} салынады», – деді Асқар {SCRIPT} Сәбитов. Ол «су жоқ {SCRIPT}» деді."
    records = [
        {"id": f"{SCRIPT}{number}", "title": SCRIPT, "text": body, "source": SCRIPT, "author": SCRIPT,
         "speaker": SCRIPT, "url": "javascript:alert(1)", "region": SCRIPT, "topic": SCRIPT,
         "date": "2021-05-03", "section": SCRIPT, "rights": SCRIPT, SCRIPT: SCRIPT}
        for number in range(2)
    ]  # fmt: skip
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "scripted.jsonl").write_text(lines, encoding="utf-8")
    workspace = Workspace.open(Path(folder) / "data", create=True, **servers())
    workspace.ingest([str(folder / "scripted.jsonl")], IngestOptions())
    return create_app(workspace).test_client()


def everywhere(client: FlaskClient) -> list[str]:
    """Every kind of page, with the script as the query and as every filter, and what the pages link to."""
    script = "%3Cscript%3Ealert(1)%3C/script%3E"
    paths = [path for path in PATHS if not path.startswith("/api/")]
    names = ("q", "s", "region", "speaker", "person", "source", "lang", "from", "sort", "by", "ui", "x")
    found = [f"{path}?{name}={script}" for path in paths for name in names]
    found += [f"{path}?q=мектеп" for path in paths]
    items = client.get("/api/v1/articles").get_json()["items"]
    people = client.get("/api/v1/people?q=").get_json()["items"]
    found += [f"/a/{item['id']}{query}" for item in items for query in ("", "?q=мектеп")]
    found += [f"/person/{person['id']}" for person in people]
    return found


def test_scripts_in_text_titles_queries_and_names_stay_text(scripted: FlaskClient) -> None:
    pages = everywhere(scripted)
    assert any(address.startswith("/a/") for address in pages)
    for address in pages:
        assert ask(scripted, address).fault == "", address


def test_scripts_in_files_and_feeds_stay_text(scripted: FlaskClient) -> None:
    for address in ("/search.atom?q=мектеп", "/sitemap-1.xml", "/opensearch.xml"):
        assert b"<script" not in scripted.get(address).get_data()
    for name in ("csv", "jsonl", "txt", "ris", "bibtex", "csl"):
        answer = scripted.get(f"/export.{name}?q=мектеп")
        assert answer.mimetype != "text/html"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (b"<p>&lt;script&gt;", ""),
        (b"<p><script>alert(1)</script>", "script"),
        (b"<p onclick=x>", "onclick"),
        (b"<svg><a href='JavaScript:x'>", "JavaScript:x"),
        (b"<img src=x>", "img"),
    ],
)
def test_foreign_markup_would_be_seen(page: bytes, found: str) -> None:
    assert foreign_markup(page) == found
