"""Behind a reverse proxy: every address that a page, file or feed tells is one that the reader can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from stress.places import PLACES
from webui import create_app
from webui.operating.addresses import Addressing
from webui.operating.settings import Operating
from workspace import Workspace

PREFIX = "/press/muragat"
HOST = "news.example.kz"
PAGES = [where[0] for kind, where in PLACES.items() if kind != "not found"]
FILES = (
    "/search.atom?q=мектеп",
    "/opensearch.xml",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/api/v1/openapi.json",
    "/api/v1/articles?q=казакстан",
)


def client_of(samples: Workspace, **chosen: object) -> FlaskClient:
    return create_app(samples, Operating(addressing=Addressing.of(**chosen))).test_client()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def below(samples: Workspace) -> FlaskClient:
    """An archive below a path, at an address of its own."""
    return client_of(samples, public_url=f"https://{HOST}{PREFIX}")


def told(body: bytes, mimetype: str) -> Iterator[str]:
    """Every address that an answer tells."""
    if mimetype == "text/html":
        for element in html.fromstring(body, parser=html.HTMLParser(encoding="utf-8")).iter(etree.Element):
            yield from (element.get(name, "") for name in ("href", "src", "action", "cite"))
    elif "json" in mimetype:
        yield from re.findall(r'"(?:url|undo_url)": ?"([^"]+)"', body.decode())
    else:
        for element in etree.fromstring(body).iter():
            yield from (element.get(name, "") for name in ("href", "src", "template"))
            if element.tag is not etree.Comment and etree.QName(element).localname in ("loc", "id", "Image"):
                yield element.text or ""


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_every_address_told_lies_below_the_prefix(below: FlaskClient, address: str) -> None:
    answer = below.get(PREFIX + address)
    assert answer.status_code in (200, 400)
    found = [one for one in told(answer.get_data(), answer.mimetype) if one and not one.startswith("#")]
    own = [one for one in found if urlsplit(one).netloc in ("", HOST)]
    assert own
    for one in own:
        parts = urlsplit(one)
        assert parts.path.startswith(f"{PREFIX}/"), one
        assert parts.scheme in ("", "https"), one
    assert PREFIX * 2 not in answer.get_data(as_text=True)


def test_the_pages_told_open(below: FlaskClient) -> None:
    page = below.get(f"{PREFIX}/search?q=мектеп")
    links = dict.fromkeys(one.partition("#")[0] for one in told(page.get_data(), page.mimetype))
    own = [link for link in links if link.startswith(PREFIX)]
    assert len(own) > 50
    for link in own[::7]:
        assert below.get(link).status_code == 200, link


def test_a_citation_and_a_permalink_are_those_of_the_reader(below: FlaskClient) -> None:
    page = below.get(f"{PREFIX}/a/52cjqkwy77xn6m").get_data(as_text=True)
    assert f'<link rel="canonical" href="https://{HOST}{PREFIX}/a/52cjqkwy77xn6m">' in page
    assert f"https://{HOST}{PREFIX}/a/52cjqkwy77xn6m (" in page


@pytest.mark.parametrize("cut", [True, False], ids=["the proxy cuts the prefix", "the proxy leaves it"])
def test_both_ways_of_a_proxy_are_understood(samples: Workspace, cut: bool) -> None:
    client = client_of(samples, prefix=PREFIX)
    page = client.get(("" if cut else PREFIX) + "/help")
    assert page.status_code == 200
    assert f'href="{PREFIX}/search"' in page.get_data(as_text=True)


def test_the_prefix_alone_leads_to_the_front_page(samples: Workspace) -> None:
    answer = client_of(samples, prefix=PREFIX).get(f"{PREFIX}?ui=ru")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{PREFIX}/?ui=ru")


SAID = {
    "X-Forwarded-For": "198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": HOST,
    "X-Forwarded-Prefix": PREFIX,
}


def canonical(client: FlaskClient, headers: dict[str, str], peer: str = "127.0.0.1") -> str:
    page = client.get("/a/52cjqkwy77xn6m", headers=headers, environ_base={"REMOTE_ADDR": peer})
    found = re.search(r'rel="canonical" href="([^"]+)"', page.get_data(as_text=True))
    assert found
    return found[1]


def test_a_trusted_proxy_is_believed_and_nobody_else(samples: Workspace) -> None:
    client = client_of(samples, trusted=("10.0.0.0/8", "::1"))
    theirs, ours = f"https://{HOST}{PREFIX}/a/52cjqkwy77xn6m", "http://localhost/a/52cjqkwy77xn6m"
    assert canonical(client, SAID, "10.1.2.3") == theirs
    assert canonical(client, SAID, "::1") == theirs
    assert canonical(client, SAID, "::ffff:10.1.2.3") == theirs
    assert canonical(client, SAID, "11.1.2.3") == ours
    assert canonical(client_of(samples), SAID) == ours


@pytest.mark.parametrize(
    "said",
    [
        {"X-Forwarded-Host": "evil.example/x"},
        {"X-Forwarded-Host": 'a"><script>'},
        {"X-Forwarded-Prefix": "//evil.example"},
        {"X-Forwarded-Prefix": "/a/../b"},
        {"X-Forwarded-Prefix": "/<script>"},
        {"X-Forwarded-Proto": "javascript"},
        {"X-Forwarded-For": "nonsense"},
    ],
    ids=lambda said: " ".join(map(str, said.values())) if isinstance(said, dict) else "",
)
def test_what_can_not_be_true_is_left_out(samples: Workspace, said: dict[str, str]) -> None:
    client = client_of(samples, trusted=("127.0.0.1",))
    assert canonical(client, said) == "http://localhost/a/52cjqkwy77xn6m"


@pytest.mark.parametrize(
    "chosen",
    [
        {"prefix": "/a b"},
        {"prefix": "/../x"},
        {"public_url": "news.example.kz"},
        {"public_url": "ftp://news.example.kz"},
        {"public_url": "https://x/<"},
        {"trusted": ("10.0.0.0/40",)},
        {"trusted": ("proxy",)},
    ],
    ids=str,
)
def test_options_that_can_not_be_used_are_refused(chosen: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Addressing.of(**chosen)  # type: ignore[arg-type]
