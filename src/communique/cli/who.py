"""`communique who`: who is meant by a name or a title, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli._desk import DeskFile, desk_of
from communique.cli._tables import AsJson, Column, print_json, print_table
from communique.cli._terminal import console, one_line

if TYPE_CHECKING:
    from communique.resolve.explain import Answer, Other, Tenure

SHOWN = 6  # of the others: enough for those in office before and after; --all and --json give every one
LABEL = 8  # columns

OTHERS = (Column("who", 24), Column("office", wide=True), Column("dates", 24), Column("why not", 28))
NO_OFFICE = (Column("who", 36), Column("why not", wide=True))


def who(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="A name, a title, or an actor's id.")],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", show_default=False, help="On this day: 2019-03-01, 2019-03 or 2019."),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country", metavar="STATE", show_default=False, help="In an article that names it: PRK, or a name."
        ),
    ] = None,
    desk: DeskFile = None,
    everyone: Annotated[bool, typer.Option("--all", help="List all it could have been, not only the nearest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Explain who is meant by a name or a title, and why.

    The words are read as an article of that day would be: by which row of which table they lead to somebody, on which
    dates, and what else they could have meant. Where the article must also name a state, the answer says so. An id, as
    `actors` lists them, shows all that the tables have of the actor. No record is needed.

    \b
    Example:
      communique who "the Secretary of State" --on 2017-05-01
      communique who Kim --country PRK --on 2010
      communique who mike-pompeo
    """
    from communique.desk.laying import knowledge_of
    from communique.resolve.explain import explain

    answer = explain(" ".join(words), on=on, country=country, known=knowledge_of(desk_of(desk)))
    if as_json:
        print_json([json_row(answer)])
    else:
        print_answer(answer, everyone=everyone)


def print_answer(answer: Answer, *, everyone: bool = False) -> None:
    """Print the answer, why, the dates, and what else it could have been: the nearest few, or `everyone`."""
    screen = console()
    for line in lines(answer, screen.width):
        typer.echo(line)
    others = answer.others if everyone else answer.others[:SHOWN]
    if others:
        typer.echo("\nIt could have been")
        print_others(others)
        left = len(answer.others) - len(others)
        if left:
            typer.echo(f"… and {left} more: --all lists them.")


def json_row(answer: Answer) -> dict[str, Any]:
    """The answer as a JSON object: the fields of `Answer`, those of the actor within."""
    return asdict(answer)


def lines(answer: Answer, width: int) -> Iterator[str]:
    """The answer without the others: who, then lines with a label before them, no wider than `width` columns."""
    yield one_line(headline(answer))
    for tenure in answer.serving:
        yield one_line(held(tenure))
    yield ""
    spelt = f"An article must write “{answer.spelt}”." if answer.spelt else ""
    yield from _labelled("why", f"{answer.because} {spelt}", width)
    if answer.near:
        yield from _labelled("near", ", ".join(f"{name} ({id_})" for id_, name in answer.near), width)
    match = answer.match
    if match is None:
        return
    if match.how == "id":
        yield from _labelled("names", ", ".join(answer.names), width)
    else:
        yield from _labelled("row", f"{match.table}: {match.how} “{match.words}” ({match.id})", width)
    if match.how == "id" or (answer.on is None and match.table == "people"):
        for number, tenure in enumerate(answer.offices):
            yield from _labelled("" if number else "offices", held(tenure), width)


def headline(answer: Answer) -> str:
    """`Rex Tillerson (rex-tillerson), USA`, with what the article must name; or that it is nobody."""
    actor = answer.actor
    if actor is None:
        return f"Nobody in particular{_when(answer)}"
    text = f"{actor.name} ({actor.id})"
    text += f", {actor.kind}" if actor.kind != "person" else ""
    text += f", {actor.country}" if actor.country not in (None, actor.id) else ""
    return text + (f", if the article names {' or '.join(answer.provided)}" if answer.provided else "")


def _when(answer: Answer) -> str:
    if answer.on is None:
        return ""
    return f" on {answer.on}" if len(answer.on) == len("2018-05-24") else f" in {answer.on}"


def held(tenure: Tenure) -> str:
    """`Secretary of State, USAGOV, 2017-02-01 to 2018-03-31`."""
    return ", ".join(filter(None, (tenure.title, tenure.code, tenure.dates)))


def print_others(others: Sequence[Other]) -> None:
    """Print what else it could have been as a table, with offices where anybody held one."""
    if any(other.office for other in others):
        print_table(OTHERS, (other_row(other) for other in others))
    else:
        print_table(NO_OFFICE, ((other_row(other)[0], other.why) for other in others))


def other_row(other: Other) -> tuple[str, str, str, str]:
    """Something else it could have been as the cells of `OTHERS`."""
    office = other.office
    return other.name, office.title if office else "", office.dates if office else "", other.why


def _labelled(label: str, text: str, width: int) -> Iterator[str]:
    for number, line in enumerate(textwrap.wrap(one_line(text), max(width - LABEL, 2 * LABEL))):
        yield f"{'' if number else label:<{LABEL}}{line}".rstrip()
