"""Which CAMEO code an event has: its verb's, or one that says more, by what it is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from communique.events.lexicon import type_of

# Codes that leave open what the step is about.
_OPEN = frozenset({"030", "100", "120", "124", "130", "131"})


def cameo_of(code: str, about: str) -> str:
    """The code of an event whose words carry `code`, by the first topic of which its clause `about` has the words.

    A code that already says what the step is about stays.
    """
    if code not in _OPEN:
        return code
    topics, codes = _tables()
    grid = codes.get(type_of(code), {})
    earliest = ((m.start(), n, grid[topic]) for n, (topic, p) in enumerate(topics.items()) if topic in grid and (m := p.search(about)))
    return min(earliest, default=(0, 0, code))[2]


@cache
def _tables() -> tuple[Mapping[str, re.Pattern[str]], Mapping[str, Mapping[str, str]]]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf8"))
    return {name: re.compile(rf"\b(?:{words})\b") for name, words in table["topics"].items()}, table["codes"]
