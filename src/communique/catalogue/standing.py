"""The shelf of positions: what each party holds on each issue, and how it came to that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.evidence import found
from communique.catalogue.paging import FIRST, Slice, Stretch
from communique.catalogue.remembering import remembered
from communique.chronology.entries import Telling
from communique.errors import QuestionError
from communique.positions import days
from communique.positions.history import position
from communique.positions.stands import Change, Position, Stand
from communique.positions.wording import Matters
from communique.positions.words import change_words, course_words, said, stand_words
from communique.record.names import Names
from communique.record.questions import days as days_of
from communique.record.words import fold
from communique.weave.occurrence import Occurrence

HELD_SHOWN = 3
"""Stands of one cell; its history has all."""

PARTIES = 12
"""Parties of one page of the table."""

NO_ISSUE = "none"
"""How what no issue of the list is about is asked for."""

TABLES_KEPT = 32
"""Groups of parties whose cells are remembered: a page of twelve has some hundred."""

DAYS_KEPT = 16
"""Days as of which the table was asked that are remembered: one that is worked out takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that a party holds, in words, and when it last said so."""

    occurrence: str
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a party holds on an issue, in short.

    `holds` are the latest stands that no later one has overtaken, `more` counts the others. `said` is when it last
    spoke of it, `change` and `disputed` are those of that stand, `course` is what became of the position, `stands`
    counts all. `issue` is None for what no issue of the list is about.
    """

    party: str
    issue: str | None
    holds: tuple[Holding, ...]
    more: int
    said: str
    change: Change | None
    disputed: bool
    course: str
    stands: int


@dataclass(frozen=True, slots=True)
class Side:
    """A party, and how many stands of it are known."""

    id: str
    name: str
    stands: int


@dataclass(frozen=True, slots=True)
class IssueHeld:
    """An issue that some party holds something on; its `id` is None for what no issue of the list is about."""

    id: str | None
    name: str
    stands: int


@dataclass(frozen=True, slots=True)
class Row:
    """What one party holds: a cell for each issue of the table, None where nothing is known."""

    party: Side
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What each party holds on each issue. `at` is the day as of which; None by the last that is known.

    `undated` counts the moves that the day left out, for their own is unknown.
    """

    issues: tuple[IssueHeld, ...]
    rows: Slice[Row]
    at: str | None = None
    undated: int = 0


@dataclass(frozen=True, slots=True)
class StandWords:
    """A stand in words. `toward` and `by` are names, `articles` and `texts` count those that tell of it."""

    said: str
    holds: str
    change: str
    count: str
    toward: str | None
    by: str | None
    articles: int
    texts: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A stand with its words and the first texts that tell of it; `standing` where no later one has overtaken it."""

    stand: Stand
    words: StandWords
    standing: bool
    evidence: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A stand as a mark on a line of time."""

    occurrence: str
    issue: str | None
    begin: str | None
    end: str | None
    change: Change | None
    disputed: bool
    standing: bool
    words: str
    said: str


def sides(catalogue: Catalogue) -> tuple[Side, ...]:
    """The parties of which any stand is known, those of most first."""
    return _sides(catalogue)


def issues_held(catalogue: Catalogue) -> tuple[IssueHeld, ...]:
    """The issues that anything is held on, those of most stands first, what is of none last."""
    return _issues(catalogue)


def party_named(catalogue: Catalogue, value: str) -> Side:
    """The party that `value` names. Raises QuestionError where none is meant, or nothing is known that it holds."""
    id_ = _names(catalogue).actor(value)
    side = next((side for side in _sides(catalogue) if side.id == id_), None)
    if side is None:
        raise QuestionError(
            f"Nothing is known that {value} holds",
            cause="no move of this party was read",
            fix="use one of the parties of the table of positions",
        )
    return side


def issue_named(catalogue: Catalogue, value: str) -> IssueHeld:
    """The issue that `value` names, by id or name, "none" for what is of no issue. Raises QuestionError otherwise."""
    known = _issues(catalogue)
    wanted = None if value == NO_ISSUE else fold(value)
    for issue in known:
        if wanted is None and issue.id is None:
            return issue
        if wanted is not None and issue.id is not None and wanted in (fold(issue.id), fold(issue.name)):
            return issue
    raise QuestionError(
        f"No party holds anything on {value!r}",
        cause="the name is mistyped, or no move is about it",
        fix=f"the issues are {', '.join(issue.id or NO_ISSUE for issue in known)}" if known else "read more articles",
    )


def last_day(at: str | None) -> str | None:
    """The last day of a day, month or year. Raises QuestionError where it is none."""
    told = days_of(at, "at")
    return told[1].isoformat() if told else None


def matrix(
    catalogue: Catalogue,
    *,
    parties: Sequence[str] = (),
    issue: str | None = None,
    at: str | None = None,
    stretch: Stretch = FIRST,
) -> Matrix:
    """What each party holds on each issue: of some parties, on one issue, as of a day.

    Raises QuestionError where one of these cannot be understood.
    """
    last = last_day(at)
    wanted = tuple(dict.fromkeys(party_named(catalogue, party) for party in parties)) or _sides(catalogue)
    about = issue_named(catalogue, issue) if issue is not None else None
    if about is not None:
        query = "SELECT party FROM positions WHERE issue IS NOT DISTINCT FROM ?"
        having = {party for (party,) in catalogue.ask(query, [about.id])}
        wanted = tuple(side for side in wanted if side.id in having)
    page = wanted[stretch.first : stretch.first + stretch.count]
    ids = tuple(side.id for side in page)
    told = map(cell_of, _as_of(catalogue, ids, last)) if last else _cells(catalogue, ids)
    cells = {(cell.party, cell.issue): cell for cell in told}
    columns = tuple(
        one for one in _issues(catalogue) if about in (None, one) and any((id_, one.id) in cells for id_ in ids)
    )
    rows = tuple(Row(side, tuple(cells.get((side.id, one.id)) for one in columns)) for side in page)
    return Matrix(columns, Slice(rows, len(wanted), stretch.first), last, undated(catalogue) if last else 0)


def cell_of(position: Position) -> Cell:
    """A position in short."""
    last = position.last
    return Cell(
        position.party,
        position.issue,
        tuple(
            Holding(stand.occurrence, stand_words(stand), said(stand.when)) for stand in position.standing[:HELD_SHOWN]
        ),
        max(0, len(position.standing) - HELD_SHOWN),
        said(last.when),
        last.change,
        bool(last.disputed),
        course_words(position),
        len(position.history),
    )


@remembered(TABLES_KEPT)
def points(catalogue: Catalogue, party: str, at: str | None = None) -> tuple[Point, ...]:
    """The stands of a party, by its id, as marks on lines of time, in order; as of the last day `at`."""
    if at is not None:
        return tuple(_points(_as_of(catalogue, (party,), at)))
    query = """
        SELECT occurrence, issue, "begin", "end", change, disputed, standing, holds, said FROM stands
        WHERE party = ? ORDER BY issue, number
    """
    return tuple(Point(*row) for row in catalogue.ask(query, [party]))


def history(
    catalogue: Catalogue,
    party: str,
    issue: str | None,
    *,
    at: str | None = None,
    latest_first: bool = True,
    stretch: Stretch = FIRST,
) -> Slice[Shown]:
    """The stands of a party on an issue, both by their ids, in order of time, what has no date last in either order.

    As of the last day `at`, where there is one. A stretch behind the end is empty, and says that there are none.
    """
    if at is None:
        way = "DESC" if latest_first else "ASC"
        query = f'{_SHOWN} ORDER BY "begin" IS NULL, number {way} LIMIT ? OFFSET ?'
        rows = catalogue.ask(query, [party, issue, stretch.count, stretch.first])
        total = rows[0][-1] if rows else 0
        return Slice(tuple(_shown(*row) for row in rows), total, stretch.first)
    positions = _as_of(catalogue, (party,), at)
    told = next((one for one in positions if one.issue == issue), None)
    if told is None:
        return Slice((), 0, stretch.first)
    ordered = _ordered(told, latest_first=latest_first)
    page = ordered[stretch.first : stretch.first + stretch.count]
    kept = {one.stand.occurrence: one for one in stands_of(catalogue, party, issue, [s.occurrence for s in page])}
    by_id = {stand.occurrence: _bare(stand) for stand in told.history}
    standing = {stand.occurrence for stand in told.standing}
    shown = (
        replace(
            kept[stand.occurrence],
            stand=stand,
            words=replace(kept[stand.occurrence].words, change=change_words(stand, by_id)),
            standing=stand.occurrence in standing,
        )
        for stand in page
    )
    return Slice(tuple(shown), len(told.history), stretch.first)


def number_of(
    catalogue: Catalogue,
    party: str,
    issue: str | None,
    occurrence: str,
    *,
    at: str | None = None,
    latest_first: bool = True,
) -> int:
    """Which stand of a `history`, counted from 0, an occurrence shows; 0 where it shows none."""
    if at is None:
        way = "DESC" if latest_first else "ASC"
        query = f'SELECT occurrence FROM stands WHERE {_OF} ORDER BY "begin" IS NULL, number {way}'
        ids = [id_ for (id_,) in catalogue.ask(query, [party, issue])]
    else:
        told = next((one for one in _as_of(catalogue, (party,), at) if one.issue == issue), None)
        ids = [stand.occurrence for stand in _ordered(told, latest_first=latest_first)] if told else []
    return ids.index(occurrence) if occurrence in ids else 0


def stands_of(catalogue: Catalogue, party: str, issue: str | None, occurrences: Sequence[str]) -> tuple[Shown, ...]:
    """The stands of a position that these occurrences show, in order of time."""
    rows = catalogue.ask(f"{_SHOWN} AND list_contains(?, occurrence) ORDER BY number", [party, issue, [*occurrences]])
    return tuple(_shown(*row) for row in rows)


def undated(catalogue: Catalogue) -> int:
    """How many moves have no day by which they were surely made."""
    query = """SELECT count(DISTINCT occurrence) FROM stands WHERE "end" IS NULL"""
    ((number,),) = catalogue.ask(query)
    return int(number)


_OF = "party = ? AND issue IS NOT DISTINCT FROM ?"
_SHOWN = f"SELECT stand, told, standing, evidence, count(*) OVER () FROM stands WHERE {_OF}"


def _shown(stand: str, told: str, standing: bool, evidence: str, _: int) -> Shown:
    return Shown(found(Stand, stand), found(StandWords, told), standing, found(tuple[Telling, ...], evidence))


@remembered(TABLES_KEPT)
def _cells(catalogue: Catalogue, parties: tuple[str, ...]) -> tuple[Cell, ...]:
    query = "SELECT cell FROM positions WHERE list_contains(?, party) ORDER BY number"
    return tuple(found(Cell, cell) for (cell,) in catalogue.ask(query, [[*parties]]))


@remembered(DAYS_KEPT)
def _as_of(catalogue: Catalogue, parties: tuple[str, ...], last: str) -> tuple[Position, ...]:
    """The positions of some parties by the end of a day, worked out anew from what had been said by then."""
    query = """
        SELECT party, issue, stand FROM stands WHERE list_contains(?, party) AND "end" <= ? ORDER BY issue, number
    """
    told: dict[tuple[str, str | None], list[Stand]] = {}
    for party, issue, stand in catalogue.ask(query, [[*parties], last]):
        told.setdefault((party, issue), []).append(found(Stand, stand))
    matters = matters_of(catalogue)
    return tuple(position(*key, stands, matters.get(key[1], matters[None])) for key, stands in told.items())


def _ordered(told: Position, *, latest_first: bool) -> list[Stand]:
    """The stands of a position in order of time, what has no date last in either order."""
    ordered = told.history[::-1] if latest_first else told.history
    return sorted(ordered, key=lambda stand: not days.placed(stand.when))


def _points(positions: Iterable[Position]) -> Iterable[Point]:
    for one in positions:
        standing = {stand.occurrence for stand in one.standing}
        for stand in one.history:
            yield Point(
                stand.occurrence,
                one.issue,
                stand.when.begin if stand.when and days.placed(stand.when) else None,
                stand.when.end if stand.when and days.placed(stand.when) else None,
                stand.change,
                bool(stand.disputed),
                stand.occurrence in standing,
                stand_words(stand),
                said(stand.when),
            )


def _bare(stand: Stand) -> Occurrence:
    """The occurrence that shows a stand, as far as its days go."""
    return Occurrence(stand.occurrence, "move", stand.summary, (), stand.when, stand.reported, (), ())


@remembered()
def _sides(catalogue: Catalogue) -> tuple[Side, ...]:
    return tuple(Side(*row) for row in catalogue.ask("SELECT party, name, stands FROM sides ORDER BY number"))


@remembered()
def _issues(catalogue: Catalogue) -> tuple[IssueHeld, ...]:
    return tuple(
        IssueHeld(*row) for row in catalogue.ask("SELECT issue, name, stands FROM issues_held ORDER BY number")
    )


@remembered()
def _names(catalogue: Catalogue) -> Names:
    return Names.of((side.id, side.name, True, None) for side in _sides(catalogue))


@remembered()
def matters_of(catalogue: Catalogue) -> Mapping[str | None, Matters]:
    """What compares terms of each issue, under None those of which the issue is not known."""
    rows = catalogue.ask("SELECT issue, own, names, whole FROM matters")
    names = next((frozenset(names) for issue, _, names, _ in rows if issue is None), frozenset[str]())
    return {issue: Matters(frozenset(own), names, whole=whole) for issue, own, _, whole in rows}
