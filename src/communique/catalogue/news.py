"""The shelf of news: what came into the record with which snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique.catalogue.catalogue import Catalogue
from communique.catalogue.remembering import remembered
from communique.chronology.dates import happened
from communique.weave.occurrence import When

if TYPE_CHECKING:
    from communique.catalogue.making import Source

MOST = 8
"""Lines of each part of the news that are listed; the others are counted."""

# An occurrence is new with the first article that tells of it, whatever day that bears: an older article that is added
# later tells it again.
_FILL = """
CREATE TABLE shelf.news AS
WITH told AS (
    SELECT occurrence, min(filed.added) AS first_added, max(filed.added) AS last_added
    FROM accounts JOIN shelf.articles AS filed ON filed.id = accounts.article GROUP BY occurrence
)
SELECT o.id AS occurrence, o.kind AS kind, coalesce(o.step.kind, o.kind) AS step, o.status AS status,
       o.summary AS summary, o.encounter AS encounter, o.certainty AS certainty,
       CAST(o."begin" AS VARCHAR) AS "begin", CAST(o."end" AS VARCHAR) AS "end", o.when_basis AS basis,
       o.n_origins AS origins, told.first_added AS first_added, told.last_added AS last_added
FROM told JOIN occurrences AS o ON o.id = told.occurrence
WHERE o.kind IN ('move', 'meeting')
ORDER BY first_added, o.number
"""

_ARRIVALS = """
CREATE TABLE shelf.arrivals AS
WITH told AS (
    SELECT occurrence, min(filed.added) AS added
    FROM accounts JOIN shelf.articles AS filed ON filed.id = accounts.article GROUP BY occurrence
)
SELECT o.kind AS kind, told.added AS added, count(*) AS times FROM told JOIN occurrences AS o ON o.id = told.occurrence
GROUP BY ALL
UNION ALL
SELECT 'article', added, count(*) FROM shelf.articles GROUP BY added
"""


@dataclass(frozen=True, slots=True)
class NewLine:
    """Something that came in: a move or what became of a meeting. `happened` is when, in words."""

    occurrence: str
    kind: str
    summary: str
    happened: str
    certainty: str | None
    encounter: str | None
    origins: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A position that what came in shows to have changed. `words` are what the party holds now, `said` since when."""

    occurrence: str
    party: str
    party_name: str
    issue: str | None
    issue_name: str
    change: str
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class News:
    """What came in after the snapshot `seen`: the first lines of each part, and how many there are of it.

    `again` counts the moves and meetings that were known, and are told again by what came in.
    """

    seen: int
    articles: int
    statements: int
    events: int
    changed: tuple[Changed, ...]
    changes: int
    moves: tuple[NewLine, ...]
    new_moves: int
    meetings: tuple[NewLine, ...]
    new_meetings: int
    again: int

    @property
    def nothing(self) -> bool:
        """Whether nothing came in."""
        return not (self.articles or self.changes or self.new_moves or self.new_meetings or self.again)


def fill(source: Source) -> None:
    """Fills the shelves `news` and `arrivals`; those of articles, positions and sides are filled before."""
    source.connection.execute(_FILL)
    source.connection.execute(_ARRIVALS)


@remembered()
def settled(catalogue: Catalogue) -> int:
    """The newest snapshot whose articles are all woven: who has seen this one has not seen what came after that.

    What articles tell that came since the record was woven last is there only once it is woven again.
    """
    left = catalogue.state.unwoven
    if not left:
        return catalogue.state.snapshot
    found = 0
    for added, times in catalogue.ask("SELECT added, times FROM arrivals WHERE kind = 'article' ORDER BY added DESC"):
        found = added - 1
        left -= times
        if left <= 0:
            break
    return int(found)


@remembered(16)
def news(catalogue: Catalogue, seen: int) -> News:
    """What came in after the snapshot `seen`; after 0, all that there is."""
    arrived = dict(catalogue.ask("SELECT kind, sum(times) FROM arrivals WHERE added > ? GROUP BY kind", [seen]))
    changed = catalogue.rows(_CHANGED, [seen, MOST])
    lines = {kind: catalogue.rows(_NEW, [kind, seen, MOST]) for kind in ("move", "meeting")}
    ((changes,),) = catalogue.ask(f"SELECT count(*) {_FROM_CHANGED}", [seen])
    ((again,),) = catalogue.ask("SELECT count(*) FROM news WHERE first_added <= ? AND last_added > ?", [seen, seen])
    return News(
        seen,
        int(arrived.get("article", 0)),
        int(arrived.get("statement", 0)),
        int(arrived.get("event", 0)),
        tuple(Changed(**row) for row in changed),
        changes,
        tuple(map(_line, lines["move"])),
        int(arrived.get("move", 0)),
        tuple(map(_line, lines["meeting"])),
        int(arrived.get("meeting", 0)),
        again,
    )


_FROM_CHANGED = """
FROM stands JOIN news ON news.occurrence = stands.occurrence
WHERE change IN ('changed', 'taken back') AND first_added > ?
"""
_CHANGED = f"""
SELECT stands.occurrence, stands.party, sides.name AS party_name, stands.issue, issues_held.name AS issue_name, change,
       holds AS words, said
{
    _FROM_CHANGED.replace(
        "WHERE",
        '''JOIN sides ON sides.party = stands.party
JOIN issues_held ON issues_held.issue IS NOT DISTINCT FROM stands.issue WHERE''',
    )
}
ORDER BY stands."begin" DESC NULLS LAST, sides.number, stands.occurrence LIMIT ?
"""

# The latest first: what comes in today is mostly of yesterday, and old articles that are added say old things.
_NEW = """
SELECT occurrence, step AS kind, summary, "begin", "end", basis, certainty, encounter, origins FROM news
WHERE kind = ? AND first_added > ? ORDER BY "begin" DESC NULLS LAST, origins DESC, occurrence LIMIT ?
"""


def _line(row: dict[str, Any]) -> NewLine:
    begin, end, basis = row.pop("begin"), row.pop("end"), row.pop("basis")
    return NewLine(**row, happened=happened(When(begin, end, basis) if begin else None))
