"""Thousands of random and hostile requests at an archive: 200, 400 or 404, each fast, no foreign markup.

    python -m stress.hostile [COUNT] [SEED]

Asks the WSGI application directly, so that the time is that of the program; a slow request is asked again, up
to three times, and the fastest counts, because other work on the machine is not ours. Prints the figures and
what failed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree, html

from stress.queries import Requests
from stress.serving import samples
from webui import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

COUNT = 10_000
SEED = 20261123
MOST_S = 2.0
TRIES = 3
ALLOWED = (200, 400, 404)
#: Elements that none of our pages has.
NEVER = ("img", "iframe", "object", "embed", "base", "foreignobject", "style", "template", "noscript")
OWN_SCRIPT = "/static/keys.js"
ADDRESSES = ("href", "src", "action", "cite", "formaction")
SCHEMES = ("javascript:", "data:", "vbscript:")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one request went; ``fault`` is empty when it went well."""

    address: str
    status: int
    seconds: float
    fault: str


def foreign_markup(page: bytes) -> str:
    """The first element, handler or script address in a page that the project did not write.

    >>> foreign_markup("<p title='&lt;script&gt;'>су</p>".encode())
    ''
    >>> foreign_markup("<p><script>су".encode()), foreign_markup(b"<a href=' javascript:x'>")
    ('script', ' javascript:x')
    """
    for element in html.fromstring(page, parser=html.HTMLParser(encoding="utf-8")).iter(etree.Element):
        if element.tag in NEVER or (element.tag == "script" and element.get("src") != OWN_SCRIPT):
            return str(element.tag)
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            if name.startswith("on"):
                return name
            if name in ADDRESSES and value.strip().lower().startswith(SCHEMES):
                return value
    return ""


def ask(client: FlaskClient, address: str) -> Outcome:
    """One request, read to its end."""
    started = time.perf_counter()
    answer = client.get(address)
    body = answer.get_data()
    seconds = time.perf_counter() - started
    fault = "" if answer.status_code in ALLOWED else f"status {answer.status_code}"
    if answer.mimetype == "text/html" and not fault:
        markup = foreign_markup(body)
        fault = f"foreign markup {markup}" if markup else ""
    return Outcome(address, answer.status_code, seconds, fault)


def outcomes(client: FlaskClient, addresses: Iterable[str]) -> Iterable[Outcome]:
    """Each address asked; a slow one again."""
    for address in addresses:
        found = ask(client, address)
        for _ in range(TRIES - 1):
            if found.seconds <= MOST_S or found.fault:
                break
            found = min((found, ask(client, address)), key=lambda outcome: outcome.seconds)
        slow = found.seconds > MOST_S and not found.fault
        yield replace(found, fault=f"{found.seconds:.1f} s") if slow else found


def main() -> int:
    """Ask, and print what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    statuses: Counter[int] = Counter()
    seconds, faults = [], 0
    with samples() as workspace:
        client = create_app(workspace).test_client()
        for outcome in outcomes(client, islice(Requests(seed), count)):
            statuses[outcome.status] += 1
            seconds.append(outcome.seconds)
            if outcome.fault:
                faults += 1
                print(f"{outcome.fault}: {outcome.address[:400]}", flush=True)
    ordered = sorted(seconds)
    print(f"requests {count}, seed {seed}, statuses {dict(sorted(statuses.items()))}, faults {faults}")
    print(
        f"median {statistics.median(ordered) * 1000:.0f} ms, 99% {ordered[int(count * 0.99)] * 1000:.0f} ms, "
        f"slowest {ordered[-1]:.2f} s"
    )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
