"""What only looks like a time expression, told by the words beside it, and words that do not belong to one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from communique.times.lexicon import CODES, words_of
from communique.times.tokens import Tokens

CLASS = {code: name for name, code in CODES.items()}
_BEFORE_A_DATE = frozenset(
    words_of(
        "in on since of until till by last next this early late mid from to between and through during before after"
        " for around about past as or than"
    )
)
_BEFORE_A_SPAN = frozenset(
    words_of(
        "for within in after over of before during take takes took taken spent spend last lasted lasting many"
        " through throughout following until past or and than with"
    )
)
_FUNCTION = frozenset(
    words_of(
        "and but or to it that when have has had was were is are be the he she they we as with for in on at by from"
        " a an if while will would until who which his her of"
    )
)
_BEFORE_AN_HOUR = frozenset(words_of("at by until from before after around about till to since towards toward"))
_HOUR = re.compile(r"\d{4}|\d{1,2}\.[0-5]\d")  # "1830 GMT", "10.45 a.m."
_YEARLY = frozenset(
    {"for", "in", "during", "over", "throughout", "of", "through", "until", "into", "by", "earlier", "later"}
)
_BEFORE_A_YEAR = frozenset({"the", "a", "an", "its", "his", "their", "'s", "due", "(", ",", "_"})
_COUNTED = frozenset({"no", "number", "some", "about", "around", "approximately", "nearly", "almost", "than", "least"})
_JOINING = frozenset({"and", "or", "to", "from", "by", "for", "as", "than", "past", "about", "around"})
_COUNTED_FROM = frozenset({"after", "before", "afterward", "afterwards"})
_MONEY = frozenset("$£€¥#+=*%")
_CLAUSE = frozenset(words_of("a an the it he she they we that when his her their its"))
_SHORT = frozenset({"second", "minute", "moment"})


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: the tokens `[first, after)` and the rule of the grammar that they fit."""

    rule: str
    first: int
    after: int


def settled(tokens: Tokens, each: Found) -> Found | None:
    """`each` without the words that do not belong to it, or None where it is no time expression."""
    names = [CLASS[code] for code in tokens.codes[each.first : each.after]]
    if names[0] == "poss" and each.rule in ("relative", "relcount", "duration"):
        each, names = replace(each, first=each.first + 1), names[1:]
    if each.rule == "present" and names[0] == "at":
        each, names = replace(each, first=each.first + 1), names[1:]
    if len(names) > 1 and names[0] in ("the", "an", "poss") and _is_attribute(each.rule, names):
        each, names = replace(each, first=each.first + 1), names[1:]
    while names and names[-1] == "comma":
        each, names = replace(each, after=each.after - 1), names[:-1]
    if not names:
        return None
    seen = _Seen(
        names,
        [word.lower() for word in tokens.words[each.first : each.after]],
        _word(tokens, each.first - 1),
        _word(tokens, each.after),
        tokens.words[each.first : each.after],
    )
    check = _CHECKS.get(each.rule)
    return each if check is None or check(seen) else None


def _is_attribute(rule: str, names: list[str]) -> bool:
    """Whether the words are an attribute of what follows, which has the determiner: "the third-quarter loss"."""
    if rule == "duration":
        return (
            names[1] in ("dnum", "num", "card")
            and "period" not in names
            and names[-1] in ("unit", "day", "week", "year")
        )
    if rule == "quarterof":
        return names[-2] == "hyphen" and "year" not in names
    if rule in ("month", "monthyear"):
        return "hyphen" in names
    return rule == "yearago" or (rule == "adjective" and names[-1] == "long")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The classes and words of an expression, the words beside it as written, and its own as written."""

    names: list[str]
    lower: list[str]
    before: str
    next: str
    written: list[str]


def _word(tokens: Tokens, index: int) -> str:
    return tokens.words[index] if 0 <= index < len(tokens.words) else ""


def _is_clock(seen: _Seen) -> bool:
    if any(name == "zone" and not word.isupper() for name, word in zip(seen.names, seen.written, strict=True)):
        return False
    if "noon" in seen.names and seen.before.lower() == "high":
        return False
    if "dawn" in seen.names and (seen.before.lower() not in _BEFORE_AN_HOUR or seen.next == "of"):
        return False
    if not {"num", "yr"}.isdisjoint(seen.names) and not any(map(_HOUR.fullmatch, seen.lower)):
        return False
    if seen.names == ["clock"]:
        return seen.before.lower() in _BEFORE_AN_HOUR
    return "am" not in seen.names or not {"clock", "dnum", "num"}.isdisjoint(seen.names)


def _is_month(seen: _Seen) -> bool:
    before = seen.before.lower()
    if len(seen.names) > 1 and seen.names[-1] != "dot":
        return True
    if seen.names[0] == "monthab":
        return "dot" in seen.names and before in _BEFORE_A_DATE
    if seen.names[0] == "may":
        return before in _BEFORE_A_DATE
    if before in _JOINING and seen.next[:1].isupper():
        return False
    named = seen.before[:1].isupper() and len(before) > 1 and before not in _FUNCTION and before not in ("the", "this")
    return before in _BEFORE_A_DATE or not (seen.next[:1].isupper() or seen.next == "for" or named)


def _is_year(seen: _Seen) -> bool:
    if seen.names[-1] == "ad":
        return seen.written[-1].isupper() and seen.lower[0].isdigit()
    if len(seen.names) > 1:
        return True
    year = int(seen.lower[0])
    before = seen.before.lower()
    if before in _MONEY or seen.next in ("%", "°", "/") or (seen.next == "-" and before == "-"):
        return False
    if before in ("in", "since") or seen.next == "'s":
        return 1000 <= year <= 2099
    if not 1500 <= year <= 2059 or before in _COUNTED:
        return False
    plain = before in _BEFORE_A_DATE or before in _BEFORE_A_YEAR
    plural = seen.next.endswith("s") and seen.next.islower() and seen.next not in _FUNCTION
    return plain or not plural


def _is_spelled(seen: _Seen) -> bool:
    return seen.lower[0] in ("the", "eighteen", "nineteen") or (
        seen.lower[0] == "two"
        and seen.lower[1] == "thousand"
        and seen.before.lower() in ("in", "since", "of", "until", "by")
    )


def _is_set(seen: _Seen) -> bool:
    if seen.names == ["setadv"]:
        return not (seen.written[0][0].isupper() and seen.next[:1].isupper())
    if "seasons" in seen.names:
        return seen.names[0] in ("the", "each")
    return not (seen.names[-1] == "second" or (seen.lower[0] == "each" and seen.lower[-1] == "time"))


def _is_weekday(seen: _Seen) -> bool:
    return not (seen.before == "The" and seen.next[:1].isupper())


def _is_duration(seen: _Seen) -> bool:
    names, before = seen.names, seen.before.lower()
    last = next((n for n in reversed(names) if n != "period"), "")
    if names == ["units"] and seen.lower[0] in ("hours", "minutes") and seen.next in _COUNTED_FROM:
        return True
    if names[0] == "an" and names[-1] == "day" and (before in ("on", "agree", "set", "name") or seen.next == "for"):
        return False  # one that is to be found: "could not settle on a day"
    if seen.next == "old" or before in _MONEY or seen.written[-1][0].isupper():
        return False
    if last in ("second", "quarter", "quarters"):
        return names[0] in ("dnum", "card") and names[-1] == "quarters" and seen.next != "of"
    if names == ["units"]:
        brief = seen.lower[0] in ("seconds", "minutes", "nights")
        return seen.next != "-" and before in (("for", "within") if brief else _BEFORE_A_SPAN)
    if names in (["this", "units"], ["that", "units"]):
        return False
    if names == ["the", "units"]:
        return seen.lower[1] in ("years", "centuries", "decades") and before in ("over", "through", "down")
    if seen.next == "-" and names[0] == "an":
        return False
    return last != "night" or names[0] != "an" or not (seen.next[:1].isalpha() and seen.next not in _FUNCTION)


def _is_adjective(seen: _Seen) -> bool:
    if seen.before in _MONEY:
        return False
    return not ("old" in seen.names and "year" in seen.names)


def _is_part(seen: _Seen) -> bool:
    return seen.next != "of" or seen.names[0] != "the" or "of" in seen.names


def _is_relative(seen: _Seen) -> bool:
    if seen.lower[-1] in _SHORT:
        return False
    if seen.names[-1] == "day" and "current" in seen.names:
        return False
    if seen.names[-1] == "day" and "same" in seen.names and seen.next.lower() in _CLAUSE:
        return False  # "the very day the treaty is signed"
    return not (seen.lower[0] == "that" and seen.names[-1] in ("may", "month"))


def _is_recent(seen: _Seen) -> bool:
    return "last" not in seen.names or seen.next != "of"


def _is_season(seen: _Seen) -> bool:
    return not (seen.lower[-1] == "fall" and seen.next.lower() in ("of", "in", "by", "below", "to"))


def _is_the_unit(seen: _Seen) -> bool:
    if seen.lower[-1] in ("hour", "minute", "hr", "decade", "fortnight", "week", "month"):
        return seen.lower[-1] in ("week", "month", "decade") and seen.before.lower() in ("of", "during", "for", "in")
    if seen.names[-1] == "year":
        return seen.before.lower() in _YEARLY
    return True


def _is_quarter(seen: _Seen) -> bool:
    return seen.names[-1] != "half" or seen.names[0] in ("yr", "fiscal") or "year" in seen.names


def _is_holiday(seen: _Seen) -> bool:
    return all(
        word[0].isupper()
        for word, name in zip(seen.written, seen.names, strict=True)
        if name in ("new", "good", "holiday", "holi")
    )


def _is_decade(seen: _Seen) -> bool:
    figures = seen.lower[-1]
    return (figures[0].isdigit() and len(figures) > 3) or figures[0] in "'’‘`" or "the" in seen.lower


def _is_present(seen: _Seen) -> bool:
    if seen.lower == ["the", "present"]:
        return not seen.next[:1].isalpha() or seen.next in _FUNCTION
    return seen.lower != ["present"] and not (seen.lower == ["current"] and seen.before.lower() == "the")


def _is_month_day(seen: _Seen) -> bool:
    """Whether "the 12th" is a day: behind a preposition, and with nothing behind it of which it is the twelfth."""
    after = seen.next.lower()
    plain = not after[:1].isalpha() or after in _FUNCTION or after in ("after", "before", "instead", "itself")
    return seen.before.lower() in ("on", "by", "until", "till", "before", "after", "for") and plain and after != "of"


def _is_future(seen: _Seen) -> bool:
    return not (
        seen.lower[0] in ("soon", "shortly") and (seen.before.lower() == "as" or seen.next in ("after", "before"))
    )


def _is_past(seen: _Seen) -> bool:
    if seen.lower[-1] == "past":
        return not seen.next[:1].isalpha() or seen.next in _FUNCTION
    return seen.lower != ["recent"] or seen.before.lower() not in ("most", "more")


_CHECKS: dict[str, Callable[[_Seen], bool]] = {
    "compound": lambda seen: seen.names[-1] not in ("quarter", "quarters", "second"),
    "clock": _is_clock, "month": _is_month, "year": _is_year, "spelled": _is_spelled, "set": _is_set,
    "weekday": _is_weekday, "monthday": _is_month_day, "parts": _is_part, "duration": _is_duration,
    "ago": lambda seen: "second" not in seen.names,
    "adjective": _is_adjective, "relative": _is_relative, "recent": _is_recent,
    "season": _is_season, "theunit": _is_the_unit,
    "quarterof": _is_quarter, "holiday": _is_holiday, "decade": _is_decade, "present": _is_present,
    "future": _is_future, "pastref": _is_past,
}  # fmt: skip
