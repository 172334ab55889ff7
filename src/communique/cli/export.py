"""`communique export`: the record in the forms that other programs read."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._desk import DeskFile, desk_for, desk_of
from communique.cli._record import DEFAULT, RecordFolder
from communique.cli._terminal import counted
from communique.cli._woven import ActorNames, Brief, Since, Until
from communique.export.formats import FORMATS

if TYPE_CHECKING:
    from communique.export.material import Material
    from communique.export.written import Written

STANDARD = "-"  # the name of a file that stands for standard output


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", show_default=False, help="One of those below.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="PATH", show_default=False, help="The file or folder to write; - is standard output."
        ),
    ],
    record: RecordFolder = DEFAULT,
    actor: ActorNames = None,
    since: Since = None,
    until: Until = None,
    brief: Brief = False,
    as_read: Annotated[
        bool, typer.Option("--as-read", help="As it was read, without what people corrected in reviews.")
    ] = False,
    desk: DeskFile = None,
) -> None:
    """Write the record in a form that other programs read.

    A file is there whole or not at all, and takes the place of an earlier one. Filters keep what may have happened in
    these days, and in which all these actors act; what has no date is then left out. What the form cannot hold is left
    out too, and counted. No form makes a day of a range of days. What people corrected, rejected, merged and split in
    reviews is written as they left it, and the files say so; --as-read leaves that out.

    \b
    Formats:
      csv             a folder of tables as CSV, with a data dictionary
      parquet         the same as Parquet
      sqlite          the same as one SQLite file, for Datasette
      polecat         events in the columns of POLECAT
      icews           events in the columns of ICEWS
      gdelt           events in the 61 columns of GDELT 2.0
      gdelt-mentions  where these events are told, in GDELT's 16 columns
      jsonld          everything as JSON-LD, in schema.org's types
      followthemoney  everything as entities, for Aleph
      dossier         everything on one HTML page that can be mailed
      timelinejs      the chronology, for TimelineJS
      icalendar       meetings, for a calendar
      atom            what is new, for a feed reader

    \b
    Example:
      communique export csv --out tables
      communique export dossier --actor PRK --actor USA --brief --out dossier.html
      communique export polecat --since 2018-05 --out -
    """
    from communique.export.material import Material, Wanted

    if form not in FORMATS:
        raise typer.BadParameter(f"There is no format {form!r}: choose one of {', '.join(FORMATS)}.")
    chosen = FORMATS[form]
    if brief and not chosen.brief:
        telling = ", ".join(name for name, one in FORMATS.items() if one.brief)
        raise typer.BadParameter(f"--brief is for formats that tell a chronology: {telling}.")
    to_standard = str(out) == STANDARD
    if to_standard and not chosen.text:
        raise typer.BadParameter(f"{form} is not text: name a {'folder' if chosen.folder else 'file'} with --out.")
    wanted = Wanted(since, until, tuple(actor or ()), brief, as_read)
    material = Material(record, wanted, desk_of(desk_for(record, desk)))
    if unwoven := material.manifest.unwoven():
        typer.echo(
            f"Not woven yet, and so not in this: {counted(unwoven, 'article')}. "
            f"Run: communique weave --record {record}",
            err=True,
        )
    if material.layer.reviews:
        typer.echo(material.layer.words, err=True)
    if to_standard:
        typer.echo(f"{print_export(material, form).words}.", err=True)
    else:
        typer.echo(f"Wrote {out}: {chosen.write(material, out).words}.")


def print_export(material: Material, form: str) -> Written:
    """Print what is wanted of a record; nothing is printed where there is an error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form
        written = FORMATS[form].write(material, path)
        with path.open(encoding="utf-8", newline="") as file:
            shutil.copyfileobj(file, sys.stdout)
    return written
