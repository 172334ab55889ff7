"""What is said of an issue: the texts that a term is held beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from communique.desk import Issue
from communique.issues.table import shipped
from communique.issues.words import Words

_CUT = re.compile(r"[,;:.]|\b(?:and|or)\b")


def whole(issue: Issue) -> str:
    """The name and the description."""
    return f"{issue.name}. {issue.description}"


def parts(issue: Issue) -> Iterator[str]:
    """The name, the words, the description, and what it lists, part by part.

    Where the name is that of one shipped issue, or has a word of it, what is said of that one comes after it.
    """
    yield from _own(issue)
    named = _shipped_words().named_in(issue.name)
    if len(named) == 1 and (known := shipped()[named[0]]) != issue:
        yield whole(known)
        yield from _own(known)


def _own(issue: Issue) -> Iterator[str]:
    yield issue.name
    yield from issue.words
    if issue.description:
        yield issue.description
        yield from (part.strip() for part in _CUT.split(issue.description) if part.strip())


@cache
def _shipped_words() -> Words:
    return Words((issue.name, *issue.words) for issue in shipped())
