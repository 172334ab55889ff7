"""Meetings: which parties met or mean to, and what the article says became of it.

    pieces of a sentence ─► sightings (verbs, nouns; what the words around say) ─► encounters ─► meetings

A sighting is one place in the text where an encounter is spoken of. Those of one encounter are joined; what they say
became of it are its reports.
"""

from communique.meetings.finding import meetings

__all__ = ["meetings"]
