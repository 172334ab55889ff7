"""Where the name of a capital, a building or a state is only a place: "in Seoul", "the Hanoi summit"."""

from __future__ import annotations

from communique.resolve.draft import Draft
from communique.resolve.grammar import (
    ACTING,
    AFTERMATH,
    CONVEYING,
    DEALINGS,
    EVENTS_OF,
    MEETING_NOUNS,
    MOVING,
    NOT_A_NOUN,
    PARTS_OF_A_LAND,
    PHYSICAL,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    SAYING,
    SIDES_OF_A_LAND,
    SIGNS,
    SUBJECT_AFTER,
    TRAVEL,
    TRUST,
)

# Words before "to" among which a verb of handing on may stand: "explain its position to Washington".
_CONVEYED_WITHIN = 6
# Words before "on" among which something may fall: "bombs had fallen on", "the flag went up over".
_PHYSICAL_WITHIN = 3


def is_place(draft: Draft, first: int, after: int) -> bool:
    """Whether a capital or the name of a building at `[first, after)` is the place: "in Seoul", "the Hanoi summit"."""
    known = draft.placed.get(first)
    if known is None:
        known = draft.placed[first] = _is_place(draft, first, after)
    return known


def venues(draft: Draft) -> frozenset[str]:
    """The states whose capital is where something happens in the text, and which the text names in no other way."""
    capitals = [h for h in draft.hits if h.entry.kind == "capital"]
    others = {i for h in draft.inner if h.entry.kind in ("state", "adjective", "people", "seat") for i in h.entry.ids}
    there = {h.entry.ids[0] for h in capitals if is_place(draft, h.first, h.after)}
    return frozenset(there - others - {person.country for person in draft.people.values()})


def acts(draft: Draft, first: int, after: int) -> bool:
    """Whether a verb of somebody who acts follows: "Hanoi said", "Hanoi has offered"."""
    lower = draft.words.lower
    before = lower[first - 1] if first else SIGNS[0]
    return lower[after] in SAYING or (lower[after] in ACTING and before in SUBJECT_AFTER)


def state_as_place(draft: Draft, state: str, first: int, after: int) -> bool:
    """Whether a state's name is where something is: "in China", "Dalian, China", "visiting South Korea"."""
    lower = draft.words.lower
    at = first - 2 if first > 1 and lower[first - 1] == "the" else first - 1
    if at < 0:
        return False
    before = lower[at]
    if lower[after] == "-" and lower[after + 1] in ("based", "born"):
        return True
    if before in PARTS_OF_A_LAND or (before == "of" and lower[at - 1] in SIDES_OF_A_LAND):
        return True
    if not draft.tables.states[state].capitals and before != "-":
        return is_place(draft, first, after)
    city = draft.ends.get(at) if before == "," else None
    if city is not None and city.entry.kind in ("capital", "place"):
        listed = city.entry.kind == "capital" and not is_place(draft, city.first, city.after)
        return lower[after] not in ("and", "or", "'s") and not listed
    if before == "," and at > 1 and draft.words.folded[at - 1][0].isupper() and lower[at - 2] in PLACE_PREPOSITIONS:
        return True
    if before in ("in", "inside", "into", "near", "across", "throughout"):
        return lower[at - 1] not in TRUST and lower[after] != "'s"
    if before in ("to", "from"):
        moved = lower[at - 1] in MOVING or (at > 1 and lower[at - 2] in ("invited", "invite", "invites", *MOVING))
        return moved and lower[after] != "'s"
    return before in ("visit", "visited", "visiting", "visits", "toured", "touring") and lower[after] != "'s"


def _is_place(draft: Draft, first: int, after: int) -> bool:
    lower = draft.words.lower
    following = lower[after]
    if draft.words.in_dateline(first) or following in MEETING_NOUNS or following == "(":
        return True
    if following == "," and _comma_state(draft, after + 1):
        return True
    if following == "-" and lower[after + 1] in ("based", "born"):
        return True
    at = first - 1
    while at >= 0 and lower[at] in ("the", "#"):
        at -= 1
    if at < 0 or following == "'s":
        return False
    if _is_epithet(draft, at):
        at -= 1
    before = lower[at]
    if before in ("to", "from", "toward", "towards"):
        handed = CONVEYING & set(lower[max(at - _CONVEYED_WITHIN, 0) : at]) if before == "to" else None
        return lower[at - 1] not in DEALINGS and not handed
    if before in PLACE_PREPOSITIONS:
        return lower[at - 1] not in TRUST
    if before in ("on", "over", "above"):
        return at < first - 1 or bool(PHYSICAL & set(lower[max(at - _PHYSICAL_WITHIN, 0) : at]))
    if before == "of":
        return lower[at - 1] in PLACE_NOUNS or lower[at - 1] in EVENTS_OF
    if before in AFTERMATH:
        return following in SIGNS
    if before in ("and", "or") and at > 1:
        return _same_as_before(draft, at)
    return before in TRAVEL


def _is_epithet(draft: Draft, at: int) -> bool:
    """Whether the word is an adjective of the place: "in rainy Hanoi", "through downtown Seoul"."""
    words = draft.words
    word, before = words.lower[at], words.lower[at - 1] if at else ""
    if not words.folded[at].islower() or len(word) < 4 or word in NOT_A_NOUN or word.endswith("ing"):
        return False
    if before == "to":
        return words.lower[at - 2] in MOVING
    return before in PLACE_PREPOSITIONS or before in ("on", "over", "above")


def _same_as_before(draft: Draft, conjunction: int) -> bool:
    """Whether the name before "and" was taken for a place: "in Seoul and Tokyo".

    Names are asked about from left to right, so the one before has its answer by now.
    """
    hit = draft.ends.get(conjunction)
    return hit is not None and (
        hit.entry.kind == "place" or (hit.entry.kind == "capital" and draft.placed.get(hit.first, False))
    )


def _comma_state(draft: Draft, index: int) -> bool:
    hit = draft.starts.get(index)
    return (
        hit is not None and hit.entry.kind in ("state", "place") and draft.words.lower[hit.after] not in ("and", "or")
    )
