"""The blocks of an article: headline, body, caption, credit, dateline, related, repeated, and what is none of these.

    paragraphs ─► headlines glued on, datelines and credits split off ─► each piece told by its words and its neighbours

Nothing is cut out: the blocks cover the text, in order, without gaps. Works on plain text, where no mark-up helps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from communique.layout.datelines import dateline, is_dateline
from communique.layout.lines import is_byline, is_other, is_related_head, is_related_line
from communique.layout.paragraphs import paragraphs
from communique.layout.pictures import (
    credit,
    credit_before_caption,
    is_caption,
    is_caption_near_credit,
    is_caption_of_credit,
)
from communique.layout.titles import (
    glued,
    is_link,
    is_long_title,
    is_subhead,
    is_title,
    is_top_title,
    key,
    keys_of_title,
)
from communique.reading import Article, Block, BlockKind, Span

__all__ = ["layout", "readable"]

_READ: frozenset[BlockKind] = frozenset(("headline", "body"))
_ASIDE: frozenset[BlockKind | None] = frozenset(("other", "credit", "caption", "dateline", "related"))
_TOP = 8  # pieces from the start among which headlines, standfirst and writer's name are looked for
_STORY = 120  # characters of a paragraph that is surely one of the story, where it ends in a full stop
_NAME_WORDS = 5
_HEADLINES = 40  # lines of an article that are tried as headlines glued on elsewhere; one with more is a list


@dataclass(slots=True)
class _Piece:
    start: int
    words: str
    kind: BlockKind | None = None


def layout(article: Article) -> tuple[Block, ...]:
    """The blocks of `article`, in order; together they cover its text. Neighbours of one kind are one block.

    White space after a block's words belongs to it; before the first block's words, to that one.
    """
    if not article.text:
        return ()
    pieces = _pieces(article)
    if not pieces:
        return (Block(Span(0, len(article.text)), "other"),)
    _mark_lines(pieces, article)
    _mark_headlines(pieces, article)
    _mark_related(pieces)
    _mark_captions(pieces)
    _mark_subheads(pieces)
    return _blocks(pieces, len(article.text))


def readable(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The spans of the blocks that statements are read from: headlines, once each, and body, in order."""
    return tuple(block.span for block in blocks if block.kind in _READ)


def _pieces(article: Article) -> list[_Piece]:
    """The paragraphs, split where two things stand in one: a dateline, a credit or a headline beside the story."""
    text = article.text
    spans = paragraphs(text)
    headlines = _headlines_in(text, spans, article.title)
    pieces: list[_Piece] = []
    opening = True
    for span in spans:
        start, words = span.start, span.of(text)
        while headlines and (place := glued(words, headlines)):
            before = words[: place[0]].rstrip()
            if before:
                pieces.extend(_split(start, before, opening=opening, story=True))
            pieces.append(_Piece(start + place[0], words[place[0] : place[1]]))
            rest = words[place[1] :]
            start, words = start + len(words) - len(rest.lstrip()), rest.lstrip()
        if words:
            pieces.extend(_split(start, words, opening=opening))
        opening = opening and span.end - span.start < _STORY
    return pieces


def _headlines_in(text: str, spans: Sequence[Span], title: str | None) -> list[str]:
    """The headlines that stand in `text` more than once, and the title that it is known by; longest first."""
    short = (span.of(text) for span in spans if span.end - span.start < _STORY * 2)
    lines = dict.fromkeys(islice((line for line in short if is_long_title(line) and not is_other(line)), _HEADLINES))
    found = {line for line in lines if text.count(line) > 1}
    if title:
        found.add(title)
    return sorted(found, key=lambda line: (-len(line), line))


def _split(start: int, words: str, *, opening: bool, story: bool = False) -> list[_Piece]:
    """A paragraph, split at its dateline and its credit; `story` where it is known to be part of the story."""
    if begin := credit_before_caption(words):
        return [_Piece(start, words[:begin].rstrip(), "credit"), _Piece(start + begin, words[begin:], "caption")]
    if opening and is_dateline(words):
        return [_Piece(start, words, "dateline")]
    pieces = []
    if length := dateline(words, opening=opening):
        pieces.append(_Piece(start, words[:length], "dateline"))
        start, words, story = start + length, words[length:], True
    begin = credit(words)
    if begin == len(words):
        return [*pieces, _Piece(start, words, "body" if story else None)]
    before = words[:begin].rstrip()
    if before:
        pieces.append(_Piece(start, before, "caption" if not story and is_caption_of_credit(before) else "body"))
    pieces.append(_Piece(start + begin, words[begin:], "credit"))
    return pieces


def _mark_lines(pieces: Sequence[_Piece], article: Article) -> None:
    byline = key(article.byline) if article.byline else None
    for piece in pieces:
        if piece.kind is not None:
            continue
        if (
            is_other(piece.words)
            or is_byline(piece.words)
            or (byline and len(piece.words) < 2 * len(byline) + 10 and key(piece.words).removeprefix("by ") == byline)
        ):
            piece.kind = "other"
        elif is_related_line(piece.words):
            piece.kind = "related"


def _mark_headlines(pieces: Sequence[_Piece], article: Article) -> None:
    title = keys_of_title(article.title)
    keys = [key(piece.words) if piece.kind is None and len(piece.words) < 250 else "" for piece in pieces]
    printings = Counter(keys)
    titles = {found for found, piece in zip(keys, pieces, strict=True) if found and is_long_title(piece.words)}
    seen: set[str] = set()
    at_top = len(pieces) > 1
    for index, piece in enumerate(pieces):
        found = keys[index]
        if piece.kind is None and not is_related_head(piece.words):
            if found in title or (found in titles and printings[found] > 1):
                same = title if found in title else {found}
                piece.kind = "repeated" if same & seen else "headline"
                seen |= same
            elif at_top and is_top_title(piece.words, first=not seen):
                piece.kind = "headline"
                seen.add(found)
            elif at_top and seen and index < _TOP and _is_name(piece.words):
                piece.kind = "other"
        if piece.kind in (None, "body", "dateline") or index >= _TOP:
            at_top = False


def _is_name(words: str) -> bool:
    parts = words.split()
    return (
        len(words) <= 40
        and 2 <= len(parts) <= _NAME_WORDS
        and all(part[0].isupper() for part in parts)
        and words[-1].isalpha()
    )


def _mark_related(pieces: Sequence[_Piece]) -> None:
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        index += 1
        heads_list = is_related_head(piece.words) and piece.kind in (None, "other")
        if not heads_list and not (piece.kind == "related" and _ends_with_colon(piece.words)):
            continue
        end = index
        while end < len(pieces) and _is_entry(pieces, end):
            end += 1
        if end > index or piece.kind is None:
            piece.kind = "related"
        for entry in pieces[index:end]:
            entry.kind = "related"
        index = end


def _ends_with_colon(words: str) -> bool:
    return words.rstrip().endswith(":")


def _is_entry(pieces: Sequence[_Piece], index: int) -> bool:
    """Whether the piece goes on a list of links; the headline of another story, its writer or place below, ends it."""
    piece = pieces[index]
    if piece.kind not in (None, "headline", "repeated") or not is_link(piece.words):
        return False
    below = pieces[index + 1] if index + 1 < len(pieces) else None
    return below is None or not (below.kind == "dateline" or (below.kind == "other" and is_byline(below.words)))


def _mark_captions(pieces: Sequence[_Piece]) -> None:
    for index, piece in enumerate(pieces):
        if piece.kind is None and is_caption(piece.words):
            piece.kind = "caption"
        elif (
            piece.kind == "credit"
            and index
            and (before := pieces[index - 1]).kind is None
            and is_caption_near_credit(before.words)
        ):
            before.kind = "caption"


def _mark_subheads(pieces: Sequence[_Piece]) -> None:
    """A heading of a part stands alone between two paragraphs of the story; several such lines are a list in it."""
    for index, piece in enumerate(pieces):
        if piece.kind is not None:
            continue
        above = pieces[index - 1] if index else None
        below = pieces[index + 1] if index + 1 < len(pieces) else None
        if below and is_title(piece.words) and (below.kind == "dateline" or is_byline(below.words)):
            piece.kind = "headline"  # of another story, spliced in
        elif (
            above
            and below
            and _is_story(below)
            and (_is_story(above) or above.kind in _ASIDE)
            and is_subhead(piece.words)
        ):
            piece.kind = "other"


def _is_story(piece: _Piece) -> bool:
    return piece.kind in (None, "body") and len(piece.words) >= _STORY and piece.words.rstrip("”\"’')")[-1:] in ".!?"


def _blocks(pieces: Sequence[_Piece], length: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    ends = [piece.start for piece in pieces[1:]] + [length]
    start = 0
    for index, (piece, end) in enumerate(zip(pieces, ends, strict=True)):
        kind = piece.kind or "body"
        following = pieces[index + 1].kind or "body" if index + 1 < len(pieces) else None
        if kind != following:
            blocks.append(Block(Span(start, end), kind))
            start = end
    return tuple(blocks)
