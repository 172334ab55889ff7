"""Title phrases: "the North Korean leader", "US secretary of state", "President … of China", "Kremlin spokesman"."""

from __future__ import annotations

from dataclasses import dataclass

from communique.resolve.draft import Draft, Found, Known
from communique.resolve.gazetteer import Hit, TitleHit
from communique.resolve.grammar import (
    ARTICLES_INDEFINITE,
    FILLERS,
    HONORIFICS,
    NOT_THE_HOLDER,
    ROLE_FEMALE,
    ROLE_MALE,
)
from communique.resolve.offices import OfficeKey, keys_of
from communique.resolve.tables import Title


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title with the state or body it is of. The phrase is the words `[first, after)`, the title's words end at
    `end`.

    `keys` are the offices it can mean; `alone`: whether the phrase may stand for the holder where no name is beside it;
    `certain`: whether nothing beside it speaks of another than the present holder ("former", "deputy", "-elect");
    `of`: the states and bodies named in it; `named`: whether the phrase names any.
    """

    first: int
    end: int
    after: int
    titles: tuple[Title, ...]
    keys: frozenset[OfficeKey]
    alone: bool
    certain: bool
    indefinite: bool
    of: tuple[str, ...]
    gender: str | None


def phrases(draft: Draft, title_hits: list[TitleHit]) -> list[Phrase]:
    """The title phrases of the text. Words of a longer name of a body ("General Assembly") are no title."""
    inside = bytearray(len(draft.words.folded))
    for hit in draft.hits:
        if hit.entry.kind in ("body", "person", "place") and hit.after - hit.first > 1:
            inside[hit.first : hit.after] = b"\x01" * (hit.after - hit.first)
    return [_phrase(draft, hit) for hit in title_hits if not (inside[hit.first] and inside[hit.after - 1])]


_OWNERS = ("state", "adjective", "capital", "seat", "body")


def _phrase(draft: Draft, hit: TitleHit) -> Phrase:
    lower = draft.words.lower
    first, certain = hit.first, True
    while first > 0 and lower[first - 1] in FILLERS:
        first -= 1
        certain &= lower[first] not in NOT_THE_HOLDER
    owner = draft.ends.get(first) or (draft.ends.get(first - 1) if first and lower[first - 1] == "'s" else None)
    if owner is not None and owner.entry.kind not in _OWNERS:
        owner = None
    first = hit.first if owner is None else owner.first
    after, right = hit.after, None
    if after + 1 < len(lower) and lower[after] == "of":
        at = after + 2 if lower[after + 1] == "the" else after + 1
        right = draft.starts.get(at)
        if right is not None and right.entry.kind in ("state", "capital", "body"):
            after = right.after
        else:
            right = None
    of = tuple(dict.fromkeys(o for h in (owner, right) if h is not None for o in owners(draft, h)))
    keys = keys_of(hit.titles, of)
    before = lower[first - 1] if first else ""
    if before == "-" and first > 1:
        before = lower[first - 2]
    certain &= before not in NOT_THE_HOLDER
    following = lower[hit.after]
    certain &= following not in _CHOSEN and not (following == "-" and lower[hit.after + 1] in _CHOSEN)
    if of:
        seated = any(o in draft.tables.bodies for o in of) or (owner is not None and owner.entry.kind == "seat")
        usable = [t for t in hit.titles if t.bare not in ("-", "seat") or (t.bare == "seat" and seated)]
        alone = bool(keys_of(usable, of))
    else:
        keys = frozenset(k for t in hit.titles if t.bare.isupper() for k in keys_of((t,), (t.bare,)))
        alone = bool(keys) and not draft.stranger_before(first) and following != "for"
    last = lower[hit.after - 1]
    return Phrase(
        first, hit.after, after, hit.titles, keys, alone and certain, certain, before in ARTICLES_INDEFINITE, of,
        "f" if last in ROLE_FEMALE else "m" if last in ROLE_MALE else None,
    )  # fmt: skip


def owners(draft: Draft, hit: Hit) -> tuple[str, ...]:
    """The states and bodies that an office can be of when `hit` stands beside its title."""
    if hit.entry.kind != "body":
        return hit.entry.ids
    body = draft.tables.bodies.get(hit.entry.ids[0])
    if body is not None and body.seat and body.country:
        return (*hit.entry.ids, body.country)
    return hit.entry.ids


def past_honorific(draft: Draft, index: int) -> int:
    """The first word at or after `index` that is no honorific and no stop behind one."""
    folded = draft.words.folded
    while index < len(folded) - 1 and folded[index] in HONORIFICS:
        index += 2 if folded[index + 1] == "." else 1
    return index


def attach(draft: Draft, phrase: Phrase, named: dict[int, Found], ending: dict[int, Found]) -> str | None:
    """The person whose name stands beside the phrase: directly behind it, or in apposition before or after it.

    The person is then known by the title. `named` and `ending` are the full names by first word and by the word after.
    """
    words = draft.words.folded
    at = past_honorific(draft, phrase.end)
    if at in named:
        return _register(draft, phrase, named[at].actor, certain=True)
    after = phrase.after
    if after < len(words) and words[after] == ",":
        other = named.get(past_honorific(draft, after + 1))
        if other is not None and other.after < len(words) and words[other.after] in _CLOSERS:
            return _register(draft, phrase, other.actor, certain=False)
    before = phrase.first - 1
    if before > 0 and words[before].lower() in ("the", "a", "an"):
        before -= 1
    if before > 0 and words[before] == "," and before in ending:
        return _register(draft, phrase, ending[before].actor, certain=False)
    return None


_CHOSEN = frozenset({"designate", "elect"})
_CLOSERS = frozenset(",.;)—–")


def _register(draft: Draft, phrase: Phrase, actor: str | None, *, certain: bool) -> str | None:
    """Notes that the text calls `actor` by the phrase. In apposition only where the table does not contradict it."""
    if actor is None or actor not in draft.people:
        return None
    person = draft.people[actor]
    if not certain and phrase.keys:
        if person.in_table and not draft.offices.has_held(actor, phrase.keys):
            return None
        if not person.in_table and draft.offices.holders(phrase.keys, draft.day, draft.people):
            return None
    call(draft, person, phrase)
    return actor


def call(draft: Draft, person: Known, phrase: Phrase) -> None:
    """Notes that the text calls `person` by the phrase, and, unless it is a past or coming office, that they hold it.

    A title without a state ("President Trump") means the offices of that title that the table gives the person.
    """
    person.titles.append(draft.words.span(phrase.first, phrase.end).of(draft.words.text))
    person.gender = person.gender or phrase.gender
    person.country = person.country or country(draft, phrase)
    if _past(draft, phrase):
        return
    keys = phrase.keys or {
        (title.key, office.of)
        for office in draft.offices.of_person(person.id)
        for title in phrase.titles
        if title.key in office.keys and title.of in (None, office.of)
    }
    person.keys |= keys
    for key in keys:
        draft.holders.setdefault(key, set()).add(person.id)


def country(draft: Draft, phrase: Phrase) -> str | None:
    """The state that the phrase's office is of."""
    for owner in phrase.of:
        if owner in draft.tables.states:
            return owner
        body = draft.tables.bodies.get(owner)
        if body is not None and body.country:
            return body.country
        if owner[:3].upper() in draft.tables.states and owner[3:4] == "-":
            return owner[:3].upper()
    return None


def _past(draft: Draft, phrase: Phrase) -> bool:
    words = draft.words.lower
    before = words[max(phrase.first - 2, 0) : phrase.end]
    return any(word in NOT_THE_HOLDER for word in before)


def holder(draft: Draft, phrase: Phrase) -> str | None:
    """The one person whom the phrase means without a name beside it, or None where it could be nobody or several."""
    if not phrase.certain or phrase.indefinite:
        return None
    if not phrase.of and not phrase.keys:
        return _only_one_called(draft, phrase)
    named = set().union(*(draft.holders.get(key, set()) for key in phrase.keys))
    if not phrase.alone:
        return next(iter(named)) if len(named) == 1 else None
    by_table = draft.offices.holders(phrase.keys, draft.day, draft.people)
    if phrase.gender:
        by_table = frozenset(p for p in by_table if draft.tables.people[p].gender in (phrase.gender, None))
    for candidates in (named, named & by_table, by_table):
        if len(candidates) == 1:
            return next(iter(candidates))
    return None


def _only_one_called(draft: Draft, phrase: Phrase) -> str | None:
    """Who "the prime minister" is, where the text has called one person so and nobody else in it has held such an
    office.
    """
    before = draft.words.lower[phrase.first - 1] if phrase.first else ""
    wanted = {title.key for title in phrase.titles}
    called = {person for (key, _), people in draft.holders.items() if key in wanted for person in people}
    if before != "the" or len(called) != 1 or phrase.after != phrase.end:
        return None
    for person in draft.people.values():
        if person.id not in called and any(wanted & set(o.keys) for o in draft.offices.of_person(person.id)):
            return None
    following = draft.words.lower[phrase.after]
    return next(iter(called)) if following not in ("of", "for", "-") else None
