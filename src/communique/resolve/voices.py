"""Who cannot be the speaker: what a side never says of itself, and the names in what somebody says."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.encoder.understanding import Attribution
from communique.resolve.draft import Draft

_NORTH = "PRK"
_SOURCES = frozenset({"he", "she", "it", "they"})
# Behind these another may speak: "he said the door was open, after …, and Berg's friends …".
_AFTERTHOUGHTS = frozenset({",", "after", "before", "since", "when", "while", "as", "because"})


@dataclass(frozen=True, slots=True)
class Voices:
    """What the words of sources cannot mean.

    `outsiders` are the words that are the source of a quotation in which North Korea is called as it never calls
    itself; `named` has, for a pronoun that is a source, those whose names stand in what it says: nobody calls himself
    by name.
    """

    outsiders: frozenset[int]
    named: Mapping[int, frozenset[str]]

    def exclude(self, draft: Draft, index: int, actor: str | None) -> bool:
        """Whether the word at `index` cannot be `actor`."""
        if actor is None:
            return False
        if actor in self.named.get(index, ()):
            return True
        if index not in self.outsiders:
            return False
        return actor == _NORTH or (actor in draft.people and draft.people[actor].country == _NORTH)


def heard(draft: Draft, attributions: Sequence[Attribution]) -> Voices:
    """What the attributions of the text say of their speakers, by the names found so far."""
    return Voices(_outsiders(draft, attributions), _named(draft, attributions))


def _outsiders(draft: Draft, attributions: Sequence[Attribution]) -> frozenset[int]:
    words, found = draft.words, set[int]()
    for attribution in attributions:
        inside = [at for span in attribution.content for at in range(*words.range(span)) if words.quoted[at]]
        outsider = any(
            (words.folded[at] in ("North", "regime") and words.lower[at - 1] == "the") or
            (words.folded[at] == "North" and words.folded[at + 1] in ("Korea", "Korean", "Koreans"))
            for at in inside
        )  # fmt: skip
        if outsider:
            found.update(at for span in attribution.source for at in range(*words.range(span)))
    return frozenset(found)


def _named(draft: Draft, attributions: Sequence[Attribution]) -> Mapping[int, frozenset[str]]:
    """By pronoun, who is named in the sentence that it says; what stands before that may be another's."""
    words, named = draft.words, dict[int, frozenset[str]]()
    names: defaultdict[int, set[str]] = defaultdict(set)
    for found in draft.found:
        if found.actor is not None and found.basis != "pronoun":
            names[found.first].add(found.actor)
    for attribution in attributions:
        if len(attribution.source) != 1:
            continue
        index, after = words.range(attribution.source[0])
        if after - index != 1 or words.lower[index] not in _SOURCES:
            continue
        since = words.sentence(index)
        inside = [at for span in attribution.content for at in range(*words.range(span)) if at >= since]
        if inside and index < inside[0]:
            inside = list(itertools.takewhile(lambda at: words.lower[at] not in _AFTERTHOUGHTS, inside))
        named[index] = frozenset(actor for at in inside if at in names for actor in names[at])
    return named
