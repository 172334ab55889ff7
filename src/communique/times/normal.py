"""The TIMEX3 type and value of a time expression."""

from __future__ import annotations

import re
from collections.abc import Callable

from communique.reading import TimeType
from communique.times import days, spans
from communique.times.anchor import Anchor
from communique.times.calendar import moved
from communique.times.days import UNKNOWN_DAY, Value
from communique.times.expression import Expression, expression
from communique.times.extents import CLASS, Found
from communique.times.lexicon import PARTS, SEASONS, WEEKDAYS, words_of
from communique.times.numbers import VAGUE, compound, count, duration, unit_in
from communique.times.tokens import Tokens

_EVERY = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W",
    "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "biannually": "P2Y",
}  # fmt: skip
_DATED = re.compile(r"\d{4}(?:-|$)|XXXX-WXX-\d")
_FOR = frozenset(
    words_of(
        "for within in after over of than about nearly almost least lasted last lasts take takes took taken spent"
        " spend every during before following and or half once only just under up quite"
    )
)
_MODALS = frozenset({"will", "would", "could", "may", "might", "can", "'ll"})
_REPORTED = frozenset({"6", "9"})  # months of the year so far that companies report on
_FAR = 10**5  # units that no calendar reaches
_LOOK_BACK = 5  # words before "a year" among which a number makes it a rate


def normalised(tokens: Tokens, each: Found, anchor: Anchor, before: str | None) -> Value | None:
    """Type and value of `each`, or None where it is no time; `anchor` then knows what has been spoken of.

    `before` is the value of the expression before it, for days that share a month with it.
    """
    e = expression(tokens, each, anchor)
    found = _shared(e, before) if e.names == ["dnum"] and each.rule == "date" else NORMALISERS[each.rule](e)
    if found is None:
        return None
    if found[0] in ("DATE", "TIME") and _DATED.match(found[1]) and not _is_aside(e, found[1]):
        anchor.mentioned, anchor.at = found[1], each.first
    return found


def _is_aside(e: Expression, value: str) -> bool:
    """Whether a history speaks of its own day for once, as in what somebody is quoted to have said."""
    return e.anchor.carried and e.anchor.published is not None and value[:4] >= str(e.anchor.published.year)


def _shared(e: Expression, before: str | None) -> Value | None:
    return _dated(days.next_day(before, int(e.words[0])))


def _dated(value: str | None) -> Value | None:
    return None if value is None else ("DATE", value)


def _duration(e: Expression) -> Value | None:
    unit = unit_in(e.names, e.words)
    if e.has("season", "seasons"):
        unit = "Y"
    if unit is None:
        return None
    if e.words == ["one", "day"] and e.before in _MODALS:
        return "DATE", "FUTURE_REF"
    many = count(e.names, e.words) or ("1" if e.has("long") else VAGUE)
    if unit == "M" and many in _REPORTED and e.has("the"):
        e.anchor.by_quarter = False
    if many == "1" and e.names[0] == "an" and _is_nth(e):
        return "DURATION", duration(many, unit)
    if many == "1" and e.names[0] == "an" and len(e.names) == 2 and _is_rate(e):
        return "SET", duration("1", unit)
    published = None if e.anchor.carried else e.anchor.published
    if published and e.before == "in" and many.isdigit() and unit in "DWMY" and e.tense == "future":
        return _dated(moved(published, min(int(many), _FAR), unit))
    return "DURATION", duration(many, unit)


def _compound(e: Expression) -> Value | None:
    found = compound(e.names, e.words)
    return None if found is None else ("DURATION", found)


def _is_nth(e: Expression) -> bool:
    """Whether something is counted or compared within the time: "the third truce in a week", "the worst in a year"."""
    near = range(max(e.first - _LOOK_BACK, 0), e.first - 1)
    return e.before == "in" and any(
        CLASS[e.tokens.codes[n]] in ("first", "second", "ordw", "ordd") or e.tokens.words[n] == "most" for n in near
    )


def _is_rate(e: Expression) -> bool:
    """Whether "a year" stands after an amount: "33 million dollars a year"."""
    if e.before in _FOR or not e.before[:1].isalpha():
        return False
    near = e.tokens.words[max(e.first - _LOOK_BACK, 0) : e.first]
    return any(word[0].isdigit() or word in "$£€%" for word in near) or (e.before.endswith("s") and len(e.before) > 3)


def _ago(e: Expression) -> Value | None:
    unit, many = unit_in(e.names, e.words), count(e.names, e.words)
    if unit is None:
        return None
    ago = e.has("ago", "earlier")
    if many == "1" and unit == "Y" and ago:
        return spans.year_ago(e)
    if many is None or many == VAGUE:
        if e.has("ago") or (e.has("earlier") and e.names[0] == "units"):
            return "DATE", "PAST_REF"
        return "DURATION", duration(VAGUE, unit)
    counted = e.anchor.published if e.has("ago") else e.anchor.day()
    if counted is None:
        return "DATE", {"D": UNKNOWN_DAY, "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX")
    if unit in "SIH":
        return "TIME", f"{counted.isoformat()}TXX"
    steps = min(round(float(many)), _FAR)
    return _dated(moved(counted, -steps if ago else steps, unit))


def _recent(e: Expression) -> Value | None:
    unit = unit_in(e.names, e.words)
    if e.has("this"):
        return ("DATE", "PRESENT_REF") if unit == "D" else None
    return ("DURATION", duration(VAGUE, unit)) if unit else None


def _set(e: Expression) -> Value | None:
    if (word := e.word("setadv")) is not None:
        return "SET", _EVERY[word]
    if (word := e.word("weekdays")) is not None:
        return "SET", f"XXXX-WXX-{WEEKDAYS[word.removesuffix('s')]}"
    if (word := e.word("parts")) is not None:
        return "SET", f"XXXX-XX-XXT{PARTS[word.removesuffix('s')]}"
    if e.has("seasons"):
        word = e.word("seasons") or ""
        return ("SET", f"XXXX-{SEASONS[word.removesuffix('s')]}")
    if e.has("once", "times"):
        unit = unit_in(e.names, e.words)
        return ("SET", duration("1", unit)) if unit else None
    if e.weekday:
        return "SET", f"XXXX-WXX-{e.weekday}"
    if e.month:
        return "SET", f"XXXX-{e.month:02d}"
    if e.season:
        return "SET", f"XXXX-{e.season}"
    unit = unit_in(e.names, e.words)
    if (e.part and unit is None) or unit == "N":
        return "SET", f"XXXX-XX-XXT{e.part}"
    if unit is None:
        return None
    return "SET", duration("2" if e.has("other") else count(e.names[1:], e.words[1:]) or "1", unit)


def _always(kind: TimeType, value: str) -> Callable[[Expression], Value]:
    return lambda _: (kind, value)


def _future(e: Expression) -> Value | None:
    """The future, and what happens soon; what soon happened is past."""
    return None if e.has("soon") and e.tense != "future" else ("DATE", "FUTURE_REF")


def _deictic(e: Expression) -> Value:
    value = days.deictic(e)
    return ("TIME", f"{value}TNI") if e.has("today") and e.word("today") == "tonight" else ("DATE", value)


def _daypart(e: Expression) -> Value | None:
    value = days.day(e)
    return ("TIME", f"{value}T{e.part}") if value and e.part else _dated(value)


NORMALISERS: dict[str, Callable[[Expression], Value | None]] = {
    "clock": days.clock,
    "stamp": days.stamp,
    "daypart": _daypart,
    "date": lambda e: _dated(days.day(e)),
    "shared": lambda e: _dated(days.shared_day(e)),
    "parts": days.part,
    "set": _set,
    "quarterof": lambda e: _dated(spans.quarter_of(e)),
    "quarters": spans.first_of,
    "period": spans.period,
    "yearago": spans.year_ago,
    "yearend": spans.year_end,
    "monthhalf": lambda e: _dated(spans.month(e)),
    "monthday": lambda e: _dated(days.day_of_month(e)),
    "monthyear": lambda e: _dated(spans.month(e)),
    "season": lambda e: _dated(spans.season(e)),
    "spelled": lambda e: _dated(spans.spelled(e)),
    "relcount": _duration,
    "recent": _recent,
    "relative": spans.relative,
    "century": lambda e: _dated(spans.century(e)),
    "ago": _ago,
    "compound": _compound,
    "adjective": _duration,
    "duration": _duration,
    "decade": lambda e: _dated(spans.decade(e)),
    "year": lambda e: _dated(spans.year(e)),
    "holiday": lambda e: _dated(days.holiday(e)),
    "month": lambda e: _dated(spans.month(e)),
    "weekday": lambda e: _dated(days.weekday(e)),
    "deictic": _deictic,
    "theunit": spans.the_unit,
    "present": _always("DATE", "PRESENT_REF"),
    "future": _future,
    "pastref": _always("DATE", "PAST_REF"),
}
