"""What is negotiated about, and by whom, as far as comparing terms needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from communique.desk import Issue
from communique.issues import alike, finder_of
from communique.positions.steadfast import says_unchanged
from communique.positions.wording import Matters, direction, only_names
from communique.reading import Actor
from communique.resolve import tables
from communique.weave.lexicon import content_words
from communique.weave.occurrence import Occurrence, Woven, WovenTerm

# What is offered or asked is to meet, whoever and wherever it is.
_MEETS = re.compile(r"(?:to )?(?:meet|sit down|hold (?:talks|a (?:meeting|summit)))\b", re.IGNORECASE)
TALKS = "talks, negotiations and meetings"
# Steps of procedure: what they propose is talks, whatever those are about, and so is who shall come where.
_OF_PROCEDURE = frozenset({"proposal", "mediation"})
WHOLE = 0.4  # least likeness in meaning of an issue's name and a word that stands for all of it; by the shipped issues


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
        """The one issue whose words stand in these, which are no term of any; None where there is none, or several."""
        found = finder_of(self.issues).each_in(words) if self.issues else ()
        return found[0].id if len(found) == 1 else None

    @property
    def talks(self) -> str | None:
        """The issue that the talks themselves are, whatever it is called."""
        return finder_of(self.issues).of(TALKS)

    def of_talks(self, words: str) -> bool:
        """Whether these, which a step of procedure proposes, name the talks, or only who shall be where."""
        named = [issue.id for issue in finder_of(self.issues).named_in(words)]
        return self.talks is not None and (self.talks in named or (not named and only_names(words)))

    def named(self, occurrence: Occurrence) -> Occurrence:
        """The occurrence, with an issue of these for each term of its move that has one of another list, or none."""
        step = occurrence.step
        if step is None:
            return occurrence

        procedure = step.kind in _OF_PROCEDURE

        def name(term: WovenTerm) -> WovenTerm:
            if procedure and self.of_talks(term.text):
                return replace(term, issue=self.talks)
            if term.issue in self.ids or says_unchanged(term.text):
                return term
            # That a term has none was decided when it was read, by its meaning; only plain words undo that.
            found = self.issue_of(term.text) if term.issue is None else finder_of(self.issues).of(term.text)
            return replace(term, issue=found or term.issue or (self.talks if _MEETS.match(term.text) else None))

        named = replace(
            step,
            gives=tuple(map(name, step.gives)),
            asks=tuple(map(name, step.asks)),
            condition=name(step.condition) if step.condition is not None else None,
        )
        return occurrence if named == step else replace(occurrence, step=named)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the issues."""
        return frozenset(issue.id for issue in self.issues)


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
    matters: dict[str | None, Matters] = {None: Matters(frozenset(), named, whole=False)}
    for issue in issues:
        matters[issue.id] = Matters(_own(issue), named)
    terms = (term for o in woven.occurrences if o.step is not None for term in (*o.step.gives, *o.step.asks))
    for id_ in {term.issue for term in terms if term.issue is not None} - set(matters):
        matters[id_] = Matters(frozenset(content_words(id_.replace("-", " "))), named)
    sides = {id_: actor.id if actor.kind == "state" else actor.country for id_, actor in actors.items()}
    names = {id_: actor.name for id_, actor in actors.items()}
    return Subjects(issues, matters, {id_: side for id_, side in sides.items() if side}, names, persons)


def _own(issue: Issue) -> frozenset[str]:
    """The lemmas by which an issue is spoken of as a whole.

    Of the words that tell of it, those that mean what its name does, what comes back in several, "sanction" in
    "sanctions relief" and "UN sanctions", and what is to end or to go on, "stop shooting"; but not a place or a plant
    that stands for it once.
    """
    alone = [word for word in issue.words if " " not in word and alike(issue.name, word) >= WHOLE]
    phrases = Counter(lemma for word in issue.words if " " in word for lemma in frozenset(content_words(word)))
    often = {lemma for lemma, times in phrases.items() if times > 1}
    acts = [word for word in issue.words if " " in word and word.islower() and direction(word)]
    return frozenset(content_words(" ".join((issue.id.replace("-", " "), issue.name, *alone, *acts)))) | often


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
