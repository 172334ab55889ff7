"""What becomes of fetching a URL."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import GatherError
from communique.gather.unread import Unread


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL led to. `url` is where it was in the end; `kind` its media type, "" where the host told none."""

    url: str
    data: bytes
    kind: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The host says that nothing has changed since the etag or the day that it was asked with."""

    url: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a URL gave nothing.

    `passing`: the same may go well later. `wait`: the host asked not to be asked again for so many seconds.
    """

    url: str
    message: str
    passing: bool = False
    wait: float | None = None

    def unread(self) -> Unread:
        """The same, as gather tells it."""
        return Unread(self.url, self.message)


def failed(
    url: str, what: str, *, cause: str = "", fix: str = "", passing: bool = False, wait: float | None = None
) -> Failed:
    """A Failed whose message has the three parts of every message."""
    return Failed(url, str(GatherError(what, cause=cause, fix=fix)), passing, wait)
