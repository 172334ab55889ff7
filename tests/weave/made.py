"""Threads made by hand: a few articles on talks that never were, item by item."""

from __future__ import annotations

from communique.reading import Actor, Certainty, EventStatus, MeetingStatus, Party, Span
from communique.weave.item import Done, Evidence, Hand, Met, Said, Thread, Told
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
    *items: Said | Met | Done,
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
    sentence: str = "In Bergen she {} the draft on herring quotas for the northern quay.",
) -> Done:
    """An event, in a sentence that has a place for its trigger."""
    words = sentence.format(trigger)
    at = words.index(trigger)
    own = evidence(trigger, at)
    return Done(id_, own, kind, trigger, words, Span(at, at + len(trigger)), by, to, None, when, status, (), 0.9)
