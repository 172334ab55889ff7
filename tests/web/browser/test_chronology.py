"""The chronology in a browser: into the days and out, by mouse and by keyboard, each line opened to its evidence."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.web.browser.conftest import AxeCheck, Shot
from tests.web.serving import Site


def opened(page: Page) -> int:
    return page.locator("details.evidence[open]").count()


def test_dragging_over_the_picture_and_a_click_on_a_bar_go_into_the_days(site: Site, page: Page, shot: Shot) -> None:
    page.goto(f"{site.address}/chronology")
    shot(page, "chronology")
    box = page.locator(".timeline svg").bounding_box()
    assert box is not None
    middle = box["y"] + 50
    page.mouse.move(box["x"] + 0.12 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], middle, steps=4)
    expect(page.locator(".brush")).to_have_count(1)
    with page.expect_navigation():
        page.mouse.up()
    assert re.search(r"since=2018-\d\d&until=2018-\d\d$", page.url)
    with page.expect_navigation():
        page.locator("a.bar").first.click()
    assert re.search(r"since=(\d{4}-\d\d-\d\d)&until=", page.url)
    page.get_by_role("navigation", name="Time shown").get_by_role("link", name="All").click()
    expect(page).to_have_url(f"{site.address}/chronology")


def test_lines_are_gone_through_and_opened_by_keyboard(site: Site, page: Page, axe: AxeCheck) -> None:
    page.goto(f"{site.address}/chronology?key=true")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".line").nth(1).locator("h3 a")).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(".line").nth(1).locator("details.evidence")).to_have_attribute("open", "")
    page.keyboard.press("k")
    expect(page.locator(".line").first.locator("h3 a")).to_be_focused()
    page.get_by_role("button", name="Open all evidence").click()
    assert opened(page) == page.locator(".line").count() > 1
    axe(page)
    page.get_by_role("button", name="Close all evidence").click()
    assert opened(page) == 0
    page.get_by_role("textbox", name="Place").focus()
    page.keyboard.press("j")  # a letter, where one types
    expect(page.get_by_role("textbox", name="Place")).to_have_value("j")


def test_a_line_leads_to_everyone_who_told_of_it_and_a_link_to_one_opens_what_it_is_folded_in(
    site: Site, page: Page, shot: Shot, axe: AxeCheck
) -> None:
    page.goto(f"{site.address}/chronology?origins=2&kind=meeting")
    page.locator(".line", has_text="called off").locator("h3 a").first.click()
    expect(page.get_by_role("heading", name="Who tells of it")).to_be_visible()
    shot(page, "occurrence")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    axe(page)
    folded = page.locator("details.copies li").first.get_attribute("id")
    page.goto(f"{page.url}#{folded}")
    expect(page.locator(f"#{folded}")).to_be_visible()


def test_filters_work_without_scripts(site: Site, bare_page: Page) -> None:
    page = bare_page
    page.goto(f"{site.address}/chronology")
    page.get_by_label("Issue").select_option("sanctions")
    page.get_by_label("Actor", exact=True).fill("Donald Trump")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chronology: Donald Trump; Sanctions")
    page.get_by_role("list", name="Filters that are set").get_by_role("link", name="Sanctions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chronology: Donald Trump")
    page.locator("details.evidence summary").first.click()
    expect(page.locator("details.evidence blockquote").first).to_be_visible()
    page.locator("a.bar").first.click()
    assert "since=" in page.url
