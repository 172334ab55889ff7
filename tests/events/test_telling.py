"""Who does what to whom, by the grammar of a sentence: each rule in a sentence of its own."""

from __future__ import annotations

import pytest

from communique import annotate
from communique.reading import Event


def told(text: str) -> list[tuple[str, str | None, str | None, str, str]]:
    """Type, actor, recipient, trigger and status of the events of a text, in order."""
    return [
        (e.type, e.actor.actor, _recipient(e), e.trigger.spans[0].of(text), e.status) for e in annotate(text).events
    ]


def _recipient(event: Event) -> str | None:
    return event.recipient.actor if event.recipient is not None else None


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Chile condemned Bolivia on Monday.", "CHL", "BOL"),
        ("Bolivia was condemned by Chile on Monday.", "CHL", "BOL"),
        ("Chile has repeatedly and loudly condemned Bolivia.", "CHL", "BOL"),
        ("Chile, which borders Peru in the north, condemned Bolivia.", "CHL", "BOL"),
        ("The government of Chile condemned Bolivia.", "CHL", "BOL"),
        ("After a week of silence, Chile condemned Bolivia.", "CHL", "BOL"),
        ("Chile met Peru and condemned Bolivia.", "CHL", "BOL"),
        ("Chile condemned Bolivia's decision to close the pass.", "CHL", "BOL"),
        ("Chile condemned the closing of the pass by Bolivia.", "CHL", "BOL"),
        ("The condemnation of Bolivia by Chile was no surprise.", "CHL", "BOL"),
        ("Chile left the hall, condemning Bolivia.", "CHL", "BOL"),
        ("Chile (a neighbour) condemned Bolivia.", "CHL", "BOL"),
    ],
)
def test_actor_and_recipient_by_grammar(text: str, actor: str, recipient: str) -> None:
    accused = [(a, r) for kind, a, r, _, _ in told(text) if kind == "ACCUSE"]
    assert accused == [(actor, recipient)]


def test_each_of_several_subjects_and_objects_has_an_event() -> None:
    text = "Oslo, Paris and Berlin accused Hungary and Serbia of theft."
    pairs = {(actor, recipient) for _, actor, recipient, _, _ in told(text)}
    assert pairs >= {("FRA", "HUN"), ("FRA", "SRB"), ("DEU", "HUN"), ("DEU", "SRB")}


def test_where_two_act_alike_the_first_is_the_actor() -> None:
    assert told("Chile and Peru signed a treaty.") == [("SUPPORT", "CHL", "PER", "signed", "actual")]
    assert told("Talks between Chile and Peru began.")[0][:3] == ("CONSULT", "CHL", "PER")
    assert told("The two countries agreed to open the pass.") == [("AGREE", None, None, "agreed", "actual")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile attacked Peru.", "actual"),
        ("Chile has not attacked Peru.", "denied"),
        ("Chile never attacked Peru.", "denied"),
        ("Chile denied that it had attacked Peru.", "denied"),
        ("Chile might attack Peru.", "hypothetical"),
        ("If Chile attacks Peru, the pass will close.", "hypothetical"),
        ("Chile plans to attack Peru.", "planned"),
        ("Chile will attack Peru.", "planned"),
    ],
)
def test_status_by_grammar(text: str, status: str) -> None:
    found = [(kind, actor, recipient, its) for kind, actor, recipient, _, its in told(text) if kind == "ASSAULT"]
    assert found == [("ASSAULT", "CHL", "PER", status)]


def test_a_meeting_that_is_called_off_is_a_refusal_and_a_meeting_called_off() -> None:
    assert told("Chile called off its talks with Peru.") == [
        ("REJECT", "CHL", "PER", "called off", "actual"),
        ("CONSULT", "CHL", "PER", "talks", "called off"),
    ]


def test_to_say_that_one_will_is_a_promise_or_a_threat() -> None:
    assert told("Chile said it would meet Peru.")[-1][:3] == ("AGREE", "CHL", "PER")
    assert told("Chile said it would attack Peru.")[-1][:3] == ("THREATEN", "CHL", "PER")
    # What another says of it remains a plan.
    assert told("Bolivia said Chile would meet Peru.")[-1] == ("CONSULT", "CHL", "PER", "meet", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Chile said the pass was open.",
        "Chile rejected accusations that it had lied.",
        "The attack was condemned on Monday.",
        "Chile beat Peru on penalties.",
        "The border between Chile and Peru is long.",
        "Chile wants to meet Peru.",
        "Asked whether Chile had agreed to meet Peru, she smiled.",
        "A bakery in Chile rejected the offer of a bank.",
        "Chile signed nothing.",
    ],
)
def test_these_tell_no_deed_that_was_done(text: str) -> None:
    assert [event for event in told(text) if event[-1] == "actual"] == []


def test_the_trigger_has_its_particle_and_the_spans_are_the_texts() -> None:
    text = "Chile called on the Peruvian government to pay."
    (event,) = annotate(text).events
    assert event.trigger.spans[0].of(text) == "called on"
    assert event.actor.spans[0].of(text) == "Chile"
    assert event.recipient is not None
    assert event.recipient.spans[0].of(text) in ("the Peruvian government", "Peruvian government")
    assert (event.actor.code, event.recipient.code) == ("CHLGOV", "PERGOV")
