"""The shelf of what happened when: how many statements, moves and meetings each party has, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.remembering import remembered

if TYPE_CHECKING:
    from communique.catalogue.making import Source

Kind = Literal["statement", "move", "meeting"]

# Whoever acts in it has a statement or a meeting, a state by its people too: so the chronology filtered by that actor
# has as many. A move is of the day by which it was first reported, as positions have it: later days are when something
# is to be done.
_FILL = """
CREATE TABLE shelf.happenings AS
WITH sides AS (
    SELECT id, country AS party FROM woven_actors WHERE country IS NOT NULL
    UNION SELECT id, id FROM woven_actors
    WHERE kind = 'state' OR id IN (SELECT step.party FROM occurrences WHERE kind = 'move')
), told AS (
    SELECT 'move' AS kind, step.party AS party,
           CASE WHEN "begin" > reported_end THEN reported_begin ELSE "begin" END AS "begin",
           CASE WHEN "end" > reported_end THEN reported_end ELSE "end" END AS "end"
    FROM occurrences WHERE kind = 'move'
    UNION ALL
    SELECT kind, party, "begin", "end" FROM (
        SELECT DISTINCT o.kind, o.number, sides.party, o."begin", o."end"
        FROM (
            SELECT kind, number, "begin", "end", unnest(actors) AS actor FROM occurrences
            WHERE kind IN ('statement', 'meeting')
        ) AS o JOIN sides ON sides.id = o.actor
    )
)
SELECT party, kind, CAST("begin" AS VARCHAR) AS "begin", CAST("end" AS VARCHAR) AS "end", count(*)::INTEGER AS times
FROM told WHERE party IS NOT NULL GROUP BY ALL ORDER BY party, "begin", "end", kind
"""

_FOREMOST = """
CREATE TABLE shelf.foremost AS
SELECT row_number() OVER (ORDER BY moves DESC, times DESC, party)::INTEGER AS number, party, name FROM (
    SELECT party, coalesce(any_value(woven_actors.name), party) AS name, sum(times) AS times,
           coalesce(sum(times) FILTER (happenings.kind = 'move'), 0) AS moves
    FROM shelf.happenings AS happenings LEFT JOIN woven_actors ON woven_actors.id = party GROUP BY party
) ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Happened:
    """So many happenings of one kind and party that were some time in these days; None where that is unknown."""

    party: str
    kind: Kind
    begin: str | None
    end: str | None
    times: int


def fill(source: Source) -> None:
    """Fills the shelves `happenings` and `foremost`."""
    source.connection.execute(_FILL)
    source.connection.execute(_FOREMOST)


@remembered()
def foremost(catalogue: Catalogue, most: int) -> tuple[tuple[str, str], ...]:
    """The parties, ids and names, that make most moves."""
    return tuple(catalogue.ask("SELECT party, name FROM foremost ORDER BY number LIMIT ?", [most]))


def happenings(catalogue: Catalogue, parties: Sequence[str]) -> tuple[Happened, ...]:
    """What these parties said and did, and whom they met."""
    query = """
        SELECT party, kind, "begin", "end", sum(times)::INTEGER AS times FROM happenings WHERE list_contains(?, party)
        GROUP BY party, kind, "begin", "end" HAVING times > 0 ORDER BY party, "begin", "end", kind
    """
    return tuple(Happened(*row) for row in catalogue.ask(query, [[*parties]]))
