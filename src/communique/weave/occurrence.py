"""What weaving yields: happenings, each once, with every article that tells of it. Types alone.

A statement is one occurrence, whoever prints it. A meeting is one occurrence for each thing that became of it (planned,
called off, held …), and `Occurrence.encounter` joins these to the life of one meeting. A move is one occurrence, beside
that of the statement it was made in: the two name one another in `Occurrence.related`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from communique.reading import Actor, MeetingStatus, Spans

if TYPE_CHECKING:
    from communique.weave.copies.family import Family

OccurrenceKind = Literal["statement", "meeting", "event", "move"]
MoveKind = Literal[
    "offer",
    "demand",
    "commitment",
    "conditional",
    "threat",
    "acceptance",
    "refusal",
    "concession",
    "retraction",
    "reaffirmation",
    "proposal",
    "withdrawal",
    "mediation",
]
WhenBasis = Literal["text", "published", "inferred", "known", "reviewed"]
OriginKind = Literal["actor", "unnamed", "outlet"]
DisagreementKind = Literal["date", "number", "speaker", "outcome", "place", "kind"]


@dataclass(frozen=True, slots=True)
class When:
    """The days in which something happened, as narrowly as is known: first and last, inclusive (ISO dates).

    `basis`: "text", a time expression of the article; "published", the article's own day, for want of one; "inferred",
    the days in which an undated article was written; "known", the date of a known encounter; "reviewed", the days that
    a person gave.
    """

    begin: str
    end: str
    basis: WhenBasis


def days_between(first: str, second: str) -> int:
    """Days from the first ISO date to the second; negative where the second is earlier."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


@dataclass(frozen=True, slots=True)
class Origin:
    """From whom, in the end, an account has it: the last hand of its chain, or the outlet that first had the text.

    `id` is an actor's id, the words for an unnamed one, or the outlet's name; two accounts with equal `id` and `kind`
    are not independent of one another.
    """

    id: str
    name: str
    kind: OriginKind


@dataclass(frozen=True, slots=True)
class Account:
    """One article's telling of a happening.

    `item` is the id in its reading (of the statement, meeting, event). `spans` are the evidence, in the article's text;
    `words` the same as text. `context` is the paragraph around it, beginning at offset `context_start`. `text` is the
    id of the article that had these words first: accounts with the same `text` are copies. `chain` names those who
    handed it on, nearest the speaker first.
    """

    article: str
    item: str
    spans: Spans
    words: str
    context: str
    context_start: int
    text: str
    origin: Origin
    chain: tuple[str, ...] = ()
    when: When | None = None
    published: When | None = None
    outlet: str | None = None
    title: str | None = None
    path: str | None = None
    url: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions in a disagreement, and the accounts that have it (their numbers in `Occurrence.accounts`)."""

    value: str
    accounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the accounts of one occurrence differ on; two sides or more, the one with most origins first."""

    kind: DisagreementKind
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class WovenTerm:
    """What is given or asked in a move, in the words of one account, and the issue that it belongs to."""

    text: str
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a move is: its kind by the vocabulary of moves, whose it is, and its terms as the fullest account has them.

    `party` is the side that it binds, `toward` the one it is made to, `by` the person who made it; actors by their ids.
    """

    kind: str
    party: str | None
    toward: str | None
    by: str | None
    gives: tuple[WovenTerm, ...] = ()
    asks: tuple[WovenTerm, ...] = ()
    condition: WovenTerm | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The same happening, in one or several articles.

    `id` is the same however and in whatever order the articles were added. `actors` are those who act in it: the
    speaker, the addressee; the parties and participants of a meeting; who makes a move, for whom and toward whom.
    `summary` is one line in plain English. `step` is what a move is. `related` are ids of occurrences told in the same
    words: of a move the statements that it was made in, of a statement the moves that were made in it.
    `when` is when it happened, `reported` the day of the earliest article that tells of it; None where unknown.
    `accounts` are in order of their articles' days, then ids, then place in the text.
    """

    id: str
    kind: OccurrenceKind
    summary: str
    actors: tuple[str, ...]
    when: When | None
    reported: When | None
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    status: MeetingStatus | None = None
    encounter: str | None = None
    place: str | None = None
    certainty: str | None = None
    disagreements: tuple[Disagreement, ...] = ()
    step: Step | None = None
    related: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """How many articles tell of it."""
        return len({account.article for account in self.accounts})

    @property
    def texts(self) -> int:
        """How many different texts tell of it: copies count once."""
        return len({account.text for account in self.accounts})


@dataclass(frozen=True, slots=True)
class Encounter:
    """One meeting, over all articles: whose it is, where and when, and the ids of the occurrences of its life.

    `name` is what most texts call it, else None; `steps` are in order of time.
    """

    id: str
    name: str | None
    parties: tuple[str, ...]
    participants: tuple[str, ...]
    place: str | None
    when: When | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Woven:
    """All that weaving adds to a set of readings; families, occurrences and encounters each in order of time.

    `actors` are those that any occurrence or encounter names by id, in order of their ids.
    """

    families: tuple[Family, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    actors: tuple[Actor, ...] = ()
