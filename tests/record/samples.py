"""Readings made by hand, from texts of our own: three articles about one meeting, with every kind of statement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from communique.reading import (
    Actor,
    Article,
    Block,
    Certainty,
    Hop,
    Mention,
    Party,
    Passage,
    Problem,
    Quotation,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    Time,
)

HARBOUR = """Elbonia offers to close its harbour

Elbonian leader Pavel Orlok said his country would close the harbour at Vent, the Elbonian Press Agency reported. \
“We keep our word,” Mr Orlok told envoys, “and we expect the same.”

Qadira denied that it had asked for inspections on 3 May.
"""

BORDER = """Café talks resume at the border

Foreign minister Zoë Ruiz said: “The talks at the Café Élysée were useful.” An official said sanctions might be lifted.
"""

LETTER = """No date stands on this letter. Orlok wrote that sanctions must end; inspections, he wrote, never began.
"""

ORLOK = Actor("pavel-orlok", "Pavel Orlok", "person", "ELB", (Role("leader of Elbonia", "ELBGOV"),))
RUIZ = Actor("zoe-ruiz", "Zoë Ruiz", "person", "QDR", (Role("foreign minister"),))
ELBONIA = Actor("ELB", "Elbonia", "state")
QADIRA = Actor("QDR", "Qadira", "state")
AGENCY = Actor("epa", "Elbonian Press Agency", "organisation", "ELB")


def identity(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def spans(text: str, *words: str) -> Spans:
    """Where the words stand, one after another. Only an example may look for them: it knows that they are there."""
    found, start = [], 0
    for piece in words:
        start = text.index(piece, start)
        found.append(Span(start, start + len(piece)))
        start += len(piece)
    return tuple(found)


def said(
    text: str,
    number: int,
    source: str | None,
    actor: str | None,
    cue: str,
    *content: str,
    quotation: Quotation = "indirect",
    certainty: Certainty = "reported",
    chain: tuple[Hop, ...] = (),
    addressee: Party | None = None,
    time: str | None = None,
) -> Statement:
    return Statement(
        id=f"s{number}",
        source=Party(spans(text, source) if source else (), actor, "name" if actor else None),
        cue=Passage(spans(text, cue)),
        content=Passage(spans(text, *content)),
        quotation=quotation,
        chain=chain,
        addressee=addressee,
        time=time,
        certainty=certainty,
        score=0.5 + number / 8,
    )


def harbour() -> Reading:
    text = HARBOUR
    headline = text.index("\n")
    return Reading(
        article=Article(
            id=identity(text),
            text=text,
            path="inbox/harbour.txt.gz",
            outlet="The Vent Courier",
            title="Elbonia offers to close its harbour",
            language="en",
            published="2018-05-24",
            published_basis="metadata",
        ),
        blocks=(Block(Span(0, headline), "headline"), Block(Span(headline, len(text)), "body")),
        mentions=(
            Mention("m1", spans(text, "Pavel Orlok")[0], "person", "pavel-orlok", "name"),
            Mention("m2", spans(text, "Mr Orlok")[0], "person", "pavel-orlok", "title"),
            Mention("m3", spans(text, "Qadira")[0], "state", "QDR", "name"),
        ),
        actors=(ORLOK, ELBONIA, QADIRA, AGENCY),
        times=(Time("t1", spans(text, "3 May")[0], "DATE", "2018-05-03", "2018-05-03", "2018-05-03"),),
        statements=(
            said(
                text,
                1,
                "Elbonian leader Pavel Orlok",
                "pavel-orlok",
                "said",
                "his country would close the harbour at Vent",
                chain=(Hop("epa", spans(text, "the Elbonian Press Agency"), "reported"),),
            ),
            said(
                text,
                2,
                "Mr Orlok",
                "pavel-orlok",
                "told",
                "“We keep our word,”",
                "“and we expect the same.”",
                quotation="direct",
                certainty="asserted",
                addressee=Party(spans(text, "envoys")),
            ),
            said(
                text,
                3,
                "Qadira",
                "QDR",
                "denied",
                "that it had asked for inspections",
                certainty="denied",
                time="t1",
            ),
        ),
        problems=(Problem("a quotation mark too many", Span(0, 1)), Problem("the byline is missing")),
    )


def border() -> Reading:
    text = BORDER
    return Reading(
        article=Article(
            id=identity(text),
            text=text,
            path="inbox/border.html",
            outlet="Qadira Today",
            title="Café talks resume at the border",
            language="en",
            published="2018-06-01",
            published_basis="url",
        ),
        blocks=(Block(Span(0, len(text)), "body"),),
        actors=(RUIZ, QADIRA),
        statements=(
            said(
                text,
                1,
                "Foreign minister Zoë Ruiz",
                "zoe-ruiz",
                "said",
                "“The talks at the Café Élysée were useful.”",
                quotation="direct",
                certainty="asserted",
                addressee=Party((), "pavel-orlok", "description"),
            ),
            said(
                text,
                2,
                "An official",
                None,
                "said sanctions"[:4],
                "sanctions might be lifted",
                certainty="hedged",
                chain=(Hop(None, spans(text, "An official"), "said"),),
            ),
        ),
    )


def letter() -> Reading:
    text = LETTER
    return Reading(
        article=Article(id=identity(text), text=text, title="A letter of sanctions and harbours"),
        blocks=(Block(Span(0, len(text)), "body"),),
        actors=(ORLOK,),
        statements=(
            said(text, 1, "Orlok", "pavel-orlok", "wrote", "that sanctions must end"),
            said(text, 2, "he", "pavel-orlok", "he wrote", "inspections", "never began", quotation="mixed"),
        ),
    )


def samples() -> tuple[Reading, ...]:
    return harbour(), border(), letter()


def many(count: int, first: int = 0) -> Iterator[Reading]:
    """Any number of readings like `harbour`, each of an article of its own."""
    model = harbour()
    for number in range(first, first + count):
        text = f"{model.article.text}\nNo. {number}."
        yield replace(model, article=replace(model.article, id=identity(text), text=text, path=f"many/{number}.txt"))
