"""How an event was done: the mode of its type, by the words that show it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from communique.reading import Span


def mode_of(kind: str, sentence: str, between: Span) -> str | None:
    """The mode of an event of the type `kind`, None where the type has none or the words of `sentence` leave it open.

    `between` is the stretch from the first word of actor and recipient to the last. Words there go before others. Where
    they show several modes, one whose words hold all the others' ("hunger strike", "strike") is taken.
    """
    found = [
        (mode, m.span()) for mode, pattern in _patterns().get(kind, {}).items() for m in pattern.finditer(sentence)
    ]
    inside = [(mode, (a, b)) for mode, (a, b) in found if a < between.end and b > between.start]
    for stretch in (inside, found):
        longest = [
            (mode, (a, b))
            for mode, (a, b) in stretch
            if not any(c <= a and b <= d and (a, b) != (c, d) for _, (c, d) in stretch)
        ]
        modes = {mode for mode, _ in longest}
        if modes:
            return modes.pop() if len(modes) == 1 else None
    return None


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf8"))
    return {kind: {mode: _pattern(phrases) for mode, phrases in modes.items()} for kind, modes in table.items()}


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    written = (r"[\s-]+".join(_word(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)


def _word(word: str) -> str:
    """A star alone stands for one to three words, at the end of a word for any ending."""
    if word == "*":
        return r"[\w'’]+(?:[\s-]+[\w'’]+){0,2}"
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
