"""Events: which mentions in several articles are of the same one.

mentions: what is compared · candidates: with what · likeness, support: by which signs · trees: the chance of a pair ·
links: what two articles link, kept · linkage: clusters · index: all of it
"""

from communique.weave.events.index import EventIndex, same_events
from communique.weave.events.links import Judges, shipped_judges
from communique.weave.events.mentions import ArticleWords, EventMention, mention_of, words_of

__all__ = [
    "ArticleWords",
    "EventIndex",
    "EventMention",
    "Judges",
    "mention_of",
    "same_events",
    "shipped_judges",
    "words_of",
]
