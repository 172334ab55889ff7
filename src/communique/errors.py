"""Everything communique raises, in one tree.

CommuniqueError
├── GatherError      an input cannot be read at all (a path that is not there, an unknown kind of file)
├── ModelError       the encoder's weights are missing, damaged or of another version
├── RecordError      a record cannot be opened, is damaged, or is being written by somebody else
├── DeskError        a desk (the user's own actors, outlets and issues) that cannot be used, with file and line
├── QuestionError    a filter or a query that cannot be answered (bad date, unknown actor, SQL that fails)
├── EngineError      articles cannot be read where that was asked: Ray is not installed, a cluster does not answer
├── ReadingError     a reading that does not follow the published schema
├── ReviewError      a review that does not follow the vocabulary, or names what is not there
│   └── MetFirst     a review of an entry that somebody else has reviewed meanwhile
└── ServingError     the pages cannot be served as asked (a port that is taken, a token that is missing or unsafe)

Each message has three parts, in this order: what happened, the likely cause, the fix.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.reviews import Review

FAULT = "could not be read, through a fault in communique itself"
"""How the problem of an article begins that met an error which nothing raises on purpose."""


def debugging() -> bool:
    """Whether COMMUNIQUE_DEBUG is set in the environment: faults are then raised as they are."""
    return os.environ.get("COMMUNIQUE_DEBUG", "") not in ("", "0")


class CommuniqueError(Exception):
    """The root: catch this to catch everything communique raises on purpose.

    `what` says what happened; `cause` the likely cause, `fix` what to do. `str()` joins them in one line.
    """

    def __init__(self, what: str, *, cause: str = "", fix: str = "") -> None:
        self.what, self.cause, self.fix = what, cause, fix
        super().__init__(" ".join(_sentence(part) for part in (what, cause, fix) if part))


class GatherError(CommuniqueError):
    """An input cannot be read at all."""


class ModelError(CommuniqueError):
    """The encoder's weights are missing, damaged or of another version."""


class EngineError(CommuniqueError):
    """Articles cannot be read where that was asked, or what was read cannot be kept there."""


class RecordError(CommuniqueError):
    """A record cannot be opened, is damaged, or is being written by somebody else."""


class DeskError(CommuniqueError):
    """A desk that cannot be used.

    `path` is its file (None where it was no file), `line` the line of the fault, counted from 1 (None where the file
    could not even be read). `others` are the further faults, each an error of its own.
    """

    def __init__(
        self,
        what: str,
        *,
        cause: str = "",
        fix: str = "",
        path: str | PathLike[str] | None = None,
        line: int | None = None,
        others: Sequence[DeskError] = (),
    ) -> None:
        super().__init__(what, cause=cause, fix=fix)
        self.path = None if path is None else fspath(path)
        self.line, self.others = line, tuple(others)

    def among(self, others: Sequence[DeskError]) -> DeskError:
        """The same error, with the other faults of its desk."""
        return DeskError(self.what, cause=self.cause, fix=self.fix, path=self.path, line=self.line, others=others)

    def __str__(self) -> str:
        said = super().__str__()
        if self.line is not None:
            said = f"{self.path}:{self.line}: {said}" if self.path is not None else f"Line {self.line}: {said}"
        if self.others:
            faults = "fault" if len(self.others) == 1 else "faults"
            said += f" {len(self.others)} more {faults}: communique desk check names them all."
        return said


class QuestionError(CommuniqueError):
    """A question that cannot be answered as it was put."""


class ReadingError(CommuniqueError):
    """A reading that does not follow the published schema."""


class ReviewError(CommuniqueError):
    """A review that does not follow the vocabulary of corrections, or names an entry or a review that is not there."""


class MetFirst(ReviewError):  # noqa: N818 - what it met, rather than what went wrong
    """A review was not added, for others of the same entry came first: `reviews`, the oldest of them first.

    Show them to whoever made it; the same review, with `saw` the id of the last of these, is then taken.
    """

    def __init__(self, reviews: Sequence[Review]) -> None:
        self.reviews = tuple(reviews)
        last = self.reviews[-1]
        super().__init__(
            f"{last.who} has reviewed this entry meanwhile: {last.verdict}",
            cause=f"it was done at {last.at}, after the entry was shown",
            fix="look at that review, then decide again",
        )


class ServingError(CommuniqueError):
    """The pages cannot be served as asked."""


def _sentence(part: str) -> str:
    part = " ".join(part.split())
    # "pip install …" and "--column …" stay as they are typed; prose begins with a capital.
    part = part if part.split(" ", 1)[0] in ("pip", "communique") else part[:1].upper() + part[1:]
    return part if part.endswith((".", "!", "?")) else part + "."
