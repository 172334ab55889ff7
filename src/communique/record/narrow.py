"""What was woven, as far as a question needs it: the occurrences that it may be about, of all that there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from communique.record import questions as q
from communique.record.accounts import numbered, with_accounts
from communique.record.names import Names
from communique.record.words import fold
from communique.record.woven_questions import chosen_query

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.views import Views
    from communique.weave import Woven

_ACTORS = "SELECT id, name, kind, country, roles, known FROM woven_actors"
_OF_NAME = "SELECT id, name, known, country FROM woven_actors"
_MAY_BE = (
    "(contains(lower(name), ?) OR contains(lower(id), ?) OR strlen(name) != length(name) OR strlen(id) != length(id))"
)
"""Whoever may bear a name that has some word: in a name that is ASCII, the word stands as it is but for capitals."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which occurrences a question may be about: those that fit all of these; and whatever became of any meeting.

    `kinds` are kinds of occurrences, none: all. `actors` are ids or names, all of whom act in it, a state by its people
    too; `parts` are pairs of a part in a move (party, toward, by) and whoever has it. `first` and `last` are days in
    which it may have happened, as what has no date may always. `saying` has patterns, all of which are found in the
    words of one account of a statement that is meant, and in which no move was read. `told` are pairs of an article and
    an item in it, one of which is among its accounts; `id_` is how its id begins.

    `theirs`: of the meetings, those alone that one of these occurrences is part of; of the actors, those alone who have
    to do with any of them, or are named here.
    """

    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    first: str | None = None
    last: str | None = None
    saying: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    id_: str = ""
    theirs: bool = False


def narrowed(views: Views, narrow: Narrow) -> Woven:
    """What was woven, as people left it: these occurrences alone and no families, whoever acts, and all encounters.

    Raises QuestionError where an actor is not known, RecordError where a part cannot be read.
    """
    found = _narrowed(views, narrow)
    if not views.is_changed:
        return found
    from communique.reviews import in_order

    return in_order(found)  # what reviews changed stands last in the tables


def _narrowed(views: Views, narrow: Narrow) -> Woven:
    from communique.record.results import encounters, occurrences
    from communique.record.woven import actors_of
    from communique.weave import Woven

    named = {value: _id_of(views, value) for value in (*narrow.actors, *(value for _, value in narrow.parts))}
    conditions = [*_conditions(narrow), *(_acting(_ids(views, named[value])) for value in narrow.actors)]
    conditions += [_having(part, _ids(views, named[value])) for part, value in narrow.parts]
    met = encounters(views.ask("SELECT * FROM encounters ORDER BY number"))
    if narrow.theirs and conditions:
        found = _theirs(views, conditions)
        told = occurrences(found)
        theirs = {one.encounter for one in told}
        there = set(chain.from_iterable((*one.parties, *one.participants) for one in met if one.id in theirs))
        acting = there.union(named.values(), *(one.actors for one in told))
        acting.update(id_ for one in told if one.step for id_ in (one.step.party, one.step.toward, one.step.by) if id_)
        actors = views.ask(f"{_ACTORS} WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY id", [sorted(acting)])
        return Woven((), told, met, actors_of(actors))
    where = [q.either(q.Condition("kind = 'meeting'"), q.every(conditions))] if conditions else []
    chosen = with_accounts(views, chosen_query(where, None, order="number"))
    return Woven((), occurrences(chosen), met, actors_of(views.ask(f"{_ACTORS} ORDER BY id")))


def _theirs(views: Views, conditions: Sequence[q.Condition]) -> pa.Table:
    """The occurrences that fit, and the others of their meetings, in their order, with their accounts."""
    fit = views.put(q.select("number, encounter", "occurrences", conditions))
    numbers, meetings = set(fit["number"].to_pylist()), set(fit["encounter"].to_pylist()) - {None}
    if meetings:
        steps = "SELECT unnest(steps) FROM encounters WHERE id IN (SELECT unnest(?::VARCHAR[]))"
        others = views.ask(f"SELECT number FROM occurrences WHERE id IN ({steps})", [sorted(meetings)])
        numbers.update(others["number"].to_pylist())
    return numbered(views, sorted(numbers))


def _id_of(views: Views, value: str) -> str:
    """The id of the actor that `value` names among those that are woven. Raises QuestionError where there is none."""
    words = fold(value).split()
    if words:
        word = max(words, key=len)
        names = _names(views.ask(f"{_OF_NAME} WHERE {_MAY_BE}", [word, word]))
        if names.knows(value):
            return names.actor(value)
    return _names(views.ask(_OF_NAME)).actor(value)


def _names(told: pa.Table) -> Names:
    return Names.of(zip(*(column.to_pylist() for column in told.columns), strict=True))


def _ids(views: Views, actor: str) -> list[str]:
    """The ids that stand for an actor: its own, and those of its people and bodies."""
    return [actor, *views.ask("SELECT id FROM woven_actors WHERE country = ?", [actor])["id"].to_pylist()]


def _acting(ids: list[str]) -> q.Condition:
    return q.Condition("list_has_any(actors, ?)", (ids,))


def _having(part: str, ids: Iterable[str]) -> q.Condition:
    return q.Condition(f"list_contains(?, step.{q.one_of('part', part, ('party', 'toward', 'by'))})", (list(ids),))


def _conditions(narrow: Narrow) -> list[q.Condition]:
    found = []
    if narrow.kinds:
        found.append(q.Condition(f"kind IN ({', '.join('?' * len(narrow.kinds))})", narrow.kinds))
    if narrow.first is not None:
        found.append(q.Condition('(begin IS NULL OR "end" >= CAST(? AS DATE))', (narrow.first,)))
    if narrow.last is not None:
        found.append(q.Condition("(begin IS NULL OR begin <= CAST(? AS DATE))", (narrow.last,)))
    if narrow.id_:
        found.append(q.Condition("starts_with(id, ?)", (narrow.id_,)))
    if narrow.told:
        articles, items = (sorted(set(values)) for values in zip(*narrow.told, strict=True))
        told = "SELECT occurrence FROM accounts WHERE list_contains(?, article) AND list_contains(?, item)"
        found.append(q.Condition(f"id IN ({told})", (articles, items)))
    if narrow.saying:
        # as literals: DuckDB would make a pattern that is a parameter anew for every row
        said = " AND ".join(f"regexp_matches(words, {q.literal(pattern)}, 'i')" for pattern in narrow.saying)
        told = f"SELECT occurrence FROM accounts WHERE {said}"
        found.append(q.Condition(f"(kind != 'statement' OR (len(related) = 0 AND id IN ({told})))"))
    return found
