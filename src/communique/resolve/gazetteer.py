"""The names and titles of the tables, compiled so that one pass over the words of an article finds them.

Names are matched by their case, longest first, left to right. Titles and the common nouns of a state's bodies are
matched without regard to case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from communique.resolve.tables import StateBody, Tables, Title
from communique.resolve.words import Words, cut_plain

HitKind = Literal["state", "adjective", "people", "capital", "seat", "body", "person", "place"]
Key = tuple[str, ...]
# Which reading of the same words wins: a person before a body before a state before its capital before a place.
_RANK: dict[HitKind, int] = {
    "person": 0, "body": 1, "state": 2, "seat": 3, "capital": 4, "adjective": 5, "people": 6, "place": 7,
}  # fmt: skip
_SHARED = "~"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: the kind, the ids (several where persons share the name), `needy`: see `State.needs`."""

    kind: HitKind
    ids: tuple[str, ...]
    needy: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at the words `[first, after)`."""

    first: int
    after: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class TitleHit:
    """Title words found at `[first, after)`, and the offices they can mean."""

    first: int
    after: int
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The compiled tables.

    `common` are the words of `state_bodies` for whatever state, `acronyms` the names of one word that are written in
    capitals. The `*_lengths` say, by first word, how long the keys are that begin with it.
    """

    names: dict[Key, Entry]
    name_lengths: dict[str, tuple[int, ...]]
    titles: dict[Key, tuple[Title, ...]]
    title_lengths: dict[str, tuple[int, ...]]
    state_bodies: dict[tuple[str | None, Key], StateBody]
    common: frozenset[Key]
    acronyms: frozenset[str]
    families: dict[Key, tuple[str, ...]]
    family_lengths: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, tables: Tables) -> Gazetteer:
        """The names and titles of `tables`, compiled."""
        return _compiled(tables)

    def find(self, words: Words) -> list[Hit]:
        """The names of the tables in `words`, longest first, left to right, none overlapping another."""
        return [Hit(*place) for place in _longest(words.folded, self.names, self.name_lengths)]

    def find_titles(self, words: Words) -> list[TitleHit]:
        """The words for offices in `words`, longest first, left to right, none overlapping another."""
        return [TitleHit(*place) for place in _longest(words.lower, self.titles, self.title_lengths)]

    def state_body(self, state: str, words: Words, index: int) -> tuple[StateBody, int] | None:
        """The body of `state` that the common noun at `index` names, and the word after it."""
        for length in range(4, 0, -1):
            key = tuple(words.lower[index : index + length])
            body = self.state_bodies.get((state, key)) or self.state_bodies.get((None, key))
            if body is not None:
                return body, index + length
        return None

    def id_of(self, state: str, body: StateBody) -> str:
        """The id of the body of `state`: its own, or, where every state has one, made of the state's code."""
        return body.id if body.country else f"{state.lower()}-{body.id}"

    def family(self, words: Words, index: int) -> Key | None:
        """The longest family name of the tables at `index`."""
        for length in self.family_lengths.get(words.folded[index], ()):
            key = tuple(words.folded[index : index + length])
            if key in self.families:
                return key
        return None


_Found = TypeVar("_Found")


def _longest(
    words: Sequence[str], table: Mapping[Key, _Found], lengths: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[int, int, _Found]]:
    """The keys of `table` in `words`, longest first, left to right, none overlapping: `[first, after)` and entry."""
    after = 0
    for index, word in enumerate(words):
        if index < after or word not in lengths:
            continue
        for length in lengths[word]:
            found = table.get(tuple(words[index : index + length]))
            if found is not None:
                after = index + length
                yield index, after, found
                break


def _compiled(tables: Tables) -> Gazetteer:
    entries: dict[Key, Entry] = {}

    def put(kind: HitKind, name: str, id_: str, needy: bool = False) -> None:
        for key in variants(name) if kind == "person" else (cut_plain(name),):
            known = entries.get(key)
            if known is None or _RANK[kind] < _RANK[known.kind]:
                entries[key] = Entry(kind, (id_,), needy)
            elif known.kind == kind == "person" and id_ not in known.ids:
                entries[key] = Entry(kind, (*known.ids, id_), needy)

    for person in tables.people.values():
        for name in (person.name, *person.aliases):
            put("person", name.removeprefix(_SHARED), person.id)
    for body in tables.bodies.values():
        for name in (body.name, *body.aliases):
            put("body", name, body.id)
    for state in tables.states.values():
        groups: tuple[tuple[HitKind, Iterable[str]], ...] = (
            ("state", (state.name, state.formal, *state.aliases)),
            ("seat", state.seats),
            ("capital", state.capitals),
            ("adjective", state.adjectives),
            ("people", (f"{a}s" for a in state.adjectives if not a.endswith(("ese", "ish", "ch", "s", "S", ".")))),
        )
        for kind, names in groups:
            for name in names:
                if name and not (kind == "people" and name in state.aliases):
                    put(kind, name, state.id, name in state.needs)
                    if kind == "capital" and len(name) > _ACRONYM:
                        put(kind, name.upper(), state.id, name in state.needs)
    for place in tables.places:
        for name in (place.name, *place.aliases):
            put("place", name, place.name)

    acronyms = frozenset(_acronyms(entries))
    for key, entry in list(entries.items()):
        if entry.kind == "person" and any(word.upper() in acronyms for word in key):
            # "KIM JONG UN" is "Kim Jong UN" when its capitals are undone.
            entries.setdefault(tuple(w.upper() if w.upper() in acronyms else w for w in key), entry)

    titles: defaultdict[Key, list[Title]] = defaultdict(list)
    for title in tables.titles:
        for text in title.words:
            titles[tuple(w.lower() for w in cut_plain(text))].append(title)
    state_bodies = {
        (body.country, tuple(w.lower() for w in cut_plain(text))): body
        for body in tables.state_bodies
        for text in body.words
    }
    families: defaultdict[Key, list[str]] = defaultdict(list)
    for person in tables.people.values():
        families[cut_plain(person.family)].append(person.id)
        for name in person.aliases:
            if " " not in name:
                families[cut_plain(name)].append(person.id)
    return Gazetteer(
        entries,
        _lengths(entries),
        {key: tuple(rows) for key, rows in titles.items()},
        _lengths(titles),
        state_bodies,
        frozenset(key for _, key in state_bodies),
        acronyms,
        {key: tuple(ids) for key, ids in families.items()},
        _lengths(families),
    )


def _acronyms(entries: Mapping[Key, Entry]) -> Iterator[str]:
    """The names of one word in capitals that are neither a word ("WHO") nor a way of setting another ("REUTERS")."""
    for key, entry in entries.items():
        word = key[0]
        if len(key) > 1 or entry.kind == "person" or not word.isupper() or len(word) < 2:
            continue
        if word not in _WORDS and (word.capitalize(),) not in entries:
            yield word


_ACRONYM = 4  # letters of the longest abbreviations with which a capital's name in capitals could be confused
_WORDS = frozenset({"WHO", "TIME", "TODAY", "CAR", "NO"})


def variants(name: str) -> Iterator[Key]:
    """The ways a person's name is set: hyphens as written, as spaces or left out, second parts capitalised or not, and
    the family name, where it comes first, in capitals."""
    words = cut_plain(name)
    if len(words) < 2:
        return
    keys = {words}
    if "-" in words:
        upper = tuple(
            w[:1].upper() + w[1:] if i and words[i - 1] == "-" and w.islower() else w for i, w in enumerate(words)
        )
        for key in (words, upper):
            keys |= {key, tuple(w for w in key if w != "-"), _glued(key)}
    for key in tuple(keys):
        keys.add((key[0].upper(), *key[1:]))
    yield from sorted(keys)


def _glued(words: Key) -> Key:
    out: list[str] = []
    for index, word in enumerate(words):
        if word == "-":
            continue
        if index and words[index - 1] == "-":
            out[-1] += word.lower()
        else:
            out.append(word)
    return tuple(out)


def _lengths(keys: Iterable[Key]) -> dict[str, tuple[int, ...]]:
    by_first: defaultdict[str, set[int]] = defaultdict(set)
    for key in keys:
        by_first[key[0]].add(len(key))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in by_first.items()}
