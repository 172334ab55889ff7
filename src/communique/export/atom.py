"""What is new on record, as an Atom feed (RFC 4287): a move, a changed position, a meeting's new status.

Atom asks for the time of every entry. It is the day of the first report; what no dated article tells of has none, and
is left out. An entry has the same id in every feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from communique.chronology.entries import entry_of
from communique.chronology.lives import Life
from communique.export.evidence import link_of
from communique.export.html import element, text
from communique.export.material import Material
from communique.export.positions import issue_name
from communique.export.reduced import one_day
from communique.export.tellings import telling
from communique.export.written import Written
from communique.positions import Positions, positions
from communique.positions.words import change_words, stand_words
from communique.signs import one_line
from communique.weave.occurrence import Occurrence

NAMESPACE = "http://www.w3.org/2005/Atom"
LATEST = 500
"""Entries of a feed. A reader asks a few times a day, and a day of one negotiation has a few dozen."""

TURNS = ("changed", "taken back")
DOUBTS = ("hedged", "denied")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class News:
    """What is new: its `key` is what its id is made of, `occurrence` the evidence, `kind` what sort of news it is.

    `told` is what there is to say beside the title, "" where that says all.
    """

    key: str
    kind: str
    title: str
    told: str
    reported: str
    occurrence: Occurrence


def write(material: Material, path: Path) -> Written:
    """Writes the feed to a file, the latest entries first."""
    found = list(news(material))
    dated = sorted((one for one in found if one.reported), key=lambda one: (one.reported, one.key), reverse=True)
    shown = dated[:LATEST]
    tree = ET.ElementTree(_feed(material, shown))
    ET.indent(tree, "")
    tree.write(path, encoding="utf-8", xml_declaration=True)
    left_out = {"whose first report is undated": len(found) - len(dated), "older": len(dated) - len(shown)}
    return Written(len(shown), "new thing", left_out)


def news(material: Material) -> Iterator[News]:
    """Moves, meetings' steps and changed positions among what is wanted; `reported` is "" where it is not known."""
    ids = {row["id"] for row in material.rows("SELECT id FROM chosen")}
    for occurrence in material.woven.occurrences:
        if occurrence.id in ids and occurrence.step is not None:
            yield _news("move", occurrence.step.kind, occurrence.summary, "", occurrence)
    found = positions(material.woven, desk=material.desk)
    for one in chain(*map(_steps, material.lives), _turns(found)):
        if one.occurrence.id in ids:
            yield one


def _steps(life: Life) -> Iterator[News]:
    for step in life.steps:
        if step.occurrence.status is not None:
            title = f"{life.name}: {step.occurrence.status}"
            yield _news("meeting", "meeting", title, life.line, step.occurrence)


def _turns(found: Positions) -> Iterator[News]:
    for position in found.positions:
        for stand in position.history:
            occurrence = found.occurrences.get(stand.occurrence)
            if stand.change in TURNS and occurrence is not None:
                issue = issue_name(position.issue, found.issues)
                change = change_words(stand, found.occurrences)
                title = f"{found.parties[position.party]} on {issue}: {change}"
                key = f"position:{position.party}:{position.issue or ''}"
                yield _news(key, "changed position", title, stand_words(stand), occurrence)


def _news(key: str, kind: str, title: str, told: str, occurrence: Occurrence) -> News:
    day = one_day(occurrence.reported) or ""
    title = f"{title} ({occurrence.certainty})" if occurrence.certainty in DOUBTS else title
    return News(f"{key}:{occurrence.id}", kind, one_line(title), one_line(told), day, occurrence)


def _feed(material: Material, shown: Iterable[News]) -> ET.Element:
    ET.register_namespace("", NAMESPACE)
    from communique import __version__

    shown = tuple(shown)
    feed = ET.Element(f"{{{NAMESPACE}}}feed")
    _add(feed, "id", _id(f"file:{material.folder}"))
    _add(feed, "title", f"What is new in {material.name}")
    _add(feed, "subtitle", material.layer.words)
    _add(feed, "updated", _time(shown[0].reported) if shown else material.made.isoformat())
    _add(feed, "generator", "communique", version=__version__)
    _add(_add(feed, "author"), "name", "communique")
    for one in shown:
        entry = _add(feed, "entry")
        _add(entry, "id", _id(one.key))
        _add(entry, "title", one.title)
        _add(entry, "updated", _time(one.reported))
        _add(entry, "published", _time(one.reported))
        _add(entry, "category", term=one.kind)
        link = next(filter(None, map(link_of, one.occurrence.accounts)), None)
        if link is not None:
            _add(entry, "link", rel="alternate", href=link)
        _add(entry, "content", _content(one, material), type="html")
    return feed


def _content(one: News, material: Material) -> str:
    entry = entry_of(one.occurrence, 1, {actor.id: actor.name for actor in material.actors})
    when = element("p", text(f"{entry.happened}{f'; {entry.basis}' if entry.basis else ''}"))
    told = element("p", text(one.told)) if one.told else ""
    return told + when + "".join(telling(text_, "evidence") for text_ in entry.tellings)


def _add(parent: ET.Element, name: str, content: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = None if content is None else _NO_XML.sub("\N{REPLACEMENT CHARACTER}", content)
    return child


def _id(key: str) -> str:
    return uuid5(NAMESPACE_URL, f"urn:communique:{key}").urn


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
