"""What is negotiated about, and by whom, as far as comparing terms needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from communique.desk import Issue
from communique.positions.wording import Matters
from communique.reading import Actor
from communique.resolve import tables
from communique.weave.lexicon import content_words
from communique.weave.occurrence import Occurrence, Woven


@dataclass(frozen=True, slots=True)
class Subjects:
    """The issues, the parties and the persons of a record.

    `matters` compares terms of an issue, under None those of which the issue is not known. `sides` has the party of
    each actor who speaks for one, `names` everybody's name, `persons` the lemmas of the names of who makes moves.
    """

    issues: tuple[Issue, ...]
    matters: Mapping[str | None, Matters]
    sides: Mapping[str, str]
    names: Mapping[str, str]
    persons: Mapping[str, frozenset[str]]

    def issue_of(self, words: str) -> str | None:
        """The issue that words which are no term speak of."""
        lemmas = frozenset(content_words(words))
        counts = {issue.id: len(lemmas & self.matters[issue.id].own - self.matters[None].own) for issue in self.issues}
        best = max(counts, key=lambda id_: counts[id_], default=None)
        return best if best is not None and counts[best] else None


def subjects_of(woven: Woven, issues: Iterable[Issue]) -> Subjects:
    """The subjects of what was woven; `issues` are those that its terms may be about."""
    issues = tuple(issues)
    actors = {actor.id: actor for actor in woven.actors}
    acting = _acting(woven.occurrences)
    persons = {
        id_: frozenset(content_words(actors[id_].name))
        for id_ in sorted(acting)
        if id_ in actors and actors[id_].kind == "person"
    }
    named = frozenset(lemma for id_ in acting for lemma in _named(id_, actors)).union(*persons.values())
    matters: dict[str | None, Matters] = {None: Matters(named)}
    for issue in issues:
        words = " ".join((issue.id.replace("-", " "), issue.name, *issue.words))
        matters[issue.id] = Matters(named | frozenset(content_words(words)))
    terms = (term for o in woven.occurrences if o.step is not None for term in (*o.step.gives, *o.step.asks))
    for id_ in {term.issue for term in terms if term.issue is not None} - set(matters):
        matters[id_] = Matters(named | frozenset(content_words(id_.replace("-", " "))))
    sides = {id_: actor.id if actor.kind == "state" else actor.country for id_, actor in actors.items()}
    names = {id_: actor.name for id_, actor in actors.items()}
    return Subjects(issues, matters, {id_: side for id_, side in sides.items() if side}, names, persons)


def _acting(occurrences: Iterable[Occurrence]) -> frozenset[str]:
    """Who makes a move, for whom and toward whom."""
    steps = (occurrence.step for occurrence in occurrences if occurrence.step is not None)
    return frozenset(id_ for step in steps for id_ in (step.party, step.toward, step.by) if id_ is not None)


def _named(id_: str, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """The lemmas of a party's names, those of its people and its seats among them."""
    state = tables.load().states.get(id_)
    if state is None:
        return content_words(actors[id_].name) if id_ in actors and actors[id_].kind != "person" else ()
    return content_words(" ".join((state.name, *state.aliases, *state.adjectives, *state.capitals, *state.seats)))
