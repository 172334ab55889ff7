"""Title phrases: "the North Korean leader", "US secretary of state", "President … of China", "Kremlin spokesman"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.resolve.draft import Draft, Found, Known, Titled
from communique.resolve.gazetteer import Hit, TitleHit
from communique.resolve.grammar import (
    ARTICLES_INDEFINITE,
    BECOMING,
    FILLERS,
    HONORIFICS,
    HOUSES,
    NOT_THE_HOLDER,
    ROLE_FEMALE,
    ROLE_MALE,
)
from communique.resolve.offices import OfficeKey, keys_of
from communique.resolve.tables import Title


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title with the state or body it is of: the words `[first, after)`, of which the title's end at `end`.

    `begin` is where its noun phrase begins: the article, the owner's title. `keys` are the offices it can mean;
    `alone`: whether the phrase may stand for the holder where no name is beside it; `certain`: whether nothing beside
    it speaks of another than the present holder ("former", "deputy"); `chosen`: whether the office is yet to be taken
    up ("-elect"); `of`: the states and bodies named in it.
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
    begin: int
    chosen: bool


def phrases(draft: Draft, title_hits: list[TitleHit]) -> list[Phrase]:
    """The title phrases of the text. Words of a longer name of a body ("General Assembly") are no title."""
    inside = bytearray(len(draft.words.folded))
    for hit in draft.hits:
        if hit.entry.kind in ("body", "person", "place") and hit.after - hit.first > 1:
            inside[hit.first : hit.after] = b"\x01" * (hit.after - hit.first)
    hits = (hit for hit in title_hits if not (inside[hit.first] and inside[hit.after - 1]))
    return [_phrase(draft, hit) for hit in sorted((*hits, *_parted(draft, title_hits)), key=lambda hit: hit.first)]


def _parted(draft: Draft, title_hits: Sequence[TitleHit]) -> Iterator[TitleHit]:
    """Titles whose first word stands before the state: "the top US diplomat", "chief North Korean negotiator"."""
    lower, there = draft.words.lower, {hit.first for hit in title_hits}
    for hit in draft.inner:
        if hit.first == 0 or lower[hit.first - 1] not in _RANKS or hit.entry.kind not in ("state", "adjective"):
            continue
        for length in (3, 2, 1):
            title = draft.gazetteer.titles.get((lower[hit.first - 1], *lower[hit.after : hit.after + length]))
            if title is not None and hit.after not in there:
                yield TitleHit(hit.after, hit.after + length, title)
                break


_RANKS = frozenset({"top", "chief", "lead", "head"})


_OWNERS = ("state", "adjective", "capital", "seat", "body")


def _phrase(draft: Draft, hit: TitleHit) -> Phrase:
    lower = draft.words.lower
    first, certain = hit.first, True
    while first > 0 and lower[first - 1] in FILLERS:
        first -= 1
        certain &= lower[first] not in NOT_THE_HOLDER
    owner = _ending(draft, first) or (_ending(draft, first - 1) if first and lower[first - 1] == "'s" else None)
    if owner is not None and (owner.entry.kind not in _OWNERS or _is_elsewhere(draft, owner, hit)):
        owner = None
    first = hit.first if owner is None else owner.first
    after, right = hit.after, None
    if after + 1 < len(lower) and lower[after] == "of":
        at = after + 2 if lower[after + 1] == "the" else after + 1
        right = draft.starts.get(at)
        owns = right is not None and lower[right.after] == "'s"  # "leader of Iraq's opposition" leads no state
        if right is not None and right.entry.kind in ("state", "capital", "body") and not owns:
            after = right.after
        else:
            right = None
    of = tuple(dict.fromkeys(o for h in (owner, right) if h is not None for o in owners(draft, h)))
    keys = keys_of(hit.titles, of) | {
        (t.key, country) for t in hit.titles if t.of in of and (country := _country_of(draft, t.of)) is not None
    }
    begin = first
    while begin > 0 and lower[begin - 1] in FILLERS:
        begin -= 1
        certain &= lower[begin] not in NOT_THE_HOLDER
    before = lower[begin - 1] if begin else ""
    if before == "-" and begin > 1:
        before = lower[begin - 2]
    begin = begin - 1 if before == "the" else first
    following = lower[hit.after]
    certain &= before not in NOT_THE_HOLDER and before not in BECOMING and following != "next"
    chosen = following in _CHOSEN or (following == "-" and lower[hit.after + 1] in _CHOSEN)
    if chosen:
        certain, after = False, hit.after + (2 if following == "-" else 1)
    if of:
        seated = any(h is not None and h.entry.kind in ("body", "seat") for h in (owner, right))
        usable = [t for t in hit.titles if t.bare not in ("-", "seat") or (t.bare == "seat" and seated)]
        alone = bool(keys) and bool(usable)
    else:
        keys = frozenset(k for t in hit.titles if t.bare.isupper() for k in keys_of((t,), (t.bare,)))
        alone = bool(keys) and not draft.stranger_before(first) and following != "for"
    last = lower[hit.after - 1]
    return Phrase(
        first, hit.after, after, hit.titles, keys, alone and certain, certain, before in ARTICLES_INDEFINITE, of,
        "f" if last in ROLE_FEMALE else "m" if last in ROLE_MALE else None, begin, chosen,
    )  # fmt: skip


def in_apposition(draft: Draft, phrase: Phrase, actor: str) -> bool:
    """Whether the name of `actor` stands beside the phrase: "Mr Kim, the North Korean leader"."""
    words = draft.words.folded
    end = phrase.after
    if words[end] in ("for", "to", "on", "at"):  # "the US envoy for the talks, Mr Doe"
        end = next((at for at in range(end, min(end + _LONGEST_FIELD, len(words))) if words[at] == ","), end)
    after = draft.opening.get(past_honorific(draft, end + 1)) if words[end] == "," else None
    at = phrase.begin - 1
    if at > 0 and words[at].lower() in ("a", "an", "the"):
        at -= 1
    before = draft.persons.get(at) if at > 0 and words[at] in _OPENERS else None
    return any(found is not None and found.actor == actor for found in (after, before))


def _is_elsewhere(draft: Draft, owner: Hit, hit: TitleHit) -> bool:
    """Whether the name before a capitalised title is where it happens: "In Hanoi Secretary Clinton said"."""
    words = draft.words
    if owner.entry.kind == "adjective" or words.folded[owner.first].isupper() or owner.after != hit.first:
        return False
    at = owner.first - 1
    at -= at > 0 and words.lower[at] == "the"
    return at >= 0 and words.folded[hit.first][0].isupper() and words.lower[at] in ("in", "at", "inside", "outside")


def _ending(draft: Draft, after: int) -> Hit | None:
    """The name that ends before the word `after`, also inside a longer one: "US" in "US Treasury Secretary"."""
    hit = draft.ends.get(after) or draft.inner_ends.get(after)
    for first in range(after - 1, max(after - _LONGEST_STATE, 0) - 1, -1):
        entry = draft.gazetteer.names.get(tuple(draft.words.folded[first:after])) if hit is None else None
        if entry is not None and entry.kind in ("state", "adjective") and not entry.needy:
            hit = Hit(first, after, entry)
    return hit


# Words of what an envoy is for, before the comma and the name.
_LONGEST_FIELD = 8
# Words of a state's name that can stand before a title inside the name of a body.
_LONGEST_STATE = 3


def owners(draft: Draft, hit: Hit) -> tuple[str, ...]:
    """The states and bodies that an office can be of when `hit` stands beside its title."""
    if hit.entry.kind != "body":
        return hit.entry.ids
    country = _country_of(draft, hit.entry.ids[0]) if hit.entry.ids[0] in HOUSES else None
    return (*hit.entry.ids, country) if country is not None else hit.entry.ids


def _country_of(draft: Draft, body: str | None) -> str | None:
    row = draft.tables.bodies.get(body or "")
    return row.country if row is not None else None


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
_OPENERS = frozenset(",(—–-")
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
    draft.titled.append(Titled(person.id, frozenset(keys), draft.words.span(phrase.first, phrase.end)))
    for key in keys:
        draft.holders.setdefault(key, set()).add(person.id)
        draft.called.setdefault(key[0], set()).add(person.id)


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
