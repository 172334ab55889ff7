"""Article to reading, end to end, with the shipped encoder."""

from __future__ import annotations

import json
import sys
from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from communique import Article, Reading, annotate, annotate_many
from communique.dispatches import articles
from communique.errors import FAULT
from communique.gather import Unread, article_of, gather


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads((files("communique") / "reading.schema.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    gathered = [found for path in articles() for found in gather([str(path)])]
    assert not [found for found in gathered if isinstance(found, Unread)]
    return list(annotate_many(found for found in gathered if not isinstance(found, Unread)))


def test_readings_follow_the_published_schema(readings: list[Reading], schema: Any) -> None:
    assert len(readings) >= 24
    for reading in readings:
        jsonschema.validate(reading.to_dict(), schema)
        assert Reading.from_json(reading.to_json()) == reading


def test_references_inside_a_reading_resolve(readings: list[Reading]) -> None:
    for reading in readings:
        actors = {a.id for a in reading.actors}
        ids = [s.id for s in reading.statements]
        assert len(set(ids)) == len(ids)
        for statement in reading.statements:
            assert statement.within is None or statement.within in ids
            named = {statement.source.actor, *(hop.actor for hop in statement.chain)} - {None}
            assert named <= actors, reading.article.path
        for mention in reading.mentions:
            assert mention.actor is None or mention.actor in actors
        times = {time.id for time in reading.times}
        for event in reading.events:
            assert {event.statement} <= {*ids, None}
            assert {event.time} <= {*times, None}
            assert {event.actor.actor, event.recipient.actor if event.recipient else None} - {None} <= actors
        for move in reading.moves:
            assert {move.statement} <= {*ids, None}
            assert {move.time} <= {*times, None}
            assert {move.party, move.toward, move.by} - {None} <= actors
        for meeting in reading.meetings:
            assert {*meeting.parties, *meeting.participants} <= actors


def test_whoever_is_meant_without_a_mention_is_among_the_actors() -> None:
    reading = annotate("Theresa May visited Ankara on Tuesday.", published="2017-01-28")
    (event,) = reading.events
    assert event.recipient is not None
    assert event.recipient.actor == "TUR"
    assert [(actor.id, actor.name) for actor in reading.actors if actor.kind == "state"] == [("TUR", "Turkey")]


def test_statements_come_from_headline_and_body_alone(readings: list[Reading]) -> None:
    for reading in readings:
        marked = [b.span for b in reading.blocks if b.kind not in ("headline", "body")]
        for statement in reading.statements:
            for span in (*statement.content.spans, *statement.cue.spans):
                inside = [m for m in marked if m.start <= span.start and span.end <= m.end]
                assert not inside, (reading.article.path, span.of(reading.article.text))


def test_who_said_what_through_whom() -> None:
    text = 'The envoy was "cautiously hopeful", Kim Jong-un told officials on Friday, KCNA reported.'
    (statement, *_) = annotate(text).statements
    assert statement.source.actor == "kim-jong-un"
    assert [hop.actor for hop in statement.chain] == ["kcna"]


def test_metadata_is_kept_and_the_text_is_not_touched() -> None:
    text = "\ufeffTalks “resume”\r\n\r\n  Mr Lee said\u00a0talks would resume. \n"
    reading = annotate(
        text, published=date(2019, 4, 12), outlet="Harbour Post", title="Talks “resume”", byline="Ann Day"
    )
    article = reading.article
    assert article.text == text
    assert (article.published, article.published_basis) == ("2019-04-12", "metadata")
    assert (article.outlet, article.title, article.byline) == ("Harbour Post", "Talks “resume”", "Ann Day")
    assert reading.blocks[0].span.start == 0
    assert reading.blocks[-1].span.end == len(text)


def test_the_day_in_a_dateline_is_the_day_of_an_undated_article() -> None:
    body = "The two ministers met for three hours, officials said, and will meet again next week in the same place."
    dated = annotate(f"GENEVA, 4 March 2015 (Meridian News) — {body}").article
    assert (dated.published, dated.published_basis) == ("2015-03-04", "dateline")
    assert annotate(f"GENEVA, March 4 (Meridian News) — {body}").article.published is None
    given = annotate(f"GENEVA, 4 March 2015 (Meridian News) — {body}", published="2015-03-05").article
    assert (given.published, given.published_basis) == ("2015-03-05", "metadata")


def test_an_article_brings_its_own_metadata() -> None:
    article = article_of("The minister said that talks would resume.", outlet="Harbour Post")
    assert annotate(article).article == article
    with pytest.raises(TypeError, match="its own metadata"):
        annotate(article, outlet="Another")


def test_what_is_not_english_is_kept_and_said_and_not_read() -> None:
    text = "Der Minister sagte am Montag, die Gespräche würden in der kommenden Woche in Genf fortgesetzt werden. " * 3
    reading = annotate(text)
    assert reading.article.language == "de"
    assert not reading.statements
    assert "'de'" in reading.problems[0].message


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\u200b", "…", '"', "“" * 500, "said " * 3000, "\x00\x01", "a" * 20_000]
)
def test_odd_text_gives_a_reading(text: str, schema: Any) -> None:
    reading = annotate(text)
    assert reading.article.text == text
    jsonschema.validate(reading.to_dict(), schema)


def test_an_article_that_meets_a_fault_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(article: Article, *rest: Any) -> Any:
        if "river" in article.text:
            raise ZeroDivisionError("a fault that was planted")
        return plain(article, *rest)

    room = sys.modules["communique.annotate"]
    plain = vars(room)["meetings"]
    monkeypatch.setattr(room, "meetings", faulty)
    texts = ("The river talks will go on, Jan Ek said.", "The lock talks will go on, Jan Ek said.")
    monkeypatch.delenv("COMMUNIQUE_DEBUG", raising=False)
    first, second = annotate_many(texts)
    assert [problem.message for problem in first.problems] == [f"{FAULT}: ZeroDivisionError: a fault that was planted"]
    assert first.article.text == texts[0]
    assert second.problems == ()
    monkeypatch.setenv("COMMUNIQUE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        list(annotate_many(texts))
