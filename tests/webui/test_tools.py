"""Concordance, trend, files and feeds: what the pages promise is what the links and files give."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from flask.testing import FlaskClient
from lxml import etree
from lxml import html as lxml_html

from workspace import Workspace

MOST_BYTES = 150_000
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def tree(client: FlaskClient, address: str) -> lxml_html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml_html.fromstring(answer.get_data())


def first_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


@pytest.mark.parametrize("sort", ["L1", "R1", "match", "date"])
def test_the_pages_of_a_concordance_hold_every_line_once(client: FlaskClient, sort: str) -> None:
    lines, number = [], 1
    while number < 20:
        page = tree(client, f"/kwic?q=мектеп&sort={sort}&per_page=25&page={number}")
        rows = page.xpath("//table[@class='kwic']/tbody/tr")
        shown = [" ".join(row.text_content().split()) for row in rows]
        if not shown:
            break
        lines += shown
        number += 1
    assert len(lines) == len(table(client, f"/kwic.csv?q=мектеп&sort={sort}")) > 50


def test_every_line_leads_to_its_article_with_the_match_marked(client: FlaskClient) -> None:
    page = tree(client, "/kwic?q=мектеп")
    for link in page.xpath("//td[@class='m']/a"):
        article = tree(client, link.get("href"))
        assert link.text in [mark.text for mark in article.xpath("//mark")]


def test_every_form_is_a_search_that_finds_it_as_often(client: FlaskClient) -> None:
    page = tree(client, "/kwic?q=мектеп")
    items = page.xpath("//ul[contains(@class, 'forms')]/li")
    assert len(items) > 8
    counts = [first_number(item.xpath("string(span)")) for item in items]
    assert counts == sorted(counts, reverse=True)
    for item, count in zip(items, counts, strict=True):
        alone = tree(client, item.xpath("string(a/@href)"))
        promised = re.findall(r"\d+", alone.xpath("string(//p[@class='count'])"))
        assert int(promised[-1]) == count, item.text_content()


def test_a_number_of_a_trend_is_a_search_that_finds_it(client: FlaskClient) -> None:
    page = tree(client, "/trend?q=мектеп&q=су&region=KZ-33&region=KZ-35&region=KZ-63")
    links = page.xpath("//figure//table/tbody//a")
    assert len(links) > 10
    for link in links:
        found = tree(client, link.get("href"))
        count = found.xpath("string(//p[@class='count'])")
        assert (first_number(count) if count else 0) == int(link.text)


def test_a_trend_in_days_stays_small_and_its_file_is_whole(client: FlaskClient) -> None:
    for address in ("/trend?q=*&q=су&q=мектеп&q=жол&by=day", "/trend?q=*&q=су&by=week"):
        assert len(client.get(address).get_data()) < MOST_BYTES
    rows = table(client, "/trend.csv?q=*&by=day")
    page = tree(client, "/trend?q=*&by=day")
    assert len(rows) > len(page.xpath("//figure//table/tbody/tr"))
    assert sum(int(row["hits"]) for row in rows) == sum(int(row["articles"]) for row in rows)


@pytest.mark.parametrize("query", ["q=мектеп", "q=*&region=KZ-33", "q=су&from=2020&to=2022&sort=date"])
@pytest.mark.parametrize("name", ["csv", "jsonl", "txt", "ris", "bibtex", "csl"])
def test_a_file_has_every_hit_of_its_page(client: FlaskClient, name: str, query: str) -> None:
    page = tree(client, f"/search?{query}")
    total = first_number(page.xpath("string(//p[@class='count'])"))
    (link,) = [href for href in page.xpath("//aside//a/@href") if f"/export.{name}?" in href]
    text = client.get(link).get_data(as_text=True)
    found = {
        "csv": lambda: len(table(client, link)),
        "jsonl": lambda: len([json.loads(line) for line in text.splitlines()]),
        "txt": lambda: len(text.split("=" * 40)),
        "ris": lambda: text.count("TY  - NEWS"),
        "bibtex": lambda: text.count("@article{"),
        "csl": lambda: len(json.loads(text)),
    }[name]()
    assert found == total > 0


def test_a_feed_is_well_formed_and_newest_first(client: FlaskClient, samples: Workspace) -> None:
    page = tree(client, "/search?q=су&topic=06000000")
    (address,) = page.xpath("//link[@type='application/atom+xml']/@href")
    answer = client.get(address)
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.get_data())
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == samples.search_text("су", filters={"topic": ("06000000",)}).page.total > 0
    for element in (feed, *entries):
        for required in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{required}")
    published = [entry.findtext(f"{ATOM}published") for entry in entries]
    dated = [date for date in published if date]
    assert dated == sorted(dated, reverse=True)


def test_a_feed_of_hostile_text_stays_text(hostile: FlaskClient) -> None:
    feed = etree.fromstring(hostile.get("/search.atom?q=<script>").get_data())
    assert feed.find(f"{ATOM}title").text.endswith("<script>")
    assert not [element for element in feed.iter() if str(element.tag).endswith("script")]


def test_the_sitemap_lists_every_article(client: FlaskClient, samples: Workspace) -> None:
    index = etree.fromstring(client.get("/sitemap.xml").get_data())
    addresses = [
        loc.text
        for part in index.iter(f"{SITEMAP}loc")
        for loc in etree.fromstring(client.get(part.text).get_data()).iter(f"{SITEMAP}loc")
    ]
    assert len(addresses) == len(set(addresses)) == samples.store.count()
    assert all(client.get(address).status_code == 200 for address in addresses[:5])


def test_the_archive_can_be_added_to_a_browser(client: FlaskClient) -> None:
    (address,) = tree(client, "/").xpath("//link[@rel='search']/@href")
    description = etree.fromstring(client.get(address).get_data())
    template = description.find("{http://a9.com/-/spec/opensearch/1.1/}Url").get("template")
    assert client.get(template.replace("{searchTerms}", "мектеп")).status_code == 200


@pytest.mark.parametrize(
    "queries",
    ["q=су&q=мектеп", "q=region:KZ-33&q=region:KZ-63&q=бала", "q=date:2021&q=date:2022&topic=05000000"],
)
def test_every_number_of_a_comparison_is_a_search_that_finds_it(client: FlaskClient, queries: str) -> None:
    page = tree(client, f"/compare?{queries}")
    links = page.xpath("//table[@class='compare']//td/a") + page.xpath("//section//ul[@class='rank']/li/a")
    assert len(links) > 12
    for link in links:
        number = link.getnext().text if link.getparent().tag == "li" else link.text
        count = tree(client, link.get("href")).xpath("string(//p[@class='count'])")
        assert (first_number(count) if count else 0) == first_number(number), link.get("href")


@pytest.mark.parametrize(
    ("name", "sign"), [("ris", "TY  - NEWS"), ("bibtex", "@article{"), ("csl", '"type"')]
)
def test_an_article_is_taken_away_alone(
    client: FlaskClient, samples: Workspace, name: str, sign: str
) -> None:
    article = next(samples.store.articles())
    page = tree(client, f"/a/{article.id}")
    (link,) = [href for href in page.xpath("//main//a/@href") if f"/export.{name}?" in href]
    text = client.get(link).get_data(as_text=True)
    assert text.count(sign) == 1
    assert article.id in text


def test_where_few_have_all_words_those_with_some_are_offered(client: FlaskClient) -> None:
    page = tree(client, "/search?q=мектеп көпір")
    (link,) = page.xpath("//div[@class='notice']//a")
    offered = tree(client, link.get("href"))
    assert first_number(offered.xpath("string(//p[@class='count'])")) == first_number(link.text)
    assert not offered.xpath("//div[@class='notice']")


def test_a_random_order_keeps_its_seed_through_pages_filters_and_files(client: FlaskClient) -> None:
    plain = tree(client, "/search?q=мектеп&region=KZ-33")
    (link,) = [a.get("href") for a in plain.xpath("//a") if a.text == "кездейсоқ"]
    assert "sort=random" in link
    assert "seed=1" in link
    page = tree(client, "/search?q=мектеп&sort=random&seed=5&per_page=5")
    total = first_number(page.xpath("string(//p[@class='count'])"))
    assert page.xpath("//form[@class='filters']//input[@name='seed']/@value") == ["5"]
    files = [href for href in page.xpath("//aside//a/@href") if "/export.csv?" in href]
    file = next(href for href in files if "limit" not in href)
    order = [row["id"] for row in table(client, file)]
    assert len(order) == total > 20
    assert all(len(table(client, href)) == int(href.rpartition("=")[2]) for href in files if href != file)
    shown: list[str] = []
    for number in range(1, total // 5 + 2):
        rows = tree(client, f"/search?q=мектеп&sort=random&seed=5&per_page=5&page={number}")
        links = rows.xpath("//article[@class='record']/h3/a/@href")
        shown += [link.partition("?")[0].removeprefix("/a/") for link in links]
    assert shown == order
    assert [row["id"] for row in table(client, f"{file}&limit=7")] == order[:7]
    answer = client.get("/api/v1/articles?q=мектеп&sort=random&seed=5&per_page=9").get_json()
    assert [item["id"] for item in answer["items"]] == order[:9]
    more = client.get(f"/api/v1/articles?q=мектеп&sort=random&seed=5&per_page=9&cursor={answer['next']}")
    assert [item["id"] for item in more.get_json()["items"]] == order[9:18]


@pytest.mark.parametrize("query", ["sort=random&seed=0", "sort=random&seed=x", "sort=chance"])
def test_a_seed_is_a_number(client: FlaskClient, query: str) -> None:
    assert client.get(f"/search?q=су&{query}").status_code == 400


def count_of(page: lxml_html.HtmlElement) -> list[int]:
    """The numbers in a page's count, without the spaces inside them."""
    return [
        first_number(part) for part in re.findall(r"\d[\d\s ]*", page.xpath("string(//p[@class='count'])"))
    ]


@pytest.mark.parametrize(
    "query", ["q=мектеп", "q=мектеп&window=2&min=2&sort=near", "q=су&unit=form&min=1&region=KZ-71"]
)
def test_every_collocate_leads_to_lines_that_hold_it(client: FlaskClient, query: str) -> None:
    page = tree(client, f"/collocations?{query}")
    rows = page.xpath("//table[@class='words']/tbody/tr")
    assert len(rows) > 5
    for row in rows[:12]:
        near, everywhere, _ = (first_number(cell.text_content()) for cell in row.xpath("td"))
        assert near <= everywhere
        lines = tree(client, row.xpath("string(th/a/@href)"))
        stretches = lines.xpath("//table[@class='kwic']/tbody/tr")
        assert 0 < len(stretches) <= 2 * near  # a place may stand between two of the query's


def test_the_pages_and_the_file_of_collocates_agree(client: FlaskClient) -> None:
    page = tree(client, "/collocations?q=мектеп&min=1&per_page=100")
    words, number = [], 1
    while rows := page.xpath("//table[@class='words']/tbody/tr/th/a/text()"):
        words += rows
        number += 1
        page = tree(client, f"/collocations?q=мектеп&min=1&per_page=100&page={number}")
    rows_of_file = table(client, "/collocations.csv?q=мектеп&min=1")
    assert words == [row["word"] for row in rows_of_file]
    found = client.get("/api/v1/collocations?q=мектеп&min=1&per_page=7").get_json()
    assert [item["word"] for item in found["items"]] == words[:7]
    assert found["total"] == len(words)


def test_function_words_are_never_hidden_in_silence(client: FlaskClient) -> None:
    shown = {row["word"] for row in table(client, "/collocations.csv?q=мектеп")}
    hidden = {row["word"] for row in table(client, "/collocations.csv?q=мектеп&closed=hide")}
    page = tree(client, "/collocations?q=мектеп&closed=hide")
    (notice,) = [p for p in page.xpath("//main//p") if "Жасырылған" in p.text_content()]
    assert first_number(notice.text_content()) == len(shown - hidden) > 0
    back = tree(client, notice.xpath("string(a/@href)"))
    assert not [p for p in back.xpath("//main//p") if "Жасырылған" in p.text_content()]


def test_a_trend_in_words_links_to_the_lines_it_counts(client: FlaskClient) -> None:
    page = tree(client, "/trend?q=мектеп&q=су&unit=words&region=KZ-33&region=KZ-35")
    links = page.xpath("//figure//table/tbody//a")
    assert len(links) > 10
    for link in links:
        lines = tree(client, link.get("href"))
        assert count_of(lines)[-1] == first_number(link.text)
    rows = table(client, "/trend.csv?q=мектеп&q=су&unit=words&region=KZ-33&region=KZ-35")
    assert [int(row["occurrences"]) for row in rows if row["query"] == "мектеп"] == [
        first_number(link.text) for link in links[::2]
    ]


@pytest.mark.parametrize("queries", ["q=мектеп", "q=мектеп&q=су", "q=мектеп&q=су&q=жол&closed=hide"])
def test_keywords_stand_in_their_file_and_in_articles_of_their_side(
    client: FlaskClient, queries: str
) -> None:
    page = tree(client, f"/compare?{queries}")
    sides = page.xpath("//section[@aria-labelledby='kh']//table")
    files = [
        href for href in page.xpath("//section[@aria-labelledby='kh']//a/@href") if "/keyness.csv" in href
    ]
    assert len(sides) == len(files) == queries.count("q=")
    for side, file in zip(sides, files, strict=True):
        counts = {row["word"]: (row["count"], row["count_against"]) for row in table(client, file)}
        for row in side.xpath("tbody/tr"):
            word = row.xpath("string(th/a)")
            here, there = (str(first_number(cell.text)) for cell in row.xpath("td")[:2])
            assert counts[word] == (here, there)
        first = side.xpath("string(tbody/tr/th/a/@href)")
        assert tree(client, first).xpath("//article[@class='record']")


@pytest.mark.parametrize(
    "address",
    ["/collocations?window=0", "/collocations?min=x", "/collocations?unit=слово", "/collocations?q=(",
     "/collocations?sort=date", "/keyness.csv?q=а&q=б&q=в&q=г&q=д", "/trend?unit=letters",
     "/compare?q=су&closed=1", "/export.csv?q=су&limit=0"],
)  # fmt: skip
def test_what_the_tools_cannot_use_is_said(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_pages_of_words_stay_small_in_every_language(client: FlaskClient, lang: str) -> None:
    for address in (
        "/collocations?q=мектеп OR су&min=1&per_page=100",
        "/compare?q=мектеп&q=су&q=жол&q=бала",
        "/trend?q=*&unit=words&by=day",
        "/collocations?q=кездеспейтінсөз",
        "/collocations",
    ):
        answer = client.get(f"{address}{'&' if '?' in address else '?'}ui={lang}")
        assert answer.status_code == 200
        assert len(answer.get_data()) < MOST_BYTES
        assert "style=" not in answer.get_data(as_text=True)


def test_words_of_hostile_text_stay_text(hostile: FlaskClient) -> None:
    for address in ("/collocations?q=мектеп&min=1", "/compare?q=мектеп", "/compare?q=<script>&q=мектеп"):
        assert b"<script>alert" not in hostile.get(address).get_data()


def test_a_search_can_be_cited_with_its_count_and_address(client: FlaskClient) -> None:
    page = tree(client, "/search?q=мектеп&region=KZ-33")
    citation = page.xpath("string(//aside//p[@class='take'])")
    total = first_number(page.xpath("string(//p[@class='count'])"))
    assert "«мектеп»" in citation
    assert f"{total} " in citation
    address = next(word for word in citation.split() if word.startswith("http"))
    again = tree(client, address.removeprefix("http://localhost"))
    assert first_number(again.xpath("string(//p[@class='count'])")) == total


def test_a_russian_title_in_a_list_is_marked_as_russian(client: FlaskClient, samples: Workspace) -> None:
    russian = samples.search_text("lang:ru", limit=3).page
    assert russian.total
    page = tree(client, "/search?q=lang:ru")
    assert page.xpath("//article[@class='record']/h3/a/@lang") == ["ru"] * min(20, russian.total)
    feed = etree.fromstring(client.get("/search.atom?q=lang:ru").get_data())
    languages = {
        entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in feed.iter(f"{ATOM}entry")
    }
    assert languages == {"ru"}
