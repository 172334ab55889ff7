"""What the words of a term say, as far as comparing two needs it: which matter, how much of it, and to what end.

Two terms of one issue are of one **matter** when their words are alike, or when both speak of the issue as a whole
("full relief", "an end to all sanctions"). Of one matter they may still differ: in **scope** ("all", "part") and in
**direction** (sanctions that are lifted, sanctions that stay).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from communique.issues import alike as alike_in_meaning
from communique.weave.lexicon import content_words
from communique.weave.wording import Wording, likeness, telling

Scope = Literal["all", "part"]
Direction = Literal[-1, 0, 1]

# Least likeness of two terms of one issue that are one matter: twice what `issues.alike` gives terms that may be the
# same, for here it is claimed that they are. Tuned on the dispatches; benchmarks/positions.py has pairs besides.
ALIKE = 0.6
ALIKE_APART = 0.75  # … of two whose issues are not both known
LOOSE = 0.45  # … where their parts say already that they answer one another
SHARED = 8.0  # bits of the words by which "more than that" names what is offered
REMEMBERED = 1 << 14  # terms of which it is remembered what their words say: they are compared many times
LONGEST = 400  # characters of a term that are looked at: a longer one is no term

_PART = re.compile(
    r"\b(?:part(?:s|ly|ial|ially)?|some|several|certain|limited|a few|half|one of|two of|"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:of|out of)|"
    r"small(?:er)?|interim|phased|gradual(?:ly)?|step[ -]by[ -]step|partway)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|every|full(?:y)?|whole|entire(?:ly|ty)?|complete(?:ly)?|total(?:ly)?|any|comprehensive|"
    r"outright|altogether|wholesale)\b",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(r"\b(?:not|less than) (?:all|every|fully)\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"\b(?:more than|beyond|further than|in addition to|on top of|besides|other than|additional|one more)\b",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"\b(?:them|it|that|this|these|those|so)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|no longer|won['’]t|can['’]t|cannot|n['’]t)\b|n['’]t\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|lift(?:s|ed|ing)?|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|suspen(?:d|ds|ded|ding|sion)|"
    r"freez(?:e|es|ing)|frozen|remov(?:e|es|ed|ing|al)|eas(?:e|es|ed|ing)|relief|reliev(?:e|es|ed|ing)|waive[rsd]?|"
    r"giv(?:e|es|ing) up|given up|rid of|dismantl(?:e|es|ed|ing|ement)|abandon(?:s|ed|ing|ment)?|"
    r"withdr(?:aw|aws|ew|awn|awing|awal)|pull(?:s|ed|ing)? (?:out|back)|leav(?:e|es|ing)|cut(?:s|ting)?|"
    r"reduc(?:e|es|ed|ing|tion)|refrain(?:s|ed|ing)?|ceas(?:e|es|ed|ing)|cessation|scrap(?:s|ped|ping)?|"
    r"drop(?:s|ped|ping)?|break(?:s|ing)? off|broke off|"
    r"call(?:s|ed|ing)? off|abolish(?:es|ed|ing)?|clos(?:e|es|ed|ing|ure)|shut(?:s|ting)?|destroy(?:s|ed|ing)?|"
    r"destruction|eliminat(?:e|es|ed|ing|ion)|cancel(?:s|led|ed|ling|lation)?|"
    r"releas(?:e|es|ed|ing)|free(?:s|d)|set(?:ting)? free|let(?:ting)? go|"
    r"moratorium|block(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:keep(?:s|ing)?|kept|continu(?:e|es|ed|ing|ation)|maintain(?:s|ed|ing)?|maintenance|"
    r"remain(?:s(?! of\b)|ed|ing)?|"
    r"stay(?:s|ed|ing)?|resum(?:e|es|ed|ing|ption)|restart(?:s|ed|ing)?|retain(?:s|ed|ing)?|impos(?:e|es|ed|ing)|"
    r"proceed(?:s|ed|ing)?|go(?:es|ing)? (?:on|ahead)|in (?:force|place)|extend(?:s|ed|ing)?|"
    r"(?:re)?open(?:s|ed|ing)?|tighten(?:s|ed|ing)?|expand(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:remain(?:s(?! of\b)|ed|ing)?|stay(?:s|ed|ing)?|"
    r"(?:keep(?:s|ing)?|kept)(?! (?:our|its|their|his|her|the|my) (?:own )?(?:parts?|sides?|promises?|pledges?|"
    r"word|end|commitments?|obligations?)\b)|maintain(?:s|ed|ing)?|in (?:force|place)|"
    r"not be (?:lifted|eased|removed|ended|suspended))\b",
    re.IGNORECASE,
)
# "Within two weeks", "for five years".
_WITHIN = re.compile(
    r"\b(?:within|in|for|by|after) (?:the (?:end|beginning) of )?(?:the |this |next |an? |about |at least )?"
    r"(?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|\w+teen|twenty|thirty|sixty|ninety) )?"
    r"(?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
# Words of a term that say nothing of its matter beside those of scope and direction.
_EMPTY = frozenset(content_words(
    "go come be do have make take get put give want see let bring step measure action move progress matter issue way "
    "thing time deal agreement commitment term demand request regime country side nation government position stance "
    "relief end lift ease removal nearly almost most less peninsula region territory goal aim common "
    "realise achieve reach grant provide allow sit hold return engage start begin agree accept president leader "
    "minister secretary chairman counterpart observe respect honour honor uphold delay strict immediate "
    "day week month year soon possible early date again next last today tomorrow January February March April May June "
    "July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
))  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def scope(text: str) -> Scope | None:
    """Whether a term takes all of its matter or a part; None where its words do not say."""
    text = text[:LONGEST]
    if _PART.search(text) or _NOT_ALL.search(text):
        return "part"
    return "all" if _ALL.search(text) else None


@lru_cache(maxsize=REMEMBERED)
def direction(text: str) -> Direction:
    """-1 where what the term names ends or grows less, 1 where it goes on or begins, 0 where the words do not say.

    The first word that says so counts, turned round by a "not" before it or a "no" after it ("impose no tolls").
    """
    text = text[:LONGEST]
    ends, keeps = _ENDS.search(text), _KEEPS.search(text)
    first = min((found for found in (ends, keeps) if found), key=lambda found: found.start(), default=None)
    if first is None:
        return -1 if _NOT.search(text) else 0
    turned = sum(1 for _ in _NOT.finditer(text, 0, first.end() + len(" no"))) % 2
    return 1 if (first is keeps) != bool(turned) else -1


@dataclass(frozen=True)
class Matters:
    """Compares terms of one issue.

    `own` are the lemmas of the issue's own words, `names` those of the parties and persons, whom most terms name.
    `whole` is False where the issue is not known: then no term can speak of it as a whole, and more must be alike.
    """

    own: frozenset[str]
    names: frozenset[str] = frozenset()
    whole: bool = True

    def one(self, one: str, other: str, *, wide: bool = False) -> bool:
        """Whether two terms are of one matter; `wide`: also where one of them speaks of the issue as a whole."""
        if _exceeds(one) != _exceeds(other):
            return False  # who is asked for more than a thing is not asked for the thing
        bare = (self.bare(one), self.bare(other))
        if all(bare) or (wide and any(bare) and not (self._says_nothing(one) or self._says_nothing(other))):
            return True
        return self.alike(one, other) >= (ALIKE_APART if not self.whole else LOOSE if wide else ALIKE)

    def alike(self, one: str, other: str) -> float:
        """How alike two terms are, 0 to 1, whomever they name."""
        return alike(_nameless(one[:LONGEST], self.names), _nameless(other[:LONGEST], self.names))

    def covers(self, one: str, other: str) -> bool:
        """Whether two terms are of one matter, or the one speaks of the issue as a whole."""
        return self.one(one, other, wide=self.bare(one))

    def same(self, one: str, other: str) -> bool:
        """Whether two terms are of one matter, to one end, and none takes less than the other."""
        return (
            direction(one) * direction(other) >= 0
            and (scope(one) == "part") == (scope(other) == "part")
            and self.one(one, other)
        )

    def bare(self, text: str) -> bool:
        """Whether a term speaks of its issue as a whole: beside words of scope and direction it has only `own` ones."""
        text = text[:LONGEST]
        return (
            self.whole
            and _own(text) <= self.own | self.names
            and (
                _STANDS_FOR.search(text) is not None
                or direction(text) != 0
                or not (self.own | self.names).isdisjoint(content_words(text))
            )
        )

    def _says_nothing(self, text: str) -> bool:
        """Whether a term has no matter at all: "a step-by-step deal"."""
        return not _own(text[:LONGEST]) and not self.bare(text)


@lru_cache(maxsize=REMEMBERED)
def only_points(text: str) -> bool:
    """Whether a term only points at what was told before it: "do that"."""
    return _STANDS_FOR.search(text[:LONGEST]) is not None and not _own(text[:LONGEST])


@lru_cache(maxsize=REMEMBERED)
def only_names(text: str) -> bool:
    """Whether a term only says who and where: "the president to the White House"."""
    return not _own(" ".join(word for word in text[:LONGEST].split() if word[0].islower()))


def blank(text: str) -> bool:
    """Whether a term says nothing where it stands alone: "do so"; "lift them" says something."""
    return only_points(text) and direction(text) == 0


def keeps(text: str) -> bool:
    """Whether a term is that a measure stays as it is."""
    return direction(text) == 1 and _STAYS.search(text[:LONGEST]) is not None


def beyond(more: str, offered: str) -> bool:
    """Whether a term asks for more than what is offered, naming it: "more than the port", "one step beyond it"."""
    marked = _BEYOND.search(more[:LONGEST])
    if marked is None:
        return False
    named = frozenset(content_words(more[marked.end() : LONGEST])) - _EMPTY
    own = frozenset(content_words(offered[:LONGEST]))
    return sum(map(telling, named & own)) >= SHARED


def alike(one: str, other: str) -> float:
    """How alike two terms are in words or in meaning, 0 to 1, whichever is first."""
    return _alike(*sorted((one[:LONGEST], other[:LONGEST])))


@lru_cache(maxsize=REMEMBERED)
def _exceeds(text: str) -> bool:
    """Whether a term names something that it asks for more than."""
    return _BEYOND.search(text[:LONGEST]) is not None


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> float:
    return max(likeness(_wording(one), _wording(other)).of_both, alike_in_meaning(one, other))


@lru_cache(maxsize=REMEMBERED)
def _wording(text: str) -> Wording:
    return Wording(content_words(text))


@lru_cache(maxsize=REMEMBERED)
def _nameless(text: str, names: frozenset[str]) -> str:
    """The words of a term without those that are parts of names."""
    return " ".join(word for word in text.split() if not names.issuperset(content_words(word) or (word,)))


@lru_cache(maxsize=REMEMBERED)
def _own(text: str) -> frozenset[str]:
    """The lemmas of a term that are neither of scope nor of direction, nor empty."""
    for pattern in (_WITHIN, _NOT_ALL, _PART, _ALL, _NOT, _ENDS, _KEEPS):
        text = pattern.sub(" ", text)
    return frozenset(content_words(text)) - _EMPTY
