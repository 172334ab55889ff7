"""The grammar of time expressions: patterns over the classes of words, made into one regular expression.

A pattern is a regular expression whose letters are words: names of classes (`lexicon.py`) in small letters, and names
of other patterns in capitals. Spaces mean nothing. Every repetition is bounded, so that a text of nothing but such
words costs no more than its length.
"""

from __future__ import annotations

import re

from communique.times.lexicon import CODES, table

_NAME = re.compile(r"[a-z]+")
_MACRO = re.compile(r"[A-Z]+")

_PARTS = """
CARDINAL: ((card|scale)(hyphen? (card|scale)){0,4})
NUMBER: (((dnum|num|yr) scale?|CARDINAL)( and an half)?)
COUNT: (NUMBER|an (few|couple of?|dozen|scale)|couple of|several|some|many|few|dozens of|half an|an half)
APPROX: (about|near|at least|at most|(more|less) than|no (more|less) than|up to|as many as)
UNITS: (units|quarters|UNIT)
UNIT: (unit|day|week|year|quarter|century|second|night)
MON: (month|monthab dot?|may)
ORD: (first|ordw|ordd|second)
NTH: (dnum|ordd)
WDAY: (weekday comma?|weekdayab dot? comma?)
AMPM: (ampm|am|pm)
ZONE: (zone|local time|eastern (time|zone time?))
RANGE: (NUMBER (to|or|hyphen) NUMBER)
SOME: (ENDOF|the? EARLY hyphen?)
EARLY: (early|late|earlier|later|mid hyphen?|sometime)
ENDOF: (the? (begin|middle|end|rest|first half|second half|late half) of)
REL: (this|that|last|next|coming|following|prev|past|latest|same|current)
YEAR: (comma? yr|of? (last|this|next|that) year)
DATE: (WDAY? MON NTH YEAR?|WDAY? the? (NTH|ordw of) of? MON YEAR?|iso|slash)
DAY: (today|(last|next|this)? weekday|DATE)
PARTS: (part|night|noon|dawn)
YEARS: (fiscal? year? yr|(last|this|next) (fiscal)? year|the (fiscal|current|entire)? year)
AGO: (ago|earlier|later|from now)
"""

# In the order in which they are tried at a word; of two that fit, the first wins.
_RULES = """
stamp: stamp
clock: (about|near)? (clock AMPM?|(dnum|num) AMPM|(dnum|card) in the part|(dnum|card) oclock|noon|dawn|(yr|num) zone)
    ZONE? (in the part)? (comma? on? DAY)?
daypart: EARLY? DATE (early|late)? PARTS
date: (EARLY|about|near)? DATE
parts: the (early|late)? PARTS of (DATE|WDAY)
    | (EARLY hyphen?)? weekday (early|late)? PARTS
    | EARLY? today (early|late)? (part|night)
    | EARLY? (this|that|last|next|same|the (prev|following|same|next)|the) (early|late)? PARTS
    | mid hyphen? part today?
    | EARLY in the (part|night|day)
    | overnight
    | (early|late) (part|night|noon)
set: each (other|NUMBER|few)? (UNITS|weekday|weekend|season|PARTS|MON|quarter)
    | (once|NUMBER times) (an|each) UNIT
    | setadv
    | weekdays
    | weekday parts
    | the? (seasons|parts)
monthhalf: ENDOF MON (comma? yr|of? (last|this|next) year)?
quarterof: (the|poss|this|last|next|coming|prev|current|latest)? (yr|YEARS aps|year hyphen? (ago|earlier))?
    (fiscal hyphen?)? ORD hyphen? fiscal? (quarter|half)
    (of? YEARS|an? year (ago|earlier)|year hyphen? (ago|earlier))?
quarters: the? first NUMBER (units|quarters) (of YEARS)?
period: the? (yr|(last|this|next) year aps?|an? year hyphen? (ago|earlier)|latest|same|current|prev|recent) fiscal?
    (units? period|quarter|half) (last year|an? year (ago|earlier))?
    | (ENDOF|EARLY)? (the|this|last|next) quarter (an year (ago|earlier))?
yearago: (the|an)? year hyphen (ago|earlier)
yearend: the? year (hyphen|aps)? end
monthyear: SOME? MON (comma? yr|of (yr|(that|the (same|prev|following)) year)|of? (last|this|next) year)
    | SOME? MON CARDINAL
season: SOME? (season|the (early|late)? season) of? (yr|(last|this|next) year)
    | ENDOF? EARLY? (the EARLY?|the? REL (past|coming|same)?) season
relcount: (ENDOF|EARLY)? (the|this|poss)? (last|past|next|coming|prev|following|latest|first|other|entire) APPROX?
    (COUNT|RANGE) (more|additional)? (UNITS|seasons|weekend) (or so)?
recent: the? more? (recent|coming|past|prev|following|last) (units|quarters|seasons)
    | this units
relative: (ENDOF|EARLY)? (the|poss)? REL (past|coming|same|fiscal|calendar|entire)?
    (UNIT (or so)?|weekend|MON NTH?|weekday|holiday)
    | EARLY in (the|this|that|poss) fiscal? (UNIT|weekend|season)
    | EARLY in MON yr?
    | ENDOF (the|poss|that|this|an) fiscal? (UNIT|weekend|century)
    | (early|late) in? the (unit|week|year|day)
century: (ENDOF|the)? (EARLY hyphen?)? (first|ordw|ordd) hyphen? century
ago: (APPROX|some)? (COUNT|an|RANGE|an? other) more? UNITS (or card)? AGO
    | units AGO
compound: APPROX? COUNT UNITS and? NUMBER UNITS
adjective: NUMBER hyphen (UNIT|season) (hyphen old|hyphen? long)?
    | NUMBER UNIT hyphen? long
    | an? (unit|day|week|year|quarter|night) hyphen long
duration: (the|an) NUMBER hyphen? UNIT hyphen? period
    | (APPROX|another|the|that|this|last|poss|entire)? (COUNT|RANGE) (more|additional|entire|other)?
    (UNITS|seasons|weekend) period?
    | APPROX? (an|another) (additional|entire|fiscal)? (UNIT|weekend) (or card)? (and an half)?
    | (the|this|that)? units
spelled: (the year)? (card|scale) (hyphen? (card|scale)){1,4}
decade: (ENDOF|the)? (EARLY hyphen?)? decade
year: (num|yr|dnum) ad
    | EARLY in yr
    | (ENDOF|the? EARLY hyphen?)? (the? year|the? (fiscal|calendar) year?)? yr (and beyond)?
holiday: (last|this|next)? (holiday (day|eve|weekday|week)?|holi day|good weekday|new year aps (day|eve)?) (comma? yr)?
month: SOME? MON
weekday: (early|late)? weekday
deictic: EARLY? today
monthday: the ordd
theunit: the (fiscal|entire)? (year|quarter|weekend|week|unit)
present: now|presentref|current|this crucial? moment|at the moment|the? present
future: the (near|foreseeable)? future|soon|an later date|someday
pastref: (more|most)? pastref|recent|the (recent|prev)? past
"""


_MACROS = table(_PARTS)


def compiled(pattern: str) -> str:
    """The regular expression, over the characters that stand for classes, of a pattern."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda m: f"({_MACROS[m[0]]})", pattern)
    pattern = pattern.replace("(", "(?:")
    return _NAME.sub(lambda m: CODES[m[0]], pattern).replace(" ", "")


GRAMMAR = re.compile("|".join(f"({compiled(pattern)})" for pattern in table(_RULES).values()))
RULES = ("", *table(_RULES))  # the rule's name by the number of the group that fits
