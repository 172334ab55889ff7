"""`communique meetings`: the life of each meeting."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table
from communique.cli._terminal import counted, one_line
from communique.cli._woven import (
    ActorNames,
    AsMarkdown,
    MeetingName,
    Origins,
    Place,
    Since,
    Until,
    record_of,
    say_nothing,
)

if TYPE_CHECKING:
    from communique.chronology import Life

COLUMNS = (Column("meeting", 30), Column("what became of it", wide=True), Column("id", 16))


def meetings(
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    actor: ActorNames = None,
    place: Place = None,
    meeting: MeetingName = None,
    since: Since = None,
    until: Until = None,
    origins: Origins = 1,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Tell the life of each meeting.

    Proposed, called off, reinstated, held: each step has the day on which it came about and the number of independent
    origins that tell of it. A meeting fits --since and --until if it, or a step of its life, may be in these days.
    --markdown gives the words behind each step, --csv a row a step.

    \b
    Example:
      communique meetings --actor kim-jong-un --since 2018
      communique meetings --meeting "Singapore summit" --markdown
    """
    from communique.chronology import meetings as lives_of
    from communique.record.narrow import Narrow

    one_form(as_json, as_csv, as_markdown)
    # who is asked for may be somebody who was at no meeting
    woven = record_of(record, as_of).woven(narrow=Narrow(kinds=("meeting",), theirs=not actor))
    if not woven.encounters:
        say_nothing("a meeting")
        return
    found = lives_of(woven, actors=actor or (), place=place, meeting=meeting, since=since, until=until, origins=origins)
    if not found:
        typer.echo(
            f"None of {counted(len(woven.encounters), 'meeting')} fits all of this. Leave a filter out.", err=True
        )
    elif as_json:
        from communique.export import life_row

        print_json(map(life_row, found))
    elif as_csv:
        from communique.export import STEP_CSV, step_cells

        print_csv(STEP_CSV, (cells for life in found for cells in step_cells(life)))
    elif as_markdown:
        from communique.export import lives_in_markdown

        sys.stdout.write(lives_in_markdown(found))
    else:
        print_table(COLUMNS, map(table_row, found), apart=True)


def table_row(life: Life) -> tuple[str, str, str]:
    """The life of a meeting as the cells of `COLUMNS`."""
    where = ", ".join((life.when, *([life.encounter.place] if life.encounter.place else ())))
    who = ", ".join(dict.fromkeys((*life.parties, *life.participants)))
    steps = [
        f"{step.occurrence.status or 'told of'}, {step.happened} ({counted(len(step.occurrence.origins), 'origin')})"
        for step in life.steps
    ]
    return (
        "\n".join(one_line(line) for line in (life.name, where, who) if line),
        "\n".join([life.line, *(steps if len(steps) > 1 else ()), one_line(life.count)]),
        one_line(life.encounter.id),
    )
