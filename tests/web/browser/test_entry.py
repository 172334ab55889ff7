"""Coming in with a token, and what a page of elsewhere can do: nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from communique.web.pages import NAVIGATION
from tests.web.browser.conftest import AxeCheck, Shot
from tests.web.serving import Site, serving

TOKEN = "0123456789-abcdefghij"


@pytest.fixture(scope="module")
def guarded(dispatches: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the dispatches behind a token."""
    file = tmp_path_factory.mktemp("token") / "token"
    file.touch(mode=0o600)
    file.write_text(TOKEN, encoding="ascii")
    with serving(dispatches, "--token-file", str(file)) as site:
        yield site


def log_in(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    page.get_by_label("The token of this site").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(site.address + path)


def test_logging_in_leads_to_where_one_wanted_to_go(
    guarded: Site, bare_page: Page, complaints: list[str], page: Page, axe: AxeCheck, shot: Shot
) -> None:
    wanted = NAVIGATION[-1].path
    bare_page.goto(guarded.address + wanted)
    expect(bare_page.get_by_role("heading", level=1)).to_have_text("Log in")
    bare_page.get_by_label("The token of this site").fill("not the token at all")
    bare_page.get_by_role("button", name="Log in").click()
    expect(bare_page.get_by_role("alert")).to_have_text("That is not the token of this site.")
    assert [one for one in complaints if "401" not in one] == []
    complaints.clear()
    bare_page.get_by_label("The token of this site").fill(TOKEN)
    bare_page.get_by_role("button", name="Log in").click()
    expect(bare_page).to_have_url(guarded.address + wanted)
    (session,) = [one for one in bare_page.context.cookies() if "session" in one["name"]]
    assert session["httpOnly"]
    assert session["sameSite"] == "Strict"
    page.goto(guarded.address + "/log-in")
    axe(page)
    shot(page, "log-in")


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another site, which tries to change something here and to show this site as its own."""

    target = ""

    def do_GET(self) -> None:
        body = (
            f'<title>Elsewhere</title><iframe src="{self.target}/"></iframe>'
            f'<form method="post" action="{self.target}/log-out"><button>Win a prize</button></form>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def elsewhere(target: str) -> Iterator[str]:
    """That page, served; its address."""
    handler = type("ElsewhereOf", (Elsewhere,), {"target": target})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_of_elsewhere_neither_shows_this_site_nor_changes_it(
    guarded: Site, page: Page, complaints: list[str]
) -> None:
    path = NAVIGATION[-1].path
    log_in(page, guarded, path)
    # Another port is another origin, but the same site to a cookie: SameSite does not help here.
    with elsewhere(guarded.address) as address:
        page.goto(address)
        assert any("frame-ancestors" in one for one in complaints)
        page.get_by_role("button", name="Win a prize").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nothing was changed")
    complaints.clear()
    page.goto(guarded.address + path)
    expect(page).to_have_url(guarded.address + path)  # still logged in
