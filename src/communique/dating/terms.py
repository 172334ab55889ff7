"""Who is called by an office: the article is of the time in which they held it."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from communique.dating.clue import Clue, in_words
from communique.dating.days import joined, since
from communique.dating.material import Material
from communique.reading import Span
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import Office

# Offices whose holders the table has without gaps; a spokesman's or an envoy's first day is seldom known.
_OFFICES = frozenset(
    (
        *("president", "vice-president", "prime-minister", "chancellor", "king", "queen", "emperor", "pope", "leader"),
        *("supreme-leader", "foreign-minister", "secretary-of-state", "defence-minister", "defence-secretary"),
        *("finance-minister", "treasury-secretary", "national-security-adviser", "secretary-general"),
    )
)
_ANY = frozenset({"leader", "minister", "secretary", "dictator", "strongman"})  # without a state, of whatever it may be
# What happens now, to whoever wrote this: the weekday habit of news, and "today".
_NOW = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|tonight"
    r"|this (?:week|month|morning|afternoon|evening)|earlier in the day)\b"
)
_ONCE = re.compile(
    r"\b(?:(?:19|20)\d\d|ago|anniversary|then|former|late|under|during|era|once|would-be|ex|how|recall(?:s|ed|ing)?"
    r"|remember(?:s|ed|ing)?|memoirs?|legacy|biography|museum)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:[\s,]|(?:has|had|have|also)\b)*(?:said|says|told|warned|urged|announced|vowed|insisted|met|arrived|denied"
    r"|expressed|left|visited|signed|ordered|rejected|called|will)\b"
)
# What may stand before the subject of a sentence: nothing, a word or two, or a clause with its comma, or a quotation.
_OPENING = re.compile(r"(?:.*[,”\"’]\s+)?(?:[\w.]+\s+){0,2}", re.DOTALL)
_NAME = re.compile(r"\s+(?:[A-Z][\w.’'-]*\s?){1,4}")
_SUPPOSED = re.compile(r"(?:\b(?:an?|next|future|possible|become|becoming)\s+|-)$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:will|would|could|might|may|if|should)\b", re.IGNORECASE)  # "what President Doe would do"
_LONGEST = 12  # letters of the longest word of these, with its space


def terms(given: Material, known: Knowledge) -> Iterator[Clue]:
    """A clue for each title that stands beside a name of the tables: when its office was held.

    Where the sentence tells of the days around its writing, the whole of each term; where it may look back ("President
    Carter gave up the canal"), from the first on.
    """
    text, sentences = given.text, given.sentences
    starts = [sentence.start for sentence in sentences]
    for titled in given.who.titled:
        span, keys = titled.span, [key for key in titled.keys if key[0] in _OFFICES]
        rows = [o for o in known.offices.of_person(titled.actor) if any((key, o.of) in keys for key in o.keys)]
        if not rows or any(row.earliest is None for row in rows) or span.of(text).lower() in _ANY:
            continue
        if _SUPPOSED.search(text, max(span.start - _LONGEST, 0), span.start):
            continue
        at = bisect_right(starts, span.start) - 1
        start, end = sentences[at] if at >= 0 and span.start < sentences[at].end else (span.start, span.start)
        clue = _clue(rows, known.tables.people[titled.actor].name, span, text, Span(start, end))
        if clue is not None:
            yield clue


def _clue(rows: Sequence[Office], name: str, span: Span, text: str, around: Span) -> Clue | None:
    sentence, start = around.of(text), around.start
    days = joined(_term(row) for row in rows)
    named = _NAME.match(text, span.end)
    now = _NOW.search(sentence) is not None
    opens = _OPENING.fullmatch(sentence[: max(span.start - start, 0)]) is not None
    acts = opens and named is not None and _ACTS.match(text, named.end() - 1) is not None
    if (now or acts) and not _ONCE.search(sentence):
        held = " and ".join(f"from {in_words(a)}" + ("" if b == date.max else f" to {in_words(b)}") for a, b in days)
        why = f"tells what {name} does as {rows[0].title}, who was that {held}"
        return Clue("term" if now else "acts", days, why, span)
    if _OPEN.search(sentence):
        return None
    begun = days[0][0]
    return Clue("begun", since(begun), f"{name} is called {rows[0].title}, and was not before {in_words(begun)}", span)


def _term(office: Office) -> tuple[date, date]:
    """The first and the last day on which the office can have been held; without an end where the table has none."""
    return _day(office.earliest or ""), date.max if office.latest is None else _day(office.latest)


def _day(written: str) -> date:
    """The day of an ISO date, the last of its month where the month has not so many."""
    year, month, day = (int(part) for part in written.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))
