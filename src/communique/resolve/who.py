"""The answer of this room: the mentions, the actors, and who the words of a source mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from communique.reading import Actor, Basis, Mention, Span, Spans
from communique.resolve.grammar import (
    PREPOSITIONS,
    REPORTS,
    ROLE_NOUNS,
    TRAILING,
)
from communique.resolve.words import Words

_ENDS_PHRASE = (
    frozenset({",", "(", ")", "—", "–", ";", ":", "who", "which", "¶", "said", "that", "whose"}) | PREPOSITIONS
)
_OPENS = frozenset({"the", "a", "an", '"', "“", "”", "'", "‘", "both", "¶", "even", "then", "but", "and"})


@dataclass(frozen=True, slots=True)
class Who:
    """Who is meant in one article.

    `mentions` are in order of text, `actors` those mentioned, in order of first mention. `extents` are, beside each
    mention, its words with their title and honorific; `starts` where the mentions begin.
    """

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    words: Words = field(repr=False)
    extents: Spans = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        """Who the words `spans` of a source or an addressee mean: the actor of their head, and how it is meant.

        `(None, None)` where they name nobody in particular, several, or somebody whom the text leaves open. In "a
        spokesman
        for the ministry, Kim Eui-kyeom" the name in apposition is the head; in "Mr Pompeo's spokeswoman" there is none.
        """
        for span in spans:
            mention = self._head(span) or self._antecedent(span)
            if mention is not None:
                return (mention.actor, mention.basis) if mention.actor is not None else (None, None)
            if any(c.isalpha() for c in span.of(self.words.text)):
                return None, None
        return None, None

    def _head(self, span: Span) -> Mention | None:
        words = self.words
        first, after = words.range(span)
        pieces = self._pieces(first, after)
        while pieces and isinstance(pieces[0], str) and (pieces[0] in _OPENS or pieces[0] in PREPOSITIONS):
            pieces.pop(0)
        if any(piece in ("and", "or", "&") and _between(pieces, n) for n, piece in enumerate(pieces)):
            return None
        end = next((n for n, p in enumerate(pieces) if isinstance(p, str) and p in _ENDS_PHRASE), len(pieces))
        phrase = pieces[:end]
        while len(phrase) > 1 and isinstance(phrase[-1], str) and _trails(phrase):
            phrase.pop()
        if not phrase:
            return None
        head = phrase[-1]
        named = self._in_apposition(pieces, end)
        if isinstance(head, Mention):
            if head.basis == "title" and named is not None and named.actor in (head.actor, None):
                return named if named.actor is not None else head
            return head
        if head in ROLE_NOUNS and named is not None:
            return named
        return None

    def _antecedent(self, span: Span) -> Mention | None:
        """Whom "who" stands for: the one named right before it, as in "Choe Son-hui, who called him a dummy"."""
        if span.of(self.words.text).lower() not in ("who", "which"):
            return None
        at = bisect_left(self.starts, span.start) - 1
        if at < 0:
            return None
        before = self.mentions[at]
        return before if self.words.text[before.span.end : span.start].strip(" ") in ("", ",") else None

    def _pieces(self, first: int, after: int) -> list[str | Mention]:
        """The words of a phrase in lower case, each mention, with its title, as one piece."""
        words, pieces, index = self.words, list[str | Mention](), first
        if first >= after:
            return pieces
        low = max(bisect_right(self.starts, words.starts[first]) - 1, 0)
        high = bisect_left(self.starts, words.ends[after - 1])
        opening: dict[int, tuple[Mention, int]] = {}
        for mention, extent in zip(self.mentions[low:high], self.extents[low:high], strict=True):
            begin, end = max(words.range(extent)[0], first), words.range(mention.span)[1]
            if begin < end and begin not in opening:
                opening[begin] = mention, end
        while index < after:
            if index in opening:
                mention, end = opening[index]
                pieces.append(mention)
                index = max(end, index + 1)
            else:
                pieces.append("–" if self._is_dash(index) else words.lower[index])
                index += 1
        return pieces

    def _is_dash(self, index: int) -> bool:
        """Whether a hyphen stands apart, for a dash: "Kim - who has held three summits -"."""
        words = self.words
        return words.lower[index] in ("-", "--") and words.text[words.starts[index] - 1 : words.starts[index]] == " "

    def _in_apposition(self, pieces: list[str | Mention], end: int) -> Mention | None:
        """The person named between commas, or after the one comma, behind the phrase that ends at `end`.

        None where the name may belong to a title inside the phrase: "a spokesman for the president, Moon Jae-in".
        """
        for n in range(end, len(pieces) - 1):
            name = pieces[n + 1]
            if pieces[n] == "," and isinstance(name, Mention) and name.kind == "person" and name.basis == "name":
                inner = pieces[n - 1] if n > end else None
                if isinstance(inner, Mention) and inner.kind == "person" and inner.actor == name.actor:
                    return None
                following = pieces[n + 2] if n + 2 < len(pieces) else ","
                return name if following in (",", "¶", ")", "(", ".", '"', "who", "—", "–", "-", "said") else None
        return None


def _between(pieces: list[str | Mention], index: int) -> bool:
    """Whether the conjunction at `index` joins two parties before any comma: "Trump and Kim", "officials and
    analysts".
    """
    return not any(piece in ("of", "for", "who", "(", ",") for piece in pieces[:index]) and index > 0


def _trails(phrase: list[str | Mention]) -> bool:
    last = phrase[-1]
    if last in TRAILING:
        return True
    before = phrase[-2]
    return last in REPORTS and isinstance(before, Mention) and before.kind == "organisation"
