"""Pronouns and descriptions that go back to somebody named before, by the links that the encoder gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from communique.encoder.understanding import Reference
from communique.reading import MentionKind
from communique.resolve.appositions import acting_on, bearer_before
from communique.resolve.draft import Draft, Found
from communique.resolve.voices import Voices

# A phrase stays open unless one actor is so likely, among all whom it can stand for and the chance that it is nobody's.
# There is often a second man or woman near, so that a person must be likelier.
SURE, SURE_OF_PERSONS = 0.55, 0.75
# Somebody who was not named for more paragraphs than this is not who "he" is: the text has been torn, or names nobody.
PARAGRAPHS_BACK = 1
# Words between "and" and a name: "and the old rebels".
_MODIFIERS = 5
_GENDER = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_OF_PERSONS = frozenset(_GENDER)
_OF_OTHERS = frozenset({"it", "its", "itself"})
_OF_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
Chances = dict[str | None, float]
_PRONOUNS = _OF_PERSONS | _OF_OTHERS | _OF_MANY


def resolve(draft: Draft, references: Sequence[Reference], voices: Voices) -> list[Found]:
    """The mentions by pronoun that the links lead back to somebody named; those that they leave open get none.

    The chance that an actor is meant is that of all ways back to its names together. Actors for whom the pronoun cannot
    stand do not count: a man for "she", a person for "it", a state for "he"; nor do those whom `voices` excludes.
    """
    words = draft.words
    named = {index: f for f in draft.found for index in range(f.first, f.after)}
    known: dict[int, Chances] = {}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for there in draft.found:
        if there.actor is not None:
            places[there.actor].append(there.first)
    found = []
    for place, reference in enumerate(references):
        word = reference.head.of(words.text).lower()
        if word not in _PRONOUNS:
            continue
        first, after = words.range(reference.head)
        if after - first != 1 or first in named or draft.taken[first] or not words.told[first]:
            continue
        chances = _meant(draft, references, place, named, known)
        bearer = bearer_before(draft, first)
        beside = {one.actor for one in (bearer, acting_on(draft, first)) if one is not None}
        others = {a for a in chances if a is not None and (a in beside or voices.exclude(draft, first, a))}
        if others:
            rest = {a: chance for a, chance in chances.items() if a not in others}
            chances = {a: chance / (sum(rest.values()) or 1.0) for a, chance in rest.items()} or {None: 1.0}
            known[place] = chances
        actor = max(chances, key=lambda a: chances[a])
        one = word in _OF_PERSONS or (word in _OF_MANY and kind_of(draft, actor or "") != "group")
        if actor is None or chances[actor] < (SURE_OF_PERSONS if one else SURE):
            continue
        last = max((at for at in places.get(actor, ()) if at < first), default=None)
        if last is not None and word in _OF_MANY and last in named and _joined(draft, named[last]):
            continue
        if last is not None and words.breaks_between(last, first) <= PARAGRAPHS_BACK:
            found.append(Found(first, after, kind_of(draft, actor), actor, "pronoun", first))
            places[actor].append(first)
    return found


def _meant(
    draft: Draft, references: Sequence[Reference], place: int, named: dict[int, Found], known: dict[int, Chances]
) -> Chances:
    """Whom the reference at `place` means, by all ways back; `known` keeps what has been worked out."""
    words, waiting = draft.words, [place]
    while waiting:
        here = waiting[-1]
        reference = references[here]
        first, after = words.range(reference.head)
        there = next((named[index] for index in range(first, after) if index in named), None)
        there = there or _at_end(draft, reference, named)
        if there is not None:
            known[here] = {there.actor: 1.0}
        elif missing := [before for before, _ in reference.antecedents if before not in known]:
            waiting += missing
            continue
        else:
            word = words.lower[first] if after - first == 1 else ""
            chances: Chances = {None: reference.new}
            for before, chance in reference.antecedents:
                for actor, share in known[before].items():
                    if actor is None or can_be(draft, word, actor):
                        chances[actor] = chances.get(actor, 0.0) + chance * share
            whole = sum(chances.values()) or 1.0
            known[here] = {actor: chance / whole for actor, chance in chances.items()}
        waiting.pop()
    return known[place]


def _at_end(draft: Draft, reference: Reference, named: dict[int, Found]) -> Found | None:
    """The person whose name ends the phrase: "Ambassador" is the head of "Ambassador Berg", who is meant."""
    _, after = draft.words.range(reference.span)
    there = named.get(after - 1)
    first, _ = draft.words.range(reference.head)
    return there if there is not None and there.kind == "person" and there.start <= first else None


def _joined(draft: Draft, found: Found) -> bool:
    """Whether the mention is one of several: "Finland and the old rebels", who are "they" together."""
    lower = draft.words.lower
    if lower[found.after] == "and":
        return True
    before = lower[max(found.first - _MODIFIERS, 0) : found.first]
    return "and" in before and all(word.isalpha() or word == "-" for word in before[before.index("and") :])


def can_be(draft: Draft, word: str, actor: str) -> bool:
    """Whether a pronoun can stand for the actor."""
    person = draft.people.get(actor) or draft.tables.people.get(actor)
    if word in _OF_PERSONS:
        return person is not None and person.gender in (_GENDER[word], None)
    if word in _OF_OTHERS or word in _OF_MANY:
        return person is None
    return True


def kind_of(draft: Draft, actor: str) -> MentionKind:
    """What kind of mention the actor is."""
    if actor in draft.people or actor in draft.tables.people:
        return "person"
    if actor in draft.tables.states:
        return "state"
    body = draft.tables.bodies.get(actor)
    if body is not None:
        return "group" if body.kind == "group" else "organisation"
    return draft.others[actor][1] if actor in draft.others else "organisation"
