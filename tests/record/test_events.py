"""Events as a record has them: with their words, days and names, and what can be asked of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import QuestionError
from communique.reading import Event, EventParty, EventStatus, Passage, Reading
from communique.record import Record
from tests.record.samples import HARBOUR, border, harbour, spans


def _event(
    id_: str,
    kind: str,
    trigger: tuple[str, ...],
    *,
    recipient: EventParty | None = None,
    time: str | None = None,
    status: EventStatus = "actual",
) -> Event:
    actor = EventParty(spans(HARBOUR, "Pavel Orlok"), "pavel-orlok", "ELBGOV")
    found = Passage(spans(HARBOUR, *trigger))
    return Event(id_, kind, None, "030", ("diplomatic", "economic"), actor, recipient, found, "Vent", time, status)


def _told() -> Reading:
    asked = EventParty(spans(HARBOUR, "Qadira"), "QDR", "QDRGOV")
    dated = next(time.id for time in harbour().times if time.begin is not None)
    return replace(
        harbour(),
        events=(
            _event("e1", "CONCEDE", ("offers", "close")),
            _event("e2", "REQUEST", ("asked for",), recipient=asked, time=dated, status="denied"),
        ),
    )


@pytest.fixture
def kept(folder: Path) -> Record:
    record = Record.open(folder, create=True)
    record.add([_told(), border()])
    return record


def test_an_event_comes_with_its_words_names_and_days(kept: Record) -> None:
    first, second = sorted(kept.events(), key=lambda row: row.event)
    assert (first.type, first.trigger, first.place) == ("CONCEDE", "offers … close", "Vent")
    assert (first.actor, first.actor_name, first.actor_words, first.actor_code) == (
        "pavel-orlok",
        "Pavel Orlok",
        "Pavel Orlok",
        "ELBGOV",
    )
    assert (first.recipient, first.recipient_words, first.begin) == (None, None, None)
    assert (first.date, first.published) == (harbour().article.published,) * 2
    day = next(time.begin for time in harbour().times if time.begin is not None)
    assert (second.recipient, second.recipient_words, second.date, second.begin) == ("QDR", "Qadira", day, day)
    assert second.context == ("diplomatic", "economic")


def test_a_time_that_the_article_leaves_open_is_no_day(folder: Path) -> None:
    told = _told()
    times = tuple(replace(time, value="XXXX-05-03") for time in told.times)
    record = Record.open(folder, create=True)
    record.add([replace(told, times=times)])
    assert [(row.begin, row.date) for row in record.events()] == [(None, told.article.published)] * 2


def test_events_can_be_asked_for_by_every_filter(kept: Record) -> None:
    def ids(**asked: str) -> set[str]:
        return {row.event for row in kept.events(**asked)}  # type: ignore[arg-type]

    assert ids(kind="request") == {"e2"}
    assert ids(status="actual") == {"e1"}
    assert ids(actor="Pavel Orlok") == {"e1", "e2"}
    assert ids(recipient="QDR") == {"e2"}
    assert ids(article=_told().article.id, kind="CONCEDE") == {"e1"}
    assert ids(since="2030") == set()
    assert len(kept.events(limit=1)) == 1


@pytest.mark.parametrize(("asked", "fix"), [({"kind": "HALT"}, "ACCUSE"), ({"status": "done"}, "called off")])
def test_a_wrong_filter_names_the_right_ones(kept: Record, asked: dict[str, str], fix: str) -> None:
    with pytest.raises(QuestionError, match=fix):
        kept.events(**asked)  # type: ignore[arg-type]


def test_the_view_is_there_for_sql(kept: Record) -> None:
    found = kept.sql("SELECT type, trigger_spans FROM events ORDER BY id").to_pylist()
    assert [row["type"] for row in found] == ["CONCEDE", "REQUEST"]
    assert [tuple(span) for span in found[1]["trigger_spans"]] == list(spans(HARBOUR, "asked for"))
