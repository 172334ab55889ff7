"""A move on one line of plain English: "Kim Jong-un (North Korea) asked South Korea to end its joint military drills".

Terms keep the text's own words. One that begins with a bare verb follows a "to"; one with a verb of its own ("the
talks might be halted") is quoted; all others are nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from communique.reading import Actor
from communique.weave.item import Made, Stake

LONGEST = 90  # characters of a term in a line
LONGEST_EVIDENCE = 160  # and of the words of a move without terms

Form = Literal["verb", "noun", "clause"]

_FINITE = re.compile(r"\b(?:would|will|should|must|may|might|shall|has to|have to|had to|is|are|was|were)\b")
_TO = re.compile(r"to\s+(?=\w)", re.IGNORECASE)
_PLURALS = ("Islands", "Emirates", "Nations", "Kingdom", "Republic", "States", "Netherlands", "Philippines", "Union")


class _Words(NamedTuple):
    """How a kind is told: before a verb, before a noun, and where there is no term."""

    verb: str
    noun: str
    bare: str


_GIVING = {
    "offer": _Words("offered to", "offered", "made an offer"),
    "commitment": _Words("promised to", "promised", "made a promise"),
    "conditional": _Words("was ready to", "was ready for", "set a condition"),
    "threat": _Words("threatened to", "threatened", "made a threat"),
    "acceptance": _Words("agreed to", "accepted", "accepted"),
    "refusal": _Words("refused to", "refused", "refused"),
    "concession": _Words("gave way and would", "conceded", "gave way"),
    "retraction": _Words("no longer would", "took back", "took something back"),
    "reaffirmation": _Words("still would", "held to", "held to its position"),
    "proposal": _Words("proposed to", "proposed", "made a proposal"),
    "withdrawal": _Words("no longer would", "left or called off", "left or called off a meeting or the talks"),
    "mediation": _Words("offered, as a mediator, to", "offered, as a mediator,", "offered to mediate"),
}
_OTHER = _Words("would", "moved on", "made a move")
_ASKING = {
    "demand": ("demanded", "asked", "made a demand"),
    "proposal": ("proposed", "invited", "made a proposal"),
    "reaffirmation": ("still asked for", "still asked", "held to its position"),
    "mediation": ("asked, as a mediator, for", "asked, as a mediator,", "offered to mediate"),
}
_OTHER_ASKING = ("asked for", "asked", "made a demand")


def in_words(made: Made, actors: Mapping[str, Actor]) -> str:
    """The move on one line; `actors` has those that it names."""
    who = _who(made, actors)
    toward = spoken(actors[made.toward].name) if made.toward in actors else None
    condition = f", {_cut(made.condition.text)}" if made.condition else ""
    if made.gives and made.kind != "demand":
        words = _giving(made, toward if not made.asks else None)
        returns = f", asking {_asked(made.asks, toward, 'for')}" if made.asks else ""
        return f"{who} {words}{returns}{condition}"
    if made.asks:
        plain, of, _ = _ASKING.get(made.kind, _OTHER_ASKING)
        returns = f", offering {_joined(made.gives)}" if made.gives else ""
        return f"{who} {_asking(made.asks, toward, plain, of)}{returns}{condition}"
    bare = _ASKING["demand"][2] if made.kind == "demand" else _GIVING.get(made.kind, _OTHER).bare
    return f"{who} {bare}: “{_cut(made.evidence.words, LONGEST_EVIDENCE)}”"


def spoken(name: str) -> str:
    """A name as it stands in a sentence: "the United States", "Japan"."""
    last = name.rsplit(" ", 1)[-1]
    return f"the {name}" if last in _PLURALS and not name.lower().startswith("the ") else name


def _who(made: Made, actors: Mapping[str, Actor]) -> str:
    """Who made it, with the party in brackets: "Kim Jong-un (North Korea)"; the party alone where nobody is named."""
    party = actors[made.party].name if made.party in actors else made.party
    by = actors[made.by].name if made.by in actors and made.by != made.party else None
    if by is None:
        name = spoken(party) if party else "Somebody"
        return f"{name[:1].upper()}{name[1:]}"
    return f"{by} ({party})" if party else by


def _giving(made: Made, toward: str | None) -> str:
    words = _GIVING.get(made.kind, _OTHER)
    first = _form(made.gives[0])
    whom = f" (to {toward})" if toward and made.kind in ("offer", "commitment", "conditional", "concession") else ""
    if first == "clause":
        return f"{words.noun}: {_joined(made.gives)}{whom}"
    lead = words.verb if first == "verb" else words.noun
    terms = _joined(made.gives)
    if first == "verb":
        terms = terms.removeprefix("to ")
    return f"{lead} {terms}{whom}"


def _asking(asks: Sequence[Stake], toward: str | None, plain: str, of: str) -> str:
    first = _form(asks[0])
    terms = _joined(asks)
    if first == "clause":
        return f"{plain}: {terms}{f' (of {toward})' if toward else ''}"
    if first == "verb":
        return f"{of} {toward or 'others'} {terms}"
    return f"{plain} {terms}{f' of {toward}' if toward else ''}"


def _asked(asks: Sequence[Stake], toward: str | None, before_noun: str) -> str:
    """`the United States for sanctions relief`, `South Korea to end its drills`, `for sanctions relief`."""
    terms = _joined(asks)
    between = "" if _form(asks[0]) == "verb" else f"{before_noun} "
    return " ".join(filter(None, (toward, f"{between}{terms}")))


def _joined(stakes: Iterable[Stake]) -> str:
    told = [_phrase(stake) for stake in stakes]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


def _phrase(stake: Stake) -> str:
    form, words = _form(stake), _cut(stake.text)
    if form == "verb":
        return words if _TO.match(words) else f"to {words}"
    return f"“{words.strip('“”')}”" if form == "clause" else words


def _form(stake: Stake) -> Form:
    if _TO.match(stake.text):
        return "verb"
    if stake.verb:
        return "verb"
    return "clause" if _FINITE.search(stake.text) else "noun"


def _cut(words: str, longest: int = LONGEST) -> str:
    return words if len(words) <= longest else words[: longest - 2].rsplit(" ", 1)[0] + " …"
