"""The meetings and where they stand, and the life of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from communique.catalogue import Order, Slice
from communique.catalogue.encounters import Facets, LifeTold, Met, facets, life, meetings
from communique.catalogue.laid import Rejected, notes, rejected, reviewed
from communique.export.rows import STEP_CSV, step_cells
from communique.web.house import NotThereError, Visit
from communique.web.pages.stretches import stretch_of
from communique.web.publishing import Asked, Page, Sheet

COLUMNS = (
    "id", "name", "place", "begin", "end", "when", "status", "told", "life", "parties", "participants", "origins",
    "steps",
)  # fmt: skip


class MeetingsAsked(Asked):
    """What can be asked of the list of meetings."""

    actor: tuple[str, ...] = Field((), description="Who takes part, a state by its people too; may be repeated.")
    place: str | None = Field(None, description="Words of the place.")
    status: str | None = Field(None, description="What became of it last: proposed, planned, called off, held, …")
    since: str | None = Field(None, description="From this day, month or year: the meeting or a step towards it.")
    until: str | None = Field(None, description="Up to this day, month or year.")
    origins: int = Field(1, ge=1, description="Least number of independent origins over its life.")
    order: str = Field("-when", description="A column; with a minus sign before it, the largest first.")
    page: int = Field(1, ge=1, description="Which page of the list.")


@dataclass(frozen=True, slots=True)
class MeetingsView:
    """A page of the list of meetings, and by what it can be narrowed."""

    meetings: Slice[Met]
    facets: Facets


def view(visit: Visit, asked: MeetingsAsked) -> MeetingsView:
    """What the page tells."""
    fitting: dict[str, Any] = {
        "actors": asked.actor,
        "place": asked.place,
        "since": asked.since,
        "until": asked.until,
        "status": asked.status,
        "origins": asked.origins,
    }
    stretch = stretch_of(visit, asked.page)
    catalogue = reviewed(visit.catalogue)
    found = meetings(catalogue, **fitting, order=Order.of(asked.order), stretch=stretch)
    return MeetingsView(found, facets(catalogue, **fitting))


def sheet(view: MeetingsView) -> Sheet:
    """The meetings as a table, a row each."""
    return Sheet(COLUMNS, map(_cells, view.meetings.rows))


def _cells(met: Met) -> tuple[Any, ...]:
    return (
        met.id,
        met.name,
        met.place,
        met.begin,
        met.end,
        met.when,
        met.status,
        met.told,
        met.line,
        "; ".join(met.parties),
        "; ".join(met.participants),
        met.origins,
        met.steps,
    )


class MeetingAsked(Asked):
    """Nothing can be asked of one meeting."""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """The life of one meeting: each step with the first texts that tell of it.

    `reviewed` says, for each step, what people found of it; None where nobody reviewed it. `rejected` is left out.
    """

    told: LifeTold
    reviewed: tuple[str | None, ...]
    rejected: tuple[Rejected, ...]


def meeting(visit: Visit, _asked: MeetingAsked, key: str) -> MeetingView:
    """What the page of one meeting tells."""
    catalogue = reviewed(visit.catalogue)
    found = life(catalogue, key)
    if found is None:
        raise NotThereError(
            f"The record has no meeting {key!r}",
            cause="the address is mistyped, or the record was woven anew since, and tells of it otherwise",
            fix="look for it in the list of meetings",
        )
    ids = [step.occurrence.id for step in found.life.steps]
    told = notes(catalogue, ids)
    return MeetingView(found, tuple(told.get(id_) for id_ in ids), rejected(catalogue, encounter=key))


def steps(view: MeetingView) -> Sheet:
    """The life of the meeting as a table, a row a step."""
    return Sheet(STEP_CSV, _steps(view))


def _steps(view: MeetingView) -> Iterator[list[Any]]:
    told = view.told
    counts = [STEP_CSV.index(name) for name in ("articles", "texts")]
    for number, cells in enumerate(step_cells(told.life)):
        if number < len(told.articles):
            # a step here has no accounts of its own to be counted
            for place, counted in zip(counts, (told.articles[number], told.texts[number]), strict=True):
                cells[place] = counted
        yield cells


PAGE = Page(
    path="/meetings",
    name="Meetings",
    template="meetings.html",
    asked=MeetingsAsked,
    view=view,
    sheet=sheet,
    about="The meetings of the record, and what became of each.",
)

ONE = Page(
    path="/meetings/{key}",
    name="Meeting",
    template="meeting.html",
    asked=MeetingAsked,
    view=meeting,
    sheet=steps,
    about="The life of one meeting: proposed, called off, held; each step with the words that tell of it.",
)
