"""The words that tell events: verbs in all their forms with what follows them, and nouns with their prepositions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from communique.events.coded import EventType
from communique.meetings.lexicon import words

# The signs of frames, as triggers.tsv explains them.
RECIPIENT, OWNED, TOWARD, GAP, ALONE, CONDITION, SHALL, SAID = "@", "@?", "@>", "..", "&", "<if>", "<shall>", "<said>"
PAST, PARTICIPLE, PRESENT, PLAIN, GERUND, ADJECTIVE = "past", "participle", "present", "plain", "gerund", "adjective"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that tells an event: its CAMEO code, its particles, and the frames of what follows it."""

    lemma: str
    code: str
    particles: tuple[str, ...]
    frames: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that tells an event: its CAMEO code and what leads to its recipient. `mutual`: all sides act alike."""

    code: str
    leads: frozenset[str]
    mutual: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verbs by each of their forms, with what the form may be; nouns by their words."""

    verbs: Mapping[str, tuple[tuple[Verb, frozenset[str]], ...]]
    nouns: Mapping[str, Noun]


@cache
def lexicon() -> Lexicon:
    """The shipped list."""
    verbs: dict[str, list[tuple[Verb, frozenset[str]]]] = {}
    nouns: dict[str, Noun] = {}
    lines = (_HERE / "triggers.tsv").read_text("utf8").splitlines()
    for line in lines:
        if not line or line.startswith("#"):
            continue
        head, listed, told = line.split("\t")
        if head.startswith("noun "):
            leads = frozenset(told.split())
            noun = Noun(head.removeprefix("noun "), leads - {ALONE}, ALONE in leads)
            nouns |= dict.fromkeys(listed.split(), noun)
            continue
        frames = tuple(tuple(frame.split()) for frame in told.split(" | "))
        for lemma in listed.split():
            first, *particles = lemma.split("_")
            verb = Verb(first, head, tuple(particles), frames)
            if first.startswith("="):
                verbs.setdefault(first[1:], []).append((verb, frozenset({ADJECTIVE})))
                continue
            for form, kinds in _forms(first).items():
                verbs.setdefault(form, []).append((verb, frozenset(kinds)))
    # "Call off" before "call": the longer says more.
    ordered = {form: tuple(sorted(found, key=lambda v: -len(v[0].particles))) for form, found in verbs.items()}
    return Lexicon(ordered, nouns)


def is_plain(word: str) -> bool:
    """Whether a word is the plain form of a verb of the list, and no past."""
    kinds = lexicon().verbs.get(word, ())
    return any(PLAIN in forms and PAST not in forms for _, forms in kinds)


@cache
def type_of(code: str) -> EventType:
    """The PLOVER type of a CAMEO code: that of its longest beginning in the table."""
    table = _table()["types"]
    found: EventType = next(table[code[:n]] for n in range(len(code), 1, -1) if code[:n] in table)
    return found


@cache
def _table() -> Mapping[str, Mapping[str, EventType]]:
    return tomllib.loads((_HERE / "cameo.toml").read_text("utf8"))


_IRREGULAR = {
    "meet": "met met", "speak": "spoke spoken", "hold": "held held", "begin": "began begun", "ring": "rang rung",
    "fly": "flew flown", "pay": "paid paid", "tell": "told told", "seek": "sought sought", "give": "gave given",
    "lend": "lent lent", "send": "sent sent", "strike": "struck struck", "break": "broke broken", "cut": "cut cut",
    "shoot": "shot shot", "fight": "fought fought", "withdraw": "withdrew withdrawn", "bring": "brought brought",
    "set": "set set", "quit": "quit quit", "leave": "left left", "beat": "beat beaten", "blow": "blew blown",
    "freeze": "froze frozen", "undertake": "undertook undertaken", "beseech": "besought besought", "have": "had had",
    "take": "took taken", "find": "found found", "lay": "laid laid", "let": "let let", "put": "put put",
    "hit": "hit hit", "overrun": "overran overrun", "go": "went gone", "withhold": "withheld withheld",
    "sit": "sat sat", "make": "made made", "shake": "shook shaken",
}  # fmt: skip
_DOUBLED = words(
    "slam commit snub stop slap confer cut expel quit set begin scrap ban drop step ship kidnap let put hit sit"
)
# Written with one letter or two, in America and in Britain.
_EITHER = frozenset({"cancel", "travel", "label"})
_VOWELS = "aeiou"


def _forms(lemma: str) -> dict[str, set[str]]:
    """The forms of a verb, and what each may be."""
    found: dict[str, set[str]] = {}
    for form, kind in _inflected(lemma):
        found.setdefault(form, set()).add(kind)
    return found


def _inflected(lemma: str) -> Iterator[tuple[str, str]]:
    yield lemma, PLAIN
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        yield f"{lemma[:-1]}ies", PRESENT
    elif lemma == "have":
        yield "has", PRESENT
    else:
        yield f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else f"{lemma}s", PRESENT
    twice = stem + stem[-1]
    doubled = {twice} if lemma in _DOUBLED else {stem, twice} if lemma in _EITHER else {stem}
    for base in doubled:
        yield f"{base}ing", GERUND
    if lemma in _IRREGULAR:
        past, participle = _IRREGULAR[lemma].split()
        yield past, PAST
        yield participle, PARTICIPLE
        return
    pasts = {f"{lemma[:-1]}ied"} if lemma.endswith("y") and lemma[-2] not in _VOWELS else {f"{b}ed" for b in doubled}
    for past in pasts:
        yield past, PAST
        yield past, PARTICIPLE
