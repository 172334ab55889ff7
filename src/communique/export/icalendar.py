"""Meetings as iCalendar (RFC 5545), an event each, for whoever follows them in a calendar.

A calendar has days: a meeting whose own days are not known is left out. One that was on some day of several is an event
over all of them, whose title says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from communique.chronology import Life
from communique.chronology.dates import in_words
from communique.export.evidence import link_of, source_of
from communique.export.material import Material
from communique.export.reduced import one_day, own
from communique.export.written import Written
from communique.signs import one_line

STATUSES = {
    "proposed": "TENTATIVE",
    "planned": "CONFIRMED",
    "reinstated": "CONFIRMED",
    "under way": "CONFIRMED",
    "held": "CONFIRMED",
    "ended without agreement": "CONFIRMED",
    "called off": "CANCELLED",
    "refused": "CANCELLED",
}
"""What a calendar calls the status of a meeting."""

_TOOK_PLACE = ("under way", "held", "ended without agreement")


def write(material: Material, path: Path) -> Written:
    """Writes the calendar to a file."""
    from icalendar import Calendar, Event

    from communique import __version__

    calendar = Calendar()
    calendar.add("prodid", f"-//communique//communique {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(f"Meetings of {material.name}"))
    calendar.add("x-wr-caldesc", material.layer.words)
    days = [(life, own(life.encounter.when)) for life in material.lives]
    shown = [(life, when) for life, when in days if when is not None and material.among_days(when)]
    for life, when in shown:
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"urn:communique:meeting:{life.encounter.id}")))
        event.add("dtstamp", material.made)
        event.add("dtstart", date.fromisoformat(when.begin))
        event.add("dtend", _after(date.fromisoformat(when.end)))
        event.add("summary", summary_of(life))
        event.add("description", "\n".join(_lines(life)))
        event.add("transp", "TRANSPARENT")  # nobody who follows a meeting is busy for it
        if status := status_of(life):
            event.add("status", status)
        if life.encounter.place:
            event.add("location", one_line(life.encounter.place))
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())
    unknown = sum(when is None for _, when in days)
    return Written(len(shown), "meeting", {"whose days are not known": unknown})


def _after(last: date) -> date:
    """The day after the last, as calendars write an end; of the last day that there is, itself."""
    return min(last, date.max - timedelta(1)) + timedelta(1)


def summary_of(life: Life) -> str:
    """The meeting's name; and, where its day is one of several, which these are."""
    name = one_line(life.name)
    return name if one_day(life.encounter.when) else f"{name} (day not known: {in_words(life.encounter.when)})"


def status_of(life: Life) -> str | None:
    """CONFIRMED, TENTATIVE or CANCELLED by what became of the meeting; None where its steps leave that open.

    What took place is confirmed. Else the last step that is dated says so, unless one without a date, which may be
    later, says something else.
    """
    told = [step.occurrence for step in life.steps if step.occurrence.status is not None]
    if any(step.status in _TOOK_PLACE for step in told):
        return STATUSES["held"]
    dated = [STATUSES[step.status] for step in told if step.when is not None and step.status is not None]
    open_ones = {STATUSES[step.status] for step in told if step.when is None and step.status is not None}
    possible = {*dated[-1:], *open_ones}
    return possible.pop() if len(possible) == 1 else None


def _lines(life: Life) -> list[str]:
    who = ", ".join(dict.fromkeys((*life.parties, *life.participants)))
    lines = [who, f"When: {life.when}", f"What became of it: {life.line}", life.count]
    for step in life.steps:
        for account in step.occurrence.accounts:
            link = link_of(account)
            source = f"{source_of(account)}{f' <{link}>' if link else ''}"
            lines.append(f"{step.occurrence.status or 'told of'}: “{account.words}” – {source}")
    return [one_line(line) for line in lines if line]
