"""A move on one line of plain English: "Kim Jong-un (North Korea) asked South Korea to end its joint military drills".

Terms keep the text's own words. One that begins with a bare verb follows a "to"; one with a verb of its own ("the
talks might be halted") is quoted; all others are nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from communique.layout.datelines import dateline
from communique.reading import Actor
from communique.weave.item import Made, Stake
from communique.weave.naming import spoken

LONGEST = 90  # characters of a term in a line
LONGEST_EVIDENCE = 160  # and of the words of a move without terms
LEAST_EVIDENCE = 4  # words, below which a move without terms is told by the whole sentence
NAMED_BY = 4  # letters that the name of a body and that of its state begin with alike: "Chinese", "China"

Form = Literal["verb", "noun", "clause"]

_FINITE = re.compile(r"\b(?:would|will|should|must|may|might|shall|has to|have to|had to|is|are|was|were)\b")
_TO = re.compile(r"to\s+(?=\w)", re.IGNORECASE)
# A noun has no article behind it: "end its drills" begins with a verb.
_BARE_VERB = re.compile(
    r"(?:not )?[a-z]+(?<!ing)(?<!ed)(?<!s) (?:up |down |out |off |back |over )?"
    r"(?:an?|the|its?|their|his|her|our|all|any|no|both|these|those|this)\b"
)
_NOUN = re.compile(r"(?:an?|the|its?|their|his|her|our|any|all|no|these|those|this)\b", re.IGNORECASE)
_OPENING = re.compile(r"[A-Z](?=[a-z]+ )")
_MARKS = ' ,;“”"'
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s|\n")


class _Words(NamedTuple):
    """How a kind is told: before a verb, before a noun, and where there is no term; and what ties a noun to whom."""

    verb: str
    noun: str
    bare: str
    of: str = "of"


_GIVING = {
    "offer": _Words("offered to", "offered", "made an offer"),
    "commitment": _Words("promised to", "promised", "made a promise"),
    "conditional": _Words("was ready to", "was ready for", "set a condition"),
    "threat": _Words("threatened to", "threatened", "made a threat"),
    "acceptance": _Words("agreed to", "accepted", "accepted"),
    "refusal": _Words("refused to", "refused", "refused"),
    "concession": _Words("gave way and would", "conceded", "gave way"),
    "retraction": _Words("would no longer", "took back", "took something back"),
    "reaffirmation": _Words("would still", "held to", "held to its position"),
    "proposal": _Words("proposed to", "proposed", "made a proposal"),
    "withdrawal": _Words("would no longer", "called off or left", "called off or left a meeting or the talks"),
    "mediation": _Words("offered to", "offered", "offered to mediate"),
}
_OTHER = _Words("would", "made a move on", "made a move")
_ASKING = {
    "demand": _Words("asked", "demanded", "made a demand"),
    "proposal": _Words("invited", "proposed", "made a proposal", "to"),
    "reaffirmation": _Words("still asked", "still demanded", "held to its position"),
}
_OTHER_ASKING = _Words("asked", "asked", "made a demand")


def in_words(made: Made, actors: Mapping[str, Actor]) -> str:
    """The move on one line; `actors` has those that it names."""
    who, toward = _who(made, actors), _toward(made, actors)
    condition = f", {_opened(_cut(made.condition.text))}" if made.condition else ""
    if made.gives and made.kind != "demand":
        returns = f", {_returned(made, toward)}" if made.asks else ""
        return f"{who} {_giving(made, None if made.asks else toward)}{returns}{condition}"
    if made.asks:
        returns = f", offering {_joined(made.gives)}" if made.gives else ""
        return f"{who} {_asking(made, toward)}{returns}{condition}"
    bare = (_ASKING if made.kind == "demand" else _GIVING).get(made.kind, _OTHER).bare
    return f"{who} {bare}: “{_cut(_told(made).strip(_MARKS), LONGEST_EVIDENCE)}”"


def _who(made: Made, actors: Mapping[str, Actor]) -> str:
    """Who made it, with the party in brackets: "Kim Jong-un (North Korea)"; the party alone where nobody is named."""
    party = _name(made.party, actors) or made.party
    by = _name(made.by, actors) if made.by != made.party else None
    if by is None:
        name = spoken(party) if party else "Somebody"
        who = f"{name[:1].upper()}{name[1:]}"
    else:
        who = f"{by} ({party})" if party and not _names(by, party) else by
    return f"{who}, as a mediator," if made.kind == "mediation" else who


def _name(actor: str | None, actors: Mapping[str, Actor]) -> str | None:
    return actors[actor].name if actor is not None and actor in actors else None


def _names(by: str, party: str) -> bool:
    """Whether the name of a body says whose it is: "Foreign Ministry of China", "Chinese foreign ministry"."""
    return any(word.startswith(party[:NAMED_BY]) for word in by.split())


def _toward(made: Made, actors: Mapping[str, Actor]) -> str | None:
    """Whom the move is made to, unless a term names them already."""
    name = _name(made.toward, actors)
    if name is None:
        return None
    named = {lemma[1:] for stake in made.stakes for lemma in stake.lemmas if lemma.startswith("@")}
    sides = {actors[id_].country for id_ in named if id_ in actors}
    return None if made.toward in named | sides else spoken(name)


def _giving(made: Made, toward: str | None) -> str:
    words, form = _GIVING.get(made.kind, _OTHER), _form(made.gives[0])
    whom = f" (to {toward})" if toward and made.kind in ("offer", "commitment", "conditional", "concession") else ""
    if form == "clause":
        return f"{words.noun}: {_joined(made.gives)}{whom}"
    if form == "verb":
        return f"{words.verb} {_joined(made.gives).removeprefix('to ')}{whom}"
    return f"{words.noun} {_joined(made.gives)}{whom}"


def _asking(made: Made, toward: str | None) -> str:
    words, form = _ASKING.get(made.kind, _OTHER_ASKING), _form(made.asks[0])
    if form == "verb":
        return f"{words.verb} {toward or 'others'} {_joined(made.asks)}"
    whom = f" {words.of} {toward}" if toward else ""
    return f"{words.noun}{whom}{':' if form == 'clause' else ''} {_joined(made.asks)}"


def _returned(made: Made, toward: str | None) -> str:
    """What is asked beside what is given; of what is turned down or taken, it is what the others had proposed."""
    if made.kind in ("refusal", "acceptance"):
        return f"in return for {_joined(made.asks)}"
    return f"asking {_asked(made.asks, toward)}"


def _asked(asks: Sequence[Stake], toward: str | None) -> str:
    """`the United States for sanctions relief`, `South Korea to end its drills`, `for sanctions relief`."""
    between = "" if _form(asks[0]) == "verb" else "for "
    return " ".join(filter(None, (toward, f"{between}{_joined(asks)}")))


def _joined(stakes: Iterable[Stake]) -> str:
    told = [_phrase(stake) for stake in stakes]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


def _phrase(stake: Stake) -> str:
    form, words = _form(stake), _cut(stake.text)
    if form == "verb":
        return words if _TO.match(words) else f"to {words}"
    return f"“{words.strip('“”')}”" if form == "clause" else words


def _form(stake: Stake) -> Form:
    follows_to = stake.verb and not _NOUN.match(stake.text)  # "their refusal to the plan" has no verb
    if follows_to or _TO.match(stake.text) or _BARE_VERB.match(stake.text):
        return "verb"
    return "clause" if _FINITE.search(stake.text) else "noun"


def _told(made: Made) -> str:
    """The words of the evidence; the sentence around them, without a dateline before it, where these are few."""
    evidence = made.evidence
    if len(evidence.words.split()) >= LEAST_EVIDENCE:
        return evidence.words
    start, end = (at - evidence.context_start for at in (evidence.spans[0].start, evidence.spans[-1].end))
    before = [match.end() for match in _SENTENCE_END.finditer(evidence.context, 0, max(0, start))]
    after = _SENTENCE_END.search(evidence.context, max(0, end))
    opening = max(before[-1] if before else 0, _story(evidence.context, max(0, start)))
    sentence = evidence.context[opening : after.start() + 1 if after else None]
    return " ".join(sentence.split())


def _story(text: str, place: int) -> int:
    """Where the paragraph around a place begins, behind its dateline, where it has one before that."""
    first = text.rfind("\n", 0, place) + 1
    begins = first + dateline(text[first:], opening=True)
    return begins if begins <= place else first


def _cut(words: str, longest: int = LONGEST) -> str:
    """The words, no longer than that, and every quotation mark of a pair with the other."""
    cut = words if len(words) <= longest else words[: longest - 2].rsplit(" ", 1)[0] + " …"
    cut = cut.rstrip(",;")
    if cut.count("“") > cut.count("”") or cut.count('"') % 2:
        return cut + ("”" if "“" in cut else '"')
    return f"“{cut}" if cut.count("”") > cut.count("“") else cut


def _opened(condition: str) -> str:
    """A condition that opened its sentence as it stands within one."""
    return _OPENING.sub(lambda match: match[0].lower(), condition, count=1) if _OPENING.match(condition) else condition
