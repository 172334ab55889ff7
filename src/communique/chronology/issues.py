"""What an occurrence is about: an issue of a desk or a shipped one, by its words, or by meaning where it has none."""

from __future__ import annotations

import difflib

from communique.desk import Desk
from communique.desk.desk import Issue
from communique.errors import QuestionError
from communique.issues import about, issues_of
from communique.record.words import fold
from communique.weave.occurrence import Occurrence

# From where on a text is about an issue of a name and a description alone. On sentences of labelled negotiations this
# finds 30 in 100 of the issues that a sentence is about, where the name alone finds 12; 74 in 100 are right either way
# (benchmarks/issues.py). To the shipped issues with their lists of words meaning adds next to nothing (F1 76.8 to 77.1
# on the dispatches at best, less from 0.6 down), so words alone decide there.
BY_MEANING = 0.5


def issue_named(value: str, desk: Desk | None) -> Issue:
    """The issue that `value` names, by its id or its name: one of the desk, or a shipped one where it has none.

    Raises QuestionError where there is none, naming those that there are.
    """
    issues = issues_of(desk)
    for issue in issues:
        if value == issue.id or fold(value) == fold(issue.name):
            return issue
    near = difflib.get_close_matches(value, [name for issue in issues for name in (issue.id, issue.name)], 1)
    known = ", ".join(issue.id for issue in issues)
    if desk is None or not desk.issues:
        raise QuestionError(
            f"The issue {value!r} is not known",
            cause=f"{'there is no desk' if desk is None else 'the desk has no [[issue]]'}, and the shipped issues "
            f"are {known}",
            fix=f"{f'did you mean {near[0]!r}? Else ' if near else ''}name a desk that has it with --desk FILE, or "
            "keep it as desk.toml in the record's folder",
        )
    raise QuestionError(
        f"The desk has no issue {value!r}",
        cause=f"its issues are {known}",
        fix=f"did you mean {near[0]!r}?" if near else "use one of these, or add it to the desk",
    )


def is_about(occurrence: Occurrence, issue: Issue) -> bool:
    """Whether the summary or the words of an account are about the issue."""
    least = 1.0 if issue.words else BY_MEANING
    return any(about(text, issue) >= least for text in (occurrence.summary, *(a.words for a in occurrence.accounts)))
