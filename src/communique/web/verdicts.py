"""What the reviews of the house say of statements and deeds, in the form that lists of them take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from communique.catalogue import Catalogue
from communique.catalogue.actors import Deed, as_actors
from communique.catalogue.remembering import remembered
from communique.catalogue.verdicts import NONE, Verdict, Verdicts
from communique.catalogue.whole import whole
from communique.reviews import Standing, State, laid_over
from communique.reviews.laying import joined
from communique.reviews.names import named
from communique.web.house import Visit
from communique.web.reviewing.ledger import Fitted


def verdicts_of(visit: Visit) -> Verdicts:
    """The verdicts on the statements of a visit's catalogue: the same object, until there is another review."""
    fitted = visit.house.ledger.fitted(visit.catalogue)
    return _verdicts(visit.catalogue, fitted) if fitted.placed else NONE


def deeds_left(visit: Visit, deeds: Iterable[Deed]) -> tuple[tuple[Deed, ...], int]:
    """The deeds as people's reviews leave them, and how many of them these reject altogether."""
    deeds = tuple(deeds)
    fitted = visit.house.ledger.fitted(visit.catalogue)
    touched = {placed.occurrence for placed in fitted.placed.values()} & {deed.occurrence for deed in deeds}
    if not touched:
        return deeds, 0
    given = tuple(whole(visit.catalogue, sorted(touched)).values())
    keys = {key for key, placed in fitted.placed.items() if placed.occurrence in touched}
    joins = tuple(review for review in fitted.told.standing.joins if not keys.isdisjoint(review.keys))
    standing = Standing({key: fitted.told.standing.states[key] for key in keys}, joins)
    ids = {id_ for one in given for id_ in one.actors} | {
        id_ for state in standing.states.values() for id_ in named(state.changed)
    }
    laid = laid_over(given, standing, names=as_actors(visit.catalogue, ids))
    now = {one.id: one for one in laid.occurrences}
    left = [
        replace(deed, summary=told.summary, when=told.when, certainty=told.certainty)
        if (told := now.get(deed.occurrence)) is not None
        else deed
        for deed in deeds
        if deed.occurrence not in touched or deed.occurrence in now
    ]
    return tuple(left), len(deeds) - len(left)


@remembered()
def _verdicts(_catalogue: Catalogue, fitted: Fitted) -> Verdicts:
    states: defaultdict[tuple[str, str], list[State]] = defaultdict(list)
    for key, placed in fitted.placed.items():
        if key.kind == "statement":
            states[placed.article, placed.item].append(fitted.told.standing.states[key])
    return Verdicts({place: found for place, several in states.items() if (found := _verdict(several)) is not None})


def _verdict(states: list[State]) -> Verdict | None:
    """What several states of one statement come to; None where it is as it was read."""
    state = states[0] if len(states) == 1 else joined(states[0].entry, states)
    rejected = state.verdict == "reject"
    if not rejected and not state.changed:
        return None
    decided = state.decided or state.newest
    return Verdict(rejected, state.changed, decided.who)
