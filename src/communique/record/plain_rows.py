"""Rows of Python values as an Arrow table, by way of JSON.

From the values themselves pyarrow would make one, too, but it imports pandas first, wherever that is installed, and
that takes longer than most questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from communique.record.columns import Row

if TYPE_CHECKING:
    import pyarrow as pa

_EPOCH = date(1970, 1, 1)


def table_of(rows: Iterable[Row], schema: pa.Schema) -> pa.Table:
    """The rows, with the columns of the schema: texts, whole numbers, truths, days; structures and lists of these."""
    import pyarrow as pa
    import pyarrow.json

    content = "\n".join(json.dumps(row, default=_days) for row in rows).encode()
    if not content:
        return schema.empty_table()
    return pyarrow.json.read_json(
        pa.BufferReader(content),
        # one block, for no row may lie in two
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(content) + 1),
        parse_options=pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    )


def _days(value: Any) -> int:
    """A day as Arrow counts them."""
    return int((value - _EPOCH).days)
