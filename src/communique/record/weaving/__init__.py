"""Weaving in a record: from what is kept of all its articles to the parts of the woven tables, out of core.

threads, items, sketched (kept with each reading) ─┐
links, compared, kept (facts about pairs) ─────────┴► families, occurrences, accounts, encounters ─► parts

database    the one connection, with a bound to its memory, and where it puts what does not fit
taking      what is kept of each article, made for those that lack it
memory      what is free, given back between two steps
placing     where the words of each item stood first
statements  which statements are the same
events      which events are
moves       which moves are
meetings    which meetings are, and their lives
about       what accounts tell of their articles
grouping    the days of articles, who is who, which items make an occurrence
before      what was woven last time and is the same still
telling     groups as occurrences, a few thousand rows in memory at a time
tying       what is told in the same words
weaving     all of it, in order
"""

from communique.record.weaving.weaving import Tally, Tell, again, counted, stored, weave

__all__ = ["Tally", "Tell", "again", "counted", "stored", "weave"]
