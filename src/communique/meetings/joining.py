"""Which sightings are of one encounter: kept apart by other parties, persons, places, days, numbers or phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique.meetings.lexicon import PREPARING, Kind
from communique.meetings.pieces import House
from communique.meetings.sides import is_international, state_at
from communique.meetings.sighting import Sighting
from communique.reading import Time

# The first and the last day of a time; its value, where it has none.
_Days = tuple[str, str] | str

# So many encounters back is looked for the one that a sighting is of; an article with more speaks of no old one.
LATELY = 24
_OVER = frozenset({"held", "ended without agreement", "under way"})
_AHEAD = frozenset({"proposed", "planned", "refused", "reinstated"})
_FAMILIES: dict[Kind | None, frozenset[Kind | None]] = {
    "summit": frozenset({"summit", "meeting", "talks", None}),
    "meeting": frozenset({"summit", "meeting", "talks", "meal", "visit", None}),
    "talks": frozenset({"summit", "meeting", "talks", "visit", None}),
    "meal": frozenset({"meal", "meeting", None}),
    "visit": frozenset({"visit", "meeting", "talks", None}),
    None: frozenset({"summit", "meeting", "talks", "meal", "visit", None}),
}


@dataclass(slots=True)
class Encounter:
    """The sightings of one encounter, and what they say of it together."""

    sightings: list[Sighting] = field(default_factory=list)
    parties: frozenset[str] = frozenset()
    participants: tuple[str, ...] = ()
    kinds: set[Kind | None] = field(default_factory=set)
    place: str | None = None
    time: Time | None = None
    days: _Days | None = None
    ordinal: str | None = None
    level: str | None = None
    statuses: set[str] = field(default_factory=set)

    def take(self, sighting: Sighting, place: str | None) -> None:
        """Adds a sighting, at `place`."""
        self.sightings.append(sighting)
        self.parties |= sighting.parties
        self.participants += tuple(p for p in sighting.participants if p not in self.participants)
        self.kinds.add(sighting.kind)
        self.place = self.place or place
        self.time = self.time or sighting.time
        self.days = self.days or _days(sighting)
        self.ordinal = self.ordinal or sighting.ordinal
        self.level = self.level or sighting.level
        self.statuses |= firmly(sighting)


def firmly(sighting: Sighting) -> set[str]:
    """The statuses that tell a sighting from one of another phase: not that of "arrived for a visit"."""
    return {status for status, supposed in sighting.said if not (supposed and sighting.kind == "visit")}


def joined(sightings: Iterable[Sighting], house: House) -> list[Encounter]:
    """The encounters that the sightings, in order of text, are of. Sightings that name no two parties and go back to no
    encounter are left out, but for those of a named summit or of named talks."""
    encounters: list[Encounter] = []
    for sighting in completed([*sightings]):
        if sighting.void:
            continue
        place = house.words.span(*sighting.place).of(house.words.text) if sighting.place else None
        best, most = None, 0
        for encounter in encounters[: -LATELY - 1 : -1]:
            likeness = _likeness(sighting, place, encounter, house)
            if likeness > most:
                best, most = encounter, likeness
        if best is None and _stands_alone(sighting):
            best = Encounter()
            encounters.append(best)
        if best is not None:
            best.take(sighting, place)
    return encounters


def completed(sightings: Sequence[Sighting], named: frozenset[str] = frozenset()) -> list[Sighting]:
    """The sightings, those without both their parties being of the only two that all others have meeting, if these are.

    So it is asked of a sentence and then of the article: "the Hanoi summit" in one that has only the two Koreas meet.
    Of a sentence, `named` are the parties that it names: where the sightings have nobody meeting, these count, if they
    are two and the encounter is called by its place. Of an article, one of the two's own meetings must be told of.
    """
    pairs = {sighting.parties for sighting in sightings if len(sighting.parties) > 1}
    if pairs and not named and not any(_tells(sighting) for sighting in sightings if len(sighting.parties) > 1):
        return [*sightings]
    pair = next(iter(pairs or {named}))
    if len(pairs) > 1 or len(pair) != 2 or any(is_international(party) for party in pair):
        return [*sightings]
    return [
        replace(s, parties=pair, inferred=True) if s.parties < pair and _can_be_told(s, alone=not pairs) else s
        for s in sightings
    ]


def _tells(sighting: Sighting) -> bool:
    """Whether a clause says itself what became of an encounter, or denies it, and does not only suppose it."""
    return sighting.void or any(not supposed for _, supposed in sighting.said)


def _can_be_told(sighting: Sighting, *, alone: bool) -> bool:
    """Whether an encounter without both its parties is surely of the only two that there are."""
    if alone and sighting.kind == "talks" and ("ended without agreement", False) in sighting.said:
        return True  # "the talks broke off, with Lima accusing Quito of sabotage"
    if sighting.kind == "meeting":
        return not alone and sighting.ordinal is not None
    if sighting.kind not in ("summit", "talks", "meal"):
        return False
    name, place = sighting.name, sighting.place
    by_place = name is not None and place is not None and name[0] <= place[0] < name[1]
    return by_place if alone else bool(sighting.definite or place or name or sighting.parties)


def _stands_alone(sighting: Sighting) -> bool:
    if len(sighting.parties) > 1 or sighting.circle:
        supposed = all(flag for _, flag in sighting.said)
        return not (sighting.inferred and supposed and sighting.place is None and sighting.name is None)
    named = sighting.place is not None or sighting.name is not None
    states = [party for party in sighting.parties if not is_international(party)]
    told = any(not supposed for _, supposed in sighting.said)
    return told and named and sighting.kind in ("summit", "talks") and bool(states)


def _likeness(sighting: Sighting, place: str | None, encounter: Encounter, house: House) -> int:
    """How much speaks for a sighting's being of the encounter; 0 where anything speaks against it."""
    if _contrary(sighting, place, encounter, house):
        return 0
    likeness = 0
    if sighting.parties and encounter.parties:
        likeness += 3 if sighting.parties == encounter.parties else 1
    likeness += 3 * (place is not None and encounter.place is not None)
    likeness += 3 * (_same_day(_days(sighting), encounter.days) is True)
    likeness += 2 * (sighting.ordinal is not None and sighting.ordinal == encounter.ordinal)
    likeness += 2 * (sighting.kind is not None and sighting.kind in encounter.kinds)
    likeness += bool(set(sighting.participants) & set(encounter.participants))
    if not sighting.parties and not sighting.definite and likeness < 3:
        return 0
    return likeness


def _contrary(sighting: Sighting, place: str | None, encounter: Encounter, house: House) -> bool:
    """Whether something says that a sighting is of another encounter."""
    one, other = sighting.parties, encounter.parties
    if one and other and one != other and not (one < other and len(one) == 1) and not (other < one and len(other) == 1):
        return True
    if len(one) == 1 < len(other) and not (sighting.definite or sighting.kind in encounter.kinds):
        return True
    if not any(kind in _FAMILIES[sighting.kind] for kind in encounter.kinds):
        return True
    same_day = _same_day(_days(sighting), encounter.days)
    unplaced = place is None or encounter.place is None
    if {sighting.kind, *encounter.kinds} == {"summit", "talks"} and unplaced and not same_day:
        return True
    if place is not None and encounter.place is not None and not same_place(place, encounter.place):
        return True
    if sighting.ordinal is None and encounter.ordinal and place and encounter.place is None and not sighting.said:
        return True  # "a third summit … like the Hanoi summit"
    if same_day is False:
        return True
    if sighting.ordinal and encounter.ordinal and sighting.ordinal != encounter.ordinal:
        return True
    if sighting.level != encounter.level and not _same_level(sighting, place, encounter):
        return True
    if _others(sighting.participants, encounter.participants, house):
        return True
    return _out_of_phase(sighting, encounter)


def _same_level(sighting: Sighting, place: str | None, encounter: Encounter) -> bool:
    """Whether two sightings may be of one encounter though only one says that it was "working-level"."""
    if sighting.definite and sighting.level is None:
        return True
    same_outcome = bool({status for status, _ in sighting.said} & encounter.statuses - {"proposed", "planned"})
    before = {sighting.level, encounter.level} & PREPARING
    both_talks = sighting.kind == "talks" and encounter.kinds == {"talks"} and None in (sighting.level, encounter.level)
    return not before and (same_outcome or both_talks or (place is not None and encounter.place is not None))


def _out_of_phase(sighting: Sighting, encounter: Encounter) -> bool:
    """Whether one is over and the other still to come."""
    said = firmly(sighting)
    if sighting.fresh and encounter.statuses & _OVER:
        return True
    goes_back = sighting.definite and not sighting.fresh and not sighting.participants and sighting.time is None
    if goes_back and (sighting.kind == "meeting" or sighting.kind in encounter.kinds):
        return False
    if ("held" in said and "called off" in encounter.statuses) or (
        "called off" in said and "held" in encounter.statuses
    ):
        return True
    return bool((said & _AHEAD and encounter.statuses & _OVER) or (said & _OVER and encounter.statuses & _AHEAD))


def _others(one: Sequence[str], other: Sequence[str], house: House) -> bool:
    """Whether a party sends other persons: "Pompeo and Kim", "Trump and Kim"."""
    for side in {house.side(p) for p in one} & {house.side(p) for p in other}:
        mine = {p for p in one if house.side(p) == side and house.is_person(p)}
        theirs = {p for p in other if house.side(p) == side and house.is_person(p)}
        if mine and theirs and not mine & theirs:
            return True
    return False


def same_place(one: str, other: str) -> bool:
    """Whether two places can be one: the same words, one inside the other, or a capital and a house in its state."""
    a, b = one.lower().removeprefix("the "), other.lower().removeprefix("the ")
    if a == b or a in b or b in a:
        return True
    state = state_at(one)
    return state is not None and state == state_at(other)


def _days(sighting: Sighting) -> _Days | None:
    """When an encounter is, by its name or its clause; None where neither says."""
    if sighting.known is not None:
        return sighting.known
    time = sighting.time
    if time is None:
        return None
    return (time.begin, time.end) if time.begin is not None and time.end is not None else time.value


def _same_day(one: _Days | None, other: _Days | None) -> bool | None:
    """Whether two times can be of one day, None where that cannot be said."""
    if one is None or other is None:
        return None
    if isinstance(one, tuple) and isinstance(other, tuple):
        return one[0] <= other[1] and other[0] <= one[1]
    return True if one == other else None
