"""Fills the shelves of what each party holds, and of what is on the table between two.

Both come from the moves, the meetings and the few statements that say that a position holds. They are worked out once,
with the library's own histories and exchanges, so that the pages say what `communique positions` and `table` say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from communique.catalogue.evidence import keep, kept, shown
from communique.catalogue.standing import StandWords, cell_of
from communique.chronology.entries import count_in_words
from communique.desk import Desk
from communique.export.positions import issue_name
from communique.issues import issues_of
from communique.positions import days
from communique.positions.exchange import exchanges
from communique.positions.history import histories
from communique.positions.lines import Exchange
from communique.positions.stands import Position, Stand
from communique.positions.subjects import Subjects, subjects_of
from communique.positions.words import change_words, said, stand_words
from communique.reading import Actor
from communique.weave.occurrence import Occurrence, Woven

if TYPE_CHECKING:
    from communique.catalogue.making import Source

ORIGINS = 4
"""Origins of a stand that are named beside it."""

DESK = "desk.toml"
"""The desk that a record's folder may hold; its issues are those of the pages, as they are of the commands."""

_MOVES = "kind IN ('move', 'meeting')"

# `steadfast` looks in statements for words of these; the others need not be read.
_STEADY = r"""
kind = 'statement' AND len(related) = 0 AND id IN (
    SELECT occurrence FROM accounts WHERE regexp_matches(words, '\b(position|stance|polic|attitude|line)', 'i')
)
"""


def fill(source: Source) -> None:
    """Fills the shelves `positions`, `stands`, `sides`, `issues_held`, `matters` and `exchanges`."""
    import pyarrow as pa

    text, count, flag, words = pa.string(), pa.int32(), pa.bool_(), pa.list_(pa.string())
    subjects, told = _bargaining(source)
    found = histories(told, subjects)
    by_id = {one.id: one for one in told}
    keep(
        source,
        "positions",
        {"number": count, "party": text, "issue": text, "cell": text},
        ((number, one.party, one.issue, kept(cell_of(one))) for number, one in enumerate(found)),
    )
    keep(
        source,
        "stands",
        {
            **dict.fromkeys(("party", "issue", "occurrence", "begin", "end", "change", "holds", "said"), text),
            "number": count,
            "disputed": flag,
            "standing": flag,
            **dict.fromkeys(("stand", "told", "evidence"), text),
        },
        _stands(found, by_id, subjects.names),
    )
    keep(source, "sides", {"number": count, "party": text, "name": text, "stands": count}, _sides(found, subjects))
    keep(
        source, "issues_held", {"number": count, "issue": text, "name": text, "stands": count}, _issues(found, subjects)
    )
    keep(
        source,
        "matters",
        {"issue": text, "own": words, "names": words, "whole": flag},
        (
            # the names are the same for all
            (issue, sorted(one.own), sorted(one.names) if issue is None else [], one.whole)
            for issue, one in subjects.matters.items()
        ),
    )
    keep(
        source,
        "exchanges",
        {
            "number": count,
            **dict.fromkeys(("one", "other", "one_name", "other_name"), text),
            "lines": count,
            "exchange": text,
        },
        _exchanges(exchanges(told, subjects.matters, subjects.persons), subjects.names),
    )


def _bargaining(source: Source) -> tuple[Subjects, list[Occurrence]]:
    """The subjects of the record, and what its positions and tables are made of, with their issues named."""
    occurrences = (*source.occurrences(_MOVES), *source.occurrences(_STEADY))
    named = source.connection.execute("SELECT id, name, kind, country, known FROM woven_actors ORDER BY id").fetchall()
    actors = tuple(Actor(id_, name, kind, country, known=known) for id_, name, kind, country, known in named)
    desk = Desk.open(source.folder / DESK) if (source.folder / DESK).is_file() else None
    subjects = subjects_of(Woven((), occurrences, (), actors), issues_of(desk))
    return subjects, [subjects.named(one) for one in occurrences]


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


def _exchanges(found: Iterable[Exchange], names: Mapping[str, str]) -> Iterator[Sequence[Any]]:
    for number, exchange in enumerate(found):
        one, other = exchange.parties
        yield number, one, other, names.get(one, one), names.get(other, other), len(exchange.lines), kept(exchange)
