"""States and bodies: where a name means the actor, and where it is only a place."""

from __future__ import annotations

from collections.abc import Sequence

from communique.encoder.understanding import Name
from communique.reading import MentionKind
from communique.resolve.draft import Draft, Found
from communique.resolve.gazetteer import Entry, Gazetteer, Hit
from communique.resolve.grammar import (
    CONVEYING,
    DEALINGS,
    GIVEN_NAMES,
    GOVERNMENTS,
    HONORIFICS,
    MEETING_NOUNS,
    MOVING,
    NOT_A_NAME,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    ROLE_NOUNS,
    TRAVEL,
    TRUST,
)
from communique.resolve.persons import trimmed
from communique.resolve.tables import Tables, slug
from communique.resolve.words import Words


def named(hits: Sequence[Hit], tables: Tables) -> frozenset[str]:
    """The states that the text names, by name, adjective, capital, seat or a person of it named in full.

    Words that could be something else do not count.
    """
    kinds = ("state", "adjective", "people", "capital", "seat")
    plain = {i for h in hits if h.entry.kind in kinds and not h.entry.needy for i in h.entry.ids}
    people = (tables.people[h.entry.ids[0]] for h in hits if h.entry.kind == "person")
    return frozenset(plain | {person.country for person in people if person.country})


def settled(hits: Sequence[Hit], states: frozenset[str], words: Words) -> list[Hit]:
    """`hits` without words that need their state named elsewhere, and with "the North" and "the South" of Korea."""
    kept = [h for h in hits if not h.entry.needy or h.entry.ids[0] in states]
    if not states & {"PRK", "KOR"}:
        return kept
    covered = {i for h in kept for i in range(h.first, h.after)}
    for index, word in enumerate(words.folded):
        if word not in _HALVES or index == 0 or index in covered or words.lower[index - 1] != "the":
            continue
        after = words.folded[index + 1]
        if after == "-" or after.lower() == "of" or (after[0].isupper() and after.lower() not in NOT_A_NAME):
            continue
        kept.append(Hit(index, index + 1, Entry("state", (_HALVES[word],))))
    return sorted(kept, key=lambda h: h.first)


_ADJECTIVE = ("ing", "ed", "al", "ous")
_HALVES = {"North": "PRK", "South": "KOR"}


def with_state_bodies(hits: Sequence[Hit], words: Words, gazetteer: Gazetteer) -> list[Hit]:
    """`hits` with the bodies that stand beside their state: "North Korea's Foreign Ministry" is one name."""
    out: list[Hit] = []
    for hit in hits:
        entry = hit.entry
        if entry.kind in ("state", "adjective", "capital") and (not out or out[-1].after <= hit.first):
            at = hit.after + 1 if words.folded[hit.after] == "'s" else hit.after
            while words.lower[at] in ("own", "state-run", "official", "new") and at < len(words.lower) - 1:
                at += 1
            match = gazetteer.state_body(entry.ids[0], words, at) or (
                gazetteer.state_body(entry.ids[0], words, at - 1) if at > hit.after + 1 else None
            )
            if match is not None and at < len(words.lower):
                body, after = match
                id_ = body.id if body.country else f"{entry.ids[0].lower()}-{body.id}"
                out.append(Hit(hit.first, after, Entry("body", (id_,))))
                continue
        if out and out[-1].after > hit.first:
            continue
        out.append(hit)
    return out


# Peoples of several states or of none: a word for many, who do not act as one.
PEOPLES = frozenset(
    {"korean", "koreans", "arab", "arabs", "asian", "asians", "european", "europeans", "african", "africans", "western"}
    | {"muslim", "muslims", "christian", "christians", "jewish", "islamic", "communist", "communists"}
)


def mentions(draft: Draft, names: Sequence[Name]) -> list[Found]:
    """The mentions of states, bodies, groups and places: of the tables, then of the head where no table knows them."""
    found = []
    longer: dict[int, tuple[int, int]] = {}
    for name in names:
        if name.kind != "state":
            reach = trimmed(draft, name)
            longer.update(dict.fromkeys(range(*reach), reach))
    for hit in draft.hits:
        if hit.entry.kind == "person" or not draft.free(hit.first, hit.after):
            continue
        first, after = longer.get(hit.first, (hit.first, hit.after))
        if hit.entry.kind != "body" and after - first > hit.after - hit.first and _is_name(draft, first, after, hit):
            continue
        mention = _mention(draft, hit)
        if mention is not None:
            found.append(mention)
            draft.take(hit.first, hit.after)
    for name in names:
        mention = _of_head(draft, name)
        if mention is not None:
            found.append(mention)
            draft.take(mention.first, mention.after)
    return found


def _is_name(draft: Draft, first: int, after: int, hit: Hit) -> bool:
    """Whether the head's longer span is one capitalised name ("Bank of China"), not a name with its surroundings."""
    rest = [*range(first, hit.first), *range(hit.after, after)]
    words = draft.words.folded
    return all(words[i][0].isupper() or words[i] in ("of", "and", "the", "-", "for") for i in rest) and not any(
        words[i] in HONORIFICS or words[i].lower() in ROLE_NOUNS or draft.taken[i] for i in rest
    )


def _mention(draft: Draft, hit: Hit) -> Found | None:
    words, kind, ids = draft.words, hit.entry.kind, hit.entry.ids
    first, after = hit.first, hit.after
    following = words.lower[after]
    if kind == "place":
        return Found(first, after, "place", None, "name", first)
    if kind == "body":
        return _body(draft, hit)
    state = ids[0]
    if following in GOVERNMENTS or (following == "'s" and words.lower[after + 1] in GOVERNMENTS):
        end = after + 1 if following != "'s" else after + 2
        return Found(first, end, "state", state, "description", first)
    if kind == "adjective":
        return None
    if kind == "people":
        if words.lower[first - 1] == "the" and following not in ("who", "in", "of", "from", "living"):
            return Found(first, after, "state", state, "description", first)
        return None
    if draft.stranger_before(first) or draft.stranger(after):
        return None
    if (
        words.folded[first] in GIVEN_NAMES
        and draft.stranger(first - 1)
        and not words.lower[first - 1].endswith(_ADJECTIVE)
    ):
        return None
    if kind in ("capital", "seat"):
        if is_place(draft, first, after):
            return Found(first, after, "place", None, "name", first)
        return Found(first, after, "state", state, "metonym", first)
    if _state_as_place(draft, state, first, after):
        return Found(first, after, "place", None, "name", first)
    if following in ROLE_NOUNS or (following.endswith("s") and following[:-1] in ROLE_NOUNS):
        return None
    return Found(first, after, "state", state, "name", first)


def _body(draft: Draft, hit: Hit) -> Found:
    id_ = hit.entry.ids[0]
    body = draft.tables.bodies.get(id_)
    kind: MentionKind = "group" if body is not None and body.kind == "group" else "organisation"
    if body is not None and body.seat and is_place(draft, hit.first, hit.after):
        return Found(hit.first, hit.after, "place", None, "name", hit.first)
    if body is None and id_ not in draft.others:
        state, common = id_[:3].upper(), id_[4:]
        row = next(b for b in draft.tables.state_bodies if b.country is None and b.id == common)
        draft.others[id_] = (f"{row.name} of {draft.tables.states[state].name}", "organisation", state)
    return Found(hit.first, hit.after, kind, id_, "name", hit.first)


def is_place(draft: Draft, first: int, after: int) -> bool:
    """Whether a capital or the name of a building at `[first, after)` is the place: "in Seoul", "the Hanoi summit"."""
    lower = draft.words.lower
    following = lower[after]
    if draft.words.in_dateline(first) or following in MEETING_NOUNS or following == "(":
        return True
    if following == "," and _comma_state(draft, after + 1):
        return True
    if following == "-" and lower[after + 1] in ("based", "born"):
        return True
    at = first - 1
    while at >= 0 and lower[at] in ("the", "#"):
        at -= 1
    if at < 0:
        return False
    before = lower[at]
    if before in ("to", "from", "toward", "towards"):
        return lower[at - 1] not in DEALINGS and not (before == "to" and CONVEYING & set(lower[max(at - 6, 0) : at]))
    if before in PLACE_PREPOSITIONS:
        return lower[at - 1] not in TRUST
    if before == "of":
        return lower[at - 1] in PLACE_NOUNS
    if before == "and" and at > 1:
        return _same_as_before(draft, at)
    return before in TRAVEL


def _same_as_before(draft: Draft, conjunction: int) -> bool:
    """Whether the name before "and" was taken for a place: "in Seoul and Tokyo"."""
    hit = draft.ends.get(conjunction)
    return (
        hit is not None
        and hit.entry.kind in ("capital", "place")
        and (hit.entry.kind == "place" or is_place(draft, hit.first, hit.after))
    )


def _comma_state(draft: Draft, index: int) -> bool:
    hit = draft.starts.get(index)
    return (
        hit is not None and hit.entry.kind in ("state", "place") and draft.words.lower[hit.after] not in ("and", "or")
    )


def _state_as_place(draft: Draft, state: str, first: int, after: int) -> bool:
    """Whether a state's name is where something is: "in China", "Dalian, China", "visiting South Korea"."""
    lower = draft.words.lower
    at = first - 2 if first > 1 and lower[first - 1] == "the" else first - 1
    if at < 0:
        return False
    before = lower[at]
    if lower[after] == "-" and lower[after + 1] in ("based", "born"):
        return True
    if not draft.tables.states[state].capitals and before != "-":
        return is_place(draft, first, after)
    city = draft.ends.get(at) if before == "," else None
    if city is not None and city.entry.kind in ("capital", "place"):
        listed = city.entry.kind == "capital" and not is_place(draft, city.first, city.after)
        return lower[after] not in ("and", "or", "'s") and not listed
    if before == "," and at > 1 and draft.words.folded[at - 1][0].isupper() and lower[at - 2] in PLACE_PREPOSITIONS:
        return True
    if before in ("in", "inside", "near", "across", "throughout"):
        return lower[at - 1] not in TRUST
    if before in ("to", "from"):
        return lower[at - 1] in MOVING or (at > 1 and lower[at - 2] in ("invited", "invite", "invites"))
    return before in ("visit", "visited", "visiting", "visits", "toured", "touring")


def _of_head(draft: Draft, name: Name) -> Found | None:
    """A name that no table knows. Organisations and groups become actors of their own; a person's single word stays
    open.
    """
    first, after = trimmed(draft, name)
    words = draft.words
    if after <= first or not draft.free(first, after) or "¶" in words.folded[first:after]:
        return None
    if not any(w[0].isupper() for w in words.folded[first:after]):
        return None
    if name.kind in ("organisation", "group") and words.lower[first] in ("the", "a", "an"):
        first += 1
    if after <= first:
        return None
    key = tuple(words.lower[first:after])
    if any(h.entry.kind == "adjective" and h.first < after and first < h.after for h in draft.hits):
        return None
    if name.kind != "place" and len(key) == 1 and words.lower[after] in ROLE_NOUNS:
        return None  # "Supreme" in "Supreme Leader" is part of a title, not a name
    actor = None
    peoples = len(key) == 1 and key[0] in PEOPLES
    if name.kind in ("organisation", "group") and key not in draft.gazetteer.common and not peoples:
        text = " ".join(words.span(first, after).of(words.text).split())
        actor = slug(text) or None
        if actor is not None and actor not in draft.tables.bodies:
            draft.others.setdefault(actor, (text, name.kind, None))
    return Found(first, after, name.kind, actor, "name", first)
