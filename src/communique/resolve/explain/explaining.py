"""The order of steps: an id, else the words in an article that names no state, one state, or spells them otherwise."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from communique.errors import QuestionError
from communique.reading import Actor
from communique.resolve import knowledge
from communique.resolve.explain import reasons, rows
from communique.resolve.explain.answer import Answer, Match, Tenure, tenure
from communique.resolve.explain.candidates import others
from communique.resolve.explain.looking import Look, contexts, look, respelt
from communique.resolve.explain.stretch import Stretch
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import Body, Person, State
from communique.resolve.words import cut

_POSSESSIVE = re.compile(r"['’]s$")
_LIKE = 0.75  # how much alike two names must be to be suggested for one another, as for `communique said --by`
_SUGGESTIONS = 3


def explain(
    words: str, *, on: str | date | None = None, country: str | None = None, known: Knowledge | None = None
) -> Answer:
    """Who is meant by `words`, a name, a title or an id, in an article of the day `on`, and why.

    The words are read as an article by the reader's own rules. `on` is a day, a month or a year (ISO): in a month or a
    year the answer is the one person who is meant on any of its days. `country`, a state's code or name, is a state
    that the article names. Without it, an answer that needs a state to be named says so (`Answer.provided`). `known`
    are the tables, by default the shipped ones; nothing else is looked at. Raises QuestionError where there are no
    words, no such date or no such state.
    """
    known = known or knowledge.shipped()
    text = _POSSESSIVE.sub("", " ".join(words.split()))
    if not any(character.isalnum() for character in text):
        raise QuestionError(
            "There are no words to explain", cause=f"{words!r} has no letter", fix="give a name, a title or an id"
        )
    stretch = Stretch.of(on)
    state = _state(country, known) if country is not None else None
    if text in known.tables.people or text in known.tables.bodies or text in known.tables.states:
        return _row(text, stretch, state, known)
    common = rows.common_body(text, known)
    if common is not None:
        return _answer(replace(_asked(common, stretch, state, known), text=text), None, stretch, state, known)
    asked = _asked(text, stretch, state, known)
    spelt = respelt(text, known)
    if spelt is not None:
        other = _asked(spelt, stretch, state, known)
        if other.actor is not None and (asked.actor is None or _reach(other) > _reach(asked)):
            return _answer(replace(other, text=text), spelt, stretch, state, known)
    if asked.actor is None and state is not None:
        titled = _asked_of(asked.looks[0], state, stretch, known)
        if titled is not None:
            spelt = titled.best.text if titled.actor is not None else None
            return _answer(replace(titled, text=text), spelt, stretch, state, known)
    return _answer(asked, None, stretch, state, known)


def usual_id(words: str) -> str | None:
    """The id of the state or body that the shipped tables call `words` ("UN", "DPRK", "Tehran"); None where it is none.

    A person's name alone, or one spelt otherwise, may mean several: nobody is guessed.
    """
    if not any(character.isalnum() for character in words):
        return None
    answer = explain(words)
    plain = answer.actor is not None and answer.actor.kind != "person" and answer.spelt is None
    return answer.actor.id if answer.actor is not None and plain else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked, and how the words were looked at. `actor` is the one that all `looks` with an actor agree on.

    `provided` are the states of which the article must name one.
    """

    text: str
    looks: tuple[Look, ...]
    actor: Actor | None
    provided: tuple[str, ...] = ()

    @property
    def best(self) -> Look:
        """The look that tells most: one with the actor, else the first of those with most mentions."""
        if self.actor is not None:
            return next(seen for seen in self.looks if seen.actor is not None and seen.actor.id == self.actor.id)
        return max(self.looks, key=lambda seen: sum(mention.actor is not None for mention in seen.mentions))


def _asked(text: str, stretch: Stretch, state: str | None, known: Knowledge) -> _Asked:
    """The words in an article that names `state`, or else none; where that gives nobody, one of those that matter."""
    looks = _looks(text, stretch, (state,) if state else (), known)
    actor = _same(looks)
    if actor is not None or state is not None or any(seen.actor for seen in looks):
        return _Asked(text, looks, actor)
    matter = {other: _looks(text, stretch, (other,), known) for other in contexts(text, known)}
    more = tuple(seen for found in matter.values() for seen in found)
    actor = _same(more)
    if actor is None:
        return _Asked(text, (*looks, *more), None)
    states = tuple(other for other, found in matter.items() if any(seen.actor for seen in found))
    return _Asked(text, more, actor, states)


def _asked_of(seen: Look, state: str, stretch: Stretch, known: Knowledge) -> _Asked | None:
    """A title without a state as the title of `state`: "the president" as "the South Korean president"."""
    phrase = seen.phrase
    if phrase is None or phrase.of or phrase.keys or not phrase.certain or phrase.indefinite:
        return None
    words = seen.draft.words
    title = words.span(phrase.first, phrase.end).of(words.text)
    row = known.tables.states[state]
    owner = f"the {row.adjectives[0]}" if row.adjectives else f"{row.name}'s"
    looks = _looks(f"{owner} {title}", stretch, (), known)
    return _Asked(seen.text, looks, _same(looks))


def _looks(text: str, stretch: Stretch, context: tuple[str, ...], known: Knowledge) -> tuple[Look, ...]:
    """The words in an article of each day on which the answer can be another than the day before."""
    return tuple(look(text, day, context, known) for day in stretch.days(known.tables.offices))


def _same(looks: Iterable[Look]) -> Actor | None:
    actors = {seen.actor.id: seen.actor for seen in reversed(tuple(looks)) if seen.actor is not None}
    return next(iter(actors.values())) if len(actors) == 1 else None


def _reach(asked: _Asked) -> int:
    """How many characters lead to the actor: "UN" in "KIM JONG UN" is two, the name spelt otherwise more."""
    mention = asked.best.mention
    return mention.span.end - mention.span.start if mention is not None else 0


def _answer(asked: _Asked, spelt: str | None, stretch: Stretch, state: str | None, known: Knowledge) -> Answer:
    seen, actor = asked.best, asked.actor
    answer = Answer(asked.text, stretch.shown, state, actor, None, "", spelt=spelt, provided=asked.provided)
    if actor is None:
        fits = [other for other in asked.looks if other.actor is not None]
        could = others(seen, stretch, None, known)
        near = _near(asked.text, known) if not could and not seen.mentions and seen.phrase is None else ()
        return replace(answer, because=reasons.why_not(seen, stretch, fits, known), others=could, near=near)
    match, office = rows.row(seen, actor, stretch, known)
    return replace(
        answer,
        basis=seen.basis,
        because=reasons.because(seen, stretch, match, office, asked.provided, known),
        match=match,
        office=office,
        serving=_offices(actor.id, known, stretch),
        names=rows.names(actor.id, known),
        offices=_offices(actor.id, known),
        others=others(seen, stretch, actor.id, known),
    )


def _row(id_: str, stretch: Stretch, state: str | None, known: Knowledge) -> Answer:
    """The whole row of an actor, asked for by its id."""
    actor = rows.actor(id_, stretch, known)
    match = Match(id_, "id", rows.table(id_, known), id_)
    return Answer(
        words=id_,
        on=stretch.shown,
        country=state,
        actor=actor,
        basis=None,
        because=f"“{id_}” is the id of {actor.name} in the table “{match.table}”.",
        match=match,
        serving=_offices(id_, known, stretch) if stretch.first else (),
        names=rows.names(id_, known),
        offices=_offices(id_, known),
    )


def _offices(id_: str, known: Knowledge, on: Stretch | None = None) -> tuple[Tenure, ...]:
    """The person's times in office, the earliest first: all, or those on the days `on`."""
    held = sorted(known.offices.of_person(id_), key=lambda row: row.since or row.until or "")
    return tuple(tenure(row, known.tables) for row in held if on is None or on.holds(row))


def _near(text: str, known: Knowledge) -> tuple[tuple[str, str], ...]:
    """Ids and names that are spelt like the words."""
    names: dict[str, tuple[str, str]] = {}
    shelf = known.tables
    everyone: list[Person | State | Body] = [*shelf.people.values(), *shelf.states.values(), *shelf.bodies.values()]
    for row in everyone:
        for name in (row.name, *row.aliases):
            names.setdefault(name.removeprefix("~").lower(), (row.id, row.name))
    wanted = text.lower().removeprefix("the ")
    close = difflib.get_close_matches(wanted, names, _SUGGESTIONS, _LIKE)
    return tuple(dict.fromkeys(names[name] for name in close))


def _state(country: str, known: Knowledge) -> str:
    """The code of the state that `country` names, by code or by name. Raises QuestionError with the nearest ones."""
    if country.strip().upper() in known.tables.states:
        return country.strip().upper()
    wanted = " ".join(word.lower() for word in cut(country, ()).folded[:-1])
    names = {
        " ".join(cut(name, ()).lower[:-1]): row.id
        for row in known.tables.states.values()
        for name in (row.name, row.formal, *row.aliases, *row.adjectives)
        if name
    }
    if wanted in names:
        return names[wanted]
    near = [names[name] for name in difflib.get_close_matches(wanted, names, _SUGGESTIONS, _LIKE)]
    suggestion = ", ".join(f"{id_} ({known.tables.states[id_].name})" for id_ in dict.fromkeys(near))
    raise QuestionError(
        f"The tables know no state {country!r}",
        cause="the name is mistyped",
        fix=f"did you mean {suggestion}?" if near else "give an ISO 3166-1 alpha-3 code or a name: PRK or North Korea",
    )
