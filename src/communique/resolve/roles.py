"""What the text itself says of a person whom no table knows: "US envoy Sam Doe", "Sam Doe, an analyst at …"."""

from __future__ import annotations

from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import PREPOSITIONS, ROLE_FEMALE, ROLE_MALE, ROLE_MODIFIERS, ROLE_NOUNS

# Words of a role before a name, or between the comma and the end of an apposition.
LONGEST_ROLE = 12


def describe(draft: Draft, name: Found) -> None:
    """Notes the role, gender and country that a premodifier or an apposition gives to the person of `name`."""
    if name.actor is None or name.actor not in draft.people:
        return
    person = draft.people[name.actor]
    if person.in_table or person.titles:
        return
    where = _before(draft, name) or _behind(draft, name)
    if where is None:
        return
    first, after = where
    lower = draft.words.lower[first:after]
    person.titles.append(draft.words.span(first, after).of(draft.words.text))
    if not person.gender:
        person.gender = "f" if ROLE_FEMALE & set(lower) else "m" if ROLE_MALE & set(lower) else None
    inside = (draft.starts[at] for at in range(first, after) if at in draft.starts)
    for hit in inside:
        if hit.after <= after and hit.entry.kind in ("state", "adjective", "capital", "body"):
            body = draft.tables.bodies.get(hit.entry.ids[0])
            person.country = person.country or (body.country if body is not None else hit.entry.ids[0])


def _before(draft: Draft, name: Found) -> tuple[int, int] | None:
    """The role directly before the name, back to where its noun phrase begins."""
    words = draft.words
    if name.start == 0 or words.lower[name.start - 1] not in ROLE_NOUNS:
        return None
    first = name.start - 1
    while first > 0 and name.start - first < LONGEST_ROLE:
        if first in draft.ends and draft.ends[first].entry.kind != "person":
            first = draft.ends[first].first
        elif words.lower[first - 1] in ROLE_MODIFIERS | ROLE_NOUNS or words.folded[first - 1][0].isupper():
            if words.opens_sentence(first - 1) and words.lower[first - 1] in PREPOSITIONS | {"the", "a", "an", "but"}:
                break
            first -= 1
        else:
            break
    while words.lower[first] in ("'s", "of", "-", "&"):
        first += 1
    return first, name.start


def _behind(draft: Draft, name: Found) -> tuple[int, int] | None:
    """The apposition between commas behind the name, where it begins like a role and holds the noun of one."""
    words = draft.words
    if name.after + 1 >= len(words.folded) or words.folded[name.after] != ",":
        return None
    first = after = name.after + 1
    while after < len(words.folded) and words.folded[after] not in _ENDS and after - first <= LONGEST_ROLE:
        after += 1
    if after - first > LONGEST_ROLE or not ROLE_NOUNS & set(words.lower[first:after]):
        return None
    if words.lower[first] in ("a", "an", "the"):
        return first + 1, after
    if first in draft.starts or words.lower[first] in ROLE_NOUNS | ROLE_MODIFIERS:
        return first, after
    return None


_ENDS = frozenset({",", ".", ";", ":", "—", "–", "(", ")", "¶", '"', "“", "said", "told", "who", "and"})
