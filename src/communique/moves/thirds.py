"""Third parties: who stands between those that bargain."""

from __future__ import annotations

import re

from communique.moves.scene import Scene

# Bodies and states that are third parties by custom: what they propose or host is mediation.
MEDIATORS = frozenset({"QAT", "OMN", "NOR", "CHE", "VAT", "united-nations", "african-union", "SGP", "SWE"})
# Both of those that bargain, as somebody between them names them.
BOTH = re.compile(
    r"\b(?:the two|both|the rival|the warring|the three) (?:§+ )?(?:sides|parties|camps|capitals|governments|delegations|"
    r"countries|leaders|neighbou?rs|teams|foes|rivals|presidents|ministers|factions|afghans|negotiators)\b|"
    r"\bthe (?:sides|parties|delegations|(?:chief )?negotiators|rivals|factions|leaders)\b|\bone another\b|"
    r"\beach other\b|\bthe two (?=to\b|together)|\bboth (?=to\b)"
)

# A sentence that speaks of two, or of what those between them do.
_BETWEEN = re.compile(rf"{BOTH.pattern}|\b(?:host|mediat\w+|good offices|broker\w*|facilitat\w+|bridging|go-between)\b")


def third(scene: Scene, party: str) -> bool:
    """Whether a party stands between those that bargain: by custom, or as none of the two whom the text is about."""
    return party not in scene.pair[:2] and (party in MEDIATORS or bool(scene.pair and _BETWEEN.search(scene.masked)))
