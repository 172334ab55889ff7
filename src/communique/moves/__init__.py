"""Moves: what a party offers, asks, accepts, refuses and takes back, and on what terms."""

from communique.moves.articles import moves
from communique.moves.finding import moves_in
from communique.moves.found import Found
from communique.moves.issues import by_words
from communique.moves.scene import Maker, Named

__all__ = ["Found", "Maker", "Named", "by_words", "moves", "moves_in"]
