"""Something woven, made by hand from the samples: who told what, with everything that an occurrence can have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from communique.reading import Actor, Role, Span
from communique.record import parts
from communique.record.manifest import Manifest, load, write
from communique.record.woven import woven_tables
from communique.weave import (
    Account,
    CopiedPassage,
    Disagreement,
    Encounter,
    Family,
    Member,
    Occurrence,
    Origin,
    Side,
    Step,
    When,
    Woven,
    WovenTerm,
)
from tests.record.samples import AGENCY, BORDER, HARBOUR, LETTER, ORLOK, identity, spans

H, B, L = (identity(text) for text in (HARBOUR, BORDER, LETTER))
AGENCY_ORIGIN = Origin("epa", "Elbonian Press Agency", "actor")
OFFICIAL = Origin("an official", "an official", "unnamed")
COURIER = Origin("The Vent Courier", "The Vent Courier", "outlet")
MAY = When("2018-05-24", "2018-05-24", "published")


def told(article: str, text: str, item: str, words: str, origin: Origin, when: When | None = None) -> Account:
    return Account(
        article=article,
        item=item,
        spans=spans(text, words),
        words=words,
        context=text,
        context_start=0,
        text=article,
        origin=origin,
        when=when,
        published=MAY if article == H else None,
        score=0.75,
    )


def woven() -> Woven:
    """Four occurrences: an offer told twice, a denial of May or June, a meeting called off, and one without a day."""
    offer = Occurrence(
        id="offer",
        kind="statement",
        summary="Pavel Orlok says that the harbour will be closed",
        actors=("pavel-orlok",),
        when=When("2018-05-24", "2018-05-24", "published"),
        reported=MAY,
        accounts=(
            told(H, HARBOUR, "s1", "his country would close the harbour at Vent", AGENCY_ORIGIN, MAY),
            told(B, BORDER, "s2", "sanctions might be lifted", OFFICIAL),
        ),
        origins=(AGENCY_ORIGIN, OFFICIAL),
        certainty="reported",
        disagreements=(Disagreement("date", (Side("24 May", (0,)), Side("unknown", (1,)))),),
    )
    denial = Occurrence(
        id="denial",
        kind="statement",
        summary="Qadira denies having asked",
        actors=("QDR", "ELB"),
        when=When("2018-05-28", "2018-06-02", "text"),
        reported=MAY,
        accounts=(told(H, HARBOUR, "s3", "that it had asked for inspections", COURIER),),
        origins=(COURIER,),
        certainty="denied",
    )
    called_off = Occurrence(
        id="meeting-off",
        kind="meeting",
        summary="Talks of Elbonia and Qadira are called off",
        actors=("ELB", "QDR", "pavel-orlok"),
        when=When("2018-06-12", "2018-06-12", "known"),
        reported=None,
        accounts=(told(B, BORDER, "g1", "Café talks", COURIER),),
        origins=(COURIER,),
        status="called off",
        encounter="vent-2018",
        place="Château Vent",
    )
    undated = Occurrence(
        id="letter",
        kind="statement",
        summary="Pavel Orlok writes",
        actors=("pavel-orlok",),
        when=None,
        reported=None,
        accounts=(told(L, LETTER, "s1", "that sanctions must end", COURIER),),
        origins=(COURIER,),
    )
    copied = CopiedPassage(Span(0, 20), H, Span(5, 25))
    return Woven(
        families=(Family(H, (Member(H), Member(B, (copied,)))), Family(L, (Member(L),))),
        occurrences=(offer, denial, called_off, undated),
        encounters=(
            Encounter("vent-2018", "Vent summit", ("ELB", "QDR"), ("pavel-orlok",), "Vent", MAY, ("meeting-off",)),
            Encounter("vent-next", None, ("ELB",), (), None, None, ()),
        ),
        actors=(AGENCY, ORLOK, Actor("zed", "Zed of Nowhere", "person", None, (Role("guest", None),), known=False)),
    )


def with_a_move() -> Woven:
    """The same with the move that was made in the first statement."""
    move = Occurrence(
        id="move",
        kind="move",
        summary="Pavel Orlok (Elbonia) offered to close the harbour at Vent",
        actors=("pavel-orlok", "ELB", "QDR"),
        when=When("2018-05-24", "2018-05-24", "published"),
        reported=MAY,
        accounts=(told(H, HARBOUR, "v1", "close the harbour at Vent", AGENCY_ORIGIN, MAY),),
        origins=(AGENCY_ORIGIN,),
        step=Step(
            "offer",
            "ELB",
            "QDR",
            "pavel-orlok",
            (WovenTerm("close the harbour at Vent", "harbour"),),
            (WovenTerm("an end to sanctions", "sanctions"), WovenTerm("a letter")),
            WovenTerm("if Qadira writes"),
        ),
        related=("offer",),
    )
    offer, *others = woven().occurrences
    return replace(woven(), occurrences=(replace(offer, related=("move",)), move, *others))


def put(folder: Path, of: Woven) -> Manifest:
    """Writes it as the woven tables of the record's next snapshot."""
    present = load(folder)
    tables = woven_tables(of).items()
    fresh = [parts.write_table(folder, table, present.snapshot + 1, 0, rows) for table, rows in tables if rows.num_rows]
    newest = present.rewoven(fresh)
    write(folder, newest)
    return newest
