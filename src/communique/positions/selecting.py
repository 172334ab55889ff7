"""Positions and tables as they are asked for: of whom, on what, as of which day."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from communique.chronology.asked import actor_named
from communique.desk import Desk
from communique.errors import QuestionError
from communique.issues import issues_of
from communique.positions import days
from communique.positions.exchange import exchanges
from communique.positions.history import histories
from communique.positions.lines import Exchange
from communique.positions.stands import Position
from communique.positions.steadfast import SUBJECTS
from communique.positions.subjects import Subjects, subjects_of
from communique.record.narrow import Narrow
from communique.record.questions import days as days_of
from communique.record.words import fold
from communique.weave.occurrence import Occurrence, Woven

POSITIONS = Narrow(kinds=("move", "statement"), saying=SUBJECTS)
TABLE = Narrow(kinds=("move", "meeting"))
"""What of a record is enough to be told positions, and tables, of."""


@dataclass(frozen=True, slots=True)
class Positions:
    """What each party holds on each issue.

    `at` is the day as of which, None where it is by the last that is known. `parties` and `issues` have the names of
    whoever and whatever the positions name; `occurrences` has what their stands rest on, by its id. `undated` counts
    the moves that the day left out, for their own is unknown.
    """

    positions: tuple[Position, ...]
    occurrences: dict[str, Occurrence]
    parties: dict[str, str]
    issues: dict[str, str]
    at: str | None = None
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """What is on the table between the parties of each pair; the other fields are as in `Positions`.

    `occurrences` has what a line or its answer rests on.
    """

    exchanges: tuple[Exchange, ...]
    occurrences: dict[str, Occurrence]
    parties: dict[str, str]
    issues: dict[str, str]
    at: str | None = None
    undated: int = 0


def positions(
    woven: Woven,
    *,
    party: str | None = None,
    issue: str | None = None,
    at: str | date | None = None,
    desk: Desk | None = None,
) -> Positions:
    """What each party holds on each issue, when it last said so, and how that changed.

    `party` is an id or a name, `issue` an id or name of the desk's issues, or of the shipped ones where it has none.
    `at` is a day, month or year, by the end of which things are told. Raises QuestionError where one of these cannot
    be understood.
    """
    last = _last(at)
    subjects = subjects_of(woven, issues_of(desk))
    wanted = actor_named(party, woven.actors).id if party is not None else None
    about = issue_named(issue, subjects) if issue is not None else None
    told = [subjects.named(o) for o in woven.occurrences if days.by(days.made(o.when, o.reported), last)]
    found = histories(told, subjects, wanted)
    kept = tuple(p for p in found if about in (None, p.issue))
    shown = {stand.occurrence for p in kept for stand in p.history}
    return Positions(
        kept,
        {o.id: o for o in told if o.id in shown},
        _names({p.party for p in kept} | {s.toward for p in kept for s in p.history}, subjects),
        _issues((p.issue for p in kept), subjects),
        last,
        _undated(woven, last),
    )


def table(
    woven: Woven,
    *,
    parties: Sequence[str] = (),
    issue: str | None = None,
    at: str | date | None = None,
    desk: Desk | None = None,
) -> Table:
    """What each party gives and asks of another, and how the other answered: a pair of parties after the other.

    `parties`: one, the pairs that it is of; two or more, the pairs of these. The others are as in `positions`.
    """
    last = _last(at)
    subjects = subjects_of(woven, issues_of(desk))
    wanted = [actor_named(name, woven.actors).id for name in parties]
    about = issue_named(issue, subjects) if issue is not None else None
    told = {o.id: subjects.named(o) for o in woven.occurrences if days.by(days.made(o.when, o.reported), last)}
    found = exchanges(told.values(), subjects.matters, subjects.persons, wanted)
    if about is not None:
        found = tuple(replace(e, lines=tuple(ln for ln in e.lines if ln.issue == about)) for e in found)
    kept = tuple(exchange for exchange in found if exchange.lines)
    lines = [line for exchange in kept for line in exchange.lines]
    shown = [
        id_
        for line in lines
        for id_ in (*line.occurrences, line.answer.occurrence if line.answer else None, line.taken_back)
        if id_ is not None
    ]
    return Table(
        kept,
        {id_: told[id_] for id_ in shown},
        _names({party for exchange in kept for party in exchange.parties}, subjects),
        _issues((line.issue for line in lines), subjects),
        last,
        _undated(woven, last),
    )


def issue_named(value: str, subjects: Subjects) -> str:
    """The id of the issue that `value` names. Raises QuestionError where there is none, naming those that there are."""
    known = {issue.id: issue.name for issue in subjects.issues} | {
        id_: id_ for id_ in subjects.matters if id_ is not None and id_ not in {i.id for i in subjects.issues}
    }
    found = next((id_ for id_, name in known.items() if fold(value) in (fold(id_), fold(name))), None)
    if found is not None:
        return found
    near = difflib.get_close_matches(value, [*known, *known.values()], 1)
    raise QuestionError(
        f"The issue {value!r} is not known",
        cause=f"the issues are {', '.join(known)}" if known else "no term in this record is about any issue",
        fix=f"did you mean {near[0]!r}?" if near else "use one of these, or give your own in a desk",
    )


def _last(at: str | date | None) -> str | None:
    found = days_of(at, "at")
    return found[1].isoformat() if found else None


def _undated(woven: Woven, last: str | None) -> int:
    if last is None:
        return 0
    return sum(1 for o in woven.occurrences if o.step is not None and days.made(o.when, o.reported) is None)


def _names(ids: Iterable[str | None], subjects: Subjects) -> dict[str, str]:
    return {id_: subjects.names.get(id_, id_) for id_ in sorted(filter(None, ids))}


def _issues(ids: Iterable[str | None], subjects: Subjects) -> dict[str, str]:
    names = {issue.id: issue.name for issue in subjects.issues}
    return {id_: names.get(id_, id_) for id_ in sorted({id_ for id_ in ids if id_ is not None})}
