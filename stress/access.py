"""axe-core over every kind of page, in three languages, light and dark, wide and narrow.

    python -m stress.access

Prints each violation (rule, impact, page, element) and ends with 1 when there is one. Needs Debian's
chromium, playwright and axe-playwright-python (which brings axe-core, MPL-2.0). The Content-Security-Policy
of the pages forbids foreign scripts; the test browser is told to let this one in.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from stress.places import LANGS, addresses, in_language
from stress.serving import samples, served

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule broken by one element."""

    rule: str
    impact: str
    target: str
    why: str


def axe_source() -> str:
    """axe-core as bundled by axe-playwright-python."""
    import axe_playwright_python

    (found,) = Path(axe_playwright_python.__file__).parent.rglob("axe*.js")
    return found.read_text(encoding="utf-8")


def faults(page: Any, source: str) -> list[Fault]:
    """What axe finds on the page that is open, with every ``details`` unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(source)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        Fault(rule["id"], rule["impact"], json.dumps(node["target"]), node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def context(browser: Any, width: int, scheme: str) -> Any:
    """A window of this width and colour scheme that lets axe in."""
    size = {"width": width, "height": 900}
    return browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")


def matrix(browser: Any, site: str) -> Iterator[tuple[str, list[Fault]]]:
    """Every page in every language, scheme and width, with its faults."""
    source = axe_source()
    for width, scheme in product(WIDTHS, SCHEMES):
        with context(browser, width, scheme) as window:
            page = window.new_page()
            for address, lang in product(addresses(), LANGS):
                page.goto(site + in_language(address, lang))
                yield f"{width} {scheme} {lang} {address}", faults(page, source)


def main() -> int:
    """Run the whole matrix."""
    from playwright.sync_api import sync_playwright

    views = 0
    broken = 0
    with samples() as workspace, served(workspace) as site, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for view, found in matrix(browser, site):
            views += 1
            broken += len(found)
            for fault in found:
                print(f"{fault.impact}: {fault.rule}: {view}: {fault.target}: {fault.why}", flush=True)
        browser.close()
    print(f"{views} views, {broken} violations")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
