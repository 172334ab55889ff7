"""Answers for a language model, each with its quotations: who said what, the chronology, the table, the evidence.

answers: the types of an answer      asking: the record, asked      server: the tools, by the Model Context Protocol
"""

from communique.mcp.answers import Evidence, Happening, Happenings, Saying, Sayings, Term, Terms
from communique.mcp.asking import Asking

__all__ = ["Asking", "Evidence", "Happening", "Happenings", "Saying", "Sayings", "Term", "Terms"]
