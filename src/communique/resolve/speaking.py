"""Who "he", "she" and "it" are that go on: the speaker, or the subject, of what was told just before.

A story lets one person speak over several sentences: "…, Kim told the meeting. …, he added." Whoever else is named in
what was said is no speaker. What a state or a body does is told on with "it": "Iran has agreed. It will …".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from communique.encoder.understanding import Attribution
from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import ACTING, PRONOUNS, SAYING
from communique.resolve.pronouns import is_subject
from communique.resolve.references import can_be, kind_of
from communique.resolve.voices import Voices
from communique.resolve.who import Who
from communique.resolve.words import BREAK

_PARTIES = frozenset({"state", "organisation", "group"})
# Verbs of somebody who goes on speaking; those of wanting and promising may be another's whose words these were.
_GOING_ON = SAYING | frozenset(("denied", "denies", "accused", "accuses", "repeated", "repeats", "continued", "went"))
# Sentences of the paragraph that are looked at before "it said".
_BACK = 5
# Words before "it" in a sentence that it still heads: "In exchange, it will …".
_LEAD = 3
_VERBS = (
    ACTING
    | SAYING
    | frozenset(("kept", "made", "took", "gave", "held", "met", "began", "broke", "cut", "left", "put", "set", "went"))
    | frozenset(("won", "lost", "got", "came", "chose", "built", "let"))
)
# What follows an "it" that does something, and what may follow then where the thing itself is meant.
_DOING = (ACTING | {"also"}) - {"is", "are", "was", "were", "does", "did", "do", "can", "could", "may", "might", "must"}
_HAPPENING = frozenset(
    (
        "be",
        "been",
        "take",
        "taken",
        "mean",
        "meant",
        "help",
        "make",
        "come",
        "last",
        "happen",
        "begin",
        "begun",
        "start",
    )
) | {"include", "require", "allow", "cost", "apply", "become", "remain", "fall", "give", "to"}


def resolve(draft: Draft, who: Who, attributions: Sequence[Attribution], voices: Voices) -> list[Found]:
    """The mentions by "he", "she" and "it" that say something, and by "it" at the head of a sentence: those that were
    left open, and have one answer in their paragraph.

    `who` is what the names and the pronouns found so far say.
    """
    return [*_speakers(draft, who, attributions, voices), *_subjects(draft, attributions, voices)]


def _speakers(draft: Draft, who: Who, attributions: Sequence[Attribution], voices: Voices) -> Iterator[Found]:
    """ "He added": the one whose words stand before, if nobody else comes between."""
    words = draft.words
    told = sorted((_extent(draft, a), a) for a in attributions if a.source and a.cue)
    spoken: dict[int, str] = {}  # who the pronouns are that were found here
    # Where the last words end that were said, whose they are, and who is named in them.
    before: tuple[int, str | None, set[str | None]] = 0, None, set()
    for (first, after), attribution in told:
        source, end = words.range(attribution.source[0])
        pronoun = end - source == 1 and words.lower[source] in PRONOUNS
        if pronoun and not draft.taken[source] and words.told[source] and not words.quoted[source]:
            said, actor, named = before
            if (
                actor is not None
                and said <= first
                and not words.breaks_between(said, first)
                and can_be(draft, words.lower[source], actor)
                and not voices.exclude(draft, source, actor)
                and (named <= {actor} or _goes_on(draft, attribution))
                and not _others(draft, said, first, actor)
            ):
                spoken[source] = actor
                yield Found(source, source + 1, "person", actor, "pronoun", source)
        if first >= before[0]:
            speaker = spoken.get(source) if pronoun and source in spoken else who.actor_of(attribution.source)[0]
            inside = (at for span in attribution.content for at in range(*words.range(span)))
            before = after, speaker, {draft.opening[at].actor for at in inside if at in draft.opening}


def _extent(draft: Draft, attribution: Attribution) -> tuple[int, int]:
    """The first word of an attribution and the word after its last."""
    ranges = [draft.words.range(span) for span in (*attribution.source, *attribution.cue, *attribution.content)]
    return min(first for first, _ in ranges), max(after for _, after in ranges)


def _goes_on(draft: Draft, attribution: Attribution) -> bool:
    return any(not _GOING_ON.isdisjoint(span.of(draft.words.text).lower().split()) for span in attribution.cue)


def _others(draft: Draft, first: int, after: int, actor: str) -> bool:
    """Whether another person is named as one who acts in the words `[first, after)`."""
    inside = (draft.opening[at] for at in range(first, after) if at in draft.opening)
    return any(found.actor != actor and is_subject(draft, found) for found in inside)


def _subjects(draft: Draft, attributions: Sequence[Attribution], voices: Voices) -> Iterator[Found]:
    """ "It said", "it will": the state or body that an earlier sentence of the paragraph begins with.

    That of what says something may be some sentences back; a subject is only that of the sentence just before.
    """
    words = draft.words
    sources = {words.range(a.source[0]) for a in attributions if len(a.source) == 1}
    parties = {f.first: f for f in draft.found if f.kind in _PARTIES and f.actor is not None}
    for index, word in enumerate(words.lower):
        if word != "it" or draft.taken[index] or not words.told[index] or words.quoted[index]:
            continue
        says = (index, index + 1) in sources
        since = words.sentence(index)
        opens = index - since <= _LEAD and parties.keys().isdisjoint(range(since, index))
        if not says and not (opens and words.lower[index + 1] in _DOING and words.lower[index + 2] not in _HAPPENING):
            continue
        for party in islice(_openings(draft, since, parties), _BACK):
            if party is not None or not says:
                if party is not None and party.actor is not None and not voices.exclude(draft, index, party.actor):
                    yield Found(index, index + 1, kind_of(draft, party.actor), party.actor, "pronoun", index)
                break


def _openings(draft: Draft, first: int, parties: Mapping[int, Found]) -> Iterator[Found | None]:
    """What each sentence before the word `first` in its paragraph begins with, the last first: a party that acts."""
    words = draft.words
    while first > 0 and words.lower[first - 1] != BREAK:
        first = words.sentence(first - 1)
        party = parties.get(first + 1 if words.lower[first] == "the" else first)
        yield party if party is not None and _acts(draft, party) else None


def _acts(draft: Draft, party: Found) -> bool:
    following = draft.words.lower[party.after]
    if draft.adjectives[party.first]:
        return False
    return (
        following in _VERBS
        or following.endswith("ed")
        or (following == "," and draft.words.lower[party.after + 1] == "which")
    )
