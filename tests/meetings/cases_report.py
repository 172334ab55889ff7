"""The passages of `cases/*.txt` and how well the shipped program finds the meetings in them.

`python -m tests.meetings.cases_report [LIST ...]` prints the figures of each list, and every passage that it has wrong.

A meeting found is matched to a wanted one where their parties are the same; of several, to the one that agrees on most
of statuses and place. Each is used once. "statuses" counts the pairs of a meeting and a status of it that are right, in
matched meetings; "places" the matched meetings whose place is right, of those where one is asked for or found.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique import annotate
from communique.reading import Meeting
from communique.scoring import Figure

FOLDER = Path(__file__).with_name("cases")
LISTS = ("first", "more")
ANY, UNKNOWN, NONE = "?", "*", "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting that a passage holds. `parties` None: left open; "*" among them: one that no table has."""

    parties: frozenset[str] | None
    statuses: frozenset[str]
    place: str

    def fits(self, found: Meeting) -> bool:
        """Whether the parties of a meeting found are those wanted."""
        if self.parties is None:
            return True
        named = self.parties - {UNKNOWN}
        return named == set(found.parties) or (
            UNKNOWN in self.parties and named < set(found.parties) and len(found.parties) == len(self.parties)
        )

    def same_place(self, found: Meeting) -> bool:
        """Whether the place is the one wanted, or none is wanted and none found."""
        if self.place == ANY:
            return True
        return found.place is None if self.place == NONE else self.place in (found.place or "")


@dataclass(frozen=True, slots=True)
class Case:
    """A passage, the day it was printed, the negotiation that it is about, and the meetings in it."""

    day: str
    about: str
    text: str
    wanted: tuple[Wanted, ...]


def cases(name: str) -> tuple[Case, ...]:
    """The passages of the list `name`. Raises ValueError where a line has not the form that first.txt explains."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf8")
    return tuple(_case(part) for part in ("\n" + text).split("\n@ ")[1:])


def _case(part: str) -> Case:
    head, *lines = part.strip().splitlines()
    day, about = head.split(" | ")
    told = [line for line in lines if not line.startswith("= ")]
    return Case(day, about, "\n".join(told).strip(), tuple(_wanted(line) for line in lines if line.startswith("= ")))


def _wanted(line: str) -> Wanted:
    parties, statuses, place = line.removeprefix("= ").split(" | ")
    return Wanted(None if parties == ANY else frozenset(parties.split()), frozenset(statuses.split(", ")), place)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with what was found in it, and the pairs that match."""

    case: Case
    found: tuple[Meeting, ...]
    pairs: tuple[tuple[Wanted, Meeting], ...]

    @property
    def is_right(self) -> bool:
        """Whether all that is wanted was found, with its statuses and its place, and nothing else."""
        return len(self.pairs) == len(self.found) == len(self.case.wanted) and all(
            wanted.statuses == statuses(meeting) and wanted.same_place(meeting) for wanted, meeting in self.pairs
        )


def statuses(meeting: Meeting) -> frozenset[str]:
    """What is reported of a meeting."""
    return frozenset(report.status for report in meeting.reports)


def judged(case: Case) -> Judged:
    """The passage as the shipped program reads it."""
    found = annotate(case.text, published=case.day).meetings
    return Judged(case, found, tuple(_matched(case.wanted, found)))


def _matched(wanted: Sequence[Wanted], found: Sequence[Meeting]) -> Iterator[tuple[Wanted, Meeting]]:
    left, open_ = list(found), sorted(wanted, key=lambda w: w.parties is None)
    while open_:
        fitting = [
            (len(one.statuses & statuses(it)) + one.same_place(it), -w, -f)
            for w, one in enumerate(open_)
            for f, it in enumerate(left)
            if one.fits(it)
        ]
        if not fitting:
            return
        _, w, f = max(fitting)
        yield open_.pop(-w), left.pop(-f)


def figures(results: Sequence[Judged]) -> tuple[Figure, ...]:
    """How many meetings, statuses of meetings and places are right."""
    pairs = [pair for result in results for pair in result.pairs]
    found = [meeting for result in results for meeting in result.found]
    wanted = [one for result in results for one in result.case.wanted]
    placed = [(one, it) for one, it in pairs if one.place != ANY]
    return (
        Figure("meetings", "encounters", len(pairs), len(found), len(wanted)),
        Figure(
            "meetings",
            "statuses",
            sum(len(one.statuses & statuses(it)) for one, it in pairs),
            sum(len(statuses(it)) for it in found),
            sum(len(one.statuses) for one in wanted),
        ),
        Figure(
            "meetings",
            "places",
            sum(one.place != NONE and one.same_place(it) for one, it in placed),
            sum(it.place is not None for _, it in placed),
            sum(one.place != NONE for one, _ in placed),
        ),
    )


def invented(results: Sequence[Judged]) -> int:
    """How many of the passages without a meeting were given one."""
    return sum(bool(result.found) for result in results if not result.case.wanted)


def main(names: Sequence[str]) -> None:
    """Prints the report of the lists `names`."""
    for name in names:
        results = [judged(case) for case in cases(name)]
        empty = sum(not result.case.wanted for result in results)
        print(f"{name}: {sum(r.is_right for r in results)} of {len(results)} passages wholly right")
        for figure in figures(results):
            shares = (100 * share for share in (figure.precision, figure.recall, figure.f1))
            print("  {:<11} P {:5.1f}  R {:5.1f}  F1 {:5.1f}".format(figure.name, *shares), end="")
            print(f"  ({figure.right} of {figure.found} found, {figure.wanted} wanted)")
        print(f"  {invented(results)} of {empty} passages without a meeting were given one")
        for result in results:
            if not result.is_right:
                print(f"\n  {result.case.day} {result.case.about}: {result.case.text}")
                for one in result.case.wanted:
                    print(f"    wanted {sorted(one.parties or ANY)} {sorted(one.statuses)} {one.place}")
                for it in result.found:
                    told = [(report.status, report.spans[0].of(result.case.text)) for report in it.reports]
                    print(f"    found  {it.parties} {it.participants} {it.name} {it.place} {told}")


if __name__ == "__main__":
    main(sys.argv[1:] or LISTS)
