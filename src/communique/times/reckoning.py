"""What the time expressions of an article mean, counted from its day, or from the days between which it was written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from communique.reading import Article, Block, Span, Time
from communique.times import stamps
from communique.times.anchor import Anchor, day_from, is_history
from communique.times.calendar import days_of
from communique.times.events import from_events
from communique.times.looking import Seen, look
from communique.times.normal import normalised


def times(article: Article, blocks: Sequence[Block], sentences: Sequence[Span] = ()) -> tuple[Time, ...]:
    """The time expressions of `article`, in order of text: `look`, then `reckoned`."""
    return reckoned(article, look(article, blocks, sentences))


def reckoned(article: Article, seen: Seen, actors: Collection[str] = ()) -> tuple[Time, ...]:
    """The times that were `seen` in `article`, with type, value and days.

    Relative ones are counted from `article.published`. Where that is unknown but `article.dating` has a first and a
    last day, a value that is the same from both is that value; any other holds X's, and its days reach from the first
    that it can mean to the last. Without these, X's, and no days. `actors`, the ids of all who stand in the text, say
    which encounters the names mean from which a length of time is counted. Raises nothing.
    """
    published, dating = day_from(article.published), article.dating
    first = day_from(dating.begin) if dating is not None else None
    last = day_from(dating.end) if dating is not None else None
    found = _from(published, seen)
    if published is None and first is not None and last is not None:
        early, late = ({time.span: time for time in _from(day, seen)} for day in (first, last))
        found = [_between(time, early.get(time.span), late.get(time.span)) for time in found]
    return _numbered(from_events(found, seen, actors))


def _from(published: date | None, seen: Seen) -> list[Time]:
    """The times as they are counted from one day, or from none."""
    tokens, dated = seen.tokens, list[Time]()
    anchor = Anchor(published, carried=is_history(tokens, published), days_back=stamps.days_back(tokens))
    before: str | None = None
    for each in seen.found:
        value = normalised(tokens, each, anchor, before)
        before = value[1] if value else None
        if value is None:
            continue
        begin, end = days_of(value[1]) if value[0] in ("DATE", "TIME") else (None, None)
        dated.append(Time("", tokens.span(each.first, each.after), value[0], value[1], begin, end))
    return dated


def _between(time: Time, early: Time | None, late: Time | None) -> Time:
    """`time`, which is counted from no day, as it is counted from any between those of `early` and `late`."""
    if early is None or late is None or early.type != late.type:
        return time
    if early.value == late.value:
        return early
    if early.begin is None or late.end is None:
        return time
    return replace(time, begin=early.begin, end=late.end)


def _numbered(found: Sequence[Time]) -> tuple[Time, ...]:
    return tuple(replace(time, id=f"t{number}") for number, time in enumerate(found, 1))
