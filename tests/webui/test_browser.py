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
    "path",
    [
        "/",
        "/search?q=мектеп",
        "/search?q=жоқтың_жоғы",
        "/search?q=(мектеп",
        "/quotes?q=мектеп",
        "/kwic?q=мектеп",
        "/trend?q=мектеп&q=су&q=ауыл тұрғындары",
        "/people",
        "/person/kultai-esirkepova",
        "/regions",
        "/region/KZ-63",
        "/topic/03000000",
        "/a/52cjqkwy77xn6m?q=мектеп",
        "/help",
        "/about",
    ],  # fmt: skip
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
    for path in ("/", "/search?q=мектеп", "/quotes", "/kwic?q=су", "/trend?q=су", "/regions", "/help"):
        page.goto(address + path)
    assert complaints == []
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_misspelled_name_to_a_quotation_with_its_citation(  # type: ignore[no-untyped-def]
    browser, address: str, scripts: bool
) -> None:
    page = browser.new_page(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    page.goto(address + "/quotes")
    page.get_by_role("searchbox").fill("сөйлеуші:Есиркепова")
    page.get_by_role("button", name="Іздеу").click()
    card = page.locator(".said-card").first
    assert "Есіркепова" in card.locator(".who").inner_text()
    words = card.locator("blockquote").inner_text()
    card.get_by_text("Сілтемесімен көшіру").click()
    citation = card.locator(".take").inner_text()
    assert citation.startswith(words)
    card.get_by_role("link", name="Мақаладан көрсету").click()
    place = page.url.partition("#")[2]
    assert page.locator(f"#{place}").inner_text()[:30] in words
    assert citation.endswith(f"#{place}")
    page.get_by_role("link", name="Есіркепова").first.click()
    assert "Есіркепова" in page.locator("h1").inner_text()
    page.close()


def test_a_concordance_is_sorted_and_taken_away(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/search?q=мектеп")
    page.get_by_role("link", name="Конкорданс").click()
    page.get_by_label("Қай сөз бойынша реттеледі").select_option("R1")
    page.get_by_role("button", name="Көрсету").click()
    assert "sort=R1" in page.url
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Кейінгі")
    total = int(page.locator(".count").inner_text().split()[-2])
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == total + 1
    page.close()


def test_two_queries_are_compared_in_another_language(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/trend?q=мектеп")
    page.get_by_role("link", name="Русский").click()
    page.get_by_label("Запрос 2").fill("су")
    page.get_by_role("button", name="Сравнить").click()
    assert page.locator("svg.lines polyline").count() >= 4
    assert page.locator(".key li").count() == 2
    assert page.locator("html").get_attribute("lang") == "ru"
    page.close()


def test_everything_by_keyboard(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("мектеп")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    titles = [title.inner_text() for title in page.locator(".record h3").all()]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a/*")
    assert page.locator("h1").inner_text().split() == titles[1].split()
    page.keyboard.press("Shift+?")
    page.wait_for_url("**/help*")
    page.close()


def test_an_article_leads_to_the_next_and_the_previous_hit(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/search?q=мектеп&per_page=2&sort=date")
    titles = [title.inner_text().split() for title in page.locator(".record h3").all()]
    page.get_by_role("link", name="Келесі бет").click()
    titles += [title.inner_text().split() for title in page.locator(".record h3").all()]
    page.locator(".record h3 a").first.click()
    seen = [page.locator("h1").inner_text().split()]
    page.get_by_role("link", name="Келесі нәтиже").click()
    seen.append(page.locator("h1").inner_text().split())
    page.get_by_role("link", name="Алдыңғы нәтиже").click()
    page.get_by_role("link", name="Алдыңғы нәтиже").click()
    seen.insert(0, page.locator("h1").inner_text().split())
    assert seen == titles[1:]
    page.get_by_role("link", name="Нәтижелерге оралу").click()
    assert page.locator(".record h3").first.inner_text().split() == titles[0]
    page.close()
