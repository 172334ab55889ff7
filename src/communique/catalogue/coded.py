"""Columns of few different values as numbers, held in memory: counting what fits is then a matter of a millisecond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from communique.catalogue.catalogue import Catalogue
from communique.chronology.asked import between
from communique.errors import QuestionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.catalogue.making import Source

EPOCH = date(1970, 1, 1)

UNKNOWN = -(10**9)
"""Stands for a day that is not known: before all days."""

_CODE = "CASE WHEN {column} IS NULL THEN -1 ELSE dense_rank() OVER (ORDER BY {column} NULLS LAST) - 1 END::INTEGER"


@dataclass(frozen=True, slots=True)
class Count:
    """How many have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: the different values, and for each row the number of its value; -1 for none."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    def having(self, value: str) -> NDArray[np.bool_]:
        """Which rows have this value."""
        code = self.values.index(value) if value in self.values else -2
        mask: NDArray[np.bool_] = self.codes == code
        return mask

    def changed(self, values: Mapping[int, str | None]) -> Coded:
        """The column with other values in some rows, by their numbers."""
        if not values:
            return self
        every = list(self.values)
        every += sorted({value for value in values.values() if value is not None} - set(every))
        codes = self.codes.copy()
        for number, value in values.items():
            codes[number] = -1 if value is None else every.index(value)
        return Coded(tuple(every), codes)

    def counts(self, among: NDArray[np.int64], most: int) -> tuple[Count, ...]:
        """The values that most of these rows have, with how many; equal ones by the alphabet."""
        return counted(self.values, self.codes[among], most)


def counted(values: Sequence[str], codes: NDArray[np.int32], most: int) -> tuple[Count, ...]:
    """The values that are most often among the codes."""
    import numpy as np

    times = np.bincount(codes[codes >= 0], minlength=len(values))
    least = np.partition(times, -most)[-most] if len(times) > most else 0
    among = np.flatnonzero(times >= max(least, 1))  # few, of thousands of values
    first = among[np.argsort(-times[among], kind="stable")][:most]
    return tuple(Count(values[code], int(times[code])) for code in first)


def day(column: str) -> str:
    """SQL for a day as a number, days after 1 January 1970."""
    return f"coalesce(date_diff('day', DATE '1970-01-01', {column}), {UNKNOWN})::INTEGER"


def as_number(iso: str | None) -> int:
    """A day (ISO) as `day` has it."""
    return (date.fromisoformat(iso) - EPOCH).days if iso else UNKNOWN


def code(source: Source, name: str, columns: Sequence[str], table: str, also: str) -> None:
    """Makes the table `name`, a row for each of the `table`, with `columns` as codes and `also` as it is.

    Their values go into the table `name`_values.
    """
    codes = ", ".join(f"{_CODE.format(column=column)} AS {column}" for column in columns)
    values = " UNION ALL ".join(f"SELECT DISTINCT '{c}' AS name, {c} AS value FROM {table}" for c in columns)
    source.connection.execute(
        f"CREATE TABLE shelf.{name} AS SELECT * FROM (SELECT number, {also}, {codes} FROM {table}) ORDER BY number"
    )
    source.connection.execute(
        f"CREATE TABLE shelf.{name}_values AS SELECT * FROM ({values}) WHERE value IS NOT NULL ORDER BY name, value"
    )


def decoded(catalogue: Catalogue, name: str, columns: Sequence[str]) -> dict[str, Coded]:
    """The columns that `code` made."""
    values: dict[str, list[str]] = {}
    for column, value in catalogue.ask(f"SELECT name, value FROM {name}_values ORDER BY name, value"):
        values.setdefault(column, []).append(value)
    codes = catalogue.columns(f"SELECT {', '.join(columns)} FROM {name} ORDER BY number")
    return {column: Coded(tuple(values.get(column, ())), codes[column]) for column in columns}


def those(numbers: NDArray[np.int64] | Sequence[int], count: int) -> NDArray[np.bool_]:
    """Which of so many rows have these numbers."""
    import numpy as np

    mask = np.zeros(count, bool)
    mask[numbers] = True
    return mask


def in_time(
    fits: NDArray[np.bool_],
    first: NDArray[np.int32],
    last: NDArray[np.int32],
    since: str | None,
    until: str | None,
) -> tuple[NDArray[np.bool_], int]:
    """Which of those that fit may be of a day between the two, both counted in, and how many have no day.

    Without either of the two all stay. Raises QuestionError where one is no date, or the one is later than the other.
    """
    import numpy as np

    begin, end = between(since, until)
    if begin is None and end is None:
        return fits, 0
    dated = first != UNKNOWN
    mask = fits & dated
    if begin is not None:
        mask &= last >= as_number(begin)
    if end is not None:
        mask &= first <= as_number(end)
    return mask, int(np.count_nonzero(fits & ~dated))


def one_of(name: str, value: str, coded: Coded) -> str:
    """`value`, which must be one of the column's. Raises QuestionError naming those most like it."""
    import difflib

    if value in coded.values:
        return value
    near = difflib.get_close_matches(value, coded.values, n=3)
    raise QuestionError(
        f"The record has no {name} {value!r}",
        cause="it is spelt otherwise, or nothing of it is in these articles",
        fix=f"did you mean {' or '.join(near)}?" if near else f"leave the {name} out, and choose among those listed",
    )


def once(numbers: NDArray[np.int64], head: NDArray[np.int32], members: NDArray[np.int32]) -> NDArray[np.int64]:
    """The same numbers, of those with the same head the first alone. `members` says which have one with others."""
    import numpy as np

    several = members[numbers] > 1
    _, first = np.unique(head[numbers[several]], return_index=True)
    keep = ~several
    keep[np.flatnonzero(several)[first]] = True
    return numbers[keep]


def having_head(head: NDArray[np.int32], heads: Iterable[int]) -> list[int]:
    """The numbers of all that have one of these heads, rising."""
    import numpy as np

    found: list[int] = np.flatnonzero(those(list(heads), len(head))[head]).tolist()
    return found


def foremost(keys: NDArray[Any], most: int) -> NDArray[np.int64]:
    """The places of the `most` smallest keys, the smallest first, equal ones in the order in which they stand."""
    import numpy as np

    places = np.arange(len(keys))
    if most < len(keys) // 2:  # only those that may be among them are put in order
        places = np.flatnonzero(keys <= np.partition(keys, most)[most])
    return places[np.argsort(keys[places], kind="stable")][:most]


def by_day(days: NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    """How many there are of each day (ISO); unknown ones are left out."""
    import numpy as np

    found, times = runs(np.sort(days[days != UNKNOWN], kind="stable"))  # mostly in order: sorted in no time
    return tuple(zip(np.datetime_as_string(found.astype("datetime64[D]")).tolist(), times.tolist(), strict=True))


def runs(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The different values in a rising row, and how often each stands in it."""
    import numpy as np

    if not len(values):
        return values, np.zeros(0, np.int64)
    starts = np.concatenate(([0], np.flatnonzero(values[1:] != values[:-1]) + 1))
    return values[starts], np.diff(starts, append=len(values))
