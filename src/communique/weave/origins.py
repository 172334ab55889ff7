"""From whom an account has what it tells: the end of its chain, or the outlet that first had the words.

Twenty outlets that print one wire story have one origin, and so have twenty that quote one agency. Where an origin is
not named, two accounts that describe it in the same words are taken for one: independence is claimed only where it
shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import PurePath
from typing import Protocol

from communique.resolve import knowledge
from communique.weave.item import Hand
from communique.weave.occurrence import Origin
from communique.weave.same import bare


class Printed(Protocol):
    """An article, as far as it says who prints it."""

    @property
    def article(self) -> str:
        """Its id."""

    @property
    def outlet(self) -> str | None:
        """Who prints it."""

    @property
    def title(self) -> str | None:
        """Its headline."""

    @property
    def path(self) -> str | None:
        """Where it lay."""


REPORTEDLY = Origin("reportedly", "a report that is not named", "unnamed")


def origin(
    chain: Sequence[Hand], text: Printed, *, speaker: str | None = None, name: str = "", medium: bool = False
) -> Origin:
    """The origin of one account. `text` is the article that had its words first.

    `speaker` (an actor's id) and `name` are of a statement: a medium that speaks in its own name is its own origin, and
    so is a speaker who is described and not named. What somebody else says to the press, each outlet heard for itself.
    """
    if chain:
        last = chain[-1]
        if last.actor is not None:
            return Origin(last.actor, last.words, "actor")
        return REPORTEDLY if last.words.endswith("ly") else Origin(bare(last.words), last.words, "unnamed")
    if speaker is not None:
        return Origin(speaker, name, "actor") if medium else _outlet(text)
    return Origin(bare(name), name, "unnamed") if name else _outlet(text)


def _outlet(text: Printed) -> Origin:
    if text.outlet is None:
        return Origin(text.article, PurePath(text.path).stem if text.path else text.title or text.article[:8], "outlet")
    name = bare(text.outlet)
    known = _media().get(name)
    return Origin(known, text.outlet, "actor") if known else Origin(name, text.outlet, "outlet")


@cache
def _media() -> dict[str, str]:
    """The ids of the news media that the tables know, by each of their names."""
    bodies = knowledge.shipped().tables.bodies.values()
    return {bare(name): b.id for b in bodies if b.medium for name in (b.name, *b.aliases)}
