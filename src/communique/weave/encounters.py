"""Which reports of meetings are of one encounter: by parties, people, place and day, over all articles.

    dated to a few days ─► anchors · not dated ─► the next anchor, or the last one, that they can mean · the rest apart

Only meetings of the same parties are compared. An article that looks ahead to "the summit" means the next one of these
people or of this name or place; one that looks back means the last. Where nothing but the parties speaks for it, a
report stays by itself: two meetings taken for one are worse than one taken for two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from communique.reading import Actor, MeetingStatus
from communique.resolve import knowledge
from communique.weave.copies.family import UNDATED
from communique.weave.item import Met
from communique.weave.lexicon import content_words
from communique.weave.occurrence import When, days_between

FEW_DAYS = 7  # days that a date may span to hold an anchor; "this year" and "in the autumn" hold none
ZONE_DAYS = 1  # it is another day on the other side of the world
AHEAD_DAYS = 120  # from an article that announces a meeting to the meeting, at most: longer is another plan
PROPOSED_DAYS = 50  # the same from an article in which somebody would like to meet
SLIP_DAYS = 45  # by so many days a meeting may come after the time that was first spoken of ("by May")
NAMED_DAYS = 400  # the same where its name or place is given
BACK_DAYS = 10  # after a meeting, as long as a report of one by its people alone still means it
MONTH_DAYS = 31  # that a time may span to tell which one of few meetings is meant: "in February", not "last year"
TOGETHER_DAYS = 14  # between the days of two articles whose meetings neither is dated

PLANS: frozenset[MeetingStatus] = frozenset(("proposed", "planned", "reinstated"))
DONE: frozenset[MeetingStatus] = frozenset(("held", "ended without agreement", "under way"))
_NOUNS = frozenset((
    "summit", "meeting", "talk", "round", "visit", "dinner", "lunch", "session", "conference", "next", "new", "last",
))  # fmt: skip
_TWO = 2  # parties meet in many ways; three meet in a format
_ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "sixth"])

Key = tuple[str, str]


class Sighting(NamedTuple):
    """A meeting as one article tells of it, and the days in which that article was written."""

    article: str
    met: Met
    published: When | None

    @property
    def when(self) -> When | None:
        """The days of the meeting itself; a day before the article is none of a meeting that is still to come."""
        days = self.met.when
        plan = all(report.status in PLANS for report in self.met.reports)
        if days and self.published and plan and days.end < self.published.begin:
            return None
        return days

    @property
    def key(self) -> Key:
        """The article's id and the meeting's in its reading."""
        return self.article, self.met.id


@dataclass
class Cluster:
    """The sightings of one encounter, and the days on which it falls by those that date it."""

    sightings: list[Sighting] = field(default_factory=list)
    when: When | None = None

    @property
    def day(self) -> When | None:
        """When it was, or was to be; of one that took place and is not dated, the days of the article with the news."""
        if self.when is not None:
            return self.when
        told = [day for s in self.sightings if not looks_ahead(s.met) and (day := s.when or s.published)]
        return min(told, key=lambda when: (when.end, when.begin), default=None)

    def take(self, sighting: Sighting) -> None:
        """Takes the sighting in; of days that overlap the narrowest count."""
        self.sightings.append(sighting)
        days = sighting.when
        if days is not None and _few(days):
            if self.when is None:
                self.when = days
            elif max(days.begin, self.when.begin) <= min(days.end, self.when.end):
                basis = "text" if "text" in (days.basis, self.when.basis) else self.when.basis
                self.when = When(max(days.begin, self.when.begin), min(days.end, self.when.end), basis)


def clusters(
    sightings: Iterable[Sighting], actors: Mapping[str, Actor], copies: Mapping[Key, Key] | None = None
) -> list[Cluster]:
    """The sightings by encounter, in no particular order, the same for any order of `sightings`.

    `copies`: of a sighting in words that another article had first, the one there; it is of the same encounter.
    """
    copied = copies or {}
    blocks: defaultdict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    later: list[Sighting] = []
    for sighting in sightings:
        if sighting.key in copied:
            later.append(sighting)
        else:
            blocks[tuple(sorted(sighting.met.parties))].append(sighting)
    found: list[Cluster] = []
    for parties, block in blocks.items():
        found += _block(block, actors) if parties else [Cluster([s], s.when) for s in block]
    of = {sighting.key: cluster for cluster in found for sighting in cluster.sightings}
    for sighting in sorted(later, key=_by_article):
        of[copied[sighting.key]].sightings.append(sighting)
    return found


def _block(block: Sequence[Sighting], actors: Mapping[str, Actor]) -> list[Cluster]:
    anchors: list[Cluster] = []
    for sighting in sorted((s for s in block if s.when and _few(s.when)), key=_by_day):
        same = (a for a in anchors if _days_agree(a, sighting) and not _conflict(a, sighting, actors))
        _into(next(same, None), sighting, anchors)
    undated = sorted((s for s in block if not (s.when and _few(s.when))), key=_by_article)
    rest: list[Cluster] = []
    for sighting in sorted(undated, key=lambda s: looks_ahead(s.met)):  # first what took place: plans may mean it
        meant = _meant(sighting, [*anchors, *(c for c in rest if c.day)], actors)
        if meant is None:
            meant = next((c for c in rest if _together(c, sighting, actors)), None)
        _into(meant, sighting, rest)
    return [*anchors, *rest]


def _into(cluster: Cluster | None, sighting: Sighting, clusters: list[Cluster]) -> None:
    if cluster is None:
        cluster = Cluster()
        clusters.append(cluster)
    cluster.take(sighting)


def _meant(sighting: Sighting, anchors: Sequence[Cluster], actors: Mapping[str, Actor]) -> Cluster | None:
    """The anchor that an undated sighting means; None where none is, or where it cannot be told."""
    able = [a for a in anchors if a.day and not _conflict(a, sighting, actors)]
    named = [a for a in able if _named_alike(a, sighting)]
    if sighting.published is None:
        return named[0] if len(named) == 1 else None
    begin, end = sighting.published.begin, sighting.published.end
    if looks_ahead(sighting.met):
        window = sighting.when.end if sighting.when else None
        proposed = all(report.status == "proposed" for report in sighting.met.reports)
        most = PROPOSED_DAYS if proposed else AHEAD_DAYS
        coming = [
            a
            for a in able
            if days_between(begin, _day(a).end) >= 0
            and (window is None or days_between(window, _day(a).begin) <= SLIP_DAYS)
            and (
                (a in named and days_between(begin, _day(a).begin) <= NAMED_DAYS)
                or (_principals(a, sighting, actors) and days_between(begin, _day(a).begin) <= most)
            )
        ]
        return min(coming, key=lambda a: _day(a).begin, default=None)
    # News of a meeting names who met; what only mentions one ("their summit in Hanoi") may look back far.
    news = bool(sighting.met.participants) and sighting.met.name is None
    in_format = _is_format(sighting.met.parties)
    past = [
        a
        for a in able
        if days_between(_day(a).begin, end) >= -ZONE_DAYS
        and (a in named or _principals(a, sighting, actors) or in_format)
        and (days_between(_day(a).end, begin) <= BACK_DAYS or (a in named and not news))
    ]
    if not past and sighting.when is not None and days_between(sighting.when.begin, sighting.when.end) <= MONTH_DAYS:
        within = [a for a in able if _principals(a, sighting, actors) and _holds(sighting.when, _day(a))]
        return within[0] if len(within) == 1 else None
    return max(past, key=lambda a: _day(a).begin, default=None)


def _is_format(parties: tuple[str, ...]) -> bool:
    """Whether the parties are so many, or such, that they alone tell the meetings of one round from others."""
    return len(parties) > _TWO or any(party not in knowledge.shipped().tables.states for party in parties)


def _holds(window: When, day: When) -> bool:
    """Whether the days lie within a wider time: "in February"."""
    return window.begin <= day.begin and day.end <= window.end


def looks_ahead(met: Met) -> bool:
    """Whether nothing that is told of the meeting says that it took place."""
    return not any(report.status in DONE for report in met.reports)


def _day(cluster: Cluster) -> When:
    """The days of a cluster that has some."""
    if cluster.day is None:
        raise ValueError("nothing says when this encounter was")
    return cluster.day


def _together(cluster: Cluster, sighting: Sighting, actors: Mapping[str, Actor]) -> bool:
    """Whether two that nothing dates are one: alike, told within two weeks, and looking the same way."""
    first = cluster.sightings[0]
    if first.published is None or sighting.published is None or _conflict(cluster, sighting, actors):
        return False
    if abs(days_between(first.published.end, sighting.published.begin)) > TOGETHER_DAYS:
        return False
    alike = _named_alike(cluster, sighting) or _principals(cluster, sighting, actors)
    return alike and looks_ahead(first.met) == looks_ahead(sighting.met)


def _days_agree(cluster: Cluster, sighting: Sighting) -> bool:
    when, days = cluster.when, sighting.when
    if when is None or days is None:
        return False
    return days_between(min(when.end, days.end), max(when.begin, days.begin)) <= ZONE_DAYS


def _conflict(cluster: Cluster, sighting: Sighting, actors: Mapping[str, Actor]) -> bool:
    """Whether the two cannot be one: an article keeps them apart, or names other people of a side, or another place."""
    if any(other.article == sighting.article for other in cluster.sightings):
        return True
    ours, theirs = _by_side(sighting.met.participants, actors), _people(cluster, actors)
    if any(side in theirs and not ours[side] & theirs[side] for side in ours):
        return True
    place = sighting.met.place
    if place is None:
        return False
    places = [s.met.place for s in cluster.sightings if s.met.place]
    return bool(places) and not any(_one_place(place, other) for other in places)


def _principals(cluster: Cluster, sighting: Sighting, actors: Mapping[str, Actor]) -> bool:
    """Whether both name the same people on two sides."""
    ours, theirs = _by_side(sighting.met.participants, actors), _people(cluster, actors)
    return sum(bool(ours[side] & theirs.get(side, set())) for side in ours) > 1


def _named_alike(cluster: Cluster, sighting: Sighting) -> bool:
    """Whether both have a place, or a word of a name that is more than "second summit", in common."""
    mine = _particular(sighting)
    return any(mine & _particular(other) for other in cluster.sightings)


def _particular(sighting: Sighting) -> frozenset[str]:
    """The words of name and place that tell one meeting of these parties from another: "Hanoi", "second summit"."""
    words = content_words(sighting.met.name or "")
    parties = _words_of(sighting.met.parties)
    found = {word for word in words if word not in _NOUNS | _ORDINALS | parties and not word[0].isdigit()}
    found |= {f"{one} {noun}" for one in words for noun in words if one in _ORDINALS and noun in _NOUNS}
    return frozenset(found | set(content_words(sighting.met.place or "")))


def _people(cluster: Cluster, actors: Mapping[str, Actor]) -> dict[str | None, set[str]]:
    return _by_side([p for s in cluster.sightings for p in s.met.participants], actors)


def _by_side(people: Iterable[str], actors: Mapping[str, Actor]) -> dict[str | None, set[str]]:
    found: defaultdict[str | None, set[str]] = defaultdict(set)
    for person in people:
        if person in actors and actors[person].kind == "person" and actors[person].country:
            found[actors[person].country].add(person)
    return dict(found)


def _one_place(one: str, other: str) -> bool:
    """Whether one place can be the other, or lie in it: what is not known to lie elsewhere can."""
    if set(content_words(one)) & set(content_words(other)):
        return True
    (first, city), (second, other_city) = _country(one), _country(other)
    return not (city and other_city) and (first is None or second is None or first == second)


def _country(place: str) -> tuple[str | None, bool]:
    """The state in which a place lies, where the tables know it, and whether it is a town or the like, as they know."""
    return _places().get(place.casefold().removeprefix("the "), (None, False))


@cache
def _places() -> dict[str, tuple[str | None, bool]]:
    tables = knowledge.shipped().tables
    found: dict[str, tuple[str | None, bool]] = {}
    for state in tables.states.values():
        for name in state.capitals:
            found[name.casefold()] = state.id, True
        for name in (state.name, *state.aliases, *state.seats):
            found.setdefault(name.casefold(), (state.id, False))
    for place in tables.places:
        for name in (place.name, *place.aliases):
            found.setdefault(name.casefold(), (place.country, True))
    for body in tables.bodies.values():
        if body.seat and body.country:
            for name in (body.name, *body.aliases):
                found.setdefault(name.casefold(), (body.country, False))
    return found


@cache
def _words_of(parties: tuple[str, ...]) -> frozenset[str]:
    """The words of the parties' names: in those of their meetings they tell nothing."""
    states = [knowledge.shipped().tables.states[id_] for id_ in parties if id_ in knowledge.shipped().tables.states]
    return frozenset(
        w for s in states for name in (s.name, *s.aliases, *s.adjectives) for w in content_words(name)
    ) | frozenset(("inter-korean", "inter"))


def _few(when: When) -> bool:
    return days_between(when.begin, when.end) <= FEW_DAYS


def _by_day(sighting: Sighting) -> tuple[str, str, str, str]:
    when = sighting.when
    return (when.begin if when else UNDATED, when.end if when else UNDATED, *_by_article(sighting)[1:])


def _by_article(sighting: Sighting) -> tuple[str, str, str]:
    return (sighting.published.begin if sighting.published else UNDATED, sighting.article, sighting.met.id)
