"""The shelf of statements: who said what, to whom, through whom; found by words and by all that is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from communique.catalogue import words
from communique.catalogue.catalogue import Catalogue
from communique.catalogue.coded import (
    UNKNOWN,
    Coded,
    Count,
    as_number,
    by_day,
    code,
    counted,
    day,
    decoded,
    foremost,
    having_head,
    once,
    one_of,
    within,
)
from communique.catalogue.paging import FIRST, Slice, Stretch
from communique.catalogue.remembering import remembered
from communique.catalogue.verdicts import NONE, Verdict, Verdicts, corrected, named
from communique.reading import Span, Spans
from communique.record import questions
from communique.record.results import Hand, Said
from communique.record.words import Term, terms
from communique.weave.occurrence import When

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from communique.catalogue.making import Source

ORDERS = ("date", "-date", "relevance")
"""The first said first, the last said first, or those with the words that were looked for."""

CODED = ("source_actor", "source_country", "addressee_actor", "outlet", "quotation", "certainty")

MOST = 12
"""Values of a facet: as many as can be looked through."""

_PLACED = f"""
CREATE TEMPORARY TABLE placed AS
WITH woven AS (
    SELECT article, item, any_value(accounts.occurrence) AS occurrence, any_value(accounts.begin) AS begin,
           any_value(accounts."end") AS "end", any_value(accounts.when_basis) AS basis,
           any_value(published_begin) AS published_begin, any_value(published_end) AS published_end,
           any_value(accounts.published_basis) AS published_basis
    FROM accounts JOIN occurrences ON occurrences.id = accounts.occurrence
    WHERE occurrences.kind = 'statement' GROUP BY article, item
), joined AS (
    SELECT statements.*, families.family AS family, woven.occurrence AS occurrence,
           coalesce(woven.begin, date) AS begin, coalesce(woven."end", date) AS "end", woven.basis AS woven_basis,
           published_begin, published_end, published_basis
    FROM statements LEFT JOIN families ON families.article = statements.article
         LEFT JOIN woven ON woven.article = statements.article AND woven.item = statements.id
), dated AS (
    -- a day after the article's own is when something is to be, not when this was said
    SELECT *, coalesce(least(begin, published), published_begin) AS first,
           coalesce(least("end", published), published_end) AS last,
           CASE WHEN begin IS NULL THEN published_basis WHEN begin > published THEN 'published'
                ELSE coalesce(woven_basis, CASE WHEN begin = published THEN 'published' ELSE 'text' END) END AS basis
    FROM joined
), numbered AS (
    SELECT * REPLACE (row_number() OVER (ORDER BY first NULLS LAST, last, article, number, id) - 1 AS number) FROM dated
)
SELECT *, min(number) OVER same AS head, count(*) OVER same AS members,
       coalesce(array_length(string_split(trim(folded(content)), ' ')), 0) AS words, {day("first")} AS first_day,
       {day("last")} AS last_day
FROM numbered
WINDOW same AS (
    PARTITION BY coalesce(family, article), folded(content), coalesce(source_actor, folded(source), '')
)
"""

_TOLD = """
CREATE TABLE shelf.said AS
SELECT number, article, id AS statement, to_json(struct_pack(
    article, path, outlet, title, published, date, statement := id, source_actor, source_name, source, cue, content,
    spans := list_transform(content_spans, lambda s: [s.start, s."end"]), quotation,
    chain := list_transform(chain, lambda h: [h.actor, coalesce(h.name, h.words), h.relation]),
    addressee_actor, addressee_name, addressee, certainty, score, first, last, basis, occurrence
))::VARCHAR AS told
FROM placed ORDER BY number
"""

_HANDS = """
CREATE TABLE shelf.said_hands AS
SELECT DISTINCT placed.number AS number, chains.actor AS hand
FROM chains JOIN placed ON placed.article = chains.article AND placed.id = chains.statement
WHERE chains.actor IS NOT NULL ORDER BY hand, number
"""


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


@dataclass(frozen=True, slots=True)
class _Columns:
    coded: Mapping[str, Coded]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    head: NDArray[np.int32]
    members: NDArray[np.int32]
    words: NDArray[np.int32]
    hand: Coded
    handed: NDArray[np.int64]
    names: Mapping[str, str]
    reviewed: Mapping[int, Verdict]


def fill(source: Source) -> None:
    """Fills the shelf: the statements by the day on which they were said, and what they are found by."""
    ask = source.connection.execute
    ask(_PLACED)
    ask(_TOLD)
    also = "first_day, last_day, head::INTEGER AS head, members::INTEGER AS members, words::INTEGER AS words"
    code(source, "said_columns", CODED, "placed", also)
    ask(_HANDS)
    words.index(source, "said_words", "SELECT number, content AS words FROM placed WHERE content IS NOT NULL")
    ask("DROP TABLE placed")


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
    columns = _left(catalogue, verdicts)
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
        handed = np.zeros(len(fits), bool)
        handed[columns.handed[columns.hand.having(through)]] = True
        fits &= handed
    wanted = terms(q) if q else ()
    matched = words.match(catalogue, "said_words", wanted, columns.words) if wanted else None
    if matched is not None:
        having = np.zeros(len(fits), bool)
        having[matched.numbers] = True
        for number, verdict in columns.reviewed.items():
            if "content" in verdict.after:
                having[number] = words.has(verdict.after["content"]["words"], wanted)
        fits &= having
    undated = 0
    if since or until:
        inside = within(columns.first, columns.last, since, until)
        undated = int(np.count_nonzero(fits & (columns.first == UNKNOWN)))
        fits &= inside
    gone = np.zeros(len(fits), bool)
    gone[[number for number, verdict in columns.reviewed.items() if verdict.rejected]] = True
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
    numbers: NDArray[np.int64], columns: _Columns, order: str, matched: words.Matched | None, stretch: Stretch
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


def _facets(numbers: NDArray[np.int64], columns: _Columns) -> Facets:
    import numpy as np

    coded = columns.coded
    listed = np.zeros(len(columns.first), bool)
    listed[numbers] = True
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


def _by_day(numbers: NDArray[np.int64], columns: _Columns) -> tuple[tuple[str, int], ...]:
    """How many were said on each day, for those whose day is known: neither between two nor of a whole month."""
    return by_day(columns.first[numbers[columns.first[numbers] == columns.last[numbers]]])


def _listed(
    catalogue: Catalogue, numbers: NDArray[np.int64], columns: _Columns, wanted: Sequence[Term]
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


def _copies(catalogue: Catalogue, columns: _Columns, heads: set[int]) -> dict[int, list[tuple[int, Copy]]]:
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


@remembered()
def _read(catalogue: Catalogue) -> _Columns:
    import numpy as np

    names = ("first_day", "last_day", "head", "members", "words")
    plain = catalogue.columns(f"SELECT {', '.join(names)} FROM said_columns ORDER BY number")
    hands = catalogue.ask("SELECT hand, list(number ORDER BY number) FROM said_hands GROUP BY hand ORDER BY hand")
    codes = np.repeat(np.arange(len(hands), dtype=np.int32), [len(numbers) for _, numbers in hands])
    handed = np.array([number for _, numbers in hands for number in numbers], np.int64)
    return _Columns(
        decoded(catalogue, "said_columns", CODED),
        plain["first_day"],
        plain["last_day"],
        plain["head"],
        plain["members"],
        plain["words"],
        Coded(tuple(hand for hand, _ in hands), codes),
        handed,
        dict(catalogue.ask("SELECT id, name FROM actors WHERE statements + addressed + relayed > 0")),
        {},
    )


def _left(catalogue: Catalogue, verdicts: Verdicts) -> _Columns:
    """The columns as verdicts leave them."""
    return _laid(catalogue, verdicts) if verdicts.of else _read(catalogue)


@remembered()
def _laid(catalogue: Catalogue, verdicts: Verdicts) -> _Columns:
    columns = _read(catalogue)
    rows = catalogue.ask(
        "SELECT number, article, statement FROM said JOIN (SELECT unnest(?::VARCHAR[]) AS article) USING (article)",
        [sorted({article for article, _ in verdicts.of})],
    )
    found = {
        number: verdicts.of[article, statement]
        for number, article, statement in rows
        if (article, statement) in verdicts.of
    }
    told = catalogue.ask(
        "SELECT id, name, country FROM actors JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)",
        [sorted(set().union(*(named(verdict.after) for verdict in found.values())))],
    )
    countries = {id_: country for id_, _, country in told}

    def after(field: str) -> dict[int, Any]:
        return {number: verdict.after[field] for number, verdict in found.items() if field in verdict.after}

    coded = {**columns.coded}
    for field, column in (
        ("speaker", "source_actor"),
        ("addressee", "addressee_actor"),
        ("quotation", "quotation"),
        ("certainty", "certainty"),
    ):
        coded[column] = coded[column].changed(after(field))
    speakers = {number: countries.get(speaker) for number, speaker in after("speaker").items()}
    coded["source_country"] = coded["source_country"].changed(speakers)
    first, last = columns.first.copy(), columns.last.copy()
    for number, days in after("when").items():
        first[number], last[number] = map(as_number, days or (None, None))
    hand, handed = _rehanded(columns, after("chain"))
    return replace(
        columns,
        coded=coded,
        first=first,
        last=last,
        hand=hand,
        handed=handed,
        names={**columns.names, **{id_: name for id_, name, _ in told}},
        reviewed=found,
    )


def _rehanded(columns: _Columns, chains: Mapping[int, Sequence[Mapping[str, Any]]]) -> tuple[Coded, NDArray[np.int64]]:
    """Who handed which statements on, with other chains for some of these."""
    import numpy as np

    stays = ~np.isin(columns.handed, list(chains))
    new = [(hand["actor"], number) for number, chain in chains.items() for hand in chain if hand["actor"]]
    values = (*columns.hand.values, *sorted({actor for actor, _ in new} - set(columns.hand.values)))
    codes = np.array([values.index(actor) for actor, _ in new], np.int32)
    return (
        Coded(values, np.concatenate((columns.hand.codes[stays], codes))),
        np.concatenate((columns.handed[stays], np.array([number for _, number in new], np.int64))),
    )
