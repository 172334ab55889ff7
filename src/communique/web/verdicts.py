"""What the reviews of the house say of statements, in the form that lists of them take."""

from __future__ import annotations

from collections import defaultdict
from weakref import WeakKeyDictionary

from communique.catalogue import Catalogue
from communique.catalogue.verdicts import NONE, Verdict, Verdicts
from communique.reviews import State
from communique.reviews.laying import joined
from communique.web.house import Visit
from communique.web.reviewing.ledger import Fitted

_LAST: WeakKeyDictionary[Catalogue, tuple[Fitted, Verdicts]] = WeakKeyDictionary()


def verdicts_of(visit: Visit) -> Verdicts:
    """The verdicts on the statements of a visit's catalogue: the same object, until there is another review."""
    fitted = visit.house.ledger.fitted(visit.catalogue)
    if not fitted.placed:
        return NONE
    found = _LAST.get(visit.catalogue)
    if found is None or found[0] is not fitted:
        found = _LAST[visit.catalogue] = (fitted, _verdicts(fitted))
    return found[1]


def _verdicts(fitted: Fitted) -> Verdicts:
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
