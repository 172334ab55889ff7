"""The chronology as one HTML page that can be mailed: it asks nothing of any network and runs no script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

from communique.chronology import RULE, Chronology, Difference, Entry, Life
from communique.chronology.dates import in_words, month_of
from communique.chronology.entries import place_of
from communique.export.evidence import (
    DATES_MEAN,
    ORIGIN_MEANS,
    TEXT_MEANS,
    UNDATED,
    UNDATED_WHY,
    kind_of,
    summary_of,
    title_of,
)
from communique.export.html import anchor, element, own, text
from communique.export.strip import strip
from communique.export.tellings import telling
from communique.weave.occurrence import When


@dataclass(frozen=True, slots=True)
class Section:
    """A section that stands after the entries: `target` is its id, `number` how many there are in it, `body` HTML."""

    target: str
    name: str
    number: int
    body: str


def page(
    chronology: Chronology,
    *,
    title: str | None = None,
    record: str | None = None,
    made: date | None = None,
    layer: str = "",
    what: str = "Chronology",
    more: Sequence[Section] = (),
) -> str:
    """The whole page; `record` names where it is from, `made` the day it was made on, and `layer` what people's reviews
    have to do with it, for the foot of the page.

    `what` says what kind of page it is, and `more` are sections that stand after the entries.
    """
    heading = title or title_of(chronology)
    months = [(*month, tuple(entries)) for month, entries in groupby(chronology.dated, key=_month)]
    body = "".join(
        (
            '<a class="skip" href="#entries">Skip to the entries</a>',
            element("header", _head(chronology, heading, what)),
            '<div class="body">',
            _contents(chronology, months, more),
            element("main", _main(chronology, months, more), id="entries"),
            "</div>",
            element("footer", _foot(record, made, layer)),
        )
    )
    head = _meta(heading, what)
    return f'<!doctype html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'


@cache
def _style() -> str:
    return (files("communique.export") / "page.css").read_text(encoding="utf-8")


def _meta(heading: str, what: str) -> str:
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    # Only this very style is allowed, and nothing may be fetched; the empty icon keeps browsers from asking for one.
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            '<link rel="icon" href="data:,">',
            f"<title>{text(heading)} – {text(what.lower())}</title>",
            f"<style>{_style()}</style>",
        )
    )


def _head(chronology: Chronology, heading: str, what: str) -> str:
    dated = [entry.occurrence.when for entry in chronology.dated if entry.occurrence.when]
    first = min((when.begin for when in dated), default=None)
    # Where an article was written some day in two years, what it tells of does not stretch the chronology so far.
    last = max((when.begin if when.basis == "inferred" else when.end for when in dated), default=None)
    reach = None if first is None or last is None else " to ".join(dict.fromkeys((_day(first), _day(last))))
    known = [text(summary_of(chronology)), reach]
    parts = [
        element("p", text(what), class_="eyebrow"),
        element("h1", own(heading)),
        element("p", " · ".join(part for part in known if part), class_="sum"),
        element("p", f"Key days. {text(RULE)}", class_="rule") if chronology.asked.brief else "",
        strip(chronology.dated),
    ]
    return "".join(parts)


def _contents(
    chronology: Chronology, months: Sequence[tuple[str, str, Sequence[Entry]]], more: Iterable[Section]
) -> str:
    rows = [(anchor("m", key), name, len(entries)) for key, name, entries in months]
    if chronology.undated:
        rows.append(("undated", UNDATED, len(chronology.undated)))
    if chronology.meetings:
        rows.append(("meetings", "Meetings", len(chronology.meetings)))
    rows += [(section.target, text(section.name), section.number) for section in more]
    items = "".join(
        f'<li><a href="#{target}">{name} <span class="n">{number:,}</span></a></li>' for target, name, number in rows
    )
    return element("nav", f"<h2>Contents</h2><ol>{items}</ol>", aria_label="Contents") if items else ""


def _main(chronology: Chronology, months: Iterable[tuple[str, str, Sequence[Entry]]], more: Iterable[Section]) -> str:
    sections = [_section(anchor("m", key), name, entries) for key, name, entries in months]
    if chronology.undated:
        sections.append(_section("undated", UNDATED, chronology.undated, note=UNDATED_WHY))
    if chronology.meetings:
        shown = {entry.occurrence.id for entry in chronology.entries}
        lives = "".join(element("li", _life(life, shown)) for life in chronology.meetings)
        sections.append(element("section", f"<h2>Meetings</h2>{element('ul', lives, class_='lives')}", id="meetings"))
    sections += [
        element("section", element("h2", text(section.name)) + section.body, id=section.target) for section in more
    ]
    return "".join(sections) or element("p", "Nothing fits what was asked.", class_="note")


def _section(target: str, name: str, entries: Iterable[Entry], *, note: str = "") -> str:
    items = "".join(_entry(entry) for entry in entries)
    said = element("p", note, class_="note") if note else ""
    return element("section", f'<h2>{name}</h2>{said}<ol class="entries">{items}</ol>', id=target)


def _entry(entry: Entry) -> str:
    occurrence, target = entry.occurrence, anchor("o", entry.occurrence.id)
    days = [_time(entry)] + [f"<small>{text(words)}</small>" for words in (entry.report, entry.basis) if words]
    place = f" · {own(occurrence.place)}" if occurrence.place else ""
    who = f" · {', '.join(own(name) for name in entry.who)}" if entry.who else ""
    parts = [
        element("p", f"Key day: {text(entry.key)}", class_="key") if entry.key else "",
        element("h3", f'<a href="#{target}">{own(occurrence.summary)}</a>'),
        element("p", f'<span class="kind">{text(kind_of(entry))}</span>{place}{who}', class_="meta"),
        *(element("p", _differs(difference, entry, target), class_="differs") for difference in entry.differences),
        element(
            "details",
            element("summary", text(entry.count)) + "".join(telling(one, target) for one in entry.tellings),
        ),
    ]
    content = element("div", "".join(days), class_="when") + element("div", "".join(parts), class_="what")
    return element("li", content, id=target, class_=f"entry {occurrence.kind}")


def _differs(difference: Difference, entry: Entry, target: str) -> str:
    """What articles differ on, each version beside links to the accounts that have it."""
    versions = []
    for version in difference.versions:
        first: dict[str, int] = {}
        for number in version.accounts:
            first.setdefault(place_of(entry.occurrence.accounts[number]), number)
        links = ", ".join(f'<a href="#{target}-a{number}">{own(place)}</a>' for place, number in first.items())
        versions.append(f"{own(version.words)} ({links})")
    return f"Differs on {difference.on}: {', '.join(versions)}"


def _time(entry: Entry) -> str:
    when = entry.occurrence.when
    one_day = when is not None and when.begin == when.end
    return element("time", text(entry.happened), datetime=when.begin) if one_day and when else text(entry.happened)


def _life(life: Life, shown: set[str]) -> str:
    steps = []
    for step in life.steps:
        words = f"<b>{text(step.occurrence.status or 'told of')}</b> {text(step.happened)}"
        target = anchor("o", step.occurrence.id)
        steps.append(element("li", f'<a href="#{target}">{words}</a>' if step.occurrence.id in shown else words))
    who = " · ".join(
        (*(own(name) for name in (*life.parties, *life.participants)), *map(own, filter(None, (life.encounter.place,))))
    )
    name = element("h3", own(life.name))
    return f'{name}{element("p", who, class_="meta")}<ol class="steps">{"".join(steps)}</ol><p>{text(life.count)}</p>'


def _foot(record: str | None, made: date | None, layer: str) -> str:
    from communique import __version__

    source = f"From the record {own(record)}, by" if record else "By"
    day = f", {_day(made.isoformat())}" if made else ""
    return (
        "<h2>How to read this</h2>"
        f"<p>{TEXT_MEANS}</p><p>{ORIGIN_MEANS}</p><p>{DATES_MEAN}</p>"
        "<p>It tells what articles say, not whether it is so. Each line opens to the words it was read from.</p>"
        f'<p class="made">{source} communique {__version__}{day}. {text(layer)}</p>'
    )


def _month(entry: Entry) -> tuple[str, str]:
    when = entry.occurrence.when
    return month_of(when) if when else ("undated", UNDATED)


def _day(iso: str) -> str:
    return in_words(When(iso, iso, "text"))
