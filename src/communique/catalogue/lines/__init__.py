"""The shelf of lines: the chronology of a whole record, ready to be filtered, counted and opened.

filling     what is in it; folds: which are told in the same words as others
index       the lines as columns of numbers, in memory: a filter is a few comparisons of whole columns
choosing    the filters, as they are meant, and the lines that pass them
keydays     the key days among some lines, by the rule of `chronology.brief`
opening     some lines as entries, with their evidence
"""

from communique.catalogue.lines.filling import fill

__all__ = ["fill"]
