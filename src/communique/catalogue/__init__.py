"""The catalogue: what a record has, arranged so that a page of it is found in a few milliseconds.

    the snapshot's parts ─► making: a file of DuckDB, filled shelf by shelf ─► catalogue: asked, a page at a time
                            following: the newest one, while others add to the record

A catalogue has nothing that the record does not have; it may be deleted, and is made again.
One shelf a module: what it is filled with, and the questions that are put to it.
"""

from communique.catalogue.catalogue import Catalogue, State
from communique.catalogue.following import Following
from communique.catalogue.paging import FIRST, Order, Slice, Stretch

__all__ = ["FIRST", "Catalogue", "Following", "Order", "Slice", "State", "Stretch"]
