"""Fills the shelves of what each party holds, and of what is on the table between two.

Both come from the moves, the meetings and the few statements that say that a position holds. They are worked out once,
with the library's own histories and exchanges, so that the pages say what `communique positions` and `table` say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from communique.catalogue.evidence import keep, kept, shown, table_of
from communique.catalogue.issues import issues_in
from communique.catalogue.standing import StandWords, cell_of
from communique.chronology.entries import count_in_words
from communique.export.positions import issue_name
from communique.positions import days
from communique.positions.exchange import exchanges
from communique.positions.history import histories
from communique.positions.lines import Exchange
from communique.positions.stands import Position, Stand
from communique.positions.steadfast import steadfast
from communique.positions.subjects import Subjects, subjects_of
from communique.positions.words import change_words, said, stand_words
from communique.reading import Actor
from communique.weave.occurrence import Occurrence, Woven

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.catalogue.making import Source

ORIGINS = 4
"""Origins of a stand that are named beside it."""

_MOVES = "kind IN ('move', 'meeting')"

# `steadfast` looks in statements for words of these; the others need not be read.
_STEADY = r"""
kind = 'statement' AND len(related) = 0 AND id IN (
    SELECT occurrence FROM accounts WHERE regexp_matches(words, '\b(position|stance|polic|attitude|line)', 'i')
)
"""


def fill(source: Source) -> None:
    """Fills the shelves of `columns`, `bargained_articles` (which articles tell of what), and `known_actors`."""
    subjects, told = _bargaining(source)
    by_id = {one.id: one for one in told}
    tables = exchanges(told, subjects.matters, subjects.persons)
    rows = {
        **position_rows(histories(told, subjects), by_id, subjects),
        "exchanges": exchange_rows(tables, subjects.names),
        "matters": (
            # the names are the same for all
            (issue, sorted(one.own), sorted(one.names) if issue is None else [], one.whole)
            for issue, one in subjects.matters.items()
        ),
        "persons": ((id_, sorted(words)) for id_, words in subjects.persons.items()),
        "bargained": (_bargained(one, subjects) for one in told),
        "reviewed": (),
        "rejected": (),
    }
    for name, kinds in columns().items():
        keep(source.connection, f"shelf.{name}", table_of(kinds, rows[name]))
    source.connection.execute(
        """
        CREATE TABLE shelf.bargained_articles AS
        SELECT DISTINCT article, occurrence FROM accounts WHERE occurrence IN (SELECT id FROM shelf.bargained)
        """
    )
    source.connection.execute(
        "CREATE TABLE shelf.known_actors AS SELECT id, name, kind, country, known FROM woven_actors ORDER BY id"
    )


def columns() -> dict[str, dict[str, pa.DataType]]:
    """The tables and their columns.

    `bargained` are the occurrences that all is worked out from, `reviewed` what people found of some, and `rejected`
    those that they found not to be: both are empty in the file, and have rows where reviews are laid over it.
    """
    import pyarrow as pa

    text, count, flag, texts = pa.string(), pa.int32(), pa.bool_(), pa.list_(pa.string())
    return {
        "positions": {"number": count, "party": text, "issue": text, "cell": text},
        "stands": {
            **dict.fromkeys(("party", "issue", "occurrence", "begin", "end", "change", "holds", "said"), text),
            "number": count,
            "disputed": flag,
            "standing": flag,
            **dict.fromkeys(("stand", "told", "evidence"), text),
        },
        "sides": {"number": count, "party": text, "name": text, "stands": count},
        "issues_held": {"number": count, "issue": text, "name": text, "stands": count},
        "exchanges": {
            "number": count,
            **dict.fromkeys(("one", "other", "one_name", "other_name"), text),
            "lines": count,
            "exchange": text,
        },
        "matters": {"issue": text, "own": texts, "names": texts, "whole": flag},
        "persons": {"id": text, "words": texts},
        "bargained": {
            **dict.fromkeys(("id", "party", "toward"), text),
            "actors": texts,
            **dict.fromkeys(("encounter", "occurrence"), text),
        },
        "reviewed": {"occurrence": text, "words": text},
        "rejected": dict.fromkeys(("occurrence", "party", "encounter", "summary", "article", "item", "words"), text),
    }


def position_rows(
    found: Sequence[Position], by_id: Mapping[str, Occurrence], subjects: Subjects
) -> dict[str, Iterable[Sequence[Any]]]:
    """Positions as the rows of their tables."""
    return {
        "positions": ((number, one.party, one.issue, kept(cell_of(one))) for number, one in enumerate(found)),
        "stands": _stands(found, by_id, subjects.names),
        "sides": _sides(found, subjects),
        "issues_held": _issues(found, subjects),
    }


def exchange_rows(found: Iterable[Exchange], names: Mapping[str, str]) -> Iterator[Sequence[Any]]:
    """Tables of pairs as rows."""
    for number, exchange in enumerate(found):
        one, other = exchange.parties
        yield number, one, other, names.get(one, one), names.get(other, other), len(exchange.lines), kept(exchange)


def side_of(occurrence: Occurrence, subjects: Subjects) -> str | None:
    """The party whose position an occurrence tells of."""
    if occurrence.step is not None:
        return occurrence.step.party
    return next((party for party, _, _ in steady_of(occurrence, subjects)), None)


def steady_of(occurrence: Occurrence, subjects: Subjects) -> list[tuple[str, str | None, Stand]]:
    """What a statement tells of a position that holds."""
    return list(steadfast(occurrence, subjects.sides, subjects.names, subjects.issue_of))


def _bargained(one: Occurrence, subjects: Subjects) -> Sequence[Any]:
    toward = one.step.toward if one.step else None
    return one.id, side_of(one, subjects), toward, list(one.actors), one.encounter, kept(one)


def _bargaining(source: Source) -> tuple[Subjects, list[Occurrence]]:
    """The subjects of the record, and what its positions and tables are made of, with their issues named."""
    occurrences = (*source.occurrences(_MOVES), *source.occurrences(_STEADY))
    named = source.connection.execute("SELECT id, name, kind, country, known FROM woven_actors ORDER BY id").fetchall()
    actors = tuple(Actor(id_, name, kind, country, known=known) for id_, name, kind, country, known in named)
    subjects = subjects_of(Woven((), occurrences, (), actors), issues_in(source.folder))
    told = (one for one in occurrences if one.kind != "statement" or steady_of(one, subjects))
    return subjects, [subjects.named(one) for one in told]


def _stands(
    found: Iterable[Position], by_id: Mapping[str, Occurrence], names: Mapping[str, str]
) -> Iterator[Sequence[Any]]:
    for position in found:
        standing = {stand.occurrence for stand in position.standing}
        for number, stand in enumerate(position.history):
            when = stand.when
            placed = when is not None and days.placed(when)
            yield (
                position.party,
                position.issue,
                stand.occurrence,
                when.begin if when and placed else None,
                when.end if when else None,
                stand.change,
                stand_words(stand),
                said(when),
                number,
                bool(stand.disputed),
                stand.occurrence in standing,
                kept(replace(stand, accounts=())),
                kept(_words(stand, by_id, names)),
                kept(shown(by_id[stand.occurrence], names)),
            )


def _words(stand: Stand, by_id: Mapping[str, Occurrence], names: Mapping[str, str]) -> StandWords:
    return StandWords(
        said(stand.when),
        stand_words(stand),
        change_words(stand, by_id),
        count_in_words(stand.accounts, stand.origins, most=ORIGINS),
        names.get(stand.toward, stand.toward) if stand.toward else None,
        names.get(stand.by, stand.by) if stand.by else None,
        len({account.article for account in stand.accounts}),
        len({account.text for account in stand.accounts}),
    )


def _sides(found: Iterable[Position], subjects: Subjects) -> Iterator[Sequence[Any]]:
    counts: Counter[str] = Counter()
    for position in found:
        counts[position.party] += len(position.history)
    for number, (party, stands) in enumerate(sorted(counts.items(), key=lambda one: (-one[1], one[0]))):
        yield number, party, subjects.names.get(party, party), stands


def _issues(found: Iterable[Position], subjects: Subjects) -> Iterator[Sequence[Any]]:
    names = {issue: issue for issue in subjects.matters if issue is not None}
    names |= {issue.id: issue.name for issue in subjects.issues}
    counts: Counter[str | None] = Counter()
    for position in found:
        counts[position.issue] += len(position.history)
    ordered = sorted(counts.items(), key=lambda one: (one[0] is None, -one[1], one[0]))
    for number, (issue, stands) in enumerate(ordered):
        yield number, issue, issue_name(issue, names), stands
