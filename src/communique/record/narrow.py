"""What was woven, as far as a question needs it: the occurrences that it may be about, of all that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.record import questions as q
from communique.record.accounts import with_accounts
from communique.record.names import Names
from communique.record.woven_questions import chosen_query

if TYPE_CHECKING:
    from communique.reading import Actor
    from communique.record.views import Views
    from communique.weave import Woven


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which occurrences a question may be about: those that fit all of these; and whatever became of any meeting.

    `kinds` are kinds of occurrences, none: all. `actors` are ids or names, all of whom act in it, a state by its people
    too. `first` and `last` are days in which it may have happened, as what has no date may always. `saying` has
    patterns, all of which are found in the words of one account of a statement that is meant, and in which no move was
    read.
    """

    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    saying: tuple[str, ...] = ()


def narrowed(views: Views, narrow: Narrow) -> Woven:
    """What was woven, with these occurrences alone and no families; whoever acts, and all encounters.

    Raises QuestionError where an actor is not known, RecordError where a part cannot be read.
    """
    from communique.record.results import encounters, occurrences
    from communique.record.woven import actors_of
    from communique.weave import Woven

    actors = actors_of(views.ask("SELECT id, name, kind, country, roles, known FROM woven_actors ORDER BY id"))
    conditions = [*_conditions(narrow), *(_acting(ids) for ids in _ids(narrow.actors, actors))]
    where = [q.either(q.Condition("kind = 'meeting'"), q.every(conditions))] if conditions else []
    chosen = with_accounts(views, chosen_query(where, None, order="number"))
    return Woven((), occurrences(chosen), encounters(views.ask("SELECT * FROM encounters ORDER BY number")), actors)


def _ids(values: Sequence[str], actors: Sequence[Actor]) -> list[list[str]]:
    """For each name, the ids that stand for it: the actor's own, and those of its people and bodies."""
    if not values:
        return []
    wanted, known = list(values), {actor.id for actor in actors}
    if not known.issuperset(wanted):
        names = Names.of((actor.id, actor.name, actor.known, actor.country) for actor in actors)
        wanted = [names.actor(value) for value in values]
    return [[id_, *(actor.id for actor in actors if actor.country == id_)] for id_ in wanted]


def _acting(ids: list[str]) -> q.Condition:
    return q.Condition("list_has_any(actors, ?)", (ids,))


def _conditions(narrow: Narrow) -> list[q.Condition]:
    found = []
    if narrow.kinds:
        found.append(q.Condition(f"kind IN ({', '.join('?' * len(narrow.kinds))})", narrow.kinds))
    if narrow.first is not None:
        found.append(q.Condition('(begin IS NULL OR "end" >= CAST(? AS DATE))', (narrow.first,)))
    if narrow.last is not None:
        found.append(q.Condition("(begin IS NULL OR begin <= CAST(? AS DATE))", (narrow.last,)))
    if narrow.saying:
        # as literals: DuckDB would make a pattern that is a parameter anew for every row
        said = " AND ".join(f"regexp_matches(words, {q.literal(pattern)}, 'i')" for pattern in narrow.saying)
        told = f"SELECT occurrence FROM accounts WHERE {said}"
        found.append(q.Condition(f"(kind != 'statement' OR (len(related) = 0 AND id IN ({told})))"))
    return found
