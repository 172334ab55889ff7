"""Who is meant by some words, and why: by which row of which table, on which dates, and who else it could have been.

`explain` reads the words as the reader reads any article, so its answers are the reader's own; `usual_id` gives no
more than the id.
"""

from __future__ import annotations

from communique.resolve.explain.answer import NOW, Answer, How, Match, Other, Tenure
from communique.resolve.explain.explaining import explain, usual_id

__all__ = ["NOW", "Answer", "How", "Match", "Other", "Tenure", "explain", "usual_id"]
