"""How the positions of one party changed over time: a lane an issue, in it a mark a stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.catalogue.standing import IssueHeld, Point
from communique.web.pictures.scale import Scale, Tick, scale

LANE = 28  # pixels: the least height of what can be touched is 24
MARK = 6.0  # half of a mark's width, in pixels


@dataclass(frozen=True, slots=True)
class Mark:
    """A stand: the days in which it was said, from `x` to `to` in per cent, and what became of the position with it."""

    occurrence: str
    x: float
    to: float
    change: str
    disputed: bool
    standing: bool
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one issue; `undated` counts the stands that could not be placed."""

    issue: IssueHeld
    marks: tuple[Mark, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The drawing: lanes in the order of the issues."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    first: str
    last: str


def changes(points: Iterable[Point], issues: Sequence[IssueHeld]) -> Changes | None:
    """The drawing of these stands; None where none of them has a date."""
    points = tuple(points)
    days = sorted(day for point in points if point.begin and point.end for day in (point.begin, point.end))
    if not days:
        return None
    along = scale(days[0], days[-1])
    lanes = (_lane(issue, [point for point in points if point.issue == issue.id], along) for issue in issues)
    return Changes(
        tuple(lane for lane in lanes if lane.marks or lane.undated), along.ticks, along.bins[0].begin, along.bins[-1].end
    )


def _lane(issue: IssueHeld, points: Sequence[Point], along: Scale) -> Lane:
    marks = tuple(
        Mark(
            point.occurrence,
            along.place(point.begin),
            along.place(point.end),
            (point.change or "unknown").replace(" ", "-"),
            point.disputed,
            point.standing,
            f"{point.said}: {point.words}" + (f" ({point.change})" if point.change else ""),
        )
        for point in points
        if point.begin and point.end
    )
    return Lane(issue, marks, len(points) - len(marks))
