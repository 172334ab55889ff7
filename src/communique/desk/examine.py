"""A desk read from TOML and examined: every fault, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import Any

from communique.desk import meaning, shape
from communique.desk.desk import Desk, DeskActor, DeskRole, Issue, Outlet
from communique.desk.lines import Lines
from communique.desk.shape import Fault
from communique.errors import DeskError

_BARE_MONTH = re.compile(r"= *(\d{4}-\d{2})(?![-\d\"])")
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def text_of(path: str | FilePath) -> str:
    """The text of the file `path`. Raises DeskError where it cannot be read, or is not UTF-8."""
    try:
        content = FilePath(path).expanduser().read_bytes()
    except OSError as error:
        raise DeskError(
            f"the desk {path} cannot be read: {error.strerror or error}",
            cause="the path is mistyped, or the file belongs to another user",
            fix="check the path; communique desk example prints a desk to begin with",
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DeskError(
            "this is not UTF-8", cause="it was saved in another encoding", fix="save it as UTF-8", path=path, line=line
        ) from error


def examine(text: str, *, path: str | FilePath | None = None) -> tuple[Desk, list[DeskError]]:
    """The desk in `text` (TOML), and its faults in the order of their lines, each an error that names `path`.

    With faults, the desk holds only the rows whose shape is right: use it for nothing but to show it.
    """
    from communique.resolve import tables

    text = text.removeprefix("\ufeff")
    try:
        values = tomllib.loads(text)
        lines = Lines.of(text)
    except (ValueError, RecursionError) as error:
        return Desk(), [_no_toml(text, error, path)]
    values = shape.json_values(values)
    found = list(shape.faults(values))
    placed, others = _placed(values, {fault.at[:2] for fault in found})
    found += meaning.faults(placed, others, tables.load())
    errors = [DeskError(f.what, cause=f.cause, fix=f.fix, path=path, line=lines.line(f.at)) for f in found]
    return _desk(values, placed, found), sorted(errors, key=lambda error: error.line or 0)


def _placed(values: Mapping[str, Any], wrong: set[tuple[str | int, ...]]) -> tuple[meaning.Placed, set[str]]:
    """The rows of the right shape, and the ids of the others."""
    right: dict[str, dict[int, Any]] = {"actor": {}, "outlet": {}, "issue": {}}
    others: set[str] = set()
    for key, rows in right.items():
        if (key,) in wrong:
            continue
        for number, row in enumerate(values.get(key, ())):
            if (key, number) not in wrong:
                rows[number] = _ROWS[key](row)
            elif isinstance(row, dict) and isinstance(row.get("id"), str):
                others.add(row["id"])
    dropped = tuple(values.get("desk", {}).get("drop", ())) if not wrong & {("desk",), ("desk", "drop")} else ()
    return meaning.Placed(right["actor"], right["outlet"], right["issue"], dropped), others


def _desk(values: Mapping[str, Any], placed: meaning.Placed, found: list[Fault]) -> Desk:
    head = {} if any(fault.at[:1] == ("desk",) for fault in found) else values.get("desk", {})
    return Desk(
        head.get("name", ""),
        head.get("description", ""),
        tuple(placed.actors.values()),
        tuple(placed.outlets.values()),
        tuple(placed.issues.values()),
        placed.dropped,
    )


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _actor(row: Mapping[str, Any]) -> DeskActor:
    values = _frozen(row)
    if isinstance(values.get("alone"), bool):
        values["alone"] = ("*",) if values["alone"] else ()
    if "roles" in values:
        values["roles"] = tuple(_role(role) for role in values["roles"])
    return DeskActor(**values)


def _role(row: Mapping[str, Any]) -> DeskRole:
    values = _frozen(row)
    since, until = values.pop("from", ""), values.pop("to", "")
    return DeskRole(**values, since=since, until=until)


_ROWS: Mapping[str, Callable[[Mapping[str, Any]], DeskActor | Outlet | Issue]] = {
    "actor": _actor,
    "outlet": lambda row: Outlet(**_frozen(row)),
    "issue": lambda row: Issue(**_frozen(row)),
}


def _no_toml(text: str, error: Exception, path: str | FilePath | None) -> DeskError:
    if isinstance(error, tomllib.TOMLDecodeError):
        said = str(error)
        place = _AT.search(said)
        line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
        month = _BARE_MONTH.search(text.split("\n")[line - 1])
        return DeskError(
            f"this is not TOML: {said[: place.start()] if place else said}",
            cause="a month stands without quotation marks"
            if month
            else "a quotation mark, a bracket or an equals sign is missing here or shortly before",
            fix=f'write "{month[1]}"' if month else "compare the line with those of communique desk example",
            path=path,
            line=line,
        )
    return DeskError(
        "this cannot be read: " + ("brackets nested too deep" if isinstance(error, RecursionError) else str(error)),
        cause="the file was not made to be a desk",
        fix="write names, dates and lists of names only",
        path=path,
        line=_first_line_of(error, text),
    )


def _first_line_of(error: Exception, text: str) -> int:
    """The line in which the reading of `text` ends with an error of this kind: the least that must be read for it."""
    lines = text.split("\n")
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        try:
            tomllib.loads("\n".join(lines[:middle]))
        except (ValueError, RecursionError) as found:
            same = type(found) is type(error)
        else:
            same = False
        low, high = (low, middle) if same else (middle + 1, high)
    return low
