"""Every page: in three languages, of an empty archive, with hostile text, and where its links lead."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html as lxml_html

from tests.webui.conftest import HOSTILE
from workspace import Workspace

LANGS = ("kk", "ru", "en")
PAGES = {
    "/": 200,
    "/search": 200,
    "/search?q=мектеп": 200,
    "/search?q=мектеп&sort=-date&per_page=5&page=2": 200,
    "/search?q=казакстан": 200,
    "/search?q=кездеспейтінсөз": 200,
    "/search?q=*&from=2019&to=2021-06": 200,
    "/search?date=none": 200,
    "/search?q=мектеп AND «ашық": 400,
    "/search?q=қате:мектеп": 400,
    "/search?from=кеше": 400,
    "/search?page=0": 400,
    "/search?per_page=1000": 400,
    "/search?sort=жақсы": 400,
    "/quotes": 200,
    "/quotes?q=мектеп&kind=direct&sort=-date": 200,
    "/quotes?q=кездеспейтінсөз&kind=mixed": 200,
    "/quotes?kind=әзіл": 400,
    "/quotes?confidence=1": 400,
    "/said": 200,
    "/said?s=мектеп ашылды&speaker=Есіркепова": 200,
    f"/said?s={'а' * 4001}": 400,
    "/people": 200,
    "/people?q=а&page=2": 200,
    "/people?q=ъъъ": 200,
    "/people?page=0": 400,
    "/person/nobody": 404,
    "/regions": 200,
    "/region/KZ-33": 200,
    "/region/ШҚО": 200,
    "/region/KZ-99": 404,
    "/topics": 200,
    "/topic/15000000": 200,
    "/topic/99000000": 404,
    "/kwic": 200,
    "/kwic?q=мектеп&sort=R1&window=8&page=2": 200,
    "/kwic?q=кездеспейтінсөз": 200,
    "/kwic?q=казакстан": 200,
    "/kwic?q=(": 400,
    "/kwic?q=су&sort=relevance": 400,
    "/kwic?q=су&window=51": 400,
    "/collocations": 200,
    "/collocations?q=мектеп&window=3&unit=form&closed=hide&page=2": 200,
    "/collocations?q=кездеспейтінсөз": 200,
    "/collocations?q=(": 400,
    "/search?q=су&sort=random&seed=7": 200,
    "/trend?q=су&unit=words": 200,
    "/compare": 200,
    "/compare?q=су": 200,
    "/compare?q=су&q=мектеп&q=region:ШҚО&region=KZ-33": 200,
    "/compare?q=су&q=(": 400,
    "/compare?q=а&q=б&q=в&q=г&q=д": 400,
    "/trend": 200,
    "/trend?q=мектеп&q=су&by=month": 200,
    "/trend?q=мектеп&by=day": 200,
    "/trend?q=кездеспейтінсөз&by=week": 200,
    "/trend?q=су&by=ғасыр": 400,
    "/trend?q=а&q=б&q=в&q=г&q=д": 400,
    "/export.doc?q=су": 404,
    "/export.csv?q=(": 400,
    "/help": 200,
    "/about": 200,
    "/healthz": 200,
    "/a/nothing": 404,
    "/nowhere": 404,
}


def page(client: FlaskClient, address: str, lang: str = "kk") -> tuple[int, str]:
    join = "&" if "?" in address else "?"
    answer = client.get(f"{address}{join}ui={lang}")
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("address", "status"), PAGES.items())
def test_every_page_in_three_languages(client: FlaskClient, address: str, status: int, lang: str) -> None:
    code, text = page(client, address, lang)
    assert code == status
    if address != "/healthz":
        assert f'<html lang="{lang}">' in text
        assert "Traceback" not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/search?q=мектеп",
        "/quotes",
        "/kwic?q=мектеп",
        "/trend?q=мектеп",
        "/people",
        "/regions",
        "/topics",
        "/region/KZ-33",
        "/topic/15000000",
        "/person/x",
        "/help",
        "/about",
        "/a/x",
        "/healthz",
    ],
)
def test_every_page_of_an_empty_archive(empty: FlaskClient, address: str, lang: str) -> None:
    code, text = page(empty, address, lang)
    assert code == (404 if address in ("/a/x", "/person/x") else 200)
    assert address not in ("/", "/search") or "muragat ingest" in text


def test_every_sample_article_opens(client: FlaskClient, samples: Workspace) -> None:
    for hit in samples.search_text("*", limit=1000).page.hits:
        code, text = page(client, f"/a/{hit.id}")
        assert code == 200
        assert html.escape(hit.title, quote=False).replace("'", "&#39;")[:20] in text.replace("&#34;", '"')


def test_words_are_marked_and_the_way_back_leads_back(client: FlaskClient) -> None:
    _, found = page(client, "/search?q=мектептерімізде")
    link = html.unescape(re.search(r'<h3><a href="([^"]+)"', found)[1])  # type: ignore[index]
    _, article = page(client, link)
    assert "<mark>" in article.split('class="body"')[1]
    back = html.unescape(re.search(r'href="([^"]+)">←', article)[1])  # type: ignore[index]
    assert quote("мектептерімізде") in back
    assert client.get(back).status_code == 200


def test_an_undated_article_says_so_and_gives_zotero_no_date(client: FlaskClient, samples: Workspace) -> None:
    undated = samples.search_text("date:none").page.hits[0]
    _, text = page(client, f"/a/{undated.id}")
    assert "күні белгісіз" in text
    assert 'name="DC.date"' not in text
    assert 'name="DC.type" content="newspaperArticle"' in text


def test_applying_filters_keeps_what_is_no_filter_on_the_page(client: FlaskClient) -> None:
    _, text = page(client, "/search?q=мектеп&lang=kk&per_page=5&sort=-date&match=any", "ru")
    form = lxml_html.fromstring(text.encode()).xpath("//form[@class='filters']")[0]
    kept = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
    wanted = {"q": "мектеп", "lang": "kk", "per_page": "5", "sort": "-date", "match": "any", "ui": "ru"}
    assert kept == wanted


def test_a_page_past_the_last_leads_back_to_the_first(client: FlaskClient) -> None:
    code, text = page(client, "/search?q=мектеп&page=99")
    assert code == 200
    assert not lxml_html.fromstring(text.encode()).xpath("//article[@class='record']")
    assert client.get("/search?q=мектеп&page=1").status_code == 200


def test_a_repair_is_told_and_can_be_undone(client: FlaskClient) -> None:
    _, text = page(client, "/search?q=казакстан")
    undo = html.unescape(re.search(r'href="([^"]*letters=exact[^"]*)"', text)[1])  # type: ignore[index]
    _, exact = page(client, undo)
    assert "letters=exact" not in exact.split("<main")[1].split('class="notice"')[0] or "notice" not in exact
    assert "қазақстан" in text


def test_filters_that_block_only_together_can_all_be_taken_off(client: FlaskClient) -> None:
    blocked = "/search?q=мектеп&region=KZ-62&topic=15000000&from=2018&to=2018"
    _, text = page(client, blocked)
    rows = lxml_html.fromstring(text.encode()).xpath("//section[@aria-labelledby='lo']//li")
    link, promised = rows[-1].xpath(".//a/@href")[0], rows[-1].xpath("string(.//span[@class='n'])")
    assert "region" not in link
    _, opened = page(client, link)
    assert results_count(opened) == int(re.sub(r"\D", "", promised)) > 0


def test_a_near_spelling_is_offered(client: FlaskClient) -> None:
    _, text = page(client, "/search?q=мектепп")
    assert quote("мектеп") in text.split('id="dh"')[1].split("</section>")[0]


def test_a_wrong_query_is_marked_where_it_breaks(client: FlaskClient) -> None:
    code, text = page(client, "/search?q=мектеп AND «ашық")
    assert code == 400
    assert "<mark>«</mark>" in text


@pytest.mark.parametrize("address", ["/", "/search?q=мектеп", f"/search?q={quote(HOSTILE)}", "/about"])
def test_hostile_text_stays_text(hostile: FlaskClient, address: str) -> None:
    _, text = page(hostile, address)
    assert "<script>" not in text
    assert text.count("<script") == 1


def test_a_hostile_article_stays_text(hostile: FlaskClient) -> None:
    _, found = page(hostile, "/search?q=мектеп")
    link = html.unescape(re.search(r'<h3><a href="([^"]+)"', found)[1])  # type: ignore[index]
    _, text = page(hostile, link)
    assert "<script>" not in text
    assert text.count("<script") == 1
    assert 'href="javascript' not in text


def links(text: str) -> set[str]:
    found = lxml_html.fromstring(text.encode()).xpath("//@href")
    return {str(link) for link in found if not urlsplit(str(link)).netloc and not str(link).startswith("#")}


def test_no_internal_link_is_dead(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = {"/", "/search?q=мектеп", "/help", "/about", "/search?q=кездеспейтінсөз&region=KZ-33"}
    dead = []
    while waiting and len(seen) < 250:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200:
            dead.append(address)
        elif answer.mimetype == "text/html":
            waiting |= links(answer.get_data(as_text=True)) - seen
    assert not dead
    assert len(seen) > 100


def results_count(text: str) -> int:
    found = lxml_html.fromstring(text.encode()).xpath("string(//p[@class='count'])")
    return int(re.sub(r"\D", "", str(found)))


@pytest.mark.parametrize(
    "base", ["/search?q=*", "/search?q=мектеп", "/search?q=*&region=KZ-35&topic=05000000"]
)
def test_every_facet_and_bar_gives_the_count_it_promised(client: FlaskClient, base: str) -> None:
    _, text = page(client, base)
    tree = lxml_html.fromstring(text.encode())
    checked = 0
    for box in tree.xpath("//fieldset//input[@type='checkbox']"):
        name, value = box.get("name"), box.get("value")
        label = tree.xpath(f"string(//label[@for='{box.get('id')}']//span[@class='fc'])")
        promised = int(re.sub(r"\D", "", label))
        kept = [part for part in base.split("?")[1].split("&") if not part.startswith(f"{name}=")]
        _, narrowed = page(client, f"/search?{'&'.join([*kept, f'{name}={quote(value)}'])}")
        assert results_count(narrowed) == promised, f"{name}={value}"
        checked += 1
    for bar in tree.xpath("//svg[contains(@class, 'hist')]/a"):
        promised = int(re.sub(r"\D", "", bar.get("aria-label").split(":")[1]))
        _, narrowed = page(client, bar.get("href"))
        assert results_count(narrowed) == promised, bar.get("href")
        checked += 1
    assert checked > 10
