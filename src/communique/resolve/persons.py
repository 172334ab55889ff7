"""Persons by their full names: those of the table, and those that the head found and no table knows."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from communique.encoder.understanding import Name
from communique.resolve.draft import Draft, Found, Known
from communique.resolve.gazetteer import Hit, Key
from communique.resolve.grammar import EAST_ASIAN, GIVEN_NAMES, HONORIFICS, NOT_A_NAME, ROLE_NOUNS
from communique.resolve.tables import slug
from communique.resolve.titles import past_honorific
from communique.resolve.words import cut_plain


def in_full(draft: Draft, names: Sequence[Name]) -> list[Found]:
    """Every full name of a person: those of the table, and those that the head found and no table knows."""
    found = []
    for hit in draft.hits:
        if hit.entry.kind != "person":
            continue
        actor = _only(draft, hit.entry.ids)
        if actor is not None:
            insort(draft.know(actor).places, hit.first)
        found.append(Found(hit.first, hit.after, "person", actor, "name", honorific(draft, hit.first)[0]))
        draft.take(hit.first, hit.after)
        draft.name(hit.first, hit.after)
    for name in names:
        if name.kind == "person":
            other = _unknown(draft, name)
            if other is not None:
                found.append(other)
    return sorted(found, key=lambda f: f.first)


def _only(draft: Draft, ids: tuple[str, ...]) -> str | None:
    """The one of `ids` that is meant: alone, or alone in office on the day."""
    if len(ids) > 1 and draft.day is not None:
        day = draft.day
        ids = tuple(i for i in ids if draft.offices.in_office(i, day))
    return ids[0] if len(ids) == 1 else None


def trimmed(draft: Draft, name: Name) -> tuple[int, int]:
    """The words of a name from the head without honorifics, titles in lower case, quotation marks and a final "'s"."""
    words = draft.words
    first, after = words.range(name.span)
    first = past_honorific(draft, first)
    while first < after and not words.folded[first][0].isalnum():
        first += 1
    while first < after and words.folded[after - 1] in ("'s", "'", "’", ",", '"', "”"):
        after -= 1
    return first, after


# "Charles McCullough III" is no Charles III.
_NUMBERED = frozenset({"II", "III", "IV", "V", "VI", "Jr", "Sr"})


def _unknown(draft: Draft, name: Name) -> Found | None:
    first, after = trimmed(draft, name)
    first = _past_titles(draft, first, after)
    if after - first == 1 and draft.stranger(first - 1) and not draft.words.lower[first - 1].endswith(("ly", "ing")):
        first -= 1
    folded = draft.words.folded
    if (
        after - first < 2
        or tuple(draft.words.lower[first:after]) in draft.gazetteer.common
        or not draft.free(first, after)
        or "¶" in folded[first:after]
    ):
        return None
    if not folded[first][0].isupper() or folded[after - 1] in HONORIFICS:
        return None
    last = folded[after - 1]
    alike = draft.gazetteer.names.get((folded[first], last)) if last not in _NUMBERED else None
    text = " ".join(draft.words.span(first, after).of(draft.words.text).split())
    actor = alike.ids[0] if alike is not None and alike.kind == "person" and len(alike.ids) == 1 else slug(text)
    start, gender = honorific(draft, first)
    gender = gender or draft.tables.given_names.get(folded[first])
    if actor in draft.tables.people:
        insort(draft.know(actor).places, first)
    elif actor:
        person = draft.people.get(actor)
        if person is None:
            person = Known(actor, text, _family(tuple(folded[first:after])), gender, None, False)
            draft.people[actor] = person
        person.gender = person.gender or gender
        insort(person.places, first)
    draft.take(first, after)
    draft.name(first, after)
    return Found(first, after, "person", actor or None, "name", start)


def _past_titles(draft: Draft, first: int, after: int) -> int:
    """The first word of a name from the head behind states, bodies, titles and words that open a sentence."""
    lower = draft.words.lower
    while first < after:
        owner = draft.starts.get(first)
        if owner is not None and owner.entry.kind != "person" and not _begins_name(draft, owner, after):
            first = owner.after
        elif lower[first] in NOT_A_NAME or lower[first] == "'s" or lower[first] in ROLE_NOUNS:
            first += 1
        else:
            ends = (
                n for n in range(min(after, first + 7), first, -1) if tuple(lower[first:n]) in draft.gazetteer.titles
            )
            end = next(ends, first)
            if end == first:
                break
            first = end
    return past_honorific(draft, first)


def _begins_name(draft: Draft, owner: Hit, after: int) -> bool:
    """Whether a town's or a state's name is the given name of one: "Paris Hilton", "Jordan Peterson"."""
    given = owner.entry.kind == "capital" or draft.words.folded[owner.first] in GIVEN_NAMES
    return given and owner.after == after - 1 and draft.stranger(owner.after)


def _family(words: Key) -> Key:
    """The family name of a person met only here: the first word of "Baik Tae-hyun", else the last ("Jr." apart)."""
    if len(words) == 4 and words[2] == "-" and words[3].islower():
        return words[:1]
    words = tuple(w for w in words if w not in ("Jr", "Sr", "II", "III", ".", ","))
    if len(words) > 2 and words[-2] == "-":
        return words[-3:]
    return words[-1:]


def family_first(draft: Draft) -> None:
    """Takes the first word for the family name of persons from countries where it comes first."""
    for person in draft.people.values():
        words = person.name.split()
        if not person.in_table and person.country in EAST_ASIAN and len(words) in (2, 3):
            person.family = cut_plain(words[0])


def honorific(draft: Draft, first: int) -> tuple[int, str | None]:
    """Where the honorific before `first` begins (`first` itself where there is none), and the gender it tells."""
    folded = draft.words.folded
    at = first - 2 if first > 1 and folded[first - 1] == "." else first - 1
    if at >= 0 and folded[at] in HONORIFICS:
        return at, HONORIFICS[folded[at]]
    return first, None
