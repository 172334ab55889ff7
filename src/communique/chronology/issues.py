"""What an occurrence is about: a desk's issue, by the words by which it is spoken of."""

from __future__ import annotations

import difflib
import re

from communique.desk import Desk
from communique.desk.desk import Issue
from communique.errors import QuestionError
from communique.record.words import fold
from communique.weave.occurrence import Occurrence


def issue_named(value: str, desk: Desk | None) -> Issue:
    """The issue of the desk that `value` names, by its id or its name.

    Raises QuestionError where there is none, naming those that there are.
    """
    issues = () if desk is None else desk.issues
    for issue in issues:
        if value == issue.id or fold(value) == fold(issue.name):
            return issue
    if desk is None:
        raise QuestionError(
            f"The issue {value!r} is not known",
            cause="issues are those of a desk, and there is none",
            fix="name one with --desk FILE, or keep it as desk.toml in the record's folder",
        )
    known = ", ".join(issue.id for issue in issues)
    near = difflib.get_close_matches(value, [name for issue in issues for name in (issue.id, issue.name)], 1)
    raise QuestionError(
        f"The desk has no issue {value!r}",
        cause=f"its issues are {known}" if known else "it has no [[issue]] at all",
        fix=f"did you mean {near[0]!r}?" if near else "use one of these, or add it to the desk" if known else "add it",
    )


def is_about(occurrence: Occurrence, issue: Issue) -> bool:
    """Whether a word of the issue stands in the summary or in the words of an account, in the singular or plural."""
    told = "\n".join(fold(text) for text in (occurrence.summary, *(account.words for account in occurrence.accounts)))
    words = (re.escape(folded) for folded in map(fold, (issue.name, *issue.words)) if folded)
    return any(re.search(rf"\b{word}(?:e?s)?\b", told) for word in words)
