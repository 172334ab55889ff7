"""What was woven, as far as a question needs it: the occurrences that it may be about, of all that there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from communique.record import questions as q
from communique.record.accounts import with_accounts
from communique.record.woven_questions import chosen_query

if TYPE_CHECKING:
    from communique.record.views import Views
    from communique.weave import Woven


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which occurrences a question may be about: those that fit all of these.

    `kinds` are kinds of occurrences, none: all. `acting` has sets of actors' ids, one of each of which acts in it.
    `first` and `last` are days in which it may have happened, as what has no date may always. `saying` has patterns,
    all of which are found in the words of one account of a statement that is meant, and in which no move was read.
    """

    kinds: tuple[str, ...] = ()
    acting: tuple[tuple[str, ...], ...] = ()
    first: date | None = None
    last: date | None = None
    saying: tuple[str, ...] = ()

    def conditions(self) -> list[q.Condition]:
        """The same in SQL."""
        found = []
        if self.kinds:
            found.append(q.Condition("list_contains(?, kind)", (list(self.kinds),)))
        found += [q.Condition("list_has_any(actors, ?)", (list(ids),)) for ids in self.acting]
        if self.first is not None:
            found.append(q.Condition('(begin IS NULL OR "end" >= ?)', (self.first,)))
        if self.last is not None:
            found.append(q.Condition("(begin IS NULL OR begin <= ?)", (self.last,)))
        if self.saying:
            # as literals: DuckDB would make a pattern that is a parameter anew for every row
            said = " AND ".join(f"regexp_matches(words, {q.literal(pattern)}, 'i')" for pattern in self.saying)
            told = f"SELECT occurrence FROM accounts WHERE {said}"
            found.append(q.Condition(f"(kind != 'statement' OR (len(related) = 0 AND id IN ({told})))"))
        return found


def narrowed(views: Views, narrow: Narrow) -> Woven:
    """What was woven, with these occurrences alone and no families; whoever acts, and all encounters.

    Raises RecordError where a part cannot be read.
    """
    from communique.record.results import encounters, occurrences
    from communique.record.woven import actors_of
    from communique.weave import Woven

    chosen = with_accounts(views, chosen_query(narrow.conditions(), None, order="number"))
    lives = views.ask("SELECT * FROM encounters ORDER BY number")
    actors = views.ask("SELECT id, name, kind, country, roles, known FROM woven_actors ORDER BY id")
    return Woven((), occurrences(chosen), encounters(lives), actors_of(actors))
