"""Positions: what each party holds on each issue, when it last said so, and how that changed.

In bargaining process analysis (Walcott and Hopmann 1978) a position is what a party has bound itself to, told by its
steps. So a position here is the history of its moves on an issue. A change needs two evidences: the step that shows it,
and an earlier one, surely earlier, that it departs from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.positions import days
from communique.positions.relation import relation
from communique.positions.stands import Change, Held, IssueOf, Position, Stand, stands
from communique.positions.steadfast import steadfast
from communique.positions.wording import Matters
from communique.weave.occurrence import Occurrence

LOOK_BACK = 200  # earlier stands that one is compared with, the latest first: a long history costs no more
_CONTESTED = frozenset({"gives", "asks", "refuses", "declines", "stands by"})
_MOVES_AWAY = frozenset({"concession", "retraction"})


def histories(
    occurrences: Iterable[Occurrence],
    sides: dict[str, str],
    names: dict[str, str],
    issue_of: IssueOf,
    matters: dict[str | None, Matters],
) -> tuple[Position, ...]:
    """The positions that the occurrences show, by party and then issue.

    `sides` has the party of each actor who speaks for one, `names` the parties' names; `issue_of` names the issue of
    words that are no term; `matters` compares terms of an issue.
    """
    found: dict[tuple[str, str | None], list[Stand]] = {}
    general: list[tuple[str, Stand]] = []
    for occurrence in occurrences:
        for party, issue, stand in stands(occurrence, issue_of):
            if issue is None and stand.kind == "reaffirmation" and stand.held[0].part == "stands by":
                general.append((party, stand))
            else:
                found.setdefault((party, issue), []).append(stand)
        for party, issue, stand in steadfast(occurrence, sides, names, issue_of):
            if issue is None:
                general.append((party, stand))
            elif (party, issue) in found:
                found[party, issue].append(stand)
    for party, stand in general:
        _confirm(party, stand, found)
    return tuple(
        position(party, issue, told, matters.get(issue, matters[None]))
        for (party, issue), told in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or "~"))
    )


def position(party: str, issue: str | None, told: Iterable[Stand], matters: Matters) -> Position:
    """The position that these stands are the history of."""
    ordered = sorted(told, key=lambda s: (*days.in_order(s.when), *days.in_order(s.reported), s.occurrence))
    compared = [_compared(number, ordered, matters) for number in range(len(ordered))]
    return Position(party, issue, tuple(compared), _standing(compared, matters))


def _confirm(party: str, stand: Stand, found: dict[tuple[str, str | None], list[Stand]]) -> None:
    """Adds what says that nothing changed, and not on what, to every position that the party held before."""
    for (its, issue), told in found.items():
        met = its == party and issue is not None
        if met and any(days.before(one.when, stand.when) and _toward(one, stand) for one in told):
            told.append(stand)


def _toward(one: Stand, other: Stand) -> bool:
    return one.toward == other.toward or one.toward is None or other.toward is None


def _compared(number: int, ordered: Sequence[Stand], matters: Matters) -> Stand:
    """The stand, with how it goes together with those before it."""
    stand = ordered[number]
    disputed = tuple(
        other.occurrence
        for other in _near(number, ordered)
        if other.occurrence != stand.occurrence and _disputes(stand, other, matters)
    )
    change, versus = _change(number, ordered, matters)
    return replace(stand, change=change, versus=versus, disputed=disputed)


def _near(number: int, ordered: Sequence[Stand]) -> Sequence[Stand]:
    return ordered[max(0, number - LOOK_BACK) : number + LOOK_BACK]


def _disputes(one: Stand, other: Stand, matters: Matters) -> bool:
    """Whether two stands of one time say the contrary, and neither tells that it moves away from the other."""
    return (
        days.one_time(one.when, other.when)
        and not {one.kind, other.kind} & _MOVES_AWAY
        and all(held.part in _CONTESTED for held in (*one.held, *other.held))
        and relation(one, other, matters) == "contrary"
    )


def _change(number: int, ordered: Sequence[Stand], matters: Matters) -> tuple[Change | None, str | None]:
    stand = ordered[number]
    if stand.when is None:
        return None, None
    before = [s for s in ordered[max(0, number - LOOK_BACK) : number] if days.before(s.when, stand.when)]
    if not before:
        return ("first", None) if number == 0 else (None, None)
    if all(held.part == "stands by" for held in stand.held) and stand.kind in ("reaffirmation", "statement"):
        return _steady(stand, before, matters)
    for earlier in reversed(before):
        found = relation(earlier, stand, matters)
        if found == "contrary":
            return _away(stand), earlier.occurrence
        if found == "same":
            return "unchanged", earlier.occurrence
    return "added", None


def _steady(stand: Stand, before: Sequence[Stand], matters: Matters) -> tuple[Change | None, str | None]:
    """What only says that a position holds: it confirms the last one, unless its words say the contrary of that."""
    last = next((s for s in reversed(before) if _toward(s, stand)), None)
    if last is None:
        return "added", None
    if relation(last, stand, matters) == "contrary":
        return "changed", last.occurrence
    return "unchanged", last.occurrence


def _away(stand: Stand) -> Change:
    """What a contrary step is: one's own word taken back, or another position."""
    return "taken back" if any(held.part in ("takes back", "leaves") for held in stand.held) else "changed"


def _standing(ordered: Sequence[Stand], matters: Matters) -> tuple[Stand, ...]:
    """The stands that no later one has overtaken, the latest first."""
    kept: list[Stand] = []
    for stand in reversed(ordered):
        if stand.when is None and len(ordered) > 1 and any(s.when for s in ordered):
            continue
        over = (
            later.change != "first" and days.before(stand.when, later.when) and relation(stand, later, matters)
            for later in kept[:LOOK_BACK]
        )
        if not any(over) and not _empty(stand):
            kept.append(stand)
    return tuple(kept)


def _empty(stand: Stand) -> bool:
    """Whether it only confirms what others tell."""
    return stand.kind == "statement" or (stand.versus is not None and all(not held.text for held in stand.held))


def all_words(held: Iterable[Held]) -> str:
    """The words of what is held, in order."""
    return "; ".join(one.text for one in held)
