"""Who "a senior diplomat" of the headline or the first paragraph is: the one whom the next paragraphs name.

A story of an agency opens with the role of its source and gives the name further down: "…, a senior diplomat said on
Friday. Choe Son-hui, the vice foreign minister, …".
"""

from __future__ import annotations

from communique.resolve.draft import Draft, Found, Known
from communique.resolve.grammar import ROLE_MODIFIERS, SAYING

# The nouns of a lede, with what the title of the one named further down has in it. "Official" could be anybody.
_ROLES: dict[str, tuple[str, ...]] = {
    "diplomat": ("diplomat", "foreign", "ambassador", "envoy", "negotiator", "representative"),
    "envoy": ("envoy", "representative", "adviser", "advisor", "negotiator", "intelligence"),
    "negotiator": ("negotiator", "envoy", "representative"),
    "minister": ("minister",),
    "adviser": ("adviser", "advisor"),
    "spokesman": ("spokesman",),
    "spokeswoman": ("spokeswoman",),
    "general": ("general", "commander"),
    "lawmaker": ("lawmaker", "senator", "congressman", "congresswoman"),
}
# Paragraphs, with the headline and the dateline, in which a lede stands, and in which its name has to follow.
_LEDE = 3
_NAMED_WITHIN = 5


def resolve(draft: Draft) -> list[Found]:
    """The descriptions that only one of those named within the next paragraphs fits."""
    words, found = draft.words, []
    lede, limit = _end(draft, _LEDE), _end(draft, _NAMED_WITHIN)
    there: list[tuple[int, Known]] | None = None
    for index in range(lede):
        noun = words.lower[index]
        if noun not in _ROLES or draft.taken[index] or not words.told[index] or not _speaks(draft, index):
            continue
        first = _begin(draft, index)
        bare = words.lower[first] not in ("a", "an")
        if words.lower[first] == "the" or (bare and words.breaks_between(0, index)):
            continue
        there = _named(draft, limit) if there is None else there
        fitting = {p.id for at, p in there if at > index and _fits(draft, p, noun, first, index)}
        if len(fitting) == 1:
            found.append(Found(first, index + 1, "person", next(iter(fitting)), "description", first))
    return found


def _end(draft: Draft, paragraphs: int) -> int:
    """The word at which the first so many paragraphs end."""
    breaks = draft.words.breaks
    return breaks[paragraphs - 1] if len(breaks) >= paragraphs else len(draft.words.folded)


def _speaks(draft: Draft, index: int) -> bool:
    """Whether the noun is the subject of a verb of saying, or is quoted."""
    lower = draft.words.lower
    return lower[index + 1] in SAYING or (lower[index + 1] == "as" and lower[index + 2] in ("saying", "telling"))


def _begin(draft: Draft, index: int) -> int:
    """The first word of the noun phrase that ends at the noun."""
    lower, first = draft.words.lower, index
    while first > 0:
        if first in draft.inner_ends:
            first = draft.inner_ends[first].first
        elif lower[first - 1] in ROLE_MODIFIERS:
            first -= 1
        else:
            break
    return first - 1 if first and lower[first - 1] in ("a", "an", "the") else first


def _named(draft: Draft, limit: int) -> list[tuple[int, Known]]:
    """The mentions by name before the word `limit` of persons known, each with its first word."""
    return [
        (found.first, draft.people[found.actor])
        for found in draft.found
        if found.kind == "person" and found.basis == "name" and found.first < limit
        and found.actor in draft.people and draft.words.told[found.first]
    ]  # fmt: skip


def _fits(draft: Draft, person: Known, noun: str, first: int, after: int) -> bool:
    """Whether the text calls the person something like the noun, and nothing of another state."""
    states = {draft.inner_starts[at].entry.ids[0] for at in range(first, after) if at in draft.inner_starts}
    if states & draft.tables.states.keys() and person.country not in states:
        return False
    titles = " ".join(person.titles).lower()
    return any(role in titles for role in _ROLES[noun])
