"""Hostile articles in a real browser: nothing of them runs, on any kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from communique.web.pages import NAVIGATION, PAGES
from tests.web.browser.conftest import Shot
from tests.web.serving import Site, serving

OF_A_KIND = 4  # pages of one thing that are looked at: one of each article


@pytest.fixture
def hostile_site(hostile: Path) -> Iterator[Site]:
    with serving(hostile) as site:
        yield site


def unharmed(page: Page) -> None:
    """Nothing of the text has run, and nothing of it has become part of the page."""
    assert page.evaluate("window.alarm") is None, page.url
    assert page.locator("img[src=x], script:not([src])").count() == 0, page.url


def test_nothing_of_an_article_runs(hostile_site: Site, page: Page, shot: Shot) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    beginnings = [one.path.partition("{")[0] for one in PAGES if one.keyed]
    found: dict[str, None] = {}
    for one in NAVIGATION:
        page.goto(hostile_site.address + one.path)
        unharmed(page)
        for beginning in beginnings:
            links = page.locator(f'main a[href^="{beginning}"]').evaluate_all("all => all.map(a => a.pathname)")
            found |= dict.fromkeys(dict.fromkeys(links[:OF_A_KIND]))
    assert {b for b in beginnings if not any(path.startswith(b) for path in found)} == set()
    for path in found:
        answer = page.goto(hostile_site.address + path)
        assert answer is not None
        assert answer.status == 200, path
        unharmed(page)
    page.goto(hostile_site.address + NAVIGATION[-1].path)
    shot(page, "hostile")
