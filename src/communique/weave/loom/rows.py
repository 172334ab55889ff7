"""What weaving keeps of a thread as rows: one an item, and one for the article. Pure.

All that one article says about its own items is found out here, once: which are one statement, in which statement a
move stands. What is left to be woven needs no thread.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any, Literal

from communique.plain import plain, typed
from communique.reading import Actor, Span, Spans
from communique.weave.copies.family import UNDATED
from communique.weave.copies.tables import sketched
from communique.weave.events.candidates import keys as event_keys
from communique.weave.events.mentions import bag
from communique.weave.item import Done, Item, Lemmas, Made, Met, Said, Thread, hull
from communique.weave.lexicon import content_words
from communique.weave.occurrence import When
from communique.weave.related import outward
from communique.weave.same import announced, bare, speakers
from communique.weave.statements import keys

Kind = Literal["said", "made", "done", "met"]
KINDS: dict[Kind, type[Item]] = {"said": Said, "made": Made, "done": Done, "met": Met}

_BITS = 64


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement, as far as it is compared with others, and the days of its article."""

    actor: str | None
    speaker_words: str
    side: str | None
    medium: bool
    lemmas: Lemmas
    quoted: tuple[Lemmas, ...]
    when: When | None
    within: str | None
    published: When | None

    @classmethod
    def from_bytes(cls, data: bytes) -> Heard:
        """What `heard` wrote; equal words are one in memory, for many statements are remembered at a time."""
        actor, words, side, medium, lemmas, quoted, when, within, published = json.loads(data)
        return cls(
            actor,
            words,
            side,
            medium,
            tuple(map(intern, lemmas)),
            tuple(tuple(map(intern, run)) for run in quoted),
            when and When(*when),
            within,
            published and When(*published),
        )


def digest(*parts: str) -> int:
    """64 bits of a digest of the parts, the same in every process."""
    content = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=_BITS // 8).digest(), "little")


def item_rows(thread: Thread) -> list[dict[str, Any]]:
    """The rows of the items of a thread, in its order."""
    outer = {said.id: said.within for said in thread.said}
    joins = _joins(thread)
    told: dict[tuple[Kind, str], dict[str, Any]] = {}
    for kind, items in _items(thread):
        for at, item in enumerate(items):
            told[kind, item.id] = {
                **_NOTHING,
                "article": thread.article,
                "item": item.id,
                "kind": kind,
                "at": at,
                "key": digest(kind, thread.article, item.id),
                "actors": sorted(_actors(item)),
                "whole": _bytes(plain(item)),
                **_hull(item),
            }
    day = thread.published.begin if thread.published else UNDATED
    for said in thread.said:
        told["said", said.id] |= {
            "day": day,
            "shelves": [digest(key) for key in sorted(keys(said))],
            **_voice(said),
            "joins": joins.get(said.id, []),
            "since": said.when.begin if said.when else None,
            "compare": heard(said, thread.published),
        }
    for kind, inner in (("made", thread.made), ("done", thread.done)):
        for one in inner:
            told[kind, one.id]["around"] = [id_ for id_ in outward(one.told_in, outer) if id_ in outer]
    return list(told.values())


def sketched_row(thread: Thread, items: int) -> dict[str, Any]:
    """The row of the article, which has so many rows of items."""
    published = thread.published
    # only a day that is known can make an article the one that had the words first
    day = published.begin if published and published.begin == published.end else None
    return {
        **sketched(thread.article, thread.text, day, thread.readable)._asdict(),
        **{f"published_{name}": getattr(published, name, None) for name in ("begin", "end", "basis")},
        **{name: getattr(thread, name) for name in ("outlet", "title", "path", "url")},
        "items": items,
        "actors": [_actor(actor) for actor in thread.actors],
        # by which an article with events meets others
        "keys": [digest(key) for key in event_keys(bag(content_words(thread.text)))] if thread.done else [],
    }


def heard(said: Said, published: When | None) -> bytes:
    """A statement as it is compared, of an article of these days."""
    return _bytes(
        [
            said.actor,
            said.speaker_words,
            said.side,
            said.medium,
            said.lemmas,
            said.quoted,
            _days(said.when),
            said.within,
            _days(published),
        ]
    )


def item_of(kind: Kind, data: bytes) -> Item:
    """The item that a row has in whole."""
    found: Item = typed(KINDS[kind], json.loads(data))
    return found


def trigger_of(data: bytes) -> Spans:
    """Where the trigger of an event stands that a row has in whole, without making all of it."""
    return tuple(Span(*span) for span in json.loads(data)["trigger_spans"])


def actor_of(text: str) -> Actor:
    """The actor that a row of an article has in whole."""
    found: Actor = typed(Actor, json.loads(text))
    return found


def fullness(actor: Actor) -> tuple[bool, bool, int, str, str]:
    """By what readings that differ on an actor are ranked: whoever is known, then whoever is told of most fully.

    The last is the actor as one text, equal where actors are.
    """
    whole = json.dumps(plain(actor), separators=(",", ":"))
    return actor.known, actor.country is not None, len(actor.roles), actor.name, whole


_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("shelves", "joins", "around"), ()),
    **dict.fromkeys(("speaker", "side", "words"), 0),
    **dict.fromkeys(("medium", "quotes", "nested"), False),
    **dict.fromkeys(("day", "since", "compare", "start", "end")),
}
"""What an item has where it is not compared by columns."""


def _items(thread: Thread) -> Iterator[tuple[Kind, tuple[Item, ...]]]:
    yield "said", thread.said
    yield "made", thread.made
    yield "done", thread.done
    yield "met", thread.met


def _voice(said: Said) -> dict[str, Any]:
    """Who speaks, as `voices` compares it: 0 stands for nobody."""
    return {
        "speaker": _known(said.actor),
        "side": _known(said.side),
        "words": digest(bare(said.speaker_words)) if said.speaker_words else 0,
        "medium": said.medium,
        "quotes": bool(said.quoted),
        "nested": said.within is not None,
    }


def _known(actor: str | None) -> int:
    return 0 if actor is None else digest(actor)


def _actor(actor: Actor) -> dict[str, Any]:
    names = ("known", "placed", "roles", "name", "whole")
    return {"id": actor.id, **dict(zip(names, fullness(actor), strict=True))}


def _joins(thread: Thread) -> dict[str, list[str]]:
    """For each statement those of the same article that it is one with: what it announces, what it is quoted in."""
    said = {one.id: one for one in thread.said}
    body = [one for one in thread.said if not one.headline]
    joins: dict[str, list[str]] = {}
    for one in thread.said:
        if one.headline and (below := announced(one, body)):
            joins.setdefault(one.id, []).append(below.id)
        outer = said.get(one.within or "")
        if outer is not None and one.actor and speakers(one, outer) == "same":
            joins.setdefault(one.id, []).append(outer.id)
    return joins


def _actors(item: Item) -> frozenset[str]:
    """The actors of whom the occurrence of an item may tell more than their ids."""
    match item:
        case Said():
            found: Iterable[str | None] = (item.actor,)
        case Made():
            lemmas = (lemma for stake in item.stakes for lemma in stake.lemmas)
            found = (item.party, item.toward, item.by, *(lemma[1:] for lemma in lemmas if lemma.startswith("@")))
        case Done():
            found = (item.actor, item.recipient)
        case Met():
            found = (*item.parties, *item.participants)
    return frozenset(id_ for id_ in found if id_ is not None)


def _hull(item: Item) -> Mapping[str, int]:
    if isinstance(item, Met):  # each of its reports has words of its own
        return {}
    span = hull(item.evidence)
    return {"start": span.start, "end": span.end} if span else {}


def _days(when: When | None) -> list[str] | None:
    return [when.begin, when.end, when.basis] if when else None


def _bytes(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
