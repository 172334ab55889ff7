"""What became of an encounter that a noun names: from its verb, its predicate, an adjective, a preposition, a day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.meetings import moods
from communique.meetings.clauses import text_of
from communique.meetings.lexicon import ANAPHORIC, FRESH, words
from communique.meetings.pieces import Piece
from communique.meetings.sighting import Context, Said
from communique.reading import MeetingStatus, Time

_PAST = re.compile(r"(?:had|was|were|\w+ed)\b")
# What was done at an encounter: "the terms agreed at the summit".
_DONE_THERE = re.compile(r"\b(?:agreed|signed|made|reached|given|promised|pledged|adopted) (?:at|during|in)$")
_STATUS_ADJECTIVES: dict[str, MeetingStatus] = {
    **dict.fromkeys(("planned", "upcoming", "scheduled", "forthcoming", "long-planned", "expected"), "planned"),
    **dict.fromkeys(("proposed", "possible", "potential", "prospective", "suggested"), "proposed"),
    **dict.fromkeys(("cancelled", "canceled", "postponed", "suspended", "aborted", "called-off"), "called off"),
    **dict.fromkeys(("failed", "collapsed", "fruitless", "abortive", "inconclusive"), "ended without agreement"),
}
_DONE = words("is are was were been 're 's by after from while following since despite of")
_AWAITING = words("when once until before")
_PRESENT = words(
    "hold holds have has attend attends host hosts pay pays give gives join joins chair chairs convene convenes open "
    "opens begin begins start starts resume resumes enter enters"
)
_KNOWN = words("the his her their")
_AIM = words("on for about at to towards")  # "efforts on resuming the talks"


def taken_up(pieces: Sequence[Piece], head: int, first: int) -> Said:
    """Whether an encounter that the sentence calls off before is to go ahead as planned."""
    words = text_of(pieces[head:])
    if not re.search(r"\b(?:as planned|after all)\b", words[:120]):
        return ()
    before = text_of(pieces[:first])
    return (("reinstated", False),) if re.search(r"\boff\b|\bcancel|\brevers|\bscrap", before) else ()


def outcome(
    left: str,
    right: str,
    before: Sequence[str],
    time: Time | None,
    context: Context,
    rest: str,
    governed: tuple[MeetingStatus, str] | None,
) -> Said | None:
    """What the words around a phrase make of its encounter; None where it is denied.

    `left` and `right` are the words of its clause around the phrase, `before` those inside it before its noun, `rest`
    all from the noun on; `governed` is what `moods.governing` says of `left`.
    """
    if before and before[0] in ("no", "neither"):
        return None
    if moods.extends(left):
        return ()
    future = context.is_future(time)
    if governed is not None:
        return _governed(left, before, rest, governed, future=future)
    predicate = moods.following(right)
    if predicate is not None:
        if left.startswith(("if ", "unless ")) or left in ("if", "unless"):  # "if the talks collapsed"
            return () if before and before[0] in _KNOWN else None
        status, between = predicate
        result = _combined(status, "proposed" if left.startswith("whether") else moods.before(between))
        return () if result is None else _ended(result, rest, future=future)
    adjective = next((_STATUS_ADJECTIVES[word] for word in before if word in _STATUS_ADJECTIVES), None)
    if adjective is not None:
        return ((adjective, adjective in ("planned", "proposed")),)
    if not before and left.endswith(" in"):  # "in talks with Seoul"
        return (("under way", True),)
    linked = moods.linking(left)
    if linked is not None:
        done = _DONE_THERE.search(left) is not None and " be " not in left
        mood = None if done else moods.before(left.rsplit(" ", 1)[0])
        if linked == "held" and mood in ("planned", "proposed") and left.endswith((" at", " during", " in", " from")):
            linked = "planned"
        if linked == "held" and left.endswith(" during") and moods.coming(left):
            linked = "planned"
        if future or (linked == "held" and left.startswith(("during", "in", "at")) and moods.is_ahead(right)):
            linked = "planned"
        elif linked == "planned" and context.is_past(time):
            linked = "held"
        return ((linked, True),)
    if before and before[0] in ("no", "any"):
        return None
    if before and before[0] in ANAPHORIC and not FRESH & set(before) and _PAST.match(right) and not future:
        return (("held", True),)
    return (("planned", True),) if future else (("held", True),) if context.is_past(time) else ()


def _governed(
    left: str, before: Sequence[str], rest: str, governed: tuple[MeetingStatus, str], *, future: bool
) -> Said | None:
    """What the verb before the phrase makes of the encounter, as the words before that verb have it."""
    status, further = governed
    mood = moods.before(further)
    verb = left[len(further) :].split(maxsplit=1)
    if mood is None and status in ("held", "under way") and verb[0].endswith("ing"):
        mood = _of_gerund(further)
    elif mood is None and status in ("held", "under way") and further.endswith(" to"):
        mood = moods.NOTHING  # "it is a good idea to hold the talks in stages"
    result = _combined(status, mood)
    if result is None:
        return () if before and before[0] in _KNOWN else None
    if result in ("held", "under way") and verb[0] in _PRESENT and left.split(maxsplit=1)[0] in _AWAITING:
        result = "planned"  # "when she pays a visit to Lima"
    if result == "ended without agreement" and moods.is_to_come(rest):
        return (("called off", False),)
    if result == "planned" and status == "called off":
        return (("planned", True),)
    return _ended(result, rest, future=future)


def _ended(status: MeetingStatus, rest: str, *, future: bool) -> Said:
    """The status, corrected by what the rest of the sentence says of the end, and by a day that is still to come."""
    if status in ("held", "under way", "ended without agreement") and moods.fruitless(rest):
        return (("ended without agreement", False),)
    return (("planned" if status == "held" and future else status, False),)


def _of_gerund(left: str) -> str | None:
    """What the words before "holding" or "resuming" make of it; None where they let it be done."""
    word = left.rsplit(" ", 1)[-1]
    return None if word in _DONE else "proposed" if word in _AIM else moods.NOTHING


def _combined(status: MeetingStatus, mood: str | None) -> MeetingStatus | None:
    """What a verb's own sense and the words before it come to together; None: nothing can be said."""
    if mood is None:
        return status
    if status in ("held", "under way"):
        return None if mood == moods.NOTHING else mood  # type: ignore[return-value]
    if status == "called off":
        return "planned" if mood == "proposed" else None if mood == moods.NOTHING else status
    if status == "refused":
        return "proposed" if mood == moods.NOTHING else None if mood == "proposed" else status
    if status == "reinstated":
        return "proposed" if mood in ("proposed", "planned") else None if mood == moods.NOTHING else status
    if status == "ended without agreement":
        return None if mood in (moods.NOTHING, "proposed") else status
    if status == "planned":
        return None if mood in (moods.NOTHING, "refused") else "proposed" if mood == "proposed" else status
    return None if mood == moods.NOTHING else "refused" if mood == "refused" else status
