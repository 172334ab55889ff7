"""What is known of an article while its mentions are being worked out."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.reading import Basis, MentionKind, Span
from communique.resolve.gazetteer import Gazetteer, Hit, Key
from communique.resolve.grammar import NOT_A_NAME, ROLE_NOUNS
from communique.resolve.offices import OfficeKey, Offices
from communique.resolve.tables import StateBody, Tables
from communique.resolve.words import Words, cut_plain


@dataclass(frozen=True, slots=True)
class Found:
    """A mention at the words `[first, after)`. `start` is where the words that belong to it begin: title, honorific.

    `aside`: the words only say more of the one named beside them ("Moon Jae-in, the president"), and are no mention of
    their own in the reading.
    """

    first: int
    after: int
    kind: MentionKind
    actor: str | None
    basis: Basis
    start: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Titled:
    """A person whom the text calls by a present office ("President Trump"), the offices it can be, the title's span."""

    actor: str
    keys: frozenset[OfficeKey]
    span: Span


@dataclass(slots=True)
class Known:
    """A person met in this text. `places` are the words at which the name stands in full, or with a title."""

    id: str
    name: str
    family: Key
    gender: str | None
    country: str | None
    in_table: bool
    places: list[int] = field(default_factory=list)
    keys: set[OfficeKey] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """The mentions so far, who has been met, and which words are spoken for.

    `day` is the article's date (ISO) or None; `states` the states that the text names; `starts` and `ends` are the hits
    by first word and by the word after; `inner` are the hits before a state and its body became one. `taken` are the
    words spoken for, `names` those of them that are parts of a longer name. `adjectives` are the words that are
    adjectives of states. `placed` says, by first word, whether a capital was found to be a place. `spots` are the words
    that may be family names; `persons` and `opening` are the mentions of persons by the word after and by the first,
    `personal` the words of these with their titles. By office, `holders` are those whom the text itself calls by it; by
    the office's key alone, `called` are the same and `could` those met who have ever held one. `others` are the actors
    that are neither persons nor in a table, by id: name, kind and country. `within` are mentions inside others,
    `titled` the titles beside names.
    """

    words: Words
    tables: Tables
    gazetteer: Gazetteer
    offices: Offices
    day: str | None
    hits: list[Hit]
    states: frozenset[str]
    taken: bytearray
    starts: dict[int, Hit]
    ends: dict[int, Hit]
    inner: list[Hit] = field(default_factory=list)
    plain: frozenset[str] = field(init=False)
    inner_starts: dict[int, Hit] = field(init=False)
    inner_ends: dict[int, Hit] = field(init=False)
    names: bytearray = field(init=False)
    adjectives: bytearray = field(init=False)
    placed: dict[int, bool] = field(default_factory=dict)
    spots: set[int] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)
    persons: dict[int, Found] = field(default_factory=dict)
    personal: set[int] = field(default_factory=set)
    people: dict[str, Known] = field(default_factory=dict)
    opening: dict[int, Found] = field(default_factory=dict)
    holders: dict[OfficeKey, set[str]] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)
    could: dict[str, set[str]] = field(default_factory=dict)
    others: dict[str, tuple[str, MentionKind, str | None]] = field(default_factory=dict)
    within: list[Found] = field(default_factory=list)
    titled: list[Titled] = field(default_factory=list)

    def __post_init__(self) -> None:
        size = len(self.words.folded)
        self.names, self.adjectives = bytearray(size), bytearray(size)
        self.plain = frozenset(word for word in self.words.folded if word.islower())
        self.inner_starts = {hit.first: hit for hit in self.inner}
        self.inner_ends = {hit.after: hit for hit in self.inner}
        for hit in self.hits:
            if hit.entry.kind == "adjective":
                self.adjectives[hit.first : hit.after] = b"\x01" * (hit.after - hit.first)

    def add(self, found: Found) -> None:
        """Keeps a mention, and marks its words as spoken for."""
        self.found.append(found)
        if found.kind == "person":
            self.persons[found.after] = found
            self.opening[found.first] = found
            self.personal.update(range(found.start, found.after))
        self.take(found.first, found.after)

    def take(self, first: int, after: int) -> None:
        """Marks the words `[first, after)` as spoken for."""
        self.taken[first:after] = b"\x01" * (after - first)

    def name(self, first: int, after: int) -> None:
        """Marks the words `[first, after)` as those of one name, inside which there is no other."""
        self.names[first:after] = b"\x01" * (after - first)

    def is_named(self, hit: Hit) -> bool:
        """Whether the hit is inside a longer name."""
        return any(self.names[hit.first : hit.after])

    def free(self, first: int, after: int) -> bool:
        """Whether no word of `[first, after)` is spoken for."""
        return not any(self.taken[first:after])

    def is_plain(self, first: int, after: int) -> bool:
        """Whether the words are capitalised for where they stand: the text has all of them in lower case, too."""
        opens = self.words.opens_sentence(first) or self.words.is_loose(first) or self.words.quoted[first]
        return bool(opens) and all(word in self.plain for word in self.words.lower[first:after])

    def stranger(self, index: int) -> bool:
        """Whether the word is capitalised, means nothing known, and so looks like a part of a name of somebody else."""
        if not 0 <= index < len(self.words.folded) or self.taken[index] or index in self.spots:
            return False
        word = self.words.folded[index]
        if not word[0].isupper() or word.lower() in NOT_A_NAME or word.lower() in ROLE_NOUNS:
            return False
        return not self.words.is_loose(index)

    def stranger_before(self, index: int) -> bool:
        """Whether a stranger's word stands directly before `index`, capitalised for no other reason."""
        return self.stranger(index - 1) and not self.words.opens_sentence(index - 1)

    def know(self, person: str) -> Known:
        """The person with the table id `person`, as met in this text from now on."""
        if person not in self.people:
            row = self.tables.people[person]
            family = cut_plain(row.family)
            self.people[person] = Known(row.id, row.name, family, row.gender, row.country, True)
            for key in {key for office in self.offices.of_person(person) for key in office.keys}:
                self.could.setdefault(key, set()).add(person)
        return self.people[person]

    def body_of(self, state: str, body: StateBody) -> str:
        """The id of a body of `state`, noted as an actor of this text where no table has it."""
        id_ = self.gazetteer.id_of(state, body)
        if id_ not in self.tables.bodies and id_ not in self.others:
            self.others[id_] = (f"{body.name} of {self.tables.states[state].name}", "organisation", state)
        return id_
