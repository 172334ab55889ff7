"""The answer of this room: the mentions, the actors, and who the words of a source mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.reading import Actor, Basis, Mention, MentionKind, Span, Spans
from communique.resolve.draft import Titled
from communique.resolve.grammar import ORGANISATIONS, PREPOSITIONS, REPORTS, ROLE_NOUNS, TRAILING
from communique.resolve.words import Words

_ENDS_PHRASE = (
    frozenset({",", "(", ")", "—", "–", ";", ":", "who", "which", "¶", "said", "that", "whose"}) | PREPOSITIONS
)
_OPENS = frozenset({"the", "a", "an", '"', "“", "”", "'", "‘", "both", "¶", "even", "then", "but", "and"})

_NEAR = 4  # mentions before "who" that may end right before it: a title, and the names inside it


@dataclass(frozen=True, slots=True)
class Who:
    """Who is meant in one article.

    `mentions` are those of headline and body in order of text, `actors` the ones mentioned, in order of first mention.
    `heads` are all that was found, also in captions and where words only say more of the one named beside them; the
    longer stand before those inside them. `extents` are, beside each of these, its words with their title and
    honorific; `starts` where they begin. `titled` are the titles of present offices that stand beside names.
    """

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    words: Words = field(repr=False)
    heads: tuple[Mention, ...] = field(repr=False)
    extents: Spans = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    titled: tuple[Titled, ...] = field(default=(), repr=False)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all who are meant somewhere in the text."""
        return frozenset(mention.actor for mention in self.heads if mention.actor is not None)

    def actor_of(self, spans: Spans) -> tuple[str | None, Basis | None]:
        """Who the words `spans` of a source or an addressee mean: the actor of their head, and how it is meant.

        `(None, None)` where they name nobody in particular, several, or somebody whom the text leaves open. In "a
        spokesman for the ministry, Kim Eui-kyeom" the name in apposition is the head; in "Mr Pompeo's spokeswoman"
        there is none.
        """
        for span in spans:
            mention = self.head(span) or self._antecedent(span)
            if mention is not None:
                return (mention.actor, mention.basis) if mention.actor is not None else (None, None)
            if any(c.isalpha() for c in span.of(self.words.text)):
                return None, None
        return None, None

    def head(self, span: Span) -> Mention | None:
        """The mention that is the head of the noun phrase at `span`, None where its head is none or it has several."""
        words = self.words
        first, after = words.range(span)
        pieces = self.pieces(first, after)
        while pieces and isinstance(pieces[0], str) and (pieces[0] in _OPENS or pieces[0] in PREPOSITIONS):
            pieces.pop(0)
        if joins(pieces):
            return None
        end = next((n for n, p in enumerate(pieces) if isinstance(p, str) and p in _ENDS_PHRASE), len(pieces))
        phrase = pieces[:end]
        if phrase and phrase[-1] in ORGANISATIONS and (body := self._in_apposition(pieces, end, "organisation")):
            return body
        while len(phrase) > 1 and _trails(phrase):
            phrase.pop()
        if not phrase:
            return None
        head = phrase[-1]
        named = self._in_apposition(pieces, end, "person")
        if isinstance(head, Mention):
            if head.basis == "title" and named is not None and named.actor in (head.actor, None):
                return named if named.actor is not None else head
            return head
        return named if head in ROLE_NOUNS else None

    def _antecedent(self, span: Span) -> Mention | None:
        """Whom "who" stands for: the one named right before it, as in "Choe Son-hui, who called him a dummy"."""
        if span.of(self.words.text).lower() not in ("who", "which"):
            return None
        at = bisect_left(self.starts, span.start) - 1
        best: Mention | None = None
        for mention in self.heads[max(at - _NEAR, 0) : at + 1]:
            beside = mention.span.end <= span.start and self.words.text[mention.span.end : span.start].strip(" ") in (
                "",
                ",",
            )
            if beside and (best is None or mention.span.start < best.span.start):
                best = mention
        return best

    def pieces(self, first: int, after: int) -> list[str | Mention]:
        """The words `[first, after)` in lower case, each mention, with its title, as one piece."""
        words, pieces, index = self.words, list[str | Mention](), first
        if first >= after:
            return pieces
        low = max(bisect_left(self.starts, words.starts[first]) - 1, 0)
        high = bisect_left(self.starts, words.ends[after - 1])
        opening: dict[int, tuple[Mention, int]] = {}
        for mention, extent in zip(self.heads[low:high], self.extents[low:high], strict=True):
            begin, end = max(words.range(extent)[0], first), words.range(mention.span)[1]
            if begin < end and (begin not in opening or end > opening[begin][1]):
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

    def _in_apposition(self, pieces: list[str | Mention], end: int, kind: MentionKind) -> Mention | None:
        """The person or body named between commas, or after the one comma, behind the phrase that ends at `end`.

        None where the name may belong to a title inside the phrase: "a spokesman for the president, Moon Jae-in".
        """
        for n in range(end, len(pieces) - 1):
            name = pieces[n + 1]
            if pieces[n] == "," and isinstance(name, Mention) and name.kind == kind and name.basis == "name":
                inner = pieces[n - 1] if n > end else None
                if isinstance(inner, Mention) and inner.kind == "person" and inner.actor == name.actor:
                    return None
                following = pieces[n + 2] if n + 2 < len(pieces) else ","
                return name if following in (",", "¶", ")", "(", ".", '"', "who", "—", "–", "-", "said") else None
        return None


def joins(pieces: Sequence[str | Mention]) -> bool:
    """Whether the pieces are two parties: "Trump and Kim", "officials and analysts", before any comma."""
    for index, piece in enumerate(pieces):
        if piece in ("of", "for", "who", "(", ","):
            return False
        if piece in ("and", "or", "&") and index > 0:
            return True
    return False


def _trails(phrase: Sequence[str | Mention]) -> bool:
    last, before = phrase[-1], phrase[-2]
    if isinstance(last, Mention):  # "Mr Berg himself"
        return last.basis == "pronoun" and isinstance(before, Mention) and before.actor == last.actor
    if last in TRAILING:
        return True
    return last in REPORTS and isinstance(before, Mention) and before.kind == "organisation"
