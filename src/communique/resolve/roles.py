"""What the text itself says of a person whom no table knows: "US envoy Sam Doe", "Sam Doe, an analyst at …"."""

from __future__ import annotations

from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import (
    OFFICIALS,
    PREPOSITIONS,
    ROLE_FEMALE,
    ROLE_MALE,
    ROLE_MODIFIERS,
    ROLE_NOUNS,
    SAYING,
)

# Words of a role before a name, or between the comma and the end of an apposition.
LONGEST_ROLE = 12


def describe(draft: Draft, name: Found) -> None:
    """Notes the role, gender and country that a premodifier or an apposition gives to the person of `name`.

    Of somebody in the tables only the role is noted, for the days on which the tables give none.
    """
    if name.actor is None or name.actor not in draft.people:
        return
    person = draft.people[name.actor]
    if person.titles:
        return
    where = _before(draft, name) or _behind(draft, name) or _apposed(draft, name)
    if where is None:
        return
    first, after = where
    person.titles.append(draft.words.span(first, after).of(draft.words.text))
    if person.in_table:
        return
    lower = set(draft.words.lower[first:after])
    if not person.gender:
        person.gender = "f" if ROLE_FEMALE & lower else "m" if ROLE_MALE & lower else None
    inside = (draft.starts[at] for at in range(first, after) if at in draft.starts)
    for hit in inside:
        if hit.after <= after and hit.entry.kind in ("state", "adjective", "capital", "body"):
            body = draft.tables.bodies.get(hit.entry.ids[0])
            person.country = person.country or (body.country if body is not None else _state(draft, hit.entry.ids[0]))


def code(title: str, country: str | None) -> str | None:
    """The PLOVER code of a role in the text's words: the state with the part that acts, None where that is open."""
    words = set(title.lower().split())
    part = next((part for part, nouns in _PARTS.items() if nouns & words), None)
    return country + part if part is not None and country is not None else None


_PARTS = {
    "LEG": frozenset(["lawmaker", "senator", "congressman", "congresswoman", "parliamentarian"]),
    "MIL": frozenset(["general", "admiral", "colonel", "commander", "captain", "sergeant", "officer", "soldier"]),
    "MED": frozenset(["journalist", "reporter", "editor", "anchor", "columnist"]),
    "GOV": OFFICIALS,
}


def _state(draft: Draft, id_: str) -> str | None:
    return id_ if id_ in draft.tables.states else None


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
    leads = words.lower[first] == "who" and words.lower[first + 1] in _LEADS
    first = after = first + leads
    while after < len(words.folded) and words.folded[after] not in _ENDS and after - first <= LONGEST_ROLE:
        after += 1
    if after - first > LONGEST_ROLE or not (leads or ROLE_NOUNS & set(words.lower[first:after])):
        return None
    if leads:
        return first, after
    if words.lower[first] in ("a", "an", "the"):
        return first + 1, after
    if first in draft.starts or words.lower[first] in ROLE_NOUNS | ROLE_MODIFIERS:
        return first, after
    return None


def _apposed(draft: Draft, name: Found) -> tuple[int, int] | None:
    """The role before the comma before the name: "the US envoy for the talks, Mr Stephen Biegun"."""
    words, after = draft.words, name.start - 1
    if after < 1 or words.folded[after] != "," or words.folded[name.after] not in _ENDS | {"'s"}:
        return None
    low = max(after - LONGEST_ROLE, 0)
    for first in range(after - 1, low, -1):
        if words.folded[first] in _ENDS or words.lower[first] in SAYING:
            return None
        if words.lower[first - 1] in ("the", "a", "an", "his", "her", "its", "their"):
            nouns = [at for at in range(first, after) if words.lower[at] in ROLE_NOUNS]
            if nouns and not any(words.lower[at] in PREPOSITIONS for at in range(first, nouns[0])):
                return first, after
    return None


# What a relative clause says of somebody's role: "…, who leads the delegation".
_LEADS = frozenset(
    [
        "leads",
        "led",
        "heads",
        "headed",
        "chairs",
        "chaired",
        "runs",
        "ran",
        "represents",
        "represented",
        "commands",
        "commanded",
        "advises",
        "advised",
    ]
)
_ENDS = frozenset({",", ".", ";", ":", "—", "–", "(", ")", "¶", '"', "“", "said", "told", "who", "and"})
