"""Every page that the navigation leads to, and the first page of each kind that those lead to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from communique.web.pages import NAVIGATION, PAGES
from tests.web.browser.conftest import AxeCheck, Shot
from tests.web.serving import Site

PATHS = [page.path for page in NAVIGATION]
KEYED = [page.path.partition("{")[0] for page in PAGES if page.keyed]


def visit(page: Page, address: str) -> None:
    """Open the page: it must be there, and be a whole one."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, answer.text()
    assert re.fullmatch(r"\S.* · communique", page.title())
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for landmark in ("header", "nav", "main", "footer"):
        assert page.locator(f"body > {landmark}, header {landmark}").count() >= 1, landmark
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("h1").inner_text().strip()


def no_sideways_scrolling(page: Page) -> None:
    """On a phone a page is no wider than the phone: tables scroll inside their own frame."""
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
    assert before is not None
    page.set_viewport_size(before)


def skips_to_the_content(page: Page) -> None:
    """The first key press finds the link that skips the navigation, the second one follows it."""
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_whole_reachable_and_accessible(path: str, site: Site, page: Page, axe: AxeCheck, shot: Shot) -> None:
    visit(page, site.address + path)
    expect(page.locator("nav a[aria-current=page]")).to_have_count(1)
    skips_to_the_content(page)
    axe(page)
    no_sideways_scrolling(page)
    shot(page, path.strip("/") or "overview")


@pytest.mark.parametrize("path", PATHS)
def test_pages_read_without_scripts(path: str, site: Site, bare_page: Page, page: Page) -> None:
    visit(bare_page, site.address + path)
    visit(page, site.address + path)
    said = set(bare_page.locator("main").inner_text().split())
    assert len(said) > 10
    missing = [word for word in page.locator("main").inner_text().split() if word not in said and word.isalpha()]
    assert len(missing) <= len(said) / 10, f"only with scripts: {missing}"


def test_the_navigation_leads_from_page_to_page(site: Site, bare_page: Page) -> None:
    visit(bare_page, site.address + PATHS[0])
    names = bare_page.locator("header nav a").all_inner_texts()
    assert len(names) == len(PATHS)
    for name, path in zip(names, PATHS, strict=True):
        bare_page.locator("header nav").get_by_role("link", name=name, exact=True).click()
        assert bare_page.url == site.address + path
        expect(bare_page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("beginning", KEYED)
def test_pages_of_one_thing(beginning: str, site: Site, page: Page, axe: AxeCheck, shot: Shot) -> None:
    for path in PATHS:
        page.goto(site.address + path)
        found = page.locator(f'main a[href^="{beginning}"]')
        if found.count():
            address = str(found.first.get_attribute("href")).partition("#")[0]  # with it one begins in the middle
            visit(page, site.address + address)
            skips_to_the_content(page)
            axe(page)
            no_sideways_scrolling(page)
            shot(page, beginning.strip("/").replace("/", "-") + "-one")
            return
    pytest.fail(f"no page of the navigation leads to one of {beginning}…")


def test_what_is_missing_is_told_on_a_page(
    site: Site, page: Page, complaints: list[str], axe: AxeCheck, shot: Shot
) -> None:
    answer = page.goto(site.address + "/no/such/page")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("There is no such page.")
    axe(page)
    no_sideways_scrolling(page)
    shot(page, "problem")
    assert len(complaints) == 1  # the browser says so, too
    complaints.clear()
