"""The dateline before a story: place, day, agency and the dash, in any of the orders that agencies write them in."""

from __future__ import annotations

import re

from communique.gather.dates import day_of

LONGEST = 120  # characters of a dateline

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}})?"

_AGENCY_NAME = (
    r"(?:Reuters|REUTERS|AP|A\.P\.|AFP|UPI|EPA|EFE|KCNA|Yonhap(?:\s+News(?:\s+Agency)?)?|Newsis|Xinhua"
    r"|Kyodo(?:\s+News)?"
    r"|Jiji(?:\s+Press)?|ITAR-TASS|TASS|Tass|Interfax|Sputnik|RIA\s+Novosti|[Dd][Pp][Aa]|ANSA|ANI|PTI|IANS|TNS"
    r"|Bloomberg"
    r"|CNN|BBC|NHK|VOA|RFA|AAP|PA|CNS|CBS|ABC|NBC|NPR|Anadolu(?:\s+Agency)?|(?:The\s+)?Associated\s+Press"
    r"|Agence\s+France-Presse|(?:The\s+)?(?:[A-Z][\w’'.&-]+\s+){1,3}(?:News|Times|Post|Press|Agency|Herald|Journal"
    r"|Tribune"
    r"|Daily|Wire|Ledger|Courier|Gazette|Standard|Guardian|Telegraph|Today|Network|Service|Report))"
)
# What stands in brackets between a place with its day and the dash is who reports, whatever it is called.
_ANY_NAME = r"(?:(?:The|the|La|Le|El|Al)\s+)?[A-Z0-9][\w’'.&-]*(?:\s+(?:of|the|and|&|de|[A-Z0-9][\w’'.&-]*)){0,5}"
_AGENCY = rf"\({_AGENCY_NAME}(?:\s*[/,-]\s*{_AGENCY_NAME})*\)"
_CAPITALS = r"[A-Z][A-Z.’'\-]+(?:[\s/][A-Z][A-Z.’'\-]+){0,2}"
_MIXED = r"[A-Z][\w.’'\-]+(?:[\s/][A-Z][\w.’'\-]+){0,3}"
_REGION = r"(?:,\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w.’'\-]+(?:\s+[A-Z][\w.’'\-]+){0,2})"
_DASH = r"(?:\s*(?:--+|[—–―‒])\s*|\s+-\s+)"
_AFTER_AGENCY = rf"(?:{_DASH}|\s*:\s+|(?=[A-Z“\"]))"
_BEGINS = r"""(?=["“‘'«(\[$£€]*[A-Z0-9])"""

# SEOUL, South Korea, June 1, 2018 (Yonhap) —  ·  Seoul, June 1 (Yonhap) —  ·  June 1 (Reuters) -  ·  (CNN)
_WITH_AGENCY = re.compile(
    rf"(?:(?:{_CAPITALS}|{_MIXED}){_REGION}?(?:,?\s+{DATE})?,?\s*|{DATE},?\s+)?{_AGENCY}{_AFTER_AGENCY}{_BEGINS}"
)
# GENEVA, 9 May 2019 (The Lakeside Mirror) —
_WITH_ANY = re.compile(rf"(?:{_CAPITALS}|{_MIXED}){_REGION}?,?\s+{DATE},?\s*\({_ANY_NAME}\){_DASH}{_BEGINS}")
# SEOUL, South Korea —  ·  SEOUL, June 1 --
_WITH_MORE = re.compile(rf"{_CAPITALS}(?:{_REGION}(?:,?\s+{DATE})?|,?\s+{DATE}),?{_DASH}{_BEGINS}")
# June 1, 2018 —
_DAY_ALONE = re.compile(rf"{DATE}(?<=\d{{4}}){_DASH}{_BEGINS}")
# SEOUL —
_BARE = re.compile(rf"{_CAPITALS}\s+(?:--+|[—–―‒-])\s*{_BEGINS}")

# Capitals before a dash that are no place.
_NO_PLACE = re.compile(
    r"(?:UPDATED?|BREAKING|WATCH|VIDEO|EXCLUSIVE|LIVE|OPINION|ANALYSIS|FACT|NOTE|CORRECTION|CORRECTED|EDITOR\S*|URGENT"
    r"|ALERT|ATTENTION|NEW|FILE|PHOTO|READ|MORE|RELATED|SEE|LISTEN|LOOK|REPORT|POLL|WARNING|THE|AND|BUT"
    r"|NO|YES|NOT|WHY|HOW|WHAT|WHO|WHERE|WHEN|ABSTRACT|SUMMARY|UNITED STATES|USA|U\.S\.|US|UN|U\.N\.|EU|NATO|DPRK|KCNA)"
    r"\s*(?:$|[^A-Za-z\s])"
)


# SEOUL, June 1, 2018 (Yonhap)  ·  Published: Friday, 1 June 2018, 10:32 GMT  ·  2018-06-01
_LINE = re.compile(
    rf"(?:(?:First\s+)?(?:[Pp]ublished|[Pp]osted|Date)\b\W*(?:on\s+|at\s+)?)?(?:(?:{_CAPITALS}"
    rf"|{_MIXED}){_REGION}?,\s+)?"
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
    rf"(?:{DATE}(?:\s*,\s*\d{{4}})*|\d{{4}}-\d\d-\d\d)"
    rf"(?:\W+(?:at\s+)?\d{{1,2}}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,4}}|Z)?)?(?:\s*{_AGENCY})?\W*"
)
SHORTEST_OPENING = 60  # characters of a paragraph that a place in capitals alone may open


def is_dateline(line: str) -> bool:
    """Whether `line` holds nothing but the day it was published, and perhaps place, time and agency."""
    return len(line) <= LONGEST and _LINE.fullmatch(line) is not None


def dateline(paragraph: str, *, opening: bool) -> int:
    """How many characters at the start of `paragraph` are its dateline, with the dash and space after it; or 0.

    `opening` says that the story has not begun yet: only then is a place in capitals alone ("SEOUL — ") a dateline,
    for within a story it is as often a heading, and a day alone, which there begins a line of a chronicle.
    """
    if not (paragraph[:1].isupper() or paragraph[:1] == "("):
        return 0
    head = paragraph[:LONGEST]
    match = (_WITH_AGENCY.match(head) or _WITH_ANY.match(head)) if "(" in head else None
    if match is None and opening:
        match = _DAY_ALONE.match(head)
    if match is None and head[1:2].isupper():
        match = _WITH_MORE.match(head) or (
            _BARE.match(head) if opening and len(paragraph) >= SHORTEST_OPENING else None
        )
    if match is None or len(match[0].strip()) < 4 or _NO_PLACE.match(head):
        return 0
    return match.end()


_DAY = re.compile(rf"{DATE}|\d{{4}}-\d\d-\d\d")


def day_named(dateline: str) -> str | None:
    """The day in a dateline, as YYYY-MM-DD; None where it names none, or no year."""
    match = _DAY.search(dateline)
    return day_of(match[0].replace(".", "")) if match else None


_IN_BRACKETS = re.compile(rf"\(({_AGENCY_NAME})(?:\s*[/,-]\s*{_AGENCY_NAME})*\)|{DATE},?\s*\(({_ANY_NAME})\)")


def outlet_named(dateline: str) -> str | None:
    """The agency or paper in the brackets of a dateline, the first where there are several; None where it has none."""
    match = _IN_BRACKETS.search(dateline)
    return (match[1] or match[2]) if match else None
