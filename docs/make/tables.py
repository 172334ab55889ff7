"""Writes docs/reference/tables.md: every table that `communique sql` can ask, every column, and what it means."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import communique
from communique import Record

PAGE = Path(__file__).parents[1] / "reference/tables.md"
EXPORTS = Path(communique.__file__).parent / "export/dictionary.toml"
HERE = Path(__file__).with_suffix(".toml")
OTHER_NAMES = {"encounters": "meetings"}  # what the exports call a table
HEAD = """\
# The record's tables

Made by `make docs` from a record and its data dictionary. `communique sql` asks these; so can any program that reads
[the exports](../how-to/export.md), where the same columns have the same meaning.

```console
$ communique sql "select source_name, count(*) as n from statements group by all order by n desc limit 5"
```
"""
COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY table_name, ordinal_position
"""


def columns() -> dict[str, dict[str, str]]:
    """The tables of a record and the types of their columns."""
    found: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in Record.open(Path(folder) / "record", create=True).sql(COLUMNS).to_pylist():
            found.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
    return found


def meanings(table: str) -> Mapping[str, str]:
    """What a table and its columns mean, the table itself under "about"."""
    exported: Mapping[str, Any] = tomllib.loads(EXPORTS.read_text(encoding="utf-8")).get(
        OTHER_NAMES.get(table, table), {}
    )
    own = tomllib.loads(HERE.read_text(encoding="utf-8")).get(table, {})
    about = {"about": exported["about"]} if "about" in exported else {}
    return about | exported.get("columns", {}) | own


def page() -> str:
    """The whole page. Raises KeyError where a table or a column is described nowhere."""
    parts = [HEAD]
    for table, types in columns().items():
        told = meanings(table)
        rows = "\n".join(f"| `{name}` | {_type(kind)} | {told[name]} |" for name, kind in types.items())
        parts.append(f"## {table}\n\n{told['about']}\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _type(kind: str) -> str:
    return f"`{kind.lower()}`".replace('"', "").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}\n")
