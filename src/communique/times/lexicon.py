"""The words that time expressions are made of, each with the class that the grammar speaks of, and what they count."""

from __future__ import annotations

import re


def words_of(line: str) -> tuple[str, ...]:
    """The words of a list of words."""
    return tuple(line.split())


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed weds", "thursday thurs thur thu", "friday fri",
            "saturday sat", "sunday sun",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "12:00", "midday": "12:00",
         "midnight": "24:00", "dawn": "MO", "dusk": "EV", "overnight": "NI", "lunchtime": "MI", "daytime": "DT",
         "nightfall": "NI", "daybreak": "MO", "sunrise": "MO", "sunset": "EV"}  # fmt: skip

# A unit's letter in an ISO 8601 duration; E is a decade and C a century (TIMEX3 counts in tens of years with E), I a
# minute, Q a quarter, K a weekend, F a fortnight.
UNITS = {
    name: letter
    for letter, names in {
        "S": "second seconds", "I": "minute minutes", "H": "hour hours hr hrs", "D": "day days", "W": "week weeks",
        "M": "month months", "Q": "quarter quarters", "Y": "year years yr yrs", "E": "decade decades",
        "C": "century centuries", "K": "weekend weekends", "F": "fortnight fortnights", "N": "night nights",
        "L": "millennium millennia",
    }.items()
    for name in names.split()
}  # fmt: skip

_ONES = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CARDINALS = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        words_of(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
            " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
} | {"thirtieth": 30, "final": 4}
DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
           "nineties": 9}  # fmt: skip

# Holidays on a day of a month, or on the nth weekday of one (-1: the last).
FIXED_HOLIDAYS = {"christmas": (12, 25), "christmas eve": (12, 24), "halloween": (10, 31), "independence day": (7, 4),
                  "new year's day": (1, 1), "new year's eve": (12, 31), "new year's": (1, 1), "bastille day": (7, 14),
                  "boxing day": (12, 26), "may day": (5, 1), "veterans day": (11, 11), "armistice day": (11, 11),
                  "valentine's day": (2, 14), "canada day": (7, 1), "new year": (1, 1)}  # fmt: skip
MOVING_HOLIDAYS = {"thanksgiving": (11, 4, 4), "labor day": (9, 1, 1), "labour day": (9, 1, 1),
                   "memorial day": (5, 1, -1), "columbus day": (10, 1, 2), "presidents day": (2, 1, 3),
                   "mother's day": (5, 7, 2), "father's day": (6, 7, 3)}  # fmt: skip
EASTER_HOLIDAYS = {"easter": 0, "good friday": -2, "easter monday": 1, "palm sunday": -7, "ash wednesday": -46}

# What a word is to the grammar: words that are classes of their own, and classes of several words. Numbers, clocks and
# signs are told by their shape (`tokens.py`).
_PLAIN = words_of(
    "the of in on at to and or from than by least most more up no about some several few couple many dozen half"
    " last past latest recent next current present another other early late mid earlier later sometime middle year"
    " day quarter quarters second weekend night overnight first ago beyond time date week"
    " old long now future someday times fiscal calendar period eve new local as so am pm"
)
_SEVERAL = """
an: a an
this: this these
that: that those
each: each every
less: less fewer
near: nearly almost approximately roughly around
dozens: dozens scores hundreds thousands
poss: its their his her our my your
prev: previous preceding prior
coming: coming upcoming forthcoming
following: following ensuing subsequent
same: same very corresponding comparable
entire: entire whole full
begin: beginning start opening
end: end close
rest: rest remainder
additional: additional extra further consecutive straight successive trading business working
crucial: crucial critical particular
unit: minute hour month decade fortnight hr
units: seconds minutes hours days weeks months years decades centuries fortnights nights hrs yrs weekends
century: century millennium
seasons: springs summers autumns falls winters
season: spring summer autumn fall winter
part: morning afternoon evening
noon: noon midday midnight
dawn: dawn dusk nightfall daybreak lunchtime sunrise sunset
parts: mornings afternoons evenings
moment: moment juncture
today: today yesterday tomorrow tonight
presentref: currently nowadays presently
pastref: recently lately
soon: soon shortly
foreseeable: foreseeable immediate distant near
setadv: daily weekly monthly yearly annually nightly hourly biweekly fortnightly biannually
once: once twice thrice
holiday: christmas thanksgiving easter halloween
holi: independence labor labour memorial election veterans columbus presidents boxing bastille canada armistice
    mother's father's
good: good palm ash
zone: gmt est edt cst cdt mst mdt pst pdt utc bst cet jst kst ist et
eastern: eastern pacific central mountain standard
oclock: o'clock
ad: bc bce ce ad
weekdays: mondays tuesdays wednesdays thursdays fridays saturdays sundays
"""


def table(lines: str) -> dict[str, str]:
    """What stands after the name and a colon, by name; a line that begins with a space goes on with the one before."""
    joined = re.sub(r"\n +", " ", lines.strip())
    return dict(line.split(": ", 1) for line in joined.split("\n"))


_CLASSES = (
    {word: word for word in _PLAIN}
    | table(_SEVERAL)
    | {
        "card": " ".join(word for word, number in CARDINALS.items() if number < 100),
        "scale": " ".join(word for word, number in CARDINALS.items() if number >= 100),
        "ordw": " ".join(word for word in ORDINALS if word not in ("first", "second", "final")),
        "decade": " ".join(DECADES),
    }
)
_SINGLE = {
    "month": [name for name in MONTHS if (len(name) > 3 and name != "sept") or name in ("june", "july")],
    "monthab": ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"],
    "may": ["may"],
    "weekday": [name for name in WEEKDAYS if name.endswith("day")],
    "weekdayab": [name for name in WEEKDAYS if not name.endswith("day")],
}
_SHAPES = [
    "x",
    "dnum",
    "num",
    "yr",
    "ordd",
    "decade",
    "ampm",
    "clock",
    "stamp",
    "iso",
    "slash",
    "hyphen",
    "comma",
    "dot",
    "aps",
]

CLASS_OF: dict[str, str] = {word: name for name, words in _CLASSES.items() for word in words.split()} | {
    word: name for name, words in _SINGLE.items() for word in words
}
NAMES = tuple(dict.fromkeys((*_SHAPES, *_CLASSES, *_SINGLE)))
# One character a class, from Unicode's private use area: a text's classes are then a string that `re` can read.
CODES = {name: chr(0xE000 + number) for number, name in enumerate(NAMES)}
# Only these, of all words, are capitalised where they mean a time.
CAPITALISED = frozenset({*_SINGLE["month"], *_SINGLE["monthab"], "may", *_SINGLE["weekdayab"]})
