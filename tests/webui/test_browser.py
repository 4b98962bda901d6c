"""The pages in a real browser: Debian's chromium, without JavaScript of ours to help."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
import waitress

from webui import create_app
from workspace import Workspace

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390, 320)


def chromium() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get("MURAGAT_REQUIRE_BROWSER"):
        pytest.fail("chromium is required here and was not found")
    if path is None:
        pytest.skip("needs Debian's chromium")
    return path


@pytest.fixture(scope="module")
def address(samples: Workspace) -> Iterator[str]:
    server = waitress.create_server(create_app(samples), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with playwright.sync_playwright() as player:
        opened = player.chromium.launch(executable_path=chromium(), args=flags)
        yield opened
        opened.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_journey_from_question_to_article_and_back(browser, address: str, scripts: bool) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.get_by_role("searchbox").fill("мектептерімізде")
    page.get_by_role("button", name="Іздеу").click()
    total = page.locator(".count").inner_text()
    box = page.locator("fieldset input[name=topic]").first
    promised = page.locator(f"label[for={box.get_attribute('id')}] .fc").inner_text()
    box.check()
    page.get_by_role("button", name="Сүзгілерді қолдану").click()
    assert page.locator(".count").inner_text().split()[0] == promised.split()[0]
    page.locator(".record h3 a").first.click()
    assert page.locator(".body mark").count() > 0
    page.get_by_role("link", name="Нәтижелерге оралу").click()
    page.get_by_role("link", name="Алып тастау:").first.click()
    assert page.locator(".count").inner_text() == total
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("searchbox").input_value() == "мектептерімізде"
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path", ["/", "/search?q=мектеп", "/search?q=жоқтың_жоғы", "/search?q=(мектеп", "/help", "/about"]
)
def test_nothing_sticks_out_sideways(browser, address: str, path: str, width: int) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_first_result_is_on_the_first_screen(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/search?q=мектеп")
    assert page.locator(".record h3").first.bounding_box()["y"] < 700
    page.close()


def test_the_policy_blocks_nothing_of_ours(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("/", "/search?q=мектеп", "/help"):
        page.goto(address + path)
    assert complaints == []
    page.close()
