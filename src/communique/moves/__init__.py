"""Moves: what a party offers, asks, accepts, refuses and takes back, and on what terms."""

from communique.moves.articles import moves
from communique.moves.finding import moves_in
from communique.moves.found import Found
from communique.moves.scene import Maker, Named

__all__ = ["Found", "Maker", "Named", "moves", "moves_in"]
