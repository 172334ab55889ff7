"""Who is meant by a title without a name beside it: the holder of the office on the article's day."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace

from communique.resolve.draft import Draft, Found
from communique.resolve.grammar import LEADING
from communique.resolve.offices import keys_of
from communique.resolve.titles import Phrase


def introduce(draft: Draft, phrases: list[Phrase]) -> None:
    """Notes where persons of the tables are introduced by their title alone, so that a bare name may mean them."""
    for phrase in phrases:
        actor = holder(draft, phrase) if phrase.of else None
        if actor is not None:
            person = draft.people[actor] if actor in draft.people else draft.know(actor)
            insort(person.places, phrase.first)


def owned(draft: Draft, phrase: Phrase) -> Phrase:
    """The phrase with the state of the person whose it is: "President Trump's national security adviser".

    Only of one who leads a state; any other phrase is returned as it is.
    """
    at = phrase.first - 1
    person = draft.persons.get(at) if not phrase.of and at > 0 and draft.words.lower[at] == "'s" else None
    known = draft.people.get(person.actor or "") if person is not None else None
    if person is None or known is None or known.country is None:
        return phrase
    if not draft.offices.has_held(known.id, ((key, known.country) for key in LEADING)):
        return phrase
    of = (known.country,)
    alone = phrase.certain and bool(keys_of((t for t in phrase.titles if t.bare not in ("-", "seat")), of))
    return replace(phrase, of=of, keys=keys_of(phrase.titles, of), alone=alone, begin=person.start)


def holder(draft: Draft, phrase: Phrase) -> str | None:
    """The one person whom the phrase means without a name beside it, or None where it could be nobody or several."""
    if phrase.chosen:
        return draft.offices.next_holder(phrase.keys, draft.day)
    if not phrase.certain or phrase.indefinite:
        return None
    if not phrase.of and not phrase.keys:
        return _only_one_called(draft, phrase)
    named: frozenset[str] = frozenset().union(*(draft.holders.get(key, set()) for key in phrase.keys))
    if not phrase.alone:
        if not named and phrase.of:
            named = draft.offices.possible(phrase.keys, draft.day, draft.people)
        return next(iter(named)) if len(named) == 1 else None
    by_table = _by_table(draft, phrase)
    for candidates in (named, named & by_table, by_table):
        if len(candidates) == 1:
            return next(iter(candidates))
    return None


def _by_table(draft: Draft, phrase: Phrase) -> frozenset[str]:
    """The holders on the day of the office of the first of `phrase.of` that has any. "New": the last to take it up."""
    found: frozenset[str] = frozenset()
    for of in dict.fromkeys((*phrase.of, *(of for _, of in sorted(phrase.keys)))):
        keys = [key for key in phrase.keys if key[1] == of]
        found = draft.offices.holders(keys, draft.day, draft.people)
        if phrase.gender:
            found = frozenset(p for p in found if draft.tables.people[p].gender in (phrase.gender, None))
        if len(found) > 1 and draft.day is not None and "new" in draft.words.lower[phrase.begin : phrase.end]:
            found = draft.offices.latest(keys, draft.day)
        if found:
            break
    return found


def counterparts(draft: Draft) -> list[Found]:
    """The mentions "his American counterpart" that one person can be meant by."""
    lower, found = draft.words.lower, []
    for hit in draft.inner:
        begin = hit.first - (2 if lower[hit.first - 1] == "new" else 1)
        if begin < 1 or hit.entry.kind not in ("state", "adjective") or lower[begin] not in ("his", "her", "their"):
            continue
        if lower[hit.after] != "counterpart" or not draft.free(begin, hit.after + 1):
            continue
        named = any(at in draft.opening for at in range(hit.after + 1, hit.after + 4))
        actor = None if named else _counterpart(draft, begin, hit.entry.ids[0])
        if actor is not None:
            person = draft.people[actor] if actor in draft.people else draft.know(actor)
            insort(person.places, begin)
            beside = draft.persons.get(begin - 1) if lower[begin - 1] == "," else None
            aside = beside is not None and beside.actor == actor
            found.append(Found(begin, hit.after + 1, "person", actor, "description", begin, aside))
    return found


def _counterpart(draft: Draft, at: int, state: str) -> str | None:
    """Who "his American counterpart" is: the one who holds for `state` the office of the person named last before.

    `at` is the first word of the phrase; the person has to stand in the same sentence.
    """
    before = next((f for n in range(at, draft.words.sentence(at), -1) if (f := draft.persons.get(n)) is not None), None)
    if before is None or before.actor is None or draft.day is None:
        return None
    day = draft.day
    held = {key for office in draft.offices.of_person(before.actor) if office.on(day) for key in office.keys}
    person = draft.people.get(before.actor)
    held |= {key for key, _ in person.keys} if person is not None else set()
    found = draft.offices.holders([(key, state) for key in held], day, ())
    return next(iter(found)) if len(found) == 1 else None


def _only_one_called(draft: Draft, phrase: Phrase) -> str | None:
    """Who "the prime minister" is: the one person of the text who is called so or holds such an office on the day.

    Without a day nobody else in the text may ever have held one.
    """
    words = draft.words.lower
    if words[phrase.begin] != "the" or phrase.after != phrase.end or words[phrase.after] in ("of", "for", "-"):
        return None
    wanted = {key for title in phrase.titles for key in _kinds(draft, title.key)}
    called = set().union(*(draft.called.get(key, ()) for key in wanted))
    could = set().union(*(draft.could.get(key, ()) for key in wanted))
    if draft.day is not None:
        day = draft.day
        could = {p for p in could if any(o.on(day) and wanted & set(o.keys) for o in draft.offices.of_person(p))}
    candidates = called | could
    return next(iter(candidates)) if len(candidates) == 1 else None


def _kinds(draft: Draft, key: str) -> set[str]:
    """The offices for which the word of `key` is short: "the minister" is a foreign minister, but no prime minister."""
    if key not in _GENERAL:
        return {key}
    return {key} | {k for k in (*draft.called, *draft.could) if k.endswith(_GENERAL[key]) and k != "prime-minister"}


_GENERAL = {"minister": "-minister", "secretary": "-secretary", "envoy": "-envoy"}
