"""Whether the values of a desk have the shape that `desk.schema.json` describes.

The schema is the one definition of what a desk may hold: editors read it, and so does this module, which knows the
keywords that the schema uses and no others. What the values mean is checked in `meaning`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from communique.desk.lines import Path

Schema = Mapping[str, Any]
KEYWORDS = frozenset(
    {"$ref", "additionalProperties", "description", "enum", "items", "minLength", "pattern", "properties", "required"}
    | {"title", "type"}
)
_TYPES = {"string": str, "boolean": bool, "array": list, "object": dict}
_SAID = {"string": "text in quotation marks", "boolean": "true or false", "array": "a list", "object": "a table"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at `at`: what happened, the likely cause, the fix."""

    at: Path
    what: str
    cause: str = ""
    fix: str = ""


@cache
def schema() -> Schema:
    """The JSON Schema of the values of a desk."""
    text = (files("communique") / "desk" / "desk.schema.json").read_text(encoding="utf-8")
    loaded: Schema = json.loads(text)
    return loaded


def json_values(value: Any) -> Any:
    """`value` as JSON has it: TOML's dates become ISO text."""
    if isinstance(value, dict):
        return {key: json_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [json_values(item) for item in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


def faults(value: Any, rule: Schema | None = None, at: Path = ()) -> Iterator[Fault]:
    """Everything about `value` that the schema does not allow, in the order of the text."""
    rule = _resolved(schema() if rule is None else rule)
    kinds = rule.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, _TYPES[kind]) for kind in kinds):
        yield _wrong_type(value, kinds, rule, at)
    elif isinstance(value, dict):
        yield from _table(value, rule, at)
    elif isinstance(value, list) and "items" in rule:
        for number, item in enumerate(value):
            yield from faults(item, rule["items"], (*at, number))
    elif isinstance(value, str):
        yield from _text(value, rule, at)


def _resolved(rule: Schema) -> Schema:
    """The rule with what it refers to; its own words go before those of the other."""
    if "$ref" not in rule:
        return rule
    return {**schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")], **rule}


def _table(value: Mapping[str, Any], rule: Schema, at: Path) -> Iterator[Fault]:
    known = rule.get("properties", {})
    owner = rule["title"] if at else "a desk"
    for key, item in value.items():
        if key in known:
            yield from faults(item, known[key], (*at, key))
            continue
        yield Fault(
            (*at, key),
            f"{owner} cannot have the key {shown(key)}",
            cause=meant(key, known),
            fix=f"its keys are {', '.join(known)}",
        )
    for key in rule.get("required", ()):
        if key not in value:
            yield Fault(at, f"{owner} has no {key}", fix=f'write {key} = "…": {_described(known[key])}')


def _text(value: str, rule: Schema, at: Path) -> Iterator[Fault]:
    where = _called(at)
    if len(value) < rule.get("minLength", 0):
        yield Fault(at, f"{where} is empty", fix=f"write something, or leave it out: {_described(rule)}")
    elif value not in rule.get("enum", (value,)):
        yield Fault(
            at,
            f"{where} is {shown(value)}",
            cause=meant(value, rule["enum"]),
            fix=f"it can be {' or '.join(map(shown, rule['enum']))}",
        )
    # Python's $ would let a line break through behind the last character; that of JSON Schema does not.
    elif "pattern" in rule and not re.search(rule["pattern"].replace("$", r"\Z"), value):
        yield Fault(at, f"{where} is {shown(value)}", cause="it is not written as it must be", fix=_described(rule))


def _wrong_type(value: Any, kinds: tuple[str, ...], rule: Schema, at: Path) -> Fault:
    found = next((said for kind, said in _SAID.items() if isinstance(value, _TYPES[kind])), None)
    found = found or {int: "a number", float: "a number"}.get(type(value), "a date or a time")
    wanted = " or ".join(_SAID[kind] for kind in kinds)
    example = ""
    if kinds == ("array",) and isinstance(value, str):
        example = f"put it in brackets: {_key(at)} = [{shown(value)}]"
    elif kinds == ("string",) and type(value) is int:
        example = f'put it in quotation marks: {_key(at)} = "{value}"'
    elif at in (("actor",), ("outlet",), ("issue",)) and isinstance(value, dict):
        example = f"write [[{at[0]}]], with two brackets"
    return Fault(at, f"{_called(at)} is {found}, not {wanted}", fix=example or _described(rule))


def _described(rule: Schema) -> str:
    return str(_resolved(rule).get("description", ""))


def _key(at: Path) -> str:
    return str(next((part for part in reversed(at) if isinstance(part, str)), "it"))


def _called(at: Path) -> str:
    return f"one of the {_key(at)}" if at and isinstance(at[-1], int) else f"the key {_key(at)}"


def shown(value: str) -> str:
    """`value` in quotation marks, in one line."""
    return json.dumps(value, ensure_ascii=False)


def meant(value: str, known: Any) -> str:
    """A guess at what was meant by `value`, or nothing."""
    close = get_close_matches(value, list(known), n=2)
    return f"did you mean {' or '.join(close)}?" if close else ""
