"""The overview, the meetings and the positions, as pages."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from communique.record import Record
from communique.reviews import Review, Reviews, entry_of
from communique.web import House, create_app
from communique.web.pages import positions
from communique.web.visits import QUIET, Seen, cookie_of
from tests.catalogue import salmon
from tests.catalogue.telling import following_of


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("pages") / "record"
    return salmon.record(folder, salmon.first(), salmon.later(), [salmon.hostile()])


@pytest.fixture
def client(record: Record) -> Iterator[TestClient]:
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        yield client
    following.close()


EVIL_NAME = "<b>Mallory</b>"
PAGES = ("/", "/meetings", "/positions", "/positions/CHL?issue=sanctions", "/positions/NOR", "/?everything=true")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_told_as_html_json_and_csv_alike(client: TestClient, address: str) -> None:
    html = client.get(address)
    assert html.status_code == 200
    assert html.text.count("<h1>") == 1
    # the strict policy of the site allows neither scripts nor styles in a page
    assert not re.search(r"<[^>]+ (?:style|on\w+)=", html.text)
    api = "/api/overview" + address[1:] if address.startswith("/?") or address == "/" else f"/api{address}"
    joined = "&" if "?" in address else "?"
    assert client.get(f"{address}{joined}as=json").json() == client.get(api).json()
    assert list(csv.reader(io.StringIO(client.get(f"{address}{joined}as=csv").text)))[1:]


@pytest.mark.parametrize("address", PAGES)
def test_the_words_of_others_stay_text(client: TestClient, address: str) -> None:
    page = client.get(address).text
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_every_link_of_our_own_leads_to_an_address_that_can_be_asked(client: TestClient) -> None:
    known = ("/", "/meetings", "/positions")
    for address in PAGES:
        links = set(re.findall(r'href="([^"]+)"', client.get(address).text))
        for link in links:
            target = link.replace("&amp;", "&")
            if target.split("?")[0].split("#")[0] in known or target.startswith(
                ("/positions/", "/meetings/", "/chronology", "?")
            ):
                assert client.get(target).status_code == 200, target


def test_the_first_visit_tells_what_is_the_latest(client: TestClient) -> None:
    page = client.get("/").text
    assert "From your next visit on" in page
    assert "Positions that changed" in page
    assert client.get("/api/overview").json()["since"]["first"]


def test_a_later_visit_tells_what_came_in_since(record: Record, client: TestClient) -> None:
    ended = int(time.time()) - QUIET - 60
    client.cookies.set(cookie_of(record.path), Seen(1, ended).written())
    page = client.get("/").text
    assert "New since" in page
    assert "Chile offered to lift all sanctions on salmon" not in page.split("Moves</h3>")[1].split("Meetings</h3>")[0]
    assert "<bdi>Chile</bdi> on" in page.split("Positions that changed")[1]
    assert "4 articles" in page
    # it stays new for as long as the visit goes on
    assert "New since" in client.get("/").text


def test_nothing_new_is_said_plainly(record: Record, client: TestClient) -> None:
    ended = int(time.time()) - QUIET - 60
    client.cookies.set(cookie_of(record.path), Seen(4, ended).written())
    assert "Nothing new since" in client.get("/").text


def test_what_is_new_after_a_snapshot_can_be_asked_for(client: TestClient) -> None:
    told = client.get("/api/overview?seen=2").json()
    assert (told["since"]["snapshot"], told["news"]["new_moves"]) == (2, 1)


def test_the_picture_counts_are_links_and_are_told_again_as_a_table(client: TestClient) -> None:
    page = client.get("/").text
    assert 'href="/chronology?party=CHL&amp;kind=move&amp;since=2021-01-11&amp;until=2021-01-17"' in page
    table = page.split("The same as a table")[1]
    assert "1 move" in table


def test_the_list_behind_a_bar_has_as_many_as_the_bar_stands_for(client: TestClient) -> None:
    picture = client.get("/api/overview").json()["picture"]
    bars = [bar for row in picture["rows"] for bar in row["bars"]]
    assert picture["vague"] == 0
    assert {bar["kind"] for bar in bars} == {"statement", "move", "meeting"}
    for bar in bars:
        assert client.get(f"/api{bar['address']}").json()["total"] == bar["times"], bar


def test_the_table_has_the_answers_with_links_to_what_shows_them(record: Record, client: TestClient) -> None:
    page = client.get("/?party=NOR").text
    offer = next(one for one in record.woven().occurrences if one.step and one.step.kind == "offer")
    assert f'<a class="answer partly-met" href="/chronology/{offer.id}">partly met, by 15 Mar 2021</a>' in page
    rows = list(csv.DictReader(io.StringIO(client.get("/?as=csv").text)))
    assert {(row["party"], row["side"], row["answer"]) for row in rows} >= {("NOR", "asks", "partly met")}


def test_meetings_are_listed_filtered_and_lead_to_their_lives(client: TestClient) -> None:
    page = client.get("/meetings?status=called+off").text
    assert "1 meeting<" in page
    (address,) = set(re.findall(r'href="(/meetings/\w+)"', page))
    life = client.get(address).text
    assert "<h1><bdi>Bergen summit</bdi></h1>" in life
    assert f"<mark>{salmon.CALLED_OFF}</mark>" in life
    assert re.search(r'href="/articles/\w+#g1"', life)
    (row,) = csv.DictReader(io.StringIO(client.get(f"{address}?as=csv").text))
    assert (row["status"], row["articles"], row["texts"]) == ("called off", "1", "1")


def test_a_filter_that_nothing_fits_says_so(client: TestClient) -> None:
    assert "No meeting fits all of this" in client.get("/meetings?place=Atlantis").text


def test_a_change_shows_both_its_evidences(client: TestClient) -> None:
    page = client.get("/positions/CHL?issue=sanctions").text
    assert "changed from 12 Jan 2021" in page
    change = page.split("The words of both")[1].split("</li>")[0]
    assert f"<mark>{salmon.OFFER}</mark>" in change
    assert f"<mark>{salmon.REFUSAL}</mark>" in change
    assert re.search(r'href="/articles/\w+#v1"', change)
    assert re.search(r'href="/review\?entry=\w+:v1"', change)


def test_a_link_to_a_stand_leads_to_the_page_that_has_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "STANDS", 1)
    for order in ("when", "-when"):
        for at in ("", "&at=2022"):
            asked = f"/api/positions/CHL?issue=sanctions&order={order}{at}"
            first, second = (client.get(f"{asked}&page={page}").json() for page in (1, 2))
            (told,) = second["history"]["rows"]
            stand = told["shown"]["stand"]["occurrence"]
            assert client.get(asked).json() == first
            assert client.get(f"{asked}&stand={stand}").json() == second
    page = client.get("/positions/CHL").text
    assert re.search(r'href="/positions/CHL\?issue=sanctions&amp;stand=(\w+)#\1"', page)


def test_positions_as_of_a_day(client: TestClient) -> None:
    assert "refuses: lift all sanctions on salmon" in client.get("/positions?at=2021-02").text
    page = client.get("/positions/CHL?issue=sanctions&at=2021-02").text
    assert "as of 28 Feb 2021" in page
    assert salmon.OFFER not in page
    # a link keeps the day
    assert "/positions/CHL?at=2021-02&amp;issue=sanctions" in client.get("/positions?at=2021-02").text


def test_the_matrix_opens_to_histories(client: TestClient) -> None:
    page = client.get("/positions").text
    assert 'href="/positions/CHL?issue=sanctions"' in page
    rows = list(csv.DictReader(io.StringIO(client.get("/positions?as=csv").text)))
    assert [(row["party"], row["change"]) for row in rows] == [("CHL", "changed"), ("NOR", "added")]


def test_what_people_reviewed_is_told_on_the_pages(tmp_path: Path) -> None:
    record = salmon.record(tmp_path / "record", salmon.first(), salmon.later())
    readings = {one.article.text: one for one in [*salmon.first(), *salmon.later()]}
    log = Reviews.open(record.path)
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        assert salmon.OFFER in client.get("/positions/CHL?issue=sanctions").text
        log.add(Review("reject", "Ada", entry_of(readings[salmon.OFFER], "move", "v1")))
        log.add(Review("accept", EVIL_NAME, entry_of(readings[salmon.REFUSAL], "move", "v1")))
        page = client.get("/positions/CHL?issue=sanctions").text
        assert salmon.OFFER not in page
        assert "1 report left out: rejected in review" in page
        assert "rejected by Ada, " in page
        assert f"accepted by {escape(EVIL_NAME)}, " in page
        assert "partly met" not in client.get("/").text
        log.add(Review("reject", "Ada", entry_of(readings[salmon.CALLED_OFF], "meeting", "g1")))
        assert "1 meeting<" in client.get("/meetings").text
    following.close()


def test_an_empty_record_says_why_its_pages_are_empty(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        assert "The record has no articles yet" in client.get("/").text
        assert "No article of this record tells of a meeting" in client.get("/meetings").text
        assert "No move was read in this record" in client.get("/positions").text
    following.close()


def test_an_article_alone_has_an_overview(tmp_path: Path) -> None:
    record = salmon.record(tmp_path / "record", [salmon.told("The nets are empty.", None)])
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        page = client.get("/").text
        assert "Nothing that a party said or did has a date yet" in page
        assert "No article tells yet that one party offers" in page
    following.close()


def test_what_is_not_there_says_so(client: TestClient) -> None:
    from communique.web.house import NotThereError
    from communique.web.pages.meetings import MeetingAsked, meeting
    from communique.web.pages.positions import PositionAsked, position

    visit = SimpleNamespace(catalogue=client.app.state.house.following.catalogue)  # type: ignore[attr-defined]
    with pytest.raises(NotThereError, match="no meeting 'x'"):
        meeting(visit, MeetingAsked(), "x")  # type: ignore[arg-type]
    with pytest.raises(NotThereError, match="'PER' holds"):
        position(visit, PositionAsked.model_validate({}), "PER")  # type: ignore[arg-type]


def test_every_party_leads_to_the_table_only_where_it_is_on_it(client: TestClient) -> None:
    told = client.get("/api/positions").json()
    parties = [row["party"]["id"] for row in told["matrix"]["rows"]["rows"]] if "matrix" in told else []
    assert parties
    for party in parties:
        page = client.get(f"/positions/{party}").text
        on_it = client.get(f"/?party={party}").status_code == 200
        assert (f'href="/?party={party}#table"' in page) is on_it
