"""The questions that are put to the statements: by words, and by all that is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique.catalogue import words
from communique.catalogue.catalogue import Catalogue
from communique.catalogue.coded import (
    UNKNOWN,
    Count,
    by_day,
    counted,
    foremost,
    having_head,
    in_time,
    once,
    one_of,
    those,
)
from communique.catalogue.paging import FIRST, Slice, Stretch
from communique.catalogue.statements.columns import Columns, columns_left
from communique.catalogue.statements.filling import CODED
from communique.catalogue.verdicts import NONE, Verdict, Verdicts, corrected
from communique.reading import Span, Spans
from communique.record import questions
from communique.record.results import Hand, Said
from communique.record.words import Term, terms
from communique.weave.occurrence import When

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


ORDERS = ("date", "-date", "relevance")
"""The first said first, the last said first, or those with the words that were looked for."""

MOST = 12
"""Values of a facet: as many as can be looked through."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that has the same statement in the same words."""

    article: str
    statement: str
    outlet: str | None
    title: str | None
    path: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement as a list has it: `marks` are the words that were looked for, in its content.

    `when` is when it was said, as nearly as is known; `occurrence` the entry of the chronology that it is an account
    of; `copies` are the others of its family with the same words; `reviewed` is what people left of it, None where it
    is as it was read.
    """

    said: Said
    when: When | None
    occurrence: str | None
    marks: Spans
    copies: tuple[Copy, ...]
    reviewed: Verdict | None


@dataclass(frozen=True, slots=True)
class Facets:
    """What all that was found has in common: values, with how many statements have each.

    `unnamed` counts those of speakers whom nobody could name, `names` has the actors' names by their ids.
    """

    speakers: tuple[Count, ...]
    countries: tuple[Count, ...]
    hands: tuple[Count, ...]
    addressees: tuple[Count, ...]
    outlets: tuple[Count, ...]
    quotations: tuple[Count, ...]
    certainties: tuple[Count, ...]
    unnamed: int
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FoundStatements:
    """A stretch of the statements that fit, the facets of all of them, and how many were said on each day.

    `copies` counts those that are not listed, being copies of one that is; `undated` those left out for want of a
    date; `rejected` those that people rejected, which are listed only where these are asked for.
    """

    rows: Slice[Listed]
    facets: Facets
    days: tuple[tuple[str, int], ...]
    copies: int
    undated: int
    rejected: int


def statements(
    catalogue: Catalogue,
    *,
    q: str | None = None,
    by: str | None = None,
    to: str | None = None,
    through: str | None = None,
    country: str | None = None,
    outlet: str | None = None,
    quotation: str | None = None,
    certainty: str | None = None,
    since: str | None = None,
    until: str | None = None,
    rejected: bool = False,
    order: str = "-date",
    stretch: Stretch = FIRST,
    verdicts: Verdicts = NONE,
) -> FoundStatements:
    """The statements that fit all of these, each family's same words once. Actors and countries by their ids.

    They are as `verdicts` leave them; with `rejected`, those that these reject are listed in place of all others.
    Raises QuestionError where an order, a date, a quotation, a certainty or an outlet is none.
    """
    import numpy as np

    questions.one_of("order", order, ORDERS)
    columns = columns_left(catalogue, verdicts)
    coded = columns.coded
    fits = np.ones(len(columns.first), bool)
    for value, name in (
        (by, "source_actor"),
        (country, "source_country"),
        (to, "addressee_actor"),
        (outlet and one_of("outlet", outlet, coded["outlet"]), "outlet"),
        (quotation and questions.quotation(quotation), "quotation"),
        (certainty and questions.certainty(certainty), "certainty"),
    ):
        if value:
            fits &= coded[name].having(value)
    if through:
        fits &= those(columns.handed[columns.hand.having(through)], len(fits))
    wanted = terms(q) if q else ()
    matched = words.match(catalogue, "said_words", wanted, columns.words) if wanted else None
    if matched is not None:
        having = those(matched.numbers, len(fits))
        for number, verdict in columns.reviewed.items():
            if "content" in verdict.after:
                having[number] = words.has(verdict.after["content"]["words"], wanted)
        fits &= having
    fits, undated = in_time(fits, columns.first, columns.last, since, until)
    gone = those([number for number, verdict in columns.reviewed.items() if verdict.rejected], len(fits))
    hidden = 0 if rejected else int(np.count_nonzero(fits & gone))
    fits &= gone if rejected else ~gone
    every = np.flatnonzero(fits)
    numbers = once(every, columns.head, columns.members)
    shown = _stretch(numbers, columns, order, matched, stretch)
    return FoundStatements(
        Slice(_listed(catalogue, shown, columns, wanted), len(numbers), stretch.first),
        _facets(numbers, columns),
        _by_day(numbers, columns),
        len(every) - len(numbers),
        undated,
        hidden,
    )


def _stretch(
    numbers: NDArray[np.int64], columns: Columns, order: str, matched: words.Matched | None, stretch: Stretch
) -> NDArray[np.int64]:
    """The numbers of one stretch of the list, in its order; what has no date comes last."""
    import numpy as np

    last = stretch.first + stretch.count
    if order == "relevance" and matched is not None:
        return numbers[foremost(-matched.scores[numbers], last)][stretch.first :]
    days = columns.first[numbers]
    if order == "date":
        days = np.where(days == UNKNOWN, -UNKNOWN, days)
    # those of one day stay in the order of their articles' texts; what is unknown lies before all days
    return numbers[foremost(days if order == "date" else -days, last)][stretch.first :]


def _facets(numbers: NDArray[np.int64], columns: Columns) -> Facets:
    import numpy as np

    coded = columns.coded
    listed = those(numbers, len(columns.first))
    hands = counted(columns.hand.values, columns.hand.codes[listed[columns.handed]], MOST)
    found = {name: coded[name].counts(numbers, MOST) for name in CODED}
    actors = (*found["source_actor"], *hands, *found["addressee_actor"])
    return Facets(
        found["source_actor"],
        found["source_country"],
        hands,
        found["addressee_actor"],
        found["outlet"],
        found["quotation"],
        found["certainty"],
        int(np.count_nonzero(coded["source_actor"].codes[numbers] < 0)),
        {count.value: columns.names.get(count.value, count.value) for count in actors},
    )


def _by_day(numbers: NDArray[np.int64], columns: Columns) -> tuple[tuple[str, int], ...]:
    """How many were said on each day, for those whose day is known: neither between two nor of a whole month."""
    return by_day(columns.first[numbers[columns.first[numbers] == columns.last[numbers]]])


def _listed(
    catalogue: Catalogue, numbers: NDArray[np.int64], columns: Columns, wanted: Sequence[Term]
) -> tuple[Listed, ...]:
    order = numbers.tolist()
    copied = {int(head) for head in columns.head[numbers[columns.members[numbers] > 1]]}
    copies = _copies(catalogue, columns, copied)
    told = _told(catalogue, order)
    return tuple(
        _row(
            told[number],
            tuple(copy for other, copy in copies.get(int(columns.head[number]), ()) if other != number),
            wanted,
            columns.reviewed.get(number),
            columns.names,
        )
        for number in order
    )


def _told(catalogue: Catalogue, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    # by joining: what stands behind IN is looked for in every row, ten times as long
    rows = catalogue.ask(
        "SELECT number, told FROM said JOIN (SELECT unnest(?::BIGINT[]) AS number) USING (number)", [list(numbers)]
    )
    return {number: json.loads(told) for number, told in rows}


def _copies(catalogue: Catalogue, columns: Columns, heads: set[int]) -> dict[int, list[tuple[int, Copy]]]:
    """All statements of each head's words, by the number of the head."""
    if not heads:
        return {}
    numbers = having_head(columns.head, heads)
    found: dict[int, list[tuple[int, Copy]]] = {}
    told = _told(catalogue, numbers)
    for number in numbers:
        one = told[number]
        copy = Copy(*(one[name] for name in ("article", "statement", "outlet", "title", "path", "published")))
        found.setdefault(int(columns.head[number]), []).append((number, copy))
    return found


def _row(
    told: dict[str, Any],
    copies: tuple[Copy, ...],
    wanted: Sequence[Term],
    reviewed: Verdict | None,
    names: Mapping[str, str],
) -> Listed:
    if reviewed is not None:
        told = corrected(told, reviewed.after, names)
    first, last, basis = told.pop("first"), told.pop("last"), told.pop("basis")
    occurrence = told.pop("occurrence")
    told["spans"] = tuple(Span(*span) for span in told["spans"] or ())
    told["chain"] = tuple(Hand(*hand) for hand in told["chain"] or ())
    said = Said(**told)
    when = When(first, last, basis) if first and last and basis else None
    return Listed(said, when, occurrence, words.marks(said.content or "", wanted), copies, reviewed)
