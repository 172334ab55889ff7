"""Which issue of a desk a term is about, by the desk's words for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from communique.desk import Issue


def by_words(issues: Sequence[Issue]) -> Callable[[str], str | None]:
    """What gives the first of `issues` by one of whose words a text speaks of it, None where there is none."""
    patterns = [
        (
            issue.id,
            re.compile("|".join(rf"(?<!\w){re.escape(word.lower())}(?!\w)" for word in (issue.name, *issue.words))),
        )
        for issue in issues
    ]

    def of(words: str) -> str | None:
        low = words.lower()
        return next((id_ for id_, pattern in patterns if pattern.search(low)), None)

    return of
