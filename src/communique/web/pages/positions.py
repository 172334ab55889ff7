"""What each party holds on each issue, and how one party came to what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from communique.catalogue import Catalogue, Slice
from communique.catalogue.bargains import pairs
from communique.catalogue.laid import Rejected, notes, rejected, reviewed
from communique.catalogue.standing import (
    PARTIES,
    Cell,
    IssueHeld,
    Matrix,
    Row,
    Shown,
    Side,
    history,
    issue_named,
    issues_held,
    last_day,
    matrix,
    number_of,
    points,
    sides,
    stands_of,
    undated,
)
from communique.errors import QuestionError
from communique.export.positions import STANDS_CSV
from communique.web.house import NotThereError, Visit
from communique.web.pages.stretches import stretch_of
from communique.web.pictures.changes import Changes, changes
from communique.web.publishing import Asked, Page, Sheet

COLUMNS = (
    "party", "party_name", "issue", "issue_name", "holds", "last_said", "change", "disputed", "course", "stands",
    "occurrences",
)  # fmt: skip
STANDS = 25  # of one page, each with its words
_PARTS = ("gives", "asks", "refuses")


class PositionsAsked(Asked):
    """What can be asked of the table of positions."""

    party: tuple[str, ...] = Field((), description="One party, or several: ids or names.")
    issue: str | None = Field(None, description="One issue, by id or name; none for what is of no issue of the list.")
    at: str | None = Field(None, description="As of the end of this day, month or year: 2019-03-01, 2019-03, 2019.")
    page: int = Field(1, ge=1, description="Which page of the parties.")


@dataclass(frozen=True, slots=True)
class PositionsView:
    """A page of the table of positions; `parties` and `known` are the parties and issues that can be asked for."""

    matrix: Matrix
    parties: tuple[Side, ...]
    known: tuple[IssueHeld, ...]


def view(visit: Visit, asked: PositionsAsked) -> PositionsView:
    """What the page tells."""
    catalogue = reviewed(visit.catalogue)
    found = matrix(
        catalogue,
        parties=asked.party,
        issue=asked.issue,
        at=asked.at,
        stretch=stretch_of(visit, asked.page, PARTIES),
    )
    return PositionsView(found, sides(catalogue), issues_held(catalogue))


def sheet(view: PositionsView) -> Sheet:
    """The cells that have something in them, a row each."""
    return Sheet(COLUMNS, _cells(view.matrix))


def _cells(found: Matrix) -> Iterator[tuple[Any, ...]]:
    for row in found.rows.rows:
        for issue, cell in zip(found.issues, row.cells, strict=True):
            if cell is not None:
                yield (
                    row.party.id,
                    row.party.name,
                    issue.id,
                    issue.name,
                    " | ".join(holding.words for holding in cell.holds),
                    cell.said,
                    cell.change,
                    cell.disputed,
                    cell.course,
                    cell.stands,
                    "; ".join(holding.occurrence for holding in cell.holds),
                )


class PositionAsked(Asked):
    """What can be asked of the positions of one party."""

    issue: str | None = Field(None, description="On this issue, by id or name; none for what is of no issue.")
    at: str | None = Field(None, description="As of the end of this day, month or year.")
    order: str = Field("-when", description="-when: the latest stand first; when: the first.")
    stand: str | None = Field(None, description="The page of the history that has this stand, by its occurrence.")
    page: int | None = Field(None, ge=1, description="Which page of the history.")


@dataclass(frozen=True, slots=True)
class StandTold:
    """A stand, with the earlier one that it confirms or departs from, and those of its time that say the contrary.

    The two are the two evidences of a change. `reviewed` says what people found of it; None where nobody reviewed it.
    """

    shown: Shown
    versus: Shown | None
    disputed: tuple[Shown, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class PositionView:
    """What one party holds: in short on each issue (`cells`), over time, and, of one `issue`, its whole history.

    `rejected` is left out of it. `bargains`: whether it gives or asks anything of another.
    """

    party: Side
    cells: tuple[tuple[IssueHeld, Cell], ...]
    picture: Changes | None
    issue: IssueHeld | None
    history: Slice[StandTold] | None
    page: int
    at: str | None
    undated: int
    rejected: tuple[Rejected, ...]
    bargains: bool


def position(visit: Visit, asked: PositionAsked, key: str) -> PositionView:
    """What the page of one party tells."""
    catalogue = reviewed(visit.catalogue)
    party = next((side for side in sides(catalogue) if side.id == key), None)
    if party is None:
        raise NotThereError(
            f"Nothing is known that {key!r} holds",
            cause="no move of this party was read, or the address is mistyped",
            fix="choose a party from the table of positions",
        )
    if asked.order not in ("when", "-when"):
        raise QuestionError(f"order cannot be {asked.order!r}", fix="use when or -when")
    at = last_day(asked.at)
    found = matrix(catalogue, parties=[party.id], at=at)
    row = found.rows.rows[0].cells if found.rows.rows else ()
    cells = tuple((issue, cell) for issue, cell in zip(found.issues, row, strict=True) if cell is not None)
    issue = issue_named(catalogue, asked.issue) if asked.issue is not None else None
    if issue is None and len(cells) == 1:
        issue = cells[0][0]
    page = _page(catalogue, asked, party, issue, at) if issue is not None else 1
    return PositionView(
        party,
        cells,
        changes(points(catalogue, party.id, at), [issue] if issue else [issue for issue, _ in cells]),
        issue,
        _history(visit, catalogue, asked, party, issue, at, page) if issue is not None else None,
        page,
        at,
        undated(catalogue) if at else 0,
        rejected(catalogue, party=party.id),
        any(party.id in pair.parties for pair in pairs(catalogue)),
    )


def _page(catalogue: Catalogue, asked: PositionAsked, party: Side, issue: IssueHeld, at: str | None) -> int:
    """Which page of the history is asked for: by its number, or by a stand that is on it."""
    if asked.page is not None or asked.stand is None:
        return asked.page or 1
    latest_first = asked.order == "-when"
    number = number_of(catalogue, party.id, issue.id, asked.stand, at=at, latest_first=latest_first)
    return number // STANDS + 1


def _history(
    visit: Visit, catalogue: Catalogue, asked: PositionAsked, party: Side, issue: IssueHeld, at: str | None, page: int
) -> Slice[StandTold]:
    """The stands of a page, each with those that it stands beside, which may be on another page."""
    found = history(
        catalogue,
        party.id,
        issue.id,
        at=at,
        latest_first=asked.order == "-when",
        stretch=stretch_of(visit, page, STANDS),
    )
    beside = {one for shown in found.rows for one in (shown.stand.versus, *shown.stand.disputed) if one is not None}
    known = {one.stand.occurrence: one for one in found.rows}
    more = sorted(beside - known.keys())
    if more:
        known |= {one.stand.occurrence: one for one in stands_of(catalogue, party.id, issue.id, more)}
    found_of = notes(catalogue, [one.stand.occurrence for one in found.rows])
    told = (
        StandTold(
            shown,
            known.get(shown.stand.versus or ""),
            tuple(known[one] for one in shown.stand.disputed if one in known),
            found_of.get(shown.stand.occurrence),
        )
        for shown in found.rows
    )
    return Slice(tuple(told), found.total, found.first)


def stands(view: PositionView) -> Sheet:
    """The history as a table, a row a stand, as `communique positions --csv` has it; without an issue, the cells."""
    if view.history is None:
        return Sheet(COLUMNS, _short(view))
    return Sheet(STANDS_CSV, _stands(view, view.history))


def _short(view: PositionView) -> Iterator[tuple[Any, ...]]:
    issues = tuple(issue for issue, _ in view.cells)
    row = Row(view.party, tuple(cell for _, cell in view.cells))
    yield from _cells(Matrix(issues, Slice((row,), 1, 0)))


def _stands(view: PositionView, told: Slice[StandTold]) -> Iterator[tuple[Any, ...]]:
    for one in told.rows:
        stand, words = one.shown.stand, one.shown.words
        parts = ["; ".join(held.text for held in stand.held if held.part == part) for part in _PARTS]
        yield (
            view.party.id,
            view.party.name,
            view.issue.id if view.issue else None,
            *((stand.when.begin, stand.when.end, stand.when.basis) if stand.when else (None, None, None)),
            stand.reported.end if stand.reported else None,
            stand.kind,
            stand.toward,
            stand.by,
            *parts,
            "; ".join(held.text for held in stand.held if held.part not in _PARTS),
            stand.condition,
            stand.change,
            stand.versus,
            "; ".join(stand.disputed),
            stand.certainty,
            words.articles,
            len(stand.origins),
            stand.occurrence,
        )


PAGE = Page(
    path="/positions",
    name="Positions",
    template="positions.html",
    asked=PositionsAsked,
    view=view,
    sheet=sheet,
    about="What each party holds on each issue, and how that changed.",
)

ONE = Page(
    path="/positions/{key:path}",
    name="Positions of one party",
    template="position.html",
    asked=PositionAsked,
    view=position,
    sheet=stands,
    about="How one party came to what it holds: each stand, what it changes, and the words that show it.",
)
