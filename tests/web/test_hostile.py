"""Every page that shows an article's words, over a record of articles that mean harm."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.web import House, create_app
from communique.web.doors import log_in_page, problem_page
from communique.web.pages import NAVIGATION, PAGES
from communique.web.publishing import Page
from communique.web.safety import Settings, protect
from communique.web.safety.limits import LONGEST_ADDRESS
from tests.catalogue.telling import following_of
from tests.web.hostile import ALARM, HANDLER, QUOTES, SCRIPTS, TURNED, faults

FIELD = re.compile(r'value="[^"]*"')
LINK = re.compile(r'href="(/[^"#]*)')
MOST_OF_A_KIND = 5  # addresses of each kind of page that are looked at
LARGEST = 2_500_000  # characters of a page; a download has as many as it must
LONGEST, LONGEST_DOWNLOAD = 5.0, 15.0  # processor seconds


@pytest.fixture(scope="module")
def visitor(hostile: Path) -> Iterator[TestClient]:
    following = following_of(hostile)
    app = create_app(House(following))
    protect(app, Settings(), page=problem_page, log_in_page=log_in_page)
    yield TestClient(app, base_url="http://127.0.0.1:8710")
    following.close()


def kind_of(path: str) -> str:
    bare = path.partition("?")[0]
    for page in PAGES:
        if re.fullmatch(re.sub(r"\\\{.*?\\\}", ".+", re.escape(page.path)), bare):
            return page.path + re.sub(r".*(as=\w+).*|.*", r" \1", path)
    return bare


@dataclass(frozen=True)
class Met:
    """An answer that the walk met."""

    status: int
    text: str
    seconds: float


@pytest.fixture(scope="module")
def pages(visitor: TestClient) -> dict[str, Met]:
    """Answers by their addresses: some of each kind of page, as links lead to them."""
    seen: dict[str, Met] = {}
    counts: dict[str, int] = {}
    waiting = [page.path for page in NAVIGATION]
    while waiting:
        path = waiting.pop(0)
        if len(path) > LONGEST_ADDRESS:
            seen[path[:80] + "…"] = Met(414, "", 0.0)  # the site's own limit, and longer than a client will ask for
            continue
        kind = kind_of(path)
        if path in seen or counts.get(kind, 0) >= MOST_OF_A_KIND or path.startswith("/static/"):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        begun = time.process_time()
        answer = visitor.get(path)
        seen[path] = Met(answer.status_code, answer.text, time.process_time() - begun)
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [unescape(link) for link in LINK.findall(answer.text)]
    return seen


def test_every_link_leads_to_a_page(pages: dict[str, Met]) -> None:
    assert {path: met.status for path, met in pages.items() if met.status != 200} == {}


def test_no_page_is_beyond_measure(pages: dict[str, Met]) -> None:
    assert {path: len(met.text) for path, met in pages.items() if len(met.text) > LARGEST and "as=" not in path} == {}
    most = {path: LONGEST_DOWNLOAD if "as=" in path else LONGEST for path in pages}
    assert {path: met.seconds for path, met in pages.items() if met.seconds > most[path]} == {}


def test_what_no_link_can_ask_for_is_shown_without_one(visitor: TestClient) -> None:
    outlet = "a" * 90
    for path in ("/articles", "/statements"):
        page = visitor.get(path).text
        assert outlet in page
        assert f"outlet={outlet}" not in page
        assert "a" * 1000 not in page.replace("<mark>", "").replace("</mark>", "")


def test_an_actor_without_positions_has_no_link_to_them(visitor: TestClient) -> None:
    holding = {row["party"]["id"] for row in visitor.get("/api/positions").json()["matrix"]["rows"]["rows"]}
    for actor in visitor.get("/api/actors").json()["found"]["rows"]["rows"]:
        links = re.findall(r'href="/positions/([^"]+)"', visitor.get(f"/actors/{actor['id']}").text)
        assert set(links) <= holding, actor["id"]


def test_the_walk_has_seen_every_kind_of_page(pages: dict[str, Met]) -> None:
    seen = {kind_of(path).partition(" ")[0] for path in pages}
    assert seen >= {page.path for page in PAGES}


def test_hostile_text_is_text_on_every_page(pages: dict[str, Met]) -> None:
    wrong = [
        f"{path}: {fault}"
        for path, met in pages.items()
        if met.text.lstrip().startswith("<!doctype")
        for fault in set(faults(met.text))
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_hostile_text_was_there_to_be_shown(pages: dict[str, Met]) -> None:
    told = "\n".join(met.text for met in pages.values())
    assert f"&lt;script&gt;{ALARM}" in told
    assert "&lt;img src=x onerror=" in told
    assert "\N{REPLACEMENT CHARACTER}lliw on og" in told


def test_downloads_keep_what_was_said_as_it_was(pages: dict[str, Met]) -> None:
    kept = 0
    for path, met in pages.items():
        page = met.text
        if met.status == 200 and ("as=json" in path or path.startswith("/api/")):
            json.loads(page)
            kept += TURNED in page or json.dumps(HANDLER)[1:-1] in page
        elif met.status == 200 and "as=csv" in path:
            rows = list(csv.reader(io.StringIO(page)))
            assert len({len(row) for row in rows}) == 1, path
    assert kept


@pytest.mark.parametrize(
    "words",
    [
        "<script>",
        "'\"><svg onload=1>",
        "a" * 5_000,
        '" OR 1=1 --',
        "'; DROP TABLE x; --",
        "\x00",
        "%00",
        "*" * 500,
        '"',
        "NEAR(",
        "ü\u202e",
        "-",
        ":",
    ],
)
@pytest.mark.parametrize("page", NAVIGATION, ids=lambda page: page.path)
def test_hostile_questions_get_an_answer_in_words(page: Page, words: str, visitor: TestClient) -> None:
    asked = page.asked.model_fields
    for name in asked:
        answer = visitor.get(page.path, params={name: words})
        assert answer.status_code in (200, 400, 404), f"{name}: {answer.text[:300]}"
        # A field shows what was asked just as it was asked: from there it is asked again.
        assert not list(faults(FIELD.sub("", answer.text))), name


def test_ten_thousand_quotes_are_all_there(visitor: TestClient) -> None:
    listed = visitor.get("/api/articles").json()["articles"]["rows"]
    (found,) = [row for row in listed if row["title"] == "Ten thousand quotes"]
    assert found["statements"] == QUOTES


def test_a_hostile_reviewer_is_text_too(hostile: Path, tmp_path: Path) -> None:
    following = following_of(shutil.copytree(hostile, tmp_path / "record"))
    app = create_app(House(following))
    protect(app, Settings(), page=problem_page, log_in_page=log_in_page)
    client = TestClient(app, base_url="http://127.0.0.1:8710")

    def send(path: str, **fields: str) -> int:
        found = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
        assert found is not None
        sent = client.post(path, data={"csrf": found[1], **fields}, follow_redirects=False)
        assert sent.headers.get("location", "/review").startswith("/review")
        return sent.status_code

    assert send("/review/name", who=f"Ada {SCRIPTS}") == 303
    entry = re.search(r'name="entry" value="([^"]+)"', client.get("/review").text)
    assert entry is not None
    fields = {"entry": unescape(entry[1]), "note": HANDLER, "saw": ""}
    assert send("/review", verdict=SCRIPTS, **fields) == 400
    assert send("/review", verdict="accept", next="//elsewhere.example/", **fields) == 303
    for path in ("/review", f"/review?entry={entry[1]}", "/review/log", "/chronology"):
        page = client.get(path).text
        assert not list(faults(page)), path
    assert f"Ada &lt;script&gt;{ALARM}" in client.get("/review/log").text
    following.close()
