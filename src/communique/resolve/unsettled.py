"""The pronouns that stand for somebody whom the text leaves open: "they" of two leaders, "we" of both sides.

They are mentions too, of a group that has no actor. "They" of things is none, as far as the encoder tells these apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.encoder.understanding import Reference
from communique.resolve.draft import Draft, Found

_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})


def resolve(draft: Draft, references: Sequence[Reference]) -> Iterator[Found]:
    """A mention without an actor for each "we" and "they", in any of their forms, that none was found for."""
    words = draft.words
    things = {words.range(r.head)[0] for r in references if r.kind == "other"}
    found = {f.first for f in draft.found if f.after - f.first == 1}
    for index, word in enumerate(words.lower):
        if index in found or draft.taken[index] or not words.told[index] or words.folded[index].isupper():
            continue
        if word in _WE or (word in _THEY and index not in things):
            yield Found(index, index + 1, "group", None, "pronoun", index)
