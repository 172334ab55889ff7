"""Moves: what a party offers, asks, accepts, refuses and takes back, and on what terms."""

from communique.moves.articles import moves
from communique.moves.finding import Found, moves_in
from communique.moves.scene import Maker, Named

__all__ = ["Found", "Maker", "Named", "moves", "moves_in"]
