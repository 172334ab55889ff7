"""How the positions of one party changed over time: a lane an issue, in it a mark a stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.catalogue.standing import IssueHeld, Point
from communique.web.pictures.scale import Scale, Tick, scale

LANE = 40  # pixels
NEAR = 1.2  # per cent: marks that are nearer one another stand above and below
LEVELS = (0, -11, 11)  # pixels from the middle of a lane, for marks that would cover one another


@dataclass(frozen=True, slots=True)
class Mark:
    """A stand: the days in which it was said, from `x` to `to` in per cent, and what became of the position with it."""

    occurrence: str
    x: float
    to: float
    y: int
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
    height: int = LANE


def changes(points: Iterable[Point], issues: Sequence[IssueHeld]) -> Changes | None:
    """The drawing of these stands; None where none of them has a date."""
    wanted = {issue.id for issue in issues}
    points = tuple(point for point in points if point.issue in wanted)
    days = sorted(day for point in points if point.begin and point.end for day in (point.begin, point.end))
    if not days:
        return None
    along = scale(days[0], days[-1])
    lanes = (_lane(issue, [point for point in points if point.issue == issue.id], along) for issue in issues)
    return Changes(
        tuple(lane for lane in lanes if lane.marks or lane.undated),
        along.ticks,
        along.bins[0].begin,
        along.bins[-1].end,
    )


def _lane(issue: IssueHeld, points: Sequence[Point], along: Scale) -> Lane:
    placed = sorted((p for p in points if p.begin and p.end), key=lambda p: (p.end, p.begin))
    level, before = 0, -NEAR
    marks = []
    for point in placed:
        x, to = along.place(point.begin or ""), along.place(point.end or "")
        level = (level + 1) % len(LEVELS) if to - before < NEAR else 0
        before = to
        mark = Mark(
            point.occurrence,
            x,
            to,
            LANE // 2 + LEVELS[level],
            (point.change or "unknown").replace(" ", "-"),
            point.disputed,
            point.standing,
            f"{point.said}: {point.words}" + (f" ({point.change})" if point.change else ""),
        )
        marks.append(mark)
    return Lane(issue, tuple(marks), len(points) - len(marks))
