"""The lines as columns of numbers, in memory: a filter is a few comparisons of whole columns, a facet is one count.

Asked of the file each time, a page of 80,000 lines with its facets took DuckDB twenty times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from communique.catalogue.catalogue import Catalogue
from communique.record.names import Names

if TYPE_CHECKING:
    import numpy.typing as npt

    from communique.reviews import State
    from communique.weave.occurrence import Encounter, Occurrence

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

    @classmethod
    def of(cls, values: tuple[str, ...], names: tuple[str, ...], codes: Numbers, lines: Numbers) -> Marks:
        """The marks, from the codes and lines of all, ordered by code."""
        starts = np.searchsorted(codes, np.arange(len(values) + 1))
        return cls(values, names, codes, lines, starts, {value: code for code, value in enumerate(values)})

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


@dataclass(frozen=True, slots=True)
class Unlisted:
    """The marks of lines that are not listed: the code of each, and its line.

    Such a line is listed where none that tells it in its stead is asked for: `covered` and `by` pair the number of a
    mark with each line that tells it and has the same mark.
    """

    codes: Numbers
    lines: Numbers
    covered: Numbers
    by: Numbers

    def counts(self, passing: Mask, listed: Mask, size: int) -> npt.NDArray[np.int64]:
        """How many would be listed beside those that are, by code, if that code were asked for."""
        told = np.zeros(len(self.codes), np.bool_)
        told[self.covered[listed[self.by]]] = True
        return np.bincount(self.codes[passing[self.lines] & ~listed[self.lines] & ~told], minlength=size)


@dataclass(frozen=True)
class Fresh:
    """What reviews changed: the occurrences on lines that are not as in the file, and where those of the file went.

    `places` has for each line of the file the line that it is now, -1 where others took its place; `by_id` the lines
    on which what was changed stands. `states` are what people found of the accounts of an occurrence, by its id;
    `became` what one that is no more has become a part of; `encounters` the meetings that are not as in the file, None
    where one is gone.
    """

    told: dict[int, Occurrence]
    places: Numbers
    by_id: dict[str, tuple[int, ...]]
    states: Mapping[str, tuple[State, ...]]
    became: Mapping[str, str | None]
    encounters: dict[str, Encounter | None]


@dataclass(frozen=True)
class Index:
    """All lines, in the order of the chronology; each column has a number or a truth for each line.

    `begin` and `end` are days as `date.toordinal` has them, UNDATED where it is not known when; their months are
    counted from the beginning of the calendar. `listed` are those of a chronology that tells once what is told in the
    same words, `single` those of one that tells all as it is by itself, `rejected` those of which people rejected all.
    `turn` is 0, or which of `brief.TURNS` it is, counted from 1. `stored` is the line's number in the file, -1 where it
    is one of `fresh`.
    """

    listed: Mask
    single: Mask
    begin: Numbers
    end: Numbers
    begin_month: Numbers
    end_month: Numbers
    reported: Numbers
    articles: Numbers
    origins: Numbers
    head: Numbers
    turn: Numbers
    disputed: Mask
    rank: Numbers
    rejected: Mask
    stored: Numbers
    covered: Numbers
    covers: Numbers
    marks: dict[str, Marks]
    issues: tuple[tuple[str, str], ...]
    encounters: tuple[tuple[str, str | None, str], ...]
    actors: dict[str, str]
    people: tuple[tuple[str, str | None, bool, str | None], ...]
    fresh: Fresh | None = None

    @property
    def size(self) -> int:
        """How many lines there are, those that are not listed among them."""
        return len(self.begin)

    @cached_property
    def unlisted(self) -> dict[str, Unlisted]:
        """The marks of the lines that are not listed, in each way that lines can be asked by."""
        return {what: _unlisted(self, marks) for what, marks in self.marks.items()}

    @cached_property
    def names(self) -> Names:
        """The actors that questions may name; made when it is asked for first."""
        return Names.of(self.people)


def index_in(catalogue: Catalogue) -> Index:
    """The index of a catalogue as it is in the file."""
    columns = catalogue.columns(
        f"""
        SELECT listed, single, disputed, n_articles::INTEGER AS articles, n_origins::INTEGER AS origins,
               head::INTEGER AS head, turn::INTEGER AS turn, rank, {_day("begin")} AS "begin", {_day("end")} AS "end",
               {_day("reported")} AS reported, {_month("begin")} AS begin_month, {_month("end")} AS end_month
        FROM lines ORDER BY line
        """
    )
    people: Any = tuple(catalogue.ask("SELECT id, name, known, country FROM line_actors"))
    covers = catalogue.columns('SELECT line, "by" FROM line_covers')
    size = len(columns["begin"])
    return Index(
        **columns,
        rejected=np.zeros(size, np.bool_),
        stored=np.arange(size, dtype=np.int32),
        covered=covers["line"],
        covers=covers["by"],
        marks={what: _marks(catalogue, what) for (what,) in catalogue.ask("SELECT DISTINCT what FROM line_values")},
        issues=tuple(catalogue.ask("SELECT id, name FROM line_issues")),
        encounters=tuple(catalogue.ask("SELECT id, name, called FROM line_encounters")),
        actors={id_: name for id_, name, *_ in people},
        people=people,
    )


def _day(column: str) -> str:
    return f"""coalesce(date_diff('day', DATE '0001-01-01', "{column}") + 1, {UNDATED})::INTEGER"""


def _month(column: str) -> str:
    return f"""coalesce(12 * year("{column}") + month("{column}") - 1, 0)::INTEGER"""


def _marks(catalogue: Catalogue, what: str) -> Marks:
    told = catalogue.ask("SELECT value, name FROM line_values WHERE what = ? ORDER BY code", [what])
    columns = catalogue.columns("SELECT code, line FROM line_marks WHERE what = ? ORDER BY code, line", [what])
    values, names = (tuple(row[at] for row in told) for at in (0, 1))
    return Marks.of(values, names, columns["code"], columns["line"])


def _unlisted(index: Index, marks: Marks) -> Unlisted:
    hidden, by = np.zeros(index.size, np.bool_), np.zeros(index.size, np.bool_)
    hidden[index.covered], by[index.covers] = True, True
    its = np.flatnonzero(hidden[marks.lines])
    codes, lines = marks.codes[its], marks.lines[its]
    at = {pair: number for number, pair in enumerate(zip(lines.tolist(), codes.tolist(), strict=True))}
    of: defaultdict[int, list[int]] = defaultdict(list)
    theirs = np.flatnonzero(by[marks.lines])
    for line, code in zip(marks.lines[theirs].tolist(), marks.codes[theirs].tolist(), strict=True):
        of[line].append(code)
    pairs = [
        (at[line, code], other)
        for line, other in zip(index.covered.tolist(), index.covers.tolist(), strict=True)
        for code in of[other]
        if (line, code) in at
    ]
    covered, covers = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    return Unlisted(codes, lines, covered, covers)


def nothing() -> Marks:
    """Marks that no line has."""
    none: Any = np.zeros(0, np.int32)
    return Marks.of((), (), none, none)
