"""The events of whole articles: numbers, times, places, statements, codes, and the cost of hostile texts."""

from __future__ import annotations

import time

import pytest

from communique import annotate
from communique.reading import Event, Reading

STORY = (
    "NAIROBI, April 6, 2021 (Lake Courier) - Egypt accused Ethiopia on Monday of filling its dam in secret.\n\n"
    "Ethiopian officials met Sameh Shoukry, the Egyptian foreign minister, in Kinshasa on Sunday. "
    "“Ethiopia rejected our offer to share data,” Shoukry said.\n\n"
    "Sudan will visit Egypt next week, an aide said. Egypt demanded that Ethiopia release two engineers.\n"
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return annotate(STORY)


def one(reading: Reading, kind: str) -> Event:
    """The only event of a type."""
    (event,) = (event for event in reading.events if event.type == kind)
    return event


def test_events_are_numbered_in_order_of_text(reading: Reading) -> None:
    assert [event.id for event in reading.events] == [f"e{n}" for n in range(1, len(reading.events) + 1)]
    places = [event.trigger.spans[0].start for event in reading.events]
    assert places == sorted(places)


def test_the_time_of_the_deed_is_its_own(reading: Reading) -> None:
    times = {t.id: t.span.of(STORY) for t in reading.times}
    assert times[one(reading, "ACCUSE").time or ""] == "Monday"
    assert one(reading, "REJECT").time is None


def test_the_place_of_a_meeting_says_whether_it_was_a_visit(reading: Reading) -> None:
    met = next(event for event in reading.events if event.trigger.spans[0].of(STORY) == "met")
    assert (met.place, met.cameo, met.mode) == ("Kinshasa", "044", "third-party")


def test_a_deed_told_in_a_statement_points_to_it(reading: Reading) -> None:
    rejected, statements = one(reading, "REJECT"), {s.id: s for s in reading.statements}
    assert "rejected our offer" in statements[rejected.statement or ""].content.spans[0].of(STORY)


def test_what_it_is_about_gives_code_mode_and_context(reading: Reading) -> None:
    asked = one(reading, "REQUEST")
    assert (asked.cameo, asked.mode) == ("1053", "yield")
    assert "diplomatic" in annotate("Egypt urged Ethiopia to resume talks.").events[0].context


@pytest.mark.parametrize(
    "text",
    [
        "Egypt accused Ethiopia " * 1000,
        "“" * 2500 + " Egypt accused Ethiopia.",
        "Egypt, " * 2000 + "met Sudan.",
        "Egypt to to to " * 1250,
        "(Egypt " * 1250 + "accused Sudan",
    ],
)
def test_hostile_text_costs_little_more_than_other_text(text: str) -> None:
    from communique import encoder
    from communique.desk.laying import knowledge_of
    from communique.events.articles import events
    from communique.gather import article_of
    from communique.layout import layout
    from communique.resolve import resolve

    article, known = article_of(text), knowledge_of(None)
    blocks = layout(article)
    understanding = encoder.load().understand(text, blocks)
    who = resolve(article, blocks, understanding, known)
    begun = time.process_time()
    events(article, blocks, who, understanding, (), (), known)
    assert time.process_time() - begun < 2.5


def test_a_text_without_parties_has_none() -> None:
    assert annotate("The bread rose. The cat accused the dog of theft.").events == ()


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Type, actor and recipient of each event of a text."""
    events = annotate(text).events
    return [(event.type, event.actor.actor, event.recipient.actor if event.recipient else None) for event in events]


@pytest.mark.parametrize(
    "words", ["vowed to attack", "is ready to retaliate against", "is prepared to use force against"]
)
def test_whoever_promises_to_strike_threatens(words: str) -> None:
    assert told(f"Egypt {words} Ethiopia.") == [("THREATEN", "EGY", "ETH")]
    assert told("Egypt is ready to help Ethiopia.") == [("AGREE", "EGY", "ETH")]


def test_to_recognise_what_something_means_is_no_recognition() -> None:
    assert told("Turkey seriously recognises the importance of Greek ports.") == []
    assert told("Turkey recognised the independence of Kosovo.") == [("SUPPORT", "TUR", "XKX")]


def test_nobody_has_talks_with_the_press_or_visits_their_own_country() -> None:
    assert told("The Egyptian envoy, who met reporters in Cairo, said talks would go on.") == []
    assert told("Mike Pompeo travelled to the US air base in Japan.") == []
    assert told("Mike Pompeo travelled to Japan.") == [("CONSULT", "mike-pompeo", "JPN")]


def test_a_place_whose_name_another_has_is_a_state_where_the_text_names_that() -> None:
    assert told("Mike Pompeo visited Georgia.") == [("CONSULT", "mike-pompeo", None)]
    assert ("CONSULT", "mike-pompeo", "GEO") in told("The Georgian president said that Mike Pompeo visited Georgia.")
