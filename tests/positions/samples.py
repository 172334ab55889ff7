"""An invented negotiation over an invented lake: its moves, as weaving would give them."""

from __future__ import annotations

from collections.abc import Iterable

from communique.desk import Desk
from communique.desk.desk import Issue
from communique.reading import Actor, Span
from communique.weave.occurrence import (
    Account,
    Occurrence,
    OccurrenceKind,
    Origin,
    Step,
    When,
    WhenBasis,
    Woven,
    WovenTerm,
)

ACTORS = (
    Actor("ARV", "Arvia", "state", "ARV"),
    Actor("BMR", "Belmora", "state", "BMR"),
    Actor("OST", "Ostmark", "state", "OST"),
    Actor("mira-solan", "Mira Solan", "person", "ARV"),
    Actor("tomas-verek", "Tomas Verek", "person", "BMR"),
)
DESK = Desk(
    issues=(
        Issue("tolls", "Lake tolls", ("toll", "duty")),
        Issue("dam", "The Kessel dam", ("sluice", "outflow")),
        Issue("talks", "Meetings", ("meet", "meeting", "summit", "talks", "table")),
    )
)
Terms = str | tuple[str, ...]


def when(begin: str, end: str | None = None, basis: WhenBasis = "text") -> When:
    return When(begin, end or begin, basis)


def told(
    id_: str,
    days: When | None,
    words: str,
    *,
    kind: OccurrenceKind = "move",
    actors: Iterable[str] = (),
    article: str = "",
    at: int = 0,
    origin: str = "Harbour Post",
    step: Step | None = None,
    status: str | None = None,
    related: tuple[str, ...] = (),
) -> Occurrence:
    """A happening told by one article, `article` (its own, where not said), from offset `at` of its text on."""
    account = Account(
        article or f"article of {id_}",
        id_,
        (Span(at, at + len(words)),),
        words,
        words,
        at,
        article or f"article of {id_}",
        Origin(origin, origin, "outlet"),
        published=days,
    )
    return Occurrence(
        id_,
        kind,
        words,
        tuple(actors),
        days,
        days,
        (account,),
        (account.origin,),
        status=status,  # type: ignore[arg-type]
        step=step,
        related=related,
    )


def move(
    id_: str,
    days: When | None,
    kind: str,
    party: str = "ARV",
    toward: str | None = "BMR",
    *,
    issue: str | None = "tolls",
    gives: Terms = (),
    asks: Terms = (),
    condition: str | None = None,
    words: str = "",
    article: str = "",
    at: int = 0,
    origin: str = "Harbour Post",
) -> Occurrence:
    """A move on one issue; a term written "issue: words" is of another."""
    step = Step(
        kind,
        party,
        toward,
        None,
        _terms(gives, issue),
        _terms(asks, issue),
        WovenTerm(condition, issue) if condition else None,
    )
    said = words or f"{party} {kind} {gives} {asks}"
    actors = (party, *((toward,) if toward else ()))
    return told(id_, days, said, actors=actors, article=article, at=at, origin=origin, step=step)


def woven(*occurrences: Occurrence) -> Woven:
    return Woven(occurrences=occurrences, actors=ACTORS)


def _terms(terms: Terms, issue: str | None) -> tuple[WovenTerm, ...]:
    found = []
    for term in (terms,) if isinstance(terms, str) else terms:
        other, colon, words = term.partition(": ")
        found.append(WovenTerm(words, other) if colon else WovenTerm(term, issue))
    return tuple(found)
