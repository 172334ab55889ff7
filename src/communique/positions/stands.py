"""What a party holds on an issue, and where it stood before. Types, and what one move says of them.

A move says something of a position for each issue that its terms are about. What it says is told in its own words,
each with its part (`Part`): what the party gives, asks, refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.positions import days
from communique.positions.wording import only_points
from communique.weave.occurrence import Account, Occurrence, Origin, Step, When, WovenTerm

Part = Literal["gives", "asks", "refuses", "declines", "threatens", "takes back", "leaves", "mediates", "stands by"]
Change = Literal["first", "unchanged", "changed", "taken back", "added"]

_GIVEN_AS: dict[str, Part] = {
    "refusal": "refuses",
    "retraction": "takes back",
    "threat": "threatens",
    "mediation": "mediates",
}
_ASKED_AS: dict[str, Part] = {"refusal": "declines", "mediation": "mediates"}
# What a move without terms is told as, in the words that show it.
_BY_KIND: dict[str, Part] = {
    "withdrawal": "leaves",
    "refusal": "refuses",
    "retraction": "takes back",
    "threat": "threatens",
    "mediation": "mediates",
    "demand": "asks",
    "proposal": "asks",
    "reaffirmation": "stands by",
}

IssueOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Held:
    """What a party holds in one stand, in the words of the fullest account, and how it stands to it.

    "declines" is what a refusal would have brought the party, "stands by" the words of a reaffirmation without terms.
    """

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A party's position on an issue at one time, as one move shows it.

    `occurrence` is the id of the move, woven; `accounts` its evidence. `kind`, `toward` and `by` are the move's, `kind`
    "statement" where a statement without a move tells that nothing changed. `held` is what it holds on the issue,
    `beside` what the same move says of others: the price of an offer. `condition` is in the text's own words.
    `change` says how it stands to the party's earlier stands on the issue, and `versus` is the occurrence that shows
    the earlier one; None where the order in time, or what became of it, is not known. `disputed` are the occurrences
    of the same time that tell the contrary.
    """

    occurrence: str
    when: When | None
    reported: When | None
    kind: str
    toward: str | None
    by: str | None
    held: tuple[Held, ...]
    beside: tuple[Held, ...]
    condition: str | None
    summary: str
    certainty: str | None
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    change: Change | None = None
    versus: str | None = None
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What a party holds on an issue, over time. `issue` is None for what no issue of the list is about.

    `history` is in order of time, what has no date last. `standing` are the stands of it that no later one has
    overtaken, the latest first: what the party holds now.
    """

    party: str
    issue: str | None
    history: tuple[Stand, ...]
    standing: tuple[Stand, ...]

    @property
    def last(self) -> Stand:
        """The latest stand that could be placed in time; the last of all where none could."""
        return next((stand for stand in reversed(self.history) if days.placed(stand.when)), self.history[-1])


def stands(
    occurrence: Occurrence, issue_of: IssueOf, talks: str | None = None
) -> Iterator[tuple[str, str | None, Stand]]:
    """The party, the issue and the stand that a woven move shows, one for each issue that it is about.

    `issue_of` names the issue of words that are no term, of a move that has none; `talks` is that of the talks, which a
    party leaves or calls off.
    """
    step = occurrence.step
    if step is None or step.party is None:
        return
    terms = list(_held(step))
    told = [(issue, held) for issue, held in terms if not only_points(held.text)]
    issues = dict.fromkeys(issue for issue, _ in told if issue is not None)
    if not told:
        words = max((account.words for account in occurrence.accounts), key=len, default="")
        told = [(None, Held(_BY_KIND.get(step.kind, "gives"), words))]
        set_on = step.condition.issue if step.condition else None
        pointed = next((issue for issue, _ in terms if issue is not None), None)
        issue = talks if step.kind == "withdrawal" and talks else pointed or issue_of(words) or set_on
        issues = dict.fromkeys(filter(None, (issue,)))
    if (asked := _price_of_a_deal(step, talks)) is not None:
        yield step.party, asked, _stand(occurrence, step, tuple(held for _, held in told), ())
        return
    for issue in issues or (None,):
        # A term of no issue goes with those that have one.
        own = tuple(held for its, held in told if its in (issue, None))
        yield step.party, issue, _stand(occurrence, step, own, tuple(held for _, held in told if held not in own))


# "Accept a deal", "sign anything".
_DEAL = re.compile(
    r"(?:never )?(?:sign|accept|agree to|conclude|make|endorse|approve|join|there (?:will|would) be) (?:to )?"
    r"(?:[\w’-]+ ){0,3}?(?:deals?|agreements?|accords?|pacts?|treat(?:y|ies)|documents?|texts?|anything)\b",
    re.IGNORECASE,
)


def _price_of_a_deal(step: Step, talks: str | None) -> str | None:
    """The issue of what a deal, of whatever, is not to be had without; None for every other step."""
    asked = step.condition.issue if step.condition is not None else None
    if asked in (None, talks) or step.asks or not step.gives:
        return None
    deal = all(term.issue in (None, talks) and _DEAL.match(term.text) for term in step.gives)
    return asked if deal else None


def _held(step: Step) -> Iterator[tuple[str | None, Held]]:
    def each(terms: Iterable[WovenTerm], part: Part) -> Iterator[tuple[str | None, Held]]:
        return ((term.issue, Held(part, term.text)) for term in terms)

    yield from each(step.gives, _GIVEN_AS.get(step.kind, "gives"))
    yield from each(step.asks, _ASKED_AS.get(step.kind, "asks"))


def _stand(occurrence: Occurrence, step: Step, held: tuple[Held, ...], beside: tuple[Held, ...]) -> Stand:
    return Stand(
        occurrence.id,
        days.made(occurrence.when, occurrence.reported),
        occurrence.reported,
        step.kind,
        step.toward,
        step.by,
        held,
        beside,
        step.condition.text if step.condition else None,
        occurrence.summary,
        occurrence.certainty,
        occurrence.accounts,
        occurrence.origins,
    )
