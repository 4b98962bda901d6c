"""Pages are HTML to a strict parser, light, and sensible when read from top to bottom without styles."""

from __future__ import annotations

import gzip
import re
from itertools import product
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html as lxml_html

from stress.places import LANGS, PLACES, addresses, in_language
from webui import create_app
from workspace import Workspace

validity = pytest.importorskip("stress.validity", reason="needs html5lib")
MOST_BYTES = 150_000
PACKED = {"Accept-Encoding": "gzip"}
#: What is not answered with HTML.
FILES = (
    "/api/",
    "/oai",
    "/static/",
    "/export.",
    "/quotes.",
    ".csv",
    ".xml",
    ".atom",
    "/healthz",
    "/readyz",
    "/metrics",
)
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
LATIN = re.compile(r"[A-Za-z]")


def test_the_list_holds_every_kind_of_page(samples: Workspace) -> None:
    rules = [rule.rule for rule in create_app(samples).url_map.iter_rules()]
    pages = {rule.partition("<")[0] for rule in rules if not any(part in rule for part in FILES)}
    shown = {urlsplit(address).path for address in addresses()}
    assert {page for page in pages if not any(path.startswith(page) for path in shown)} == set()


@pytest.mark.parametrize(("address", "lang"), list(product(addresses(), LANGS)))
def test_a_strict_parser_has_nothing_to_say(client: FlaskClient, address: str, lang: str) -> None:
    page = client.get(in_language(address, lang)).get_data(as_text=True)
    assert validity.parse_error(page) == ""
    assert validity.structure_faults(page) == []
    assert len(page.encode()) < MOST_BYTES


@pytest.mark.parametrize("query", ["per_page=100", "per_page=100&q=мектеп су жол&match=any"])
@pytest.mark.parametrize("path", ["/search", "/quotes", "/kwic", "/people"])
def test_the_longest_pages_are_light_as_they_are_sent(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}", headers=PACKED)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.get_data()) < MOST_BYTES / 4


@pytest.mark.parametrize("address", ["/search?q=мектеп", "/static/muragat.css", "/api/v1/articles?q=мектеп"])
def test_packed_is_the_same_and_said_to_differ(client: FlaskClient, address: str) -> None:
    packed, plain = client.get(address, headers=PACKED), client.get(address)
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert packed.vary.as_set() == plain.vary.as_set() == {"accept-encoding"}
    assert "Content-Encoding" not in plain.headers


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/static/muragat.css", headers=PACKED).headers["ETag"]
    answer = client.get("/static/muragat.css", headers={**PACKED, "If-None-Match": tag})
    assert (answer.status_code, answer.get_data()) == (304, b"")


def test_exports_are_streamed_as_they_are(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/export.csl?q=мектеп", headers=PACKED).headers


@pytest.mark.parametrize("address", addresses())
def test_cyrillic_on_an_english_page_says_which_language_it_is(client: FlaskClient, address: str) -> None:
    tree = lxml_html.fromstring(client.get(in_language(address, "en")).get_data())
    for text in tree.xpath("//body//text()[normalize-space() and not(ancestor::*[@class='print-only'])]"):
        if len(CYRILLIC.findall(text)) > len(LATIN.findall(text)):
            lang = text.getparent().xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
            assert lang in ("kk", "ru"), text.strip()[:60]


def reading(client: FlaskClient, address: str) -> str:
    """The page as a text browser shows it: the text in the order of the source."""
    return " ".join(lxml_html.fromstring(client.get(address).get_data()).xpath("string(//body)").split())


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("/search?q=мектеп", ["Іздеу", "«мектеп»", "табылды", "Сүзгілер", "сәйкестігі", "Жүктеп алу"]),
        ("/quotes?q=мектеп", ["Іздеу", "«мектеп»", "Сүзгілер", "Мақаладан көрсету", "Жүктеп алу"]),
        ("/kwic?q=мектеп", ["Іздеу", "мектеп", "Алдындағы сөздер", "Табылған сөз", "Кейінгі сөздер"]),
        ("/said?s=мектеп салуға ақша бөлінді", ["мектеп салуға ақша бөлінді", "Мақаладан көрсету"]),
    ],
)  # fmt: skip
def test_read_from_top_to_bottom(client: FlaskClient, address: str, order: list[str]) -> None:
    text, place = reading(client, address), 0
    for wanted in order:
        found = re.compile(wanted).search(text, place)
        assert found, wanted
        place = found.end()


def test_every_place_is_of_one_kind_only() -> None:
    assert len(addresses()) == len(set(addresses())) > len(PLACES)
