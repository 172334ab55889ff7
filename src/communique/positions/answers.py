"""Whether a step of one party answers a term of another's, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.positions import days
from communique.positions.lines import Answer, AnswerKind, LineSide
from communique.positions.wording import Matters, beyond, blank, direction, only_points, scope
from communique.weave.lexicon import content_words
from communique.weave.occurrence import Occurrence, Step, WovenTerm

NEAR = 600  # characters, some sentences, within which "she accepted" and "we couldn't do that" follow what they answer
SURELY = 0.75  # least likeness of a term and what is turned down, where the sides of both do not say that they meet
LATELY = 62  # days after which a refusal of "their demands" is no longer of what was asked before

# Kinds by which a party grants a term, and whether wholly where nothing else limits it.
_GRANTING: dict[str, bool] = {
    "acceptance": True,
    "commitment": True,
    "concession": True,
    "offer": False,
    "conditional": False,
    "reaffirmation": False,
}
_BOTH = frozenset({"acceptance", "commitment", "concession"})  # by which a party does what the other would do too
ANSWERS_PRICE = frozenset({"refusal", "retraction", "demand"})  # kinds by which an offer is answered by its other half
_HELD = frozenset({"held", "under way", "ended without agreement"})
# "Talks with the new leaders": who they are cannot be told, so no meeting is known to be theirs.
_WITH_OTHERS = re.compile(
    r"\b(?:[Tt]alks?|[Mm]eet|[Dd]ialogue|[Nn]egotiat\w+)\b[^,.;]{0,20}\b(?:with|to) (?:the|its|their) [a-z]"
)
_MEETING = re.compile(
    r"\b(?:meet(?:ing|ings)?|summits?|talks?|sit down|negotiat\w+|dialogues?|table|encounter)\b", re.IGNORECASE
)
_THEIRS = re.compile(
    r"\b(?:demands?|proposals?|offers?|terms|conditions|requests?|overtures?|plan|deal)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Given:
    """A term as it was put on the table: by a step of that kind, for that price, on that condition."""

    side: LineSide
    text: str
    price: tuple[str, ...]
    condition: str | None
    kind: str

    def fuller(self, later: Given) -> Given:
        """Of the two tellings of it the fuller one, whole: no price of one time goes with the words of another."""
        return later if later.length >= self.length else self

    @property
    def length(self) -> int:
        """How much it tells, in characters."""
        return sum(map(len, (self.text, *self.price, self.condition or "")))


def answer_of(
    given: Given,
    issue: str | None,
    told_in: Sequence[Occurrence],
    occurrence: Occurrence,
    matters: Mapping[str | None, Matters],
) -> Answer | None:
    """The answer that a step of the other party gives to the term, None where it gives none.

    `told_in` are the steps by which the term was put on the table.
    """
    step = occurrence.step
    if step is None or given.side not in ("gives", "asks"):
        return None
    comparing = _Comparing(given, issue, matters)
    found = comparing.refused(step, told_in) or comparing.granted(step)
    if found is None and _without_terms(step) and _in_one_article(told_in, occurrence):
        found = ("met", "") if step.kind == "acceptance" else ("refused", "") if step.kind == "refusal" else None
    if found is None and step.kind == "refusal" and _lately(told_in, occurrence):
        found = comparing.all_refused(step)
    if found is None:
        return None
    kind, text = found
    return Answer(kind, days.made(occurrence.when, occurrence.reported), occurrence.id, step.kind, text)


def undone(given: Given, issue: str | None, occurrence: Occurrence, matters: Mapping[str | None, Matters]) -> bool:
    """Whether a step of the party itself takes the term off the table."""
    step = occurrence.step
    if step is None or step.kind not in ("retraction", "refusal") or given.side != "gives":
        return False
    comparing = _Comparing(given, issue, matters)
    return any(comparing.one(term) and comparing.contrary(term, turned=True) for term in comparing.on_it(step.gives))


def by_meeting(given: Given, meeting: Occurrence, asked: Occurrence, persons: Mapping[str, frozenset[str]]) -> bool:
    """Whether the meeting is one that the term, last said in the step `asked`, offers or asks for.

    Where the term names a person of `persons`, that person must have been there.
    """
    if meeting.status not in _HELD or given.side not in ("gives", "asks") or not _MEETING.search(given.text):
        return False
    # Who brings two others together is not answered by meeting one of them, nor who asks for talks with a third.
    if given.kind == "mediation" or _WITH_OTHERS.search(given.text):
        return False
    when = days.made(asked.when, asked.reported)
    if not days.placed(meeting.when) or not days.placed(when) or not days.before(when, meeting.when):
        return False
    words = frozenset(content_words(given.text))
    named = {actor for actor, name in persons.items() if words & name}
    return not named or not named.isdisjoint(meeting.actors)


Found = tuple[AnswerKind, str]


@dataclass(frozen=True, slots=True)
class _Comparing:
    """A term on the table, and how terms of the other party go with it."""

    given: Given
    issue: str | None
    matters: Mapping[str | None, Matters]

    def on_it(self, terms: Iterable[WovenTerm]) -> Iterator[WovenTerm]:
        """Those that may be about the same issue; what only points, "do that", is about what stands beside it."""
        return (
            term
            for term in terms
            if (term.issue is None or self.issue is None or term.issue == self.issue) and not blank(term.text)
        )

    def words_of(self, term: WovenTerm) -> Matters:
        """What compares the term with this one."""
        known = self.issue if term.issue == self.issue else None
        return self.matters.get(known, self.matters[None])

    def one(self, term: WovenTerm, *, wide: bool = False) -> bool:
        """Whether the two are of one matter."""
        return self.words_of(term).one(self.given.text, term.text, wide=wide)

    def contrary(self, term: WovenTerm, *, turned: bool) -> bool:
        """Whether the term says no to this one: by its move (`turned`) or by the direction of its words, not both."""
        opposed = direction(self.given.text) * direction(term.text) < 0
        if opposed == turned or not self.one(term, wide=True):
            return False
        # Who refuses all may still give a part.
        return not (turned and scope(term.text) == "all" and scope(self.given.text) == "part")

    def granted(self, step: Step) -> Found | None:
        """What the step grants of it, and whether it is all."""
        if self.given.side == "gives":
            return self._taken(step)
        if step.kind not in _GRANTING:
            return None
        for term in self.on_it(step.gives if step.kind != "acceptance" else (*step.gives, *step.asks)):
            if self.one(term) and not self.contrary(term, turned=False):
                return self._measure(step, term), term.text
        return None

    def _taken(self, step: Step) -> Found | None:
        """Whether the other party takes what is given: accepts it, does the same, or takes it up with a third."""
        if step.kind in _BOTH:
            terms = (*step.gives, *step.asks) if step.kind == "acceptance" else step.gives
            kind: AnswerKind = "met"
        elif step.kind == "proposal":
            terms, kind = step.asks, "partly met"
        else:
            return None
        return next(((kind, term.text) for term in self.on_it(terms) if self.one(term)), None)

    def _measure(self, step: Step, term: WovenTerm) -> AnswerKind:
        less = scope(term.text) == "part" and scope(self.given.text) != "part"
        whole = _GRANTING[step.kind] and not less and step.condition is None and not (step.gives and step.asks)
        return "met" if whole else "partly met"

    def refused(self, step: Step, told_in: Sequence[Occurrence]) -> Found | None:
        """What of it, or of its price, the step turns down: by its kind, by the contrary, or by asking for more."""
        if step.kind in ("refusal", "retraction"):
            theirs, both = (step.gives, step.asks) if self.given.side == "asks" else (step.asks, step.gives)
            for term in self.on_it(theirs):
                if self.contrary(term, turned=True):
                    return "refused", term.text
            for term in self.on_it(both):  # what both would do, a meeting, may stand on either side
                if self.contrary(term, turned=True) and self.words_of(term).alike(self.given.text, term.text) >= SURELY:
                    return "refused", term.text
            return self._price_refused(step)
        if self.given.side == "asks":
            for term in self.on_it(step.gives if step.kind in _GRANTING else ()):
                if self.contrary(term, turned=False):
                    return "refused", term.text
        return self._more_asked(step, told_in)

    def _price_refused(self, step: Step) -> Found | None:
        """Whether the step turns down the other half of the bargain: then the whole is refused."""
        for price in self.given.price:
            other = _Comparing(replace(self.given, text=price, price=()), None, self.matters)
            for term in step.gives:
                if other.contrary(term, turned=True):
                    return "refused", term.text
        return None

    def _more_asked(self, step: Step, told_in: Sequence[Occurrence]) -> Found | None:
        """Whether the step asks for more than the offer has: then the offer as it stands is not enough."""
        if step.kind != "demand" or self.given.kind not in ("offer", "conditional"):
            return None
        offered = [term for one in told_in if one.step for term in one.step.gives]
        for term in step.asks:
            for own in offered:
                if own.issue in (term.issue, None) and beyond(term.text, own.text):
                    return "refused", term.text
        return None

    def all_refused(self, step: Step) -> Found | None:
        """Whether the step turns down whatever the party asks: "their demands"."""
        if self.given.side != "asks":
            return None
        return next((("refused", t.text) for t in step.gives if t.issue is None and _THEIRS.search(t.text)), None)


def _without_terms(step: Step) -> bool:
    """Whether it has no terms of its own, or words that only point at another's."""
    return all(only_points(term.text) for term in (*step.gives, *step.asks))


def _in_one_article(told_in: Sequence[Occurrence], answer: Occurrence) -> bool:
    """Whether an article tells the answer, not far after the step that it answers."""
    starts = {account.article: account.spans[0].start for account in answer.accounts if account.spans}
    return any(
        account.spans and account.article in starts and 0 <= starts[account.article] - account.spans[0].start <= NEAR
        for account in told_in[-1].accounts
    )


def _lately(told_in: Sequence[Occurrence], answer: Occurrence) -> bool:
    return days.within(days.made(told_in[-1].when, told_in[-1].reported), answer.when, LATELY)
