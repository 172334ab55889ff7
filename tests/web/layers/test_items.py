from __future__ import annotations

from communique.gather import article_of
from communique.reading import (
    Actor,
    Event,
    EventParty,
    Hop,
    Meeting,
    Mention,
    Move,
    Party,
    Passage,
    Reading,
    Report,
    Span,
    Statement,
    Term,
    Time,
)
from communique.web.layers import Item, counted_in, items_of, marks_of

TEXT = (
    "“We would close the yard if the tax went,” Jan Ek told reporters in Port Alba on Monday, the River Agency said. "
    "He will visit Beld. The spring meeting is off."
)
ACTORS = (
    Actor("jan-ek", "Jan Ek", "person", "ALB"),
    Actor("river-agency", "River Agency", "organisation"),
    Actor("ALB", "Alba", "state"),
    Actor("BEL", "Beld", "state"),
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def reading() -> Reading:
    return Reading(
        article_of(TEXT),
        mentions=(Mention("m1", at("Jan Ek"), "person", "jan-ek", "name"),),
        actors=ACTORS,
        times=(
            Time("t1", at("Monday"), "DATE", "2021-01-11", "2021-01-11", "2021-01-11"),
            Time("t2", at("spring"), "DATE", "XXXX-SP", "2021-03-01", "2021-05-31"),
        ),
        statements=(
            Statement(
                "s1",
                Party((at("Jan Ek"),), "jan-ek", "name"),
                Passage((at("told"),)),
                Passage((at("“We would close the yard if the tax went,”"),)),
                "direct",
                chain=(Hop("river-agency", (at("the River Agency"),), "said"),),
                addressee=Party((at("reporters"),)),
                setting=Passage((at("in Port Alba"),)),
                time="t1",
                certainty="reported",
                score=0.9,
            ),
        ),
        moves=(
            Move(
                "v1",
                "conditional",
                "ALB",
                "BEL",
                "jan-ek",
                gives=(Term((at("close the yard"),), "close the yard", "yards"),),
                condition=Term((at("if the tax went"),), "if the tax went"),
                spans=(at("would close the yard"),),
                statement="s1",
                score=0.7,
            ),
        ),
        events=(
            Event(
                "e1",
                "CONSULT",
                "visit",
                "042",
                ("diplomatic",),
                EventParty((at("He"),), "jan-ek", "ALBGOV"),
                EventParty((at("Beld"),), "BEL"),
                Passage((at("visit"),)),
                status="planned",
                score=0.8,
            ),
        ),
        meetings=(
            Meeting("g1", ("ALB", "BEL"), (), None, None, "t2", (Report("called off", (at("is off"),), "jan-ek"),)),
        ),
    )


def said(item: Item) -> list[str]:
    return ["".join(bit.words for bit in item.who)] + [
        f"{line.what}: {''.join(bit.words for bit in line.bits)}" for line in item.lines
    ]


def test_items_are_told_in_the_order_of_the_text() -> None:
    found = items_of(reading())
    assert [item.id for item in found] == ["s1", "v1", "e1", "g1"]
    assert all(item.start is not None and item.spans for item in found)


def test_a_statement_is_who_said_what_through_whom_to_whom_where_and_when() -> None:
    item = items_of(reading())[0]
    assert said(item) == [
        "Jan Ek told, through River Agency (the River Agency) (said), to reporters",
        ": “We would close the yard if the tax went,”",
        "where: in Port Alba",
        "when: 11 Jan 2021, “Monday”",
    ]
    assert item.about == ("direct", "reported")
    assert [bit.actor for bit in item.who if bit.actor] == ["jan-ek", "river-agency"]


def test_a_move_is_whose_it_is_and_its_terms() -> None:
    item = items_of(reading())[1]
    assert said(item) == [
        "Alba, by Jan Ek, toward Beld",
        "gives: close the yard",
        "on condition: if the tax went",
    ]
    assert (item.kind, item.lines[0].issue, item.within) == ("Conditional", "yards", "s1")


def test_what_is_refused_is_not_told_as_given() -> None:
    term, price = Term((at("close the yard"),), "close the yard"), Term((at("the tax"),), "the tax")
    move = Move("v1", "refusal", "ALB", None, None, (term,), (price,), spans=(at("would close"),))
    (item,) = items_of(Reading(article_of(TEXT), actors=ACTORS, moves=(move,)))
    assert said(item) == ["Alba", "refuses: close the yard", "in return for: the tax"]


def test_an_event_and_a_meeting_say_what_became_of_them() -> None:
    _, _, event, meeting = items_of(reading())
    assert said(event) == ["Jan Ek (He) ALBGOV → Beld", ": visit"]
    assert event.about == ("visit", "CAMEO 042", "diplomatic", "planned")
    assert said(meeting) == [
        "Alba and Beld",
        "called off: is off, says Jan Ek",
        "when: “spring”, which day is not known",
    ]


def test_what_is_unknown_is_told_as_unknown() -> None:
    statement = Statement("s1", Party(), Passage(), Passage((Span(0, 4),)), "indirect")
    move = Move("v1", "demand", None, None, None)
    found = items_of(Reading(article_of("Talks."), statements=(statement,), moves=(move,)))
    assert said(found[0])[0] == "nobody named"
    assert said(found[1])[0] == "nobody named"
    assert (found[1].start, found[1].place) == (None, None)


def test_long_passages_are_repeated_only_in_part() -> None:
    text = "word " * 50_000
    whole = Span(0, len(text))
    statement = Statement("s1", Party((whole,)), Passage((whole,)), Passage((whole,) * 500), "indirect")
    (item,) = items_of(Reading(article_of(text), statements=(statement,)))
    assert sum(map(len, said(item))) < 2_000
    assert len(item.title) < 200


def test_every_part_of_every_item_has_its_mark() -> None:
    marks = marks_of(reading(), [at("He will visit Beld.")])
    words = {(mark.layer, mark.part, mark.item, mark.span.of(TEXT)) for mark in marks}
    assert words >= {
        ("statements", "hand", "s1", "the River Agency"),
        ("statements", "setting", "s1", "reporters"),
        ("statements", "setting", "s1", "in Port Alba"),
        ("moves", "step", "v1", "would close the yard"),
        ("moves", "term", "v1", "if the tax went"),
        ("events", "trigger", "e1", "visit"),
        ("events", "doer", "e1", "Beld"),
        ("meetings", "report", "g1", "is off"),
        ("times", "time", "t1", "Monday"),
        ("copies", "copied", "c1", "He will visit Beld."),
    }
    assert counted_in(marks) == {
        "statements": 1,
        "moves": 1,
        "events": 1,
        "meetings": 1,
        "names": 1,
        "times": 2,
        "copies": 1,
    }
