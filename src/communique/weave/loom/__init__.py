"""Weaving at size: the same answers as the weaver's, from columns, and never with all threads in memory.

rows         what is kept of a thread, as columns: the shelves of its items, their speakers, their places
voices       who speaks, compared in whole columns
neighbours   which items stand near one another on a shelf
places       which items stand in one place of a copied text
components   what hangs together by pairs
"""
