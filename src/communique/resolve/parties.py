"""The mentions that only a statement makes: an unnamed source, a hand or an addressee, told by no name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.reading import Basis, Mention, MentionKind, Span, Statement
from communique.resolve.grammar import PRONOUNS_OF_SOURCES, REPORTS, ROLE_NOUNS
from communique.resolve.who import Who, joins

# Where the noun phrase of a party ends: what follows says more of it.
_ENDS = frozenset({",", ";", ":", "(", "—", "–", "who", "which", "whose", "that", "¶"})
_LEADS = frozenset({'"', "“", "”", "'", "‘", "’", ",", "and", "but", "while", "as", "when", "if"})
# Nouns for many people in the singular.
_MANY = frozenset({"conference", "meeting", "media", "press", "audience", "crowd", "parliament", "group", "people"})
# What is written and agreed, and is a source at times, but never a party.
_THINGS = frozenset(
    ("letter", "plan", "version", "protocol", "document", "deal", "agreement", "accord", "draft", "text", "treaty")
) | {"summit", "analysis", "amnesty", "poll", "survey", "study", "resolution", "law", "bill", "memo", "proposal"}


def with_parties(who: Who, statements: Sequence[Statement]) -> tuple[Mention, ...]:
    """The mentions of a reading: those of `who`, and one for every other source, hand and addressee of `statements`.

    What is added is a noun phrase or a pronoun whose head is no name: "a senior official", "reporters". Its actor is
    that of the statement, mostly None.
    """
    there = {mention.span for mention in who.mentions}
    more: dict[Span, Mention] = {}
    for span, actor in _parties(statements):
        mention = _mention(who, span, actor)
        if mention is not None and mention.span not in there:
            more.setdefault(mention.span, mention)
    ordered = sorted((*who.mentions, *more.values()), key=lambda m: (m.span.start, -m.span.end))
    return tuple(Mention(f"m{n}", m.span, m.kind, m.actor, m.basis) for n, m in enumerate(ordered, 1))


def _parties(statements: Sequence[Statement]) -> Iterator[tuple[Span, str | None]]:
    for statement in statements:
        for party in (statement.source, statement.addressee):
            if party is not None and party.spans:
                yield party.spans[0], party.actor
        for hop in statement.chain:
            if hop.spans:
                yield hop.spans[0], hop.actor


def _mention(who: Who, span: Span, actor: str | None) -> Mention | None:
    """The party at `span` as a mention of its own, None where a name says who it is or where it is no noun phrase."""
    words = who.words
    first, after = words.range(span)
    while first < after and words.lower[first] in _LEADS:
        first += 1
    end = next((n for n in range(first + 1, after) if words.lower[n] in _ENDS), after)
    while end > first and not words.lower[end - 1][0].isalnum():
        end -= 1
    if end <= first:
        return None
    pieces = who.pieces(first, end)
    if who.head(words.span(first, end)) is not None or who.head(span) is not None:
        return None
    names = [n for n, piece in enumerate(pieces) if isinstance(piece, Mention)]
    if (joins(pieces) and names) or len([n for n in names if n < _head_at(pieces)]) > 1:
        return None
    if words.lower[end] == "," and who.head(words.span(end + 1, end + 2)) is not None:
        return None
    kind, basis = _kind(words.lower[first:end])
    return Mention("", words.span(first, end), kind, actor, basis) if kind is not None else None


def _kind(phrase: Sequence[str]) -> tuple[MentionKind | None, Basis]:
    """What sort of party a phrase speaks of: by its head, the last word before a preposition."""
    if len(phrase) == 1:
        if phrase[0] in PRONOUNS_OF_SOURCES:
            return PRONOUNS_OF_SOURCES[phrase[0]], "pronoun"
        if phrase[0].endswith("ly"):
            return None, "description"
    head = phrase[_head_at(phrase)]
    if head in _THINGS:
        return None, "description"
    if head in REPORTS:
        return "other", "description"
    if head in _MANY or (head.endswith("s") and head not in ROLE_NOUNS):
        return "group", "description"
    return "person", "description"


def _head_at(phrase: Sequence[object]) -> int:
    """Where the head of the noun phrase is: the last word before a preposition."""
    return next((n for n, word in enumerate(phrase) if n and word in _OF), len(phrase)) - 1


_OF = ("of", "to", "for", "in", "on", "at", "with", "by", "from", "close")
