"""Occurrences with their accounts, without looking through the accounts of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.record.picking import picked
from communique.record.questions import Query

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.views import Views

FEW = 200
"""So many occurrences at most have their accounts looked up row by row: with 100,000 articles a tenth of the work for
20 that stand together, as those of a few days do, and twice the work for 7,000 that are scattered."""

_TOLD = "SELECT a.occurrence, list(a ORDER BY a.number) AS accounts FROM ({accounts}) AS a GROUP BY a.occurrence"


def with_accounts(views: Views, chosen: Query) -> pa.Table:
    """The occurrences that are chosen, in their order, with a column `accounts`.

    Raises RecordError where a part cannot be read.
    """
    import pyarrow as pa

    found = views.ask(chosen.text, chosen.values)
    ids = found["id"].to_pylist()
    told = _told(views, ids)
    place = {id_: row for row, id_ in enumerate(told["occurrence"].to_pylist())}
    rows = pa.array([place.get(id_) for id_ in ids], pa.int64())
    return found.append_column("accounts", told["accounts"].combine_chunks().take(rows))


def _told(views: Views, ids: list[str]) -> pa.Table:
    """The accounts of each of these occurrences."""
    rows = picked(views, "accounts", "occurrence", ids) if len(ids) <= FEW else None
    if rows is None:
        accounts = "SELECT * FROM accounts WHERE occurrence IN (SELECT unnest(?::VARCHAR[]))"
        return views.ask(_TOLD.format(accounts=accounts), [ids])
    return views.ask(_TOLD.format(accounts=rows))
