"""States and bodies: the names that the tables know, and those that only the head has found."""

from __future__ import annotations

from collections.abc import Sequence

from communique.encoder.understanding import Name
from communique.reading import Basis, MentionKind
from communique.resolve.draft import Draft, Found
from communique.resolve.gazetteer import Entry, Gazetteer, Hit
from communique.resolve.grammar import (
    ACTING,
    COMMON_WORDS,
    EVENTS,
    GIVEN_NAMES,
    GOVERNMENTS,
    HONORIFICS,
    KIN,
    KOREA,
    NOT_A_NAME,
    NOT_A_NOUN,
    PEOPLES,
    ROLE_NOUNS,
    SAYING,
    STATELY,
    THINGS,
)
from communique.resolve.persons import trimmed
from communique.resolve.places import acts, is_place, state_as_place, venues
from communique.resolve.tables import Tables, slug
from communique.resolve.words import Words

_HALVES = {"North": "PRK", "South": "KOR"}
_KOREAN = frozenset({"Korea", "Koreas", "Korean", "Koreans"})
# What makes "the North" a point of the compass, also where capitals tell nothing.
_COMPASS = frozenset({"atlantic", "pacific", "pole", "sea", "africa", "america", "carolina", "dakota", "side", "bank"})
# What a name ends in that is a text: "the Additional Protocol".
_PAPERS = frozenset(("protocol", "accord", "accords", "treaty", "agreement", "declaration", "pact", "memorandum"))
_ADJECTIVE = ("ing", "ed", "al", "ous")
# Words before an adjective that make it another: "Latin American", "African American".
_OTHER_PEOPLES = frozenset({"South", "North", "Latin", "African", "Native", "Central", "Asian", "Italian", "Irish"})


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
    kept = [h for h in hits if not h.entry.needy or h.entry.ids[0] in states or _stately(words, h.after)]
    if not states & KOREA and not _KOREAN & set(words.folded):
        return kept
    covered = {i for h in kept for i in range(h.first, h.after)}
    for index, word in enumerate(words.folded):
        if word not in _HALVES or index in covered:
            continue
        after, following = words.folded[index + 1], words.lower[index + 1]
        if following == "and" and words.folded[index + 2] in _HALVES and words.folded[index + 3] in _KOREAN:
            kept.append(Hit(index, index + 1, Entry("state", (_HALVES[word],))))
            continue
        if index == 0 or words.lower[index - 1] != "the" or after == "-" or following == "of" or following in _COMPASS:
            continue
        if after[0].isupper() and following not in NOT_A_NAME and not words.is_loose(index + 1):
            continue
        kept.append(Hit(index, index + 1, Entry("state", (_HALVES[word],))))
    return sorted(kept, key=lambda h: h.first)


def _stately(words: Words, after: int) -> bool:
    """Whether what follows a name belongs to a state: "Georgia's president", "Jordan's foreign minister"."""
    return words.lower[after] == "'s" and words.lower[after + 1] in STATELY


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
                out.append(Hit(hit.first, after, Entry("body", (gazetteer.id_of(entry.ids[0], body),))))
                continue
        if out and out[-1].after > hit.first:
            continue
        out.append(hit)
    return out


def mentions(draft: Draft, names: Sequence[Name]) -> list[Found]:
    """The mentions of states, bodies, groups and places: of the tables, then of the head where no table knows them."""
    found = []
    longer: dict[int, tuple[int, int]] = {}
    for name in names:
        if name.kind != "state":
            reach = trimmed(draft, name)
            longer.update(dict.fromkeys(range(*reach), reach))
    where = venues(draft)
    for hit in draft.hits:
        if hit.entry.kind == "person" or not draft.free(hit.first, hit.after):
            continue
        first, after = longer.get(hit.first, (hit.first, hit.after))
        if hit.entry.kind != "body" and after - first > hit.after - hit.first and _is_name(draft, first, after, hit):
            continue
        mention = _mention(draft, hit, where)
        if mention is not None:
            found.append(mention)
            draft.take(hit.first, max(hit.after, mention.after))
    for name in names:
        mention = _of_head(draft, name)
        if mention is not None:
            found.append(mention)
            draft.take(mention.first, mention.after)
            draft.name(mention.first, mention.after)
    return found


def inside(draft: Draft) -> list[Found]:
    """The names of states and bodies inside a title or the name of a body: "the [US] president", "[China]'s navy"."""
    found = []
    there = {(f.first, f.after) for f in draft.found}
    for hit in draft.inner:
        kind = hit.entry.kind
        if kind == "body" and (owner := _owner_in(draft, hit)) is not None:
            found.append(owner)
        if kind in ("person", "place", "people") or (hit.first, hit.after) in there or draft.is_named(hit):
            continue
        if draft.free(hit.first, hit.after):
            continue
        if kind == "body":
            body = _body(draft, hit)
            if (body.first, body.after) not in there:
                found.append(body)
        else:
            basis: Basis = "metonym" if kind in ("capital", "seat") else "name"
            found.append(Found(hit.first, hit.after, "state", hit.entry.ids[0], basis, hit.first))
    return found


def _owner_in(draft: Draft, hit: Hit) -> Found | None:
    """The state in the name of a body that the tables have with it: "South Korea's unification ministry"."""
    words = draft.words.folded
    for after in range(hit.first + 1, hit.after):
        entry = draft.gazetteer.names.get(tuple(words[hit.first : after])) if words[after] == "'s" else None
        if entry is not None and entry.kind == "state":
            return Found(hit.first, after, "state", entry.ids[0], "name", hit.first)
    return None


def _is_name(draft: Draft, first: int, after: int, hit: Hit) -> bool:
    """Whether the head's longer span is one capitalised name ("Bank of China"), not a name with its surroundings."""
    rest = [*range(first, hit.first), *range(hit.after, after)]
    words = draft.words.folded
    if words[after - 1].lower() in EVENTS:
        return False
    return all(words[i][0].isupper() or words[i] in ("of", "and", "the", "-", "for") for i in rest) and not any(
        words[i] in HONORIFICS or words[i].lower() in ROLE_NOUNS or draft.taken[i] for i in rest
    )


def _mention(draft: Draft, hit: Hit, where: frozenset[str]) -> Found | None:
    """The mention that a name of the tables is, or None. `where` are the states of whose capitals only places speak."""
    words, kind = draft.words, hit.entry.kind
    first, after = hit.first, hit.after
    if kind == "place":
        return Found(first, after, "place", None, "name", first)
    if kind == "body":
        return _body(draft, hit)
    state = hit.entry.ids[0]
    if end := _government(draft, first, after):
        start = first - 1 if words.lower[first - 1] == "the" else first
        return Found(start, end, "state", state, "description", start)
    if kind == "adjective":
        return _adjective(draft, hit)
    if kind == "people":
        if words.lower[first - 1] == "the" and words.lower[after] not in ("who", "in", "of", "from", "living"):
            return Found(first - 1, after, "group", state, "description", first - 1)
        return None
    initials = after - first == 1 and words.folded[first].isupper()
    behind = draft.stranger(after) and words.lower[after] not in EVENTS
    if not initials and (draft.stranger_before(first) or behind):
        return None
    if words.folded[first] in GIVEN_NAMES and _is_given_name(draft, first, after):
        return None
    if words.lower[after] in THINGS:
        return None
    if kind in ("capital", "seat"):
        if is_place(draft, first, after) or (kind == "capital" and state in where and not acts(draft, first, after)):
            return Found(first, after, "place", None, "name", first)
        return Found(first, after, "state", state, "metonym", first)
    if state_as_place(draft, state, first, after):
        return Found(first, after, "place", None, "name", first)
    return Found(first, after, "state", state, "name", first)


def _is_given_name(draft: Draft, first: int, after: int) -> bool:
    """Whether a state's or a town's name is a person's: "Michael Jordan", "her son, Jordan", "Paris, aged nine"."""
    words = draft.words
    if draft.stranger(first - 1) and not words.lower[first - 1].endswith(_ADJECTIVE):
        return True
    if words.lower[after] == "," and words.lower[after + 1] == "aged":
        return True
    at = first - 2 if first and words.folded[first - 1] == "," else first - 1
    return at >= 0 and words.lower[at] in KIN


def _government(draft: Draft, first: int, after: int) -> int:
    """The word behind "government" or the like where it follows the state, and is neither of two nor a modifier."""
    lower = draft.words.lower
    at = after + 1 if lower[after] == "'s" else after
    if lower[at] not in GOVERNMENTS or (lower[first - 1] in ("and", "or") and first - 1 in draft.ends):
        return 0
    following = lower[at + 1]
    return 0 if following in ROLE_NOUNS or following.removesuffix("s") in ROLE_NOUNS else at + 1


def _adjective(draft: Draft, hit: Hit) -> Found | None:
    """An adjective is a mention of its state where it qualifies: "North Korean troops", "Russian and US envoys"."""
    words, state = draft.words, hit.entry.ids[0]
    first, after = hit.first, hit.after
    before, following = words.lower[first - 1] if first else "", words.lower[after]
    if first and words.folded[first - 1] in _OTHER_PEOPLES:
        return None
    if before == "the" and (following in SAYING or following in ACTING):
        return Found(first - 1, after, "group", state, "description", first - 1)
    if following in ("“", '"', "‘", "'") and words.lower[after + 1][0].isalpha():
        following = words.lower[after + 1]
    joined = following in ("and", "or", ",", "-", "/") and (
        following == "-" or any(at in draft.starts for at in range(after + 1, min(after + 4, len(words.lower))))
    )
    if following in THINGS:
        return None
    if not joined and (not following[0].isalpha() or following in NOT_A_NOUN or following in SAYING):
        return None
    return Found(first, after, "state", state, "name", first)


def _body(draft: Draft, hit: Hit) -> Found:
    id_, words = hit.entry.ids[0], draft.words
    first, after = hit.first, hit.after
    body = draft.tables.bodies.get(id_)
    kind: MentionKind = "group" if body is not None and body.kind == "group" else "organisation"
    if body is not None and body.seat and is_place(draft, first, after):
        return Found(first, after, "place", None, "name", first)
    if body is None:
        row = next(b for b in draft.tables.state_bodies if b.country is None and b.id == id_[4:])
        draft.body_of(id_[:3].upper(), row)
    if _is_described(draft, hit):
        owner = draft.ends.get(first - 1 if words.lower[first - 1] == "'s" else first)
        start = owner.first if owner is not None and owner.entry.kind in ("state", "adjective", "capital") else first
        start -= words.lower[start - 1] == "the"
        return Found(start, after, kind, id_, "description", start)
    while body is not None and body.medium is not None and _trailing(words.folded, first, after):
        after -= 1  # "the TASS news agency"
    if words.folded[first] in ("The", "the") and after - first > 1:
        return Found(first + 1, after, kind, id_, "name", first)
    return Found(first, after, kind, id_, "name", first)


def _trailing(folded: Sequence[str], first: int, after: int) -> bool:
    """Whether the last word of a name is a common noun behind it, and no part of it ("Actualite.cd")."""
    return after - first > 1 and folded[after - 1].islower() and folded[after - 2][0].isalnum()


def _is_described(draft: Draft, hit: Hit) -> bool:
    """Whether the words say what the body is and not what it is called: "South Korea's presidential office"."""
    body = draft.tables.bodies.get(hit.entry.ids[0])
    if body is None or body.name.islower():
        return body is not None
    owner = draft.inner_starts.get(hit.first)
    if owner is None or owner.after >= hit.after:
        return False
    lower = draft.words.lower
    common = " ".join(lower[owner.after + (lower[owner.after] == "'s") : hit.after])
    return not any(common in name.lower() for name in (body.name, *body.aliases))


def _of_head(draft: Draft, name: Name) -> Found | None:
    """A name that no table knows. Organisations and groups become actors of their own, a person's single word none."""
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
    if words.lower[after] in THINGS or draft.is_plain(first, after):
        return None
    if any(draft.adjectives[first:after]):
        return None
    if name.kind != "place" and len(key) == 1 and words.lower[after] in ROLE_NOUNS:
        return None  # "Supreme" in "Supreme Leader" is part of a title, not a name
    if (
        len(key) == 1
        and words.folded[first] in COMMON_WORDS
        and (words.opens_sentence(first) or words.lower[first - 1] == "the")
    ):
        return None
    if name.kind == "state" and _is_unsettled(draft, first, after):
        return Found(first, after, "place", None, "name", first)
    actor = None
    peoples = len(key) == 1 and key[0] in PEOPLES
    if peoples and words.folded[first] not in _KOREAN:
        return None  # "European", "Western"
    if key in draft.gazetteer.common:
        return None  # whose it is, its neighbours say
    if name.kind in ("organisation", "group") and key[-1] in _PAPERS:
        return None
    if name.kind in ("organisation", "group") and not peoples:
        text = " ".join(words.span(first, after).of(words.text).split())
        actor = slug(text) or None
        if actor is not None and actor not in draft.tables.bodies:
            draft.others.setdefault(actor, (text, name.kind, None))
    return Found(first, after, "state" if peoples else name.kind, actor, "name", first)


def _is_unsettled(draft: Draft, first: int, after: int) -> bool:
    """Whether the words are a state's name that is also another place's, and the text does not speak of the state."""
    entry = draft.gazetteer.names.get(tuple(draft.words.folded[first:after]))
    return entry is not None and entry.needy
