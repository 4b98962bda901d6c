"""Quotations, people, regions and topics in the browser: counts kept, links alive, words to be cited."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html as lxml_html

from archive.extract.speakers import extractor
from messages.table import has
from workspace import Workspace


def tree(client: FlaskClient, address: str) -> lxml_html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return lxml_html.fromstring(answer.get_data())


def count(page: lxml_html.HtmlElement) -> int:
    return int(re.sub(r"\D", "", page.xpath("string(//p[@class='count'])")))


EVIDENCE = {
    "named", "surname", "title", "title_in_text", "title_by_date", "title_inferred", "title_last_person",
    "pronoun", "carried_over", "organisation", "group", "as_written", "unknown", "corrected",
}  # fmt: skip


def test_every_reason_a_speaker_is_known_by_has_its_words(samples: Workspace) -> None:
    folder = Path(extractor.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    assert {code for code in EVIDENCE - {"corrected"} if f'"{code}"' not in source} == set()
    seen = {quote.evidence for article in samples.store.articles() for quote in article.quotes}
    assert seen <= EVIDENCE
    assert len(seen) > 6
    assert all(has(f"evidence.{code}") for code in EVIDENCE)


@pytest.mark.parametrize("base", ["/quotes?q=*", "/quotes?q=мектеп OR су", "/quotes?q=*&kind=direct"])
def test_every_facet_and_bar_gives_the_count_it_promised(client: FlaskClient, base: str) -> None:
    page = tree(client, base)
    checked = 0
    for box in page.xpath("//fieldset//input[@type='checkbox']"):
        name, value = box.get("name"), box.get("value")
        label = page.xpath(f"string(//label[@for='{box.get('id')}']//span[@class='fc'])")
        kept = [part for part in base.split("?")[1].split("&") if not part.startswith(f"{name}=")]
        narrowed = tree(client, f"/quotes?{'&'.join([*kept, f'{name}={quote(value)}'])}")
        assert count(narrowed) == int(re.sub(r"\D", "", label)), f"{name}={value}"
        checked += 1
    for bar in page.xpath("//svg[contains(@class, 'hist')]/a"):
        promised = int(re.sub(r"\D", "", bar.get("aria-label").split(":")[1]))
        assert count(tree(client, bar.get("href"))) == promised
        checked += 1
    assert checked > 30


def test_a_quotation_leads_to_its_place_in_the_article(client: FlaskClient) -> None:
    page = tree(client, "/quotes?q=мектеп")
    cards = page.xpath("//article[@class='said-card']")
    assert len(cards) == min(20, count(page)) > 3
    for card in cards:
        words = card.xpath("string(blockquote)").strip().strip("«»")
        link = card.xpath("string(div[@class='act-row']/a/@href)")
        address, _, place = link.partition("#")
        (said,) = tree(client, address).xpath(f"//span[@id='{place}']")
        assert words.startswith(said.text_content()[:40])


def test_a_citation_holds_words_speaker_source_date_and_address(client: FlaskClient) -> None:
    page = tree(client, "/quotes?q=*&kind=direct&confidence=sure&confidence=likely&confidence=unsure")
    for card in page.xpath("//article[@class='said-card']"):
        citation = card.xpath("string(.//p[@class='take'])")
        assert citation.startswith("«")
        assert card.xpath("string(p[@class='who'])").strip() in citation
        assert re.search(r"http://localhost/a/[a-z0-9]+#q\d+$", citation)
        source = card.xpath("string(.//dd[last()]/span[last()])")
        assert source in citation


def test_only_words_said_verbatim_stand_in_guillemets(client: FlaskClient) -> None:
    page = tree(client, "/quotes?q=*&kind=indirect")
    quotes = page.xpath("//article[@class='said-card']/blockquote")
    assert len(quotes) > 5
    assert not [one for one in quotes if one.xpath(".//span[@class='q1']")]


def test_the_same_search_counts_the_same_in_every_view(client: FlaskClient, samples: Workspace) -> None:
    for query in ("мектеп", "speaker:Есіркепова"):
        page = tree(client, f"/quotes?q={query}")
        assert count(page) == samples.quotes_text(query).total


def test_every_speaker_has_a_page_with_their_quotations(client: FlaskClient, samples: Workspace) -> None:
    facet = samples.quotes_text("*", limit=0, facets=True).search.page.facets["speaker"]
    assert len(facet) > 40
    for row in facet[:60]:
        page = tree(client, f"/person/{row.value}")
        assert page.xpath("string(//h1)") == samples.person(row.value).name
        summary = page.xpath("string(//h1/following::p[@class='muted'][1])")
        assert int(re.findall(r"\d+", summary)[-1]) == row.count
        for link in page.xpath("//ul[@class='rank']/li/a"):
            promised = int(link.getnext().text)
            assert count(tree(client, link.get("href"))) == promised


@pytest.mark.parametrize("kind", ["region", "topic"])
def test_every_region_and_topic_has_a_page_that_keeps_its_counts(client: FlaskClient, kind: str) -> None:
    rows = tree(client, f"/{kind}s").xpath("//main//ul[@class='rank']/li")
    assert len(rows) == {"region": 20, "topic": 17}[kind]
    for row in rows:
        page = tree(client, row.xpath("string(a/@href)"))
        summary = page.xpath("string(//h1/following::p[contains(., '.')][1])")
        assert int(re.findall(r"\d+", summary)[0]) == int(row.xpath("string(span)"))
        for link in page.xpath("//aside//ul[@class='rank']/li/a"):
            assert count(tree(client, link.get("href"))) == int(link.getnext().text)


def names(client: FlaskClient, address: str) -> list[str]:
    return [a.text for a in tree(client, address).xpath("//main//tbody//a")]


def test_people_stand_in_kazakh_order_and_are_found_by_beginning(client: FlaskClient) -> None:
    from kazakh.alphabet import sort_key

    everyone = names(client, "/people")
    assert everyone == sorted(everyone, key=sort_key)
    found = names(client, "/people?q=күл")
    assert found
    assert all(any(part.lower().startswith("күл") for part in name.split()) for name in found)


@pytest.mark.parametrize("query", ["q=мектеп", "q=*&kind=direct", "q=*&region=KZ-33&sort=date"])
def test_a_file_has_every_quotation_of_its_page(client: FlaskClient, query: str) -> None:
    page = tree(client, f"/quotes?{query}")
    csv_link, jsonl_link = page.xpath("//aside[@class='tools']//li[@class='in']/a/@href")
    rows = list(csv.DictReader(io.StringIO(client.get(csv_link).get_data(as_text=True).lstrip("\ufeff"))))
    items = [json.loads(line) for line in client.get(jsonl_link).get_data(as_text=True).splitlines()]
    assert len(rows) == len(items) == count(page) > 0
    for row, item in zip(rows, items, strict=True):
        assert row["id"] == item["id"]
        assert row["words"].lstrip("'") == " … ".join(item["content"])


def test_did_they_say_it(client: FlaskClient, samples: Workspace) -> None:
    (said,) = samples.quotes_text("мектеп", filters={"speaker": ("Есіркепова",)}).items
    (part,) = said.quotation.content
    exact = tree(client, f"/said?s={quote(part)}")
    assert "Сөзбе-сөз" in exact.xpath("string(//main//ol/li[1]/p[1])")
    assert not exact.xpath("//main//ol/li[1]//del | //main//ol/li[1]//ins")
    words = part.split()
    changed = " ".join([*words[:3], "ешқашан", *words[4:]])
    near = tree(client, f"/said?s={quote(changed)}")
    assert "Ұқсас" in near.xpath("string(//main//ol/li[1]/p[1])")
    assert [one.text for one in near.xpath("//main//ol/li[1]//del")] == ["ешқашан"]
    assert [one.text for one in near.xpath("//main//ol/li[1]//ins")] == [words[3].strip(".,")]
    assert "табылмады" in tree(client, "/said?s=ешқандайсөз").xpath("string(//p[@role='status'])")
