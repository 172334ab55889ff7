"""One occurrence: its line, and everyone who told of it, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.catalogue.lines.opening import covering, entries_at, life_at, line_named, lines_of
from communique.catalogue.lines.reviewed import index_of, reviews_of
from communique.chronology import Entry, Life
from communique.export import ENTRY_CSV, entry_cells, entry_row, life_row
from communique.web.house import NotThereError, Visit
from communique.web.publishing import Asked, Page, Sheet


class OccurrenceAsked(Asked):
    """There is nothing to be asked of one occurrence."""


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """One occurrence.

    `instead` are the lines that stand for it in the chronology, where it is not listed there itself; `related` those
    told in the same words, `life` that of the meeting it belongs to. `reviewed` says what people found of it.
    """

    entry: Entry
    instead: tuple[Entry, ...]
    related: tuple[Entry, ...]
    life: Life | None
    reviewed: str
    rejected: bool
    names: dict[str, str]
    issues: dict[str, str]


@dataclass(frozen=True, slots=True)
class OccurrenceTold:
    """The same as JSON: entries are as `communique chronology --json` prints them, the meeting as `meetings --json`."""

    entry: dict[str, Any]
    reviewed: str
    rejected: bool
    instead: list[str]
    related: list[dict[str, Any]]
    meeting: dict[str, Any] | None


def view(visit: Visit, _asked: OccurrenceAsked, key: str) -> OccurrenceView:
    """What the page tells. Raises NotThereError where the record has no such occurrence."""
    catalogue = visit.catalogue
    index = index_of(catalogue)
    line = line_named(catalogue, index, key)
    if line is None:
        raise NotThereError(
            f"The record has no occurrence {key!r}",
            cause="the address is mistyped, or the articles that told of it were read again and tell otherwise now",
            fix="look for it in the chronology",
        )
    (entry,) = entries_at(catalogue, index, [line])
    occurrence = entry.occurrence
    related = sorted(set(lines_of(catalogue, index, occurrence.related).values()) - {line})
    return OccurrenceView(
        entry=entry,
        instead=entries_at(catalogue, index, covering(index, line)),
        related=entries_at(catalogue, index, related),
        life=life_at(catalogue, index, occurrence.encounter) if occurrence.encounter else None,
        reviewed=reviews_of(index, [occurrence.id]).get(occurrence.id, ""),
        rejected=bool(index.rejected[line]),
        names=index.actors,
        issues=dict(index.issues),
    )


def told(view: OccurrenceView) -> OccurrenceTold:
    """The view as JSON has it."""
    return OccurrenceTold(
        entry=entry_row(view.entry),
        reviewed=view.reviewed,
        rejected=view.rejected,
        instead=[entry.occurrence.id for entry in view.instead],
        related=[entry_row(entry) for entry in view.related],
        meeting=life_row(view.life) if view.life else None,
    )


def sheet(view: OccurrenceView) -> Sheet:
    """It and what is told in the same words, as a table."""
    return Sheet(ENTRY_CSV, map(entry_cells, (view.entry, *view.related)))


PAGE = Page(
    path="/chronology/{key}",
    name="Occurrence",
    template="occurrence.html",
    asked=OccurrenceAsked,
    view=view,
    sheet=sheet,
    told=told,
    about="One occurrence, by its id: who told of it, what they differ on, and what is told in the same words.",
)
