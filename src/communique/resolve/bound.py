"""Pronouns that the grammar of their clause binds: "the ministry said it …", "the North halted its tests"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from communique.encoder.understanding import Attribution, Reference
from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import PREPOSITIONS
from communique.resolve.references import can_be, kind_of
from communique.resolve.who import Who

_OWN = frozenset({"its", "itself"})
_PARTIES = frozenset({"state", "organisation", "group"})
_OPENING = frozenset({"it", "he", "she"})
# Words between a party and "its" or "itself", at most.
_REACH = 14
_ENDS_CLAUSE = frozenset([*',.;:!?¶"“”()–—', "that", "which", "who", "if", "when", "while", "because", "whether"])
# "It" stands for nobody before these: "it was too early to say", "it would be wrong to …".
_OF_NOBODY = frozenset(
    (
        "too", "early", "clear", "unclear", "important", "possible", "impossible", "likely", "unlikely", "time", "up",
        "hard", "difficult", "necessary", "crucial", "essential", "regrettable", "premature", "true", "wrong",
        "right", "best", "better", "good", "bad", "natural", "vital", "unfortunate",
    )
)  # fmt: skip
_BEING = frozenset(
    {"was", "is", "be", "been", "would", "will", "may", "might", "could", "should", "not", "now", "still"}
)


def resolve(
    draft: Draft, who: Who, attributions: Sequence[Attribution], references: Sequence[Reference]
) -> list[Found]:
    """The mentions by a pronoun that opens what its source said, outside quotation marks, and by "its" and "itself" in
    the clause of the one party that can have something: the words between them stand for nothing else, or for several.
    """
    found = [*_opening(draft, who, attributions), *_own(draft, references)]
    return list({f.first: f for f in found}.values())


def _opening(draft: Draft, who: Who, attributions: Sequence[Attribution]) -> list[Found]:
    words, found = draft.words, []
    for attribution in attributions:
        if not (attribution.source and attribution.content and attribution.cue):
            continue
        if attribution.source[0].start > attribution.content[0].start:
            continue  # "It was late, he said": what stands first cannot go back to what comes after
        first, after = words.range(attribution.content[0])
        if first < after and words.lower[first] == "that":
            first += 1
        if first >= after or words.lower[first] not in _OPENING or words.quoted[first] or draft.taken[first]:
            continue
        if words.lower[first] == "it" and _of_nobody(words.lower[first + 1 : first + 6]):
            continue
        actor, _ = who.actor_of(attribution.source)
        if actor is not None and can_be(draft, words.lower[first], actor) and words.told[first]:
            found.append(Found(first, first + 1, kind_of(draft, actor), actor, "pronoun", first))
    return found


def _of_nobody(following: Sequence[str]) -> bool:
    rest = list(itertools.dropwhile(_BEING.__contains__, following))
    return len(rest) < len(following) and bool(rest) and rest[0] in _OF_NOBODY


def _in_number(draft: Draft, index: int) -> bool:
    """Whether the point or comma stands inside a figure: "2.8 billion"."""
    lower = draft.words.lower
    return 0 < index < len(lower) - 1 and lower[index - 1].isdigit() and lower[index + 1].isdigit()


def _own(draft: Draft, references: Sequence[Reference]) -> list[Found]:
    words, found = draft.words, list[Found]()
    if _OWN.isdisjoint(words.lower):
        return found
    parties = {f.after: f for f in draft.found if f.kind in _PARTIES and f.actor is not None}
    heads = {words.range(r.head)[0] for r in references}
    for index, word in enumerate(words.lower):
        if word not in _OWN or draft.taken[index] or not words.told[index]:
            continue
        for at in range(index, max(index - _REACH, 0), -1):
            party = parties.get(at)
            if party is not None:
                ahead = party.first - (2 if words.lower[party.first - 1] == "the" else 1)
                acts = ahead < 0 or words.lower[ahead] not in PREPOSITIONS
                if acts and words.folded[at] != "'s" and words.quoted[party.first] == words.quoted[index]:
                    actor = party.actor
                    assert actor is not None
                    found.append(Found(index, index + 1, party.kind, actor, "pronoun", index))
                break
            before = words.lower[at - 1]
            if (
                (before in _ENDS_CLAUSE and not _in_number(draft, at - 1))
                or (at - 1 in heads and not before.endswith("s"))
                or draft.taken[at - 1]
            ):
                break
    return found
