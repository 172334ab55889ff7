"""Who "he" and "she" are, where only one person can be meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.reading import Span, Spans
from communique.resolve.appositions import bearer_before
from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import INDEFINITE_HUMANS, PREPOSITIONS, PRONOUNS, SAYING, SUBJECT_AFTER, VERBLESS_AFTER
from communique.resolve.voices import Voices
from communique.resolve.words import BREAK, LONGEST_SENTENCE


def resolve(draft: Draft, sentences: Sequence[Span], sources: Sequence[Spans], voices: Voices) -> list[Found]:
    """The mentions "he" and "she" that have one answer; the others get none.

    The candidates stand in the same sentence before the pronoun, else in the sentence before. There must be one person
    of the gender among them, or one who is the sentence's subject or source. `sources` are the spans of sources that
    the head found: one that names nobody known leaves the pronoun open. Whom `voices` excludes is no candidate.
    """
    if not sentences:
        return []
    words = draft.words
    quoted = _quoted(words.folded)
    named = sorted(source for spans in sources for source in spans)
    starts = [s.start for s in sentences]
    people = sorted((f for f in draft.found if f.kind == "person"), key=lambda f: f.first)
    begins = [f.first for f in people]
    found: list[Found] = []
    for index, word in enumerate(words.lower):
        if word not in PRONOUNS or draft.taken[index]:
            continue
        here = bisect_right(starts, words.starts[index]) - 1
        if here < 0 or quoted[index]:
            continue
        actor = None
        for number in (here, here - 1):
            if number < 0:
                break
            first, after = words.range(sentences[number])
            after = min(after, index)
            if after - first > LONGEST_SENTENCE:  # no sentence but a list, in which anybody may be meant
                break
            inside = people[bisect_right(begins, first - 1) : bisect_right(begins, after - 1)]
            if number == here and (bearer := bearer_before(draft, index)) is not None:
                inside = [one for one in inside if one is not bearer]
            inside = [one for one in inside if not voices.exclude(draft, index, one.actor)]
            if inside or _someone_else(draft, first, after, named, quoted):
                actor = _one(draft, first, after, inside, named, quoted, PRONOUNS[word])
                break
        if actor is not None:
            mention = Found(index, index + 1, "person", actor, "pronoun", index)
            found.append(mention)
            draft.persons[index + 1] = mention
            draft.take(index, index + 1)
            at = bisect_right(begins, index)
            begins.insert(at, index)
            people.insert(at, mention)
    return found


def _one(
    draft: Draft,
    first: int,
    after: int,
    inside: Sequence[Found],
    sources: Sequence[Span],
    quoted: Sequence[int],
    gender: str,
) -> str | None:
    if _someone_else(draft, first, after, sources, quoted):
        return None
    fitting = [f for f in inside if _gender(draft, f) in (gender, None)]
    if any(f.actor is None for f in fitting):
        return None
    subjects = {f.actor for f in fitting if (f.basis == "pronoun" or is_subject(draft, f)) and not quoted[f.first]}
    return next(iter(subjects)) if len(subjects) == 1 else None


def _gender(draft: Draft, found: Found) -> str | None:
    person = draft.people.get(found.actor or "")
    if person is not None:
        return person.gender
    row = draft.tables.people.get(found.actor or "")
    return row.gender if row is not None else None


def _someone_else(draft: Draft, first: int, after: int, sources: Sequence[Span], quoted: Sequence[int]) -> bool:
    """Whether the words `[first, after)` hold a person whom nobody can name: "a senior official", an unnamed source.

    `sources` are in order of text.
    """
    words = draft.words
    for index in range(first, after):
        if index in draft.spots and not draft.taken[index]:
            return True
        if words.lower[index + 1] in SAYING and draft.stranger(index):
            return True
        if words.lower[index] in PRONOUNS and not draft.taken[index] and not quoted[index]:
            return True
        if words.lower[index] in INDEFINITE_HUMANS and not draft.taken[index] and _free_standing(draft, index):
            return True
    if first >= after:
        return False
    span = words.span(first, after)
    for source in sources[bisect_left(sources, (span.start,)) : bisect_left(sources, (span.end,))]:
        a, b = words.range(source)
        if words.lower[a:b] and not any(draft.taken[a:b]) and words.lower[a] not in PRONOUNS:
            return True
    return False


def _free_standing(draft: Draft, index: int) -> bool:
    """Whether the noun stands for a person of its own, and is no part of a named person's title."""
    return index not in draft.personal and index - 1 not in draft.persons


def is_subject(draft: Draft, found: Found) -> bool:
    """Whether the mention looks like the subject of a verb: only a break or a conjunction before it, or "said"."""
    words = draft.words
    at = found.start - 1
    while at >= 0 and words.lower[at] in ("the", "a", "an"):
        at -= 1
    before = words.lower[at] if at >= 0 else "¶"
    if before in SAYING:
        return True
    following = words.lower[found.after]
    if following == "of" and (land := draft.starts.get(found.after + 1)) is not None:
        following = words.lower[land.after]  # "President Berg of Finland said"
    if following in VERBLESS_AFTER - {",", ")", "and"} or before in PREPOSITIONS - {"after", "before", "since", "as"}:
        return False
    if before == "and":
        other = draft.persons.get(at)
        if other is not None:
            return is_subject(draft, other)
    return before in SUBJECT_AFTER or words.lower[at].endswith("ly")


def _quoted(folded: Sequence[str]) -> bytes:
    """Which words stand inside double quotation marks that were opened in their paragraph."""
    inside = bytearray(len(folded))
    straight = curly = 0
    for index, word in enumerate(folded):
        inside[index] = bool(straight or curly)
        if word == BREAK:
            straight = curly = 0
        elif word == '"':
            straight = 1 - straight
        elif word == "“":
            curly += 1
        elif word == "”":
            curly = max(curly - 1, 0)
    return bytes(inside)
