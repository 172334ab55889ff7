"""What a term is about: one of a desk's issues, or of the shipped ones, by words and by meaning.

term ─► words of an issue (sure) ─► else its meaning, beside those of what is said of each issue ─► an issue, or none
"""

from __future__ import annotations

from communique.issues.finder import IssueFinder, about, finder_of
from communique.issues.likeness import SAME_TERM, alike
from communique.issues.table import issues_of, shipped

__all__ = ["SAME_TERM", "IssueFinder", "about", "alike", "finder_of", "issues_of", "shipped"]
