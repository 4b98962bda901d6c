"""Links and the numbers on them: the short form of ``python -m stress.crawl``, one page of each kind."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from stress.crawl import Crawl, promises
from stress.places import PLACES

KINDS = {kind: where[0] for kind, where in PLACES.items() if kind not in ("wrong query", "not found")}


@pytest.fixture(scope="module")
def crawl(client: FlaskClient) -> Crawl:
    """One for all pages, so that what was counted once is not counted again."""
    return Crawl(client)


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_every_number_finds_as_many_and_every_file_has_every_hit(crawl: Crawl, address: str) -> None:
    crawl.run([address], len(crawl.seen) + 1)
    assert crawl.faults == []


def test_numbers_and_files_were_compared(crawl: Crawl) -> None:
    assert crawl.promised > 200
    assert crawl.exported >= 6


def test_a_broken_promise_would_be_seen(client: FlaskClient) -> None:
    crawl = Crawl(client)
    row = "<li><a href='/search?q=мектеп'>а</a><span class='n'>999</span></li>"
    page = html.fromstring(f"<ul class='rank'>{row}</ul>")
    assert list(promises(page)) == [("/search?q=мектеп", 999)]
    crawl._compare("/here", page)
    assert len(crawl.faults) == 1
