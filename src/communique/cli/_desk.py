"""Which desk a command means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.desk import Desk

DESK = "desk.toml"  # the desk that a record's folder may hold

DeskFile = Annotated[
    Path | None,
    typer.Option(
        "--desk",
        metavar="FILE",
        show_default=False,
        help="Your own actors and outlets: see communique desk --help.",
    ),
]


def desk_of(path: Path | None) -> Desk | None:
    """The desk in the file that the user names, if any. Raises DeskError where it has a fault."""
    from communique.desk import Desk

    return None if path is None else Desk.open(path)


def desk_for(record: Path, named: Path | None) -> Path | None:
    """The file of the desk with which to read into `record`: the one `named`, else the one in the record's folder."""
    kept = record / DESK
    return named if named is not None or not kept.is_file() else kept


def kept(record: Path, used: Path, desk: Desk) -> str:
    """Says which desk was used. A record's folder that has none gets a copy: its answers are told by it later."""
    from communique.cli._terminal import one_line

    there = record / DESK
    told = f"with the desk {used}: {desk.name or 'without a name'}"
    if there.exists():
        return one_line(told)
    temporary = there.with_name(f"{DESK}.new")
    temporary.write_bytes(used.expanduser().read_bytes())
    temporary.replace(there)
    return one_line(f"{told}, kept as {there}")
