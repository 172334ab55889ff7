"""Which accounts belong to which occurrence, as people left them: rejected ones dropped, merged ones joined, split ones
apart. What an occurrence says of itself is seen to in `retelling`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from communique.reading import MeetingStatus, Spans
from communique.reviews.entry import Entry, Key
from communique.reviews.fields import EntryKind
from communique.reviews.fitting import Place, fit
from communique.reviews.laying import joined
from communique.reviews.standing import Standing, State
from communique.weave.accounts import identity, in_order
from communique.weave.occurrence import Account, Occurrence


class Told(NamedTuple):
    """What tells one account from another. A dissenting report of a meeting is an account of two occurrences."""

    kind: EntryKind
    article: str
    item: str
    spans: Spans


def told(kind: EntryKind, account: Account) -> Told:
    """What tells this account of an occurrence of that kind from others."""
    return Told(kind, account.article, account.item, account.spans)


@dataclass
class Draft:
    """An occurrence that is being put together anew: the ones that it is made of, the first giving it its values.

    `dropped` are the accounts that were rejected, with what was found of each. `apart`: it was split from the
    occurrence that it is made of.
    """

    id: str
    of: list[Occurrence]
    accounts: list[Account]
    dropped: list[tuple[Account, State]] = field(default_factory=list)
    apart: bool = False

    @property
    def first(self) -> Occurrence:
        """The occurrence whose values it has."""
        return self.of[0]

    @property
    def untouched(self) -> bool:
        """Whether it has the very accounts of one occurrence."""
        return len(self.of) == 1 and not self.apart and tuple(self.accounts) == self.first.accounts


@dataclass(frozen=True)
class Regrouped:
    """The drafts, in the order of the occurrences they come from; what was found of each account; what fits nowhere.

    `became`: of an occurrence, and of an encounter, that is no more, what it has become a part of; None where all of
    its accounts were rejected. `of_encounter`: the encounter of each draft of a meeting, where that is another now.
    """

    drafts: tuple[Draft, ...]
    states: Mapping[Told, State]
    unfit: tuple[State, ...]
    became: Mapping[str, str | None]
    of_encounter: Mapping[str, str]


def ruling(draft: Draft, states: Mapping[Told, State]) -> list[State]:
    """The states of the accounts of a draft that have corrected fields, the last reviewed one last."""
    found = (states.get(told(draft.first.kind, account)) for account in draft.accounts)
    return sorted((s for s in found if s is not None and s.changed), key=lambda state: state.newest.number)


def status_of(draft: Draft, states: Mapping[Told, State]) -> MeetingStatus | None:
    """What became of a meeting by a draft of its step."""
    corrected = (state.changed["status"] for state in reversed(ruling(draft, states)) if "status" in state.changed)
    return next(corrected, draft.first.status)


def regrouped(occurrences: Sequence[Occurrence], standing: Standing) -> Regrouped:
    """The accounts of the occurrences in the groups that people put them in."""
    at = _placed(occurrences, standing)
    states, unfit = _states(at, standing)
    work = _Groups(occurrences, states)
    for review in standing.joins:
        entries = [at.get(entry.key) for entry in review.touched]
        home, *others = entries
        if home is not None and review.verdict == "merge":
            work.merge(home, [one for one in others if one is not None])
        elif home is not None:
            work.split(home, [one for one in others if one is not None])
    work.drop({key: state for key, state in states.items() if state.verdict == "reject"})
    return Regrouped(tuple(work.left()), states, unfit, work.became, work.of_encounter)


def _placed(occurrences: Iterable[Occurrence], standing: Standing) -> dict[Key, Told]:
    """The account of each entry that has one, by the entry's key."""
    holders: defaultdict[Told, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        for account in occurrence.accounts:
            if account.article in standing.articles:
                holders[told(occurrence.kind, account)].append(occurrence)
    places: defaultdict[str, list[Place[Told]]] = defaultdict(list)
    for key, held in holders.items():
        places[key.article].append(Place(key.kind, key.item, key.spans, key, _values(held)))
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for state in standing.states.values():
        entries[state.entry.article].append(state.entry)
    found: dict[Key, Told] = {}
    for article, theirs in entries.items():
        if article in places:
            found |= {key: place.of for key, place in fit(theirs, places[article]).items()}
    return found


def _values(held: Sequence[Occurrence]) -> dict[str, object]:
    """What an occurrence says of an account's own fields: of many accounts, only what all of them must say."""
    one = held[0]
    if len(held) > 1:
        return {}
    if one.kind == "meeting":
        return {"status": one.status}
    if one.step is not None and len(one.accounts) == 1:
        return {"kind": one.step.kind, "party": one.step.party}
    return {}


def _states(at: Mapping[Key, Told], standing: Standing) -> tuple[dict[Told, State], tuple[State, ...]]:
    together: defaultdict[Told, list[State]] = defaultdict(list)
    unfit = []
    for key, state in standing.states.items():
        if key in at:
            together[at[key]].append(state)
        elif state.reviews:
            unfit.append(state)
    states = {
        place: joined(max(group, key=lambda state: state.newest.number).entry, group)
        for place, group in together.items()
    }
    return states, tuple(unfit)


class _Groups:
    """The drafts by id, while they are merged and split."""

    def __init__(self, occurrences: Sequence[Occurrence], states: Mapping[Told, State]) -> None:
        self.drafts = {one.id: Draft(one.id, [one], list(one.accounts)) for one in occurrences}
        self._states = states
        self.became: dict[str, str | None] = {}
        self.of_encounter: dict[str, str] = {}
        self._holders: defaultdict[Told, set[str]] = defaultdict(set)
        for one in occurrences:
            for account in one.accounts:
                self._holders[told(one.kind, account)].add(one.id)

    def home(self, key: Told) -> Draft | None:
        """The draft that has an account; of two, the one whose own it is and not a dissent."""
        held = (self.drafts[id_] for id_ in self._holders[key])
        return min(held, key=lambda draft: (len(draft.accounts), draft.id), default=None)

    def merge(self, kept: Told, others: Iterable[Told]) -> None:
        """Joins the occurrences of the others to that of `kept`.

        Two reports of meetings with different outcomes are two steps in the life of one meeting: these stay apart, and
        their meetings become one.
        """
        home = self.home(kept)
        for key in others:
            other = self.home(key)
            if home is None or other is None or other is home:
                continue
            self._one_encounter(home, other)
            if status_of(home, self._states) != status_of(other, self._states):
                continue
            home.of += other.of
            for account in other.accounts:
                holders = self._holders[told(kept.kind, account)]
                if home.id not in holders:
                    home.accounts.append(account)
                holders.discard(other.id)
                holders.add(home.id)
            del self.drafts[other.id]
            self.became[other.id] = home.id

    def split(self, kept: Told, others: Iterable[Told]) -> None:
        """Takes the others out of the occurrence of `kept`: one of their own, and of a meeting an encounter too."""
        home = self.home(kept)
        wanted = {*others} - {kept}
        if home is None:
            return
        out = [account for account in home.accounts if told(kept.kind, account) in wanted]
        if not out or len(out) == len(home.accounts):
            return
        first = in_order(out)[0]
        id_ = _fresh(self.drafts, home.first, first)
        home.accounts = [account for account in home.accounts if account not in out]
        self.drafts[id_] = Draft(id_, list(home.of), out, apart=True)
        for account in out:
            self._holders[told(kept.kind, account)] ^= {home.id, id_}
        if home.first.encounter is not None:
            self.of_encounter[id_] = identity("meeting", "apart", first.article, first.item)

    def drop(self, rejected: Mapping[Told, State]) -> None:
        """Drops the rejected accounts."""
        for draft in self.drafts.values():
            kind = draft.first.kind
            draft.dropped += [(a, rejected[told(kind, a)]) for a in draft.accounts if told(kind, a) in rejected]
            draft.accounts = [account for account in draft.accounts if told(kind, account) not in rejected]

    def left(self) -> Iterable[Draft]:
        """The drafts, those without an account too."""
        for draft in self.drafts.values():
            if not draft.accounts:
                self.became[draft.id] = None
            yield draft

    def _one_encounter(self, home: Draft, other: Draft) -> None:
        kept, gone = (self.of_encounter.get(draft.id, draft.first.encounter) for draft in (home, other))
        if kept is None or gone is None or kept == gone:
            return
        self.became[gone] = kept
        for draft in self.drafts.values():
            if self.of_encounter.get(draft.id, draft.first.encounter) == gone:
                self.of_encounter[draft.id] = kept


def _fresh(taken: Mapping[str, Draft], home: Occurrence, first: Account) -> str:
    """The id of an occurrence that was split from another: what weaving would have given it, had it kept them apart."""
    parts = (first.article, first.item)
    id_ = identity(home.kind, *((home.encounter or "", home.status or "") if home.kind == "meeting" else ()), *parts)
    return identity(home.kind, "apart", home.id, *parts) if id_ in taken else id_
