"""Feed and sitemaps keep to their standards: RFC 4287 and the protocol of sitemaps.org, as schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree

SCHEMAS = Path(__file__).with_name("schemas")
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "/search.atom?q=мектеп",
    "/search.atom?q=*",
    "/search.atom?q=*&ui=ru&sort=random&seed=4",
    "/search.atom?q=су&topic=06000000&ui=en",
    "/search.atom?q=date:none",
    "/search.atom?q=жоқнәрсе",
)


def schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(SCHEMAS / name)))


def faults(name: str, document: etree._Element) -> list[str]:
    asked = schema(name)
    asked.validate(document)
    return [f"{error.line}: {error.message}" for error in asked.error_log]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_what_rfc_4287_asks(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    feed = etree.fromstring(answer.get_data())
    assert faults("atom.rng", feed) == []
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for element in entries:
        # Section 4.1.1: an author in each entry or one for the feed; section 4.1.2: an alternate link where
        # an entry has no content.
        assert element.find(f"{ATOM}author") is not None or feed.find(f"{ATOM}author") is not None
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None


def test_a_feed_of_hostile_text_is_one_too(hostile: FlaskClient) -> None:
    assert faults("atom.rng", etree.fromstring(hostile.get("/search.atom?q=*").get_data())) == []


def test_sitemaps_are_what_the_protocol_asks(client: FlaskClient) -> None:
    index = etree.fromstring(client.get("/sitemap.xml").get_data())
    assert faults("sitemap.rng", index) == []
    for part in index.iter("{*}loc"):
        assert faults("sitemap.rng", etree.fromstring(client.get(part.text).get_data())) == []


@pytest.mark.parametrize(
    "broken",
    [
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>а</title><updated>2023-01-01T00:00:00Z</updated></feed>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:a</id><title>а</title><updated>2023-01-01</updated></feed>",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>/a/b</loc></url></urlset>",
    ],
)
def test_the_schemas_refuse_what_is_broken(broken: str) -> None:
    assert faults("sitemap.rng" if "urlset" in broken else "atom.rng", etree.fromstring(broken))
