"""Why the words mean the one they mean, or why nobody, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.resolve.explain.answer import Match, Tenure
from communique.resolve.explain.candidates import either, name_of, the
from communique.resolve.explain.looking import ANYWHERE, SERVING, Look, family_bearers
from communique.resolve.explain.stretch import Stretch
from communique.resolve.grammar import ARTICLES_INDEFINITE, NOT_THE_HOLDER
from communique.resolve.knowledge import Knowledge
from communique.resolve.tables import slug
from communique.resolve.titles import Phrase

_PRONOUNS = frozenset(
    {"he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "we", "us", "our", "i", "me", "my"}
)


def because(
    seen: Look, on: Stretch, match: Match, office: Tenure | None, provided: Sequence[str], known: Knowledge
) -> str:
    """Why the words mean the actor of `seen`, where the article names one of the states `provided`."""
    actor, words = seen.actor, match.words
    if actor is None:
        return ""
    if match.how == "title":
        return _by_title(seen, on, match, office, known)
    if match.how == "family name":
        if actor.kind == "state":
            return f"{name_of(match.id, known)} has led {the(actor.id, known)}; the words name that government."
        return _by_family(seen, match, office, known)
    if match.how == "people":
        return f"“The {words}” are the people of {the(actor.id, known)}, and stand for the state."
    if seen.basis == "description" and actor.kind == "state":
        return f"The words name the government of {the(actor.id, known)}, and so the state."
    if match.how == "capital":
        return f"{words} is the capital of {the(actor.id, known)}. Where it acts, it stands for the state."
    if match.how == "seat":
        return f"{words} is a seat of power of {the(actor.id, known)}. Where it acts, it stands for the state."
    if match.how == "direction":
        return f"In an article that names North or South Korea, “the {words}” is {actor.name}."
    if match.how == "common noun":
        return f"“{words}” beside the name of its state is {actor.name}."
    what = {"alias": f"another name of {actor.name}", "formal name": f"the formal name of {actor.name}"}
    text = f"“{words}” is {what.get(match.how, 'a name')} in the table “{match.table}”."
    sharing = [hit for hit in seen.hits if hit.entry.kind == "person" and len(hit.entry.ids) > 1]
    if sharing and office is not None:
        text += f" Of those who bear it, only {actor.name} was in office {_when(on)}."
    if provided:
        text += f" It counts where the article names {either(the(state, known) for state in provided)} otherwise too."
    return text


def _by_title(seen: Look, on: Stretch, match: Match, office: Tenure | None, known: Knowledge) -> str:
    if office is None or seen.phrase is None or seen.actor is None:
        return f"The article calls {match.words!r} nobody else."
    owner = the(office.of, known)
    beside = "" if seen.phrase.of or not seen.phrase.keys else ", where no state stands beside it,"
    serving = any(on.holds(row) and row.title == office.title for row in known.offices.of_person(office.person))
    held = (
        f"held it {_when(on)}" if serving or not seen.phrase.chosen else f"was the next to take it up: {office.dates}"
    )
    return f"“{match.words}”{beside} is the title of an office of {owner}. {seen.actor.name} {held}."


def _by_family(seen: Look, match: Match, office: Tenure | None, known: Knowledge) -> str:
    person = known.tables.people[match.id]
    if seen.phrase is not None:
        return f"Of those called {match.words}, only {person.name} fits the title beside the name."
    served = " while in office" if all(mark.startswith(SERVING) for mark in person.alone) and office is not None else ""
    if ANYWHERE in person.alone:
        return f"“{match.words}” alone means {person.name} in any article."
    where = either(the(mark.removeprefix(SERVING), known) for mark in person.alone)
    return f"In an article that names {where}, “{match.words}” alone means {person.name}{served}."


def why_not(seen: Look, on: Stretch, fits: Sequence[Look], known: Knowledge) -> str:
    """Why the words of `seen` mean nobody in particular. `fits` are looks with an actor, where these disagree."""
    if fits:
        return _several(fits, on, known)
    words, mentions = seen.words, seen.mentions
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return f"Who “{seen.text}” is, only the words around it can say."
    named = list(dict.fromkeys(m.actor for m in mentions if m.actor is not None))
    if len(named) > 1:
        return f"The words name several: {_and(name_of(id_, known) for id_ in named)}."
    if len(mentions) == 1 and mentions[0].kind == "place":
        return f"“{mentions[0].span.of(seen.text)}” is a place here, where something happens, and nobody who acts."
    phrase = seen.phrase
    if phrase is not None and (phrase.keys or phrase.of or not named):
        return _title_of_nobody(seen, phrase, on, known)
    if len(named) == 1:
        return f"The words name {name_of(named[0], known)}, but mean somebody or something else, and do not say whom."
    people = [hit for hit in seen.hits if hit.entry.kind == "person"]
    if people:
        bearers = _and(name_of(id_, known) for id_ in people[0].entry.ids)
        return f"The name is borne by {bearers}" + (", and no date says which." if on.shown is None else ".")
    bearers_of_family = family_bearers(seen.draft.words, known)
    if bearers_of_family:
        return _family_of_nobody(len(bearers_of_family))
    if any(hit.entry.kind in ("adjective", "people") for hit in seen.hits):
        return "The words name a state only to describe something else, and do not say what or whom."
    text = "The tables have no such name and no such title."
    alike = [word for word in words if word[:1].isupper()]
    if len(alike) > 1 and len(alike) == len(words):
        text += f" In an article, a person of this name becomes an actor of their own, with the id {slug(seen.text)}."
    return text


def _several(fits: Sequence[Look], on: Stretch, known: Knowledge) -> str:
    by_state = {seen.context: seen.actor for seen in fits if seen.actor is not None and seen.context}
    if by_state:
        parts = [f"{actor.name} where it names {the(context[0], known)}" for context, actor in by_state.items()]
        return f"It depends on what else the article names: {', '.join(parts)}."
    names = dict.fromkeys(seen.actor.name for seen in fits if seen.actor is not None)
    return f"{_and(names)} held the office in {on.shown}: a day would tell which one is meant."


def _title_of_nobody(seen: Look, phrase: Phrase, on: Stretch, known: Knowledge) -> str:
    words = seen.draft.words
    title = seen.title
    if not phrase.certain:
        beside = next((w for w in words.lower if w in NOT_THE_HOLDER), "former")
        return f"“{beside}” says that somebody else than the holder of the office is meant, and not who."
    if phrase.indefinite:
        article = next((w for w in words.lower if w in ARTICLES_INDEFINITE), "a")
        return f"“{article}” says that nobody in particular is meant."
    if not phrase.keys:
        if phrase.of:
            return f"The tables have no such office of {_and(the(owner, known) for owner in phrase.of)}."
        states = list(dict.fromkeys(t.of for t in phrase.titles if t.of is not None))
        where = "many states" if any(t.of is None for t in phrase.titles) else _and(the(of, known) for of in states)
        return f"“{title}” is a title in {where}. The article must name the state beside it, or the person."
    if not phrase.alone:
        return f"Several people have the title “{title}” at a time: it needs a name beside it."
    if on.first is None:
        return "Without a date, only a holder of the office whom the article itself names can be meant."
    rows = {row.person: row for key in phrase.keys for row in known.offices.by_key.get(key, ())}.values()
    held = [row.person for row in rows if on.holds(row)]
    if len(held) > 1:
        return f"Several held such an office {_when(on)}: {_and(name_of(id_, known) for id_ in held)}."
    open_ = [row.person for row in rows if on.perhaps(row)]
    if open_:
        names = _and(name_of(id_, known) for id_ in open_)
        return f"The table has no exact dates for {names}, who may have held the office {_when(on)}."
    return f"Nobody is known to have held the office {_when(on)}."


def _family_of_nobody(count: int) -> str:
    if count == 1:
        return "One person in the tables has this family name, and is never meant by it alone."
    return f"{count} people in the tables have this family name, and none of them is meant by it alone here."


def _when(on: Stretch) -> str:
    if on.shown is None:
        return "at some time"
    return f"on {on.shown}" if on.first == on.last else f"in {on.shown}"


def _and(names: Iterable[str]) -> str:
    several = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
