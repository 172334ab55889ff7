"""Positions: what each party holds on each issue, when it last said so, and how that changed.

In bargaining process analysis (Walcott and Hopmann 1978) a position is what a party has bound itself to, told by its
steps. So a position here is the history of its moves on an issue. A change needs two evidences: the step that shows it,
and an earlier one, surely earlier, that it departs from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.positions import days
from communique.positions.relation import Relation, relation
from communique.positions.stands import Change, Position, Stand, stands
from communique.positions.steadfast import says_unchanged, steadfast
from communique.positions.subjects import Subjects
from communique.positions.wording import Matters
from communique.weave.occurrence import Occurrence

LOOK_BACK = 200  # earlier stands that one is compared with, the latest first: a long history costs no more
_CONTESTED = frozenset({"gives", "asks", "refuses", "declines", "stands by"})
_CALLED_OFF = re.compile(
    r"\b(?:call\w* off|cancel\w*|scrap\w*|pull\w* out|withdr[ae]w\w*|axed|shelved)\b", re.IGNORECASE
)
_MOVES_AWAY = frozenset({"concession", "retraction"})


def histories(occurrences: Iterable[Occurrence], subjects: Subjects, of: str | None = None) -> tuple[Position, ...]:
    """The positions that the occurrences show: parties of whom most is told first, each with its issues in order.

    With the id of a party, those of this one alone.
    """
    found: dict[tuple[str, str | None], list[Stand]] = {}
    general: list[tuple[str, Stand]] = []
    for occurrence in occurrences:
        for party, issue, stand in stands(occurrence, subjects.issue_of, subjects.talks):
            if of not in (None, party):
                continue
            if issue is None and _of_all(stand):
                general.append((party, stand))
            else:
                found.setdefault((party, issue), []).append(stand)
        for party, issue, stand in steadfast(occurrence, subjects.sides, subjects.names, subjects.issue_of):
            if of not in (None, party):
                continue
            if issue is None:
                general.append((party, stand))
            elif (party, issue) in found:
                found[party, issue].append(stand)
    for party, stand in general:
        _confirm(party, stand, found)
    matters = subjects.matters
    made = [position(*key, told, matters.get(key[1], matters[None])) for key, told in found.items()]
    said = Counter(party for (party, _), told in found.items() for _ in told)
    return tuple(sorted(made, key=lambda p: (-said[p.party], p.party, p.issue or "~")))


def position(party: str, issue: str | None, told: Iterable[Stand], matters: Matters) -> Position:
    """The position that these stands are the history of."""
    ordered = sorted(told, key=lambda s: (*days.in_order(s.when), *days.in_order(s.reported), s.occurrence))
    history: list[Stand] = []
    live: list[_Live] = []
    begins = [stand.when.begin for stand in ordered if stand.when and days.placed(stand.when)]
    for number, stand in enumerate(ordered):
        recent = live[-LOOK_BACK:]
        if days.placed(stand.when):
            found = _relations(stand, recent, matters)
            change, versus = _change(stand, recent, found) if history else ("first", None)
        else:
            found, change, versus = {}, None, None
        stand = replace(stand, change=change, versus=versus, disputed=_disputed(number, ordered, begins, matters))
        history.append(stand)
        if days.placed(stand.when) and not _only_says_so(stand):
            for one in recent:
                if one.stand.occurrence in found and one.over is None:
                    one.over = stand
            live.append(_Live(stand))
    standing = tuple(one.stand for one in reversed(live) if one.over is None)
    return Position(party, issue, tuple(history), standing or tuple(history[-1:]))


@dataclass(slots=True)
class _Live:
    """A stand that may still be what the party holds; `over` is the first later one that says the same, or not."""

    stand: Stand
    over: Stand | None = None

    def held_before(self, later: Stand) -> bool:
        """Whether it surely was what the party held when it came to `later`."""
        over = self.over is not None and days.before(self.over.when, later.when)
        return not over and days.before(self.stand.when, later.when)


def _relations(stand: Stand, live: Sequence[_Live], matters: Matters) -> dict[str, Relation]:
    """How the stand goes with what the party held before, by occurrence; that of which it says nothing is left out."""
    before = [one.stand for one in live if one.held_before(stand)]
    general = stand.kind == "statement" or all(says_unchanged(one.text) for one in stand.held)
    found = {} if general else {one.occurrence: how for one in before if (how := relation(one, stand, matters))}
    if not found and _only_says_so(stand):
        last = next((one for one in reversed(before) if _toward(one, stand)), None)
        return {last.occurrence: "same"} if last else {}
    return found


def _change(stand: Stand, live: Sequence[_Live], found: Mapping[str, Relation]) -> tuple[Change | None, str | None]:
    """What became of the position, and the latest occurrence that shows it; of one day, that which it confirms."""
    shown = [one.stand for one in live if one.stand.occurrence in found]
    if not shown:
        known = any(days.before(one.stand.when, stand.when) for one in live)
        return ("added" if known else None), None
    versus = max(shown, key=lambda one: (days.in_order(one.when), found[one.occurrence] == "same"))
    # A concession is told as a move from where the party stood, however alike the words are.
    if found[versus.occurrence] == "same" and stand.kind != "concession":
        return "unchanged", versus.occurrence
    return ("taken back" if _undoes(stand) else "changed"), versus.occurrence


def _undoes(stand: Stand) -> bool:
    """Whether it takes back a word given: by its kind, or by calling off a meeting that was agreed."""
    return any(
        one.part == "takes back" or (one.part == "leaves" and _CALLED_OFF.search(one.text)) for one in stand.held
    )


def _only_says_so(stand: Stand) -> bool:
    """Whether it says that a position holds, and nothing else."""
    return stand.kind in ("reaffirmation", "statement") and all(one.part == "stands by" for one in stand.held)


def _disputed(number: int, ordered: Sequence[Stand], begins: Sequence[str], matters: Matters) -> tuple[str, ...]:
    """The occurrences of the same time that tell the contrary; `begins` are the days on which the stands begin."""
    stand = ordered[number]
    if stand.when is None or not days.placed(stand.when):
        return ()
    first, last = days.about(stand.when.begin)
    near = slice(
        max(bisect_left(begins, first), number - LOOK_BACK), min(bisect_right(begins, last), number + LOOK_BACK)
    )
    return tuple(
        other.occurrence
        for other in ordered[near]
        if other.occurrence != stand.occurrence and _disputes(stand, other, matters)
    )


def _of_all(stand: Stand) -> bool:
    """Whether a move says that the party's position holds, on no issue in particular."""
    return stand.kind == "reaffirmation" and all(
        one.part == "stands by" or says_unchanged(one.text) for one in stand.held
    )


def _confirm(party: str, stand: Stand, found: Mapping[tuple[str, str | None], list[Stand]]) -> None:
    """Adds what says that nothing changed, and not on what, to positions that the party held before.

    What it speaks of is what its article tells of the party; where that is nothing, all that the party holds.
    """
    steady = replace(stand, held=tuple(replace(one, part="stands by") for one in stand.held))
    own = [told for (its, issue), told in found.items() if its == party and issue is not None]
    articles = {account.article for account in stand.accounts}
    there = [told for told in own if any(a.article in articles for one in told for a in one.accounts)]
    for told in there or own:
        if any(days.before(one.when, stand.when) and _toward(one, stand) for one in told):
            told.append(steady)


def _toward(one: Stand, other: Stand) -> bool:
    return one.toward == other.toward or one.toward is None or other.toward is None


def _disputes(one: Stand, other: Stand, matters: Matters) -> bool:
    """Whether two stands of one time say the contrary, and neither tells that it moves away from the other."""
    return (
        days.one_time(one.when, other.when)
        and not {one.kind, other.kind} & _MOVES_AWAY
        and all(held.part in _CONTESTED for held in (*one.held, *other.held))
        and relation(one, other, matters) == "contrary"
    )
