"""Pages of statements, actors and articles."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.catalogue import Following
from communique.catalogue.whole import whole
from communique.dispatches import gold
from communique.reading import Reading
from communique.record import Record
from communique.reviews import Entry, Review, Reviews, correction, entries_of, entry_of_account
from communique.web import House, create_app
from tests.catalogue.telling import LONG, copied, dispatches, following_of, hostile

UNIQUE = "had broken its promises before"
"""Words that one statement of the dispatches has."""

PAGES = ("/statements", "/actors", "/articles")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from _visited(dispatches(tmp_path_factory.mktemp("dispatches") / "record"))


def _visited(record: Record) -> Iterator[TestClient]:
    following = following_of(record.path)
    with TestClient(create_app(House(following)), raise_server_exceptions=True) as client:
        yield client
    following.close()


def _text(html: str) -> str:
    """What is read: without tags, white space closed up."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_a_statement_tells_the_chain_as_a_sentence_and_leads_to_its_words(client: TestClient) -> None:
    html = client.get("/statements?q=%22very+good+news%22").text
    assert "Donald Trump (“he”) wrote → on Twitter → Eastern Gazette" in _text(html)
    assert "<mark>Very good news</mark>" in html
    (line,) = client.get("/api/statements?q=%22very+good+news%22").json()["lines"]
    said = line["statement"]["said"]
    assert f'href="/articles/{said["article"]}#{said["statement"]}"' in html
    assert f'href="/review?entry={said["article"]}:{said["statement"]}"' in html
    assert f'href="/chronology/{line["statement"]["occurrence"]}"' in html
    assert "and 2 copies" in html
    for copy in line["statement"]["copies"]:
        assert f'href="/articles/{copy["article"]}#{copy["statement"]}"' in html


def test_filters_are_shown_in_words_and_each_can_be_taken_away(client: TestClient) -> None:
    html = client.get("/statements?by=Donald+Trump&since=2018&country=USA").text
    assert "said by Donald Trump" in _text(html)
    assert "speakers of United States" in _text(html)
    assert 'href="/statements?since=2018&amp;country=USA"' in html
    assert 'href="/statements?by=Donald+Trump&amp;country=USA"' in html


def test_facets_narrow_what_was_asked_and_lead_back(client: TestClient) -> None:
    html = client.get("/statements?q=sanctions").text
    assert 'href="/statements?q=sanctions&amp;by=donald-trump"' in html
    inside = client.get("/statements?q=sanctions&by=donald-trump").text
    assert re.search(r'href="/statements\?q=sanctions" aria-current="true"', inside)
    all_, narrowed = (client.get(f"/api/statements?q=sanctions{more}").json() for more in ("", "&by=donald-trump"))
    told = {one["value"]: one["count"] for one in all_["found"]["facets"]["speakers"]}
    assert told["donald-trump"] == narrowed["found"]["rows"]["total"] > 1


def test_json_is_the_same_under_api_and_csv_has_the_rows(client: TestClient) -> None:
    for path in ("/statements?q=talks", "/actors?kind=state", "/actors/kim-jong-un", "/articles?q=talks"):
        mark = "&" if "?" in path else "?"
        assert client.get(f"{path}{mark}as=json").json() == client.get(f"/api{path}").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/statements?q=talks&as=csv").text)))
    told = client.get("/api/statements?q=talks").json()
    assert len(rows) == len(told["lines"]) > 1
    assert [row["content"] for row in rows] == [line["statement"]["said"]["content"] for line in told["lines"]]
    states = csv.DictReader(io.StringIO(client.get("/actors?kind=state&as=csv").text))
    assert {"PRK", "USA"} <= {row["id"] for row in states}


def test_the_list_of_actors_leads_to_what_each_said(client: TestClient) -> None:
    html = client.get("/actors?order=-reporter").text
    assert 'href="/actors/kcna">' in html
    assert 'href="/statements?through=kcna"' in html
    assert 'aria-sort="descending"' in html
    assert "Korean Central News Agency" in html


def test_an_actor_has_offices_with_dates_and_what_was_said_done_and_met(client: TestClient) -> None:
    html = _text(client.get("/actors/mike-pompeo").text)
    assert "Secretary of State" in html
    assert "2018-04-26" in html
    told = client.get("/api/actors/mike-pompeo").json()
    offices = {office["title"]: (office["since"], office["until"]) for office in told["offices"]}
    assert offices["Secretary of State"] == ("2018-04-26", "2021-01-20")
    kim = client.get("/actors/kim-jong-un").text
    assert 'href="/statements?by=kim-jong-un"' in kim
    assert 'href="/chronology?actor=kim-jong-un"' in kim
    assert 'href="/meetings?actor=kim-jong-un"' in kim
    assert "Singapore summit" in kim
    told = client.get("/api/actors/kim-jong-un").json()
    assert told["companions"][0]["name"] == "Donald Trump"
    assert told["companions"][0]["held"] >= 2
    assert "kim-jong-un" not in {one["id"] for one in told["companions"]}


def test_a_state_speaks_through_its_people_and_meets_others(client: TestClient) -> None:
    html = client.get("/actors/PRK").text
    assert 'href="/statements?country=PRK"' in html
    assert 'href="/positions/PRK"' in html
    told = client.get("/api/actors/PRK").json()
    assert "kim-jong-un" in {one["id"] for one in told["people"]}
    assert told["said"] == client.get("/api/statements?country=PRK").json()["found"]["rows"]["total"]
    assert not {"PRK", "kim-jong-un"} & {one["id"] for one in told["companions"]}


def test_bars_lead_to_their_time_and_are_told_in_numbers_too(client: TestClient) -> None:
    html = client.get("/statements").text
    told = client.get("/api/statements").json()
    bars = told["picture"]["bars"]
    assert all(f"since={bar['since']}&amp;until={bar['until']}" in html for bar in bars)
    assert sum(bar["count"] for bar in bars) == sum(count for _, count in told["found"]["days"])
    inside = client.get(f"/api/statements?since={bars[0]['since']}&until={bars[0]['until']}").json()
    assert inside["found"]["rows"]["total"] >= bars[0]["count"]


def test_words_of_others_stay_text_and_huge_ones_are_cut(tmp_path: Path) -> None:
    for client in _visited(hostile(tmp_path / "record")):
        for path in (*PAGES, "/actors/evil", "/statements?q=w*", "/articles?q=w*"):
            page = client.get(path)
            assert page.status_code == 200, path
            assert "<script>alert" not in page.text, path
            assert not re.search("[\u202a-\u202e\x1b]", page.text), path
            assert LONG not in page.text, path
        told = client.get("/api/statements").json()["lines"][0]["statement"]["said"]
        assert LONG in told["content"]
        assert "\u202e" in told["source"]


def test_an_empty_record_says_why_there_is_nothing(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "record", create=True)
    for client in _visited(record):
        for path in PAGES:
            html = _text(client.get(path).text)
            assert "communique read" in html, path
        assert client.get("/api/statements").json()["lines"] == []


def test_where_nothing_fits_the_page_says_what_to_do(client: TestClient) -> None:
    for path in ("/statements?q=zebra", "/actors?q=zebra", "/articles?q=zebra"):
        assert "Take one of the filters away" in _text(client.get(path).text), path


def test_articles_show_where_the_words_stand_and_fold_copies(tmp_path: Path) -> None:
    for client in _visited(copied(tmp_path / "record")):
        html = client.get("/articles?q=envoys").text
        assert "<mark>envoys</mark>" in html
        assert "1 article; 1 more is a copy of one of these" in _text(html)
        assert "The Evening Vent" in html
        assert "2 problems in reading it" in _text(html)


def test_who_is_not_there_is_not_made_up(client: TestClient) -> None:
    from communique.web.house import NotThereError

    with pytest.raises(NotThereError, match="no actor 'nobody-at-all'"):
        client.get("/actors/nobody-at-all")


def _reviewed(record: Record) -> tuple[TestClient, Reviews, Following]:
    following = following_of(record.path)
    return TestClient(create_app(House(following))), Reviews.open(record.path), following


def _entry(q: str) -> tuple[Reading, Entry]:
    """The first statement of the dispatches with these words, where only one has them."""
    ((reading, entry),) = [
        (reading, entry)
        for reading in gold().values()
        for entry in entries_of(reading, "statement")
        if q in entry.values["content"]["words"]
    ]
    return reading, entry


def test_what_was_rejected_is_hidden_counted_and_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    client, log, following = _reviewed(dispatches(tmp_path / "record"))
    _, entry = _entry(UNIQUE)
    before = client.get("/api/statements").json()["found"]["rows"]["total"]
    log.add(Review("reject", "Ada", entry))
    html = client.get(f"/statements?q=%22{UNIQUE}%22").text
    assert "0 statements; 1 rejected in review is hidden" in _text(html)
    told = client.get("/api/statements").json()["found"]
    assert (told["rows"]["total"], told["rejected"]) == (before - 1, 1)
    shown = client.get("/statements?rejected=true").text
    assert "rejected by Ada" in _text(shown)
    assert client.get("/api/statements?rejected=true").json()["found"]["rows"]["total"] == 1
    (made,) = log.all()
    log.undo(made.id, "Ada")
    assert client.get("/api/statements").json()["found"]["rows"]["total"] == before
    following.close()


def test_what_was_corrected_is_found_by_what_it_is_now(tmp_path: Path) -> None:
    client, log, following = _reviewed(dispatches(tmp_path / "record"))
    reading, entry = _entry(UNIQUE)
    text = reading.article.text
    new = next(actor.id for actor in reading.actors if actor.id != entry.values["speaker"])
    content = {"spans": [[0, 20]], "words": text[:20]}
    changed = {"speaker": new, "content": content, "certainty": "hedged", "when": ["2018-01-01", "2018-01-02"]}
    log.add(correction(reading, entry, changed, who="Ada"))

    def total(asked: str) -> int:
        return int(client.get(f"/api/statements?until=2018-01-05&{asked}").json()["found"]["rows"]["total"])

    assert total(f"by={new}") == 1
    assert total(f"by={entry.values['speaker'] or 'kcna'}") == 0
    assert total("certainty=hedged") == 1
    assert total("certainty=hedged&since=2018-01-03") == 0
    assert total(f"q=%22{UNIQUE}%22") == 0
    (line,) = client.get("/api/statements?until=2018-01-05").json()["lines"]
    said = line["statement"]["said"]
    assert (said["source_actor"], said["content"], said["spans"]) == (new, text[:20], [[0, 20]])
    assert line["statement"]["when"]["begin"] == "2018-01-01"
    words = text[:20].split()[0]
    assert total(f"q={words}") == 1
    assert client.get("/api/statements?order=date").json()["lines"][0]["statement"]["reviewed"]["who"] == "Ada"
    assert "corrected by Ada" in _text(client.get("/statements?until=2018-01-05").text)
    following.close()


def test_deeds_are_shown_as_reviews_leave_them(tmp_path: Path) -> None:
    client, log, following = _reviewed(dispatches(tmp_path / "record"))
    ids = [deed["occurrence"] for deed in client.get("/api/actors/PRK").json()["deeds"] if deed["kind"] == "move"]
    found = whole(following.catalogue, ids)
    first, second = (found[id_] for id_ in ids[:2])
    readings = {reading.article.id: reading for reading in gold().values()}
    for account in first.accounts:
        log.add(Review("reject", "Ada", entry_of_account(readings[account.article], first, account)))
    for account in second.accounts:
        entry = entry_of_account(readings[account.article], second, account)
        log.add(correction(readings[account.article], entry, {"when": ["2017-01-01", "2017-01-01"]}, who="Ada"))
    told = client.get("/api/actors/PRK").json()
    now = {deed["occurrence"]: deed for deed in told["deeds"]}
    assert told["rejected"] == 1
    assert ids[0] not in now
    assert now[ids[1]]["when"]["begin"] == "2017-01-01"
    assert "1 of the latest was rejected in review" in _text(client.get("/actors/PRK").text)
    following.close()
