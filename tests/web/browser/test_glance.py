"""The overview, the meetings and the positions, as a person reads them."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from communique.web.visits import QUIET, Seen
from tests.web.browser.conftest import AxeCheck, Shot
from tests.web.serving import Site


def test_a_bar_leads_to_what_it_stands_for(site: Site, page: Page) -> None:
    page.goto(site.address)
    bar = page.locator(".overtime a:has(rect.move)").first
    told = bar.locator("title").text_content() or ""
    bar.click()
    expect(page.locator("h1")).to_contain_text("Chronology")
    assert re.search(r": \d+ moves?$", told)
    assert "kind=move" in page.url


def test_what_is_new_is_told_in_the_readers_own_time(site: Site, page: Page) -> None:
    page.goto(site.address)
    (cookie,) = (one for one in page.context.cookies() if one["name"].startswith("seen-"))
    assert cookie["httpOnly"]
    long_ago = Seen(1, int(time.time()) - QUIET - 60).written()
    page.context.add_cookies([{"name": cookie["name"], "value": long_ago, "url": site.address}])
    page.goto(site.address)
    expect(page.locator("#new")).to_contain_text("since")
    expect(page.locator("#new time")).not_to_contain_text("UTC")


def test_a_cell_opens_to_its_history_and_a_change_to_both_its_words(
    site: Site, page: Page, axe: AxeCheck, shot: Shot
) -> None:
    page.goto(f"{site.address}/positions")
    page.locator("td:has(.change.changed) a.cell").first.click()
    change = page.locator(".stands > li:has(.change.changed)").first
    expect(change.locator(".evidences blockquote mark").first).to_be_visible()
    assert change.locator(".evidences > div").count() == 2
    axe(page)
    shot(page, "position")


def test_a_mark_on_the_line_of_time_leads_to_its_stand(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/positions/PRK")
    page.locator(".changes a:has(use.changed)").last.click()
    target = urlsplit(page.url).fragment
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
    expect(page.locator(f"[id='{target}'] .change.changed")).to_be_visible()


def test_a_meeting_tells_its_life(site: Site, page: Page, axe: AxeCheck, shot: Shot) -> None:
    page.goto(f"{site.address}/meetings?place=Singapore")
    page.locator("tbody th a").first.click()
    steps = page.locator(".stands .status").all_inner_texts()
    assert steps[0] == "planned"
    assert "called off" in steps
    assert steps[-1] == "held"
    page.locator("summary", has_text="The words").first.click()
    expect(page.locator("blockquote mark").first).to_be_visible()
    axe(page)
    shot(page, "meeting")


def test_another_pair_can_be_chosen_without_scripts(site: Site, bare_page: Page) -> None:
    page = bare_page
    page.goto(site.address)
    page.locator("summary", has_text="Another pair").click()
    page.get_by_label("One party").select_option("KOR")
    page.get_by_label("The other").select_option("PRK")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h3.pair")).to_have_text("South Korea and North Korea")
    expect(page.locator(".pairs a[aria-current]")).to_contain_text("South Korea and North Korea")
