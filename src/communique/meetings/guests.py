"""Who sits at the table: the guests that the words around an encounter name, alone or together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.meetings.lexicon import (
    AFTER_PARTICIPLE,
    DETERMINERS,
    PEOPLE,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    words,
)
from communique.meetings.pieces import GUEST, MEDIUM, PLACE, TIME, Piece

_GAP = 5  # words between two guests named together: "Kim and his South Korean counterpart, Moon"
_GAP_WITH = 8  # words between two of whom one comes with the other: "Kim, together with the ministers of Moon"
_WITH_THEM = re.compile(r"^, (?:together|along) with (?!.*(?:,|\b(?:who|which|that)\b))")
_LONGEST_LIST = 14  # pieces of a list of guests behind a comma; six parties with their articles have so many
_BEFORE_WHO = 8  # pieces before "who" among which those are looked for whom it stands for
_STOPS_COORDINATION = words(
    "said says told will would has have had is was are were met meets to with in at on from by for after before that "
    "who while when ; : ( ) — – ¶ agreed about over against"
)
# What a party takes, to whom belongs what follows: "Trump's decision to cancel the summit".
_STEPS = words(
    "decision plan plans offer proposal move threat refusal pledge promise hope hopes wish desire willingness "
    "readiness request call calls efforts attempt attempts bid"
)
_COMMAS = words(", the")


@dataclass(frozen=True, slots=True)
class Side:
    """Guests named together: whom a verb's subject or object means."""

    parties: frozenset[str] = frozenset()
    participants: tuple[str, ...] = ()
    first: int = 0
    after: int = 0

    def __add__(self, other: Side) -> Side:
        return Side(self.parties | other.parties, (*self.participants, *other.participants), self.first, other.after)


NOBODY = Side()


def is_guest(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece is somebody who can sit at a table: a person, a body, a state that is not an adjective.

    "North Korean officials" are, "Iran's needs" are not.
    """
    piece = pieces[at]
    if not piece.parties:
        return False
    if piece.text in POSSESSIVES or (at + 1 < len(pieces) and pieces[at + 1].text == "'s"):
        return _leads_to_people(pieces, at + 1) or pieces[min(at + 2, len(pieces) - 1)].text in _STEPS
    return piece.text == GUEST and (not piece.adjective or _leads_to_people(pieces, at + 1))


def _leads_to_people(pieces: Sequence[Piece], at: int) -> bool:
    for n in range(at, min(at + 4, len(pieces))):
        text = pieces[n].text
        if text in PEOPLE or (text == GUEST and n > at and not pieces[n].adjective):
            return True
        if text in ("and", ",") and n + 1 < len(pieces) and pieces[n + 1].text == GUEST:
            return _leads_to_people(pieces, n + 2)
        if (
            (not text[0].isalpha() and text not in ("'s", "-"))
            or text in PREPOSITIONS
            or text in ("and", "or", TIME, PLACE)
        ):
            return False
    return False


def side_of(pieces: Sequence[Piece], indices: Sequence[int], *, owners: bool = False) -> Side:
    """The guests at `indices` as one side; those in the genitive only lend their party, unless `owners` take part."""
    parties: frozenset[str] = frozenset()
    participants: list[str] = []
    for n in indices:
        piece = pieces[n]
        parties |= piece.parties
        owner = piece.text != GUEST or (n + 1 < len(pieces) and pieces[n + 1].text == "'s")
        if piece.actor is not None and (owners or not owner) and piece.actor not in participants:
            participants.append(piece.actor)
    return Side(parties, tuple(participants), indices[0], indices[-1] + 1) if indices else NOBODY


def subject(pieces: Sequence[Piece], low: int, verb: int, *, used: frozenset[int] = frozenset()) -> Side:
    """Who does what the verb at `verb` says: the nearest guest before it in its clause that hangs on no preposition.

    Of a participle behind "after" or "before" it is whoever opens the sentence's clause.
    """
    found = [
        n for n in range(low, verb) if n not in used and is_guest(pieces, n) and not hangs_on_preposition(pieces, n)
    ]
    found = found[:-1] if len(found) > 1 and _is_apposed(pieces, found[-1]) else found
    if not found or _has_unknown(pieces, found[-1]):
        return NOBODY
    if pieces[verb].text.endswith("ing") and verb > low and pieces[verb - 1].text in AFTER_PARTICIPLE:
        return _together_from(pieces, found)
    return side_of(pieces, _together(pieces, found))


def _is_apposed(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a guest only qualifies what somebody right before it is: "Berg, a rebel leader", "Ek, an EU envoy"."""
    before = [piece.text for piece in pieces[max(at - 3, 0) : at]]
    return before[1:] in ([",", "a"], [",", "an"]) and before[0] == GUEST and pieces[at].actor is None


def _has_unknown(pieces: Sequence[Piece], at: int) -> bool:
    """Whether somebody is named together with the guest at `at` whom nobody knows: "Congo and Rwanda held talks"."""
    return at > 1 and pieces[at - 1].text == "and" and pieces[at - 2].text in (PLACE, MEDIUM)


def relative(pieces: Sequence[Piece], low: int) -> Side:
    """Whom "who" at the head of a clause stands for: the guests right before it."""
    if low == 0 or pieces[low - 1].text not in ("who", "which"):
        return NOBODY
    end = low - 1
    while end > 0 and pieces[end - 1].text in (",", "–", "—"):
        end -= 1
    near = [n for n in range(max(end - _BEFORE_WHO, 0), end) if pieces[n].text == GUEST and pieces[n].parties]
    return side_of(pieces, _together(pieces, near)) if near and end - near[-1] <= 3 else NOBODY


def _together(pieces: Sequence[Piece], found: Sequence[int]) -> list[int]:
    """The last of the guests `found`, and those before that are named together with it."""
    together = [found[-1]]
    for n in reversed(found[:-1]):
        between = [piece.text for piece in pieces[n + 1 : together[0]]]
        if len(between) <= _GAP_WITH and _WITH_THEM.search(" ".join(between)):
            together.insert(0, n)
            continue
        if len(between) > _GAP or _STOPS_COORDINATION & set(between):
            break
        if (
            "and" in between
            or pieces[n].parties == pieces[together[0]].parties
            or between in (["-"], ["–"], [","], [",", "the"])
        ):
            together.insert(0, n)
        else:
            break
    return together


def _together_from(pieces: Sequence[Piece], found: Sequence[int]) -> Side:
    together = [found[0]]
    for n in found[1:]:
        between = [piece.text for piece in pieces[together[-1] + 1 : n]]
        if len(between) > _GAP or _STOPS_COORDINATION & set(between) or "and" not in between:
            break
        together.append(n)
    return side_of(pieces, together)


def hangs_on_preposition(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a guest hangs on a preposition: "talks with Kim". "The leaders of Russia" do not."""
    n = at - 1
    while n >= 0 and (
        pieces[n].text in DETERMINERS
        or pieces[n].text in PEOPLE
        or pieces[n].text in ("and", "both", "visiting", "-", "new")
    ):
        if pieces[n].text == "and":
            return False if n == 0 or pieces[n - 1].text != GUEST else hangs_on_preposition(pieces, n - 1)
        n -= 1
    if n < 0 or pieces[n].text not in PREPOSITIONS:
        return False
    if pieces[n].text in SUBORDINATORS and at + 1 < len(pieces):
        following = pieces[at + 1].text
        return not following.isalpha() or following in PREPOSITIONS or following in ("and", "or")
    return not (pieces[n].text in ("of", "from") and n > 0 and pieces[n - 1].text in PEOPLE)


def guests_after(pieces: Sequence[Piece], start: int, limit: int, *, many: bool = True) -> Side:
    """The guests named from `start` on, before anything that is no part of a list of people."""
    found: list[int] = []
    n, gap, end, named = start, 0, start, None
    while n < min(limit, len(pieces)):
        text = pieces[n].text
        if is_guest(pieces, n):
            found.append(n)
            gap, end = 0, n + 1
            if not many and not (n + 1 < len(pieces) and pieces[n + 1].text in ("and", "'s", "-")):
                break
        elif text == GUEST and not found and gap > 0:
            break
        elif text in PEOPLE or text in (
            "and",
            "-",
            "'s",
            "both",
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
            "their",
            GUEST,
        ):
            gap += text not in ("and", "-", "'s")
            end = n + 1 if text in PEOPLE else end
        elif text == ",":
            if not found or not _lists(pieces, n, limit):
                break
            if named is None and pieces[n - 1].text in PEOPLE and pieces[n - 1].text.endswith("s"):
                named = len(found)  # "the rebels' envoys, Berg and Ek": these are the envoys
        elif text == "of":
            if not _goes_on(pieces, n, limit):
                break
        elif (
            not text[0].isalpha()
            or text in PREPOSITIONS
            or text in (TIME, PLACE)
            or text in _STOPS_COORDINATION
            or gap > _GAP
        ):
            break
        else:
            gap += 1
            if found and gap > 3:
                break
        n += 1
    side = side_of(pieces, found)
    parties = side.parties if named is None else side_of(pieces, found[:named]).parties
    return replace(side, parties=parties, after=max(end, side.after)) if found else NOBODY


def _goes_on(pieces: Sequence[Piece], at: int, limit: int) -> bool:
    """Whether a guest follows a comma or "of" at once, with nothing but a title between, and no verb behind it."""
    for n in range(at + 1, min(at + 6, limit, len(pieces))):
        if pieces[n].text == GUEST:
            return True
        if pieces[n].text not in DETERMINERS and pieces[n].text not in PEOPLE and pieces[n].text not in ("and", "two"):
            return False
    return False


def _lists(pieces: Sequence[Piece], at: int, limit: int) -> bool:
    """Whether a comma parts the members of a list that an "and" closes: "China, Japan and Russia"."""
    for n in range(at + 1, min(at + _LONGEST_LIST, limit, len(pieces)) - 1):
        text = pieces[n].text
        if text == "and":
            return pieces[n + 1].text == GUEST or pieces[n + 1].text in DETERMINERS
        if text not in (GUEST, ",") and text not in PEOPLE and text not in DETERMINERS:
            return False
    return False


def coordinated(pieces: Sequence[Piece]) -> Side:
    """The last guests of different parties that an "and" joins, to whom "they" may go back, or NOBODY.

    Those whom commas part before them belong to them: "Rome, Oslo and Lima".
    """
    for n in range(len(pieces) - 1, -1, -1):
        if pieces[n].text == "and" and n + 1 < len(pieces):
            right = guests_after(pieces, n + 1, len(pieces), many=False)
            left = [m for m in range(n) if pieces[m].parties]
            if left and n - left[-1] <= _GAP and right.parties and not right.parties & pieces[left[-1]].parties:
                return side_of(pieces, _listed(pieces, left)) + right
    return NOBODY


def _listed(pieces: Sequence[Piece], found: Sequence[int]) -> list[int]:
    """The last of the guests `found`, and those before it of which only commas part it."""
    listed = [found[-1]]
    for n in reversed(found[:-1]):
        if not _COMMAS.issuperset(piece.text for piece in pieces[n + 1 : listed[0]]):
            break
        listed.insert(0, n)
    return listed
