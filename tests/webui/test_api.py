"""The API does what its own description says, for valid and for nonsensical addresses."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS

from webui import create_app
from webui.api.endpoints import ENDPOINTS
from workspace import Workspace

ROOT = "/api/v1"


@pytest.fixture(scope="module")
def described(samples: Workspace) -> schemathesis.BaseSchema:
    app: Flask = create_app(samples)
    return schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", app)


CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


@pytest.mark.parametrize("path", [endpoint.path for endpoint in ENDPOINTS])
def test_the_api_keeps_its_description(described: schemathesis.BaseSchema, path: str) -> None:
    checks: list[Callable[..., object]] = CHECKS.get_by_names(CHECKED)

    @given(case=described[path]["GET"].as_strategy())
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def answers(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

    answers()


def ask(client: FlaskClient, path: str, status: int = 200) -> dict:  # type: ignore[type-arg]
    answer = client.get(ROOT + path)
    assert answer.status_code == status
    assert answer.mimetype == ("application/json" if status == 200 else "application/problem+json")
    return json.loads(answer.get_data())  # type: ignore[no-any-return]


def test_every_path_is_described(client: FlaskClient) -> None:
    document = ask(client, "/openapi.json")
    rules = {str(rule) for rule in client.application.url_map.iter_rules() if str(rule).startswith(ROOT)}
    described = {f"{ROOT}{path}".replace("{id}", "<article_id>") for path in document["paths"]}
    assert rules == described | {f"{ROOT}/openapi.json"}
    assert len(described) == len(ENDPOINTS)


@pytest.mark.parametrize(
    "path", ["/articles?q=мектеп&per_page=7", "/quotes?per_page=60", "/kwic?q=мектеп&sort=R1&per_page=25"]
)
def test_cursors_lead_through_everything_once(client: FlaskClient, path: str) -> None:
    seen: list[str] = []
    answer = ask(client, path)
    while True:
        seen += [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in answer["items"]]
        if answer["next"] is None:
            break
        answer = ask(client, f"{path}&cursor={answer['next']}")
    assert len(seen) == len(set(seen)) == answer["total"] > 30


def test_a_page_and_the_api_find_the_same(client: FlaskClient, samples: Workspace) -> None:
    found = ask(client, "/articles?q=казакстан&region=ШҚО&from=2019")
    answer = samples.search_text("казакстан", filters={"region": ("KZ-63",)}, date_from="2019")
    assert [item["id"] for item in found["items"]] == [hit.id for hit in answer.page.hits]
    assert found["total"] == answer.page.total
    (repair,) = found["query"]["repairs"]
    assert ask(client, repair["undo_url"].removeprefix(ROOT))["query"]["repairs"] == []


def test_facets_are_those_of_the_search(client: FlaskClient) -> None:
    assert ask(client, "/facets?q=су")["facets"] == ask(client, "/articles?q=су")["facets"]


def test_suggestions_are_words_of_the_archive(client: FlaskClient) -> None:
    items = ask(client, "/suggest?q=мект&per_page=5")["items"]
    assert items[0]["value"].startswith("мектеп")
    assert [item["count"] for item in items] == sorted((item["count"] for item in items), reverse=True)
    assert ask(client, "/suggest?q=")["items"] == []


def test_people_are_found_by_any_part_of_their_name(client: FlaskClient, samples: Workspace) -> None:
    one = samples.people_list(limit=1).people[0]
    for part in (one.name, *one.name.split()):
        items = ask(client, f"/people?q={part}&per_page=100")["items"]
        assert {"id": one.id, "name": one.name, "kind": one.kind, "articles": one.articles,
                "quotations": one.quotations} in items  # fmt: skip
    total = ask(client, "/people?per_page=1")["total"]
    seen, cursor = [], ""
    while cursor is not None:
        page = ask(client, f"/people?per_page=30&cursor={cursor}")
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == total == samples.people_list().total > 30


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/articles?q=(", 400, "query.syntax"),
        ("/articles?per_page=0", 400, "query.parameter"),
        ("/articles?cursor=x", 400, "query.parameter"),
        ("/kwic?sort=relevance", 400, "query.parameter"),
        ("/articles/nothing", 404, "store.article"),
        ("/nowhere", 404, "http.404"),
    ],
)
def test_a_problem_says_what_and_why(client: FlaskClient, path: str, status: int, code: str) -> None:
    problem = ask(client, path, status)
    assert problem["status"] == status
    assert problem["code"] == code
    assert problem["detail"]
