"""An actor: who it is, what it said, what it did, and with whom it met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from communique.catalogue import Catalogue, Stretch
from communique.catalogue.actors import (
    Deed,
    MeetingOf,
    Member,
    RoleTold,
    actor,
    deeds,
    meetings,
)
from communique.catalogue.coded import Count
from communique.catalogue.laid import reviewed
from communique.catalogue.standing import sides
from communique.catalogue.statements import FoundStatements, statements
from communique.desk.laying import knowledge_of
from communique.record.results import ActorRow
from communique.resolve.explain import Tenure, explain
from communique.web.chains import chain
from communique.web.house import House, NotThereError, Visit
from communique.web.pages.statements import StatementLine
from communique.web.pictures.bars import Bars, bars
from communique.web.publishing import Asked, Page, Sheet
from communique.web.states import state_name
from communique.web.verdicts import deeds_left, verdicts_of

LATEST = 8
"""Statements, deeds and meetings of each list: about a screen together. Each list leads to all of them."""

TOGETHER = 12


class ActorAsked(Asked):
    """Nothing can be asked of an actor's page but the actor."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody in the same meetings: how many of them, how many the articles say took place, and between which days."""

    id: str
    name: str
    meetings: int
    held: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting, with the names of the others in it, and what became of it last."""

    meeting: MeetingOf
    others: tuple[tuple[str, str], ...]
    became: str | None


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor's page.

    `offices` are from the tables and the desk, `roles` from the articles; `called` are the articles' words for it, and
    `also` the names that the tables have. `lines` are the latest of what it said: of a state, what its people said.
    `kinds` counts its deeds by kind; `rejected` those of the latest that people rejected, which are not shown. `holds`
    is the party whose positions are known, itself or its state; None where there is none. `names` has those of
    `through` and `to`, by their ids.
    """

    actor: ActorRow
    country: str | None
    offices: tuple[Tenure, ...]
    roles: tuple[RoleTold, ...]
    called: tuple[str, ...]
    also: tuple[str, ...]
    lines: tuple[StatementLine, ...]
    said: int
    through: tuple[Count, ...]
    to: tuple[Count, ...]
    deeds: tuple[Deed, ...]
    rejected: int
    own: int
    toward: int
    kinds: tuple[tuple[str, int], ...]
    meetings: tuple[Met, ...]
    met: int
    companions: tuple[Companion, ...]
    people: tuple[ActorRow, ...]
    many_people: int
    picture: Bars | None
    holds: str | None
    names: dict[str, str]


def view(visit: Visit, _asked: ActorAsked, key: str) -> ActorView:
    """What the page tells. Raises NotThereError where the record has no such actor."""
    catalogue = visit.catalogue
    found = actor(catalogue, key)
    if found is None:
        raise NotThereError(
            f"The record has no actor {key!r}",
            cause="nobody of this id is in its articles, or the address is mistyped",
            fix="look for the name among the actors",
        )
    who = found.actor
    offices, also = _tables(visit.house, who)
    said = _said(visit, who)
    done = deeds(catalogue, who.id, LATEST)
    met = meetings(catalogue, who.id)
    latest, rejected = deeds_left(visit, done.latest)
    return ActorView(
        actor=who,
        country=state_name(visit.house, who.country) if who.country else None,
        offices=offices,
        roles=found.roles,
        called=found.called,
        also=also,
        lines=tuple(StatementLine(one, chain(one.said)) for one in said.rows.rows),
        said=said.rows.total,
        through=said.facets.hands,
        to=said.facets.addressees,
        deeds=latest,
        rejected=rejected,
        own=done.own,
        toward=done.toward,
        kinds=done.kinds,
        meetings=tuple(_met(meeting, who) for meeting in _last(met)),
        met=len(met),
        companions=_companions(met, who),
        people=found.people,
        many_people=found.many,
        picture=bars({"statement": said.days, **done.days, "meeting": _days(met)}),
        holds=_holds(catalogue, who),
        names=dict(said.facets.names),
    )


def _tables(house: House, who: ActorRow) -> tuple[tuple[Tenure, ...], tuple[str, ...]]:
    """The offices and the names that the tables and the desk have for an actor."""
    known = knowledge_of(house.desk)
    shelf = known.tables
    if who.id not in shelf.people and who.id not in shelf.bodies and who.id not in shelf.states:
        return (), ()
    answer = explain(who.id, known=known)
    return answer.offices, tuple(name for name in answer.names if name != who.name)


def _holds(catalogue: Catalogue, who: ActorRow) -> str | None:
    known = {side.id for side in sides(reviewed(catalogue))}
    return next((party for party in (who.id, who.country) if party in known), None)


def _said(visit: Visit, who: ActorRow) -> FoundStatements:
    stretch, verdicts = Stretch(0, LATEST), verdicts_of(visit)
    if who.kind == "state":
        return statements(visit.catalogue, country=who.id, stretch=stretch, verdicts=verdicts)
    return statements(visit.catalogue, by=who.id, stretch=stretch, verdicts=verdicts)


def _last(met: tuple[MeetingOf, ...]) -> tuple[MeetingOf, ...]:
    """The latest meetings, the latest first."""
    dated = [meeting for meeting in met if meeting.when is not None]
    return tuple([*dated[::-1], *(meeting for meeting in met if meeting.when is None)][:LATEST])


def _met(meeting: MeetingOf, who: ActorRow) -> Met:
    others = tuple((one.id, one.name) for one in _others(meeting, who))
    return Met(meeting, others, meeting.became[-1] if meeting.became else None)


def _others(meeting: MeetingOf, who: ActorRow) -> tuple[Member, ...]:
    """Whom an actor meets: persons, where any are named, else the parties; of a state both, but not its own people."""
    if who.kind == "state":
        return tuple(
            one for one in (*meeting.parties, *meeting.participants) if one.id != who.id and one.country != who.id
        )
    persons = tuple(one for one in meeting.participants if one.id != who.id)
    return persons or tuple(one for one in meeting.parties if one.id not in (who.id, who.country))


def _companions(met: Iterable[MeetingOf], who: ActorRow) -> tuple[Companion, ...]:
    shared: dict[str, list[MeetingOf]] = {}
    names: dict[str, str] = {}
    for meeting in met:
        for other in _others(meeting, who):
            shared.setdefault(other.id, []).append(meeting)
            names[other.id] = other.name
    made = []
    for other_id, together in shared.items():
        days = sorted(day for meeting in together if meeting.when for day in (meeting.when.begin, meeting.when.end))
        held = sum(meeting.met for meeting in together)
        first, last = (days[0], days[-1]) if days else (None, None)
        made.append(Companion(other_id, names[other_id], len(together), held, first, last))
    return tuple(sorted(made, key=lambda one: (-one.held, -one.meetings, one.name))[:TOGETHER])


def _days(met: Iterable[MeetingOf]) -> tuple[tuple[str, int], ...]:
    """How many meetings there were on each day, of those whose day is known."""
    sure = (one.when.begin for one in met if one.when is not None and one.when.begin == one.when.end)
    return tuple(sorted(Counter(sure).items()))


def sheet(view: ActorView) -> Sheet:
    """What the actor said, did and met, the latest of each, as one table."""
    from communique.chronology.dates import happened

    def rows() -> Iterable[tuple[str, ...]]:
        for line in view.lines:
            said = line.statement.said
            yield "statement", happened(line.statement.when), said.content or "", said.article, said.statement
        for deed in view.deeds:
            yield deed.step or deed.kind, happened(deed.when), deed.summary, deed.occurrence, ""
        for met in view.meetings:
            words = f"{met.meeting.name or 'meeting'} with {', '.join(name for _, name in met.others)}"
            yield f"meeting {met.became or ''}".strip(), happened(met.meeting.when), words, met.meeting.encounter, ""

    return Sheet(("what", "when", "words", "id", "statement"), rows())


PAGE = Page(
    path="/actors/{key:path}",
    name="Actor",
    template="actor.html",
    asked=ActorAsked,
    view=view,
    sheet=sheet,
    about="Who an actor is, with offices and their dates, what it said and did, and with whom it met.",
)
