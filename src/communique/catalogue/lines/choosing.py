"""Which lines pass some filters, and how many pass them by each property: the filters of `communique chronology`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from communique.catalogue.lines.index import UNDATED, Index, nothing
from communique.catalogue.lines.keydays import KeyLines, key_lines
from communique.chronology import Asked
from communique.chronology.asked import KINDS, between, places_named
from communique.errors import QuestionError
from communique.record.names import encounter_named
from communique.record.questions import one_of
from communique.record.words import fold

if TYPE_CHECKING:
    import numpy.typing as npt

    from communique.catalogue.lines.index import Mask

FACETS = ("actor", "kind", "issue", "place", "meeting")
"""By what a chronology is counted."""

MOST = 10
"""Rows of a facet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as it is typed: the questions of `chronology.chronology`, whether accounts must differ,
    and whether those that people rejected are wanted, in place of all others.
    """

    actors: tuple[str, ...] = ()
    party: str | None = None
    toward: str | None = None
    by: str | None = None
    issue: str | None = None
    kind: str | None = None
    place: str | None = None
    meeting: str | None = None
    since: str | None = None
    until: str | None = None
    origins: int = 1
    disputed: bool = False
    key: bool = False
    rejected: bool = False
    latest_first: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """One filter: which question it belongs to, what it lets through in words, and which lines pass it."""

    question: str
    value: str
    words: str
    passes: Mask


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a facet: what stands in the address, its name, how many lines have it, and whether it is asked for."""

    value: str
    name: str
    count: int
    asked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """What lines have by one property; `more` counts the values that are not among the rows."""

    question: str
    rows: tuple[Row, ...]
    more: int


class Choice:
    """The lines that pass some filters.

    `asked` has the filters as they are meant. Raises QuestionError where one cannot be understood, or names what the
    record does not have.
    """

    def __init__(self, index: Index, wanted: Wanted) -> None:
        self.index = index
        self.wanted = wanted
        self.asked, self.tests = _meant(index, wanted)

    @property
    def known(self) -> int:
        """How many occurrences there are."""
        return int(np.count_nonzero(self.index.single))

    @cached_property
    def fitting(self) -> Mask:
        """The lines that pass all filters, each once."""
        if self.wanted.rejected:
            return self._passing() & self.index.rejected
        return self._listed(self._passing(), all_kinds=self.wanted.kind is None)

    @cached_property
    def lines(self) -> npt.NDArray[np.int64]:
        """The lines to be shown, in order; what may have begun before the days asked for goes behind what did not."""
        lines = self._key.lines if self.wanted.key else np.flatnonzero(self.fitting)
        begins = self.index.begin[lines]
        first = date.fromisoformat(self.asked.first).toordinal() if self.asked.first else UNDATED
        dated, earlier = lines[begins >= max(first, UNDATED + 1)], lines[(begins != UNDATED) & (begins < first)]
        if self.wanted.latest_first:
            dated, earlier = dated[::-1], earlier[::-1]
        return np.concatenate([dated, earlier, lines[begins == UNDATED]])

    @property
    def why(self) -> dict[int, str]:
        """Why its day is a key day, for the foremost line of each; none where key days are not asked for."""
        return self._key.why if self.wanted.key else {}

    @property
    def hidden(self) -> int:
        """How many lines fit and are on no key day, or not among the foremost of one."""
        return int(np.count_nonzero(self.fitting)) - len(self.lines)

    @property
    def rejected(self) -> int:
        """How many lines pass the filters, and are not shown since people rejected them."""
        return 0 if self.wanted.rejected else int(np.count_nonzero(self._passing() & self.index.rejected))

    @property
    def beside(self) -> int:
        """How many occurrences pass the filters and are not listed, since others are told in the same words."""
        if self.wanted.kind is not None or self.wanted.rejected:
            return 0
        unlisted = np.zeros(self.index.size, np.bool_)
        unlisted[self.index.covered] = True
        return int(np.count_nonzero(unlisted & self._passing() & ~self.fitting))

    @property
    def alone(self) -> tuple[tuple[str, int], ...]:
        """For each filter, in words, how many of the occurrences it would let through by itself."""
        return tuple((test.words, int(np.count_nonzero(test.passes & self.index.single))) for test in self.tests)

    def facets(self, most: int = MOST) -> tuple[Facet, ...]:
        """What the lines have by each property: of what one can be asked for at a time, as if that were not asked."""
        return tuple(facet for question in FACETS if (facet := self._facet(question, most)).rows)

    def _facet(self, question: str, most: int) -> Facet:
        marks = self.index.marks.get(question, nothing())
        counts = marks.counts(self._counted(question))
        if question in self.index.unlisted and question != "kind" and self._is_folded:
            passing = self._passing(without=() if question == "actor" else (question,))
            listed = self._listed(passing, all_kinds=True)
            counts = counts + self.index.unlisted[question].counts(passing, listed, len(counts))
        chosen = {test.value for test in self.tests if test.question == question}
        foremost = np.argsort(-counts, kind="stable")[: most + len(chosen)].tolist()
        codes = [*(marks.code_of[value] for value in chosen if value in marks.code_of), *foremost]
        rows = [
            Row(marks.values[code], marks.names[code], int(counts[code]), marks.values[code] in chosen)
            for code in dict.fromkeys(codes)
            if counts[code] or marks.values[code] in chosen
        ][:most]
        return Facet(question, tuple(rows), int(np.count_nonzero(counts)) - len(rows))

    def _counted(self, question: str) -> Mask:
        """The lines whose properties are counted: those that fit, as if `question` were not asked where it is.

        Of key days those that are shown, since other filters would make other days key.
        """
        if self.wanted.key:
            mask = np.zeros(self.index.size, np.bool_)
            mask[self._key.lines] = True
            return mask
        asked = any(test.question == question for test in self.tests)
        if question == "actor" or self.wanted.rejected or not (asked or question == "kind"):
            return self.fitting
        passing = self._passing(without=(question,))
        return self._listed(passing, all_kinds=question != "kind" and self.wanted.kind is None)

    @property
    def _is_folded(self) -> bool:
        """Whether what is told in the same words is listed once: not where all of a kind are, nor on key days."""
        return self.wanted.kind is None and not self.wanted.key and not self.wanted.rejected

    def _passing(self, without: Iterable[str] = ()) -> Mask:
        mask = np.ones(self.index.size, np.bool_)
        for test in self.tests:
            if test.question not in without:
                mask &= test.passes
        return mask

    def _listed(self, passing: Mask, *, all_kinds: bool) -> Mask:
        """Of the lines that pass, those to be listed: one told in the words of others only where none of these is."""
        index = self.index
        if not all_kinds:
            return passing & index.single
        listed = passing & index.listed
        if len(self.tests) and len(index.covered):
            alone = np.zeros(index.size, np.bool_)
            alone[index.covered] = passing[index.covered]
            alone[index.covered[listed[index.covers]]] = False
            listed |= alone
        return listed

    @cached_property
    def _key(self) -> KeyLines:
        return key_lines(self.index, self.fitting)


def _meant(index: Index, wanted: Wanted) -> tuple[Asked, tuple[Test, ...]]:
    tests: list[Test] = []
    marks = index.marks

    def marked(question: str, value: str, words: str) -> None:
        tests.append(Test(question, value, words, marks.get(question, nothing()).having(value, index.size)))

    asked = Asked(origins=wanted.origins, brief=wanted.key, kind=wanted.kind)
    names: list[str] = []
    for value in wanted.actors:
        actor = _actor(index, value)
        names.append(index.actors[actor])
        marked("actor", actor, index.actors[actor])
    asked = replace(asked, actors=tuple(names))
    for part in ("party", "toward", "by"):
        value = getattr(wanted, part)
        if value is not None:
            actor = _actor(index, value)
            called: dict[str, Any] = {part: index.actors[actor]}
            asked = replace(asked, **called)
            marked(part, actor, f"{part} {index.actors[actor]}")
    if wanted.issue is not None:
        issue, name = _issue(index, wanted.issue)
        asked = replace(asked, issue=name)
        marked("issue", issue, name)
    if wanted.kind is not None:
        one_of("kind", wanted.kind, KINDS)
        marked("kind", wanted.kind, f"{wanted.kind}s")
    if wanted.place is not None:
        known = marks.get("place", nothing())
        there = places_named(wanted.place, known.values)
        mask = np.logical_or.reduce([known.having(place, index.size) for place in there])
        exact = next(iter(there)) if len(there) == 1 else wanted.place
        tests.append(Test("place", exact, f"in {wanted.place}", mask))
        asked = replace(asked, place=wanted.place)
    if wanted.meeting is not None:
        meeting = encounter_named(wanted.meeting, ((id_, name) for id_, name, _ in index.encounters))
        name = next(called for id_, _, called in index.encounters if id_ == meeting)
        asked = replace(asked, meeting=name)
        marked("meeting", meeting, name)
    first, last = between(wanted.since, wanted.until)
    if first or last:
        asked = replace(asked, first=first, last=last)
        words = Asked(first=first, last=last).words
        tests.append(Test("days", "", words, _may_be(index, first, last)))
    if wanted.origins < 1:
        raise QuestionError(f"origins cannot be {wanted.origins}", fix="give the least number of origins, 1 or more")
    if wanted.origins > 1:
        words = Asked(origins=wanted.origins).words
        tests.append(Test("origins", str(wanted.origins), words, index.origins >= wanted.origins))
    if wanted.disputed:
        tests.append(Test("disputed", "true", "articles differ", index.disputed))
    return asked, tuple(tests)


def _actor(index: Index, value: str) -> str:
    return value if value in index.actors else index.names.actor(value)


def _issue(index: Index, value: str) -> tuple[str, str]:
    """The id and name of the issue that is meant: one of the desk's or the shipped ones, or one that a term has."""
    of_terms = index.marks.get("issue", nothing())
    for id_, name in (*index.issues, *zip(of_terms.values, of_terms.names, strict=True)):
        if value == id_ or fold(value) in (fold(name), fold(id_)):
            return id_, name
    known = [id_ for id_, _ in index.issues]
    near = difflib.get_close_matches(value, [word for pair in index.issues for word in pair], 1)
    raise QuestionError(
        f"The issue {value!r} is not known",
        cause=f"the issues are {', '.join(known)}",
        fix=f"did you mean {near[0]!r}?" if near else "use one of these, or keep a desk that has it in the record",
    )


def _may_be(index: Index, first: str | None, last: str | None) -> Mask:
    """Which lines may be of these days; always what has no date."""
    mask = np.ones(index.size, np.bool_)
    if first is not None:
        mask &= index.end >= date.fromisoformat(first).toordinal()
    if last is not None:
        mask &= index.begin <= date.fromisoformat(last).toordinal()
    undated: Mask = index.begin == UNDATED
    return mask | undated
