"""Lengths of time that are counted from an event: "two weeks before the Hanoi summit", "hours after the talks"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from communique.encounters import Naming, load, named
from communique.reading import Span, Time
from communique.times.anchor import PAST
from communique.times.extents import Found
from communique.times.looking import Seen
from communique.times.tokens import Tokens

FAR = 4  # words between "before" and the event's noun: "after their second round of talks"
BESIDE = 6  # words between the noun and the day that it is told to be on: "the summit in New York on June 12"
# Days by which a length that is told in such units may miss: half of one.
HALVES = {"D": 0, "W": 3, "M": 15, "Y": 182}
_LENGTHS = {"D": 1, "W": 7, "M": 30.44, "Y": 365.24}
_SIDES = {"before": -1, "after": 1, "following": 1}
_EVENTS = frozenset({"summit", "talks", "meeting", "conference", "negotiations", "signing", "election", "vote"})
_ENDED = frozenset({"ended", "collapsed", "closed", "concluded", "failed", "broke"})
_BEGAN = frozenset({"began", "opened", "started"})
_VERBS = frozenset({"was", "were", "is", "are", "had", "has", "have", "will", "would", "could", "may", "might", "can"})
_NO_NAME = frozenset({"he", "she", "it", "they", "we", "who", "which", "that", "and", "but", "to"})
_STOPS = frozenset({",", ".", ";", ":", "\n\n", "(", ")", "”", "“", '"', "—", "–"})
_JOINING = frozenset(
    {
        "on",
        "in",
        "of",
        "at",
        "for",
        "set",
        "held",
        "planned",
        "scheduled",
        "due",
        "took",
        "place",
        ",",
        "was",
        "were",
        "is",
    }
    | {"will", "be", "to"}
)
_LENGTH = re.compile(r"P(T)?(\d+|X)([DWMYHS])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HOURS = 24

Days = tuple[date, date]


def from_events(times: Sequence[Time], seen: Seen, actors: Collection[str]) -> tuple[Time, ...]:
    """`times`, of which those that are counted from an event have the days on which they end (or begin).

    The event is one of the known encounters, by its name (`actors`, who stand in the text, say which of that name), or
    a summit, talks and the like of which the article itself tells one day, or the one known encounter. Type and value
    stay those of the length. What is counted from anything else is as it was.
    """
    words = seen.tokens.words
    places = {seen.tokens.span(each.first, each.after): each for each in seen.found}
    counted = [
        (number, place, _SIDES[words[place.after].lower()])
        for number, time in enumerate(times)
        if time.type == "DURATION"
        and (place := places.get(time.span)) is not None
        and place.after < len(words)
        and words[place.after].lower() in _SIDES
    ]
    if not counted:
        return tuple(times)
    namings = list(named(words, load(), actors))
    by_noun = _by_noun(times, places, seen.tokens, namings)
    found = list(times)
    for number, place, side in counted:
        event = _event(seen.tokens, place.after + 1, namings, by_noun, side)
        days = None if event is None else _counted(found[number].value, side, event)
        if days is not None:
            found[number] = replace(found[number], begin=days[0].isoformat(), end=days[1].isoformat())
    return tuple(found)


def _by_noun(
    times: Sequence[Time], places: Mapping[Span, Found], tokens: Tokens, namings: Sequence[Naming]
) -> Mapping[str, set[Days]]:
    """The days of the events of a text, by their noun: those it tells itself, else those of the encounters it names."""
    told: defaultdict[str, set[Days]] = defaultdict(set)
    for time in times:
        place = places.get(time.span)
        if place is None or time.type != "DATE" or not _DAY.fullmatch(time.value) or time.begin is None:
            continue
        noun = _noun_beside(tokens.words, place)
        if noun is not None:
            day = date.fromisoformat(time.begin)
            told[noun].add((day, day))
    known: defaultdict[str, set[Days]] = defaultdict(set)
    for naming in namings:
        for noun in _EVENTS.intersection(word.lower() for word in tokens.words[naming.first : naming.after]):
            known[noun] |= {_days(naming)} if len(naming.meant) == 1 else {(date.min, date.min), (date.max, date.max)}
    return {**known, **told}


def _noun_beside(words: Sequence[str], place: Found) -> str | None:
    """The noun of the event whose day stands beside it: "the June 12 summit", "the summit in Vienna on June 12"."""
    for word in words[place.after : place.after + 2]:
        if word.lower() in _EVENTS:
            return word.lower()
        if word not in ("'s", "’s"):
            break
    for word in reversed(words[max(place.first - BESIDE, 0) : place.first]):
        if word.lower() in _EVENTS:
            return word.lower()
        if not (word.lower() in _JOINING or word[:1].isupper()):
            break
    return None


def _days(naming: Naming) -> Days:
    (encounter,) = naming.meant
    return encounter.days


def _event(
    tokens: Tokens, at: int, namings: Sequence[Naming], by_noun: Mapping[str, set[Days]], side: int
) -> date | None:
    """The day from which one counts on that `side` of the event named at the word `at`; None where it is unknown."""
    words = tokens.words
    starting = {naming.first: naming for naming in namings if at <= naming.first <= at + FAR}
    for index in range(at, min(at + FAR + 1, len(words))):
        naming, word = starting.get(index), words[index].lower()
        if naming is not None:
            days = _days(naming) if len(naming.meant) == 1 else None
            return _counted_from(days, words[naming.after : naming.after + 1], side)
        if word in _EVENTS:
            told = by_noun.get(word, set())
            days = next(iter(told)) if len(told) == 1 else None
            return _counted_from(days, words[index + 1 : index + 2], side)
        if word in _STOPS or word in _NO_NAME or word in _VERBS or word in PAST:
            return None
    return None


def _counted_from(days: Days | None, following: Sequence[str], side: int) -> date | None:
    """The first or the last of the days; None where a verb follows that makes another event of it ("was announced")."""
    verb = following[0].lower() if following else ""
    if days is None or verb in _VERBS or (verb in PAST | {"collapsed"} and verb not in _ENDED | _BEGAN):
        return None
    if verb in _BEGAN:
        return days[0]
    return days[1] if side > 0 or verb in _ENDED else days[0]


def _counted(value: str, side: int, day: date) -> Days | None:
    """The days on which a length of that value ends, or begins, that is counted from `day`; None for a vague one.

    So many days are a day, hours the day or the one beside it, and weeks, months and years are as exact as their unit.
    """
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    if match[1]:
        if match[2] != "X" and int(match[2]) >= _HOURS:
            return None
        other = day + timedelta(side)
        return min(day, other), max(day, other)
    if match[2] == "X" or match[3] not in HALVES:
        return None
    try:
        middle = day + timedelta(side * round(int(match[2]) * _LENGTHS[match[3]]))
        half = timedelta(HALVES[match[3]])
        return middle - half, middle + half
    except OverflowError:  # so many years that no calendar reaches
        return None
