"""The lines as columns of numbers, in memory: a filter is a few comparisons of whole columns, a facet is one count.

Asked of the file each time, a page of 80,000 lines with its facets took DuckDB twenty times as long.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from communique.catalogue.catalogue import Catalogue
from communique.record.names import Names

if TYPE_CHECKING:
    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int32]

UNDATED = 0
"""Stands for the day of what has none; the first day of the calendar has the number 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What lines can be asked by in one way: the code of each mark, and its line; ordered by code.

    `values` and `names` are what the codes stand for, `starts` where the marks of each begin.
    """

    values: tuple[str, ...]
    names: tuple[str, ...]
    codes: Numbers
    lines: Numbers
    starts: npt.NDArray[np.int64]
    code_of: dict[str, int]

    def having(self, value: str, size: int) -> Mask:
        """Which of `size` lines are marked with `value`."""
        mask = np.zeros(size, np.bool_)
        code = self.code_of.get(value)
        if code is not None:
            mask[self.lines[self.starts[code] : self.starts[code + 1]]] = True
        return mask

    def counts(self, among: Mask) -> npt.NDArray[np.int64]:
        """How many of some lines have each mark, by code."""
        return np.bincount(self.codes[among[self.lines]], minlength=len(self.values))


@dataclass(frozen=True)
class Index:
    """All lines, in the order of the chronology; each column has a number or a truth for each line.

    `begin` and `end` are days as `date.toordinal` has them, UNDATED where it is not known when; their months are
    counted from the beginning of the calendar. `listed` are those of a chronology that tells once what is told in the
    same words, `single` those of one that tells all as it is by itself. `turn` is 0, or which of `brief.TURNS` it is,
    counted from 1.
    """

    listed: Mask
    single: Mask
    begin: Numbers
    end: Numbers
    begin_month: Numbers
    end_month: Numbers
    origins: Numbers
    turn: Numbers
    disputed: Mask
    rank: Numbers
    covered: Numbers
    covers: Numbers
    marks: dict[str, Marks]
    issues: tuple[tuple[str, str], ...]
    encounters: tuple[tuple[str, str | None, str], ...]
    actors: dict[str, str]
    people: tuple[tuple[str, str | None, bool, str | None], ...]

    @property
    def size(self) -> int:
        """How many lines there are, those that are not listed among them."""
        return len(self.begin)

    @cached_property
    def names(self) -> Names:
        """The actors that questions may name; made when it is asked for first."""
        return Names.of(self.people)


_INDEXES: WeakKeyDictionary[Catalogue, Index] = WeakKeyDictionary()
_MAKING = threading.Lock()


def index_of(catalogue: Catalogue) -> Index:
    """The index of a catalogue, made when it is asked for first, and kept as long as the catalogue is."""
    with _MAKING:
        found = _INDEXES.get(catalogue)
        if found is None:
            found = _INDEXES[catalogue] = _index(catalogue)
        return found


def _index(catalogue: Catalogue) -> Index:
    columns = catalogue.columns(
        """
        SELECT listed, single, disputed, n_origins::INTEGER AS origins, turn::INTEGER AS turn, rank,
               coalesce(date_diff('day', DATE '0001-01-01', "begin") + 1, 0)::INTEGER AS "begin",
               coalesce(date_diff('day', DATE '0001-01-01', "end") + 1, 0)::INTEGER AS "end",
               coalesce(12 * year("begin") + month("begin") - 1, 0)::INTEGER AS begin_month,
               coalesce(12 * year("end") + month("end") - 1, 0)::INTEGER AS end_month
        FROM lines ORDER BY line
        """
    )
    people: Any = tuple(catalogue.ask("SELECT id, name, known, country FROM line_actors"))
    covers = catalogue.columns('SELECT line, "by" FROM line_covers')
    return Index(
        **columns,
        covered=covers["line"],
        covers=covers["by"],
        marks={what: _marks(catalogue, what) for (what,) in catalogue.ask("SELECT DISTINCT what FROM line_values")},
        issues=tuple(catalogue.ask("SELECT id, name FROM line_issues")),
        encounters=tuple(catalogue.ask("SELECT id, name, called FROM line_encounters")),
        actors={id_: name for id_, name, *_ in people},
        people=people,
    )


def _marks(catalogue: Catalogue, what: str) -> Marks:
    told = catalogue.ask("SELECT value, name FROM line_values WHERE what = ? ORDER BY code", [what])
    columns = catalogue.columns("SELECT code, line FROM line_marks WHERE what = ? ORDER BY code, line", [what])
    values = tuple(value for value, _ in told)
    return Marks(
        values=values,
        names=tuple(name for _, name in told),
        codes=columns["code"],
        lines=columns["line"],
        starts=np.searchsorted(columns["code"], np.arange(len(values) + 1)),
        code_of={value: code for code, value in enumerate(values)},
    )


def nothing() -> Marks:
    """Marks that no line has."""
    none: Any = np.zeros(0, np.int32)
    return Marks((), (), none, none, np.zeros(1, np.int64), {})
