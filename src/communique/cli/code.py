"""`communique code`: what one actor does to another, for each line of a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from communique.cli._terminal import one_line
from communique.errors import GatherError


def code(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON Lines; - is standard input.", show_default=False)],
) -> None:
    """Code what one actor does to another, for each line of a file.

    Each line is an object with text, actor and recipient: the text in which it happens, and the [start, end) of the
    words of each, in code points (recipient may be null). It is printed back with type (one of PLOVER's sixteen), mode
    (null where the text leaves it open) and scores (the chance of each type) added; its other keys are kept.

    Of a line with neither actor nor recipient the pairs are found: it is printed back with events, a list of objects
    with actor, recipient, score (the chance that the pair is right), type, mode and scores. Most sentences tell of no
    event, and get an empty list.

    A line that cannot be coded is printed back with the type null and a problem, and said on standard error. Fails if
    no line was coded.

    \b
    Example:
      communique code pairs.jsonl > coded.jsonl
      echo '{"text": "Iran freed two sailors.", "actor": [0, 4], "recipient": [11, 22]}' | communique code -
      echo '{"text": "Turkish jets bombed Kurdish positions."}' | communique code -
    """
    name = "standard input" if file == "-" else file
    count = 0
    for number, row in rows(lines(file)):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if "problem" in row:
            typer.echo(one_line(f"communique: not coded: {name}:{number}: {row['problem']}"), err=True)
        else:
            count += 1
    if not count:
        typer.echo("communique: error: No line was coded.", err=True)
        raise typer.Exit(1)


def lines(path: str) -> Iterator[bytes]:
    """The lines of the file, or of standard input where `path` is "-". Raises GatherError where there is no file."""
    if path == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as stream:
            yield from stream
    except (FileNotFoundError, IsADirectoryError) as error:
        raise GatherError(
            f"{path} cannot be read: {error.strerror}",
            fix="give a file of JSON Lines, or - for standard input",
        ) from error


def rows(given: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """For each line that is not empty, its number, counted from 1, and what is printed for it."""
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _object(line)
            added = _coded(row)
        except ValueError as error:
            nothing = {"type": None, "mode": None, "scores": None, "problem": str(error)}
            yield number, row | nothing
        else:
            row.pop("problem", None)  # of an earlier run over the same file
            yield number, row | added


def _coded(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is added to a row: the coding of its pair, or the events that are found where it has none."""
    from communique.events import Coded, code, find_pairs

    def told(coded: Coded) -> dict[str, Any]:
        return {"type": coded.type, "mode": coded.mode, "scores": dict(coded.scores)}

    text = _text(row)
    if "actor" in row or "recipient" in row:
        return told(code(text, actor=_span(row, "actor"), recipient=_span(row, "recipient")))
    return {
        "events": [
            {"actor": pair.actor, "recipient": pair.recipient, "score": pair.score}
            | told(code(text, pair.actor, pair.recipient))
            for pair in find_pairs(text)
        ]
    }


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("The line is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"The line is not JSON: {error.msg} at column {error.colno}.") from error
    except RecursionError as error:
        raise ValueError("The line holds brackets without end.") from error
    if not isinstance(row, dict):
        raise ValueError("The line is no JSON object.")
    return row


def _text(row: Mapping[str, Any]) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError("The line has no text: give it as a string.")
    return text


def _span(row: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    if name not in row and name == "actor":
        raise ValueError("The line has no actor: give the [start, end] of its words.")
    span = row.get(name)
    if span is None:
        return None
    if isinstance(span, list) and len(span) == 2:
        start, end = span
        if type(start) is int and type(end) is int:
            return start, end
    shown = json.dumps(span, ensure_ascii=False)
    raise ValueError(f"The {name} must be two whole numbers, [start, end], and is {shown}.")
