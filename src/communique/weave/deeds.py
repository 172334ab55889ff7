"""Events as occurrences: what one party did to another once, with every account of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

from communique.reading import Actor, EventStatus
from communique.weave.accounts import (
    Sources,
    commonest,
    differing,
    differing_days,
    happened,
    identity,
    in_order,
    origins,
    reported,
)
from communique.weave.copies.family import UNDATED
from communique.weave.events import EventIndex
from communique.weave.events.mentions import EventMention, words_of
from communique.weave.item import Done, Thread
from communique.weave.joined import Disjoint
from communique.weave.occurrence import Occurrence, When
from communique.weave.same import NEAR_DAYS, ZONE_DAYS, apart

UNDONE = frozenset(("denied", "called off"))


class Happening(Protocol):
    """An event of an article, as far as it may be one with others."""

    @property
    def article(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> When | None: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def actor(self) -> str | None: ...  # noqa: D102
    @property
    def recipient(self) -> str | None: ...  # noqa: D102
    @property
    def when(self) -> When | None: ...  # noqa: D102


H = TypeVar("H", bound=Happening)


@dataclass(frozen=True, slots=True)
class Deed:
    """An event of an article."""

    article: str
    published: When | None
    done: Done

    @property
    def type(self) -> str:
        """Its type, PLOVER's."""
        return self.done.type

    @property
    def actor(self) -> str | None:
        """Who did it."""
        return self.done.actor

    @property
    def recipient(self) -> str | None:
        """To whom."""
        return self.done.recipient

    @property
    def when(self) -> When | None:
        """The days that the text gives."""
        return self.done.when


class DeedShelves:
    """The events met so far. `add` threads in any order; `groups` are those of all, as if built from nothing."""

    def __init__(self) -> None:
        self._index = EventIndex()
        self._deeds: dict[str, Deed] = {}

    def add(self, thread: Thread) -> None:
        """Takes the events of an article in, which must not have been added before."""
        self._index.add(mentions(thread), day(thread.published))
        self._deeds |= {key(thread.article, d.id): Deed(thread.article, thread.published, d) for d in thread.done}

    def groups(self, names: Mapping[str, Actor]) -> Iterator[tuple[Deed, ...]]:
        """All events in groups of the same one; `names` tell which side an actor is on."""
        return groups(self._index.clusters(), self._deeds, {id_: actor.country for id_, actor in names.items()})


def mentions(thread: Thread) -> list[EventMention]:
    """The events of an article as they are compared with others; their ids are their keys."""
    if not thread.done:
        return []
    words = words_of(thread.text)
    return [
        EventMention(
            id=key(thread.article, done.id),
            article=thread.article,
            trigger=done.trigger,
            sentence=done.sentence,
            at=done.at,
            place=done.evidence.spans[0].start,
            words=words,
            kind=done.type,
            actors=frozenset(id_ for id_ in (done.actor, done.recipient) if id_ is not None),
            days=(done.when.begin, done.when.end) if done.when else None,
        )
        for done in thread.done
    ]


def key(article: str, event: str) -> str:
    """An event of an article, under one name."""
    return f"{article}:{event}"


def day(published: When | None) -> str:
    """The day by which articles meet others with the same words."""
    return published.begin if published else UNDATED


def groups(
    clusters: Iterable[Iterable[str]], deeds: Mapping[str, H], countries: Mapping[str, str | None]
) -> Iterator[tuple[H, ...]]:
    """Clusters of events, by their keys, cut into groups of those that may be one by all that the readings say.

    `countries`: of the actors that are known, the state that each belongs to.
    """
    for cluster in clusters:
        keys = sorted(cluster)
        joined = Disjoint(keys)
        for one, other in combinations(keys, 2):
            if _may_be_one(deeds[one], deeds[other], countries):
                joined.join(one, other)
        yield from (tuple(deeds[key] for key in group) for group in joined.groups())


def _may_be_one(a: Happening, b: Happening, countries: Mapping[str, str | None]) -> bool:
    """Whether nothing that the readings say of two events bars that they are one: type, parties, days.

    The wording of one negotiation is always alike: "Kim promised" is said every year, of other promises.
    """
    if a.type != b.type:
        return False
    if not (_one_side(a.actor, b.actor, countries) and _one_side(a.recipient, b.recipient, countries)):
        return False
    if a.when and b.when:
        return not apart(a.when, b.when, ZONE_DAYS)
    first, second = a.when or a.published, b.when or b.published
    if first is None or second is None:
        return a.article == b.article
    return not apart(first, second, NEAR_DAYS)


def _one_side(one: str | None, other: str | None, countries: Mapping[str, str | None]) -> bool:
    """Whether one actor is the other, or the state of the other; one that is not known may be anybody."""
    if one is None or other is None or one == other:
        return True
    return one == countries.get(other) or other == countries.get(one)


def occurrence(group: tuple[Deed, ...], sources: Sources, names: Mapping[str, Actor]) -> Occurrence:
    """The occurrence of a group of events that are the same one."""
    accounts = in_order(
        sources.account(d.article, d.done.id, d.done.evidence, d.done.chain, d.done.when, score=d.done.score)
        for d in group
    )
    by_item = {(d.article, d.done.id): d.done for d in group}
    told = [by_item[account.article, account.item] for account in accounts]
    first = accounts[0]
    return Occurrence(
        identity("event", first.article, first.item),
        "event",
        _summary(told[0], names),
        tuple(dict.fromkeys(id_ for one in told for id_ in (one.actor, one.recipient) if id_ is not None)),
        happened(accounts),
        reported(accounts),
        accounts,
        origins(accounts),
        place=commonest(one.place for one in told),
        disagreements=(
            *differing_days(accounts),
            *differing("outcome", accounts, lambda n: "did not happen" if told[n].status in UNDONE else "happened"),
        ),
    )


def _summary(done: Done, names: Mapping[str, Actor]) -> str:
    parties = (done.actor, done.recipient)
    return in_words(parties, done.type, done.status, done.trigger, names)


def in_words(
    parties: tuple[str | None, str | None], type_: str, status: EventStatus, trigger: str, names: Mapping[str, Actor]
) -> str:
    """An event on one line: who, to whom, what by its PLOVER type, its status if it is not actual, the word for it."""
    who = [names[id_].name if id_ in names else id_ for id_ in parties if id_ is not None]
    told = "" if status == "actual" else f", {status}"
    return f"{', toward '.join(who) or 'Somebody'}: {type_.lower()}{told} (“{trigger}”)"
