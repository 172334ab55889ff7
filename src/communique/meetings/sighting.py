"""One place in the text where an encounter is spoken of, and what is known when it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.meetings.guests import NOBODY, Side, coordinated, is_guest, subject
from communique.meetings.lexicon import AGREES, STOPPERS, Kind, words
from communique.meetings.pieces import House, Piece
from communique.meetings.sides import is_state, state_at
from communique.reading import MeetingStatus, Time

# What a clause makes of an encounter, with True for what it only supposes ("before the summit").
Said = tuple[tuple[MeetingStatus, bool], ...]
_PERSONS = words("they pair men women")
_OF_FLESH = words("men women")
_BODIES = words("teams sides countries delegations governments their neighbours")
_ENVOYS = words("negotiators diplomats envoys delegates")
_COUNTED = words("two three four")
_NAMES = words("N O P M")
_DAY_BEHIND = 5  # pieces behind "agreed" among which its day stands: "agreed early on Thursday to"
_AGREEMENTS_KEPT = 6  # sentences in which some agreed, back from the last: an article has few


@dataclass(frozen=True, slots=True)
class Sighting:
    """An encounter as one clause speaks of it. All places in the text are words of the article, `[first, after)`.

    `at` are the words that speak of it, `clause` the clause in which they stand. `kind` is None for a verb such as
    "met". `definite`: "the summit", "their meeting"; `fresh`: "another summit". `said` is what the clause makes of it,
    with True for what it only supposes ("before the summit"). `void`: it is denied, and tells no more
    than whom the article speaks of together. `headline`: it stands in one.
    `inferred`: its parties are those of the other encounters of its sentence or article.
    `circle`: its one party is several under one name. `known`: the first and the last day of the only encounter that
    can go by its name.
    """

    at: tuple[int, int]
    clause: tuple[int, int]
    kind: Kind | None
    parties: frozenset[str]
    participants: tuple[str, ...]
    place: tuple[int, int] | None = None
    name: tuple[int, int] | None = None
    time: Time | None = None
    ordinal: str | None = None
    level: str | None = None
    definite: bool = False
    fresh: bool = False
    said: Said = ()
    void: bool = False
    headline: bool = False
    inferred: bool = False
    circle: bool = False
    known: tuple[str, str] | None = None


@dataclass(slots=True)
class Context:
    """What the reader knows when it comes to a sentence.

    `named` are the parties that the article names otherwise than as places, `published` the article's day, `headline`
    whether the sentence is one; `together` are the last who were spoken of as meeting, `recent` the words of the last
    sentence before that might have named two parties together, `agreements` those of the sentences so far in which
    some may have agreed.
    """

    house: House
    named: frozenset[str]
    published: str | None
    headline: bool = False
    together: Side = NOBODY
    recent: tuple[int, int] | None = None
    agreements: list[tuple[int, int]] = field(default_factory=list)

    @property
    def circles(self) -> frozenset[str]:
        """The parties of the article that are several under one name."""
        return self.named & self.house.circles

    @property
    def at_war(self) -> Side:
        """The only group of a desk that the article has at home in a state it names, with that state; else NOBODY."""
        pairs = {frozenset((group, home)) for group, home in self.house.homes.items() if home in self.named}
        return Side(next(iter(pairs))) if len(pairs) == 1 else NOBODY

    def pair(self) -> Side:
        """The last who were spoken of together, to whom "they" goes back, or NOBODY."""
        if self.recent is not None:
            both, self.recent = coordinated(self.house.cut(*self.recent)), None
            self.together = both if both is not NOBODY else self.together
        return self.together

    def agreed(self) -> tuple[Side, Time | None]:
        """Those of the article who last agreed with one another, or NOBODY, and when: their talks led there."""
        for begin, end in self.agreements[: -_AGREEMENTS_KEPT - 1 : -1]:
            pieces = self.house.cut(begin, end)
            for n, piece in enumerate(pieces):
                side = subject(pieces, 0, n) if piece.text in AGREES else NOBODY
                if len(side.parties) > 1:
                    near = (p.time for p in pieces[n + 1 : n + _DAY_BEHIND] if p.time is not None)
                    return Side(side.parties), next((time for time in near if time.type in ("DATE", "TIME")), None)
        return NOBODY, None

    def meeting(self, side: Side) -> None:
        """Notes that these were spoken of as meeting."""
        self.together, self.recent = Side(side.parties, side.participants), None

    def is_future(self, time: Time | None) -> bool:
        """Whether the time is after the article's day; where one of them is not known, whether its words say so."""
        if time is None:
            return False
        if time.begin is not None and self.published is not None:
            return time.begin > self.published
        return time.value == "FUTURE_REF"

    def is_past(self, time: Time | None) -> bool:
        """Whether the time is over on the article's day."""
        return time is not None and time.end is not None and self.published is not None and time.end < self.published

    def host(self, place: Piece, *, visit: bool) -> str | None:
        """The party that somebody who comes to a place comes to see; None where the place may be a mere venue.

        It is no venue where the article names the party otherwise, too, or, in a `visit`, where it is a whole state.
        """
        words = self.house.span((place,)).of(self.house.words.text)
        state = state_at(words)
        return state if state in self.named or (visit and is_state(words)) else None


def still_to_come(said: Said, time: Time | None, context: Context) -> Time | None:
    """The time of an encounter; none where it is planned and the day was over: then another day is meant."""
    return None if ("planned", False) in said and context.is_past(time) else time


def several(pieces: Sequence[Piece], low: int, at: int, context: Context) -> Side:
    """Whom "they", "the two leaders", "both sides" or "negotiators" before a verb mean: those last spoken of together.

    Envoys without a name mean those who were spoken of as meeting.
    """
    said = {piece.text for piece in pieces[low:at]}
    persons = bool(said & _PERSONS) or ("leaders" in said and bool(said & {"two", "both"})) or said == {"both"}
    persons = persons or counted(pieces, low, at)
    if not persons and not said & _BODIES:
        return Side(context.together.parties) if said & _ENVOYS and not said & _NAMES else NOBODY
    met = context.together if said & _OF_FLESH else NOBODY  # "Kiev and the rebels" are no men
    if "they" in said and len((here := coordinated(pieces[:low])).participants) > 1:
        met = here  # "Berg and Ek flew to Lisbon, where they talked to Lunt"
    pair = met if met is not NOBODY else context.pair()
    if "sides" in said and (len(pair.parties) < 2 or pair.parties & context.circles):  # a circle that mediates is none
        pair = context.at_war
    if len(pair.parties) < 2 and "two" in said:  # "Berg told Ek that the two governments would begin talks"
        pair = Side(frozenset(party for n in range(at) if is_guest(pieces, n) for party in pieces[n].parties))
        pair = pair if len(pair.parties) == 2 else NOBODY
    if len(pair.parties) < 2:
        return NOBODY
    return pair if persons else Side(pair.parties)


def counted(pieces: Sequence[Piece], low: int, at: int) -> bool:
    """Whether "the two" or "the four" stand before a verb without a noun: "the two agreed to", not "the two banks"."""
    return any(
        pieces[n].text in _COUNTED
        and pieces[n - 1].text == "the"
        and (n + 1 == at or pieces[n + 1].text in STOPPERS or pieces[n + 1].text.endswith("ed"))
        for n in range(max(low, 1), at)
    )
