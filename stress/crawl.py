"""From the first page along every link: none is dead, and each number that is a link finds as many.

    python -m stress.crawl [PAGES]

Numbers that promise: facets (their checkbox sent with the form it stands in), bars of histograms, cells of
trend and comparison tables, ranked lists; and every export has as many rows as its page has hits.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode, urlsplit

from lxml import html

from stress.places import addresses
from stress.serving import samples
from webui import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PAGES = 1500
SEARCHES = ("/search", "/quotes")
ROWS: dict[str, Callable[[str], int]] = {
    "csv": lambda text: len(list(csv.reader(io.StringIO(text)))) - 1,
    "jsonl": lambda text: len(text.splitlines()),
    "ris": lambda text: text.count("TY  - "),
    "bibtex": lambda text: text.count("@article{"),
    "csl": lambda text: len(json.loads(text)),
}


def first_number(text: str) -> int | None:
    """The first number of a text, its thousands together.

    >>> first_number("1 204 мақала табылды"), first_number("жоқ")
    (1204, None)
    """
    found = re.search(r"\d[\d\s\u00a0\u202f,]*", text)
    return int(re.sub(r"\D", "", found[0])) if found else None


def promises(page: html.HtmlElement) -> Iterator[tuple[str, int]]:
    """Addresses with the number that the page says they find."""
    for form in page.xpath("//form[contains(@class, 'filters')]"):
        kept = [(each.get("name"), each.get("value")) for each in form.xpath(".//input[@type='hidden']")]
        chosen = form.xpath(".//fieldset//input[@type='checkbox'][@checked]")
        for box in form.xpath(".//fieldset//input[@type='checkbox'][not(@checked)]"):
            count = first_number(form.xpath(f"string(.//label[@for='{box.get('id')}']//*[@class='fc'])"))
            others = [
                (each.get("name"), each.get("value"))
                for each in chosen
                if each.get("name") != box.get("name")
            ]
            dates = [
                (each.get("name"), each.get("value")) for each in form.xpath(".//div[@class='dates']//input")
            ]
            pairs = [*kept, *others, *dates, (box.get("name"), box.get("value"))]
            if count is not None and not (box.get("name") == "date" and any(value for _, value in dates)):
                yield f"{form.get('action')}?{urlencode([pair for pair in pairs if pair[1]])}", count
    for bar in page.xpath("//svg[contains(@class, 'hist')]/a"):
        yield bar.get("href"), first_number(bar.get("aria-label").rpartition(":")[2]) or 0
    for link in page.xpath("//td[@class='num']/a"):
        yield link.get("href"), first_number(link.text_content()) or 0
    for row in page.xpath("//ul[contains(@class, 'rank') or @class='repairs']/li[a]"):
        yield row.xpath("string(a/@href)"), first_number(row.xpath("string(*[@class='n'])")) or 0


@dataclass
class Crawl:
    """What a crawl saw; ``faults`` in words."""

    client: FlaskClient
    seen: set[str] = field(default_factory=set)
    counts: dict[str, int | None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    promised: int = 0
    exported: int = 0

    def run(self, starts: list[str], most: int) -> None:
        """At most ``most`` pages, breadth first, so that every kind is among them."""
        waiting = deque(starts)
        while waiting and len(self.seen) < most:
            address = waiting.popleft()
            if address in self.seen:
                continue
            page = self._open(address)
            if page is not None:
                self._compare(address, page)
                waiting += [link for link in internal(page) if link not in self.seen]

    def _open(self, address: str) -> html.HtmlElement | None:
        self.seen.add(address)
        answer = self.client.get(address)
        if answer.status_code != 200:
            self.faults.append(f"dead link ({answer.status_code}): {address}")
        if answer.status_code != 200 or answer.mimetype != "text/html":
            return None
        return html.fromstring(answer.get_data(), parser=html.HTMLParser(encoding="utf-8"))

    def _compare(self, address: str, page: html.HtmlElement) -> None:
        for link, count in promises(page):
            if urlsplit(link).path in SEARCHES:
                self.promised += 1
                found = self._found(link)
                if found != count:
                    self.faults.append(f"{address} promised {count}, found {found}: {link}")
        total = first_number(page.xpath("string(//p[@class='count'])"))
        for link in page.xpath("//aside[@class='tools']//a[@rel='nofollow']/@href"):
            path = urlsplit(link).path
            kind = path.rpartition(".")[2]
            if path.startswith(("/export.", "/quotes.")) and kind in ROWS and "limit=" not in link:
                self._export(link, ROWS[kind], total or 0)

    def _export(self, link: str, rows: Callable[[str], int], total: int) -> None:
        if link in self.counts:
            return
        self.exported += 1
        self.counts[link] = rows(self.client.get(link).get_data(as_text=True).removeprefix("\ufeff"))
        if self.counts[link] != total:
            self.faults.append(f"{self.counts[link]} rows instead of {total}: {link}")

    def _found(self, link: str) -> int | None:
        """How many a search finds, by its page."""
        link = urldefrag(link)[0]
        if link not in self.counts:
            page = html.fromstring(self.client.get(link).get_data())
            self.counts[link] = first_number(page.xpath("string(//p[@class='count'])")) or 0
        return self.counts[link]


def internal(page: html.HtmlElement) -> list[str]:
    """Links of a page to this site, without places on the page."""
    links = [urldefrag(str(link))[0] for link in page.xpath("//a/@href | //link/@href | //script/@src")]
    return [link for link in links if link.startswith("/")]


def main() -> int:
    """Crawl the samples and print what came of it."""
    with samples() as workspace:
        crawl = Crawl(create_app(workspace).test_client())
        good = [a for a in addresses() if create_app(workspace).test_client().get(a).status_code == 200]
        crawl.run(["/", *good], int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
    print(*crawl.faults, sep="\n")
    print(
        f"pages {len(crawl.seen)}, promised numbers {crawl.promised}, exports {crawl.exported}, "
        f"faults {len(crawl.faults)}"
    )
    return int(bool(crawl.faults))


if __name__ == "__main__":
    sys.exit(main())
