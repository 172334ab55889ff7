"""Everything on one HTML page that can be mailed: chronology, meetings, what is on the table, and who holds what.

It is the page of a chronology with more sections: it asks nothing of any network and runs no script.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.chronology.asked import between
from communique.chronology.entries import entry_of
from communique.export.html import anchor, element, own, text
from communique.export.material import Material
from communique.export.page import Section, page
from communique.export.positions import issue_name, line_occurrences
from communique.export.tellings import telling
from communique.export.written import Written
from communique.positions import Exchange, Line, Position, Positions, Stand, Table, positions, table
from communique.positions.words import answer_words, change_words, course_words, line_words, said, stand_words
from communique.signs import counted
from communique.weave.occurrence import Occurrence

_LINES = ("Party", "Gives, asks or refuses", "Issue", "Last said", "Answer")
_STANDS = ("Said", "Holds", "Change", "Evidence")


def write(material: Material, path: Path) -> Written:
    """Writes the page to a file. Positions and the table are as of the last day that is asked for."""
    found = material.chronology
    _, last = between(None, material.wanted.until)
    names = {actor.id: actor.name for actor in material.actors}
    parties = material.parties
    shown = {entry.occurrence.id for entry in found.entries}
    evidence = _Evidence(shown, names)
    on_table = table(material.woven, at=last, desk=material.desk)
    held = positions(material.woven, at=last, desk=material.desk)
    exchanges = [one for one in on_table.exchanges if not parties or parties & set(one.parties)]
    holding = [one for one in held.positions if not parties or one.party in parties]
    more = []
    if exchanges:
        body = "".join(_exchange(one, on_table, evidence) for one in exchanges)
        more.append(Section("table", "On the table", sum(len(one.lines) for one in exchanges), body))
    if holding:
        body = "".join(_position(one, held, evidence) for one in holding)
        more.append(Section("positions", "Positions", len(holding), body))
    html = page(
        found, record=material.name, made=material.made.date(), layer=material.layer.words, what="Dossier", more=more
    )
    path.write_text(html, encoding="utf-8")
    return Written(len(found.entries), "occurrence", {"beside the key days": found.hidden})


class _Evidence:
    """What a line rests on: links to the entries of the chronology, and what it does not show opens where it stands."""

    def __init__(self, shown: set[str], names: dict[str, str]) -> None:
        self._shown = shown
        self._names = names
        self._opened: set[str] = set()

    def of(self, occurrences: Iterable[Occurrence]) -> str:
        return "".join(map(self._one, occurrences))

    def _one(self, occurrence: Occurrence) -> str:
        target = anchor("o", occurrence.id)
        entry = entry_of(occurrence, 1, self._names)
        if occurrence.id in self._shown or occurrence.id in self._opened:
            return element("small", f'<a href="#{target}">{text(entry.count)}</a>')
        self._opened.add(occurrence.id)
        told = "".join(telling(one, target) for one in entry.tellings)
        return element("details", element("summary", text(entry.count)) + told, id=target)


def _exchange(exchange: Exchange, of: Table, evidence: _Evidence) -> str:
    one, other = (of.parties[party] for party in exchange.parties)
    rows = "".join(_line(line, of, evidence) for line in exchange.lines)
    return _table(own(f"{one} and {other}"), "lines", _LINES, rows)


def _line(line: Line, of: Table, evidence: _Evidence) -> str:
    said_in = [of.occurrences[id_] for id_ in line.occurrences]
    answered_in = [one for one in line_occurrences(line, of) if one.id not in line.occurrences]
    cells = (
        f"{own(of.parties[line.party])} {text(line.side)}",
        own(line_words(line)) + evidence.of(said_in),
        own(issue_name(line.issue, of.issues)),
        text(said(line.last)),
        (own(answer_words(line.answer)) if line.answer else "") + evidence.of(answered_in),
    )
    return _row(cells, _LINES)


def _position(position: Position, of: Positions, evidence: _Evidence) -> str:
    name = f"{of.parties[position.party]}: {issue_name(position.issue, of.issues)}"
    rows = "".join(_stand(stand, of, evidence) for stand in position.history)
    caption = own(name) + element("small", text(course_words(position)))
    return _table(caption, "stands", _STANDS, rows)


def _stand(stand: Stand, of: Positions, evidence: _Evidence) -> str:
    told = of.occurrences.get(stand.occurrence)
    count = counted(len({account.article for account in stand.accounts}), "article")
    cells = (
        text(said(stand.when)),
        f"{text(stand.kind)}: {own(stand_words(stand))}",
        text(change_words(stand, of.occurrences)),
        evidence.of([told]) if told else text(count),
    )
    return _row(cells, _STANDS)


def _row(cells: Iterable[str], headings: Iterable[str]) -> str:
    labelled = zip(cells, headings, strict=True)
    return element("tr", "".join(element("td", cell, data_label=heading) for cell, heading in labelled if cell))


def _table(caption: str, kind: str, headings: Iterable[str], rows: str) -> str:
    head = element("thead", element("tr", "".join(element("th", text(one), scope="col") for one in headings)))
    return element("table", element("caption", caption) + head + element("tbody", rows), class_=f"table {kind}")
