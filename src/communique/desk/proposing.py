"""Whom and what a first folder of articles speaks of that a desk may want: proposed, for a person to keep or drop.

Actors: those who are named, and whom the tables do not know. Issues: those of the given ones that what is given and
asked in the articles is about, by a sure word of it or in two terms. Nothing is made up: each is proposed with how
often it was met, and where it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.desk.desk import Issue
from communique.desk.meaning import INTERNATIONAL
from communique.reading import Actor, Reading, Span, Term

TERMS = 2  # so many terms are about an issue of which none has a sure word: one alone is seldom one of the user's
ARTICLES = 2  # in so many articles somebody must be named who makes no statement
AROUND = 50  # code points of the text on each side of an example
KINDS = frozenset(("person", "organisation", "group"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """An actor or an issue that was met: in how many articles, how often, and one place, in the words of the text.

    `statements` counts those that an actor makes, `example` has the words around the first place, `alone` what a person
    is perhaps called in articles that give no full name: nobody else who is proposed has that family name.
    """

    what: Actor | Issue
    articles: int
    times: int
    statements: int
    example: str
    alone: str | None = None


@dataclass(frozen=True, slots=True)
class Proposals:
    """What some articles propose for a desk, what was met most often first. `parties`: sides by their statements."""

    articles: int
    actors: tuple[Proposed, ...]
    issues: tuple[Proposed, ...]
    parties: tuple[tuple[str, int], ...]


def propose(readings: Iterable[Reading], issues: Sequence[Issue]) -> Proposals:
    """What `readings`, made without a desk, propose; of `issues` those that terms of moves are about."""
    by_id = {issue.id: issue for issue in issues}
    find = _Issues(issues)
    actors: dict[str, Actor] = {}
    articles: defaultdict[str, set[str]] = defaultdict(set)
    times, statements, parties = Counter[str](), Counter[str](), Counter[str]()
    example: dict[str, str] = {}
    read = 0
    for reading in readings:
        read += 1
        text, article = reading.article.text, reading.article.id
        sides = {actor.id: _side(actor) for actor in reading.actors}
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
                if (side := sides.get(speaker)) is not None:
                    parties[side] += 1
        for issue, span in find.met(reading):
            _met(f"#{issue}", article, articles, times)
            example.setdefault(f"#{issue}", around(text, span))

    def proposed(key: str, what: Actor | Issue) -> Proposed:
        return Proposed(what, len(articles[key]), times[key], statements[key], example[key])

    met = _without_short([proposed(id_, actor) for id_, actor in actors.items() if id_ in example])
    return Proposals(
        read,
        tuple(sorted((p for p in met if p.statements or p.articles >= ARTICLES), key=_order)),
        tuple(sorted((proposed(f"#{id_}", by_id[id_]) for id_ in by_id if find.plain(id_)), key=_order)),
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


class _Issues:
    """Which of some issues the terms of moves are about, and on how many different terms that rests."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        from communique.issues import finder_of

        self._finder = finder_of(tuple(issues))
        self._terms: defaultdict[str, set[str]] = defaultdict(set)
        self._sure: set[str] = set()

    def met(self, reading: Reading) -> Iterator[tuple[str, Span]]:
        """The issues that terms of `reading` are about, each with where its term begins."""
        for term in _terms(reading):
            words = " ".join(term.text.split()).casefold()
            issue = self._finder.of(term.text)
            if issue is not None and term.spans:
                self._terms[issue].add(words)
                self._sure.update(one.id for one in self._finder.named_in(term.text) if one.id == issue)
                yield issue, term.spans[0]

    def plain(self, issue: str) -> bool:
        """Whether what was met is enough to propose an issue: a sure word of it, or several terms."""
        return issue in self._sure or len(self._terms[issue]) >= TERMS


def _terms(reading: Reading) -> Iterator[Term]:
    for move in reading.moves:
        yield from (*move.gives, *move.asks, *((move.condition,) if move.condition is not None else ()))


def _side(actor: Actor) -> str | None:
    """For whom somebody speaks: a group for itself, others for their state. None who serves a body of many states."""
    if actor.kind == "group":
        return actor.id
    code = next((role.code for role in actor.roles if role.code is not None), "")
    return None if code.startswith(INTERNATIONAL) else actor.country


def _without_short(met: Sequence[Proposed]) -> Iterator[Proposed]:
    """The proposals, where a family name that only one person bears is told with that person, not as another."""
    people = [p for p in met if isinstance(p.what, Actor) and p.what.kind == "person"]
    bearers = {
        short.what.id: [full for full in people if full.what.name.casefold().endswith(f" {short.what.name.casefold()}")]
        for short in people
    }
    short = {bearer[0].what.id: id_ for id_, bearer in bearers.items() if len(bearer) == 1}
    by_id = {p.what.id: p for p in met}
    for one in met:
        if one.what.id in short.values():
            continue
        same = by_id.get(short.get(one.what.id, ""))
        if same is None:
            yield one
        else:
            yield replace(
                one,
                articles=one.articles + same.articles,
                times=one.times + same.times,
                statements=one.statements + same.statements,
                alone=same.what.name,
            )


def _met(key: str, article: str, articles: defaultdict[str, set[str]], times: Counter[str]) -> None:
    articles[key].add(article)
    times[key] += 1


def _fullness(actor: Actor) -> tuple[bool, int, int]:
    return actor.country is not None, len(actor.roles), len(actor.name)


def _order(proposed: Proposed) -> tuple[int, int, int, str]:
    return -proposed.statements, -proposed.articles, -proposed.times, proposed.what.id
