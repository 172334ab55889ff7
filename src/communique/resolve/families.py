"""Persons by family name: later mentions of those introduced, and first ones that the table or a title makes clear."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence

from communique.resolve.draft import Draft, Found, Known
from communique.resolve.gazetteer import Key
from communique.resolve.grammar import (
    COMMON_WORDS,
    DAYS_AND_MONTHS_BEFORE_MAY,
    GOVERNMENTS,
    LEADING,
    NOT_A_NAME,
    NOT_A_NOUN,
    SAYING,
    SETTLEMENTS,
)
from communique.resolve.persons import honorific
from communique.resolve.titles import Phrase, call

# What is called after the one who leads it: "the Bush administration".
_NAMED_AFTER = frozenset({"administration", "government", "regime"})
_MONTH_NAMES = frozenset({"May", "March", "April", "June", "August"})


def by_family(draft: Draft, phrases: Sequence[Phrase]) -> list[Found]:
    """Every later mention by family name, and first ones that the tables or a title make clear."""
    folded = draft.words.folded
    ends = {phrase.end: phrase for phrase in phrases}
    here: defaultdict[str, list[Key]] = defaultdict(list)
    bearers: defaultdict[Key, list[Known]] = defaultdict(list)
    for person in draft.people.values():
        if person.family and person.family not in bearers:
            here[person.family[0]].append(person.family)
        bearers[person.family].append(person)
    places = {key: sorted((at, n) for n, p in enumerate(known) for at in p.places) for key, known in bearers.items()}
    # What is introduced with a title counts as introduced from there on, so these come before the bare ones.
    known = draft.gazetteer.family_lengths
    spots = []
    for index, word in enumerate(folded):
        if (word not in here and word not in known) or draft.taken[index]:
            continue
        keys = [k for k in here.get(word, ()) if tuple(folded[index : index + len(k)]) == k]
        key = max(keys, key=len) if keys else None
        if key is None and word in known:
            key = draft.gazetteer.family(draft.words, index)
        if key is not None and draft.free(index, index + len(key)):
            start, gender = honorific(draft, index)
            phrase = ends.get(start) or ends.get(index)
            governs = draft.words.lower[index + len(key)] in _NAMED_AFTER
            if start == index and phrase is None and not governs and not _goes_alone(draft, key, bearers):
                continue
            spots.append((index, key, start, gender, phrase))
    draft.spots.update(spot[0] for spot in spots)
    found = []
    for titled in (True, False):
        for index, key, start, gender, phrase in spots:
            if (phrase is not None) != titled:
                continue
            if _is_settlement(draft, index + len(key)):
                found.append(Found(index, index + len(key), "place", None, "name", index))
                draft.take(index, index + len(key))
            if not draft.free(index, index + len(key)) or not _is_name(draft, index, key, start, phrase):
                continue
            pool = _near(bearers[key], places.get(key, ()), index)
            actor = _choose(draft, pool, index, key, gender, phrase) or _ruling(draft, index, key)
            if actor is not None:
                if actor not in draft.people:
                    bearers[key].append(draft.know(actor))
                person = draft.people[actor]
                if phrase is not None:
                    insort(person.places, index)
                    call(draft, person, phrase)
            if actor is not None or start < index or key[0] in here:
                first = phrase.first if phrase is not None else start
                found.append(_mention(draft, Found(index, index + len(key), "person", actor, "name", first)))
                draft.take(index, found[-1].after)
    return found


def _goes_alone(draft: Draft, key: Key, bearers: Mapping[Key, Sequence[Known]]) -> bool:
    """Whether the bare word can be somebody's name here: one of the text's, or one that needs no introduction.

    Any other capitalised word of the table's families ("He", "English", "Friday") is a word like others.
    """
    if len(key) == 1 and key[0].lower() in NOT_A_NAME and key[0] not in _MONTH_NAMES:
        return False
    if bearers.get(key):
        return True
    people = (draft.tables.people[id_] for id_ in draft.gazetteer.families.get(key, ()))
    return any(_allowed(draft, mark, serving=True) for person in people for mark in person.alone)


def _mention(draft: Draft, found: Found) -> Found:
    """The mention of a person, or, in "the Trump administration", of the state whose government the person leads."""
    if draft.words.lower[found.after] not in GOVERNMENTS - {"side", "delegation"} or found.actor is None:
        return found
    state = draft.people[found.actor].country if found.actor in draft.people else None
    leads = state is not None and draft.offices.has_held(found.actor, ((key, state) for key in LEADING))
    if state is None or not leads or draft.words.lower[found.first - 1] != "the":
        return found
    draft.within.append(found)
    return Found(found.first - 1, found.after + 1, "state", state, "description", found.first - 1)


def _ruling(draft: Draft, index: int, key: Key) -> str | None:
    """Who "the Bush administration" is named after where nobody of the name was met: the one who leads on the day."""
    after = index + len(key)
    if draft.day is None or draft.words.lower[after] not in _NAMED_AFTER:
        return None
    leading = [p for p in draft.gazetteer.families.get(key, ()) if _leads(draft, p)]
    return leading[0] if len(leading) == 1 and draft.words.lower[index - 1] == "the" else None


def _is_name(draft: Draft, index: int, key: Key, start: int, phrase: Phrase | None) -> bool:
    """Whether the capitalised word is the person's name here, and no month, moon, street or part of another name."""
    words = draft.words
    after = index + len(key)
    if draft.stranger(after) and not words.is_loose(index):
        return False
    if start < index or phrase is not None:
        return True
    if words.folded[index] in COMMON_WORDS and _is_common(draft, index, after):
        return False
    before = words.folded[index - 1] if index else ""
    if before.lower() == "the" and words.lower[after] not in GOVERNMENTS:
        return False
    if before == "-" and index > 1 and draft.stranger(index - 2):
        return False
    if words.folded[index] in _MONTH_NAMES and (
        before.lower() in DAYS_AND_MONTHS_BEFORE_MAY or before.isdigit() or words.folded[after][0].isdigit()
    ):
        return False
    if words.folded[after] == "-" and words.folded[after + 1][:1].isupper() and draft.stranger(after + 1):
        return False
    return not _given_name_before(draft, index)


def _is_settlement(draft: Draft, after: int) -> bool:
    """Whether the text says that the name is a town's: "Obama, a fishing town"."""
    lower = draft.words.lower
    return (
        lower[after] == ","
        and lower[after + 1] in ("a", "an", "the")
        and bool(SETTLEMENTS & set(lower[after + 2 : after + 5]))
    )


def _is_common(draft: Draft, index: int, after: int) -> bool:
    """Whether a name that is a word too is that word: "the blood-red Moon", "Brown bears"."""
    words = draft.words
    following = words.lower[after]
    if words.opens_sentence(index) and following.endswith("s") and following not in NOT_A_NOUN | SAYING:
        return True
    at = index - 1
    while at > 0 and index - at < 6 and words.lower[at] not in NOT_A_NOUN:
        if words.folded[at] != "-" and not words.folded[at].islower():
            return False
        at -= 1
    return at < index - 1 and words.lower[at] in ("the", "a", "an")


def _given_name_before(draft: Draft, index: int) -> bool:
    """Whether another person's given name stands before the family name: "Melania Trump"."""
    if not draft.stranger(index - 1):
        return False
    word = draft.words.folded[index - 1]
    return not (draft.words.opens_sentence(index - 1) and word.lower() in NOT_A_NAME)


def _near(bearers: Sequence[Known], places: Sequence[tuple[int, int]], index: int) -> Sequence[Known]:
    """Of the bearers of a name shared by very many: those in the tables, and those introduced around the word.

    `places` are the words at which bearers are introduced, each with the bearer's number.
    """
    if len(bearers) <= _MANY:
        return bearers
    at = bisect_left(places, (index, 0))
    around = dict.fromkeys(number for _, number in places[max(at - _MANY, 0) : at + 2])
    return [p for n, p in enumerate(bearers[:_MANY]) if p.in_table and n not in around] + [bearers[n] for n in around]


# Bearers of one family name in an article above which only those nearby are looked at.
_MANY = 50


def _choose(
    draft: Draft, bearers: Sequence[Known], index: int, key: Key, gender: str | None, phrase: Phrase | None
) -> str | None:
    """Who is meant by the family name at `index`: of its `bearers` introduced before, the one named last; else the one
    introduced later; else the table's.

    Beside a leader who goes by that name alone, another bearer is meant only close behind the full name, and only
    after it.
    """
    gender = gender or (phrase.gender if phrase is not None else None)
    pool = [p for p in bearers if gender is None or p.gender in (gender, None)]
    if phrase is not None and phrase.titles:
        fitting = [p for p in pool if _fits(draft, p, phrase)]
        if fitting:
            pool = fitting
        else:
            pool = [p for p in pool if not p.in_table and not p.keys]
            if not pool:
                return _from_table(draft, key, gender, phrase)
    leader = _leader(draft, pool)
    before = [(p.places[n - 1], p) for p in pool if (n := bisect_left(p.places, index))]
    if before:
        last, person = max(before, key=lambda b: b[0])
        if leader is None and any(p is not person and not draft.words.stops_between(at, last) for at, p in before):
            return None
        if leader is not None and leader is not person and _out_of_reach(draft, last, index):
            return leader.id
        return person.id
    later = [p for p in pool if p.places]
    if len(later) == 1 and (leader is later[0] or later[0].id == _from_table(draft, key, gender, phrase)):
        return later[0].id
    if len(later) == 1 and leader is None:
        alone = _from_table(draft, key, gender, phrase)
        if alone is None or _is_introduced_at_once(draft, index, later[0]):
            return later[0].id
        return alone if phrase is None and _leads(draft, alone) else None
    if later:
        return leader.id if leader is not None else None
    return _from_table(draft, key, gender, phrase)


def _leader(draft: Draft, pool: Sequence[Known]) -> Known | None:
    """The one of `pool` who is known by the family name alone and has led a state: "Kim" beside other Kims."""
    leaders = [
        p for p in pool
        if p.in_table and any(_allowed(draft, mark, serving=False) for mark in draft.tables.people[p.id].alone)
        and p.country is not None and draft.offices.has_held(p.id, ((key, p.country) for key in LEADING))
    ]  # fmt: skip
    return leaders[0] if len(leaders) == 1 else None


def _is_introduced_at_once(draft: Draft, index: int, person: Known) -> bool:
    """Whether a name in the headline is that of the first paragraph: "Kim puts off trip", and it opens with Kim X."""
    words = draft.words
    if words.breaks_between(0, index) or words.lower[index + 1] == "'s":
        return False
    story = 1 if len(words.breaks) > 1 and words.datelines[words.breaks[1]] else 0
    return words.sentence(person.places[0]) == words.breaks[story] + 1


def _leads(draft: Draft, person: str) -> bool:
    """Whether the person leads a state on the article's day, or, where that is not known, has ever led one."""
    led = [office for office in draft.offices.of_person(person) if set(LEADING) & set(office.keys)]
    return any(draft.day is None or office.on(draft.day) for office in led)


def _out_of_reach(draft: Draft, named: int, index: int) -> bool:
    """Whether a name in full is in the same sentence, where its bearer would be "he", or more than a paragraph back."""
    return draft.words.breaks_between(named, index) > 1 or not draft.words.stops_between(named, index)


def _fits(draft: Draft, person: Known, phrase: Phrase) -> bool:
    """Whether the person can be called by the title: by what the text or the table says of them."""
    wanted = {title.key for title in phrase.titles}
    if any(key in wanted for key, _ in person.keys):
        return True
    held = {
        key
        for office in draft.offices.of_person(person.id)
        for key in office.keys
        if not phrase.of or office.of in phrase.of
    }
    return person.in_table and bool(wanted & held)


def _from_table(draft: Draft, key: Key, gender: str | None, phrase: Phrase | None) -> str | None:
    people = [draft.tables.people[i] for i in draft.gazetteer.families.get(key, ())]
    people = [p for p in people if gender is None or p.gender in (gender, None)]
    day = draft.day
    serving = {p.id for p in people if day is not None and draft.offices.in_office(p.id, day)}
    if phrase is not None:
        wanted = {title.key for title in phrase.titles}
        of = phrase.of or (*draft.states, *(p.country for p in people if p.country and "*" in p.alone))
        fitting = [
            p for p in people if any(o.of in of and wanted & set(o.keys) for o in draft.offices.of_person(p.id))
        ]  # fmt: skip
        if not fitting and not phrase.of and day is not None:
            fitting = [p for p in people if _holds(draft, p.id, wanted, day)]
        people = fitting
    else:
        people = [p for p in people if any(_allowed(draft, mark, p.id in serving) for mark in p.alone)]
    if len(people) > 1 and any(p.id in serving for p in people):
        people = [p for p in people if p.id in serving]
    if len(people) > 1 and phrase is not None:
        people = [p for p in people if _leads(draft, p.id)]
    return people[0].id if len(people) == 1 else None


def _holds(draft: Draft, person: str, wanted: set[str], day: str) -> bool:
    return any(office.on(day) and wanted & set(office.keys) for office in draft.offices.of_person(person))


def _allowed(draft: Draft, mark: str, serving: bool) -> bool:
    if mark.startswith("~"):
        return serving and mark[1:] in draft.states
    return mark == "*" or mark in draft.states
