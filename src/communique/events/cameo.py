"""Which CAMEO code an event has: its verb's, or one that says more, by what it is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from communique.events.lexicon import type_of
from communique.events.parties import Party
from communique.meetings.sides import state_at

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
    earliest = (
        (m.start(), n, grid[topic])
        for n, (topic, p) in enumerate(topics.items())
        if topic in grid and (m := p.search(about))
    )
    return min(earliest, default=(0, 0, code))[2]


def mode_of_code(code: str) -> str | None:
    """How it was done, where the code says so."""
    return _of(code, "modes")


def context_of_code(code: str) -> str | None:
    """What it is about, where the code says so."""
    return _of(code, "contexts")


# What is done by saying that one will do it, or that one may: the codebook has promises of cooperation under AGREE,
# those of yielding under CONCEDE, and what would harm another under THREATEN.
_WILL = {"CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033", "RETREAT": "080"}
_MAY = {"SANCTION": "131", "COERCE": "131", "ASSAULT": "138", "MOBILIZE": "138"}


# What is done by saying that one will not.
_WILL_NOT = {"AGREE": "120", "CONSULT": "125", "SUPPORT": "120", "AID": "122", "COOPERATE": "121", "CONCEDE": "124"}
_NOT_YIELDED = {"0841": "1243", "085": "1244", "086": "1245", "087": "1246"}


def refusal(kind: str, code: str) -> str | None:
    """The code of saying that one will not do what has the type `kind` and `code`, None where that refuses nothing."""
    if kind == "RETREAT":
        return next((_NOT_YIELDED[code[:n]] for n in (4, 3) if code[:n] in _NOT_YIELDED), "124")
    return _WILL_NOT.get(kind)


def intent(kind: str, code: str, *, surely: bool) -> str | None:
    """The code of saying that one will (`surely`) or may do what has the type `kind` and `code`; None: it has none."""
    if code in ("164", "125") and kind in ("SANCTION", "REJECT"):
        return "134"
    return _MAY.get(kind) or (_WILL.get(kind) if surely else None)


def met_at(code: str, place: str | None, actor: Party, recipient: Party | None) -> str:
    """The code of a meeting by the state that its place is in: a visit to the one or the other, or a third place."""
    state = state_at(place) if place is not None else None
    if code not in ("040", "046") or state is None or recipient is None:
        return code
    sides = [(party.code or "")[:3] for party in (actor, recipient)]
    if not all(sides):
        return code
    return "043" if sides[0] == state else "042" if sides[1] == state else "044"


def _of(code: str, name: str) -> str | None:
    table = _table()[name]
    return next((table[code[:n]] for n in range(len(code), 1, -1) if code[:n] in table), None)


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf8"))


@cache
def _tables() -> tuple[Mapping[str, re.Pattern[str]], Mapping[str, Mapping[str, str]]]:
    table = _table()
    return {name: re.compile(rf"\b(?:{words})\b") for name, words in table["topics"].items()}, table["codes"]
