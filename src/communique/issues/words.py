"""The words by which issues are spoken of, looked up in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 5_000  # words of a text that are looked at


class Words:
    """For several things the words of each, so that all are looked for at once, in linear time."""

    def __init__(self, words: Iterable[Sequence[str]]) -> None:
        self._owners: dict[tuple[str, ...], set[int]] = {}
        for owner, its in enumerate(words):
            for word in its:
                folded = folded_words(word)
                if folded:
                    for last in (folded[-1], f"{folded[-1]}s", f"{folded[-1]}es"):
                        self._owners.setdefault((*folded[:-1], last), set()).add(owner)
        self._lengths = sorted({len(key) for key in self._owners}, reverse=True)
        self._firsts = {key[0] for key in self._owners}

    def named_in(self, text: str) -> list[int]:
        """Which of the things a word of stands in `text`, in the singular or plural; by number, in order.

        A word within a longer one ("test" in "test site") counts for nothing.
        """
        words = folded_words(text)[:LONGEST]
        found: set[int] = set()
        at = 0
        while at < len(words):
            for length in self._lengths:
                owners = self._owners.get(tuple(words[at : at + length]))
                if owners:
                    found |= owners
                    at += length
                    break
            else:
                at += 1
        return sorted(found)

    def each_in(self, text: str) -> frozenset[int]:
        """Which of the things a word of stands in `text`, each looked for as if it were alone.

        So a word counts also where it is part of a longer word of another thing.
        """
        words = folded_words(text)[:LONGEST]
        owners = self._owners
        return frozenset(
            owner
            for at, word in enumerate(words)
            if word in self._firsts
            for length in self._lengths
            for owner in owners.get(tuple(words[at : at + length]), ())
        )


def folded_words(text: str) -> list[str]:
    """The words of a text, in lower case and without accents and signs."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in text).casefold().split()
