"""What a visitor has seen: kept by the browser, in a cookie of its own for each record.

A visit ends when nothing was asked for half an hour; what came into the record since the last one ended is new.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.responses import Response

from communique.catalogue.news import settled

if TYPE_CHECKING:
    from communique.web.house import Visit

QUIET = 30 * 60
"""Seconds without a request after which a visit has ended."""

KEPT = 400 * 24 * 3600
"""Seconds for which a browser keeps what was seen: the longest that browsers grant."""


LONGEST = 11
"""Digits of a number in the cookie: seconds until the year 5138."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest snapshot of which the visitor has seen all that was told, and when (seconds since 1970).

    `before` and `ended` are those of the visit before, None on the first one.
    """

    snapshot: int
    at: int
    before: int | None = None
    ended: int | None = None

    @classmethod
    def read(cls, words: str | None) -> Seen | None:
        """What the cookie says; None where there is none, or somebody changed it."""
        parts = (words or "").split(".")
        if len(parts) != 4 or not all(part == "" or (part.isascii() and part.isdecimal()) for part in parts):
            return None
        if max(map(len, parts)) > LONGEST or not parts[0] or not parts[1]:
            return None
        numbers = [int(part) if part else None for part in parts]
        return cls(numbers[0] or 0, numbers[1] or 0, numbers[2], numbers[3])

    def written(self) -> str:
        """As the cookie has it."""
        return ".".join("" if one is None else str(one) for one in (self.snapshot, self.at, self.before, self.ended))

    def then(self, snapshot: int, now: int) -> Seen:
        """What has been seen with a request for that snapshot."""
        if now - self.at > QUIET:
            return Seen(snapshot, now, self.snapshot, self.at)
        return Seen(max(snapshot, self.snapshot), now, self.before, self.ended)


def seen_by(visit: Visit) -> Seen:
    """What the visitor has seen, with this request."""
    snapshot, now = settled(visit.catalogue), int(time.time())
    seen = Seen.read(visit.request.cookies.get(cookie_of(visit.house.following.folder)))
    # a record that was made anew counts its snapshots from 1
    if seen is None or seen.snapshot > snapshot:
        return Seen(snapshot, now)
    return seen.then(snapshot, now)


def remember(visit: Visit, response: Response) -> None:
    """Has the browser keep what has been seen."""
    response.set_cookie(
        cookie_of(visit.house.following.folder),
        seen_by(visit).written(),
        max_age=KEPT,
        httponly=True,
        samesite="lax",
    )


def cookie_of(folder: Path) -> str:
    """The name of the cookie: one for each record, for several may be served from one address in turn."""
    return f"seen-{hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:12]}"


def moment(seconds: int) -> str:
    """A moment as ISO has it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")
