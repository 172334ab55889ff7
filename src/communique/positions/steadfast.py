"""Statements in which a party says that its position has not changed, where no move was read in them.

Precision before recall: the words must name a position of the party's own, and say that it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from communique.positions.stands import Held, IssueOf, Stand
from communique.weave.occurrence import Occurrence

LONGEST = 600  # characters of a statement that are looked at
_POSITION = r"(?:position|stance|policy|attitude|line)s?"
_OWN = r"(?:our|its|their|his|her|my|the (?:government|country|state|party|administration)['’]s)"
_STAYS = (
    r"(?:unchanged|not changed|never changed?|not change|(?:stays?|remains?|stayed|remained) "
    r"(?:the same|firm|unchanged|consistent|as (?:it|they) (?:is|was|were))|consistent and|(?:is|are|was|were) "
    r"(?:consistent|fixed|firm and consistent)\b)"
)
_SAYS_AGAIN = r"(?:reiterat|reaffirm|repeat|restat|stood by|stands by|stand by|standing by|stick(?:s|ing)? to|stuck to)"
_UNCHANGED = re.compile(rf"\b{_POSITION}\b(?: [^\s.;]+){{0,4}}? {_STAYS}", re.IGNORECASE)
_ON = re.compile(rf"\b{_POSITION} (?:on|regarding|about|concerning|towards?)((?: [^\s.;,]+){{1,6}})", re.IGNORECASE)
SUBJECTS = (
    r"\b(?:position|stance|polic|attitude|line)",
    "chang|stay|remain|consistent|fixed|firm|reit|repeat|restat|stood by|stand|stick|stuck",
)
"""What is found in the words of every such statement, in capitals or not: both, for a quick look at many."""

_GAP = r"(?:[^\s.;]+ ){0,6}?"


@lru_cache(maxsize=256)
def pattern(name: str) -> re.Pattern[str]:
    """What a statement of the party of that name must have."""
    own = rf"(?:{_OWN}|{re.escape(name)}['’]s?|the {re.escape(name)})"
    return re.compile(
        rf"\b{own} {_GAP}{_POSITION}\b(?: [^\s.;]+){{0,8}}? {_STAYS}"
        rf"|\b{_SAYS_AGAIN}\w* {_GAP}{own} {_GAP}{_POSITION}\b",
        re.IGNORECASE,
    )


def says_unchanged(words: str) -> bool:
    """Whether a term is that a position holds, and names nothing else."""
    return _UNCHANGED.search(words[:LONGEST]) is not None


def steadfast(
    occurrence: Occurrence, sides: Mapping[str, str], names: Mapping[str, str], issue_of: IssueOf
) -> Iterator[tuple[str, str | None, Stand]]:
    """The party that says in a statement that its position holds, the issue if it names one, and the stand.

    A statement in which a move was read (`related`) has that as its evidence already.
    """
    if occurrence.kind != "statement" or occurrence.related or occurrence.certainty in ("denied", "hedged"):
        return
    speaker = occurrence.actors[0] if occurrence.actors else ""
    party = sides.get(speaker)
    # Who is spoken to acts in it too, and stands first where nobody is known to have spoken.
    if party is None or not occurrence.summary.startswith(names.get(speaker, speaker)):
        return
    sought = pattern(names.get(party, party))
    words = next((a.words for a in occurrence.accounts if sought.search(a.words[:LONGEST])), None)
    if words is None:
        return
    toward = next((side for a in occurrence.actors[1:] if (side := sides.get(a)) and side != party), None)
    stand = Stand(
        occurrence.id,
        occurrence.when,
        occurrence.reported,
        "statement",
        toward,
        speaker,
        (Held("stands by", words),),
        (),
        None,
        occurrence.summary,
        occurrence.certainty,
        occurrence.accounts,
        occurrence.origins,
    )
    on = _ON.search(words[:LONGEST])
    yield party, issue_of(on[1]) if on else None, stand
