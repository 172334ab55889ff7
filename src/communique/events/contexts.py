"""What an event is about, in the codebook's contexts, by words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from communique.events.cameo import context_of_code

# Dealings of states are diplomatic where nothing else is said of them.
_DIPLOMATIC = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}
)


def contexts_of(kind: str, code: str, clause: str) -> tuple[str, ...]:
    """The contexts of an event of the type `kind` with the CAMEO `code` of which `clause` has the words.

    They are in the order of the table. Words of arms make a dealing military only where its code does.
    """
    found = {match.lastgroup for match in _pattern().finditer(clause)}
    own = context_of_code(code)
    if kind in _DIPLOMATIC:
        found -= {"military"}
    found |= {own} if own is not None else {"diplomatic"} if kind in _DIPLOMATIC else set()
    return tuple(name for name in _table() if name in found)


@cache
def _table() -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf8"))
    return table


@cache
def _pattern() -> re.Pattern[str]:
    """The words of all contexts as one pattern, so that a clause in small letters is gone through once."""
    runs = "|".join(f"(?P<{name}>{_words(name)})" for name in _table())
    return re.compile(rf"\b(?:{runs})\b")


def _words(name: str) -> str:
    written = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in _table()[name])
    return "|".join(written)
