"""Links: the pairs of mentions that may be of one event, each with its chance and its features.

What the mentions of two articles link is a fact about these two, for ever: it is found once and can be kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from communique.weave.events.candidates import between, like, within
from communique.weave.events.likeness import FEATURES, Profile, rows
from communique.weave.events.trees import Trees
from communique.weave.lexicon import TABLES
from communique.weights import verified

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "events.npz"
LINKED = 0.02  # chance from which on a pair is a link: what lies under it changes no cluster
_HEAD = b"\n"  # after the ids and chances of kept links; JSON has none


@dataclass(frozen=True, slots=True)
class Judges:
    """The trees that see the mentions of a pair alone, and those that see what is around them."""

    alone: Trees
    around: Trees


class Link(NamedTuple):
    """The chance that two mentions are of one event, seen alone, and the features of the pair: float32."""

    chance: float
    features: NDArray[np.float32]


Links = Mapping[tuple[str, str], Link]
"""Links under the ids of their mentions, the lesser first."""


def links(here: Sequence[Profile], there: Sequence[Profile], judges: Judges) -> dict[tuple[str, str], Link]:
    """The links between the mentions of two articles, or, where `there` is `here`, between those of one."""
    import numpy as np

    if not here or not there:
        return {}
    if here is there:
        pairs = within(here)
    elif like(here[0].mention.words.words, there[0].mention.words.words):
        pairs = between(here, there)
    else:
        return {}
    found = rows(pairs)
    if not found:
        return {}
    table = np.array(list(found.values()), np.float32)
    chances = judges.alone.chances(table).tolist()
    return {
        pair: Link(chance, row.copy())
        for pair, chance, row in zip(found, chances, table, strict=True)
        if chance >= LINKED
    }


def to_bytes(found: Links) -> bytes:
    """Links, to be kept."""
    head = [[*pair, link.chance] for pair, link in found.items()]
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return text + _HEAD + b"".join(link.features.astype("<f4").tobytes() for link in found.values())


def of_bytes(data: bytes) -> dict[tuple[str, str], Link]:
    """What `to_bytes` was given. Raises ValueError where the bytes are none of its."""
    import numpy as np

    head, _, raw = data.partition(_HEAD)
    pairs = json.loads(head)
    table = np.frombuffer(raw, "<f4").reshape(len(pairs), len(FEATURES))
    return {(one, other): Link(chance, row) for (one, other, chance), row in zip(pairs, table, strict=True)}


@cache
def shipped_judges() -> Judges:
    """The trees that are shipped. Raises ModelError where they are missing or damaged."""
    import numpy as np

    with np.load(BytesIO(verified(TABLES / FILE))) as arrays:
        return Judges(Trees.of(arrays, "alone"), Trees.of(arrays, "around"))
