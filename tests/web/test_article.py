"""The page of an article, as it is asked for and answered."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from communique.catalogue import Following
from communique.gather import article_of
from communique.reading import Block, Bound, Dating, Party, Passage, Problem, Reading, Span, Statement
from communique.record import Record
from communique.reviews import Review, Reviews, correction, entry_of
from communique.web import House, create_app
from communique.web.house import NotThereError
from tests.catalogue.telling import following_of
from tests.web.hostile import many_quotes

WIRE, STANDARD = "2018-05-25-any-time-wire.txt", "2018-05-25-any-time-standard.txt"
ALL = "?layer=" + "&layer=".join(["statements", "moves", "events", "meetings", "names", "times", "copies"])


@pytest.fixture(scope="module")
def following(dispatches: Path) -> Iterator[Following]:
    found = following_of(dispatches)
    yield found
    found.close()


@pytest.fixture(scope="module")
def visitor(following: Following) -> TestClient:
    return TestClient(create_app(House(following)), base_url="http://127.0.0.1")


def id_of(following: Following, file: str) -> str:
    ((id_,),) = following.catalogue.ask("SELECT id FROM articles WHERE ends_with(path, ?)", [file])
    return str(id_)


def page_of(visitor: TestClient, address: str) -> html.HtmlElement:
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def alone(tmp_path: Path, *readings: Reading) -> TestClient:
    record = Record.open(tmp_path / "record", create=True)
    record.add(readings)
    return TestClient(create_app(House(following_of(record.path))), base_url="http://127.0.0.1")


def runs_of(page: html.HtmlElement, part: str = "r") -> list[html.HtmlElement]:
    """The runs of the text, or those that are of this part of an item."""
    return [run for run in page.find_class(part) if run.get("data-start")]


def shown(page: html.HtmlElement) -> dict[int, str]:
    """The words of each run of the text, by where it says that it begins."""
    return {int(run.get("data-start")): run.text or "" for run in runs_of(page)}


def by_id(page: html.HtmlElement, id_: str) -> html.HtmlElement:
    (element,) = page.xpath("//*[@id=$id]", id=id_)
    return element


def links_of(element: html.HtmlElement) -> list[str]:
    return [str(address) for address in element.xpath(".//a/@href")]


def test_the_text_stands_character_by_character_where_it_says(visitor: TestClient, following: Following) -> None:
    for (id_,) in following.catalogue.ask("SELECT id FROM articles ORDER BY id")[::3]:
        text = visitor.get(f"/api/articles/{id_}").json()["reading"]["article"]["text"]
        runs = shown(page_of(visitor, f"/articles/{id_}"))
        assert all(text[start : start + len(words)] == words for start, words in runs.items())
        assert re.sub(r"\s", "", "".join(runs.values())) == re.sub(r"\s", "", text)


def test_each_item_is_listed_and_linked_both_ways_to_its_words(visitor: TestClient, following: Following) -> None:
    id_ = id_of(following, WIRE)
    reading = visitor.get(f"/api/articles/{id_}").json()["reading"]
    page = page_of(visitor, f"/articles/{id_}")
    items = [*reading["statements"], *reading["moves"], *reading["events"], *reading["meetings"]]
    assert len(items) > 15
    text = reading["article"]["text"]
    for item in items:
        entry = by_id(page, f"{item['id']}-item")
        assert by_id(page, item["id"]).get("href") == f"#{item['id']}-item"
        assert {f"#{item['id']}", f"/review?entry={id_}:{item['id']}"} <= set(links_of(entry))
        assert [run for run in runs_of(page) if item["id"] in (run.get("data-of") or "").split()]
    for statement in reading["statements"]:
        covered = {
            at
            for run in runs_of(page, "content")
            if statement["id"] in run.get("data-of").split()
            for at in range(int(run.get("data-start")), int(run.get("data-start")) + len(run.text))
        }
        wanted = {at for start, end in statement["content"]["spans"] for at in range(start, end)}
        assert wanted - covered <= {at for at in wanted if text[at].isspace()}


def test_items_lead_to_their_occurrence(visitor: TestClient, following: Following) -> None:
    id_ = id_of(following, WIRE)
    told = visitor.get(f"/api/articles/{id_}").json()["occurrences"]
    page = page_of(visitor, f"/articles/{id_}")
    assert {one["item"] for one in told} >= {"s1", "s2"}
    for one in told:
        assert f"/chronology/{one['id']}" in links_of(by_id(page, f"{one['item']}-item"))
    assert "In the chronology: 3 articles, 1 origin" in page.text_content()


def test_layers_are_those_that_are_asked_for(visitor: TestClient, following: Following) -> None:
    address = f"/articles/{id_of(following, WIRE)}"

    def on(page: html.HtmlElement) -> tuple[set[str], set[str]]:
        (reader,) = page.find_class("reader")
        checked = {box.get("value") for box in page.xpath("//input[@checked]")}
        return checked, {name.removeprefix("on-") for name in reader.get("class").split() if name.startswith("on-")}

    assert on(page_of(visitor, address)) == ({"statements", "moves"},) * 2
    assert on(page_of(visitor, f"{address}?layer=times&layer=events")) == ({"times", "events"},) * 2
    assert on(page_of(visitor, f"{address}?layer=none")) == (set(), set())
    page = page_of(visitor, address)
    counts = {label.xpath("input/@value")[0]: label.find_class("n")[0].text for label in page.xpath("//fieldset/label")}
    reading = visitor.get(f"/api{address}").json()["reading"]
    assert counts["statements"] == str(len(reading["statements"]))
    assert counts["names"] == str(len(reading["mentions"]))
    assert visitor.get(f"{address}?layer=colours").status_code in (400, 422)


def test_what_is_no_part_of_the_story_is_labelled(visitor: TestClient, following: Following) -> None:
    page = page_of(visitor, f"/articles/{id_of(following, '2018-05-24-seoul-midnight.txt')}")
    labels = {piece.get("class"): piece.get("data-label") for piece in page.find_class("piece")}
    assert labels == {
        "piece headline": None,
        "piece dateline": "Dateline",
        "piece body": None,
        "piece caption": "Caption",
        "piece credit": "Credit",
        "piece repeated": "Repeated",
        "piece related": "Related links",
    }


def test_a_copy_leads_to_where_its_words_stood_first(visitor: TestClient, following: Following) -> None:
    id_, first = id_of(following, STANDARD), id_of(following, WIRE)
    page = page_of(visitor, f"/articles/{id_}{ALL}")
    assert "2 other articles print this text" in page.text_content()
    assert f"/articles/{first}" in links_of(page.find_class("copies")[0])
    (address,) = [link for link in links_of(by_id(page, "c1-item")) if "at=" in link]
    there = page_of(visitor, address.partition("#")[0])
    assert by_id(there, "at").getnext() is not None
    theirs = "".join(run.text for run in runs_of(there, "at"))
    mine = "".join(run.text for run in runs_of(page, "copied"))
    assert theirs.split() == mine.split()


def test_an_undated_article_says_why_it_is_of_these_days(tmp_path: Path) -> None:
    text = "The talks of 3 May 2018 had failed.\n\nThey will meet again."
    ground = Span(text.index("3 May"), text.index(" had"))
    dating = Dating("2018-05-03", None, (Bound("2018-05-03", None, "tells of '3 May 2018' as past", ground),))
    article = replace(article_of(text, path="talks.txt"), dating=dating)
    problem = Problem("a table was left out", Span(text.index("They"), len(text)))
    visitor = alone(tmp_path, Reading(article, problems=(problem,)))
    page = page_of(visitor, f"/articles/{article.id}")
    told = " ".join(page.text_content().split())
    facts = {fact[0].text: fact[1].text_content() for fact in page.find_class("facts")[0]}
    assert facts["Published"] == "date unknown (its source gives none)"
    assert (facts["Written"], facts["Outlet"]) == ("not before 3 May 2018", "unknown")
    assert links_of(page.find_class("facts")[0]) == ["#b1"]
    (run,) = page.xpath("//b[@id='b1']/following-sibling::*[1]")
    assert run.text == "3 May 2018"
    (run,) = page.xpath("//b[@id='p1']/following-sibling::*[1]")
    assert run.text == "They will meet again."
    assert "a table was left out" in told
    assert "not known yet" in told  # it was not woven


def test_only_addresses_of_the_web_are_linked(tmp_path: Path) -> None:
    good = article_of("One.", url="https://news.example/one")
    bad = article_of("Two.", url="javascript:alert(1)")
    visitor = alone(tmp_path, Reading(good), Reading(bad))
    assert 'href="https://news.example/one"' in visitor.get(f"/articles/{good.id}").text
    told = visitor.get(f"/articles/{bad.id}").text
    assert 'href="javascript' not in told
    assert "javascript:alert(1)" in told


def test_what_people_found_is_laid_over_what_was_read(tmp_path: Path) -> None:
    text = "Jan Ek said that the yard was closed. He left in May, she added."
    wrong, right = (
        Statement("s1", Party((Span(0, 6),)), Passage((Span(7, 11),)), Passage((Span(12, 36),)), "indirect"),
        Statement("s2", Party((Span(53, 56),)), Passage((Span(57, 62),)), Passage((Span(38, 51),)), "indirect"),
    )
    reading = Reading(article_of(text), statements=(wrong, right))
    visitor = alone(tmp_path, reading)
    log = Reviews.open(tmp_path / "record")
    log.add(Review("reject", "Ada <b>", entry_of(reading, "statement", "s1"), at="2021-03-01T10:00:00Z"))
    after = {"certainty": "hedged", "when": ["2021-05-01", "2021-05-31"]}
    log.add(correction(reading, entry_of(reading, "statement", "s2"), after, who="Ben"))
    address = f"/articles/{reading.article.id}"
    page = page_of(visitor, address)
    assert [entry.get("id") for entry in page.find_class("item")] == ["s2-item"]
    told = " ".join(by_id(page, "s2-item").text_content().split())
    assert "indirect, hedged" in told
    assert "when May 2021" in told
    assert "certainty and when corrected by Ben" in told
    assert not [run for run in runs_of(page) if "s1" in (run.get("data-of") or "").split()]
    assert "1 item rejected in reviews: show" in " ".join(page.text_content().split())
    kept = page_of(visitor, f"{address}?rejected=true")
    assert [entry.get("id") for entry in kept.find_class("item")] == ["s1-item", "s2-item"]
    assert "rejected by Ada <b>, 1 Mar 2021" in by_id(kept, "s1-item").text_content()
    json = visitor.get(f"/api{address}").json()
    assert [one["id"] for one in json["reading"]["statements"]] == ["s2"]
    assert {one["item"]: one["rejected"] for one in json["found"]} == {"s1": True, "s2": False}


def test_an_article_without_anything_says_so(tmp_path: Path) -> None:
    article = article_of("Nothing was said here.")
    page = page_of(alone(tmp_path, Reading(article)), f"/articles/{article.id}")
    assert "No statement, move, event or meeting was found in this text." in page.text_content()
    assert shown(page) == {0: "Nothing was said here."}


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = "\u202eevil</span><script>alert(1)</script> 😀\x07 \"'&amp; " + "a" * 100_000
    article = article_of(text, title="</title><script>alert(2)</script>\u202e", outlet="<b>\u2066")
    visitor = alone(tmp_path, Reading(article, blocks=(Block(Span(0, len(text)), "body"),)))
    told = visitor.get(f"/articles/{article.id}{ALL}&at=1-5").text
    assert "<script>alert" not in told
    assert not re.search("[\u202e\u2066\x07]", told)
    runs = shown(html.document_fromstring(told))
    assert runs[5].startswith("</span><script>alert(1)</script> 😀\ufffd \"'&amp; aaa")
    assert "".join(runs.values()) == text.replace("\u202e", "\ufffd").replace("\x07", "\ufffd")


def test_ten_thousand_spans_are_a_page_that_can_be_used(hostile: Path) -> None:
    following = following_of(hostile)
    visitor = TestClient(create_app(House(following)), base_url="http://127.0.0.1")
    id_ = id_of(following, "many.txt")
    begun = time.process_time()
    told = visitor.get(f"/articles/{id_}").text
    assert time.process_time() - begun < 8  # it takes 1.0 to 1.8 seconds, twice the ten thousand spans
    page = html.document_fromstring(told)
    assert by_id(page, "s9000").getnext().text.startswith("“We have seen paper 9000”")
    assert [entry.get("id") for entry in page.find_class("item")][::99] == ["s0-item", "s99-item"]
    (after,) = page.xpath("//nav[@class='pager'][1]/a[@rel='next']/@href")
    assert page_of(visitor, str(after)).find_class("item")[0].get("id") == "s100-item"
    following.close()


def test_marks_of_very_many_quotes_are_shown_by_stretches_and_the_text_is_whole(tmp_path: Path) -> None:
    reading = many_quotes(3_000)
    visitor = alone(tmp_path, reading)
    address = f"/articles/{reading.article.id}"
    text = visitor.get(f"/api{address}").json()["reading"]["article"]["text"]

    def marked(asked: str) -> set[str]:
        page = page_of(visitor, f"{address}?{asked}")
        assert "".join("".join(shown(page).values()).split()) == "".join(text.split())
        return {item for run in page.xpath("//*[@data-of]") for item in run.get("data-of").split()}

    first, second = marked("marks=1"), marked("marks=2")
    assert "s0" in first
    assert not {"s0"} & second
    (after,) = page_of(visitor, address).xpath("//nav[@id='marked']/a/@href")
    assert after == f"{address}?marks=2#marked"
    start = text.index("paper 2700")
    assert "s2700" in marked(f"at={start}-{start + 5}")
    assert "s2700" in marked("page=28")
    assert "s2999" in marked("marks=9999")


def test_json_is_the_reading_and_what_weaving_adds(visitor: TestClient, following: Following, dispatches: Path) -> None:
    id_ = id_of(following, WIRE)
    told = visitor.get(f"/api/articles/{id_}").json()
    assert told == visitor.get(f"/articles/{id_}?as=json").json()
    assert Reading.from_dict(told["reading"]) == Record.open(dispatches).reading(id_)
    assert set(told) == {"reading", "copies", "passages", "occurrences", "woven", "found", "unfit"}
    schemas = visitor.get("/api/openapi.json").json()["components"]["schemas"]
    assert set(schemas["ArticleView"]["properties"]) == set(told)


def test_csv_has_a_row_for_each_item_with_its_spans_and_words(visitor: TestClient, following: Following) -> None:
    id_ = id_of(following, WIRE)
    reading = visitor.get(f"/api/articles/{id_}").json()["reading"]
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(visitor.get(f"/articles/{id_}?as=csv").text))}
    names = ("statements", "moves", "events", "meetings", "mentions", "times")
    assert set(rows) == {item["id"] for name in names for item in reading[name]}
    text = reading["article"]["text"]
    for statement in reading["statements"]:
        row = rows[statement["id"]]
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split()]
        assert spans == [tuple(span) for span in statement["content"]["spans"]]
        assert row["words"] == " … ".join(text[start:end] for start, end in spans)


def test_an_article_that_is_not_there_is_said_to_be_missing(visitor: TestClient) -> None:
    with pytest.raises(NotThereError, match="no article 'nowhere'"):
        visitor.get("/articles/nowhere")
