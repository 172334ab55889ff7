"""Which issues a line is about: as `chronology.issues.is_about` has it, for all issues at once, or by its terms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from communique.catalogue.issues import issues_in
from communique.chronology.asked import issues_of as issues_of_step
from communique.chronology.issues import BY_MEANING
from communique.desk import Issue
from communique.issues import about
from communique.issues.words import Words
from communique.weave.occurrence import Occurrence

REMEMBERED = 20_000
"""Texts whose issues are remembered: the copies of a text stand near one another."""


class Abouts:
    """Finds what lines are about: the `issues` of a desk, or the shipped ones."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        words = Words((issue.name, *issue.words) for issue in issues)
        wordless = [(number, issue) for number, issue in enumerate(issues) if not issue.words]

        @lru_cache(maxsize=REMEMBERED)
        def told(text: str) -> frozenset[int]:
            return words.each_in(text).union(n for n, issue in wordless if about(text, issue) >= BY_MEANING)

        self._told = told

    @classmethod
    def of(cls, folder: Path) -> Abouts:
        """For the record in a folder. Raises DeskError where it holds a desk that cannot be used."""
        return cls(issues_in(folder))

    def of_texts(self, texts: Iterable[str], of_terms: Iterable[str] = ()) -> set[str]:
        """The ids of the issues that any of the texts is about, and those of the terms."""
        return {self.issues[number].id for text in texts for number in self._told(text)}.union(of_terms)

    def of_occurrence(self, one: Occurrence) -> set[str]:
        """The ids of the issues that an occurrence is about."""
        texts = (one.summary, *(account.words for account in one.accounts))
        return self.of_texts(texts, issues_of_step(one.step) if one.step else ())
