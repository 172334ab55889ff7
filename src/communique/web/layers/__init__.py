"""An article's text as a page shows it: cut where anything that was found in it begins or ends.

marks    a reading ─► marks: where each part of each item stands, and in which layer it is shown
runs     text, blocks, marks ─► blocks of runs: stretches of text that belong to the same items, in one linear sweep
markup   runs ─► HTML
items    a reading ─► items in words: who said what through whom, who offered what to whom
"""

from communique.web.layers.items import Bit, Item, Line, Spot, items_of, spots_of
from communique.web.layers.marks import FIRST, LAYERS, Layer, LayerName, Mark, counted_in, marks_of
from communique.web.layers.markup import markup
from communique.web.layers.runs import Group, Piece, Place, Run, groups_of

__all__ = [
    "FIRST",
    "LAYERS",
    "Bit",
    "Group",
    "Item",
    "Layer",
    "LayerName",
    "Line",
    "Mark",
    "Piece",
    "Place",
    "Run",
    "Spot",
    "counted_in",
    "groups_of",
    "items_of",
    "marks_of",
    "markup",
    "spots_of",
]
