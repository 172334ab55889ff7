"""Which earlier phrase each phrase goes back to, and so who "she" and "the ministry" are.

Word-level coreference (Dobrovolskii 2021): the words that are the head of a phrase for something are found first; each
is linked to the head of an earlier phrase for the same thing, or to none; the phrase is what the head's own scores for
its beginning and end say. A link's score looks at both heads as the encoder sees them and at the signs beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from communique.encoder.crf import Floats, Ints
from communique.encoder.pieces import LOWER, Word
from communique.encoder.signs import FLAGS, NEAREST, PERSONAL, Pairs, Signs, pairs, pronouns, signs, unary
from communique.encoder.understanding import Attribution, Name, Reference, ReferenceKind
from communique.reading import Span, Spans

# Words from a head to the beginning and to the end of its phrase, at most.
REACH = 32
# Antecedents of a phrase that are handed on: so many, and so likely, at least.
KEPT, LEAST = 5, 0.03
# What a pronoun goes back to is nearer than what a name does: fewer antecedents are looked at where names are not.
NEAR = 30


@dataclass(frozen=True, slots=True)
class Scorer:
    """The constants of the link and phrase scores; what depends on the text comes from the graph, a row a word.

    A row is, in this order: whether the word is a head (1), its kind (kinds), its part as the later and as the earlier
    head of a link (hidden each), their product's two sides (inner each), and those of head, beginning and end of a
    phrase (inner each).
    """

    kinds: tuple[str, ...]
    hidden: int
    inner: int
    arrays: Mapping[str, Floats]

    @classmethod
    def open(cls, content: bytes, config: Mapping[str, Any]) -> Scorer:
        """The scorer of the weights' folder: arrays in the file that is `content`, sizes in `config`."""
        with np.load(BytesIO(content)) as arrays:
            return cls(tuple(config["kinds"]), config["hidden"], config["inner"],
                       {name: arrays[name].astype(np.float32) for name in arrays.files})  # fmt: skip

    def split(self, rows: Floats) -> list[Floats]:
        """A graph's rows cut into their parts."""
        sizes = [1, len(self.kinds), self.hidden, self.hidden, *[self.inner] * 5]
        return np.split(rows, np.cumsum(sizes)[:-1], 1)

    def links(self, parts: Sequence[Floats], seen: Signs, rows: Ints, beside: Pairs) -> Floats:
        """The chance of each antecedent of each row, and, first, of none: [rows, 1 + antecedents]."""
        _, _, later, earlier, left, right, *_ = parts
        c, shown = self.arrays, unary(seen)
        a = later[seen.at[rows]] + c["unary_later"][shown[rows]].sum(1)
        b = earlier[seen.at] + c["unary_earlier"][shown].sum(1)
        row, column = np.nonzero(beside.antecedent >= 0)  # the pairs there are, one after the other
        which = beside.antecedent[row, column]
        # No matrix product here (few sets of signs differ, and einsum makes none): numpy runs these on all processors,
        # and where something else runs beside, waiting for the other processor takes longer than the product.
        sets, of_pair = np.unique(beside.flags[row, column], return_inverse=True)
        f = np.einsum("sf,fh->sh", (sets[:, None] >> np.arange(FLAGS) & 1).astype(np.float32), c["flags"])
        f = f[of_pair] + c["far"][beside.far[row, column]]
        f += c["both"][beside.both[row, column]]
        hidden, plain = f[:, :-1], f[:, -1]
        hidden += a[row]
        hidden += b[which]
        products = (left[seen.at[rows]][row] * right[seen.at][which]).sum(1) / np.sqrt(self.inner)
        scores = np.full((len(rows), 1 + beside.antecedent.shape[1]), -1e4, np.float32)
        scores[:, 0] = np.einsum("rh,h->r", np.maximum(a, 0), c["none"]) + c["none_bias"]
        scores[row, 1 + column] = np.einsum("ph,h->p", np.maximum(hidden, 0), c["out"]) + plain + products
        scores = np.exp(scores - scores.max(1, keepdims=True))
        return cast("Floats", scores / scores.sum(1, keepdims=True))

    def phrases(self, parts: Sequence[Floats], heads: Ints) -> tuple[Ints, Ints]:
        """The first word of each head's phrase, and the word after it."""
        asks, begins, ends = parts[6:]
        beyond = np.zeros((REACH - 1, self.inner), np.float32)
        near = (
            sliding_window_view(np.concatenate([beyond, begins]), (REACH, self.inner))[heads, 0, ::-1],
            sliding_window_view(np.concatenate([ends, beyond]), (REACH, self.inner))[heads, 0],
        )
        room = heads, len(ends) - 1 - heads  # words before and behind
        places = []
        for keys, inside, reach in zip(near, room, self.arrays["reach"], strict=True):
            score = np.einsum("hi,hri->hr", asks[heads], keys) + reach
            score[np.arange(REACH) > inside[:, None]] = -1e4
            places.append(score.argmax(1))
        return heads - places[0], heads + places[1] + 1


def references(
    words: Sequence[Word],
    text: str,
    rows: Floats,
    sentences: Spans,
    attributions: Sequence[Attribution],
    names: Sequence[Name],
    scorer: Scorer,
    *,
    every: bool = False,
) -> tuple[Reference, ...]:
    """The phrases of `text` that stand for something, in order of their heads, each with its antecedent.

    Antecedents are looked for where the phrase is a pronoun, or no name and for a person, an organisation or a place;
    with `every`, for all.
    """
    if not words:
        return ()
    lower = [text[w.start : w.end].lower() for w in words]
    parts = scorer.split(rows)
    heads = np.flatnonzero((parts[0][:, 0] > 0) | PERSONAL[pronouns(words, lower)] | _ending(words, names))
    first, after = scorer.phrases(parts, heads)
    heads, first, after = _one_a_phrase(heads, first, after)
    if not len(heads):
        return ()
    seen = signs(words, lower, heads, sentences, attributions)
    kinds = [_KINDS.get(scorer.kinds[k], "other") for k in parts[1][heads].argmax(1).tolist()]
    small = (seen.case == LOWER).tolist()
    asked = [n for n, pronoun in enumerate(seen.pronoun.tolist())
             if every or pronoun or (small[n] and kinds[n] != "other")]  # fmt: skip
    antecedents: list[tuple[tuple[int, float], ...]] = [()] * len(heads)
    new = [1.0] * len(heads)
    if asked:
        asking = np.array(asked)
        beside = pairs(seen, asking, NEAREST if every else NEAR)
        chance = scorer.links(parts, seen, asking, beside)
        likeliest = np.argsort(-chance[:, 1:], 1, kind="stable")[:, :KEPT]
        which = np.take_along_axis(beside.antecedent, likeliest, 1).tolist()
        likely = np.take_along_axis(chance, likeliest + 1, 1).tolist()
        for n, alone, *found in zip(asked, chance[:, 0].tolist(), which, likely, strict=True):
            new[n] = round(alone, 4)
            antecedents[n] = tuple((k, round(share, 4)) for k, share in zip(*found, strict=True) if share >= LEAST)
    return tuple(
        Reference(
            Span(words[begin].start, words[end - 1].end), Span(words[head].start, words[head].end), kind, alone, before
        )
        for head, begin, end, kind, alone, before in zip(
            heads.tolist(), first.tolist(), after.tolist(), kinds, new, antecedents, strict=True
        )
    )


def _ending(words: Sequence[Word], names: Sequence[Name]) -> npt.NDArray[np.bool_]:
    """The words that a name ends at: its head, whatever the scores for heads say."""
    ends = {name.span.end for name in names}
    return np.array([word.end in ends for word in words])


def _one_a_phrase(heads: Ints, first: Ints, after: Ints) -> tuple[Ints, Ints, Ints]:
    """Of several heads with one phrase ("Ambassador Berg") the last."""
    kept = [n for n in range(len(heads)) if n + 1 == len(heads) or (first[n], after[n]) != (first[n + 1], after[n + 1])]
    return heads[kept], first[kept], after[kept]


_KINDS: Mapping[str, ReferenceKind] = {"person": "person", "organization": "organisation", "place": "place"}
