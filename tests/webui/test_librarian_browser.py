"""The librarian at work in a real browser: correction, audit, undo, review; with and without scripts; axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from stress.access import FLAGS, axe_source, faults
from stress.serving import served
from tests.places import servers
from tests.webui.test_browser import chromium
from webui.librarian.settings import Librarian
from webui.operating.settings import Operating
from workspace import Workspace

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open_demo(tmp_path_factory.mktemp("librarian"), **servers()) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def site(archive: Workspace) -> Iterator[str]:
    with served(archive, Operating(librarian=Librarian.on_this_machine())) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    pytest.importorskip("axe_playwright_python")
    with playwright.sync_playwright() as player:
        opened = player.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


def logged_in(browser: Any, site: str, ui: str, **window: Any) -> Any:
    page = browser.new_context(bypass_csp=True, **window).new_page()
    page.goto(f"{site}/librarian/login?ui={ui}")
    page.fill("#who", "Гүлнар")
    page.press("#who", "Enter")
    page.wait_for_url(re.compile(r"/librarian(\?|$)"))
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_date_is_corrected_by_keyboard_seen_in_the_audit_and_undone(
    browser: Any, site: str, archive: Workspace, scripts: bool
) -> None:
    page = logged_in(browser, site, "en", java_script_enabled=scripts)
    article = archive.article_ids()[0]
    was = archive.article(article).date
    page.goto(f"{site}/librarian/a/{article}?ui=en")
    page.fill("#date", "1999-03-02")
    page.fill("#rd", "газеттің өзінен")
    page.press("#rd", "Enter")
    assert "is saved" in page.get_by_role("status").inner_text()
    assert str(archive.article(article).date.isoformat()) == "1999-03-02"  # type: ignore[union-attr]
    page.get_by_role("link", name="What was changed").click()
    row = page.locator(".lib-deeds > li").first
    assert "→ 1999-03-02" in row.inner_text()
    assert "газеттің өзінен" in row.inner_text()
    row.get_by_role("button", name="Undo").click()
    assert "undone by Гүлнар" in page.locator(".lib-deeds > li").first.inner_text()
    assert archive.article(article).date == was
    page.context.close()


def test_a_row_that_was_looked_at_leaves_the_list(browser: Any, site: str, archive: Workspace) -> None:
    page = logged_in(browser, site, "en", java_script_enabled=False)
    page.goto(f"{site}/librarian/review/undated?ui=en")
    due = archive.review.counts()["undated"]
    assert due
    page.get_by_role("button", name="Looked at").first.click()
    assert archive.review.counts()["undated"] == due - 1
    assert f": {due - 1}" in page.get_by_role("heading", level=1).inner_text()
    page.context.close()


@pytest.mark.parametrize(
    ("ui", "width", "scheme"), [("kk", 1280, "light"), ("ru", 390, "dark"), ("en", 390, "light")]
)
def test_axe_finds_nothing(
    browser: Any, site: str, archive: Workspace, ui: str, width: int, scheme: str
) -> None:
    window = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = logged_in(browser, site, ui, **window)
    article = next(each.id for each in archive.store.articles() if each.quotes)
    pages = (
        "",
        "/login",
        "/review/speaker",
        "/audit",
        "/withdrawals",
        "/access",
        f"/a/{article}",
        f"/a/{article}/withdraw",
    )
    for path in pages:
        page.goto(f"{site}/librarian{path}?ui={ui}")
        assert not faults(page, axe_source()), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.context.close()
