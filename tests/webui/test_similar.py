"""«Also in» and versions in the browser and in the API."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import html

from archive.ingest import IngestOptions
from stress.places import LANGS
from tests.archive.duplicates.test_store import EVERY, FIRST
from tests.archive.duplicates.texts import BODY
from webui import create_app
from workspace import Workspace

CHANGED = {**FIRST, "text": BODY.replace("бүгін", "кеше"), "modified": "2023-09-03"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Five articles of one text, the first of them changed once, among others."""
    folder = tmp_path_factory.mktemp("similar")
    path = folder / "a.jsonl"
    with Workspace.open(folder / "data", create=True) as workspace:
        for first in (FIRST, CHANGED):
            rows = [first, *EVERY[1:]]
            path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
            workspace.ingest([str(path)], IngestOptions())
        yield workspace


@pytest.fixture(scope="module")
def client(archive: Workspace) -> FlaskClient:
    return create_app(archive).test_client()


@pytest.fixture(scope="module")
def ids(archive: Workspace) -> dict[str, str]:
    return {article.source_id or "": article.id for article in archive.store.articles()}


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def test_an_article_names_those_of_the_same_text(client: FlaskClient, ids: dict[str, str]) -> None:
    also = page(client, f"/a/{ids['1']}").xpath("//section[@id='also']")[0]
    links = list(also.xpath(".//li/a/@href"))
    assert links == [f"/a/{ids[key]}" for key in "2435"]
    assert "қысқартылған нұсқасы" in also.text_content()
    assert "Тағы 3 дереккөзде" in also.text_content()
    assert not page(client, f"/a/{ids['6']}").xpath("//section[@id='also' or @id='versions']")


def test_hits_of_one_text_are_folded_and_still_counted(client: FlaskClient, ids: dict[str, str]) -> None:
    found = page(client, "/search?q=мектеп&sort=date")
    assert len(found.xpath("//article[@class='record']")) == 1
    assert "5 мақала" in found.xpath("//p[@class='count']")[0].text_content()
    inside = found.xpath("//details[contains(@class, 'also-fold')]//li/a/@href")
    assert [link.partition("?")[0] for link in inside] == [f"/a/{ids[key]}" for key in "2435"]
    everything = found.xpath("//a[contains(@href, 'same=all')]/@href")[0]
    assert len(page(client, everything).xpath("//article[@class='record']")) == 5


def test_the_place_of_a_hit_is_that_among_all_hits(client: FlaskClient) -> None:
    plain = page(client, "/search?q=*&sort=date&same=all").xpath("//article[@class='record']/h3/a/@href")
    folded = page(client, "/search?q=*&sort=date").xpath("//article[@class='record']/h3/a/@href")
    numbers = {link.partition("?")[0]: link.rpartition("hit=")[2] for link in plain}
    assert len(folded) < len(plain)
    assert all(numbers[link.partition("?")[0]] == link.rpartition("hit=")[2] for link in folded)


def test_versions_are_listed_and_compared(client: FlaskClient, ids: dict[str, str]) -> None:
    article = page(client, f"/a/{ids['1']}")
    assert article.xpath(f"//section[@id='versions']//a[@href='/a/{ids['1']}/versions']")
    listed = page(client, f"/a/{ids['1']}/versions")
    assert listed.xpath("//ol/li/h2/a/@href") == [f"/a/{ids['1']}/versions/{n}" for n in (2, 1)]
    assert "2023-09-03" in listed.text_content()
    changed = page(client, f"/a/{ids['1']}/versions/2")
    assert changed.xpath("//ins/span[2]/text()") == ["кеше"]
    assert changed.xpath("//del/span[2]/text()") == ["бүгін"]


def test_an_earlier_version_stays_where_it_was_cited(client: FlaskClient, ids: dict[str, str]) -> None:
    first = page(client, f"/a/{ids['1']}/versions/1")
    assert "бүгін 320 орындық" in first.xpath("//section[@aria-labelledby='xh']")[0].text_content()
    assert first.xpath(f"//div[@class='notice']//a[@href='/a/{ids['1']}']")
    back = page(client, f"/a/{ids['1']}/versions/1?with=2")
    assert (back.xpath("//ins/span[2]/text()"), back.xpath("//del/span[2]/text()")) == (["бүгін"], ["кеше"])


@pytest.mark.parametrize("wrong", ["9", "0", "99999999999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(
    client: FlaskClient, ids: dict[str, str], wrong: str
) -> None:
    assert client.get(f"/a/{ids['1']}/versions/{wrong}").status_code == 404
    assert client.get(f"/a/{ids['1']}/versions/2?with={wrong}").status_code == 200


def test_two_articles_side_by_side(client: FlaskClient, ids: dict[str, str]) -> None:
    shown = page(client, f"/a/{ids['5']}/differences/{ids['2']}")
    assert any("Тастыбұлақ өзенінің" in gone for gone in shown.xpath("//del/span[2]/text()"))
    assert client.get(f"/a/{ids['5']}/differences/nothing").status_code == 404


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_in_every_language(client: FlaskClient, ids: dict[str, str], lang: str) -> None:
    own = f"/a/{ids['1']}"
    for address in (own, f"{own}/versions", f"{own}/versions/2", f"{own}/differences/{ids['4']}"):
        assert page(client, f"{address}?ui={lang}").get("lang") == lang


def test_the_api_names_them_too(client: FlaskClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/api/v1/articles/{ids['1']}").get_json()
    assert (answer["also_in"]["total"], answer["also_in"]["sources"]) == (4, 3)
    assert [each["id"] for each in answer["also_in"]["items"]] == [ids[key] for key in "2435"]
    assert {each["standing"] for each in answer["also_in"]["items"]} == {"near", "part"}
    assert client.get("/api/v1/articles?q=мектеп").get_json()["total"] == 5
