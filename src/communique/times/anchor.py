"""From where a relative time is counted: the article's day, the day last spoken of, and the tense of the clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from communique.times.calendar import add_months, days_of
from communique.times.lexicon import CODES, MONTHS, words_of
from communique.times.tokens import EARLIEST, LATEST, Tokens

Tense = Literal["past", "future"]

COMING = 2  # months ahead that are meant rather than those of last year, which would be called "last March"
TURN = 6  # months back from which on a month told in a history is one of the year after
CLEAR = 60  # days on the wrong side of the article's from which on the tense decides on the year
FEW, MANY, MOST = 0.3, 6, 0.6  # weekdays and "today"s a year of a history, its years, the share of them long past
BACK, AHEAD = 20, 12  # words of the sentence that are looked through for a verb, before the expression and after it
_FUTURE = frozenset(
    words_of(
        "will 'll ll shall would expected scheduled planned due expects hopes intends intend intended tentatively"
        " upcoming slated tomorrow going should must deadline expires expire begins payable effective might may"
        " supposed projected planning starts opens closes ends resumes concludes meets arrives travels"
        " aiming hoping"
    )
)
# What is bound to happen in the plural: "talks resume on Saturday", but not "did not resume", "hoped to meet".
_AHEAD = frozenset(words_of("resume restart begin meet gather convene reconvene"))
_NO_AHEAD = frozenset({"to", "not", "did", "n't", "a", "an", "the"})
PAST = frozenset(
    words_of(
        "was were had did said told met left went took made came began found held sent ran shot got gave became fell"
        " rose saw won lost brought led wrote kept spoke stood hit set broke grew since ago killed sold bought"
        " paid built flew drove fled struck dealt cut"
    )
)
_NO_PAST = frozenset({"united", "indeed", "need", "hundred", "unspecified", "proposed", "estimated", "so-called"})
_ASKING = frozenset(
    {"propose", "proposed", "proposes", "proposing", "suggested", "suggests", "demanded", "demands", "insisted"}
)
_BE = frozenset({"is", "are", "'s", "’s", "was", "were"})
_BEFORE_TO = _BE | {"set", "about", "ready", "due"}  # "is to resume", "set to resume"
_PUT_OFF = frozenset({"extended", "prolonged", "postponed", "delayed", "deferred"})
_SOON = ("as early as", "as soon as")
_ENDS = frozenset({".", "!", "?", ";", "\n\n"})
_ABBREVIATED = frozenset(MONTHS) | {"mr", "mrs", "ms", "dr", "gen", "gov", "sen", "rep", "st", "lt", "col", "sgt", "no"}
_DEICTIC = re.compile(f"[{CODES['weekday']}{CODES['today']}]")
_DATED_YEAR = re.compile(
    f"[{''.join(CODES[name] for name in ('month', 'may', 'comma', 'in', 'of', 'by'))}]({CODES['yr']})"
)


@dataclass(slots=True)
class Anchor:
    """What has been said of times so far: changed as the expressions of an article are read one after another.

    `published` is the article's day; `mentioned` the value of the last dated expression and `at` the token where it
    stands; `quarter` the last fiscal quarter reported on, and `by_quarter` whether figures are being compared by
    quarters rather than by the "nine months" of a report; `carried` whether a year spoken of holds for the months after
    it, as in history books; `days_back` the days before the article's own to which the hours of a live page belong.
    """

    published: date | None
    mentioned: str | None = None
    at: int = -1000
    quarter: str | None = None
    by_quarter: bool = True
    carried: bool = False
    days_back: Mapping[int, int] = field(default_factory=dict)

    def day(self) -> date | None:
        """The first day of the time last spoken of; the article's day where none was."""
        begin = None if self.mentioned is None else days_of(self.mentioned)[0]
        return self.published if begin is None else day_from(begin)

    def year(self, month: int) -> int | None:
        """The year of a month that is told without one in a history: that last spoken of, or the one after it."""
        if not self.carried or self.mentioned is None or not self.mentioned[:4].isdigit():
            return None
        year, last = int(self.mentioned[:4]), self.mentioned[5:7]
        return year + (last.isdigit() and month <= int(last) - TURN)


def day_from(written: str | None) -> date | None:
    """The day that is written first in an ISO date; None where there is none, or none that one can count from."""
    try:
        day = date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def is_history(tokens: Tokens, published: date | None) -> bool:
    """Whether the text tells of years long past, one after another, and not of the days around an article."""
    at = [match.start(1) for match in _DATED_YEAR.finditer(tokens.codes)]
    long_past = [n for n in at if published is None or int(tokens.words[n]) < published.year - 1]
    if len(_DEICTIC.findall(tokens.codes)) > FEW * len(at):
        return False
    return len(long_past) >= MANY and len(long_past) >= MOST * len(at)


def tense_at(tokens: Tokens, first: int, after: int) -> Tense | None:
    """The tense of the verb that governs the expression: the nearest before it in its sentence, else one after it."""
    words = tokens.words
    begin, end = tokens.sentence(first) or (0, len(words))
    if first and words[first - 1] in ("by", "By", "until") and "had" not in words[max(first - BACK, begin) : first]:
        return "future"
    if " ".join(words[max(first - 3, 0) : first]).lower() in _SOON or lasts_to(words, first, after):
        return "future"
    for index in range(first - 1, max(first - BACK, begin) - 1, -1):
        word = words[index] if words[index] == "May" else words[index].lower()
        if word in _ENDS and not (word == "." and index and words[index - 1].lower() in _ABBREVIATED):
            break
        if word in _ASKING and words[index + 1].lower() == "that":
            return "future"  # "proposed that they meet on Tuesday"
        if tense := _tense(word, words[index - 1].lower() if index else ""):
            return tense
    for index in range(after, min(after + AHEAD, end)):
        word = words[index] if words[index] == "May" else words[index].lower()
        if word in _ENDS:
            break
        if tense := _tense(word, words[index - 1].lower()):
            return tense
    return None


def lasts_to(words: Sequence[str], first: int, after: int) -> bool:
    """Whether it is the day that something lasts to: "before Sunday's deadline", "extended to November"."""
    before = [word.lower() for word in words[max(first - 2, 0) : first]]
    if len(before) == 2 and before[1] == "to" and before[0] in _PUT_OFF:
        return True
    deadline = after + 1 < len(words) and words[after] in ("'s", "’s") and words[after + 1].lower() == "deadline"
    return deadline and before[-1:] in (["before"], ["by"], ["of"])


def _tense(word: str, before: str) -> Tense | None:
    if word in _FUTURE:
        return "past" if before == "been" else "future"
    if word in _AHEAD and before not in _NO_AHEAD:
        return "future"
    if (word == "set" and before in _BE) or (word == "to" and before in _BEFORE_TO):
        return "future"
    if word in PAST or (len(word) > 4 and word.endswith("ed") and word not in _NO_PAST):
        return None if before in ("to", "be") else "past"
    return None


def weekday_near(day: date, weekday: int, tense: Tense | None) -> date:
    """The day that a bare weekday (1 to 7) means in an article of `day`: the article's own, or the one before it.

    The one after it in the future tense.
    """
    back = (day.isoweekday() - weekday) % 7
    return day + timedelta(7 - back) if back and tense == "future" else day - timedelta(back)


def month_near(day: date, month: int, tense: Tense | None) -> int:
    """The year of the month (1 to 12) that an article of `day` means: the last one, or the next in the future tense.

    One of the coming months rather than one of almost a year ago, whatever the tense.
    """
    ahead = (month - day.month) % 12
    if tense == "future" or ahead <= COMING:
        return day.year + (month < day.month)
    return day.year - (month > day.month)


def year_of_day(day: date, month: int, number: int, tense: Tense | None) -> int:
    """The year in which a day of a month lies nearest to `day`; the 29th of February in a year that has one.

    The tense moves a day that lies further off than `CLEAR` days on the wrong side.
    """
    if tense and exists(day.year, month, number):
        year = min((day.year - 1, day.year, day.year + 1), key=lambda y: _distance(day, y, month, number))
        if tense == "past" and _days_ahead(day, year, month, number) > CLEAR:
            return year - 1
        if tense == "future" and _days_ahead(day, year, month, number) < -CLEAR:
            return year + 1
    found = (
        (abs((date(year, month, number) - day).days), year)
        for year in range(max(day.year - 4, 1), min(day.year + 4, 9999) + 1)
        if exists(year, month, number)
    )
    return min(found, default=(0, day.year))[1]


def _days_ahead(day: date, year: int, month: int, number: int) -> int:
    return (date(year, month, number) - day).days if exists(year, month, number) else 0


def _distance(day: date, year: int, month: int, number: int) -> int:
    return abs((date(year, month, number) - day).days) if exists(year, month, number) else 10**6


def exists(year: int, month: int, number: int) -> bool:
    """Whether the calendar has a day."""
    after = add_months(year, month, 1)
    return year >= 1 and after[0] <= 9999 and number <= (date(*after, 1) - timedelta(1)).day


_YEAR = re.compile(r"\d{4}")


def shifted_year(value: str, years: int) -> str:
    """`value` so many years on: "1989-Q3" a year back is "1988-Q3"; unchanged where it names no year."""
    if not _YEAR.match(value):
        return value
    year = int(value[:4]) + years
    return f"{year:04d}{value[4:]}" if 1 <= year <= 9999 else value
