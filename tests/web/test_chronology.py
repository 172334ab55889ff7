"""The chronology's pages, as a reader and as a program finds them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.chronology import chronology
from communique.export import ENTRY_CSV, entry_row
from communique.record import Record
from communique.reviews import Entry, entry_of_account
from communique.signs import counted
from communique.weave.occurrence import Occurrence, Woven
from communique.web import House, create_app
from tests.catalogue.telling import following_of
from tests.chronology.samples import HOSTILE, OCCURRENCES, WOVEN, hostile
from tests.record.wovens import put
from tests.reviews.made import accepting, reading_of, readings, rejecting


@contextmanager
def site(folder: Path, woven: Woven | None) -> Iterator[TestClient]:
    record = Record.open(folder, create=True)
    if woven is not None:
        put(record.path, woven)
    following = following_of(record.path)
    with TestClient(create_app(House(following))) as client:
        yield client
    following.close()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with site(tmp_path_factory.mktemp("lake") / "record", WOVEN) as client:
        yield client


def test_each_line_leads_to_its_page_its_evidence_and_its_review(lake: TestClient) -> None:
    page = lake.get("/chronology").text
    for entry in chronology(WOVEN).entries:
        one = entry.occurrence
        assert f'href="/chronology/{one.id}"' in page
        assert entry.happened in page
        account = one.accounts[0]
        assert f'href="/articles/{account.article}#{account.item}"' in page
        assert f'href="/review?entry={account.article}:{account.item}"' in page
    assert page.count('<li class="line') == 18


def test_copies_are_folded_and_disagreements_lead_to_the_accounts(lake: TestClient) -> None:
    page = lake.get("/chronology").text
    assert "Copied by 1 article" in page
    (disputed,) = [one for one in OCCURRENCES if one.disagreements and one.disagreements[0].kind == "date"]
    assert "Differs on date:" in page
    numbers = [number for side in disputed.disagreements[0].sides for number in side.accounts]
    own = lake.get(f"/chronology/{disputed.id}").text
    for number in numbers:
        assert f'href="/chronology/{disputed.id}#a{number}"' in page
        assert f'href="#a{number}"' in own
        assert f'id="a{number}"' in own


def test_the_words_are_marked_in_their_paragraph(lake: TestClient) -> None:
    page = lake.get(f"/chronology/{OCCURRENCES[0].id}").text
    assert "President Mira Solan <mark>has invited Prime Minister Tomas Verek to talks</mark> on the waters" in page


def test_a_line_shows_some_of_many_texts_and_copies_and_its_page_all(tmp_path: Path) -> None:
    first = OCCURRENCES[0]
    (account, *_) = first.accounts
    texts = [replace(account, article=f"{n:016x}", text=f"{n:016x}") for n in range(8)]
    copies = [replace(account, article=f"{n:016x}", text=texts[0].article) for n in range(100, 110)]
    woven = replace(WOVEN, occurrences=(replace(first, accounts=(*texts, *copies), disagreements=()),), encounters=())
    with site(tmp_path / "record", woven) as client:
        line, page = client.get("/chronology").text, client.get(f"/chronology/{first.id}").text
    assert "All 8 texts</a> side by side" in line
    assert "and 5 more</a>" in line
    assert f'href="/articles/{copies[-1].article}#' not in line
    for told in (*texts, *copies):
        assert f'href="/articles/{told.article}#' in page


def test_a_passage_without_end_is_shown_around_the_words(tmp_path: Path) -> None:
    one = OCCURRENCES[0]
    account = one.accounts[0]
    long = replace(account, context="Water. " * 20_000 + account.context + "x" * 200_000)
    long = replace(long, context_start=account.context_start - 7 * 20_000)
    woven = replace(WOVEN, occurrences=(replace(one, accounts=(long,), disagreements=()),), encounters=())
    with site(tmp_path / "record", woven) as client:
        for address in ("/chronology", f"/chronology/{one.id}"):
            page = client.get(address).text
            assert "<mark>has invited Prime Minister Tomas Verek to talks</mark>" in page
            assert len(page) < 40_000


def test_json_has_a_line_as_the_command_prints_it(lake: TestClient) -> None:
    told = lake.get("/api/chronology?actor=ARV&origins=2").json()
    expected = chronology(WOVEN, actors=("ARV",), origins=2)
    assert [row["id"] for row in told["lines"]] == [entry.occurrence.id for entry in expected.entries]
    plain = [{**entry_row(entry)} for entry in expected.entries]
    assert [row["words"] for row in told["lines"]] == [row["words"] for row in plain]
    assert (told["total"], told["title"]) == (len(expected.entries), expected.asked.words)
    assert lake.get("/chronology?actor=ARV&origins=2&as=json").json() == told


def test_csv_has_the_columns_of_the_command(lake: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(lake.get("/chronology?as=csv&kind=meeting").text)))
    assert tuple(rows[0]) == ENTRY_CSV
    assert [row[0] for row in rows[1:]] == [e.occurrence.id for e in chronology(WOVEN, kind="meeting").entries]


def test_links_narrow_and_widen_what_is_asked(lake: TestClient) -> None:
    page = lake.get("/chronology?actor=ARV&kind=meeting").text
    assert 'href="/chronology?kind=meeting&amp;actor=ARV&amp;actor=BMR"' in page  # a second actor
    assert 'href="/chronology?kind=meeting"' in page  # the actor taken away
    assert 'href="/chronology?actor=ARV"' in page  # the kind taken away
    assert "<h1>Chronology: <bdi>Arvia; meetings</bdi></h1>" in page


def test_a_bar_leads_into_its_days_and_crumbs_lead_out(lake: TestClient) -> None:
    whole = lake.get("/chronology").text
    bars = re.findall(r'<a class="bar" href="([^"]+)"', whole)
    assert bars
    inside = lake.get(bars[0].replace("&amp;", "&")).text
    assert 'aria-label="Time shown"' in inside
    assert '<a href="/chronology">All</a>' in inside
    month = lake.get("/chronology?since=2021-03&until=2021-03").text
    assert '<a href="/chronology?since=2021&amp;until=2021">2021</a>' in month
    assert '<b aria-current="true">March 2021</b>' in month
    assert "since=2021-03-12&amp;until=2021-03-12" in month
    assert "← February 2021" in month


def test_the_picture_says_the_same_as_its_table(lake: TestClient) -> None:
    page = lake.get("/chronology?since=2021&until=2021").text
    drawn = re.findall(r'<a class="bar" [^>]*aria-label="([^:"]+): ([^"]+)"', page)
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>([^<]+)</a></th>((?:<td class="n">\d+</td>)+)</tr>', page)
    assert [name.lower() for name, _ in drawn] == [name.lower() for name, _ in rows]
    for (_, told), (_, cells) in zip(drawn, rows, strict=True):
        numbers = [int(n) for n in re.findall(r">(\d+)<", cells)]
        assert [int(n) for n in re.findall(r"\d+", told)] == [n for n in numbers if n]


def test_an_uncertain_date_is_drawn_as_a_range_that_leads_to_its_line(lake: TestClient) -> None:
    page = lake.get("/chronology?since=2021-04&until=2021-04").text
    two_days = next(
        one for one in OCCURRENCES if one.when and (one.when.begin, one.when.end) == ("2021-04-20", "2021-04-21")
    )
    assert re.search(rf'<a class="range" href="/chronology/{two_days.id}"[^>]*aria-label="20–21 Apr 2021', page)


def test_what_may_have_begun_earlier_stands_under_a_heading_of_its_own(lake: TestClient) -> None:
    page = lake.get("/chronology?since=2021-04-10&until=2021-04-30").text
    assert (
        page.index("<h2>April 2021</h2>") < page.index("<h2>Perhaps earlier</h2>") < page.index("<h2>Date unknown</h2>")
    )


def test_key_days_say_why(lake: TestClient) -> None:
    page = lake.get("/chronology?key=true").text
    assert "Key day: a meeting was called off, 2 origins that day" in page
    assert "What makes a day key" in page
    assert "that fit are on no key day" in page


def test_an_occurrence_shows_everyone_who_told_of_it_and_the_life_of_its_meeting(lake: TestClient) -> None:
    one = OCCURRENCES[6]
    page = lake.get(f"/chronology/{one.id}").text
    assert "What became of the meeting" in page
    assert f'<a href="/meetings/{one.encounter}">' in page
    told = lake.get(f"/api/chronology/{one.id}").json()
    assert told["entry"]["id"] == one.id
    assert len(told["entry"]["accounts"]) == len(one.accounts)
    assert [step["id"] for step in told["meeting"]["steps"]] == [OCCURRENCES[at].id for at in (0, 6, 9, 10)]
    (row,) = csv.DictReader(io.StringIO(lake.get(f"/chronology/{one.id}?as=csv").text))
    assert row["id"] == one.id


def test_the_chain_is_told_in_words(lake: TestClient) -> None:
    chained = next(one for one in OCCURRENCES if one.kind == "statement" and one.accounts[0].chain)
    (entry,) = [entry for entry in chronology(WOVEN).entries if entry.occurrence == chained]
    handed = entry.tellings[0].quotes[0].handed_on
    assert handed
    assert f"<bdi>{handed}</bdi>" in lake.get(f"/chronology/{chained.id}").text


def test_an_empty_page_says_why(lake: TestClient, tmp_path: Path) -> None:
    page = lake.get("/chronology?actor=OST&kind=event&origins=3").text
    assert "Nothing fits all of this" in page
    for words, number in chronology(WOVEN, actors=("OST",), kind="event", origins=3).alone:
        assert f"<bdi>{words}</bdi>: {counted(number, 'occurrence')}" in page
    assert "The list has no page 9" in lake.get("/chronology?page=9").text
    with site(tmp_path / "record", None) as client:
        empty = client.get("/chronology")
        assert empty.status_code == 200
        assert "communique weave" in empty.text
        assert client.get("/api/chronology").json()["lines"] == []


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    woven = hostile()
    with site(tmp_path / "record", woven) as client:
        (one,) = woven.occurrences
        for address in (
            "/chronology",
            "/chronology?place=not&meeting=evil-meeting&actor=evil",
            "/chronology/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        ):
            page = client.get(address)
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<img" not in page.text
            assert 'javascript:alert(1)"' not in page.text
            assert "\u202e" not in page.text
            assert "\x1b" not in page.text
            assert "&lt;script&gt;alert" in page.text
        assert client.get("/api/chronology").json()["lines"][0]["summary"] == HOSTILE
        assert one.summary == HOSTILE


def test_nothing_in_a_page_needs_more_than_a_strict_policy_allows(lake: TestClient) -> None:
    for address in ("/chronology", f"/chronology/{OCCURRENCES[6].id}"):
        page = lake.get(address).text
        assert not re.search(r"<[a-z][^>]* (?:style|on[a-z]+)=", page)
        assert not re.search(r"<script(?![^>]* src=)", page)
        assert not re.search(r"(?:src|href)=\"https?://[^\"]*\"(?![^>]*rel=)", page)
        assert len(re.findall("<h1>", page)) == 1
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_what_people_found_is_told_and_what_they_rejected_can_be_shown(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    record.add(readings())
    record.weave()
    moves = [one for one in record.woven().occurrences if one.kind == "move" and len(one.accounts) == 1]

    def entry(one: Occurrence) -> Entry:
        return entry_of_account(reading_of(one.accounts[0].article), one, one.accounts[0])

    with site(tmp_path / "record", None) as client:
        before = client.get("/api/chronology").json()
        record.reviews.add(accepting(entry(moves[0]), "Ada"))
        record.reviews.add(rejecting(entry(moves[1]), "Ben <b>"))
        after = client.get("/api/chronology").json()
        assert (before["rejected"], after["rejected"]) == (0, 1)
        assert after["known"] == before["known"] - 1
        page = client.get(f"/chronology/{moves[0].id}").text
        assert re.search(r'<p class="reviewed"><bdi>accepted by Ada, \d+ \w+ \d{4}</bdi></p>', page)
        assert "1 rejected in reviews</a> not shown" in client.get("/chronology").text
        rejected = client.get("/chronology?rejected=true").text
        assert f'href="/chronology/{moves[1].id}"' in rejected
        assert "rejected by Ben &lt;b&gt;, " in rejected
        assert "The chronology does not show it." in client.get(f"/chronology/{moves[1].id}").text
