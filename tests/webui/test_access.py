"""axe-core finds nothing: every kind of page once, languages, schemes and widths in turn. The whole matrix is
``python -m stress.access``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from stress.access import FLAGS, SCHEMES, WIDTHS, axe_source, context, faults
from stress.places import LANGS, PLACES, in_language
from stress.serving import served
from tests.webui.test_browser import chromium
from workspace import Workspace

pytestmark = pytest.mark.browser
#: Three languages in turn, so that each meets both schemes and both widths.
VIEWS = [
    (kind, in_language(address, lang), scheme, width)
    for (kind, addresses), lang, scheme, width in zip(
        PLACES.items(), cycle(LANGS), cycle(SCHEMES), cycle((*WIDTHS, *reversed(WIDTHS))), strict=False
    )
    for address in addresses
]


@pytest.fixture(scope="module")
def site(samples: Workspace) -> Iterator[str]:
    with served(samples) as address:
        yield address


@pytest.fixture(scope="module")
def window_of() -> Iterator[Any]:
    """Opens windows of a width and scheme in a browser that lives as long as this module."""
    playwright = pytest.importorskip("playwright.sync_api")
    pytest.importorskip("axe_playwright_python")
    with playwright.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        windows = {(width, scheme): context(browser, width, scheme) for width in WIDTHS for scheme in SCHEMES}
        yield lambda width, scheme: windows[width, scheme].new_page()
        browser.close()


@pytest.mark.parametrize(("kind", "address", "scheme", "width"), VIEWS)
def test_axe_finds_nothing(
    window_of: Any, site: str, kind: str, address: str, scheme: str, width: int
) -> None:
    page = window_of(width, scheme)
    page.goto(site + address)
    found = faults(page, axe_source())
    page.close()
    assert not found, kind


def test_axe_would_find_something(window_of: Any, site: str) -> None:
    page = window_of(1280, "light")
    page.goto(f"{site}/help")
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.body.append(document.createElement('img'))")
    assert {"label", "image-alt"} <= {fault.rule for fault in faults(page, axe_source())}
    page.close()
