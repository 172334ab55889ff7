"""Everything communique raises, in one tree.

CommuniqueError
├── GatherError      an input cannot be read at all (a path that is not there, an unknown kind of file)
├── ModelError       the encoder's weights are missing, damaged or of another version
├── RecordError      a record cannot be opened, is damaged, or is being written by somebody else
├── QuestionError    a filter or a query that cannot be answered (bad date, unknown actor, SQL that fails)
└── ReadingError     a reading that does not follow the published schema

Each message has three parts, in this order: what happened, the likely cause, the fix.
"""

from __future__ import annotations


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


class RecordError(CommuniqueError):
    """A record cannot be opened, is damaged, or is being written by somebody else."""


class QuestionError(CommuniqueError):
    """A question that cannot be answered as it was put."""


class ReadingError(CommuniqueError):
    """A reading that does not follow the published schema."""


def _sentence(part: str) -> str:
    part = " ".join(part.split())
    # "pip install …" and "--column …" stay as they are typed; prose begins with a capital.
    part = part if part.split(" ", 1)[0] in ("pip", "communique") else part[:1].upper() + part[1:]
    return part if part.endswith((".", "!", "?")) else part + "."
