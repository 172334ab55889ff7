"""Whom and what a first folder of articles speaks of that a desk may want: proposed, for a person to keep or drop.

Actors: those who are named, and whom the tables do not know. Issues: those of the shipped ones that what is given and
asked in the articles is about. Nothing is made up: each is proposed with how often it was met, and where it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.desk.desk import Issue
from communique.reading import Actor, Reading, Span

ARTICLES = 2  # in so many articles somebody must be named who makes no statement
AROUND = 50  # code points of the text on each side of an example
KINDS = frozenset(("person", "organisation", "group"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """An actor or an issue that was met: in how many articles, how often, and one place, in the words of the text.

    `statements` counts those that an actor makes, `example` has the words around the first place.
    """

    what: Actor | Issue
    articles: int
    times: int
    statements: int
    example: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What some articles propose for a desk, what was met most often first. `parties`: states by their statements."""

    articles: int
    actors: tuple[Proposed, ...]
    issues: tuple[Proposed, ...]
    parties: tuple[tuple[str, int], ...]


def propose(readings: Iterable[Reading], issues: Iterable[Issue]) -> Proposals:
    """What `readings`, made without a desk, propose; of `issues` those that terms of moves are about."""
    by_id = {issue.id: issue for issue in issues}
    actors: dict[str, Actor] = {}
    articles: defaultdict[str, set[str]] = defaultdict(set)
    times, statements, parties = Counter[str](), Counter[str](), Counter[str]()
    example: dict[str, str] = {}
    read = 0
    for reading in readings:
        read += 1
        text, article = reading.article.text, reading.article.id
        country = {actor.id: actor.country for actor in reading.actors}
        unknown = {actor.id: actor for actor in reading.actors if not actor.known and actor.kind in KINDS}
        for id_, actor in unknown.items():
            if id_ not in actors or _fullness(actor) > _fullness(actors[id_]):
                actors[id_] = actor
        for mention in reading.mentions:
            if mention.actor in unknown:
                _met(mention.actor, article, articles, times)
                example.setdefault(mention.actor, around(text, mention.span))
        for statement in reading.statements:
            speaker = statement.source.actor
            if speaker is not None:
                statements[speaker] += 1
                if (state := country.get(speaker)) is not None:
                    parties[state] += 1
        for issue, span in _issues(reading):
            if issue in by_id:
                _met(f"#{issue}", article, articles, times)
                example.setdefault(f"#{issue}", around(text, span))

    def proposed(key: str, what: Actor | Issue) -> Proposed:
        return Proposed(what, len(articles[key]), times[key], statements[key], example[key])

    met = (proposed(id_, actor) for id_, actor in actors.items() if id_ in example)
    return Proposals(
        read,
        tuple(sorted((p for p in met if p.statements or p.articles >= ARTICLES), key=_order)),
        tuple(sorted((proposed(f"#{id_}", by_id[id_]) for id_ in by_id if f"#{id_}" in example), key=_order)),
        tuple(parties.most_common()),
    )


def around(text: str, span: Span) -> str:
    """The words of `span` and a few on each side, on one line."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join((before + text[span.start : span.end] + after).split())


def _issues(reading: Reading) -> Iterator[tuple[str, Span]]:
    for move in reading.moves:
        condition = (move.condition,) if move.condition is not None else ()
        for term in (*move.gives, *move.asks, *condition):
            if term.issue is not None and term.spans:
                yield term.issue, term.spans[0]


def _met(key: str, article: str, articles: defaultdict[str, set[str]], times: Counter[str]) -> None:
    articles[key].add(article)
    times[key] += 1


def _fullness(actor: Actor) -> tuple[bool, int, int]:
    return actor.country is not None, len(actor.roles), len(actor.name)


def _order(proposed: Proposed) -> tuple[int, int, int, str]:
    return -proposed.statements, -proposed.articles, -proposed.times, proposed.what.id
