"""The chronology: each happening once, in order of time, with everyone who told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from pydantic import Field

from communique.catalogue import Slice
from communique.catalogue.lines.choosing import Choice, Facet, Wanted
from communique.catalogue.lines.opening import occurrences_at
from communique.catalogue.lines.reviewed import index_of, reviews_of
from communique.catalogue.lines.spread import spread_of
from communique.chronology import RULE, Entry
from communique.chronology.asked import KINDS
from communique.chronology.dates import in_words, month_of
from communique.chronology.entries import entry_of
from communique.export import ENTRY_CSV, entry_cells, entry_row
from communique.export.evidence import UNDATED, UNDATED_WHY
from communique.web.house import Visit
from communique.web.pages.stretches import stretch_of
from communique.web.pictures.timeline import Crumb, Timeline, beside, crumbs, timeline
from communique.web.publishing import Asked, Page, Sheet

EARLIER = "Perhaps earlier"
NOTES = {
    EARLIER: "Their dates are uncertain: they may be of the days asked for, or earlier.",
    UNDATED: UNDATED_WHY,
}
"""What is said under a heading."""


class ChronologyAsked(Asked):
    """What can be asked of the chronology."""

    actor: tuple[str, ...] = Field((), description="Who acts in it, by id or name; given several times, all of them.")
    party: str | None = Field(None, description="Moves that bind this party.")
    toward: str | None = Field(None, description="Moves made to this party.")
    by: str | None = Field(None, description="Moves made by this person.")
    issue: str | None = Field(None, description="About this issue: its id or name.")
    kind: str | None = Field(None, description=f"One of {', '.join(KINDS)}.")
    place: str | None = Field(None, description="Words of the place's name.")
    meeting: str | None = Field(None, description="Of this meeting: its name or id.")
    since: str | None = Field(None, description="First day: 2019, 2019-03 or 2019-03-01.")
    until: str | None = Field(None, description="Last day, counted in.")
    origins: int = Field(1, description="At least so many independent origins.")
    disputed: bool = Field(False, description="Only what accounts differ on.")
    key: bool = Field(False, description="Key days alone.")
    rejected: bool = Field(False, description="Those that people rejected in reviews, in place of all others.")
    order: Literal["date", "-date"] = Field("date", description="With a minus sign before it, the latest first.")
    page: int = Field(1, ge=1, description="Which page of the list.")


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """A page of the chronology.

    `title` is what is asked for, in words; `known` counts all occurrences of the record, `hidden` the lines that fit
    and are on no key day, `beside` what is told in the same words as other lines, `rejected` what people rejected.
    `reviewed` says of a line, by its id, what people found of it. `alone` says, where nothing fits,
    how many each filter alone lets through. `earlier` and `later` are the stretches of time beside the one shown,
    `first` its first day; `chosen` has for each filter that is set the question, its value and words.
    """

    title: str
    lines: Slice[Entry]
    known: int
    hidden: int
    beside: int
    rejected: int
    alone: tuple[tuple[str, int], ...]
    facets: tuple[Facet, ...]
    reviewed: dict[str, str]
    timeline: Timeline | None
    crumbs: tuple[Crumb, ...]
    earlier: Crumb | None
    later: Crumb | None
    issues: tuple[tuple[str, str], ...]
    names: dict[str, str]
    first: str | None
    chosen: tuple[tuple[str, str, str], ...]

    @property
    def rule(self) -> str:
        """The rule of key days."""
        return RULE

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that can be asked for."""
        return KINDS

    @property
    def sections(self) -> Iterator[tuple[str, str, list[Entry]]]:
        """The lines under one heading after another: its words, a note, and the lines."""
        for heading, entries in groupby(self.lines.rows, key=self._heading):
            yield heading, NOTES.get(heading, ""), list(entries)

    def _heading(self, entry: Entry) -> str:
        when = entry.occurrence.when
        if when is None:
            return UNDATED
        if self.first is not None and when.begin < self.first:
            return EARLIER
        whole_years = when.begin.endswith("-01-01") and when.end.endswith("-12-31")
        return in_words(when) if whole_years else month_of(when)[1]


@dataclass(frozen=True, slots=True)
class ChronologyTold:
    """The same as JSON: a line is what `communique chronology --json` prints of it."""

    title: str
    total: int
    first: int
    known: int
    hidden: int
    beside: int
    rejected: int
    alone: tuple[tuple[str, int], ...]
    reviewed: dict[str, str]
    lines: list[dict[str, Any]]
    facets: tuple[Facet, ...]


def view(visit: Visit, asked: ChronologyAsked) -> ChronologyView:
    """What the page tells. Raises QuestionError where a filter cannot be understood."""
    catalogue = visit.catalogue
    choice = Choice(index_of(catalogue), wanted_of(asked))
    stretch = stretch_of(visit, asked.page, long=True)
    shown = choice.lines[stretch.first : stretch.first + stretch.count].tolist()
    spread = spread_of(choice)
    drawn = [reach.line for reach in spread.reaches] if spread else []
    told = occurrences_at(catalogue, choice.index, [*dict.fromkeys((*shown, *drawn))])
    names = choice.index.actors
    entries = tuple(
        entry_of(told[line], number, names, key=choice.why.get(line))
        for number, line in enumerate(shown, stretch.first + 1)
    )
    titles = (
        (choice.asked.words, choice.asked.words),
        ("key days", asked.key),
        ("accounts differ", asked.disputed),
        ("rejected", asked.rejected),
    )
    near = beside(choice.asked.first, choice.asked.last)
    return ChronologyView(
        title="; ".join(part for part, is_asked in titles if is_asked),
        lines=Slice(entries, len(choice.lines), stretch.first),
        known=choice.known,
        hidden=choice.hidden,
        beside=choice.beside,
        rejected=choice.rejected,
        reviewed=reviews_of(choice.index, (entry.occurrence.id for entry in entries)),
        alone=() if len(choice.lines) else choice.alone,
        facets=choice.facets(),
        timeline=timeline(spread, told) if spread and spread.first != spread.last else None,
        crumbs=crumbs(choice.asked.first, choice.asked.last),
        earlier=near[0] if near else None,
        later=near[1] if near else None,
        issues=choice.index.issues,
        names=names,
        first=choice.asked.first,
        chosen=tuple((test.question, test.value, test.words) for test in choice.tests),
    )


def wanted_of(asked: ChronologyAsked) -> Wanted:
    """The filters that an address asks for."""
    return Wanted(
        actors=asked.actor,
        party=asked.party,
        toward=asked.toward,
        by=asked.by,
        issue=asked.issue,
        kind=asked.kind,
        place=asked.place,
        meeting=asked.meeting,
        since=asked.since,
        until=asked.until,
        origins=asked.origins,
        disputed=asked.disputed,
        key=asked.key,
        rejected=asked.rejected,
        latest_first=asked.order == "-date",
    )


def told(view: ChronologyView) -> ChronologyTold:
    """The view as JSON has it."""
    return ChronologyTold(
        title=view.title,
        total=view.lines.total,
        first=view.lines.first,
        known=view.known,
        hidden=view.hidden,
        beside=view.beside,
        rejected=view.rejected,
        alone=view.alone,
        reviewed=view.reviewed,
        lines=[entry_row(entry) for entry in view.lines.rows],
        facets=view.facets,
    )


def sheet(view: ChronologyView) -> Sheet:
    """The lines as a table: what `communique chronology --csv` prints of them."""
    return Sheet(ENTRY_CSV, map(entry_cells, view.lines.rows))


PAGE = Page(
    path="/chronology",
    name="Chronology",
    template="chronology.html",
    asked=ChronologyAsked,
    view=view,
    sheet=sheet,
    told=told,
    about="What happened, in order of time: each happening once, with everyone who told of it.",
    long=True,
)
