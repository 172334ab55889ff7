"""`communique moves`: what each party offered, asked, accepted and refused."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, AsOf, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv
from communique.cli._terminal import counted, one_line
from communique.cli._woven import (
    AsMarkdown,
    Brief,
    IssueName,
    OpenLine,
    Origins,
    Since,
    Until,
    record_of,
    say_nothing,
)
from communique.cli.chronology import (
    ID_SHOWN,
    hidden_line,
    print_chronology,
    print_entries_as_json,
    show_entry,
    why_empty,
)

if TYPE_CHECKING:
    from communique.chronology import Entry

COLUMNS = (
    Column("", number=True),
    Column("when", 13),
    Column("who", 18),
    Column("move", wide=True),
    Column("told by", 12),
    Column("id", ID_SHOWN),
)


class Kind(StrEnum):
    """What sort of move."""

    OFFER = "offer"
    DEMAND = "demand"
    COMMITMENT = "commitment"
    CONDITIONAL = "conditional"
    THREAT = "threat"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    CONCESSION = "concession"
    RETRACTION = "retraction"
    REAFFIRMATION = "reaffirmation"
    PROPOSAL = "proposal"
    WITHDRAWAL = "withdrawal"
    MEDIATION = "mediation"


def _who(name: str, text: str) -> Any:
    return typer.Option(name, metavar="ACTOR", help=text, show_default=False)


def moves(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    party: Annotated[
        str | None, _who("--party", "Whose move it is: a state's id, as `actors` lists it, or name.")
    ] = None,
    toward: Annotated[str | None, _who("--toward", "To whom it is made.")] = None,
    by: Annotated[str | None, _who("--by", "The person or body that made it.")] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(metavar="KIND", help=f"Only these: {', '.join(Kind)}.", show_default=False),
    ] = None,
    issue: IssueName = None,
    since: Since = None,
    until: Until = None,
    origins: Origins = 1,
    brief: Brief = False,
    opened: OpenLine = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
    desk: DeskFile = None,
) -> None:
    """List what was offered, asked, accepted and refused.

    A move stands once, whoever tells of it, with the terms of its fullest account in that text's own words: what the
    party gives, what it asks, and on what condition. The day is that of the move where a text gives it, else that of
    the first report. Filters are joined by "and". --open shows the words that a line was read from.

    \b
    Example:
      communique moves --party PRK --toward USA --kind offer
      communique moves --issue sanctions --since 2019-02 --csv > sanctions.csv
      communique moves --open 3
    """
    from communique.chronology import chronology_in

    one_form(as_json, as_csv, as_markdown)
    if opened is not None and (as_csv or as_markdown):
        raise typer.BadParameter("--open shows one line in the terminal, or as --json; leave --csv and --markdown out.")
    found, woven = chronology_in(
        record_of(record, as_of),
        party=party,
        toward=toward,
        by=by,
        kind=kind.value if kind else "move",
        issue=issue,
        since=since,
        until=until,
        origins=origins,
        brief=brief,
        desk=desk_of(desk_for(record, desk)) if issue is not None else None,
    )
    if not any(occurrence.kind == "move" for occurrence in woven.occurrences):
        say_nothing("an offer, a demand or another move")
    elif not found.entries:
        typer.echo(why_empty(found), err=True)
    elif opened is not None:
        show_entry(found.entry(opened), as_json=as_json)
    elif as_json:
        print_entries_as_json(found)
    elif as_csv:
        from communique.export import MOVE_CSV, move_cells

        print_csv(MOVE_CSV, map(move_cells, found.entries))
        if brief:
            typer.echo(hidden_line(found), err=True)
    elif as_markdown:
        from communique.export import markdown

        sys.stdout.write(markdown(found))
    else:
        names = {actor.id: actor.name for actor in woven.actors}
        print_chronology(found, COLUMNS, lambda entry: table_row(entry, names))


def table_row(entry: Entry, names: dict[str, str]) -> tuple[str, str, str, str, str, str]:
    """A move as the cells of `COLUMNS`: its kind and terms, or its words where it has no terms."""
    from communique.chronology.steps import asking, giving

    occurrence = entry.occurrence
    step = occurrence.step
    if step is None:  # what is asked for are moves
        raise ValueError(f"{occurrence.id} is no move")
    party, toward, by = (names.get(id_ or "", id_) for id_ in (step.party, step.toward, step.by))
    doubt = f" ({occurrence.certainty})" if occurrence.certainty in ("hedged", "denied") else ""
    what = [f"{step.kind}{doubt}"]
    if entry.key:
        what.insert(0, f"key day: {entry.key}")
    if step.gives:
        what.append(f"{giving(step.kind)}: {', '.join(term.text for term in step.gives)}")
    if step.asks:
        what.append(f"{asking(step.kind, gives=bool(step.gives))}: {', '.join(term.text for term in step.asks)}")
    if not (step.gives or step.asks):
        what.append(f"“{occurrence.accounts[0].words}”")
    elif step.condition:
        what.append(f"condition: {step.condition.text}")
    what += [difference.words for difference in entry.differences]
    return (
        str(entry.number),
        "\n".join(filter(None, (entry.happened, entry.report))),
        "\n".join(
            one_line(name) for name in (party, by if by != party else None, f"→ {toward}" if toward else None) if name
        ),
        "\n".join(map(one_line, what)),
        f"{counted(occurrence.articles, 'article')}, {counted(len(occurrence.origins), 'origin')}",
        one_line(occurrence.id)[:ID_SHOWN],
    )
