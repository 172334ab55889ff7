"""Sentences whose ⟦actor⟧ and ⟪recipient⟫ are marked, as the gold of this room has them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

MARKS = re.compile(r"[⟦⟧⟪⟫]")


class Gold(NamedTuple):
    """A line of gold.tsv: the type, the mode (None: open), what it is a case of, and the marked sentence, unmarked."""

    type: str
    mode: str | None
    case: str
    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]


def unmarked(sentence: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The sentence without its marks, and where actor and recipient stand in it."""
    places, text = {}, ""
    for part in re.split(r"([⟦⟧⟪⟫])", sentence):
        if MARKS.fullmatch(part):
            places[part] = len(text)
        else:
            text += part
    return text, (places["⟦"], places["⟧"]), (places["⟪"], places["⟫"])


def gold() -> list[Gold]:
    """The sentences of gold.tsv."""
    lines = Path(__file__).with_name("gold.tsv").read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [Gold(kind, None if mode == "-" else mode, case, *unmarked(text)) for kind, mode, case, text in rows]
