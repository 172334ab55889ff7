"""Writes docs/reference/reading-schema.md and desk-schema.md from the JSON Schemas that are shipped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import communique

ROOT = Path(communique.__file__).parent
REFERENCE = Path(__file__).parents[1] / "reference"
PAGES = {
    "reading-schema": (ROOT / "reading.schema.json", "The reading's JSON Schema", "what `communique annotate` prints"),
    "desk-schema": (
        ROOT / "desk/desk.schema.json",
        "The desk's schema",
        "a desk file, as `communique desk schema` has it",
    ),
}

Schema = Mapping[str, Any]


def page(name: str) -> str:
    """The whole page of one schema: its objects, one after the other, with their fields."""
    path, title, what = PAGES[name]
    schema = json.loads(path.read_text(encoding="utf-8"))
    head = f"# {title}\n\nMade by `make docs` from `{path.relative_to(ROOT.parents[1]).as_posix()}`: {what}.\n"
    return "\n".join([head, *_object("The whole", schema), *_definitions(schema)])


def _definitions(schema: Schema) -> Iterator[str]:
    for name, definition in sorted(schema.get("$defs", {}).items()):
        yield from _object(name, definition)


def _object(name: str, schema: Schema) -> Iterator[str]:
    yield f"## {name}\n"
    if told := schema.get("description"):
        yield f"{told}\n"
    fields = schema.get("properties")
    if not fields:
        yield f"{_type(schema)}\n"
        return
    needed = set(schema.get("required", ()))
    yield "| field | type | meaning |\n| --- | --- | --- |"
    for field, of in fields.items():
        optional = "" if field in needed else " (may be left out)"
        yield f"| `{field}` | {_type(of)}{optional} | {_cell(of.get('description', ''))} |"
    yield ""


def _type(schema: Schema) -> str:
    """A schema on one line, with links to the objects it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return ", ".join(f"`{_cell(json.dumps(value))}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    for of, joint in (("anyOf", " or "), ("oneOf", " or "), ("allOf", " and ")):
        if of in schema:
            return joint.join(_type(one) for one in schema[of])
    if schema.get("type") == "array":
        if "prefixItems" in schema:
            return "[" + ", ".join(_type(one) for one in schema["prefixItems"]) + "]"
        return f"list of {_type(schema['items'])}" if schema.get("items") else "list"
    kinds = schema.get("type", "anything")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for name in PAGES:
        (REFERENCE / f"{name}.md").write_text(page(name), encoding="utf-8")
        sys.stdout.write(f"wrote {REFERENCE / name}.md\n")
