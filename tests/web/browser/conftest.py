"""A real browser on the real site: Debian's chromium, driven by playwright.

`page` is a page of a fresh visitor on `site`. Whatever the browser complains of there (an error of a script, something
that the Content-Security-Policy forbids, a request to any other host) fails the test, unless the test takes it out of
`complaints`. `axe` finds what people who do not see or use a mouse would stumble over. With COMMUNIQUE_SHOTS=1 `shot`
keeps pictures in build/screenshots, for somebody to look at. Where there is no chromium the tests skip; under CI they
fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from tests.web.serving import Site, serving

SHOTS = Path(__file__).parents[3] / "build" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
LONGEST_SHOT = 6_000  # pixels: a list of thousands says no more below

Shot = Callable[..., None]
AxeCheck = Callable[[Page], None]


def chromium() -> str | None:
    """Where the browser is, None where there is none; COMMUNIQUE_CHROMIUM names another."""
    named = os.environ.get("COMMUNIQUE_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")  # not longer: while playwright runs, no test can run an event loop of its own
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        told = "There is no chromium here, so nothing was tested in a browser: apt install chromium"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(told)
        pytest.skip(told)
    # Root has no sandbox to give, and containers have little shared memory.
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(dispatches: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the shipped dispatches, one for all tests: who changes anything uses `own_site`."""
    record = tmp_path_factory.mktemp("site") / "record"
    shutil.copytree(dispatches, record)
    with serving(record) as site:
        yield site


@pytest.fixture
def own_site(dispatches: Path, tmp_path: Path) -> Iterator[Site]:
    """The same for one test alone, which may review what it wants."""
    record = tmp_path / "record"
    shutil.copytree(dispatches, record)
    with serving(record) as site:
        yield site


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of in this test. A test that asks for a missing page empties it."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page of a visitor who has not been here before."""
    yield from _page(browser, complaints, scripts=True)
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def bare_page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """The same, in a browser that runs no scripts."""
    yield from _page(browser, complaints, scripts=False)
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def _page(browser: Browser, complaints: list[str], *, scripts: bool) -> Iterator[Page]:
    width, height = SIZES["wide"]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="en-GB",
        accept_downloads=True,
    )
    context.set_default_timeout(10_000)

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            complaints.append(f"{route.request.url} is of another host")
            route.abort()

    def said(message: ConsoleMessage) -> None:
        # What the Content-Security-Policy forbids is an error of the console too.
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    context.route("**/*", only_here)
    page = context.new_page()
    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    yield page
    context.close()


@pytest.fixture
def shot() -> Shot:
    """Keeps pictures of a page under a name: light and dark, wide and on a phone. The page is as before afterwards.

    Only where COMMUNIQUE_SHOTS asks for it.
    """

    def shot(page: Page, name: str) -> None:
        if not os.environ.get("COMMUNIQUE_SHOTS"):
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        before = page.viewport_size
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                tall = min(LONGEST_SHOT, max(height, int(page.evaluate("document.documentElement.scrollHeight"))))
                area = {"x": 0, "y": 0, "width": width, "height": tall}
                page.screenshot(path=SHOTS / f"{name}-{size}-{scheme}.png", full_page=True, clip=area)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        if before is not None:
            page.set_viewport_size(before)

    return shot


@pytest.fixture(scope="session")
def axe() -> AxeCheck:
    """Asserts that axe finds nothing serious on a page, light and dark: in the dark there are but other colours."""
    found = Axe()

    def check(page: Page) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            only = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
            violations = found.run(page, options={"resultTypes": ["violations"], **only}).response["violations"]
            serious = [one for one in violations if one["impact"] in ("serious", "critical")]
            told = [
                f"{one['id']} ({one['impact']}): {one['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
                for one in serious
                for node in one["nodes"][:3]
            ]
            assert not told, f"{page.url}, {scheme}:\n" + "\n".join(told)
        page.emulate_media(color_scheme="light")

    return check
