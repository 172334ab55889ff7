"""How two stands of a party on one issue go together: the same, the contrary, or neither.

Only what shows in the words counts. A silence is no contrary: who named a price yesterday and does not today may still
ask for it.
"""

from __future__ import annotations

from typing import Literal

from communique.positions.stands import Held, Part, Stand
from communique.positions.wording import ALIKE, Matters, direction, scope

Relation = Literal["same", "contrary"]

# Will it be (1), or not (-1)? Of what the party itself would do, and of what it wants of others.
_WILL: dict[Part, int] = {"gives": 1, "stands by": 1, "refuses": -1, "takes back": -1, "threatens": 0, "leaves": 0}
_WANTS: dict[Part, int] = {"asks": 1, "declines": -1}
# A step that binds without more, and one that has its price.
_BINDING = frozenset({"commitment", "reaffirmation", "acceptance", "concession"})
_PRICED = frozenset({"offer", "conditional"})
_GIVEN = frozenset({"gives", "asks", "stands by"})


def relation(earlier: Stand, later: Stand, matters: Matters) -> Relation | None:
    """How `later` stands to `earlier`; None where the words do not say. A contrary in one term outweighs the rest."""
    found = {
        how
        for one in earlier.held
        for other in later.held
        if (how := _held(one, other, matters)) is not None
        and not (how == "contrary" and later.kind == "reaffirmation" and _may_be_no(one, other))
        and (_may_meet(earlier, later) or (how == "same" and matters.alike(one.text, other.text) >= ALIKE))
    }
    if "contrary" in found or (_may_meet(earlier, later) and _has_price_now(earlier, later, matters)):
        return "contrary"
    return "same" if "same" in found else None


def _may_meet(one: Stand, other: Stand) -> bool:
    """Whether the two may be toward one other party.

    What is offered to one may well be refused to the next, and a meeting with one is no meeting with another.
    """
    return one.toward == other.toward or one.toward is None or other.toward is None


def _may_be_no(refused: Held, again: Held) -> bool:
    """Whether what is said again may be the refusal itself: its terms are told without their "not"."""
    return refused.part == "refuses" and direction(refused.text) * direction(again.text) >= 0


def _held(earlier: Held, later: Held, matters: Matters) -> Relation | None:
    parts = {earlier.part, later.part}
    if "leaves" in parts:
        return _leaving(earlier.part, later.part)
    if "mediates" in parts:
        return "same" if parts == {"mediates"} else None
    if "threatens" in parts:
        return _threatening(earlier, later, matters)
    if earlier.part in _WILL and later.part in _WILL:
        return _weighed(_WILL[earlier.part], _WILL[later.part], earlier.text, later.text, matters)
    if earlier.part in _WANTS and later.part in _WANTS:
        return _weighed(_WANTS[earlier.part], _WANTS[later.part], earlier.text, later.text, matters)
    # One will do what it now wants undone: only plainly opposite directions of one matter say so.
    opposed = direction(earlier.text) * direction(later.text) < 0
    apart = {"gives", "asks"} == parts and opposed and matters.one(earlier.text, later.text, wide=True)
    return "contrary" if apart else None


def _leaving(earlier: Part, later: Part) -> Relation | None:
    """Leaving a meeting undoes what was agreed of it, and coming back undoes the leaving."""
    if earlier == later:
        return "same"
    other = earlier if later == "leaves" else later
    return "contrary" if other in _GIVEN else None


def _threatening(earlier: Held, later: Held, matters: Matters) -> Relation | None:
    """A threat to end what was promised puts the promise in question; the promise made anew ends the threat."""
    if earlier.part == later.part:
        # The same pressure, in other words: "further sanctions", "the costs will rise".
        again = matters.whole and direction(earlier.text) * direction(later.text) >= 0
        return "same" if again or matters.one(earlier.text, later.text) else None
    other = earlier if later.part == "threatens" else later
    if other.part not in ("gives", "stands by") or not matters.one(earlier.text, later.text, wide=True):
        return None
    # A pressure that is to be kept up breaks no promise that it stays.
    kept = direction(earlier.text) == direction(later.text) == 1
    return None if kept else "contrary"


def _weighed(earlier: int, later: int, one: str, other: str, matters: Matters) -> Relation | None:
    """Two stands on what shall be, by their signs, the directions of their words, and how much they take in."""
    first, second = direction(one), direction(other)
    turned = first * second < 0
    same_sign = (earlier == later) != turned
    scopes = (scope(one), scope(other))
    apart = set(scopes) == {"all", "part"}
    if not matters.one(one, other, wide=turned or not same_sign or apart):
        return None
    if not same_sign:
        # Who refuses all may still give a part.
        refused, given = scopes if earlier < later else (scopes[1], scopes[0])
        return None if not turned and refused == "all" and given == "part" else "contrary"
    if apart and not turned:
        return "contrary"
    return None if "part" in scopes and scopes[0] != scopes[1] else "same"


def _has_price_now(earlier: Stand, later: Stand, matters: Matters) -> bool:
    """Whether what the party had bound itself to without more has a price now."""
    if earlier.kind not in _BINDING or earlier.condition or later.kind not in _PRICED:
        return False
    if not (later.condition or any(held.part == "asks" for held in (*later.held, *later.beside))):
        return False
    return any(
        one.part == other.part == "gives" and matters.covers(one.text, other.text)
        for one in earlier.held
        for other in later.held
    )
