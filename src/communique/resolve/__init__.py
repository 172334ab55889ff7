"""Who is meant: persons, states, organisations and groups, by name, title, metonym or pronoun, from dated tables.

`resolve(article, blocks, understanding)` reads one article alone and gives a `Who`. Where the text leaves open who is
meant, so does the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.rooms import offer

if TYPE_CHECKING:
    from communique.resolve.resolving import resolve
    from communique.resolve.who import Who

__all__ = ["Who", "resolve"]

offer(__name__, {"resolving": ("resolve",), "who": ("Who",)})
