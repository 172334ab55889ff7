"""Encounters told by a noun: "the Hanoi summit", "talks with Seoul", "their third meeting"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.meetings import moods
from communique.meetings.clauses import PREDICATES, clause, denied, inner, proposed_that, setting, text_of
from communique.meetings.guests import NOBODY, Side, guests_after, relative, side_of, subject
from communique.meetings.lexicon import (
    ANAPHORIC,
    BARGAINING,
    DETERMINERS,
    FORMATS,
    FRESH,
    IN_A_ROW,
    LEVELS,
    NEEDS_BOTH,
    NO_ENCOUNTER,
    NOUNS,
    ORDINALS,
    POSSESSIVES,
    PREPOSITIONS,
    STOPPERS,
    words,
)
from communique.meetings.outcomes import outcome, taken_up
from communique.meetings.pieces import BODY, GUEST, MEDIUM, PLACE, TIME, Piece
from communique.meetings.sides import is_international
from communique.meetings.sighting import Context, Sighting, counted, several, still_to_come
from communique.meetings.verbs import is_verb
from communique.reading import MeetingStatus, Time

_PREMODIFIERS = 8  # pieces before a noun that may belong to its phrase
_REACH = 8  # pieces between a subject and the encounter that is its own: "have agreed to hold a new round of"
_REACH_LINKED = 16  # the same before "after talks", which ends a sentence as a whole
_OPENING = 5  # pieces from the head of a sentence to its talks: "After a third day of talks"
_HEAD = 5  # pieces from a phrase at the head of a sentence to the comma, and from there to the subject
_CONNECTIVES = frozenset({"with", "between", "among", "of", "by"})
_SETTING = words("in at on near outside about over for to this last next late early soon again later together")
_NOT_IN_PHRASE = (
    PREPOSITIONS
    | STOPPERS
    | words(', " “ ” ‘ and or not it he she they we i you him them us there then again off up down back')
)
_VERBAL = words(
    "restart restarts relaunch revive revives save hold holds held holding propose proposed cancel cancelled canceled "
    "cancels attend attended seek seeks sought planned off up down out begin began begins resume resumed open opened "
    "start started end ended host hosted called calls suspended postponed rejected refused agreed arrange arranged "
    "used using discuss discussed expect expects expected boycotted skipped resumes suspends wants want froze broke "
    "led plan eye mull sought won lost saw made took gave came went put kept cut met ran told wrote said"
)
_ASKING = words("say know see asked ask wonder wondered unclear clear doubt")
_BROKERING = ("arrang", "organi", "mediat", "broker", "facilitat", "convene")
_BARE = words("begin hold start resume open have enter launch restart conduct convene attend join host")
_SESSIONS = words("session sessions")
_ROUNDS = words("round rounds")
_WITH_WHOM = words("with between")
_MEASURES = words("T hours days weeks months rounds round series day week month")
_BEHIND_OR_IN = words("after following in during since at")
_BEHIND_TALKS = words("of after following")  # "after three days of talks", "following talks"
_NUMBERS = words("two three four five several other both")
_ARTICLES = POSSESSIVES | frozenset({"the", "a", "an", "this", "that", "'s"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase: its pieces `[first, head]`, and the ones up to `after` that say with whom and where."""

    first: int
    head: int
    after: int
    side: Side
    both: bool
    owner: Side


def nouns(pieces: Sequence[Piece], context: Context, used: frozenset[int]) -> Iterator[Sighting]:
    """The encounters that the nouns of a sentence name. `used` are the pieces that are objects of other verbs."""
    for n, piece in enumerate(pieces):
        if piece.text not in NOUNS or (piece.text == "meeting" and is_verb(pieces, n)):
            continue
        if n + 1 < len(pieces) and pieces[n + 1].text in NOUNS:  # "summit meeting"
            continue
        phrase = _phrase(pieces, n, context)
        if phrase is not None:
            sighting = _sighting(pieces, phrase, context, used)
            if sighting is not None:
                yield sighting


def _phrase(pieces: Sequence[Piece], head: int, context: Context) -> _Phrase | None:
    """The noun phrase around the noun at `head`, None where it is no encounter: "cabinet meeting"."""
    first = head
    while first > 0 and head - first < _PREMODIFIERS and _modifies(pieces, first - 1):
        first -= 1
        if pieces[first].text in DETERMINERS and not (
            pieces[first].text in _NUMBERS and pieces[first - 1].text in _ARTICLES
        ):
            break
    before = [piece.text for piece in pieces[first:head]]
    if pieces[head].text in _SESSIONS and BARGAINING.isdisjoint(before):
        return None
    if pieces[head].text in _ROUNDS and not _is_in_a_row(pieces, head, before, context):
        return None
    if (formed := FORMATS.get(" ".join(before[-3:]))) is not None:
        return _Phrase(first, head, head + 1, Side(formed), True, NOBODY)
    if first < head and NO_ENCOUNTER & set(context.house.words.lower[pieces[first].first : pieces[head].first]):
        return None
    if MEDIUM in before or BODY in before or _is_of_body(pieces, first, head):
        return None
    if (
        head + 1 < len(pieces)
        and pieces[head].text == "meeting"
        and pieces[head + 1].text in ("room", "place", "point")
    ):
        return None
    named = [n for n in range(first, head) if pieces[n].parties]
    owner = side_of(pieces, named, owners=True)
    if first < head and before[0] in ("their", "both") and not owner.parties:
        owner = context.pair()
    if (
        pieces[head].text in _ROUNDS
        and not owner.parties
        and pieces[min(head + 1, len(pieces) - 1)].text not in _WITH_WHOM
    ):
        owner = Side(context.together.parties)
    owned, both, after = NOBODY, False, head + 1
    n = head + 1
    while n < min(head + 16, len(pieces)):
        text = pieces[n].text
        if text in _CONNECTIVES or (text == "to" and n + 1 < len(pieces) and pieces[n + 1].text == GUEST):
            side = guests_after(pieces, n + 1, len(pieces))
            if not side.parties and text in ("of", "between"):
                side = _pair(pieces, n + 1, context)
            if not side.parties and text == "of" and any(p.text in (GUEST, BODY) for p in pieces[n + 1 : n + 3]):
                return None
            if not side.parties:
                if text == "of" and n == head + 1:
                    n += 1
                    continue
                break
            owned, both, after = owned + side, both or text != "with", side.after
            n = side.after
            if pieces[n - 1].text == GUEST and n < len(pieces) and pieces[n].text == "'s":
                n += 1
        elif text in ("to", "on", "about", "over", "for") and pieces[head].text in (
            "talks",
            "negotiations",
            "trip",
            "visit",
            "meeting",
        ):
            place = pieces[n + 1] if n + 1 < len(pieces) and pieces[n + 1].text == PLACE else None
            state = context.host(place, visit=True) if place is not None else None
            if text == "to" and state is not None and NOUNS[pieces[head].text] == "visit":
                owned, after = owned + Side(frozenset({state})), n + 2
                n += 2
                continue
            n = _behind_topic(pieces, n + 1)
            if n >= len(pieces) or pieces[n].text not in ("with", "between", "among"):
                break
        elif text in _SETTING or text in (PLACE, TIME) or text in DETERMINERS:
            n += 1
            if text in (PLACE, TIME):
                after = n
        else:
            break
    if not owner.parties | owned.parties:
        owned = _at_which(pieces, n)
        after = max(after, owned.after)
    side = Side(
        owner.parties | owned.parties,
        (*owner.participants, *(p for p in owned.participants if p not in owner.participants)),
    )
    return _Phrase(first, head, after, side, both, owner)


def _is_in_a_row(pieces: Sequence[Piece], head: int, before: Sequence[str], context: Context) -> bool:
    """Whether a "round" is one of the talks that were spoken of, "a second round was called off", or says with whom."""
    counted = any(word in ORDINALS or word in IN_A_ROW for word in before)
    following = pieces[min(head + 1, len(pieces) - 1)].text
    went = [piece.text for piece in pieces[max(head - len(before) - 2, 0) : head - len(before)]] == [PLACE, "for"]
    return counted and following != "of" and (following in _WITH_WHOM or bool(context.together.parties) or went)


def _at_which(pieces: Sequence[Piece], start: int) -> Side:
    """Who is told to have dealt with whom at an encounter: "a summit in Lisbon, at which Berg promised Ek to wait"."""
    n = start
    while n < len(pieces) and pieces[n].text in (",", TIME, PLACE):
        n += 1
    if [piece.text for piece in pieces[n : n + 2]] not in (["at", "which"], ["during", "which"]):
        return NOBODY
    one = guests_after(pieces, n + 2, len(pieces))
    other = guests_after(pieces, one.after + 1, len(pieces)) if one.parties else NOBODY
    return one + other if one.parties and len(one.parties | other.parties) > 1 else NOBODY


def _is_of_body(pieces: Sequence[Piece], first: int, head: int) -> bool:
    """Whether it is the meeting of a body of many states: "the APEC summit", not "the EU-Russia summit"."""
    named = [n for n in range(first, head) if pieces[n].text == GUEST and pieces[n].parties]
    if len(named) != 1 or pieces[named[0] + 1].text == "'s":
        return False
    return all(is_international(party) for party in pieces[named[0]].parties)


def _pair(pieces: Sequence[Piece], start: int, context: Context) -> Side:
    """Those last spoken of together, where "the two countries" or "both leaders" stands at `start`."""
    words = [piece.text for piece in pieces[start : start + 3]]
    if not {"two", "both"} & set(words):
        return NOBODY
    many = several(pieces, start, min(start + 3, len(pieces)), context)
    return replace(many, first=start, after=start + 3) if many.parties else NOBODY


def _behind_topic(pieces: Sequence[Piece], start: int) -> int:
    """The piece behind the words that say what the talks are about: "on the trade treaty", "over its dam"."""
    n = start
    while n < min(start + 6, len(pieces)) and pieces[n].text not in STOPPERS and pieces[n].text not in PREPOSITIONS:
        if pieces[n].text in NOUNS or not (pieces[n].text[0].isalnum() or pieces[n].text in ("'s", "-")):
            break
        n += 1
    return n


def _modifies(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece can stand inside a noun phrase, before its noun."""
    text = pieces[at].text
    if (
        text in BARGAINING
        or text in ("-", "'s")
        or text in (GUEST, BODY, PLACE, TIME, MEDIUM)
        or text in ORDINALS
        or text in DETERMINERS
    ):
        return True
    if at > 0 and pieces[at - 1].text == "to":
        return False
    if text.endswith(("ed", "s")) or text in _VERBAL:
        return at > 0 and pieces[at - 1].text in _ARTICLES and text not in ("is", "was", "has", "its", "as")
    return text[0].isalnum() and text not in _NOT_IN_PHRASE and (not text.endswith(("ly", "ing")) or text in LEVELS)


def _sighting(pieces: Sequence[Piece], phrase: _Phrase, context: Context, used: frozenset[int]) -> Sighting | None:
    first, head = phrase.first, phrase.head
    noun, before = pieces[head].text, [piece.text for piece in pieces[first:head]]
    outer, high = clause(pieces, first, phrase.after)
    low = inner(pieces, outer, first)
    if head + 1 < len(pieces) and noun == "talks" and pieces[head + 1].text in ("about", "on", "for"):
        topic = {piece.text for piece in pieces[head + 2 : head + 6]}
        if topic & NOUNS.keys():
            return None
    place, time, name = _setting(pieces, phrase, low, high)
    name = None if noun in _SESSIONS else name
    definite = bool(before) and before[0] in ANAPHORIC and FRESH.isdisjoint(before)
    left = text_of(pieces[max(low - 1, 0) : first])
    governed = moods.governing(left)
    tells = definite or place is not None or name is not None
    side = _with_subject(pieces, phrase, low, outer, used, context, governed, tells)
    if not side.parties and governed is None and moods.linking(text_of(pieces[outer:first])) == "held":
        side, day = _who_agreed(pieces, phrase, subject(pieces, low, first, used=used), context)
        time = time or day
    if len(side.parties) < 2 and noun in NEEDS_BOTH and LEVELS.isdisjoint(before):
        return None
    if left.startswith("if ") and low > 1 and pieces[low - 2].text in _ASKING:
        left = left.replace("if", "whether", 1)
    right = text_of(pieces[phrase.after : high])
    said = taken_up(pieces, head, first) or outcome(
        left, right, before, time, context, text_of(pieces[head:]), governed
    )
    if said and not said[0][1] and denied(pieces, low):
        said = None
    if said and governed is not None and proposed_that(pieces, low) and left[len(governed[1]) :].split()[0] in _BARE:
        said = (("proposed", False),)  # "proposed that they begin talks"
    if said and NOUNS[noun] == "visit":  # it is cut short, and nothing was to be agreed
        said = tuple(("held" if status == "ended without agreement" else status, flag) for status, flag in said)
    time = still_to_come(said or (), time, context)
    shown = (low, high)
    if said and said[0][1]:
        opens = first - low <= _OPENING and pieces[first - 1].text == "of"  # "After three days of | talks"
        linked = _measured_from(pieces, first, low)
        shown = max(low - 1, 0) if opens else max(low, linked), phrase.after
    return Sighting(
        (pieces[first].first, pieces[phrase.after - 1].after),
        (pieces[shown[0]].first, pieces[shown[1] - 1].after),
        NOUNS[noun],
        side.parties,
        side.participants,
        place,
        name,
        time,
        next((ORDINALS[word] for word in before if word in ORDINALS), None),
        next((word for word in before if word in LEVELS), None),
        definite,
        not FRESH.isdisjoint(before),
        said or (),
        void=said is None,
        headline=context.headline,
        circle=context.house.is_circle(side.parties),
    )


def _measured_from(pieces: Sequence[Piece], first: int, low: int) -> int:
    """Where what hangs on a preposition begins, with the words that measure it: "after | talks", "in six hours of"."""
    if first == 0 or pieces[first - 1].text not in PREPOSITIONS:
        return first
    if pieces[first - 1].text == "of" and pieces[first - 2].text in _MEASURES:
        back = (n for n in range(first - 2, max(low, first - _OPENING) - 1, -1) if pieces[n].text in _BEHIND_OR_IN)
        return next(back, first - 1)
    return first - 1


def _is_brokered(pieces: Sequence[Piece], low: int, first: int) -> bool:
    """Whether the verb before the phrase is what a go-between does: "to arrange the talks"."""
    return any(piece.text.startswith(_BROKERING) for piece in pieces[max(low, first - 3) : first])


def _behind(pieces: Sequence[Piece], after: int, *, many: bool) -> Side:
    """Whose clause follows a phrase at the head of the sentence: "After talks with Kim, Pompeo flew home".

    `many`: several together, where the phrase names none: "After three days of talks, Rome and Oslo signed".
    """
    for n in range(after, min(after + _HEAD, len(pieces))):
        if pieces[n].text == ",":
            return guests_after(pieces, n + 1, n + (_REACH if many else _HEAD), many=many)
    return NOBODY


def _setting(
    pieces: Sequence[Piece], phrase: _Phrase, low: int, high: int
) -> tuple[tuple[int, int] | None, Time | None, tuple[int, int] | None]:
    """The place, the time and the name of an encounter, the former two inside its phrase rather than behind it."""
    place, time = setting(pieces, phrase.head + 1, high, to=NOUNS[pieces[phrase.head].text] == "visit")
    if phrase.first > low and pieces[phrase.first - 1].text == "of":
        time = None  # "passed over the collapse of the summit on Friday": that is when it was passed over
    for piece in pieces[phrase.first : phrase.head]:
        if piece.text == PLACE:
            place = piece.first, piece.after
        time = piece.time or time
    if place is None:
        place = _gone_to(pieces, phrase.first, low)
    return place, time, _name(pieces, phrase.first, phrase.head)


def _gone_to(pieces: Sequence[Piece], first: int, low: int) -> tuple[int, int] | None:
    """Where somebody went or is for an encounter: "flew to Vienna for talks", "is in Vienna for a round of talks"."""
    near = range(first - 1, max(first - _OPENING - 1, low), -1)
    aim = next((n for n in near if pieces[n].text == "for"), None)
    if aim is None or (aim != first - 1 and pieces[first - 1].text != "of"):
        return None
    for n in range(low + 1, aim):
        if pieces[n].text == PLACE and (pieces[n - 1].text == "to" or (n == aim - 1 and pieces[n - 1].text == "in")):
            return pieces[n].first, pieces[n].after
    return None


def _with_subject(
    pieces: Sequence[Piece],
    phrase: _Phrase,
    low: int,
    outer: int,
    used: frozenset[int],
    context: Context,
    governed: tuple[MeetingStatus, str] | None,
    tells: bool,
) -> Side:
    """The side of a phrase, with the subject of its clause where that takes part: "Kim | held talks with Moon".

    `tells`: the phrase says which encounter it is; else one party alone makes none of "talks" that could be anyone's.
    """
    first, side = phrase.first, phrase.side
    if phrase.both or (len(side.parties) > 1 and phrase.owner.parties):
        return side
    doer = subject(pieces, low, first, used=used)
    if not doer.parties or counted(pieces, max(low, doer.after), first):  # "Berg met Ek, and the two agreed to hold"
        doer = replace(several(pieces, max(low, doer.after), first, context), after=first)
    if not doer.parties:
        doer = relative(pieces, low)
    if not doer.parties and (first - low == 1 or (first - low <= _OPENING and pieces[first - 1].text in _BEHIND_TALKS)):
        doer = _behind(pieces, phrase.after, many=not side.parties)
    reach = _REACH if governed is not None else _REACH_LINKED
    status = governed[0] if governed is not None else moods.linking(text_of(pieces[outer:first]))
    if _is_brokered(pieces, low, first):
        status = None
    if len(side.parties) > 1:
        takes_part = status is not None or doer.parties <= side.parties
    elif side.parties:
        takes_part = True
    elif len(doer.parties) > 1:
        takes_part = first - doer.after <= reach and status not in ("proposed", None)
    else:
        unknown = pieces[min(phrase.after, len(pieces) - 1)].text == "with"  # "held talks with bankers"
        takes_part = governed is not None and status is not None and tells and not unknown
    if not takes_part:
        return _those_before(pieces, phrase, low, context) if doer is NOBODY and not side.parties else side
    others = tuple(p for p in side.participants if p not in doer.participants)
    return Side(side.parties | doer.parties, (*doer.participants, *others))


def _those_before(pieces: Sequence[Piece], phrase: _Phrase, low: int, context: Context) -> Side:
    """Whose talks are told of with no word before them, "Talks will resume in May": those named together."""
    following = pieces[min(phrase.head + 1, len(pieces) - 1)].text
    bare = pieces[phrase.head].text == "talks" and phrase.first == low == phrase.head
    if not bare or following not in STOPPERS | PREDICATES or len({p for piece in pieces for p in piece.parties}) > 1:
        return NOBODY
    pair = context.pair().parties
    return Side(pair) if not any(is_international(party) for party in pair) else NOBODY


def _who_agreed(pieces: Sequence[Piece], phrase: _Phrase, doer: Side, context: Context) -> tuple[Side, Time | None]:
    """Whose talks led to what the article says some agreed on, where none is named: "signed after five days of talks".

    With the day on which they agreed. `doer` is the subject beside the talks, who must be one of them.
    """
    following = {piece.text for piece in pieces[phrase.head + 1 : phrase.head + _REACH]}
    bare = phrase.first == phrase.head or pieces[phrase.first].text not in DETERMINERS
    if not bare or pieces[phrase.first - 1].text not in _BEHIND_TALKS or following & _WITH_WHOM:
        return NOBODY, None
    agreed, day = context.agreed() if NOUNS[pieces[phrase.head].text] == "talks" else (NOBODY, None)
    return (agreed, day) if doer.parties <= agreed.parties else (NOBODY, None)


def _lasts(piece: Piece) -> bool:
    """Whether a time says how long, "three days'", not when."""
    return piece.time is not None and piece.time.type == "DURATION"


def _name(pieces: Sequence[Piece], first: int, head: int) -> tuple[int, int] | None:
    """The text's own name of the encounter: the phrase without its article, where something tells it from others."""
    while first < head and (pieces[first].text in DETERMINERS or pieces[first].text in ("'s", "-")):
        first += 1
    if first + 1 < head and pieces[first].text == GUEST and pieces[first + 1].text == "'s":
        return _name(pieces, first + 2, head)
    telling = any(
        pieces[n].text in (PLACE, GUEST)
        or (pieces[n].text == TIME and not (pieces[n + 1].text == "'s" and _lasts(pieces[n])))
        or pieces[n].text in ORDINALS
        or pieces[n].text in LEVELS
        or pieces[n].text == "-"
        for n in range(first, head)
    )
    return (pieces[first].first, pieces[head].after) if telling else None
