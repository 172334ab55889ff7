"""The formats a record can be exported in: all of them, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import CommuniqueError, RecordError
from communique.export.files import whole_file, whole_folder

if TYPE_CHECKING:
    from communique.export.material import Material
    from communique.export.written import Written


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `about` says what it is, `writer` which function of which module of this room writes it.

    `folder` is true where it is a folder of files, `text` where the file is text that may go to standard output.
    `brief` is true where it tells a chronology, of which the key days can be asked for alone.
    """

    about: str
    writer: str
    folder: bool = False
    text: bool = True
    brief: bool = False

    def write(self, material: Material, path: Path) -> Written:
        """Writes what is wanted of a record to a file or a folder: whole, or, where there is an error, not at all.

        Where a later weaving has removed what the snapshot had, the newest snapshot is written. Raises RecordError
        where a part of the record cannot be read, CommuniqueError where `path` cannot be written.
        """
        import duckdb

        while True:
            try:
                return self._write(material, path)
            except (RecordError, duckdb.Error) as error:
                newest = material.again()
                if newest.manifest == material.manifest:
                    raise _unreadable(material, error) from error
                material = newest

    def _write(self, material: Material, path: Path) -> Written:
        module, _, name = self.writer.partition(":")
        write: Callable[[Material, Path], Written] = getattr(import_module(f"communique.export.{module}"), name)
        with (whole_folder if self.folder else whole_file)(path) as temporary:
            return write(material, temporary)


FORMATS: dict[str, Format] = {
    "csv": Format("Tables as CSV, with a data dictionary.", "package:write_csv", folder=True, text=False),
    "parquet": Format("Tables as Parquet, with a data dictionary.", "package:write_parquet", folder=True, text=False),
    "sqlite": Format("Tables as one SQLite file, for Datasette.", "sqlite:write", text=False),
    "polecat": Format("Events in the columns of POLECAT.", "polecat:write"),
    "icews": Format("Events in the columns of ICEWS.", "icews:write"),
    "gdelt": Format("Events in the 61 columns of GDELT 2.0.", "gdelt:write"),
    "gdelt-mentions": Format("Where these events are told, in GDELT's 16 columns.", "gdelt:write_mentions"),
    "jsonld": Format("Everything as JSON-LD in schema.org's types.", "jsonld:write"),
    "followthemoney": Format("Everything as entities for Aleph.", "ftm:write"),
    "dossier": Format("Everything on one HTML page that can be mailed.", "dossier:write", brief=True),
    "timelinejs": Format("The chronology as JSON for TimelineJS.", "timeline:write", brief=True),
    "icalendar": Format("Meetings for a calendar.", "icalendar:write"),
    "atom": Format("What is new, for a feed reader.", "atom:write"),
}


def _unreadable(material: Material, error: Exception) -> RecordError:
    if isinstance(error, RecordError):
        return error
    return RecordError(
        f"The record at {material.folder} cannot be asked: {' '.join(str(error).split())}",
        cause="one of its parts was changed or removed",
        fix="Record.check() says which; restore it from a copy, or read the articles again into a new record",
    )


def export(material: Material, name: str, path: Path) -> Written:
    """Writes what is wanted of a record to `path`, in the format of that name; whole, or not at all.

    Raises CommuniqueError where there is no such format, or `path` cannot be written.
    """
    if name not in FORMATS:
        raise CommuniqueError(f"There is no format {name!r}", fix=f"use one of {', '.join(FORMATS)}")
    return FORMATS[name].write(material, path)
