"""Who and what else some words could have meant, and why they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.resolve.explain.answer import Other, Tenure, tenure
from communique.resolve.explain.looking import ANYWHERE, HALVES, SERVING, Look, family_bearers
from communique.resolve.explain.stretch import NEVER, Stretch
from communique.resolve.gazetteer import variants
from communique.resolve.grammar import GIVEN_NAMES
from communique.resolve.knowledge import Knowledge
from communique.resolve.offices import OfficeKey
from communique.resolve.tables import Office, Person
from communique.resolve.words import cut_plain


def others(seen: Look, on: Stretch, meant: str | None, known: Knowledge) -> tuple[Other, ...]:
    """What else the words of `seen` could have meant than the actor `meant`, each once, the nearest first."""
    if meant is None and len({mention.actor for mention in seen.mentions if mention.actor is not None}) > 1:
        return ()  # several are named: it could have been none of them alone
    found: dict[tuple[str | None, str], Other] = {}
    for other in _all(seen, on, known):
        if other.id is None or other.id != meant:
            found.setdefault((other.id, other.name if other.id is None else ""), other)
    return tuple(found.values())


def _all(seen: Look, on: Stretch, known: Knowledge) -> Iterator[Other]:
    phrase = seen.phrase
    named = seen.mention is not None and seen.mention.kind == "person" and seen.mention.basis == "name"
    if phrase is not None and not named and not phrase.indefinite:
        if phrase.keys and not phrase.of and any(title.of is None for title in phrase.titles):
            yield Other(None, f"the {seen.title} of another state", "the state must be named")
        yield from _holders(phrase.keys, on, known)
    yield from _bearers(seen, on, known)
    yield from _namesakes(seen, on, known)
    yield from _places(seen, known)


def _holders(keys: Iterable[OfficeKey], on: Stretch, known: Knowledge) -> Iterator[Other]:
    """Those who ever held one of the offices, the nearest in time first; without a day the latest first."""
    rows = dict.fromkeys(row for key in sorted(keys) for row in known.offices.by_key.get(key, ()))
    for row in sorted(rows, key=on.apart):
        yield _holder(row, on, known)


def _holder(row: Office, on: Stretch, known: Knowledge) -> Other:
    held = tenure(row, known.tables)
    if on.first is None or on.last is None:
        why = "no date given"
    elif on.holds(row):
        why = "in office then"
    elif on.perhaps(row):
        why = "the table has no exact dates"
    elif row.since is not None and on.last < row.since:
        why = "not yet in office"
    elif row.until is not None and on.first > row.until:
        why = "no longer in office" if held.until is not None else "perhaps no longer in office"
    else:
        why = "the dates are not known"
    return Other(row.person, held.name, why, held)


def _bearers(seen: Look, on: Stretch, known: Knowledge) -> Iterator[Other]:
    """Those who bear a family name that stands in the words: who may go by it alone first, then the others."""
    mention = seen.mention
    if mention is not None and (mention.basis != "name" or seen.key(mention) in known.gazetteer.names):
        return
    if mention is None and any(hit.entry.kind == "person" for hit in seen.hits):
        return
    people = [known.tables.people[id_] for id_ in family_bearers(seen.draft.words, known)]
    inside = set(seen.words)
    people = [person for person in people if inside.issuperset(cut_plain(person.family)) or inside & {*person.aliases}]
    for person in sorted(people, key=lambda p: (not p.alone, _far(p, on, known))):
        yield Other(person.id, person.name, _why_not(person, seen, on, known), _main(person, on, known))


def _why_not(person: Person, seen: Look, on: Stretch, known: Knowledge) -> str:
    if not person.alone:
        return "only in full or with a title"
    serving = any(on.holds(row) for row in known.offices.of_person(person.id))
    states = [mark.removeprefix(SERVING) for mark in person.alone]
    if all(mark.startswith(SERVING) for mark in person.alone) and not serving:
        return "only while in office" + ("" if on.shown else ", and no date given")
    if ANYWHERE not in states and not set(states) & seen.draft.states:
        return f"only where {either(the(state, known) for state in states)} is named"
    return "has the family name too" if serving or not on.shown else "in no office then"


def _namesakes(seen: Look, on: Stretch, known: Knowledge) -> Iterator[Other]:
    """Those who share the whole name, and other rows of the tables that have the same words."""
    for hit in seen.hits:
        key = tuple(seen.draft.words.folded[hit.first : hit.after])
        if hit.entry.kind == "person" and len(hit.entry.ids) > 1:
            for id_ in hit.entry.ids:
                person = known.tables.people[id_]
                serving = any(on.holds(row) for row in known.offices.of_person(id_))
                why = "bears the name too" + (", in no office then" if on.shown and not serving else "")
                yield Other(id_, person.name, why, _main(person, on, known))
        for person in known.tables.people.values() if hit.entry.kind not in ("person", "adjective") else ():
            if any(key in variants(name) for name in person.aliases):
                yield Other(person.id, person.name, "the tables give the words to another first")
        for body in known.tables.bodies.values():
            if hit.entry.kind != "body" and any(key == cut_plain(name) for name in (body.name, *body.aliases)):
                yield Other(body.id, body.name, "the tables give the words to another first")


def _places(seen: Look, known: Knowledge) -> Iterator[Other]:
    for hit in seen.hits:
        kind, ids = hit.entry.kind, hit.entry.ids
        first = hit.first if seen.words[hit.first] != "the" else hit.first + 1
        words = seen.draft.words
        shown = words.span(first, hit.after).of(words.text)
        if seen.phrase is not None and seen.phrase.first <= hit.first < seen.phrase.after:
            continue
        here = seen.mention is not None and seen.mention.kind == "place"
        if kind in ("capital", "seat") and here:
            yield Other(ids[0], name_of(ids[0], known), f"where it acts: “{shown} said”, “{shown}'s offer”")
        elif kind == "capital":
            yield Other(None, f"{shown}, the city", f"where it is a place: “in {shown}”, “visited {shown}”")
        elif kind == "seat" or (kind == "body" and ids[0] in known.tables.bodies and known.tables.bodies[ids[0]].seat):
            if here:
                yield Other(ids[0], shown, f"where it acts: “the {shown} said”")
            else:
                yield Other(None, f"{shown}, the building", f"where it is a place: “at the {shown}”")
        elif kind == "state" and shown in HALVES:
            yield Other(None, f"the {shown.lower()} of any country", "where the article is not about Korea")
        elif kind == "state" and here:
            yield Other(ids[0], name_of(ids[0], known), f"where it acts: “{shown} said”")
        elif kind == "state":
            name = name_of(ids[0], known)
            yield Other(None, f"{name}, the country", f"where it is a place: “in {the(ids[0], known)}”")
        if hit.entry.needy or shown in GIVEN_NAMES:
            yield Other(None, f"somebody or something else called {shown}", "where the article does not mean the state")


def _main(person: Person, on: Stretch, known: Knowledge) -> Tenure | None:
    """The time in office that is nearest to the days asked about, or the last one."""
    rows = known.offices.of_person(person.id)
    return tenure(min(rows, key=on.apart), known.tables) if rows else None


def _far(person: Person, on: Stretch, known: Knowledge) -> int:
    return min((on.apart(row) for row in known.offices.of_person(person.id)), default=NEVER)


def name_of(id_: str, known: Knowledge) -> str:
    """The name of the row with this id, or the id itself where the tables have no such row."""
    row = known.tables.states.get(id_) or known.tables.bodies.get(id_) or known.tables.people.get(id_)
    return row.name if row is not None else id_


def the(id_: str, known: Knowledge) -> str:
    """The name of a state or body as it stands in a sentence: "the United States", "Japan"."""
    name = name_of(id_, known)
    return f"the {name}" if name.startswith(_FULL) or name.endswith(_PLURAL) or name in _WITH_ARTICLE else name


_FULL = ("United ", "Republic of ", "Democratic Republic of ")
_PLURAL = (" Islands", " Republic", " Emirates", " House", " Nations", " Union", " Commission", " Council")
_WITH_ARTICLE = frozenset(
    {"Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros", "Seychelles", "Holy See"}
)


def either(names: Iterable[str]) -> str:
    """`A`, `A or B`, `A, B or C`."""
    several: Sequence[str] = list(dict.fromkeys(names))
    return " or ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
