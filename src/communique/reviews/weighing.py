"""What to review first: the least certain and most consequential, by a score that a person can follow.

    weight = doubt × consequence

`doubt`, from 0 to 1, joins what speaks against an occurrence as if each reason were independent of the others: 1 - (1 -
a)(1 - b)…. `consequence` is what would be wrong in the record if it were: what kind of happening it is, times one for
its first origin and one more for each doubling of them, times `RESTS_ON_IT` where a key day or a change of position
rests on it. The figures are a judgement, not measured: they are to put in order, and mean nothing by themselves.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from communique.weave.occurrence import Occurrence

SURE = 0.8  # score from which it is not given as a reason
HEDGED, DENIED = 0.2, 0.3
DIFFER = 0.5  # for each thing that its accounts differ on
NOBODY = 0.4  # nobody is known to have said or done it
NO_DATE, INFERRED_DATE = 0.4, 0.2
TO_NOBODY = 0.1  # a move toward nobody known

STATEMENT, EVENT, MOVE, DECISIVE_MOVE, MEETING, OUTCOME = 1.0, 2.0, 3.0, 4.0, 3.0, 4.0
RESTS_ON_IT = 1.5
_DECISIVE = frozenset(("threat", "acceptance", "refusal", "concession", "retraction", "withdrawal"))
_OUTCOMES = frozenset(("called off", "reinstated", "held", "ended without agreement", "refused"))
_WORDS = {"number": "numbers", "speaker": "who said it", "outcome": "the outcome", "kind": "the kind of move"}


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an occurrence is worth a look, and why, in words: what speaks against it, then what rests on it."""

    value: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An occurrence that waits to be reviewed."""

    occurrence: Occurrence
    weight: Weight


def weigh(one: Occurrence, important: Collection[str] = ()) -> Weight:
    """How much an occurrence is worth a look; on the `important`, by id, a key day or a changed position rests."""
    certain = 1.0
    reasons: list[str] = []
    for doubt, reason in _doubts(one):
        certain *= 1.0 - doubt
        if reason:
            reasons.append(reason)
    consequence = _consequence(one) * (1.0 + math.log2(max(1, len(one.origins))))
    if len(one.origins) > 1:
        reasons.append(f"{len(one.origins)} origins")
    if one.id in important:
        consequence *= RESTS_ON_IT
        reasons.append("a key day or a change of position rests on it")
    return Weight((1.0 - certain) * consequence, tuple(reasons))


def queue(
    occurrences: Iterable[Occurrence],
    *,
    done: Collection[str] = (),
    important: Collection[str] = (),
    limit: int | None = None,
) -> list[Waiting]:
    """The occurrences that wait to be reviewed, those most worth a look first, of equal ones in order of their ids.

    `done` are the ids of those that have been reviewed (`Laid.states` has them). Nothing that is certain in all
    respects is in it.
    """
    waiting = ((one, weigh(one, important)) for one in occurrences if one.id not in done)
    worth = (Waiting(one, weight) for one, weight in waiting if weight.value > 0.0)
    if limit is None:
        return sorted(worth, key=_first)
    return heapq.nsmallest(limit, worth, key=_first)


def _first(waiting: Waiting) -> tuple[float, str]:
    return -waiting.weight.value, waiting.occurrence.id


def _doubts(one: Occurrence) -> Iterable[tuple[float, str]]:
    """What speaks against it, each from 0 to 1, and in words; none where it need not be said."""
    score = max((account.score for account in one.accounts), default=1.0)
    yield min(1.0, max(0.0, 1.0 - score)), f"score {score:.2f}" if score < SURE else ""
    if one.certainty == "hedged":
        yield HEDGED, "hedged"
    elif one.certainty == "denied":
        yield DENIED, "denied"
    for disagreement in one.disagreements:
        yield DIFFER, f"accounts differ on {_WORDS.get(disagreement.kind, f'the {disagreement.kind}')}"
    step = one.step
    if step is not None:
        if step.party is None:
            yield NOBODY, "whose move it is, is unknown"
        if step.toward is None:
            yield TO_NOBODY, ""
    elif not one.actors:
        yield NOBODY, "speaker unknown" if one.kind == "statement" else "nobody known acts in it"
    if one.when is None:
        yield NO_DATE, "date unknown"
    elif one.when.basis == "inferred":
        yield INFERRED_DATE, "date inferred"


def _consequence(one: Occurrence) -> float:
    if one.step is not None:
        return DECISIVE_MOVE if one.step.kind in _DECISIVE else MOVE
    if one.kind == "meeting":
        return OUTCOME if one.status in _OUTCOMES else MEETING
    return EVENT if one.kind == "event" else STATEMENT
