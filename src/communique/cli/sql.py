"""`communique sql`: any question, in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli._record import DEFAULT, AsOf, RecordFolder, opened
from communique.cli._tables import AsCsv, AsJson, Column, one_form, print_csv, print_json, print_table

if TYPE_CHECKING:
    import pyarrow as pa


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT, in DuckDB's SQL.")],
    record: RecordFolder = DEFAULT,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Ask the record in SQL.

    The tables are articles, statements, chains, mentions, actors and problems; of what is woven families (one row an
    article), occurrences, accounts and encounters. "describe statements" shows the columns of one. The query can read
    the record and nothing else, and change nothing.

    \b
    Example:
      communique sql "select source_name, count(*) as n from statements group by 1 order by n desc"
      communique sql "select outlet, count(*) from articles group by 1" --csv > outlets.csv
    """
    one_form(as_json, as_csv)
    answer = opened(record, as_of).sql(query)
    if as_json:
        print_json(answer.to_pylist())
    elif as_csv:
        print_csv(answer.column_names, _rows(answer))
    else:
        print_table([Column(name, number=_is_number(answer, name)) for name in answer.column_names], _rows(answer))


def _rows(answer: pa.Table) -> list[tuple[object, ...]]:
    # by position: two columns of an answer may have the same name
    return list(zip(*(column.to_pylist() for column in answer.columns), strict=True))


def _is_number(answer: pa.Table, name: str) -> bool:
    import pyarrow as pa

    kinds = [field.type for field in answer.schema if field.name == name]
    return all(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) for kind in kinds)
