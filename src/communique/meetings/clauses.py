"""Where the clause of an encounter begins and ends, and what stands in it: place, time, a denial before it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.meetings.guests import hangs_on_preposition, is_guest
from communique.meetings.lexicon import (
    DETERMINERS,
    NO_PARTIES,
    NOUNS,
    PREPOSITIONS,
    SAID,
    STOPPERS,
    SUBORDINATORS,
    words,
)
from communique.meetings.pieces import BODY, PLACE, Piece
from communique.reading import Time

_OPENERS = words("¶ ; : ( ) — – who which that while when because although though but whether if unless where")
_OPENS_DENIED = words('that when whether if where “ "')
_NEW = SUBORDINATORS | words("a and but saying so blaming citing hours days weeks")
_DENYING = words(
    "denied denies deny denying denial denials no nobody indication sign evidence false untrue not doubted doubts"
)
_PROPOSING = words("propose proposes proposed proposing suggest suggests suggested demanded asked urged recommended")
_ATTRIBUTED = 10  # pieces behind a comma within which "an official said" ends
_SPEAKERS = words("N M he she they it officials diplomats aides analysts state according")
_BEFORE_OPENER = 7  # pieces before "that" within which it is denied: "no sign at all, he said, that"
_AT = words("at in the")
_PLACED = words("P T O N")
_APPOSED = words("the a his her its")
_TOPIC = words("on about over")
PREDICATES = words("began begin begins broke break end ends opens start starts took take takes resume resumes")
_ON = words("T island islands sidelines border margins outskirts ship side")
_BOUNDS = words("since until after before of from than")
_AUXILIARIES = words("has have had was were be been will is are")
_LOCATIVE = words("in at near outside off")
_NEAR_PLACE = words("downtown central rainy island of northern")


def text_of(pieces: Sequence[Piece]) -> str:
    """The pieces as the words in which moods are looked for."""
    return " ".join(piece.text for piece in pieces)


def clause(pieces: Sequence[Piece], first: int, after: int) -> tuple[int, int]:
    """The pieces of the clause in which `[first, after)` stands: from the word behind its opener to the next."""
    low = first
    while low > 0 and pieces[low - 1].text not in _OPENERS:
        low -= 1
    high = after
    while high < len(pieces) and pieces[high].text not in _OPENERS and not _ends(pieces, high):
        high += 1
    return low, high


def inner(pieces: Sequence[Piece], low: int, first: int) -> int:
    """Where a clause behind "after" or "while" begins that holds `first` and a subject of its own; else `low`."""
    for begin in range(first - 1, low, -1):
        if pieces[begin - 1].text in SUBORDINATORS:
            own = any(is_guest(pieces, n) and not hangs_on_preposition(pieces, n) for n in range(begin, first))
            return begin if own else low
    return low


def _ends(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the clause ends before the piece: at a full stop, or a comma behind which something new begins."""
    text = pieces[at].text
    if text in (".", "!", "?"):
        return True
    if text != "," or at + 1 >= len(pieces):
        return text in SUBORDINATORS
    if pieces[at + 1].text in _NEW:
        return True
    if pieces[at + 1].text not in DETERMINERS and pieces[at + 1].text not in _SPEAKERS:
        return False
    return any(piece.text in SAID for piece in pieces[at + 1 : at + _ATTRIBUTED])


def denied(pieces: Sequence[Piece], low: int) -> bool:
    """Whether what stands before the clause's opener denies it: "denied that", "no sign that", "nobody knew when"."""
    if low == 0 or pieces[low - 1].text not in _OPENS_DENIED:
        return False
    return not _DENYING.isdisjoint(piece.text for piece in pieces[max(low - _BEFORE_OPENER, 0) : low - 1])


def proposed_that(pieces: Sequence[Piece], low: int) -> bool:
    """Whether the clause that begins at `low` is what somebody proposed: "suggested that | they meet"."""
    return low > 1 and pieces[low - 1].text == "that" and pieces[low - 2].text in _PROPOSING


def setting(
    pieces: Sequence[Piece], start: int, limit: int, *, to: bool = False
) -> tuple[tuple[int, int] | None, Time | None]:
    """The place and the time in the pieces from `start` on. `to`: somebody is asked or welcomed to the place."""
    place: tuple[int, int] | None = None
    time: Time | None = None
    topic = False  # what the talks are about: "on the dam in Ethiopia"
    for n in range(start, min(limit, len(pieces))):
        piece, before = pieces[n], pieces[n - 1].text
        if _leaves(pieces, n, start):
            break
        if piece.text in _TOPIC:
            topic = piece.text != "on" or not any(following.text in _ON for following in pieces[n + 1 : n + 4])
        elif piece.text in _AUXILIARIES or piece.text in PREDICATES or piece.text.endswith("ed"):
            topic = False
        if topic:
            continue
        # A house of no known owner has been taken for a body: "at Thornton Manor".
        house = piece.text == BODY and piece.actor not in NO_PARTIES and before in _AT
        if place is None and (piece.text == PLACE or house) and _locative(pieces, n, to):
            place = piece.first, piece.after
        elif time is None and piece.time is not None and piece.time.type in ("DATE", "TIME") and before not in _BOUNDS:
            time = piece.time
    return place, time


def _leaves(pieces: Sequence[Piece], at: int, start: int) -> bool:
    """Whether the words are no longer of the encounter: another verb, another encounter, an apposition."""
    text = pieces[at].text
    if text in NOUNS or text == "ahead" or (text in STOPPERS and text not in _AUXILIARIES):
        return True
    if text in SUBORDINATORS:
        return at > start
    if text == "and":
        return all(piece.text not in _PLACED and piece.text not in PREPOSITIONS for piece in pieces[at + 1 : at + 3])
    return text == "," and at + 1 < len(pieces) and pieces[at + 1].text in _APPOSED


def at_head(pieces: Sequence[Piece], low: int) -> tuple[int, int] | None:
    """The place at the head of a clause: "In Pyongyang, Kim received the envoy"."""
    for n in range(low, min(low + 3, len(pieces) - 1)):
        if pieces[n].text == PLACE and n > low and pieces[low].text in ("in", "at") and pieces[n + 1].text == ",":
            return pieces[n].first, pieces[n].after
    return None


def _locative(pieces: Sequence[Piece], at: int, to: bool) -> bool:
    """Whether a preposition of place stands before the name at `at`."""
    if pieces[at].wide:
        return False
    n = at - 1
    while n > 0 and (pieces[n].text in DETERMINERS or pieces[n].text in _NEAR_PLACE):
        n -= 1
    return n >= 0 and (pieces[n].text in _LOCATIVE or (to and pieces[n].text == "to"))
