"""`communique desk`: check a desk, or print one to start from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._tables import Column, print_table
from communique.cli._terminal import counted, one_line

if TYPE_CHECKING:
    from communique.desk import Desk, DeskActor, Issue, Outlet
    from communique.errors import DeskError
    from communique.resolve.tables import Tables

COLUMNS = (Column("id"), Column("what"), Column("name", wide=True), Column("with"), Column("shipped row"))


class Action(StrEnum):
    """What is to be done."""

    CHECK = "check"
    EXAMPLE = "example"
    SCHEMA = "schema"


def desk(
    action: Annotated[
        Action,
        typer.Argument(
            metavar="ACTION",
            show_default=False,
            help="check: every fault of FILE with its line, or what it adds. example: print a desk to start from. "
            "schema: print the JSON Schema, for editors.",
        ),
    ],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", show_default=False, help="The desk, in TOML.")] = None,
) -> None:
    """Check a desk: your own actors, issues and outlets.

    A desk is a TOML file that adds to the shipped tables of who is meant, or overrides them, for your own negotiation:
    read and annotate take it with --desk FILE. A record's folder may hold one as desk.toml; then read uses that.

    \b
    Example:
      communique desk example > congo.toml
      communique desk check congo.toml
      communique annotate article.txt --desk congo.toml
    """
    if action is Action.CHECK:
        if file is None:
            raise typer.BadParameter("Name the file: communique desk check FILE", param_hint="FILE")
        check(file)
        return
    if file is not None:
        raise typer.BadParameter(f"{action.value} prints to standard output and takes no file.", param_hint="FILE")
    name = "example.toml" if action is Action.EXAMPLE else "desk.schema.json"
    sys.stdout.write((files("communique") / "desk" / name).read_text(encoding="utf-8"))


def check(path: Path) -> None:
    """Print what the desk in `path` adds, or each of its faults; then leave with exit code 1."""
    from communique.desk.examine import examine, text_of
    from communique.resolve import tables

    found, faults = examine(text_of(path), path=path)
    if faults:
        tell(path, faults)
        raise typer.Exit(1)
    typer.echo(one_line(f"{path}: {found.name or 'a desk without a name'}\n"))
    rows = [*table_rows(found, tables.load())]
    if rows:
        typer.echo()
        print_table(COLUMNS, rows)
        typer.echo()
    typer.echo(summary(found))


def tell(path: Path, faults: list[DeskError]) -> None:
    """Say each fault in a line of its own, on standard error."""
    for fault in faults:
        typer.echo(one_line(str(fault)), err=True)
    typer.echo(one_line(f"communique: error: {path} has {counted(len(faults), 'fault')}."), err=True)


def table_rows(desk: Desk, shelf: Tables) -> Iterator[tuple[str, str, str, str, str]]:
    """What the desk says, as the cells of `COLUMNS`; `shelf` are the tables it is laid over."""
    from communique.desk.laying import kind_of

    rows: tuple[DeskActor | Outlet, ...] = (*desk.actors, *desk.outlets)
    for row in rows:
        own = kind_of(row.id, shelf)
        became = "none" if own is None else "replaced" if row.replace else "added to"
        yield row.id, row.kind or own or "", one_line(row.name or ""), ", ".join(_with(row)), became
    for id_ in desk.dropped:
        yield id_, kind_of(id_, shelf) or "", "", "", "dropped"
    for issue in desk.issues:
        yield issue.id, "issue", one_line(issue.name), ", ".join(_with(issue)), ""


def summary(desk: Desk) -> str:
    """`3 actors with 2 offices, 1 outlet, 4 issues`."""
    offices = sum(len(actor.roles) for actor in desk.actors)
    parts = [
        f"{counted(len(desk.actors), 'actor')} with {counted(offices, 'office')}",
        counted(len(desk.outlets), "outlet"),
        counted(len(desk.issues), "issue"),
        *([f"{len(desk.dropped)} dropped"] if desk.dropped else []),
    ]
    return ", ".join(parts)


def _with(row: DeskActor | Outlet | Issue) -> Iterator[str]:
    for key, thing in (("roles", "office"), ("domains", "address"), ("words", "word")):
        number = len(getattr(row, key, ()))
        if number:
            yield f"{number:,} {thing}{'' if number == 1 else 'es' if thing == 'address' else 's'}"
    names = sum(len(getattr(row, key, ())) for key in ("aliases", "adjectives", "capitals", "seats", "takes", "shares"))
    if names:
        yield counted(names, "other name")
