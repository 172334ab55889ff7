"""Pronouns that the grammar of their clause binds: "the ministry said it …", "the North halted its tests"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from communique.encoder.understanding import Attribution, Reference
from communique.reading import Span
from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import PREPOSITIONS, SAYING
from communique.resolve.references import can_be, kind_of
from communique.resolve.who import Who
from communique.resolve.words import in_number

_OWN = frozenset({"its", "itself"})
_OF_MEN_AND_WOMEN = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_PARTIES = frozenset({"state", "organisation", "group"})
_OPENING = frozenset({"it", "he", "she"})
# Words between a party and "its" or "itself", at most.
_REACH = 14
# Prepositions that open a clause, too: "as Iran met its obligations".
_CONJUNCTIONS = frozenset({"as", "before", "after", "since", "until", "than"})
# Those who speak for a body or a state, so that "it" in their words is that one.
_MOUTHS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "official", "officials", "spokespersons"})
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
    found = [
        *_opening(draft, who, attributions),
        *_within(draft, who, attributions, references),
        *_own(draft, references),
        *_emphatic(draft),
    ]
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
        if words.lower[first] == "it" and (actor is None or actor in draft.people):
            actor = _spoken_for(draft, who, attribution.source[0])
        if actor is not None and can_be(draft, words.lower[first], actor) and words.told[first]:
            found.append(Found(first, first + 1, kind_of(draft, actor), actor, "pronoun", first))
    return found


def _spoken_for(draft: Draft, who: Who, source: Span) -> str | None:
    """The body or state whose spokesman or official the source is: "a spokesman for the ministry said it …"."""
    words = draft.words
    pieces = who.pieces(*words.range(source))
    for n, piece in enumerate(pieces):
        if piece not in _MOUTHS:
            continue
        beside = [p for p in pieces[n + 1 : n + 4] if p != "the"] if n + 1 < len(pieces) else []
        if len(beside) > 1 and beside[0] in ("for", "of", "at", "in", "with") and not isinstance(beside[1], str):
            return beside[1].actor if beside[1].kind in _PARTIES else None
        named = pieces[n - 1] if n else ""
        return named.actor if not isinstance(named, str) and named.kind == "organisation" else None
    return None


def _of_nobody(following: Sequence[str]) -> bool:
    rest = list(itertools.dropwhile(_BEING.__contains__, following))
    return len(rest) < len(following) and bool(rest) and rest[0] in _OF_NOBODY


def _within(
    draft: Draft, who: Who, attributions: Sequence[Attribution], references: Sequence[Reference]
) -> Iterator[Found]:
    """ "Berg told reporters that his men …": the speaker, as long as what is said has spoken of nobody else."""
    words = draft.words
    people = {words.range(r.head)[0] for r in references if r.kind == "person"}
    for attribution in attributions:
        if not (attribution.source and attribution.content and attribution.cue):
            continue
        if attribution.source[0].start > attribution.content[0].start:
            continue
        first, after = words.range(attribution.content[0])
        cue = {word for span in attribution.cue for word in span.of(words.text).lower().split()}
        if words.lower[first] != "that" and cue.isdisjoint(SAYING):
            continue
        actor, _ = who.actor_of(attribution.source)
        source = range(*words.range(attribution.source[0]))
        if actor not in draft.people or len({draft.opening[at].actor for at in source if at in draft.opening}) > 1:
            continue
        for index in range(first, after):
            word = words.lower[index]
            if word in _OF_MEN_AND_WOMEN:
                if draft.taken[index] or words.quoted[index] or not can_be(draft, word, actor):
                    break
                yield Found(index, index + 1, "person", actor, "pronoun", index)
            elif words.quoted[index] or index in people or index in draft.opening:
                break


def _emphatic(draft: Draft) -> Iterator[Found]:
    """ "Berg himself", "Finland itself"."""
    before = {f.after: f for f in draft.found if f.actor is not None}
    for index, word in enumerate(draft.words.lower):
        party = before.get(index) if word in ("himself", "herself", "itself") else None
        if party is not None and party.actor is not None and not draft.taken[index] and draft.words.told[index]:
            yield Found(index, index + 1, party.kind, party.actor, "pronoun", index)


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
                before = words.lower[ahead] if ahead >= 0 else ""
                acts = before not in PREPOSITIONS or (before in _CONJUNCTIONS and at < index)
                if acts and words.folded[at] != "'s" and words.quoted[party.first] == words.quoted[index]:
                    actor = party.actor
                    assert actor is not None
                    found.append(Found(index, index + 1, party.kind, actor, "pronoun", index))
                break
            before = words.lower[at - 1]
            if (
                (before in _ENDS_CLAUSE and not in_number(words.lower, at - 1))
                or (at - 1 in heads and before.isalpha() and not before.endswith("s") and words.lower[at] != "of")
                or draft.taken[at - 1]
            ):
                break
    return found
