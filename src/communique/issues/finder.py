"""Which issue a term is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.desk import Issue
from communique.issues.meanings import meaning, words_of
from communique.issues.sayings import parts, whole
from communique.issues.table import shipped
from communique.issues.words import Words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# How much counts beside the nearest part of what is said of an issue: all that is said of it, the words in common, and
# the sentence around. So learned with the map of `training/meanings.py`, and rounded.
WHOLE, SHARED, MOST_SHARED, CONTEXT = 0.7, 0.2, 2, 0.35
# What an issue must be ahead of by how much: the next one, or nothing in particular. On terms of negotiations that the
# map was not learned from, 80 in 100 given issues are right so, and 64 in 100 terms whose issue is taken away are left
# open (benchmarks/issues.py --held-out); without a lead 62 in 100 were right, and next to none left open.
NOTHING, LEAD = 0.5, 0.15
_NAME = re.compile(r"(?<=\w )[A-Z][\w.’'-]*")
STEM = 5  # letters by which words are known to be of one family: sanction, sanctions, sanctioned
_EMPTY = re.compile(
    "a|an|and|any|are|as|at|be|been|but|by|do|for|from|has|have|her|his|in|into|is|it|its|no|not|of|on|or|our|out|over"
    "|so|some|such|than|that|the|their|them|then|there|these|they|this|those|to|under|up|upon|was|were|what|when|where"
    "|which|who|whom|whose|will|with|without|would"
)


class IssueFinder:
    """Finds which of some issues a term is about. It may be used from several threads."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        import numpy as np

        self.issues = tuple(issues)
        self._words = Words((issue.name, *issue.words) for issue in self.issues)
        texts = [whole(issue) for issue in self.issues]
        told = [[*parts(issue)] for issue in self.issues]
        self._stems = [stems(text) for text in texts]
        self._whole = np.stack([meaning(text) for text in (*texts, "")])
        self._parts = np.stack([meaning(part) for its in (*told, [""]) for part in its])
        self._starts = np.cumsum([0, *map(len, told)])

    def of(self, term: str, context: str = "") -> str | None:
        """The id of the issue that the words of a term speak of, None where it is none of them, or not plain.

        `context` is the sentence that the term stands in. It decides only between issues that the term leaves open.
        """
        named = self._words.named_in(term)
        if len(named) == 1 or not self.issues:
            return self.issues[named[0]].id if named else None
        near = self.nearness(term, context).tolist()
        order = sorted(named or range(len(near)), key=lambda n: -near[n])
        next_best = max((NOTHING, *(near[n] for n in order[1:2])))
        return self.issues[order[0]].id if named or near[order[0]] - next_best >= LEAD else None

    def named_in(self, text: str) -> tuple[Issue, ...]:
        """The issues of which a word stands in `text`."""
        return tuple(self.issues[n] for n in self._words.named_in(text))

    def each_in(self, text: str) -> tuple[Issue, ...]:
        """The same, each looked for as if it were the only one: a word that is part of another's counts, too."""
        return tuple(self.issues[n] for n in sorted(self._words.each_in(text)))

    def nearness(self, term: str, context: str = "") -> npt.NDArray[np.float32]:
        """How near a term is to each issue: to all that is said of it, and to the part of it that is nearest."""
        import numpy as np

        of, its = meaning(without_names(term)), stems(term)
        near = (WHOLE * (self._whole @ of) + np.maximum.reduceat(self._parts @ of, self._starts))[:-1]
        near += SHARED * np.array([min(MOST_SHARED, len(stem & its)) for stem in self._stems], np.float32)
        return near + CONTEXT * (self._whole @ meaning(context))[:-1] if context else near


@lru_cache(maxsize=64)
def finder_of(issues: tuple[Issue, ...] = ()) -> IssueFinder:
    """The finder of `issues`, those of a desk; of the shipped ones where there are none. Made once."""
    return IssueFinder(issues or shipped())


def about(text: str, issue: Issue) -> float:
    """How surely `text` is about `issue`: 1 where one of its words stands in it, else by meaning, from 0 to below 1."""
    finder = finder_of((issue,))
    if finder.named_in(text):
        return 1.0
    most = WHOLE + 1 + SHARED * MOST_SHARED
    return min(0.99, max(0.0, float(finder.nearness(text)[0]) / most))


def without_names(term: str) -> str:
    """A term without the words that begin with a capital behind its first: names say who and where, not what about.

    Where most words do, as in a headline, they say nothing of names, and the term is left as it is.
    """
    names = _NAME.findall(term)
    return _NAME.sub("", term) if 2 * len(names) < len(term.split()) else term


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of `text` that have a content of their own."""
    return frozenset(word[:STEM] for word in words_of(text) if len(word) > 2 and not _EMPTY.fullmatch(word))
