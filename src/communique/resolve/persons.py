"""Persons by name: in full, and later by the family name alone or with a title or "Mr"."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence

from communique.encoder.understanding import Name
from communique.resolve.draft import Draft, Found, Known
from communique.resolve.gazetteer import Key
from communique.resolve.grammar import (
    DAYS_AND_MONTHS_BEFORE_MAY,
    EAST_ASIAN,
    GOVERNMENTS,
    HONORIFICS,
    NOT_A_NAME,
    ROLE_NOUNS,
)
from communique.resolve.tables import slug
from communique.resolve.titles import Phrase, call, past_honorific
from communique.resolve.words import BREAK, cut_plain

_MONTH_NAMES = frozenset({"May", "March", "April", "June", "August"})


def in_full(draft: Draft, names: Sequence[Name]) -> list[Found]:
    """Every full name of a person: those of the table, and those that the head found and no table knows."""
    found = []
    for hit in draft.hits:
        if hit.entry.kind != "person":
            continue
        actor = _only(draft, hit.entry.ids)
        if actor is not None:
            insort(draft.know(actor).places, hit.first)
        found.append(Found(hit.first, hit.after, "person", actor, "name", _honorific(draft, hit.first)[0]))
        draft.take(hit.first, hit.after)
    for name in names:
        if name.kind == "person":
            other = _unknown(draft, name)
            if other is not None:
                found.append(other)
    return sorted(found, key=lambda f: f.first)


def _only(draft: Draft, ids: tuple[str, ...]) -> str | None:
    """The one of `ids` that is meant: alone, or alone in office on the day."""
    if len(ids) > 1 and draft.day is not None:
        day = draft.day
        ids = tuple(i for i in ids if draft.offices.in_office(i, day))
    return ids[0] if len(ids) == 1 else None


def trimmed(draft: Draft, name: Name) -> tuple[int, int]:
    """The words of a name from the head without honorifics, titles in lower case, quotation marks and a final "'s"."""
    words = draft.words
    first, after = words.range(name.span)
    first = past_honorific(draft, first)
    while first < after and not words.folded[first][0].isalnum():
        first += 1
    while first < after and words.folded[after - 1] in ("'s", "'", "’", ",", '"', "”"):
        after -= 1
    return first, after


def _unknown(draft: Draft, name: Name) -> Found | None:
    first, after = trimmed(draft, name)
    first = _past_titles(draft, first, after)
    folded = draft.words.folded
    if (
        after - first < 2
        or tuple(draft.words.lower[first:after]) in draft.gazetteer.common
        or not draft.free(first, after)
        or "¶" in folded[first:after]
    ):
        return None
    if not folded[first][0].isupper() or folded[after - 1] in HONORIFICS:
        return None
    alike = draft.gazetteer.names.get((folded[first], folded[after - 1]))
    text = " ".join(draft.words.span(first, after).of(draft.words.text).split())
    actor = alike.ids[0] if alike is not None and alike.kind == "person" and len(alike.ids) == 1 else slug(text)
    start, gender = _honorific(draft, first)
    if actor in draft.tables.people:
        insort(draft.know(actor).places, first)
    elif actor:
        person = draft.people.get(actor)
        if person is None:
            person = Known(actor, text, _family(tuple(folded[first:after])), gender, None, False)
            draft.people[actor] = person
        person.gender = person.gender or gender
        insort(person.places, first)
    draft.take(first, after)
    return Found(first, after, "person", actor or None, "name", start)


def _past_titles(draft: Draft, first: int, after: int) -> int:
    """The first word of a name from the head behind states, bodies, titles and words that open a sentence."""
    lower = draft.words.lower
    while first < after:
        owner = draft.starts.get(first)
        if owner is not None and owner.entry.kind != "person":
            first = owner.after
        elif lower[first] in NOT_A_NAME or lower[first] == "'s" or lower[first] in ROLE_NOUNS:
            first += 1
        else:
            ends = (
                n for n in range(min(after, first + 7), first, -1) if tuple(lower[first:n]) in draft.gazetteer.titles
            )
            end = next(ends, first)
            if end == first:
                break
            first = end
    return past_honorific(draft, first)


def _family(words: Key) -> Key:
    """The family name of a person met only here: the first word of "Baik Tae-hyun", else the last ("Jr." apart)."""
    if len(words) == 4 and words[2] == "-" and words[3].islower():
        return words[:1]
    words = tuple(w for w in words if w not in ("Jr", "Sr", "II", "III", ".", ","))
    if len(words) > 2 and words[-2] == "-":
        return words[-3:]
    return words[-1:]


def family_first(draft: Draft) -> None:
    """Takes the first word for the family name of persons from countries where it comes first."""
    for person in draft.people.values():
        words = person.name.split()
        if not person.in_table and person.country in EAST_ASIAN and len(words) in (2, 3):
            person.family = cut_plain(words[0])


def _honorific(draft: Draft, first: int) -> tuple[int, str | None]:
    """Where the honorific before `first` begins (`first` itself where there is none), and the gender it tells."""
    folded = draft.words.folded
    at = first - 2 if first > 1 and folded[first - 1] == "." else first - 1
    if at >= 0 and folded[at] in HONORIFICS:
        return at, HONORIFICS[folded[at]]
    return first, None


def by_family(draft: Draft, phrases: Sequence[Phrase]) -> list[Found]:
    """Every later mention by family name, and first ones where the name is known well enough or a title makes it
    clear.
    """
    folded = draft.words.folded
    ends = {phrase.end: phrase for phrase in phrases}
    here: defaultdict[str, list[Key]] = defaultdict(list)
    for person in draft.people.values():
        if person.family and person.family not in here[person.family[0]]:
            here[person.family[0]].append(person.family)
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
            start, gender = _honorific(draft, index)
            spots.append((index, key, start, gender, ends.get(start) or ends.get(index)))
    draft.spots.update(spot[0] for spot in spots)
    found = []
    for titled in (True, False):
        for index, key, start, gender, phrase in spots:
            if (phrase is not None) != titled or not _is_name(draft, index, key, start, phrase):
                continue
            actor = _choose(draft, index, key, gender, phrase)
            if actor is not None:
                person = draft.people[actor] if actor in draft.people else draft.know(actor)
                if phrase is not None:
                    insort(person.places, index)
                    call(draft, person, phrase)
            if actor is not None or start < index or key[0] in here:
                first = phrase.first if phrase is not None else start
                found.append(_mention(draft, Found(index, index + len(key), "person", actor, "name", first)))
                draft.take(index, found[-1].after)
    return found


def _mention(draft: Draft, found: Found) -> Found:
    """The mention of a person, or, in "the Trump administration", of the state whose government the person leads."""
    if draft.words.lower[found.after] not in GOVERNMENTS - {"side", "delegation"} or found.actor is None:
        return found
    state = draft.people[found.actor].country if found.actor in draft.people else None
    leads = state is not None and draft.offices.has_held(found.actor, ((key, state) for key in _LEADING))
    if state is None or not leads or draft.words.lower[found.first - 1] != "the":
        return found
    return Found(found.first, found.after + 1, "state", state, "description", found.start)


_LEADING = ("leader", "president", "prime-minister", "chancellor")


def _is_name(draft: Draft, index: int, key: Key, start: int, phrase: Phrase | None) -> bool:
    """Whether the capitalised word is the person's name here, and no month, moon, street or part of another name."""
    words = draft.words
    after = index + len(key)
    if draft.stranger(after) and not words.is_loose(index):
        return False
    if start < index or phrase is not None:
        return True
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


def _given_name_before(draft: Draft, index: int) -> bool:
    """Whether another person's given name stands before the family name: "Melania Trump"."""
    if not draft.stranger(index - 1):
        return False
    word = draft.words.folded[index - 1]
    return not (draft.words.opens_sentence(index - 1) and word.lower() in NOT_A_NAME)


def _choose(draft: Draft, index: int, key: Key, gender: str | None, phrase: Phrase | None) -> str | None:
    """Who is meant by the family name at `index`: of those introduced before, the one named last; else the one
    introduced later; else the table's. Beside a leader who goes by that name alone, another bearer is meant only close
    behind the full name.
    """
    gender = gender or (phrase.gender if phrase is not None else None)
    pool = [p for p in draft.people.values() if (p.family == key and p.gender in (gender, None)) or
            (p.family == key and gender is None)]  # fmt: skip
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
        if leader is not None and leader is not person and _out_of_reach(draft, last, index):
            return leader.id
        return person.id
    later = [p for p in pool if p.places]
    if len(later) == 1 and (leader is later[0] or later[0].id == _from_table(draft, key, gender, phrase)):
        return later[0].id
    if len(later) == 1 and leader is None:
        return later[0].id if _from_table(draft, key, gender, phrase) is None else None
    if later:
        return leader.id if leader is not None else None
    return _from_table(draft, key, gender, phrase)


def _leader(draft: Draft, pool: Sequence[Known]) -> Known | None:
    """The one of `pool` who is known by the family name alone and has led a state: "Kim" beside other Kims."""
    leaders = [
        p for p in pool
        if p.in_table and any(_allowed(draft, mark, serving=False) for mark in draft.tables.people[p.id].alone)
        and p.country is not None and draft.offices.has_held(p.id, ((key, p.country) for key in _LEADING))
    ]  # fmt: skip
    return leaders[0] if len(leaders) == 1 else None


def _out_of_reach(draft: Draft, named: int, index: int) -> bool:
    """Whether a name in full is in the same sentence, where its bearer would be "he", or more than a paragraph back."""
    between = draft.words.folded[named:index]
    return between.count(BREAK) > 1 or not any(sign in between for sign in (".", "!", "?", BREAK))


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
        people = [
            p for p in people if any(o.of in of and wanted & set(o.keys) for o in draft.offices.of_person(p.id))
        ]  # fmt: skip
    else:
        people = [p for p in people if any(_allowed(draft, mark, p.id in serving) for mark in p.alone)]
    if len(people) > 1 and any(p.id in serving for p in people):
        people = [p for p in people if p.id in serving]
    return people[0].id if len(people) == 1 else None


def _allowed(draft: Draft, mark: str, serving: bool) -> bool:
    if mark.startswith("~"):
        return serving and mark[1:] in draft.states
    return mark == "*" or mark in draft.states
