"""Whether two moves, of two articles, are the same step: one party, kinds that go together, terms alike, days near.

What stands in one statement, or in one place of a copied text, needs less: there it is enough that nothing speaks
against it. When in doubt they are two.
"""

from __future__ import annotations

import re
from itertools import combinations

from communique.issues import alike
from communique.weave.item import Lemmas, Made
from communique.weave.occurrence import When
from communique.weave.same import one_occasion
from communique.weave.wording import Wording, likeness

# Tuned on the moves of the dispatches' gold, where sixteen pairs are the same step and some five hundred are not.
ALIKE = 0.5  # share of what the terms of both tell
WITHIN = 0.75  # share of what the shorter tells, where it tells
WITHIN_BITS = 7.0  # so much,
WITHIN_WORDS = 2  # in so many words: one place is named in many a demand
SAME_MEANING = (
    0.8  # likeness in meaning, for terms that share few words: "all sanctions", "sanctions in their entirety"
)
ALIKE_EVIDENCE = 0.5  # share of what the words around tell, where one of the two has no terms

# Kinds by which two writers may tell of one step: "agreed to close" is an acceptance in one and a commitment in
# another, and what would be done on a condition is, told in short, simply offered.
_FAMILIES = (
    ("offer", "commitment", "conditional", "concession", "reaffirmation"),
    ("offer", "proposal", "mediation"),
    ("acceptance", "commitment", "conditional", "concession"),
    ("demand", "proposal", "reaffirmation"),
    ("demand", "conditional"),
    ("threat", "conditional", "withdrawal"),
    ("refusal", "reaffirmation"),
    ("withdrawal", "retraction"),
)
_PAIRS = frozenset(frozenset(pair) for family in _FAMILIES for pair in combinations(family, 2))
_BARE = frozenset(("withdrawal",))  # kinds of which a party takes no two in a few days, whatever the words
_PART = re.compile(
    r"\b(?:nearly|almost|most|much|part|parts|partly|partial(?:ly)?|some|only|except\w*|several|certain)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:all|entire|entirety|entirely|every|full|fully|whole|complete|completely|total)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|no|never|neither|without)\b|n[’']t\b", re.IGNORECASE)


def same_move(a: Made, b: Made, published_a: When | None, published_b: When | None) -> bool:
    """Whether `a` and `b`, of articles of these days, are the same step by their words and their days."""
    return (
        comparable(a, b)
        and not _two_persons(a, b)
        and one_occasion(a.when, b.when, published_a, published_b)
        and (_one_of_few(a, b) or terms_alike(a, b))
    )


def comparable(a: Made, b: Made) -> bool:
    """Whether the two may be one step at all: of one party, toward no two others, of kinds that go together."""
    return (
        a.party is not None
        and a.party == b.party
        and (a.toward is None or b.toward is None or a.toward == b.toward)
        and kinds_agree(a.kind, b.kind)
    )


def kinds_agree(one: str, other: str) -> bool:
    """Whether two writers may mean one step by these kinds."""
    return one == other or frozenset((one, other)) in _PAIRS


def terms_alike(a: Made, b: Made) -> bool:
    """Whether the terms of two moves are alike; where one has none, the words around them."""
    one, other = _told(a), _told(b)
    if not (a.stakes and b.stakes):
        return likeness(Wording(a.lemmas), Wording(b.lemmas)).of_both >= ALIKE_EVIDENCE
    if _denies(a) != _denies(b) or {_extent(a), _extent(b)} == {"part", "whole"}:
        return False
    like = likeness(Wording(one), Wording(other))
    within = like.of_shorter >= WITHIN and like.shared >= WITHIN_BITS
    if like.of_both >= ALIKE or (within and len(set(one) & set(other)) >= WITHIN_WORDS):
        return True
    return alike(_words(a), _words(b)) >= SAME_MEANING


def _one_of_few(a: Made, b: Made) -> bool:
    return a.kind == b.kind and a.kind in _BARE


def _two_persons(a: Made, b: Made) -> bool:
    """Whether two different persons made them: what Ri said the day after Choe had said it was said twice."""
    return a.person and b.person and a.by != b.by


def _told(made: Made) -> Lemmas:
    return tuple(lemma for stake in made.stakes for lemma in stake.lemmas)


def _denies(made: Made) -> bool:
    return _NOT.search(_words(made)) is not None


def _extent(made: Made) -> str | None:
    """Whether all of something is given or asked, or a part of it; None where it is not said."""
    words = _words(made)
    return "part" if _PART.search(words) else "whole" if _WHOLE.search(words) else None


def _words(made: Made) -> str:
    return ", ".join(stake.text for stake in made.stakes)
