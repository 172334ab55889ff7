"""An invented quarrel over salmon: articles made by hand, with moves, a meeting and what became of it."""

from __future__ import annotations

from pathlib import Path

from communique.gather import article_of
from communique.reading import (
    Actor,
    Meeting,
    MeetingStatus,
    Move,
    Party,
    Passage,
    Reading,
    Report,
    Span,
    Spans,
    Statement,
    Term,
)
from communique.record import Record

NORWAY = Actor("NOR", "Norway", "state", "NOR")
CHILE = Actor("CHL", "Chile", "state", "CHL")
STORE = Actor("ingrid-storve", "Ingrid Storve", "person", "NOR")

EVIL = '<script>alert(1)</script> \u202edrow\u202c & "all" sanctions'


def spans(text: str, words: str) -> Spans:
    """Where the words stand."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def move(
    text: str,
    kind: str,
    party: str,
    toward: str | None,
    *,
    gives: str = "",
    asks: str = "",
    issue: str | None = "sanctions",
    by: str | None = None,
) -> Move:
    """The move that a whole text tells."""

    def terms(words: str) -> tuple[Term, ...]:
        return (Term(spans(text, words), words, issue),) if words else ()

    return Move("v1", kind, party, toward, by, terms(gives), terms(asks), spans=(Span(0, len(text)),))


def told(
    text: str, day: str | None, *moves: Move, outlet: str = "Harbour Post", meetings: tuple[Meeting, ...] = ()
) -> Reading:
    """An article of one sentence."""
    return Reading(
        article_of(text, published=day, outlet=outlet, path=f"{outlet}-{day}.txt"),
        actors=(NORWAY, CHILE, STORE),
        moves=moves,
        meetings=meetings,
    )


def meeting(text: str, status: MeetingStatus, name: str | None = "Bergen summit") -> Meeting:
    """What a whole text tells of the meeting in Bergen."""
    return Meeting("g1", ("CHL", "NOR"), name=name, place="Bergen", reports=(Report(status, (Span(0, len(text)),)),))


def statement(text: str, content: str) -> Statement:
    """What Ms Storve says in the text."""
    return Statement(
        "s1",
        Party(spans(text, "Ms Storve"), "ingrid-storve", "name"),
        Passage(spans(text, "said")),
        Passage(spans(text, content)),
        "indirect",
    )


DEMAND = "Norway demanded that Chile lift all sanctions on salmon."
REFUSAL = "Chile refused to lift all sanctions on salmon."
OFFER = "Chile offered to lift all sanctions on salmon."
AGAIN = "Norway once more demanded that Chile lift all sanctions on salmon."
PLANNED = "Chile and Norway plan to meet at the Bergen summit."
CALLED_OFF = "The Bergen summit of Chile and Norway was called off."
SAID = "Ms Storve said the nets were empty."


def first() -> list[Reading]:
    """The articles of the first month."""
    said = told(SAID, "2021-01-06")
    return [
        told(DEMAND, "2021-01-05", move(DEMAND, "demand", "NOR", "CHL", asks="lift all sanctions on salmon")),
        told(REFUSAL, "2021-01-12", move(REFUSAL, "refusal", "CHL", "NOR", gives="lift all sanctions on salmon")),
        told(PLANNED, "2021-01-20", meetings=(meeting(PLANNED, "planned"),)),
        Reading(said.article, actors=said.actors, statements=(statement(SAID, "the nets were empty"),)),
    ]


def later() -> list[Reading]:
    """Those that come in afterwards: the refusal gives way to an offer, and the summit is called off."""
    return [
        told(OFFER, "2021-03-15", move(OFFER, "offer", "CHL", "NOR", gives="lift all sanctions on salmon")),
        told(CALLED_OFF, "2021-03-16", outlet="Meridian", meetings=(meeting(CALLED_OFF, "called off"),)),
        told(AGAIN, "2021-02-10", move(AGAIN, "demand", "NOR", "CHL", asks="lift all sanctions on salmon")),
    ]


def hostile() -> Reading:
    """An article whose words mean harm."""
    text = f"Norway demanded {EVIL}."
    return told(text, "2021-04-01", move(text, "demand", "NOR", "CHL", asks=EVIL), outlet=EVIL)


def record(folder: Path, *batches: list[Reading]) -> Record:
    """A record of these, each added by itself, woven."""
    made = Record.open(folder, create=True)
    for batch in batches:
        made.add(batch)
    made.weave()
    return made
