"""The chronology: what is asked for, in order of time, what has no date last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from communique.chronology.asked import Asked, between, filter_of
from communique.chronology.brief import KeyDay, key_days, rank
from communique.chronology.entries import Entry, entry_of
from communique.chronology.folding import folded
from communique.chronology.lives import Life, life_of
from communique.desk import Desk
from communique.errors import QuestionError
from communique.record.narrow import Narrow
from communique.weave.occurrence import Occurrence, OccurrenceKind, Woven

if TYPE_CHECKING:
    from communique.record import Record

_PARTS = frozenset({"party", "toward", "by", "kind", "brief", "desk"})
_AFTER_ALL = "~"  # sorts behind every ISO date
_LEAST_OF_ID = 6  # characters of an id's beginning that are enough: fewer may be a line's number
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Chronology:
    """Occurrences in order of time, each as a line that opens to its evidence.

    `dated` are placed by the first day on which they may have happened; `undated` could not be placed and go last.
    `known` counts all occurrences that were asked, `fitting` those that the filters let through, less those `beside`
    them that are told in the same words (`folding`), `hidden` those that are on no key day, or not among the foremost
    of it. `alone` says, where nothing fits, how many each
    filter would let through by itself. `days` are the key days; none where not asked for.
    `meetings` are the lives of the meetings that any entry belongs to.
    """

    asked: Asked
    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    known: int
    fitting: int
    beside: int = 0
    alone: tuple[tuple[str, int], ...] = ()
    days: tuple[KeyDay, ...] = ()
    meetings: tuple[Life, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All lines, in order of their numbers."""
        return (*self.dated, *self.undated)

    @property
    def hidden(self) -> int:
        """How many occurrences fit what was asked and are not shown: 0 unless it is brief."""
        return self.fitting - len(self.dated) - len(self.undated)

    @property
    def articles(self) -> int:
        """How many articles tell of what is shown."""
        return len({account.article for entry in self.entries for account in entry.occurrence.accounts})

    def entry(self, key: str) -> Entry:
        """The line with the occurrence's id `key`, with an id that begins so, or with that number.

        Raises QuestionError where there is none, or several are meant.
        """
        found = [entry for entry in self.entries if entry.occurrence.id == key]
        if not found and len(key) >= _LEAST_OF_ID:
            found = [entry for entry in self.entries if entry.occurrence.id.startswith(key)]
        if not found and key.isdecimal():
            found = [entry for entry in self.entries if entry.number == int(key)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(entry.occurrence.id for entry in found[:_SHOWN])
            raise QuestionError(
                f"{key!r} may be {len(found)} entries", cause=f"so begin {ids}", fix="use more of the id"
            )
        raise QuestionError(
            f"There is no entry {key!r} among the {len(self.entries)} that were asked for",
            cause="numbers go with the filters of a question; ids stay",
            fix="repeat the filters beside --open, or give the id that the last column shows",
        )


def chronology(
    woven: Woven,
    *,
    actors: Sequence[str] = (),
    party: str | None = None,
    toward: str | None = None,
    by: str | None = None,
    issue: str | None = None,
    kind: str | None = None,
    place: str | None = None,
    meeting: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    origins: int = 1,
    brief: bool = False,
    desk: Desk | None = None,
) -> Chronology:
    """The occurrences of `woven` that fit all of these, in order of time.

    `actors` (ids or names) must all act in it, a state by its people too; `party`, `toward` and `by` are those of
    moves; `issue` is one of the desk's, by words in the accounts, or one of a term of a move; `kind` is "statement",
    "meeting", "event", "move" or a kind of moves; `place` words of its name; `meeting` an id or a name. Without a
    `kind`, what is told in the same words is told once (`folding`).
    `since` and `until` are a day, a month or a year, inclusive, and keep what may have happened then: so also what has
    no date. `origins` is the least number of independent ones. With `brief`, the key days alone (`brief.RULE`).
    Raises QuestionError where one of these cannot be understood.
    """
    wanted = filter_of(
        woven,
        actors=actors,
        party=party,
        toward=toward,
        by=by,
        issue=issue,
        kind=kind,
        place=place,
        meeting=meeting,
        since=since,
        until=until,
        origins=origins,
        brief=brief,
        desk=desk,
    )
    found = list(filter(wanted, woven.occurrences))
    fitting = sorted(found if kind is not None else folded(found), key=_order)
    days = key_days(fitting) if brief else ()
    keys = {day.shown[0].id: day.why for day in days}
    shown = sorted((of for day in days for of in day.shown), key=_order) if brief else fitting
    names = {actor.id: actor.name for actor in woven.actors}
    lines = [entry_of(of, number, names, key=keys.get(of.id)) for number, of in enumerate(shown, 1)]
    return Chronology(
        asked=wanted.asked,
        dated=tuple(entry for entry in lines if entry.occurrence.when is not None),
        undated=tuple(entry for entry in lines if entry.occurrence.when is None),
        known=len(woven.occurrences),
        fitting=len(fitting),
        beside=len(found) - len(fitting),
        alone=() if fitting else wanted.alone(woven.occurrences),
        days=days,
        meetings=_meetings(woven, shown, names),
    )


def chronology_in(record: Record, **asked: Any) -> tuple[Chronology, Woven]:
    """The same of what is woven in a record, and that which it was made of.

    Only what the question may be about is looked at. Where that comes to nothing all is, to say why.
    """
    kind, (first, last) = asked.get("kind"), between(asked.get("since"), asked.get("until"))
    kinds = () if kind is None else (kind,) if kind in get_args(OccurrenceKind) else ("move",)
    parts = tuple((part, asked[part]) for part in ("party", "toward", "by") if asked.get(part) is not None)
    narrow = Narrow(kinds, tuple(asked.get("actors") or ()), parts, first, last, theirs=True)
    if narrow != Narrow(theirs=True):
        with suppress(QuestionError):
            some = record.woven(narrow=narrow)
            found = chronology(some, **asked)
            if found.entries:
                return replace(found, known=record.happenings), some
    if _of_moves(asked):
        with suppress(QuestionError):
            moves = record.woven(narrow=Narrow(("move",)))
            return replace(chronology(moves, **asked), known=record.happenings), moves
    every = record.woven()
    return chronology(every, **asked), every


def _of_moves(asked: Mapping[str, Any]) -> bool:
    """Whether no filter lets anything but moves through, so that these alone say how much each lets through."""
    given = {name for name, value in asked.items() if value and not (name == "origins" and value == 1)}
    return given <= _PARTS and asked.get("kind") not in (None, "statement", "event", "meeting")


def _order(occurrence: Occurrence) -> tuple[object, ...]:
    """By its days, then its first report; what stands for the same days by what is told of most."""
    when, reported = occurrence.when, occurrence.reported
    return (
        when.begin if when else _AFTER_ALL,
        when.end if when else _AFTER_ALL,
        reported.begin if reported and not when else _AFTER_ALL,
        *rank(occurrence),
    )


def _meetings(woven: Woven, shown: Iterable[Occurrence], names: dict[str, str]) -> tuple[Life, ...]:
    wanted = {occurrence.encounter for occurrence in shown}
    by_id = {occurrence.id: occurrence for occurrence in woven.occurrences}
    return tuple(life_of(one, by_id, names) for one in woven.encounters if one.id in wanted)
