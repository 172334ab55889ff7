"""The key days, by a rule that can be told in three sentences (`RULE`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.chronology.dates import FEW_DAYS, in_words
from communique.signs import counted
from communique.weave.occurrence import Occurrence, When

# A meeting that is proposed, planned or refused is talk of a meeting; these change what the parties do next.
TURNS = {
    "held": "was held",
    "ended without agreement": "ended without agreement",
    "called off": "was called off",
    "reinstated": "was reinstated",
}
# Chosen on an invented year of talks so that a summit told of by one origin stands beside an ordinary day of three.
TURN = 2  # origins that a turn counts for, beside its own
LEAST = 3  # weight below which no day is key
NEAR = 3  # days before and after, among which a key day weighs most: about what a story stays in the papers
CONFIRMED = 2  # origins from which on a turn makes its day key, whatever stands near
MOST = 3  # entries shown of one day

RULE = (
    f"A day weighs as much as it has independent origins, and {TURN} more if a meeting was held, broke up, was called "
    f"off or reinstated. It is key if it weighs {LEAST} or more and no day within {NEAR} days weighs more, or if such "
    f"a turn has {CONFIRMED} origins. Of a key day its turns are shown and whatever {CONFIRMED} origins tell, at most "
    f"{MOST} entries; where there is neither, what most articles tell of, or stands nearest the head of one."
)


@dataclass(frozen=True, slots=True)
class KeyDay:
    """A day that matters, in words, why it does, and what is shown of it; `hidden`: how many entries are not."""

    day: str
    why: str
    shown: tuple[Occurrence, ...]
    hidden: int


def key_days(occurrences: Iterable[Occurrence]) -> tuple[KeyDay, ...]:
    """The key days of these occurrences, in order; what has no day of its own is on none of them."""
    days: dict[date, list[Occurrence]] = {}
    for occurrence in occurrences:
        day = day_of(occurrence.when)
        if day is not None:
            days.setdefault(day, []).append(occurrence)
    weights = {day.toordinal(): _weight(on) for day, on in days.items()}
    found = []
    for day in sorted(days):
        why = _why(day, days[day], weights)
        if why is not None:
            shown = _foremost(days[day])
            words = in_words(When(day.isoformat(), day.isoformat(), "text"))
            found.append(KeyDay(words, why, shown, len(days[day]) - len(shown)))
    return tuple(found)


def day_of(when: When | None) -> date | None:
    """The first of the few days in which it happened; None where that may be any of many."""
    if when is None:
        return None
    first, last = date.fromisoformat(when.begin), date.fromisoformat(when.end)
    return first if (last - first).days < FEW_DAYS else None


def is_turn(occurrence: Occurrence) -> bool:
    """Whether a meeting was held, broke up, was called off or reinstated."""
    return occurrence.status in TURNS


def rank(occurrence: Occurrence) -> tuple[bool, int, int, int, str]:
    """What puts those of one day in order: turns, then what most origins and articles tell of, then the news first.

    The news is what stands nearest the head of an article: it is written so that it can be cut from below.
    """
    head = min((span.start for account in occurrence.accounts for span in account.spans), default=0)
    return not is_turn(occurrence), -len(occurrence.origins), -occurrence.articles, head, occurrence.id


def _weight(on: Sequence[Occurrence]) -> int:
    return _origins(on) + TURN * any(is_turn(occurrence) for occurrence in on)


def _origins(on: Iterable[Occurrence]) -> int:
    return len({(origin.kind, origin.id) for occurrence in on for origin in occurrence.origins})


def _why(day: date, on: Sequence[Occurrence], weights: Mapping[int, int]) -> str | None:
    number = day.toordinal()
    turns = [occurrence for occurrence in on if is_turn(occurrence)]
    return why_key(
        weight=weights[number],
        before=max(weights.get(number - apart, 0) for apart in range(1, NEAR + 1)),
        after=max(weights.get(number + apart, 0) for apart in range(1, NEAR + 1)),
        origins=_origins(on),
        turns=[turn.status or "" for turn in turns],
        confirmed=any(len(turn.origins) >= CONFIRMED for turn in turns),
    )


def why_key(*, weight: int, before: int, after: int, origins: int, turns: Sequence[str], confirmed: bool) -> str | None:
    """Why a day is key, in words; None where it is not.

    `before` and `after` are the largest weights of the days near it, `turns` what became of meetings on it, and
    `confirmed` whether one of these has origins enough to make it key by itself.
    """
    peak = weight >= LEAST and weight > before and weight >= after  # of equals, the first
    if not peak and not confirmed:
        return None
    told = f"{counted(origins, 'origin')} that day"
    what = dict.fromkeys(f"a meeting {TURNS[turn]}" for turn in turns)
    return ", ".join((*what, told)) if what else f"{told}, and no day within {NEAR} days has more"


def _foremost(on: Sequence[Occurrence]) -> tuple[Occurrence, ...]:
    """The few that matter most, the foremost first."""
    ranked = sorted(on, key=rank)
    told = [occurrence for occurrence in ranked if is_turn(occurrence) or len(occurrence.origins) >= CONFIRMED]
    return tuple(told[:MOST] or ranked[:1])
