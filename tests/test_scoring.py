from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communique.errors import ReadingError
from communique.reading import (
    Article,
    Block,
    Certainty,
    Event,
    EventParty,
    EventStatus,
    Hop,
    Meeting,
    MeetingStatus,
    Mention,
    Move,
    Party,
    Passage,
    Quotation,
    Reading,
    Report,
    Span,
    Statement,
    Time,
)
from communique.scoring import Figure, score

TEXT = "Talks resume\n\nThe minister said the talks would go on, the agency reported on Friday."


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _statement(
    source: str = "The minister",
    content: str = "the talks would go on",
    *,
    actor: str | None = "jan-ek",
    quotation: Quotation = "indirect",
    certainty: Certainty = "reported",
    chain: tuple[str | None, ...] = ("agency",),
) -> Statement:
    return Statement(
        "s1",
        Party((_span(source),) if source else (), actor),
        Passage((_span("said"),)),
        Passage((_span(content),)),
        quotation,
        tuple(Hop(hand, (_span("the agency"),), "reported") for hand in chain),
        time="t1",
        certainty=certainty,
    )


def _reading(*statements: Statement) -> Reading:
    return Reading(
        Article("a", TEXT),
        blocks=(Block(Span(0, 14), "headline"), Block(Span(14, len(TEXT)), "body")),
        mentions=(Mention("m1", _span("The minister"), "person", "jan-ek", "title"),),
        times=(Time("t1", _span("Friday"), "DATE", "2019-04-12", "2019-04-12", "2019-04-12"),),
        statements=statements,
        events=(_event(),),
        moves=(Move("v1", "offer", "PRK", "USA", None),),
        meetings=(_meeting(),),
    )


def _event(type_: str = "CONSULT", trigger: str = "talks", status: EventStatus = "actual") -> Event:
    parties = EventParty(actor="KOR"), EventParty(actor="PRK")
    return Event("e1", type_, None, None, (), *parties, Passage((_span(trigger),)), status=status)


def _meeting(
    *statuses: MeetingStatus,
    parties: tuple[str, ...] = ("KOR", "PRK"),
    evidence: str = "the talks would go on",
    place: str | None = None,
    name: str | None = None,
    participants: tuple[str, ...] = (),
) -> Meeting:
    reports = tuple(Report(status, (_span(evidence),)) for status in statuses or ("planned",))
    return Meeting("g1", parties, participants, name, place, None, reports)


def test_gold_agrees_with_itself() -> None:
    gold = _reading(_statement())
    result = score([gold], [gold])
    assert result.articles == 1
    assert {figure.f1 for figure in result.figures} == {1.0}
    assert all(figure.wanted for figure in result.figures)


def test_nothing_read_scores_nothing() -> None:
    result = score([_reading(_statement())], [])
    assert {figure.f1 for figure in result.figures} == {0.0}


def test_blocks_agree_by_characters() -> None:
    gold = _reading()
    read = replace(gold, blocks=(Block(Span(0, len(TEXT)), "body"),))
    figure = score([gold], [read]).figure("blocks", "characters")
    assert (figure.right, figure.wanted) == (len(TEXT) - 14, len(TEXT))


def test_a_mention_of_the_wrong_actor_has_the_right_span() -> None:
    gold = _reading()
    read = replace(gold, mentions=(replace(gold.mentions[0], actor=None),))
    result = score([gold], [read])
    assert result.figure("mentions", "span").f1 == 1
    assert result.figure("mentions", "span and actor").f1 == 0


def test_a_content_one_character_off_is_the_same_statement_and_not_exact() -> None:
    gold, read = _reading(_statement()), _reading(_statement(content="the talks would go on,"))
    result = score([gold], [read])
    assert result.figure("statements", "content, to the character").f1 == 0
    assert result.figure("statements", "source, to the character").f1 == 1
    assert result.figure("statements", "who said what").f1 == 1


@pytest.mark.parametrize(
    "read",
    [
        _statement(source="the agency"),
        _statement(source=""),
        _statement(content="the talks"),
    ],
    ids=["another source", "no source", "less than half of the content"],
)
def test_another_statement_is_not_matched(read: Statement) -> None:
    assert score([_reading(_statement())], [_reading(read)]).figure("statements", "who said what").right == 0


def test_empty_sources_match_each_other() -> None:
    gold = _reading(_statement(source="", actor=None))
    assert score([gold], [gold]).figure("statements", "who said what").right == 1


def test_each_statement_is_matched_once() -> None:
    twice = _reading(_statement(), _statement())
    figure = score([_reading(_statement())], [twice]).figure("statements", "who said what")
    assert (figure.right, figure.found, figure.wanted) == (1, 2, 1)
    assert figure.precision == 0.5
    assert figure.recall == 1.0


def test_times_are_judged_by_their_words_their_value_and_their_days() -> None:
    gold = _reading(_statement())
    read = replace(gold, times=(replace(gold.times[0], value="2019-W15-5"),))
    result = score([gold], [read])
    names = ("span", "span, type and value", "span and days")
    assert [result.figure("times", name).right for name in names] == [1, 0, 1]
    assert result.figure("statements", "when").right == 1
    assert score([gold], [replace(gold, times=())]).figure("statements", "when").right == 0


def test_the_days_between_which_an_open_time_lies_are_not_judged() -> None:
    gold = _reading(_statement())
    open_ = replace(gold.times[0], value="XXXX-WXX-5", begin=None, end=None)
    wide = replace(open_, begin="2018-05-31", end="2018-06-02")
    result = score([replace(gold, times=(open_,))], [replace(gold, times=(wide,))])
    assert result.figure("times", "span and days").right == 1


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("who is meant", _statement(actor=None)),
        ("quotation", _statement(quotation="mixed")),
        ("certainty", _statement(certainty="asserted")),
        ("chain", _statement(chain=())),
        ("chain", _statement(chain=("agency", None))),
    ],
)
def test_each_property_is_judged_on_its_own(name: str, read: Statement) -> None:
    result = score([_reading(_statement())], [_reading(read)])
    judged = {figure.name: figure.right for figure in result.figures if figure.wanted == figure.found == 1}
    assert judged.pop(name) == 0
    assert set(judged.values()) == {1}


def test_moves_count_by_kind_and_party_as_often_as_both_have_them() -> None:
    offer, demand = (Move(id_, kind, "PRK", None, None) for id_, kind in (("v1", "offer"), ("v2", "demand")))
    gold, read = (
        replace(_reading(), moves=some) for some in ((offer, offer, demand), (offer, replace(offer, party="USA")))
    )
    figure = score([gold], [read]).figure("moves", "kind and party")
    assert (figure.right, figure.found, figure.wanted) == (1, 2, 3)


def test_events_count_by_who_did_what_to_whom_each_once_and_are_judged_by_status() -> None:
    gold = replace(_reading(), events=(_event(), _event("REQUEST", "said")))
    read = replace(_reading(), events=(_event(status="planned"), _event(), _event("REJECT", "said")))
    result = score([gold], [read])
    figures = [result.figure("events", name) for name in ("who did what to whom", "trigger", "status")]
    assert [(f.right, f.found, f.wanted) for f in figures] == [(1, 3, 2), (2, 3, 2), (0, 1, 1)]


def test_layers_without_a_single_entry_are_named() -> None:
    reading = replace(_reading(), events=(), moves=(), meetings=())
    assert score([reading], [reading]).not_read == ("events", "moves", "meetings")
    event = Event("e1", "CONSULT", None, None, (), EventParty(), None, Passage())
    assert "events" not in score([reading], [replace(reading, events=(event,))]).not_read


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ({}, {}, True),
        ({}, {"parties": ("PRK", "KOR")}, True),
        ({}, {"parties": ("PRK", "USA")}, False),
        ({"evidence": "Talks resume"}, {}, False),
        ({"evidence": "Talks resume", "place": "Hanoi"}, {"place": "Hanoi, Vietnam"}, True),
        ({"place": "Hanoi"}, {"place": "Seoul"}, False),
        ({"evidence": "Talks resume", "name": "the third summit"}, {"name": "Third summit"}, True),
        ({"evidence": "Talks resume", "participants": ("a", "b")}, {"participants": ("b", "a")}, True),
        ({"evidence": "Talks resume", "participants": ("a", "b")}, {"participants": ("a",)}, False),
    ],
)
def test_a_meeting_is_known_by_its_parties_and_its_evidence_or_what_it_is_called(
    wanted: dict[str, Any], found: dict[str, Any], same: bool
) -> None:
    gold = replace(_reading(), meetings=(_meeting(**wanted),))
    read = replace(_reading(), meetings=(_meeting(**found),))
    assert score([gold], [read]).figure("meetings", "encounter").right == same


def test_of_two_meetings_of_the_same_parties_each_has_its_own_match() -> None:
    gold = replace(_reading(), meetings=(_meeting(place="Hanoi"), _meeting(evidence="Talks resume", place="Seoul")))
    read = replace(gold, meetings=gold.meetings[::-1])
    assert score([gold], [read]).figure("meetings", "encounter").f1 == 1


def test_a_status_is_right_only_in_a_matched_meeting_and_counts_once() -> None:
    gold = replace(_reading(), meetings=(_meeting("planned", "called off"),))
    read = replace(_reading(), meetings=(_meeting("planned", "planned", "held"), _meeting(parties=("KOR", "USA"))))
    figure = score([gold], [read]).figure("meetings", "status")
    assert (figure.right, figure.found, figure.wanted) == (1, 3, 2)


def test_another_text_cannot_be_scored() -> None:
    gold = _reading()
    with pytest.raises(ReadingError, match="differs from the gold"):
        score([gold], [replace(gold, article=Article("a", TEXT + " "))])


def test_an_unknown_figure_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        score([], []).figure("statements", "tone")


def test_figures_of_nothing_are_nought() -> None:
    empty = Figure("blocks", "characters", 0, 0, 0)
    assert (empty.precision, empty.recall, empty.f1) == (0, 0, 0)
