"""Third parties: who stands between those that bargain."""

from __future__ import annotations

import re

from communique.moves.lexicon import TALKS
from communique.moves.scene import Scene

# Bodies and states that are third parties by custom: what they propose or host is mediation.
MEDIATORS = frozenset({"QAT", "OMN", "NOR", "CHE", "VAT", "united-nations", "african-union", "SGP", "SWE"})
# Both of those that bargain, as somebody between them names them.
BOTH = re.compile(
    r"\b(?:the two|both|the rival|the warring|the three) (?:§+ )?(?:sides|parties|camps|capitals|governments|"
    r"delegations|"
    r"countries|leaders|neighbou?rs|teams|foes|rivals|presidents|ministers|factions|afghans|negotiators)\b|"
    r"\bthe (?:sides|parties|delegations|(?:chief )?negotiators|rivals|factions|leaders)\b|\bone another\b|"
    r"\beach (?:other|side)\b|\bthe two (?=to\b|together)|\bboth (?=to\b)"
)


# What only somebody between others gives.
_HOSTS = re.compile(
    rf"\b(?:host|hold|chair|convene|arrange|organi[sz]e|broker|facilitate|lend|seat|receive|"
    rf"take in)\b.*\b(?:{TALKS}|delegations)\b|"
    r"\bhost\b|\bgood offices\b"
)


# What whoever does it stands between others for.
_BRINGS = re.compile(
    r"help (?:the )?§+ and (?:the )?§+|bring [^,;.]{0,40}together|bring (?:the two|both) (?:sides|parties)|mediate\b|"
    r"help (?:the |its |both )?(?:two )?(?:[\w-]+ )?(?:allies|neighbou?rs|sides|parties|countries)\b|(?:carry|"
    r"deliver|pass on|convey) (?:an? )?(?:[\w-]+ ){0,2}(?:messages?|letters?)\b"
)


def as_third(scene: Scene, party: str, kind: str, told: str) -> str:
    """The kind of a step, which is mediation where a third party proposes, hosts, or asks both for something."""
    if kind in ("offer", "commitment") and _BRINGS.match(told):
        return "mediation"
    if not third(scene, party):
        return kind
    hosts = kind in ("offer", "commitment", "conditional") and _HOSTS.search(told) is not None
    return "mediation" if kind == "proposal" or hosts or (kind == "demand" and _asks_both(scene, told)) else kind


_MEET = re.compile(
    r"\b(?:meet\w*|talk\w*|return|come|resum\w+|dialogue|table|sit|compromise|negotiat\w+|together|agree\w*|"
    r"summit|find|settle|"
    r"differences|name|nominate|send)\b"
)


def _asks_both(scene: Scene, told: str) -> bool:
    both = BOTH.search(told) or (re.search(r"\bthem\b", told) and BOTH.search(scene.masked))
    return bool(both and _MEET.search(told))


def third(scene: Scene, party: str) -> bool:
    """Whether a party stands between others: by custom, or as none of those that bargain where it is known who do."""
    if party in MEDIATORS:
        return party not in scene.between[:2]
    return bool(scene.between) and party not in scene.between
