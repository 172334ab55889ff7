"""Threads made by hand: a few articles on talks that never were, item by item."""

from __future__ import annotations

from communique.reading import Actor, Certainty, EventStatus, MeetingStatus, Party, Span
from communique.weave.item import Done, Evidence, Hand, Made, Met, Said, Stake, Thread, Told
from communique.weave.lexicon import content_words, lemma
from communique.weave.occurrence import When

ACTORS = {
    "ada-lund": Actor("ada-lund", "Ada Lund", "person", "NOR"),
    "ben-okoye": Actor("ben-okoye", "Ben Okoye", "person", "NGA"),
    "NOR": Actor("NOR", "Norway", "state", "NOR"),
    "NGA": Actor("NGA", "Nigeria", "state", "NGA"),
    "kcna": Actor("kcna", "Korean Central News Agency", "organisation", "PRK"),
}


def days(begin: str, end: str | None = None) -> When:
    return When(begin, end or begin, "text")


def evidence(words: str, start: int = 0) -> Evidence:
    return Evidence((Span(start, start + len(words)),), words, words, start)


def said(
    content: str,
    *,
    id_: str = "s1",
    by: str | None = "ada-lund",
    words: str = "",
    quoted: str | None = None,
    chain: tuple[Hand, ...] = (),
    when: When | None = None,
    within: str | None = None,
    headline: bool = False,
    certainty: Certainty = "asserted",
    start: int = 0,
) -> Said:
    """A statement; `quoted` is the part of its content in quotation marks."""
    name = ACTORS[by].name if by else words
    actor = ACTORS.get(by or "")
    return Said(
        id_,
        evidence(f"{name} said {content}".strip(), start),
        Party((Span(start, start + len(name)),) if name else (), by, "name" if by else None),
        name,
        actor.country if actor else None,
        by == "kcna",
        "said" if name else "",
        content,
        content_words(content),
        (tuple(lemma(word) for word in quoted.split()),) if quoted else (),
        "mixed" if quoted else "indirect",
        certainty,
        None,
        chain,
        when,
        within,
        headline,
        0.9,
    )


def met(
    status: MeetingStatus = "held",
    *,
    id_: str = "g1",
    parties: tuple[str, ...] = ("NGA", "NOR"),
    people: tuple[str, ...] = ("ada-lund", "ben-okoye"),
    name: str | None = None,
    place: str | None = None,
    when: When | None = None,
    dated: When | None = None,
    by: str | None = None,
) -> Met:
    """A meeting with one report."""
    chain = (Hand(by, ACTORS[by].name, "said"),) if by else ()
    return Met(
        id_, parties, people, name, place, when, (Told(status, evidence(f"the meeting was {status}"), chain, dated),)
    )


def article(
    id_: str,
    day: str | None,
    *items: Said | Met | Done | Made,
    outlet: str | None = None,
    text: str | None = None,
) -> Thread:
    """An article; without `text` one that shares no words with others."""
    plain = text if text is not None else " ".join(f"{id_}word{n}" for n in range(60))
    return Thread(
        id_,
        plain,
        (Span(0, len(plain)),),
        When(day, day, "published") if day else None,
        outlet or f"The {id_.title()}",
        None,
        f"{id_}.txt",
        None,
        tuple(item for item in items if isinstance(item, Said)),
        tuple(item for item in items if isinstance(item, Met)),
        tuple(item for item in items if isinstance(item, Done)),
        tuple(item for item in items if isinstance(item, Made)),
        tuple(ACTORS.values()),
    )


def done(
    trigger: str = "rejected",
    *,
    id_: str = "e1",
    by: str | None = "ada-lund",
    to: str | None = "ben-okoye",
    kind: str = "REJECT",
    when: When | None = None,
    status: EventStatus = "actual",
    told_in: str | None = None,
    sentence: str = "In Bergen she {} the draft on herring quotas for the northern quay.",
) -> Done:
    """An event, in a sentence that has a place for its trigger."""
    words = sentence.format(trigger)
    at = words.index(trigger)
    own = evidence(trigger, at)
    place = Span(at, at + len(trigger))
    return Done(id_, own, kind, trigger, own.spans, words, place, by, to, None, when, status, told_in, (), 0.9)


def made(
    words: str = "offered to open the northern quay",
    *terms: str,
    id_: str = "v1",
    kind: str = "offer",
    party: str | None = "NOR",
    to: str | None = "NGA",
    by: str | None = "ada-lund",
    asks: tuple[str, ...] = (),
    condition: str | None = None,
    issue: str | None = None,
    told_in: str | None = None,
    chain: tuple[Hand, ...] = (),
    when: When | None = None,
    headline: bool = False,
    start: int = 0,
) -> Made:
    """A move whose evidence are `words`; `terms` are what is given, by default what stands behind "to"."""

    def stake(text: str) -> Stake:
        return Stake(text, issue, content_words(text), f"to {text}" in words)

    given = terms or ((words.partition(" to ")[2],) if " to " in words and not asks else ())
    actor = ACTORS.get(by or "")
    return Made(
        id_,
        evidence(words, start),
        kind,
        party,
        to,
        by,
        actor is not None and actor.kind == "person",
        tuple(map(stake, given)),
        tuple(map(stake, asks)),
        stake(condition) if condition else None,
        content_words(words),
        told_in,
        "asserted" if told_in else None,
        chain,
        when,
        headline,
        0.9,
    )
