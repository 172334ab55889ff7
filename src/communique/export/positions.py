"""Positions and tables as JSON objects, as cells of CSV, and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from communique.chronology.dates import in_words
from communique.chronology.entries import count_in_words
from communique.export.evidence import link_of, source_of
from communique.export.markdown import escaped
from communique.positions import Exchange, Line, Position, Positions, Stand, Table
from communique.positions.words import answer_words, change_words, course_words, day, line_words, said, stand_words
from communique.weave.occurrence import Account, Occurrence, When

STANDS_CSV = (
    "party", "party_name", "issue", "begin", "end", "basis", "reported", "kind", "toward", "by", "gives", "asks",
    "refuses", "says", "condition", "change", "versus", "disputed", "certainty", "articles", "origins", "occurrence",
)  # fmt: skip
_PARTS = ("gives", "asks", "refuses")
LINES_CSV = (
    "party", "party_name", "other", "other_name", "side", "issue", "term", "kind", "price", "condition", "first",
    "last", "said", "named", "answer", "answered", "answer_kind", "answer_term", "answer_occurrence", "taken_back",
    "occurrences",
)  # fmt: skip


def position_row(position: Position, found: Positions) -> dict[str, Any]:
    """A position as a JSON object, its history with all evidence, and the words beside the values."""
    return {
        "party": position.party,
        "issue": position.issue,
        "at": found.at,
        "history": [_stand(stand, found) for stand in position.history],
        "standing": [stand.occurrence for stand in position.standing],
        "words": {
            "party": found.parties[position.party],
            "issue": issue_name(position.issue, found.issues),
            "holds": [stand_words(stand) for stand in position.standing],
            "course": course_words(position),
        },
    }


def exchange_row(exchange: Exchange, table: Table) -> dict[str, Any]:
    """What is on the table between two parties as a JSON object."""
    return {
        "parties": list(exchange.parties),
        "at": table.at,
        "lines": [_line(line, table) for line in exchange.lines],
        "words": {"parties": [table.parties[party] for party in exchange.parties]},
    }


def stand_cells(found: Positions) -> Iterator[list[Any]]:
    """The cells of `STANDS_CSV`, a row a stand."""
    for position in found.positions:
        for stand in position.history:
            parts = [[held.text for held in stand.held if held.part == part] for part in _PARTS]
            parts.append([held.text for held in stand.held if held.part not in _PARTS])
            yield [
                position.party,
                found.parties[position.party],
                position.issue,
                *_days(stand.when),
                stand.reported.end if stand.reported else None,
                stand.kind,
                stand.toward,
                stand.by,
                *map("; ".join, parts),
                stand.condition,
                stand.change,
                stand.versus,
                "; ".join(stand.disputed),
                stand.certainty,
                len({account.article for account in stand.accounts}),
                len(stand.origins),
                stand.occurrence,
            ]


def line_cells(table: Table) -> Iterator[list[Any]]:
    """The cells of `LINES_CSV`, a row a line of the table."""
    for exchange in table.exchanges:
        for line in exchange.lines:
            answer = line.answer
            yield [
                line.party,
                table.parties[line.party],
                line.other,
                table.parties[line.other],
                line.side,
                line.issue,
                line.text,
                line.kind,
                "; ".join(line.price),
                line.condition,
                line.first.begin if line.first else None,
                line.last.end if line.last else None,
                len(line.occurrences),
                line.named,
                answer.kind if answer else None,
                answer.when.end if answer and answer.when else None,
                answer.by if answer else None,
                answer.text if answer else None,
                answer.occurrence if answer else None,
                line.taken_back,
                "; ".join(line.occurrences),
            ]


def positions_in_markdown(found: Positions) -> str:
    """Positions as Markdown: a heading a party and issue, an item a stand, its evidence in the items within."""
    lines = [f"# Positions{_as_of(found.at)}"]
    for position in found.positions:
        heading = f"{found.parties[position.party]}: {issue_name(position.issue, found.issues)}"
        lines += ["", f"## {escaped(heading)}", "", escaped(course_words(position)), ""]
        for stand in position.history:
            change = change_words(stand, found.occurrences)
            lines.append(
                f"- **{said(stand.when)}** · {escaped(stand.kind)}: {escaped(stand_words(stand))} ({escaped(change)})"
            )
            lines += _evidence(stand.accounts)
    return "\n".join(lines) + "\n"


def table_in_markdown(table: Table) -> str:
    """The table as Markdown: a heading a pair, a table a party, and the evidence of each line under it by number."""
    lines = [f"# What is on the table{_as_of(table.at)}"]
    for exchange in table.exchanges:
        one, other = (table.parties[party] for party in exchange.parties)
        lines += ["", f"## {escaped(one)} and {escaped(other)}"]
        lines += [
            "",
            "| | party | | issue | term | last said | answer |",
            "| --: | --- | --- | --- | --- | --- | --- |",
        ]
        for number, line in enumerate(exchange.lines, 1):
            cells = (
                table.parties[line.party],
                line.side,
                issue_name(line.issue, table.issues),
                line_words(line),
                said(line.last),
                answer_words(line.answer),
            )
            lines.append(f"| {number} | {' | '.join(escaped(cell) for cell in cells)} |")
        lines.append("")
        for number, line in enumerate(exchange.lines, 1):
            lines.append(f"{number}. {escaped(line.text)}")
            for occurrence in line_occurrences(line, table):
                lines += [f"  {item}" for item in _evidence(occurrence.accounts)]
    return "\n".join(lines) + "\n"


def line_occurrences(line: Line, table: Table) -> list[Occurrence]:
    """What a line rests on: the steps that say it, the one that answers it, and the one by which it was taken back."""
    answer = line.answer.occurrence if line.answer else None
    ids = dict.fromkeys(filter(None, (*line.occurrences, answer, line.taken_back)))
    return [table.occurrences[id_] for id_ in ids]


def issue_name(issue: str | None, names: dict[str, str]) -> str:
    """The issue's name, "no issue of the list" where it is none."""
    return names[issue] if issue is not None else "no issue of the list"


def _as_of(at: str | None) -> str:
    return f", as of {in_words(day(at))}" if at else ""


def _evidence(accounts: tuple[Account, ...]) -> Iterator[str]:
    for account in accounts:
        link = link_of(account)
        yield f"  - {escaped(source_of(account))}{f', <{link}>' if link else ''}: “{escaped(account.words)}”"


def _days(when: When | None) -> tuple[str | None, str | None, str | None]:
    return (when.begin, when.end, when.basis) if when else (None, None, None)


def _stand(stand: Stand, found: Positions) -> dict[str, Any]:
    row = asdict(stand)
    for account, told in zip(row["accounts"], stand.accounts, strict=True):
        account["spans"] = [list(span) for span in told.spans]
    return {
        **row,
        "words": {
            "said": said(stand.when),
            "holds": stand_words(stand),
            "change": change_words(stand, found.occurrences),
            "count": count_in_words(stand.accounts, stand.origins),
        },
    }


def _line(line: Line, table: Table) -> dict[str, Any]:
    told = [
        {
            "id": occurrence.id,
            "summary": occurrence.summary,
            "accounts": [
                {"article": a.article, "item": a.item, "spans": [list(span) for span in a.spans], "words": a.words,
                 "outlet": a.outlet, "path": a.path, "url": a.url, "origin": asdict(a.origin)}
                for a in occurrence.accounts
            ],
        }
        for occurrence in line_occurrences(line, table)
    ]  # fmt: skip
    return {
        **asdict(line),
        "evidence": told,
        "words": {
            "term": line_words(line),
            "issue": issue_name(line.issue, table.issues),
            "said": said(line.last),
            "answer": answer_words(line.answer),
        },
    }
