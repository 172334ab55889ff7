from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from communique.dispatches import gold
from communique.gather import article_of
from communique.reading import Actor, Move, Party, Passage, Reading, Span, Statement, Term
from communique.record import Record
from communique.reviews import Review, Reviews, entries_of
from communique.web import House, create_app
from communique.web.doors import log_in_page, problem_page
from communique.web.safety import protect, settings_for
from tests.catalogue.telling import following_of

HOST = "http://127.0.0.1:8710"


class Desk:
    """Somebody at a browser: keeps cookies, and fills in the forms of the page before them."""

    def __init__(self, folder: Path, who: str = "Ada") -> None:
        self.house = House(following_of(folder))
        app = create_app(self.house)
        app.state.settings = settings_for()
        protect(app, app.state.settings, page=problem_page, log_in_page=log_in_page)
        self.client = TestClient(app, base_url=HOST)
        if who:
            self.name(who)

    def name(self, who: str) -> None:
        page = self.client.get("/review")
        assert self.client.post("/review/name", data={"csrf": hidden(page, "csrf"), "who": who}).status_code == 200

    def look(self, address: str = "/review", **asked: str) -> dict[str, Any]:
        answer = self.client.get(address, params={**asked, "as": "json"})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def open(self, key: str) -> Any:
        answer = self.client.get("/review", params={"entry": key})
        assert answer.status_code == 200
        return answer

    def send(self, page: Any, verdict: str, form: str = "decide", **fields: Any) -> Any:
        within = page.text[page.text.index(f'id="{form}"') :]
        carried = {name: hidden(within, name) for name in ("csrf", "entry", "saw", "next")}
        return self.client.post("/review", data={**carried, "verdict": verdict, **fields})

    def keys(self, **asked: str) -> list[str]:
        return [row["key"] for row in self.look(**asked)["rows"]["rows"]]


def hidden(page: Any, name: str) -> str:
    text = page if isinstance(page, str) else page.text
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', text)
    assert found is not None, name
    return unescape(found[1])


def field(work: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in work["fields"] if one["control"]["name"] == name)


@pytest.fixture(scope="module")
def read_by_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold") / "record"
    record = Record.open(folder, create=True)
    record.add(gold().values())
    record.weave()
    following_of(folder).close()
    return folder


@pytest.fixture
def folder(read_by_hand: Path, tmp_path: Path) -> Path:
    shutil.copytree(read_by_hand, tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    made = Desk(folder)
    yield made
    made.house.following.close()


def test_the_queue_has_what_is_to_be_reviewed_and_the_first_of_it_is_at_work(desk: Desk) -> None:
    view = desk.look()
    rows = view["rows"]["rows"]
    assert view["counts"]["open"] == view["rows"]["total"] == view["counts"]["all"] > 50
    assert view["work"]["key"] == rows[0]["key"]
    assert view["work"]["line"] == rows[0]["waiting"]["summary"]
    assert [row["waiting"]["number"] for row in rows] == list(range(1, 51))
    assert view["next"] == rows[1]["key"]
    page = desk.client.get("/review").text
    assert page.count("<h1>") == 1
    assert "0 of" in page


def test_the_queue_can_be_filtered(desk: Desk) -> None:
    for kind in ("statement", "meeting", "demand"):
        rows = desk.look(kind=kind)["rows"]["rows"]
        assert rows
        assert {row["waiting"]["step"] or row["waiting"]["kind"] for row in rows} == {kind}
    about = desk.look(issue="sanctions")["rows"]["total"]
    assert 0 < about < desk.look(kind="move")["rows"]["total"]
    # a state acts by its people, too
    state, person = (desk.look(actor=name)["rows"]["total"] for name in ("North Korea", "Kim Jong-un"))
    assert 0 < person < state
    assert desk.client.get("/review", params={"actor": "Nobody Known"}).status_code == 400
    assert desk.client.get("/review", params={"kind": "poem"}).text.count("fits these filters") == 1


def test_whoever_reviews_gives_a_name_once(folder: Path) -> None:
    desk = Desk(folder, who="")
    page = desk.client.get("/review")
    assert "Who is reviewing?" in page.text
    assert 'value="accept"' not in page.text
    answer = desk.client.post(
        "/review", data={"csrf": hidden(page, "csrf"), "entry": desk.keys()[0], "verdict": "accept"}
    )
    assert answer.status_code == 400
    assert "Nobody has said whose review this is" in answer.text
    assert Reviews.open(folder).newest == 0
    desk.name("  Zoë  de Vries ")
    page = desk.client.get("/review")
    assert "Reviewing as <bdi>Zoë de Vries</bdi>" in page.text
    desk.send(page, "accept")
    assert [review.who for review in Reviews.open(folder).all()] == ["Zoë de Vries"]


def test_accepting_leads_to_the_next_entry_and_is_seen_at_once(desk: Desk, folder: Path) -> None:
    first, second, *_ = desk.keys()
    answer = desk.send(desk.open(first), "accept", note="as printed")
    assert answer.status_code == 200
    assert answer.url.params["entry"] == second
    assert "You</strong> accepted it" in answer.text
    (review,) = Reviews.open(folder).all()
    assert (review.verdict, review.who, review.note, review.saw) == ("accept", "Ada", "as printed", None)
    view = desk.look()
    assert view["counts"]["done"] == 1
    assert first not in [row["key"] for row in view["rows"]["rows"]]
    assert desk.keys(show="done") == desk.keys(show="mine") == [first]
    assert desk.look(entry=first)["work"]["verdict"] == "accepted"


def test_a_rejection_holds_for_all_accounts_unless_told_otherwise(desk: Desk, folder: Path) -> None:
    key = next(key for key in desk.keys(kind="move") if desk.look(entry=key)["work"]["accounts"] > 1)
    accounts = desk.look(entry=key)["work"]["accounts"]
    desk.send(desk.open(key), "reject")
    assert desk.look(entry=key)["work"]["verdict"] == "rejected"
    desk.send(desk.open(key), "reject", all="yes")
    one, every = Reviews.open(folder).all()
    assert len(one.touched) == 1
    assert len(every.touched) == accounts
    assert every.saw == one.id


def test_a_correction_changes_the_line_and_says_what_was_read(desk: Desk, folder: Path) -> None:
    key = next(key for key in desk.keys(kind="move") if desk.look(entry=key)["work"]["step"] == "demand")
    before = desk.look(entry=key)["work"]
    fields = {"f-kind": "threat", "f-party": "Russia", "f-when-begin": "2018-05-01", "f-when-end": "2018-05-02"}
    answer = desk.send(desk.open(key), "correct", "correct-form", **fields)
    assert answer.status_code == 200
    (review,) = Reviews.open(folder).all()
    assert review.after == {"kind": "threat", "party": "RUS", "when": ["2018-05-01", "2018-05-02"]}
    assert review.before["kind"] == "demand"
    work = desk.look(entry=key)["work"]
    assert work["line"] != before["line"]
    assert work["line"].startswith("Russia ")
    assert work["step"] == "threat"
    assert work["happened"] == "1–2 May 2018"
    assert (field(work, "party")["told"], field(work, "party")["corrected"]) == ("Russia", True)
    assert field(work, "kind")["read"] == "demand"
    assert field(work, "toward")["corrected"] is False
    # who corrects again starts from what is shown
    desk.send(desk.open(key), "correct", "correct-form", **{"f-kind": "offer"})
    assert Reviews.open(folder).all()[1].before == {"kind": "threat"}


def test_a_span_is_corrected_by_its_place(desk: Desk, folder: Path) -> None:
    key = desk.keys(kind="statement")[0]
    article, item = key.split(":")
    reading = next(reading for reading in gold().values() if reading.article.id == article)
    answer = desk.send(desk.open(key), "correct", "correct-form", **{"f-content": "10-30, 40–44"})
    assert answer.status_code == 200
    (review,) = Reviews.open(folder).all()
    text = reading.article.text
    words = " … ".join(" ".join(part.split()) for part in (text[10:30], text[40:44]))
    assert review.after == {"content": {"spans": [[10, 30], [40, 44]], "words": words}}
    assert review.entry.item == item
    page = desk.open(key).text
    assert 'name="f-content" value="10–30, 40–44"' in page


def test_what_cannot_be_taken_is_said_and_stays_typed(desk: Desk, folder: Path) -> None:
    key = desk.keys(kind="move")[0]
    for fields, said in (
        ({"f-party": "Atlantis"}, "knows no actor"),
        ({"f-evidence": "30-20"}, "is no place in the text"),
        ({"f-evidence": "1-9999999"}, "No such place in the text"),
        ({"f-when-begin": "2019-02-02", "f-when-end": "2019-02-01"}, "The when of a move cannot be"),
        ({}, "Nothing was changed"),
    ):
        answer = desk.send(desk.open(key), "correct", "correct-form", note="look here", **fields)
        assert answer.status_code == 400
        assert said in unescape(answer.text)
        for value in fields.values():
            assert f'value="{value}"' in answer.text
        assert 'value="look here"' in answer.text
    assert Reviews.open(folder).newest == 0


def test_two_people_meet_and_nothing_typed_is_lost(folder: Path) -> None:
    ada, ben = Desk(folder, "Ada"), Desk(folder, "Ben")
    key = ada.keys(kind="move")[0]
    page = ben.open(key)
    ada.send(ada.open(key), "reject", note="a reporter’s guess")
    answer = ben.send(page, "correct", "correct-form", **{"f-kind": "mediation", "note": "see paragraph two"})
    assert answer.status_code == 409
    told = unescape(answer.text)
    assert "Ada has reviewed this entry meanwhile" in told
    assert "a reporter’s guess" in told
    assert re.search(r"<option selected>mediation</option>", told)
    assert 'value="see paragraph two"' in told
    assert Reviews.open(folder).newest == 1
    # and then enters it as well
    again = ben.send(answer, "correct", "correct-form", **{"f-kind": "mediation", "note": "see paragraph two"})
    assert again.status_code == 200
    assert [(review.who, review.verdict) for review in Reviews.open(folder).all()] == [
        ("Ada", "reject"),
        ("Ben", "correct"),
    ]
    assert ben.keys(show="differing") == [key]
    assert ben.look(entry=key)["work"]["differing"] is True


def test_occurrences_are_merged_and_split_and_that_is_undone(desk: Desk, folder: Path) -> None:
    view = next(
        found
        for key in desk.keys(kind="statement")
        if (found := desk.look(entry=key))["work"]["perhaps"] and found["work"]["accounts"] == 1
    )
    work = view["work"]
    other = work["perhaps"][0]
    theirs = f"{other['article']}:{other['item']}"
    answer = desk.send(desk.open(work["key"]), "merge", "merge", **{"with": theirs})
    assert answer.status_code == 200
    merged = desk.look(entry=work["key"])["work"]
    assert merged["accounts"] > 1
    assert merged["merged"] is True
    assert desk.look(entry=theirs)["work"]["line"] == merged["line"]
    out = [evidence["key"] for evidence in merged["evidences"] if not evidence["own"]]
    answer = desk.send(desk.open(work["key"]), "split", "split", out=out[:1])
    assert answer.status_code == 200, answer.text
    assert desk.look(entry=work["key"])["work"]["accounts"] < merged["accounts"]
    page = desk.open(work["key"])
    undo = page.text[page.text.index('id="undo-form"') :]
    for _ in range(2):
        last = desk.look()["last"]["id"]
        sent = {"csrf": hidden(undo, "csrf"), "review": last}
        assert desk.client.post("/review/undo", data=sent).status_code == 200
    assert desk.look(entry=work["key"])["work"]["accounts"] == 1
    assert [review.verdict for review in Reviews.open(folder).all()] == ["merge", "split", "undo", "undo"]
    assert desk.look()["last"] is None


def test_splitting_needs_some_to_go_and_some_to_stay(desk: Desk) -> None:
    answer = desk.send(desk.open(desk.keys()[0]), "split", "split")
    assert answer.status_code == 400
    assert "tick those that tell of something else" in answer.text.lower()


def test_the_log_tells_everything_and_undoes_anything(desk: Desk, folder: Path) -> None:
    one, two, *_ = desk.keys(kind="move")
    desk.send(desk.open(one), "accept")
    desk.send(desk.open(two), "correct", "correct-form", **{"f-kind": "mediation"})
    log = desk.client.get("/review/log")
    assert "mediation" in log.text
    rows = list(csv.DictReader(io.StringIO(desk.client.get("/review/log", params={"as": "csv"}).text)))
    assert [(row["number"], row["who"], row["verdict"]) for row in rows] == [
        ("2", "Ada", "corrected"),
        ("1", "Ada", "accepted"),
    ]
    assert "→ mediation" in rows[0]["changes"]
    assert desk.look("/review/log", verdict="accept")["lines"]["total"] == 1
    sent = {"csrf": hidden(log, "csrf"), "review": rows[1]["id"], "to": "log"}
    answer = desk.client.post("/review/undo", data=sent)
    assert answer.url.path == "/review/log"
    assert "undone by <bdi>Ada</bdi>" in answer.text
    # the same once more changes nothing, and an undoing is undone, too
    desk.client.post("/review/undo", data=sent)
    assert Reviews.open(folder).newest == 3
    newest = Reviews.open(folder).all()[-1]
    desk.client.post("/review/undo", data={**sent, "review": newest.id})
    assert desk.look(entry=one)["work"]["verdict"] == "accepted"


def test_a_change_needs_the_token_of_a_page(desk: Desk, folder: Path) -> None:
    key = desk.keys()[0]
    for address, sent in (
        ("/review", {"entry": key, "verdict": "accept"}),
        ("/review/undo", {"review": "1"}),
        ("/review/name", {"who": "Eve"}),
    ):
        assert desk.client.post(address, data=sent).status_code == 403
        assert desk.client.post(address, data={**sent, "csrf": "0" * 64}).status_code == 403
    assert Reviews.open(folder).newest == 0


def test_a_review_that_no_longer_fits_is_told_and_kept(desk: Desk, folder: Path) -> None:
    other = Reading(article_of("A text that this record never had."))
    text = other.article.text
    statement = Statement(
        "s1", Party((Span(0, 6),)), Passage((Span(7, 11),)), Passage((Span(12, len(text)),)), "indirect"
    )
    (entry,) = entries_of(Reading(other.article, statements=(statement,)))
    Reviews.open(folder).add(Review("reject", "Ben", entry, note="from elsewhere"))
    view = desk.look(show="unfit")
    assert view["counts"]["unfit"] == 1
    assert [(line["who"], line["fits"]) for line in view["unfit"]] == [("Ben", False)]
    assert "this record never had" in desk.client.get("/review", params={"show": "unfit"}).text
    assert desk.look("/review/log", fits="no")["lines"]["total"] == 1


def test_an_entry_that_is_not_there_is_said_to_be_not_there(desk: Desk) -> None:
    for key in ("nonsense", "0123456789abcdef:s1", f"{desk.keys()[0].partition(':')[0]}:s999"):
        answer = desk.client.get("/review", params={"entry": key})
        assert answer.status_code == 404, key


def test_an_empty_record_says_why_there_is_nothing(tmp_path: Path) -> None:
    Record.open(tmp_path / "record", create=True)
    desk = Desk(tmp_path / "record")
    page = desk.client.get("/review").text
    assert "communique weave" in page
    assert desk.look()["work"] is None
    assert "Nobody has reviewed anything yet" in desk.client.get("/review/log").text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    script = "<script>alert(1)</script>"
    text = f"Meridian{script} demanded \u202e{'x' * 3000} of Norway & \U0001f6a2 ships.\n\nIt ended."
    spans = (Span(0, len(text) - 12),)
    term = Term((Span(10, 20),), text[10:20], "sanctions")
    actor = Actor("x-1", f"\u202eEvil {script}", "person", known=False)
    move = Move("v1", "demand", "x-1", None, None, asks=(term,) * 300, spans=spans)
    reading = Reading(
        article_of(text, title=script, outlet=script, published="2019-03-01"), moves=(move,), actors=(actor,)
    )
    record = Record.open(tmp_path / "record", create=True)
    record.add([reading])
    record.weave()
    desk = Desk(tmp_path / "record", who="<b>Eve</b>")
    key = f"{reading.article.id}:v1"
    page = desk.open(key).text
    assert script not in page
    assert "<b>Eve</b>" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    runs = re.findall(r'<(?:mark|span) class="r[^"]*" data-start="(\d+)"[^>]*>([^<]*)</', page)
    shown = "".join(unescape(words) for _, words in runs)
    assert shown == text.replace("\u202e", "\ufffd")
    # and what nobody touched is not taken for a change
    form = {name: unescape(words) for name, words in re.findall(r'name="(f-[^"]+(?<!-out))" value="([^"]*)"', page)}
    assert "Nothing was changed" in unescape(desk.send(desk.open(key), "correct", "correct-form", **form).text)
    for start, words in runs:
        assert text[int(start) :].startswith(unescape(words).replace("\ufffd", "\u202e"))


def test_the_same_is_told_under_api(desk: Desk) -> None:
    for path in ("/review", "/review/log"):
        assert desk.client.get(f"/api{path}").json() == desk.look(path)
        assert path in "".join(desk.client.get("/api/openapi.json").json()["paths"])
    rows = list(csv.DictReader(io.StringIO(desk.client.get("/review", params={"as": "csv"}).text)))
    assert [row["entry"] for row in rows] == desk.keys()
