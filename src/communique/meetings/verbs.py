"""Encounters told by a verb: "met Kim", "received the envoy", "will travel to Pyongyang"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.meetings import moods
from communique.meetings.clauses import at_head, clause, denied, inner, proposed_that, setting, text_of
from communique.meetings.guests import NOBODY, Side, guests_after, relative, subject
from communique.meetings.lexicon import (
    AGREEMENTS,
    ARGUES,
    DETERMINERS,
    DINES,
    HOSTS,
    INVITES,
    LEADS,
    LED,
    MEETS,
    PEOPLE,
    PREPOSITIONS,
    REACHES,
    RETURNS,
    SEES,
    SHAKES,
    SIGNS,
    SITS,
    SPENDS,
    SUBORDINATORS,
    TAKEN,
    TAKES,
    TALKED,
    TELLS,
    TRAVELLED,
    TRAVELS,
    VISITS,
    words,
)
from communique.meetings.pieces import GUEST, PLACE, TIME, Piece
from communique.meetings.sighting import Context, Sighting, several, still_to_come
from communique.reading import MeetingStatus

VERBS = (
    MEETS | HOSTS | SITS | TALKED | SEES | VISITS | TRAVELS | INVITES | DINES | SIGNS | SHAKES
    | LEADS | TAKES | RETURNS | ARGUES | REACHES | TELLS | SPENDS
)  # fmt: skip
_OBJECT = 7  # pieces from a verb to the noun of its object: "reached a first and long-sought agreement"
_TITLES = words("president premier chancellor minister king leader")
_HOURS = words("hours days hour minutes")
_THERE = words("in at on during T")
_BARE = words("meet visit host receive greet welcome")
_NOUNS_TOO = words("visit visits host hosts talk")
_BEFORE_VERB = words(
    "N T to will would may might can could should must did does do he she they who we it and also not , 'll never again"
)
_PASSIVE = words("was were been be being is are")
_ADVERBS = words(
    "again together face there here twice once briefly privately secretly separately late early regularly alone and "
    "but yesterday today later earlier soon first last three four several many frequently often daily one informally"
)
_PRESENT = words("meet meets receive receives host hosts welcome welcomes greet greets sit sits visit visits")
_GERUND_AFTER = words(
    "while when after before by without since is are was were be been being of about in from 're 's and to for"
)


def verbs(pieces: Sequence[Piece], context: Context, used: set[int]) -> Iterator[Sighting]:
    """The encounters that the verbs of a sentence tell. `used` gathers the pieces that are their objects."""
    for n, piece in enumerate(pieces):
        if piece.text not in VERBS or (piece.text == "meeting" and not is_verb(pieces, n)) or _is_noun(pieces, n):
            continue
        outer, high = clause(pieces, n, n + 1)
        if outer == n > 1 and piece.text.endswith("ing"):  # "while meeting with Lavrov"
            outer, _ = clause(pieces, n - 1, n)
        low = inner(pieces, outer, n)
        doer = subject(pieces, low, n, used=frozenset(used))
        if doer is NOBODY:
            doer = relative(pieces, low)
        titled = _titled(pieces, low, n) if doer is NOBODY else None
        if titled is not None:
            doer = _bearer(pieces, titled, context)
            if doer is NOBODY:
                continue  # somebody is meant, and nobody can say who
        if doer is NOBODY and n > low and pieces[n - 1].text == "group" and len(context.circles) == 1:
            doer = Side(context.circles)  # "proposed that the group meet again"
        found = _told(pieces, n, low, high, doer, context)
        if found is None:
            continue
        sighting, other = found
        used.update(range(other.first, other.after))
        used.update(m for m in range(other.after, len(pieces)) if pieces[m].actor in other.participants)
        yield sighting


def _titled(pieces: Sequence[Piece], low: int, verb: int) -> int | None:
    """Where the verb's subject is a title without a name: "said | the president would meet"; None where it is none."""
    for n in range(verb - 1, low - 1, -1):
        if pieces[n].text in _TITLES:
            return n if n > 0 and pieces[n - 1].text in ("the", "prime") else None
        if pieces[n].text in PREPOSITIONS or pieces[n].text in ("and", ",", GUEST, PLACE):
            return None
    return None


def _bearer(pieces: Sequence[Piece], title: int, context: Context) -> Side:
    """The last person before the title at `title`, in the sentence, who is called so, or NOBODY."""
    for piece in reversed(pieces[:title]):
        if piece.actor is not None and context.house.is_called(piece.actor, pieces[title].text):
            return Side(piece.parties, (piece.actor,), title, title + 1)
    return NOBODY


def _is_noun(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "visits" or "hosts" is a noun here: "his official visits", "hosts China and Japan"."""
    if pieces[at].text not in _NOUNS_TOO:
        return False
    return at == 0 or not (pieces[at - 1].text in _BEFORE_VERB or pieces[at - 1].text in PEOPLE)


def is_verb(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "meeting" is a form of "meet" here: "are meeting", "while meeting with Lavrov"."""
    before = pieces[at - 1].text if at else "¶"
    after = pieces[at + 1].text if at + 1 < len(pieces) else "."
    if before in ("is", "are", "was", "were", "be", "been", "'re", "'s", "while", "forward", "to"):
        return before != "'s" or after in (GUEST, "with")
    return before in _GERUND_AFTER and (after in (GUEST, "with") or after in DETERMINERS)


def _told(
    pieces: Sequence[Piece], at: int, low: int, high: int, doer: Side, context: Context
) -> tuple[Sighting, Side] | None:
    """The encounter that the verb at `at` tells, with its object; None where it tells of none."""
    verb = pieces[at].text
    after = at + 1
    if verb in MEETS | DINES | TALKED | SITS:
        while after < high and pieces[after].text in (
            "with",
            "up",
            "down",
            "together",
            "again",
            "privately",
            "briefly",
            "secretly",
            "beside",
            "to",
        ):
            after += 1
        if verb in SITS:
            after = _at_table(pieces, after)
        sat = [piece.text for piece in pieces[at + 1 : after]]
        if (verb in SITS and not {"down", "beside", "with"} & set(sat)) or (
            verb in TALKED | DINES and "with" not in sat and not ("to" in sat and pieces[low - 1].text == "where")
        ):
            return None
        other = guests_after(pieces, after, high)
        if not other.parties and not _ends_there(pieces, after):
            return None
        both = doer + other if other.parties else doer
        if not doer.parties or (len(both.parties) < 2 and not other.parties):
            both = several(pieces, low, at, context) + both
    elif at and verb.endswith("ed") and pieces[at - 1].text in _PASSIVE:
        return None
    elif verb in HOSTS or verb in SEES:
        other = guests_after(pieces, after, high)
        if not other.parties or (verb in SEES and at and pieces[at - 1].text not in ("after", "before")):
            return None
        if not other.participants and not _people(pieces, other):
            return None
        both = doer + other
    elif verb in SHAKES:
        if pieces[at + 1 : at + 2] == [] or pieces[at + 1].text != "hands":
            return None
        with_ = at + 2 < high and pieces[at + 2].text == "with"
        other = guests_after(pieces, at + 3, high) if with_ else NOBODY
        both = doer + other if other.parties else doer
    elif verb in SIGNS or verb in REACHES:  # "envoys of the two signed a truce", "they reached a deal in Lima"
        envoys = verb in SIGNS and not PEOPLE.isdisjoint(piece.text for piece in pieces[low:at])
        if len(doer.parties) < 2 or not (envoys or _agreement_there(pieces, at, high)):
            return None
        other, both = NOBODY, doer
    elif verb in INVITES:
        other = guests_after(pieces, after, high, many=False)
        if not other.parties or not other.participants:
            return None
        both = doer + other
    elif verb in ARGUES:
        other = NOBODY
        both = doer if len(doer.parties) > 1 else several(pieces, low, at, context)
        if not _at_length(pieces, at + 1):
            return None
    elif verb in TELLS or verb in SPENDS:
        found = _told_there(pieces, at, high) if verb in TELLS else _spent_with(pieces, at, high)
        if found is None or not doer.participants:
            return None
        other, both = found, doer + found
    elif verb in RETURNS:
        other, both = NOBODY, several(pieces, low, at, context)
        if PLACE not in [piece.text for piece in pieces[at + 1 : at + 4]] or (
            verb.startswith("return") and pieces[min(at + 1, len(pieces) - 1)].text != "to"
        ):
            return None
    else:
        return _visit(pieces, at, low, high, doer, context)
    circle = verb in MEETS and not other.parties and context.house.is_circle(both.parties)
    if (len(both.parties) < 2 and not circle) or (verb in HOSTS | INVITES | SEES and not doer.parties):
        return None
    if verb in MEETS and other.parties and pieces[at - 1].text == "both":
        return None
    said = _mood(pieces, at, low, high, context)
    if said is not None and verb in INVITES and said[0] == "held":
        accepted = "accepted" in {piece.text for piece in pieces[high:]} | {piece.text for piece in pieces[at:high]}
        said = ("planned" if accepted else "proposed"), False
    if other.parties and not other.participants and not _ends_there(pieces, other.after):
        return None  # "refused to meet its EU obligations"
    sighting = _sighting(pieces, at, low, high, both, said, context)
    if verb.startswith("welcom") and sighting.place is None:  # "welcomed him to the podium", "welcomed the new envoy"
        return None
    return sighting, other


def _agreement_there(pieces: Sequence[Piece], at: int, high: int) -> bool:
    """Whether the object of the verb at `at` is an agreement, and the clause says where it came about."""
    near = pieces[at + 1 : min(at + _OBJECT, high)]
    end = next((n for n, piece in enumerate(near) if piece.text in AGREEMENTS), None)
    return end is not None and setting(pieces, at + 1 + end, high)[0] is not None


def _at_length(pieces: Sequence[Piece], start: int) -> bool:
    """Whether it went on for hours or days, "for four hours", not "for years"."""
    near = [piece for piece in pieces[start : start + 2] if piece.time is not None]
    return bool(near) and pieces[start].text in ("for", TIME) and _is_sitting(near[0])


def _is_sitting(piece: Piece) -> bool:
    """Whether a time is as long as somebody sits at a table: hours, or days."""
    value = piece.time.value if piece.time is not None else ""
    return value.startswith("PT") or (value.startswith("P") and value.endswith("D"))


def _told_there(pieces: Sequence[Piece], at: int, high: int) -> Side | None:
    """The person whom somebody tells something at a place: "told Lunt in Lima"; None where no place is given."""
    other = guests_after(pieces, at + 1, high, many=False)
    if not other.participants or other.after >= high or pieces[other.after].text not in _THERE:
        return None
    return other if setting(pieces, other.after, high)[0] is not None else None


def _spent_with(pieces: Sequence[Piece], at: int, high: int) -> Side | None:
    """With whom somebody spends hours or days: "had three good days in Lima with Lunt"; None where it is not that."""
    texts = [piece.text for piece in pieces[at + 1 : high]]
    near = enumerate(pieces[at + 1 : min(at + 1 + _OBJECT, high)])
    hours = next((n for n, piece in near if piece.text in _HOURS or _is_sitting(piece)), None)
    if hours is None or "with" not in texts[hours : hours + _OBJECT]:
        return None
    other = guests_after(pieces, at + 2 + texts.index("with", hours), high)
    return other if other.participants else None


def _at_table(pieces: Sequence[Piece], after: int) -> int:
    """The piece behind "at one table with", or `after` where these words do not stand there."""
    texts = [piece.text for piece in pieces[after : after + 4]]
    return after + 4 if texts[:1] == ["at"] and texts[2:] == ["table", "with"] else after


def _ends_there(pieces: Sequence[Piece], after: int) -> bool:
    """Whether no object can follow at `after`: "met in Geneva", "met face to face"; but "meet the bar"."""
    if after >= len(pieces):
        return True
    text = pieces[after].text
    return text in _ADVERBS or text in PREPOSITIONS or text in (TIME, PLACE, GUEST) or not text[0].isalnum()


def _people(pieces: Sequence[Piece], other: Side) -> bool:
    return any(piece.text != GUEST for piece in pieces[other.after : other.after + 1]) and other.after < len(pieces)


def _visit(
    pieces: Sequence[Piece], at: int, low: int, high: int, doer: Side, context: Context
) -> tuple[Sighting, Side] | None:
    """A journey of somebody to the capital or the country of another party that the article names."""
    verb = pieces[at].text
    start = at + 1
    carried = LED if verb in LEADS else TAKEN if verb in TAKES else None
    if carried is not None:
        start += next((n + 1 for n, piece in enumerate(pieces[start : start + _OBJECT]) if piece.text in carried), high)
    for n in range(start, min(start + 3, high)):
        if pieces[n].text == PLACE and (verb in VISITS or pieces[n - 1].text == "to"):
            break
        if pieces[n].text not in ("to", "the", "back", "on", "T"):
            return None
    else:
        return None
    state = context.host(pieces[n], visit=verb in VISITS)
    if state is None or state in doer.parties or not doer.parties or (len(doer.parties) > 1 and carried is None):
        return None
    said = _mood(pieces, at, low, high, context)
    both = Side(doer.parties | {state}, doer.participants, doer.first, doer.after)
    return _sighting(pieces, at, low, high, both, said, context, visit=pieces[n]), NOBODY


def _mood(pieces: Sequence[Piece], at: int, low: int, high: int, context: Context) -> tuple[MeetingStatus, bool] | None:
    """What the words around the verb make of the encounter; None where it is denied or only supposed."""
    verb = pieces[at].text
    opener = max(low - 1, 0)
    if at and pieces[at - 1].text == "to" and (purpose := _purpose(pieces, low, at)) is not None:
        return purpose
    if denied(pieces, low):
        return None
    if verb.endswith("ing") and at and pieces[at - 1].text in SUBORDINATORS:
        return ("planned", True) if pieces[at - 1].text in ("before", "until") else ("held", False)
    left = text_of(pieces[opener:at])
    whole = text_of(pieces[low:])
    mood = moods.before(left)
    if mood == moods.NOTHING:
        return None
    if mood == "planned" and moods.conditional(whole):
        mood = "proposed"
    if mood == "planned" and "after all" in whole:
        mood = "reinstated"
    if at and pieces[at - 1].text == "to" and (mood is None or not moods.aims(left)):
        return None
    if mood is not None:
        return mood, False  # type: ignore[return-value]
    if verb in _BARE and proposed_that(pieces, low):  # "proposed that they meet"
        return "proposed", False
    if verb in _BARE and at and pieces[at - 1].text in ("and", ",") and moods.coming(left):
        return "planned", False
    _, time = setting(pieces, at, high)
    if verb.endswith("ing") and at and pieces[at - 1].text in ("is", "are", "'re"):
        return ("planned" if context.is_future(time) else "under way"), False
    awaited = verb in _PRESENT and (pieces[opener].text in ("when", "before", "until", "once") or "by the time" in left)
    if verb != "met" and (context.is_future(time) or awaited):
        return "planned", False
    return "held", False


def _purpose(pieces: Sequence[Piece], low: int, at: int) -> tuple[MeetingStatus, bool] | None:
    """What a journey makes of the meeting that is its purpose: "flew to Washington to meet Trump"."""
    for n in range(at - 1, low, -1):
        if pieces[n].text in TRAVELLED:
            mood = moods.before(text_of(pieces[max(low - 1, 0) : n]))
            return ("held", True) if mood is None else None if mood == moods.NOTHING else (mood, False)  # type: ignore[return-value]
    return None


def _sighting(
    pieces: Sequence[Piece],
    at: int,
    low: int,
    high: int,
    both: Side,
    told: tuple[MeetingStatus, bool] | None,
    context: Context,
    *,
    visit: Piece | None = None,
) -> Sighting:
    said = (told,) if told is not None else ()
    place, time = setting(pieces, at + 1, high, to=pieces[at].text in HOSTS | INVITES)
    place = place or at_head(pieces, low)
    if visit is not None:
        place = visit.first, visit.after
    rest = [piece.text for piece in pieces[at:high]]
    begin = min(low, both.first) if both.first >= low else low
    if told is not None and told[0] == "held" and moods.fruitless(text_of(pieces[at:])):
        said = (("ended without agreement", False),)
    time = still_to_come(said, time, context)
    return Sighting(
        (pieces[at].first, pieces[at].after),
        (pieces[begin].first, pieces[high - 1].after),
        "visit" if visit is not None else None,
        both.parties,
        both.participants,
        place,
        None,
        time,
        fresh="again" in rest or ("third" in rest and "time" in rest),
        said=said,
        void=told is None,
        headline=context.headline,
        circle=context.house.is_circle(both.parties),
    )
