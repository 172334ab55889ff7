"""What a word may tell that tells two things: "his attack on the envoy" was in words, or in arms. The head is asked."""

from __future__ import annotations

from communique.encoder.understanding import States
from communique.events.coded import TYPES
from communique.reading import Span

# A blow that may be one in words, and the code that it then has.
BLOW, IN_WORDS = frozenset({"190"}), "111"


def settled(code: str, states: States | None, text: str, sentence: Span, actor: Span, recipient: Span) -> str:
    """The code of a blow told by a noun: that of a reproach where the head for pairs holds this for the likelier.

    `states` are what the encoder's pass knew of the words; without them the code stays.
    """
    read = states.over(sentence) if states is not None and code in BLOW else None
    if read is None:
        return code
    from communique.events.coding import head  # numpy and the weights are loaded where they are needed
    from communique.events.parts import parts_of
    from communique.events.phrases import views_of

    words, inner = read
    chances = head().chances(inner, parts_of(words, actor, recipient), views_of(words, text, actor, recipient))
    return IN_WORDS if chances[TYPES.index("ACCUSE")] > chances[TYPES.index("ASSAULT")] else code
