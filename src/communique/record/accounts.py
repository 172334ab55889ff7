"""Occurrences with their accounts, without looking through the accounts of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.record.picking import picked
from communique.record.questions import Condition, Query
from communique.record.woven_questions import chosen_query

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.views import Views

FEW = 3_000
"""So many occurrences at most, and their accounts, are looked up row by row: of 2,400 that stand together, as those of
a day do, in two thirds of the time; of 200 that are scattered it takes the same, of 7,000 twice the time."""

_TOLD = "SELECT a.occurrence, list(a ORDER BY a.number) AS accounts FROM ({accounts}) AS a GROUP BY a.occurrence"


def with_accounts(views: Views, chosen: Query) -> pa.Table:
    """The occurrences that are chosen, in their order, with a column `accounts`.

    Raises RecordError where a part cannot be read.
    """
    return accounted(views, views.put(chosen))


def accounted(views: Views, found: pa.Table) -> pa.Table:
    """The same for rows of the view of occurrences. Raises RecordError as that does."""
    import pyarrow.compute as pc

    told = _told(views, found["id"].to_pylist())
    rows = pc.index_in(found["id"], value_set=told["occurrence"].combine_chunks())
    return found.append_column("accounts", told["accounts"].combine_chunks().take(rows))


def numbered(views: Views, numbers: Sequence[int]) -> pa.Table:
    """The occurrences of these numbers, in order, with a column `accounts`. Raises RecordError as those do."""
    rows = picked(views, "occurrences", "number", numbers) if len(numbers) <= FEW else None
    if rows is not None:
        return accounted(views, views.ask(f"SELECT * FROM ({rows}) ORDER BY number"))
    these = Condition("number IN (SELECT unnest(?::INTEGER[]))", (list(numbers),))
    return with_accounts(views, chosen_query([these], None, order="number"))


def _told(views: Views, ids: list[str]) -> pa.Table:
    """The accounts of each of these occurrences."""
    rows = picked(views, "accounts", "occurrence", ids) if len(ids) <= FEW else None
    if rows is None:
        accounts = "SELECT * FROM accounts WHERE occurrence IN (SELECT unnest(?::VARCHAR[]))"
        return views.ask(_TOLD.format(accounts=accounts), [ids])
    return views.ask(_TOLD.format(accounts=rows))
