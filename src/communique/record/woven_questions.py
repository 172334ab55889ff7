"""Questions in SQL about what was woven: the filters of `Record.occurrences` and `Record.encounters`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from communique.errors import QuestionError
from communique.reading import MeetingStatus
from communique.record.meant import Meaning
from communique.record.questions import Condition, Query, holding, one_of, select, telling

_ORDER = "begin NULLS LAST, number"

_OCCURRENCES = """
WITH chosen AS MATERIALIZED ({chosen}), told AS (
    SELECT a.occurrence, list(a ORDER BY a.number) AS accounts
    FROM accounts AS a WHERE a.occurrence IN (SELECT id FROM chosen) GROUP BY a.occurrence
)
SELECT chosen.*, told.accounts FROM chosen LEFT JOIN told ON told.occurrence = chosen.id ORDER BY {order}
"""


def occurrences_query(where: Iterable[Condition], limit: int | None) -> Query:
    """Occurrences under all the conditions: the columns of the view, and `accounts`; by date, then as woven."""
    chosen = chosen_query(where, limit)
    return Query(_OCCURRENCES.format(chosen=chosen.text, order=_ORDER), chosen.values)


def chosen_query(where: Iterable[Condition], limit: int | None, order: str = _ORDER) -> Query:
    """The same without the column `accounts`."""
    return select("*", "occurrences", where, order, limit)


def encounters_query(where: Iterable[Condition], limit: int | None) -> Query:
    """Encounters under all the conditions, with the columns of the view; by date, then as woven."""
    return select("*", "encounters", where, _ORDER, limit)


def occurrence_conditions(
    names: Meaning,
    actors: str | Iterable[str] | None,
    kind: str | None,
    status: str | None,
    place: str | None,
    about: str | None,
    origins: int | None,
) -> list[Condition]:
    """Conditions for an occurrence to fit each filter that is given, all but those of its dates and its encounter.

    Raises QuestionError where one cannot be understood.
    """
    from communique.weave.occurrence import MoveKind, OccurrenceKind

    found = [Condition("list_contains(actors, ?)", (actor,)) for actor in _ids(names, actors)]
    if kind is not None:
        one_of("kind", kind, (*get_args(OccurrenceKind), *get_args(MoveKind)))
        found.append(Condition("(kind = ? OR step.kind = ?)", (kind, kind)))
    if status is not None:
        found.append(Condition("status = ?", (one_of("status", status, get_args(MeetingStatus)),)))
    if place is not None:
        found += holding("place", place)
    if about is not None:
        found += _telling(about)
    if origins is not None:
        if origins < 0:
            raise QuestionError(f"origins cannot be {origins}", fix="give the least number of them, such as 2")
        found.append(Condition("n_origins >= ?", (origins,)))
    return found


def encounter_conditions(
    names: Meaning, actors: str | Iterable[str] | None, place: str | None, named: str | None
) -> list[Condition]:
    """The same for an encounter."""
    clause = "(list_contains(parties, ?) OR list_contains(participants, ?))"
    found = [Condition(clause, (actor, actor)) for actor in _ids(names, actors)]
    if place is not None:
        found += holding("place", place)
    if named is not None:
        found += holding("name", named)
    return found


def _ids(names: Meaning, actors: str | Iterable[str] | None) -> list[str]:
    given = [actors] if isinstance(actors, str) else actors or ()
    return [names.actor(actor) for actor in given]


def _telling(words: str) -> list[Condition]:
    """Conditions for all the words to stand in the summary of an occurrence, or in the words of its accounts."""
    return [
        Condition(
            f"({here.clause} OR id IN (SELECT occurrence FROM accounts WHERE {there.clause}))",
            (*here.values, *there.values),
        )
        for here, there in zip(telling("summary", words), telling("words", words), strict=True)
    ]
