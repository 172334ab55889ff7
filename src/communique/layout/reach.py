"""How much of an article is read: all of it, but of what is longer than any article only the beginning."""

from __future__ import annotations

from collections.abc import Sequence

from communique.reading import Block, Problem, Span

LONGEST = 300_000
"""Characters of headline and body: some 50,000 words, more than a transcript of six hours. What the encoder keeps of so
many takes a process to 1.6 GB at most (of quotation marks alone); of 5 MB of them it would be 17."""

_READ = ("headline", "body")


def reached(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks, those from the `LONGEST`th character that is read on as one of the kind "other", and what says so."""
    left = LONGEST
    for number, block in enumerate(blocks):
        if block.kind not in _READ:
            continue
        start, end = block.span
        if end - start > left:
            cut = max(text.rfind(" ", start, start + left), text.rfind("\n", start, start + left)) + 1
            cut = cut if cut > start else start + left
            return _cut(text, blocks[:number], block, cut), (_problem(cut, len(text)),)
        left -= end - start
    return tuple(blocks), ()


def _cut(text: str, before: Sequence[Block], block: Block, cut: int) -> tuple[Block, ...]:
    kept = list(before)
    if cut > block.span.start:
        kept.append(Block(Span(block.span.start, cut), block.kind))
    elif kept and kept[-1].kind == "other":  # neighbours of one kind are one block
        cut = kept.pop().span.start
    return (*kept, Block(Span(cut, len(text)), "other"))


def _problem(cut: int, length: int) -> Problem:
    return Problem(f"only the first {cut:,} of {length:,} characters are read: no article is longer", Span(cut, length))
