from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pyarrow.parquet as pq
import pytest

from communique.export import package
from communique.export.cells import FORMULA
from communique.export.material import Material, Wanted
from communique.export.tables import tables, tables_of
from communique.record import Record
from tests.export.samples import FORMULA as HOSTILE

# What https://datapackage.org asks of a descriptor, as far as ours goes.
DESCRIPTOR = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._/-]+$"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "schema"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.][^:]*$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields", "primaryKey"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "required": ["name", "type", "description"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer", "number", "boolean", "date", "array"]}
                                    },
                                },
                            }
                        },
                    },
                },
            },
        },
    },
}
READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda cell: {"true": True, "false": False}[cell],
    "date": date.fromisoformat,
    "array": json.loads,
}


@pytest.fixture(scope="module")
def folder(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("csv")
    package.write_csv(Material(record), made)
    return made


def _resources(folder: Path) -> Iterator[dict[str, Any]]:
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    jsonschema.validate(descriptor, DESCRIPTOR)
    yield from descriptor["resources"]


def _rows(folder: Path, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows as a reader of data packages has them: every cell of the type that its field says, or None."""
    kinds = {field["name"]: READ[field["type"]] for field in resource["schema"]["fields"]}
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == list(kinds)
        return [{name: kinds[name](cell) if cell else None for name, cell in row.items()} for row in reader]


def test_a_reader_of_data_packages_takes_every_table(folder: Path) -> None:
    tables = {resource["name"]: (resource, _rows(folder, resource)) for resource in _resources(folder)}
    assert len(tables) == 10
    for resource, rows in tables.values():
        assert rows
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for link in resource["schema"].get("foreignKeys", []):
            (to,) = link["reference"]["fields"]
            known = {row[to] for row in tables[link["reference"]["resource"]][1]}
            assert {row[link["fields"][0]] for row in rows} - {None} <= known, (resource["name"], link)


def test_spans_in_the_tables_are_those_of_the_words(folder: Path, record: Path) -> None:
    accounts = next(resource for resource in _resources(folder) if resource["name"] == "accounts")
    opened = Record.open(record)
    for row in _rows(folder, accounts)[::7]:
        text = opened.reading(row["article"]).article.text
        words = " … ".join(text[start:end] for start, end in row["spans"])
        assert row["words"].removeprefix("'") == words.removeprefix("'")


def test_the_dictionary_has_every_column_and_no_other(material: Material) -> None:
    for table in tables_of(material):
        assert list(table.columns) == material.batches(table.query).schema.names, table.name
        assert set(table.key) <= table.columns.keys()
        assert all(meaning.endswith((".", "…")) for meaning in (table.about, *table.columns.values())), table.name
        assert all(column in table.columns for column in table.links)
    assert [table.name for table in tables(everything=True)] == [table.name for table in tables(everything=False)]


def test_people_have_the_dictionary_too(folder: Path, material: Material) -> None:
    page = (folder / package.DICTIONARY).read_text(encoding="utf-8")
    for table in tables_of(material):
        assert f"## {table.name}" in page
        for column, meaning in table.columns.items():
            assert f"| {column} | " in page
            assert meaning in page


def test_no_cell_passes_for_a_formula(folder: Path) -> None:
    guarded = 0
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not cell.startswith(FORMULA), (path.name, cell)
                    guarded += cell == f"'{HOSTILE}"
    assert guarded


def test_no_table_has_a_path_or_the_text_of_an_article(folder: Path) -> None:
    assert not [path for path in folder.glob("*.csv") if "in/=cmd" in path.read_text(encoding="utf-8")]
    assert max(path.stat().st_size for path in folder.glob("articles.csv")) < 20_000


def test_parquet_has_the_same_rows_with_lists_as_lists(record: Path, folder: Path, tmp_path: Path) -> None:
    written = package.write_parquet(Material(record), tmp_path)
    rows = 0
    for resource in _resources(tmp_path):
        table = pq.read_table(tmp_path / resource["path"])
        assert [field.metadata[b"description"].decode() for field in table.schema] == [
            field["description"] for field in resource["schema"]["fields"]
        ]
        as_csv = next(one for one in _resources(folder) if one["name"] == resource["name"])
        assert table.num_rows == len(_rows(folder, as_csv))
        rows += table.num_rows
    assert rows == written.count
    accounts = str(tmp_path / "accounts.parquet")
    first = duckdb.execute(f"SELECT spans[1][1] AS start FROM '{accounts}' LIMIT 1").fetchall()
    assert isinstance(first[0][0], int)


def test_filters_keep_what_the_wanted_occurrences_lead_to(record: Path, tmp_path: Path) -> None:
    written = package.write_csv(Material(record, Wanted(since="2020", actors=("Denmark",))), tmp_path)
    resources = {resource["name"]: _rows(tmp_path, resource) for resource in _resources(tmp_path)}
    assert {row["file"] for row in resources["articles"]} == {"'=cmd.txt"}
    assert {row["id"] for row in resources["actors"]} == {"DNK", "SWE", "ana-torv"}
    assert {row["kind"] for row in resources["occurrences"]} == {"event", "meeting", "move"}
    assert [row["begin"].isoformat() for row in resources["meetings"]] == ["2020-03-04"]
    assert written.count == sum(map(len, resources.values()))


def test_an_empty_record_gives_tables_with_headings_alone(tmp_path: Path) -> None:
    empty = Record.open(tmp_path / "empty", create=True)
    (tmp_path / "out").mkdir()
    assert package.write_csv(Material(empty.path), tmp_path / "out").count == 0
    assert all(_rows(tmp_path / "out", resource) == [] for resource in _resources(tmp_path / "out"))
