"""What is known of an article while its mentions are being worked out."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.reading import Basis, MentionKind
from communique.resolve.gazetteer import Gazetteer, Hit, Key
from communique.resolve.grammar import KOREA, NOT_A_NAME, ROLE_NOUNS
from communique.resolve.offices import OfficeKey, Offices
from communique.resolve.tables import Tables
from communique.resolve.words import Words, cut_plain


@dataclass(frozen=True, slots=True)
class Found:
    """A mention at the words `[first, after)`. `start` is where the words that belong to it begin: title, honorific."""

    first: int
    after: int
    kind: MentionKind
    actor: str | None
    basis: Basis
    start: int


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

    `day` is the article's date (ISO) or None; `states` the states that the text names; `holders` who the text itself
    calls by an office; `starts` and `ends` are the hits by first word and by the word after; `spots` the words that
    may be family names; `persons` are the
    mentions of persons by the word after, `personal` the words of these with their titles; `others` the actors that
    are neither persons nor in a table, by id: name and kind.
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
    spots: set[int] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)
    persons: dict[int, Found] = field(default_factory=dict)
    personal: set[int] = field(default_factory=set)
    people: dict[str, Known] = field(default_factory=dict)
    holders: dict[OfficeKey, set[str]] = field(default_factory=dict)
    others: dict[str, tuple[str, MentionKind, str | None]] = field(default_factory=dict)

    def add(self, found: Found) -> None:
        """Keeps a mention, and marks its words as spoken for."""
        self.found.append(found)
        if found.kind == "person":
            self.persons[found.after] = found
            self.personal.update(range(found.start, found.after))
        self.take(found.first, found.after)

    def take(self, first: int, after: int) -> None:
        """Marks the words `[first, after)` as spoken for."""
        self.taken[first:after] = b"\x01" * (after - first)

    def free(self, first: int, after: int) -> bool:
        """Whether no word of `[first, after)` is spoken for."""
        return not any(self.taken[first:after])

    @property
    def korean(self) -> bool:
        """Whether the article is about Korea, so that "the North" and "the South" are states."""
        return bool(self.states & KOREA)

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
        return self.people[person]
