"""Folders of tables: one file a table, and beside them what each column means, for people and for programs.

For programs it is `datapackage.json`, as https://datapackage.org describes it; for people `dictionary.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.export.cells import csv_lines
from communique.export.files import PACKAGE
from communique.export.material import Material
from communique.export.tables import Table, tables_of
from communique.export.written import Written

if TYPE_CHECKING:
    import pyarrow as pa

DICTIONARY = "dictionary.md"


def write_csv(material: Material, folder: Path) -> Written:
    """Writes each table as CSV (RFC 4180, UTF-8, a line of headings). Lists are JSON; no cell can pass for a formula.

    Where a text begins like a formula, an apostrophe stands before it.
    """
    rows, fields = 0, {}
    for table in tables_of(material):
        batches = material.batches(table.query)
        fields[table.name] = batches.schema
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv_lines(batches.schema.names, _rows(batches))
            file.write(next(lines))
            for line in lines:
                file.write(line)
                rows += 1
    _describe(material, folder, fields, "csv", "text/csv")
    return Written(rows, "row", _left_out(material))


def write_parquet(material: Material, folder: Path) -> Written:
    """Writes each table as Parquet; lists stay lists."""
    import pyarrow.parquet as pq

    rows, fields = 0, {}
    for table in tables_of(material):
        batches = material.batches(table.query)
        schema = _with_meanings(batches.schema, table, material)
        fields[table.name] = batches.schema
        with pq.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch.cast(schema))
                rows += batch.num_rows
    _describe(material, folder, fields, "parquet", "application/vnd.apache.parquet")
    return Written(rows, "row", _left_out(material))


def _rows(batches: Any) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _with_meanings(schema: pa.Schema, table: Table, material: Material) -> pa.Schema:
    import pyarrow as pa

    return pa.schema(
        [field.with_metadata({"description": table.columns[field.name]}) for field in schema],
        metadata={"description": table.about, "communique": json.dumps(material.provenance)},
    )


def _left_out(material: Material) -> dict[str, int]:
    return {"undated": material.undated}


def _describe(material: Material, folder: Path, fields: dict[str, pa.Schema], ending: str, kind: str) -> None:
    of = tables_of(material)
    resources = [_resource(table, fields[table.name], ending, kind) for table in of]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "communique-record",
        "title": f"The record {material.name}",
        "description": material.layer.words,
        "created": material.made.isoformat(),
        "communique": material.provenance,
        "resources": resources,
    }
    (folder / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / DICTIONARY).write_text("\n".join(_dictionary(of, fields, material.layer.words)) + "\n", encoding="utf-8")


def _resource(table: Table, schema: pa.Schema, ending: str, kind: str) -> dict[str, Any]:
    keys = [{"fields": [column], "reference": {"resource": to, "fields": ["id"]}} for column, to in table.links.items()]
    return {
        "name": table.name,
        "path": f"{table.name}.{ending}",
        "description": table.about,
        "format": ending,
        "mediatype": kind,
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": field.name, "type": type_of(field.type), "description": table.columns[field.name]}
                for field in schema
            ],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def type_of(kind: pa.DataType) -> str:
    """What Table Schema calls a type of Arrow's."""
    import pyarrow.types as pt

    if pt.is_list(kind):
        return "array"
    if pt.is_boolean(kind):
        return "boolean"
    if pt.is_integer(kind):
        return "integer"
    if pt.is_floating(kind):
        return "number"
    return "date" if pt.is_date(kind) else "string"


def _dictionary(of: Iterable[Table], fields: dict[str, pa.Schema], layer: str) -> Iterator[str]:
    yield from ("# Data dictionary", "", layer)
    for table in of:
        yield from ("", f"## {table.name}", "", table.about, "", "| column | type | meaning |", "| --- | --- | --- |")
        for field in fields[table.name]:
            yield f"| {field.name} | {type_of(field.type)} | {table.columns[field.name]} |"
