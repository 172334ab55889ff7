"""The shelf of lines: the chronology of a whole record, ready to be filtered, counted and opened.

filling     what is in it; folds: which are told in the same words as others; abouts: which issues each is about
index       the lines as columns of numbers, in memory: a filter is a few comparisons of whole columns
choosing    the filters, as they are meant, the lines that pass them, and what these have by each property
keydays     the key days among some lines, by the rule of `chronology.brief`
spread      how they are spread over time
opening     some lines as entries, with their evidence
laying      reviews laid over the index; reviewed: the index as it is now, which all the others are asked with
"""

from communique.catalogue.lines.filling import fill

__all__ = ["fill"]
